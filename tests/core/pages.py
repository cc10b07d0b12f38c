"""What tests of pages need."""

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
    """What a browser would find: elements with their attributes, text, and scripts by id."""

    def __init__(self, source):
        super().__init__()
        self.source, self.elements, self.words, self.scripts = source, [], [], {}
        self._script = None
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._script = dict(attrs).get("id", "") if tag == "script" else None

    def handle_endtag(self, tag):
        self._script = None

    def handle_data(self, data):
        if self.elements and self.elements[-1][0] == "style":
            return
        if self._script is None:
            self.words.append(data)
        else:
            self.scripts[self._script] = self.scripts.get(self._script, "") + data

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    @property
    def figures(self):
        return json.loads(self.scripts["figures"])

    def count(self, tag):
        return sum(name == tag for name, _ in self.elements)

    def pictures(self):
        return [attrs["src"] for tag, attrs in self.elements if tag == "img"]
