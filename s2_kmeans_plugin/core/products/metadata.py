"""Metadata of a Sentinel-2 product, read from XML of any source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from ..errors import FileError
from ..files.xml_tree import scan_xml
from ..spectral.bands import BANDS

# Tags of Level-2A since 2018, of Level-2A before, and of Level-1C.
_QUANTIFICATION = tuple(f"{kind}QUANTIFICATION_VALUE" for kind in ("BOA_", "L2A_BOA_", ""))

# Tags of Level-2A (bottom of atmosphere) and of Level-1C.
_OFFSETS = ("BOA_ADD_OFFSET", "RADIO_ADD_OFFSET")
_TEXTS = ("PROCESSING_LEVEL", "PRODUCT_START_TIME", "PROCESSING_BASELINE")
_KEPT = (*_QUANTIFICATION, *_OFFSETS, *_TEXTS)

# Chosen: far beyond the metadata of a product.
_MAX_DEPTH, _MAX_OFFSETS, _MAX_CHARACTERS = 100, 1000, 1000


@dataclass(frozen=True)
class Metadata:
    """Facts that a product states. Texts are empty and numbers None if it does not.

    Attributes
    ----------
    level : str
        ``L1C`` or ``L2A``.
    date : str
        Start of the acquisition, ISO 8601.
    baseline : str
        Processing baseline, such as ``05.10``.
    quantification : float or None
        Divisor that makes reflectances of values, after the offset was added.
    offsets : mapping of str to float
        Offset by band, in the unit of the values. Other bands have the offset 0.
    is_guessed : bool
        Whether all facts come from the name of the product.
    """

    level: str = ""
    date: str = ""
    baseline: str = ""
    quantification: float | None = None
    offsets: Mapping[str, float] = field(default_factory=dict)
    is_guessed: bool = False


def read_metadata(data: bytes, name: str) -> Metadata:
    """Read the XML of a product, with the name of its file for messages.

    Raise FileError if the data is not XML or a number is impossible. Also if the XML declares a
    document type, which could hold entities and which no product has.
    """
    scan = _Scan()
    try:
        scan_xml(data, scan)
    except ValueError as error:
        raise FileError(
            "{name} is damaged: {reason}. Download the product again.", name=name, reason=error
        ) from error
    texts = scan.texts
    quantification = next(
        (_number(texts[tag], name, tag) for tag in _QUANTIFICATION if tag in texts), None
    )
    if quantification is not None and quantification <= 0:
        raise _damage(name, _QUANTIFICATION[0], quantification)
    level = texts.get("PROCESSING_LEVEL", "")
    return Metadata(
        level=next((short for short in ("L1C", "L2A") if short[1:] in level.upper()), ""),
        date=texts.get("PRODUCT_START_TIME", ""),
        baseline=texts.get("PROCESSING_BASELINE", ""),
        quantification=quantification,
        offsets=_offsets_by_band(scan.offsets, name),
    )


class _Scan:
    """Target of the parser, which keeps the wanted elements only."""

    def __init__(self) -> None:
        # Text of the first element of each tag.
        self.texts: dict[str, str] = {}
        # Tag, number of the band and text.
        self.offsets: list[tuple[str, str, str]] = []
        self._depth = 0
        self._text: list[str] | None = None
        self._band = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ValueError("its elements are nested too deep")
        self._text = [] if _local_name(tag) in _KEPT else None
        self._band = attributes.get("band_id", "")

    def data(self, text: str) -> None:
        if self._text is not None and len(self._text) < _MAX_CHARACTERS:
            self._text.append(text[:_MAX_CHARACTERS])

    def end(self, tag: str) -> None:
        self._depth -= 1
        tag = _local_name(tag)
        if self._text is not None:
            text = "".join(self._text)[:_MAX_CHARACTERS].strip()
            if tag in _OFFSETS and len(self.offsets) < _MAX_OFFSETS:
                self.offsets.append((tag, self._band, text))
            self.texts.setdefault(tag, text)
        self._text = None

    def doctype(self, name: str, pubid: str | None, system: str | None) -> NoReturn:
        raise ValueError("it declares a document type, unlike any metadata of Sentinel-2")

    def close(self) -> None:
        pass


def _local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _offsets_by_band(found: list[tuple[str, str, str]], name: str) -> dict[str, float]:
    bands = list(BANDS)
    offsets = {}
    for tag, band_id, text in found:
        number = _number(band_id, name, tag)
        if number not in range(len(bands)):
            raise _damage(name, tag, number)
        offsets[bands[int(number)]] = _number(text, name, tag)
    return offsets


def _number(text: str, name: str, tag: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _damage(name, tag, text)
    return number


def _damage(name: str, tag: str, value: object) -> FileError:
    return FileError(
        "{name} is damaged: its {tag} is '{value}'. Download the product again.",
        name=name,
        tag=tag,
        value=value,
    )
