"""XML from any source, read without the declarations that make XML dangerous.

Entities can expand to gigabytes or to the text of another file, and all of them are declared in a
document type. The package defusedxml refuses document types too, but QGIS does not include it.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from typing import Any, NoReturn

# A parser reads all that it is fed, even after its target raised an error.
_CHUNK_BYTES = 2**16


def parse_xml(data: bytes | str) -> ElementTree.Element:
    """Parse XML; raise ValueError if the data is not XML or declares a document type."""
    element: ElementTree.Element = scan_xml(data, _TreeWithoutDoctype())
    return element


def scan_xml(data: bytes | str, target: object) -> Any:
    """Feed XML to the target of a parser, and return what its method ``close`` returns.

    The target is as in `xml.etree.ElementTree.XMLParser`, and its method ``doctype`` should raise
    ValueError. An error of the target stops the parser after at most 64 kB. ValueError is raised if
    the data is not XML, or the target refused it.
    """
    try:
        # The target makes this safe, which bandit cannot see.
        parser = ElementTree.XMLParser(target=target)  # nosec B314
        for start in range(0, len(data), _CHUNK_BYTES):
            parser.feed(data[start : start + _CHUNK_BYTES])
        return parser.close()
    except (ElementTree.ParseError, LookupError) as error:
        # An encoding that Python does not know is a LookupError.
        raise ValueError(str(error)) from error


class _TreeWithoutDoctype(ElementTree.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> NoReturn:
        raise ValueError("it declares a document type")
