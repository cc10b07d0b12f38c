"""Reads XML that may come from anywhere, without the declarations that make XML dangerous.

Entities expand to gigabytes, or to the text of a file elsewhere; all of them are declared in a
document type. The package defusedxml refuses these too, and does not come with QGIS.
"""

import xml.etree.ElementTree as ElementTree

# The parser goes on to the end of what it is fed, whatever its target raises.
_CHUNK = 2**16


def parse_xml(data):
    """Parse XML that has no document type.

    Parameters
    ----------
    data : bytes or str

    Returns
    -------
    Element

    Raises
    ------
    ValueError
        When it is no XML, or declares a document type: at its beginning, before any entity is read.
    """
    return scan_xml(data, _NoDocumentType())


def scan_xml(data, target):
    """Feed XML to the target of a parser.

    Parameters
    ----------
    data : bytes or str
    target : object
        As `xml.etree.ElementTree.XMLParser` takes it. Its ``doctype`` should raise ValueError; what
        it raises stops the reading after some 64 kB, whatever is to come.

    Returns
    -------
    object
        What ``close`` of the target gives.

    Raises
    ------
    ValueError
        When it is no XML, or the target refused it.
    """
    try:
        # What the target refuses makes this safe; bandit cannot know.
        parser = ElementTree.XMLParser(target=target)  # nosec B314
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        return parser.close()
    except (ElementTree.ParseError, LookupError) as error:
        # A LookupError: an encoding that Python does not know.
        raise ValueError(str(error)) from error


class _NoDocumentType(ElementTree.TreeBuilder):
    def doctype(self, name, pubid, system):
        raise ValueError("it declares a document type")
