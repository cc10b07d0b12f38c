"""Reads XML that may come from anywhere, without the declarations that make XML dangerous.

Entities expand to gigabytes, or to the text of a file elsewhere; all of them are declared in a
document type. The package defusedxml refuses these too, and does not come with QGIS.
"""

import xml.etree.ElementTree as ElementTree


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
    try:
        # What the parser refuses makes these two safe; bandit cannot know.
        parser = ElementTree.XMLParser(target=_NoDocumentType())  # nosec B314
        return ElementTree.fromstring(data, parser)  # nosec B314
    except (ElementTree.ParseError, LookupError) as error:
        # A LookupError: an encoding that Python does not know.
        raise ValueError(str(error)) from error


class _NoDocumentType(ElementTree.TreeBuilder):
    def doctype(self, name, pubid, system):
        raise ValueError("it declares a document type")
