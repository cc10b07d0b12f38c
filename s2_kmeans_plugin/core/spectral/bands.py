"""The bands of Sentinel-2, and the band that a name means.

Imports no array library, so that a form can read the facts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Band:
    """Central wavelength of a band in nm, and its pixel size in metres."""

    wavelength: float
    resolution: int


# Wavelengths of Sentinel-2A; those of 2B differ by less than 1 %. Source: ESA, "Sentinel-2 Spectral
# Response Functions (S2-SRF)", COPE-GSEG-EOPG-TN-15-0007. The order is that of the wavelengths and
# that of the numbers (band_id) in the metadata of a product.
BANDS = {
    "B01": Band(442.7, 60),
    "B02": Band(492.4, 10),
    "B03": Band(559.8, 10),
    "B04": Band(664.6, 10),
    "B05": Band(704.1, 20),
    "B06": Band(740.5, 20),
    "B07": Band(782.8, 20),
    "B08": Band(832.8, 10),
    "B8A": Band(864.7, 20),
    "B09": Band(945.1, 60),
    "B10": Band(1373.5, 60),
    "B11": Band(1613.7, 20),
    "B12": Band(2202.4, 20),
}
WAVELENGTHS = {name: band.wavelength for name, band in BANDS.items()}
RESOLUTIONS = (10, 20, 60)

# Bands of 60 m measure the air: aerosols (B01), water vapour (B09) and cirrus (B10).
GROUND_BANDS = tuple(name for name, band in BANDS.items() if band.resolution < 60)

# Red, green and blue of a picture in natural colours.
NATURAL_COLORS = ("B04", "B03", "B02")

# Bands that indices and names of classes are defined with, the preferred one first.
ROLES = {
    "BLUE": ("B02",),
    "GREEN": ("B03",),
    "RED": ("B04",),
    "NIR": ("B08", "B8A"),
    "SWIR": ("B11",),
}

# Of products as downloaded: reflectance = (value + offset) / quantification. The offset was
# introduced with processing baseline 04.00 in January 2022 (ESA, "Sentinel-2 Products Specification
# Document", BOA_ADD_OFFSET and RADIO_ADD_OFFSET).
QUANTIFICATION = 10_000
OFFSET = -1000
FIRST_BASELINE_WITH_OFFSET = 4.0

# Code of a band, such as B4, b04 or B8A. "b4" is excluded: programs number the bands of any raster
# b1, b2, b3.
_CODE = re.compile(r"(?<![A-Za-z0-9])(?:B([1-9])|[Bb](0[1-9]|1[0-2]|0?8[Aa]))(?![A-Za-z0-9])")

# Words for bands, and None for words that fit several bands. Each match is removed before the next
# pattern is tried, so that "red edge" is not taken for "red". The short names with wavelengths
# (nir08, swir16) are those of STAC catalogues.
_WORDS = [
    (re.compile(rf"(?<![a-z0-9])(?:{pattern})(?![a-z0-9])"), band)
    for pattern, band in (
        (r"red[ _-]?edge[ _-]?1", "B05"),
        (r"red[ _-]?edge[ _-]?2", "B06"),
        (r"red[ _-]?edge[ _-]?3", "B07"),
        (r"red[ _-]?edge", None),
        (r"narrow[ _-](?:nir|near[ _-]?infra[ _-]?red)|(?:nir|near[ _-]?infra[ _-]?red)[ _-]narrow"
         r"|nir[ _-]?08", "B8A"),
        (r"water[ _-]?vapou?r|nir[ _-]?09", "B09"),
        (r"cirrus", "B10"),
        (r"(?:swir|short[ _-]?wave[ _-]?infra[ _-]?red)[ _-]?(?:16|1)", "B11"),
        (r"(?:swir|short[ _-]?wave[ _-]?infra[ _-]?red)[ _-]?(?:22|2)", "B12"),
        (r"nir|near[ _-]?infra[ _-]?red", "B08"),
        (r"infra[ _-]?red", None),
        (r"coastal(?:[ _-]aerosol)?", "B01"),
        (r"blue", "B02"),
        (r"green", "B03"),
        (r"red", "B04"),
    )
]  # fmt: skip

# Landsat numbers its bands otherwise: its B4 (5, 7) or its B5 (8, 9) is near infrared.
_LANDSAT = re.compile(r"landsat|(?<![a-z0-9])l[cotem]0[4-9]|(?<![a-z0-9])sr_b", re.I)


class NamedBands(Protocol):
    """Raster whose chosen bands have numbers, from 1, and names."""

    @property
    def bands(self) -> tuple[int, ...]: ...

    @property
    def band_names(self) -> tuple[str, ...]: ...


def identify_band(name: str) -> str | None:
    """Return the band of Sentinel-2 that a name means.

    A name holds the code of the band (``B02``, ``B2``, ``b02``, ``B02 - Blue``,
    ``..._B08_(Raw)``) or a word for it (``blue``, ``NIR``, ``swir1``, ``red edge 2``). ``Band 4``
    means nothing: it may be the fourth band of any raster. The result is a key of `BANDS`, or None
    where the name means no band or several, such as the name of a ratio.
    """
    if not _LANDSAT.search(name):
        codes = {(one or two).upper() for one, two in _CODE.findall(name)}
        coded = {"B" + code.lstrip("0").rjust(2, "0") for code in codes}
        if coded:
            return coded.pop() if len(coded) == 1 else None
    rest = name.lower()
    named = set()
    for pattern, band in _WORDS:
        rest, n_found = pattern.subn(" ", rest)
        if n_found:
            named.add(band)
    return named.pop() if len(named) == 1 else None


def identify_bands(names: Sequence[str]) -> list[str] | None:
    """Return the bands of Sentinel-2 that names mean; None unless each means one of its own."""
    bands = [band for band in map(identify_band, names) if band is not None]
    return bands if len(set(bands)) == len(names) else None


def find_bands(names: Sequence[str], source: NamedBands) -> tuple[int, ...] | None:
    """Return the bands of a raster that have the given names or the same meaning, in their order.

    It is None unless each name means exactly one band.
    """
    for meaning in (str, identify_band):
        wanted = [meaning(name) for name in names]
        offered = [meaning(name) for name in source.band_names]
        if None not in wanted and all(offered.count(name) == 1 for name in wanted):
            return tuple(source.bands[offered.index(name)] for name in wanted)
    return None
