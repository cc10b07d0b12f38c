"""Rendering of the guide, resources/help/*.md, to HTML pages that need no network."""

import string
import sys

try:
    import markdown
except ImportError:
    sys.exit(
        "Python's package markdown, which renders the guide, is missing. Run `.ci/setup build`, "
        "or install it (apt install python3-markdown, pip install markdown)."
    )
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

TEMPLATE = "page.html"
EXTENSIONS = ("tables", "fenced_code", "sane_lists", "toc")


class _Links(Treeprocessor):
    """Rewriting of links between pages, and collection of the pictures that they show."""

    def run(self, root):
        self.md.pictures = [each.get("src") for each in root.iter("img")]
        for link in root.iter("a"):
            page, mark, place = link.get("href").partition("#")
            if page.endswith(".md") and "://" not in page:
                link.set("href", page[: -len("md")] + "html" + mark + place)


class _LinksExtension(Extension):
    def extendMarkdown(self, md):
        # The lowest priority runs last, when inline elements exist.
        md.treeprocessors.register(_Links(md), "links", -1)


def render(folder, target):
    """Render every page of a folder.

    Parameters
    ----------
    folder : Path
        Folder of the Markdown pages and the template.
    target : Path
        Folder of the HTML pages. It is made if it does not exist.

    Returns
    -------
    set of Path
        Pictures that the pages show.
    """
    target.mkdir(parents=True, exist_ok=True)
    template = string.Template((folder / TEMPLATE).read_text(encoding="utf-8"))
    pictures = set()
    for path in sorted(folder.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        md = markdown.Markdown(extensions=[*EXTENSIONS, _LinksExtension()], output_format="html")
        body = md.convert(text)
        title = md.toc_tokens[0]["name"]
        page = template.substitute(title=title, body=body)
        (target / f"{path.stem}.html").write_bytes(page.encode("utf-8"))
        pictures.update((folder / picture).resolve() for picture in md.pictures)
    return pictures
