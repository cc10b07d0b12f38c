"""Reads the metadata of a Sentinel-2 product, an XML that may come from anywhere."""

import math
from dataclasses import dataclass, field

from .errors import RasterError
from .sentinel2 import WAVELENGTHS
from .xml_tree import parse_xml


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
    try:
        root = parse_xml(data)
    except ValueError as error:
        raise RasterError(
            "{name} is damaged: {reason}. Download the product again.", name=name, reason=error
        ) from error
    texts, offsets = {}, {}
    bands = list(WAVELENGTHS)
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        text = (element.text or "").strip()
        texts.setdefault(tag, text)
        # BOA: bottom of the atmosphere, of Level-2A; RADIO: of Level-1C.
        if tag in ("BOA_ADD_OFFSET", "RADIO_ADD_OFFSET"):
            number = _number(element.get("band_id", ""), name, tag)
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


# Of Level-2A since 2018, before, and of Level-1C.
_QUANTIFICATION = (
    "BOA_QUANTIFICATION_VALUE",
    "L2A_BOA_QUANTIFICATION_VALUE",
    "QUANTIFICATION_VALUE",
)


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
