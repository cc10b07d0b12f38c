"""Reads the metadata of a Sentinel-2 product, an XML that may come from anywhere."""

import math
from dataclasses import dataclass, field

from ..errors import RasterError
from ..files.xml_tree import scan_xml
from ..spectral.bands import BANDS

# Of Level-2A since 2018, before, and of Level-1C.
_QUANTIFICATION = (
    "BOA_QUANTIFICATION_VALUE",
    "L2A_BOA_QUANTIFICATION_VALUE",
    "QUANTIFICATION_VALUE",
)

# BOA: bottom of the atmosphere, of Level-2A; RADIO: of Level-1C.
_OFFSETS = ("BOA_ADD_OFFSET", "RADIO_ADD_OFFSET")
_KEPT = (
    *_QUANTIFICATION,
    *_OFFSETS,
    "PROCESSING_LEVEL",
    "PRODUCT_START_TIME",
    "PROCESSING_BASELINE",
)
_DEEPEST, _MOST_OFFSETS, _LONGEST = 100, 1000, 1000


@dataclass(frozen=True)
class Metadata:
    """What a product tells of itself; empty texts and None where it does not.

    Attributes
    ----------
    level : str
        ``L1C`` or ``L2A``.
    date : str
        Start of the acquisition, ISO 8601.
    baseline : str
        Such as ``05.10``.
    quantification : float or None
        What values, the offset added, are divided by to give reflectances.
    offsets : dict of str to float
        Added to the values of a band; 0 for a band that is left out.
    is_guessed : bool
        Whether all of it comes from the name of the product.
    """

    level: str = ""
    date: str = ""
    baseline: str = ""
    quantification: float = None
    offsets: dict = field(default_factory=dict)
    is_guessed: bool = False


def read_metadata(data, name):
    """Read the XML of a product.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file.

    Returns
    -------
    Metadata

    Raises
    ------
    RasterError
        When it is no XML, or declares a document type, which could hold entities and which no
        product has.
    """
    told = _Told()
    try:
        scan_xml(data, told)
    except ValueError as error:
        raise RasterError(
            "{name} is damaged: {reason}. Download the product again.", name=name, reason=error
        ) from error
    texts, offsets = told.texts, {}
    bands = list(BANDS)
    for tag, band_id, text in told.offsets:
        number = _number(band_id, name, tag)
        if number not in range(len(bands)):
            raise _damaged(name, tag, number)
        offsets[bands[int(number)]] = _number(text, name, tag)
    quantification = next(
        (_number(texts[tag], name, tag) for tag in _QUANTIFICATION if tag in texts), None
    )
    if quantification is not None and quantification <= 0:
        raise _damaged(name, _QUANTIFICATION[0], quantification)
    level = texts.get("PROCESSING_LEVEL", "")
    return Metadata(
        level=next((short for short in ("L1C", "L2A") if short[1:] in level.upper()), ""),
        date=texts.get("PRODUCT_START_TIME", ""),
        baseline=texts.get("PROCESSING_BASELINE", ""),
        quantification=quantification,
        offsets=offsets,
    )


class _Told:
    """Keeps what is looked for and nothing else, whatever the XML holds.

    Attributes
    ----------
    texts : dict of str to str
        The first of each tag.
    offsets : list of tuple of 3 str
        Tag, number of the band and text.
    """

    def __init__(self):
        self.texts = {}
        self.offsets = []
        self._depth = 0
        self._text = None
        self._band = ""

    def start(self, tag, attributes):
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("its elements are nested too deep")
        self._text = [] if _local(tag) in _KEPT else None
        self._band = attributes.get("band_id", "")

    def data(self, text):
        if self._text is not None and len(self._text) < _LONGEST:
            self._text.append(text[:_LONGEST])

    def end(self, tag):
        self._depth -= 1
        tag = _local(tag)
        if self._text is not None:
            text = "".join(self._text)[:_LONGEST].strip()
            if tag in _OFFSETS and len(self.offsets) < _MOST_OFFSETS:
                self.offsets.append((tag, self._band, text))
            self.texts.setdefault(tag, text)
        self._text = None

    def doctype(self, name, pubid, system):
        raise ValueError("it declares a document type, as no metadata of Sentinel-2 does")

    def close(self):
        pass


def _local(tag):
    return tag.rpartition("}")[2]


def _number(text, name, tag):
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _damaged(name, tag, text)
    return number


def _damaged(name, tag, value):
    return RasterError(
        "{name} is damaged: its {tag} is '{value}'. Download the product again.",
        name=name,
        tag=tag,
        value=value,
    )
