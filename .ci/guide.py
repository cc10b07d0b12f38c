"""Render the guide, resources/help/*.md, as pages that a browser shows without a network."""

import string
import sys

try:
    import markdown
except ImportError:
    sys.exit(
        "The guide is rendered with Python's package markdown, which is missing: run "
        "`.ci/setup build`, or install it (apt install python3-markdown, pip install markdown)."
    )
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

TEMPLATE = "page.html"
EXTENSIONS = ("tables", "fenced_code", "sane_lists", "toc")


class _Links(Treeprocessor):
    """Lets links between pages lead to the rendered ones, and notes which pictures are shown."""

    def run(self, root):
        self.md.pictures = [each.get("src") for each in root.iter("img")]
        for link in root.iter("a"):
            page, mark, place = link.get("href").partition("#")
            if page.endswith(".md") and "://" not in page:
                link.set("href", page[: -len("md")] + "html" + mark + place)


class _LinksExtension(Extension):
    def extendMarkdown(self, md):
        # After all others: inline elements exist only then.
        md.treeprocessors.register(_Links(md), "links", -1)


def render(folder, target):
    """Render every page of a folder.

    Parameters
    ----------
    folder : Path
        Holds the pages as Markdown, and the template.
    target : Path
        Made when it is not there.

    Returns
    -------
    set of Path
        The pictures that the pages show.
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
