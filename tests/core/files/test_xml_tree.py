"""XML from any source."""

import pytest

from s2_kmeans_plugin.core.files.xml_tree import parse_xml, scan_xml

# Expands to a thousand million laughs.
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE x [<!ENTITY l0 "laugh">{LAUGHS}]><x>&l9;</x>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % far SYSTEM "file:///etc/passwd"> %far;]><x/>'
FAR = '<!DOCTYPE x [<!ENTITY far SYSTEM "file:///etc/passwd">]><x>&far;</x>'
DEFAULT = '<!DOCTYPE x [<!ATTLIST x a CDATA "b">]><x/>'


@pytest.mark.parametrize("text", [BOMB, PARAMETER, FAR, DEFAULT, "<!DOCTYPE x><x/>"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_document_type_is_refused(text, encoding):
    with pytest.raises(ValueError, match="declares a document type"):
        parse_xml(text.encode(encoding))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no element found"),
        ("x", "syntax error"),
        ("<x>", "no element found"),
        ("<x>&far;</x>", "undefined entity"),
        ('<?xml version="1.0" encoding="none"?><x/>', "unknown encoding"),
    ],
)
def test_damaged_xml_is_refused(text, reason):
    with pytest.raises(ValueError, match=reason):
        parse_xml(text.encode())


def test_elements_attributes_and_text_are_read():
    root = parse_xml(b'<a b="1 &lt; 2">x<c/>&amp;</a>')
    assert (root.tag, root.get("b"), root.text, root[0].tail) == ("a", "1 < 2", "x", "&")


def test_target_that_refuses_stops_the_parser_early():
    class Refusing:
        n_elements = 0

        def start(self, tag, attributes):
            self.n_elements += 1
            raise ValueError("enough")

    target = Refusing()
    with pytest.raises(ValueError, match="enough"):
        scan_xml(b"<a>" * 1_000_000, target)
    assert target.n_elements == 1
