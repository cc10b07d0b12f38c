"""Helpers for tests of HTML pages."""

import json
from html.parser import HTMLParser

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<b>bold</b> & 'single' \"double\"",
    '"><img src=x onerror=alert(1)>',
    "two\nlines <!-- and a comment",
    "{{ 7 * 7 }} {% raw %} %{x} \u2028 \udcff",
]


class Page(HTMLParser):
    """Content of a page as a browser finds it.

    Attributes
    ----------
    source : str
    elements : list of (str, dict)
        Tags with their attributes.
    words : list of str
    rows : list of list of str
        Texts in the rows of tables.
    scripts : dict of str to str
        Contents of the script elements by id.
    """

    def __init__(self, source):
        super().__init__()
        self.source, self.elements, self.words, self.rows, self.scripts = source, [], [], [], {}
        self._script, self._in_row = None, False
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._script = dict(attrs).get("id", "") if tag == "script" else None
        if tag == "tr":
            self.rows.append([])
            self._in_row = True

    def handle_endtag(self, tag):
        self._script = None
        self._in_row = self._in_row and tag != "tr"

    def handle_data(self, data):
        if self.elements and self.elements[-1][0] == "style":
            return
        if self._script is not None:
            self.scripts[self._script] = self.scripts.get(self._script, "") + data
            return
        self.words.append(data)
        if self._in_row and data.strip():
            self.rows[-1].append(" ".join(data.split()))

    @property
    def tags(self):
        return [tag for tag, _ in self.elements]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    @property
    def figures(self):
        return json.loads(self.scripts["figures"])

    def count(self, tag):
        return self.tags.count(tag)

    def pictures(self):
        return [attrs["src"] for tag, attrs in self.elements if tag == "img"]
