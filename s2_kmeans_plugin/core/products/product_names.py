"""Meaning of the names of files and folders of Sentinel-2 products.

Source: ESA, "Sentinel-2 Products Specification Document", S2-PDGS-TAS-DI-PSD, for the compact names
since December 2016 and for the older ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..spectral.bands import (
    BANDS,
    FIRST_BASELINE_WITH_OFFSET,
    OFFSET,
    QUANTIFICATION,
    identify_band,
)
from .metadata import Metadata

# Band name of the scene classification, whose pixels have 20 m at best.
SCENE_CLASSES = "SCL"
_SCENE_CLASSES_RESOLUTION = 20

_MAIN = re.compile(r"(?:MTD_MSIL(?:1C|2A)|S2[A-Z]_\w{4}_MTD_SAFL(?:1C|2A)_\w+)\.xml", re.I)
_IMAGE = re.compile(r"(.+)\.(?:jp2|tiff?)", re.I)
# Quality masks, whose names contain names of bands.
_MASK = re.compile(r"(?:^|/)(?:QI_DATA|QI|MASKS|AUX_DATA)/|(?:^|[_/])MSK_[^/]*$", re.I)
# Files that macOS adds beside others and to archives.
_MACOS = re.compile(r"(?:^|/)(?:\._|__MACOSX/)")
_RESOLUTION = re.compile(r"(?:_|/R)([126]0)m(?![A-Za-z0-9])")
_SCENE_CLASSES = re.compile(r"(?<![A-Za-z0-9])SCL(?![A-Za-z0-9])", re.I)
_GRANULE = re.compile(r"(.*(?:^|/)GRANULE/[^/]+)/IMG_DATA/.+", re.I)
_TILE = re.compile(r"(?<![A-Za-z0-9])T(\d\d[A-Z]{3})(?![A-Za-z0-9])")

# S2A_MSIL2A_20240601T154819_N0510_R054_T18SVG_20240601T204159
_PRODUCT = re.compile(
    r"S2[A-Z]_MSI(L1C|L2A)_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)_N(\d\d)(\d\d)_", re.I
)


def names_scene_classes(name: str) -> bool:
    """Return whether the name of a file means a scene classification."""
    return bool(_SCENE_CLASSES.search(name))


def find_images(names: Iterable[str], part: str) -> dict[str, str]:
    """Return band or `SCENE_CLASSES` of each image among the paths that begin with ``part``."""
    images = {}
    for name in names:
        image = _IMAGE.fullmatch(name)
        if not image or not name.startswith(part) or _MASK.search(name) or _MACOS.search(name):
            continue
        stem = image.group(1).rpartition("/")[2]
        band = SCENE_CLASSES if names_scene_classes(stem) else identify_band(stem)
        if band is not None:
            images[name] = band
    # Pictures may lie beside the folders that the specification names.
    official = {name: band for name, band in images.items() if _GRANULE.fullmatch(name)}
    return official or images


def resolution_of(name: str, band: str) -> int:
    """Return the pixel size in metres that a name states; otherwise the usual one of the band."""
    found = _RESOLUTION.search(name)
    if found:
        return int(found.group(1))
    return BANDS[band].resolution if band in BANDS else _SCENE_CLASSES_RESOLUTION


def granules_of(names: Iterable[str]) -> list[str]:
    """Return the folders of tiles that hold the files; empty outside the specified folders."""
    return sorted({match.group(1) for match in map(_GRANULE.fullmatch, names) if match})


def tile_of(names: Iterable[str]) -> str:
    """Return the tile that the names state; empty unless it is one."""
    tiles = {match.group(1) for name in names for match in _TILE.finditer(name)}
    return tiles.pop() if len(tiles) == 1 else ""


def find_main_metadata(names: Iterable[str], root: str) -> list[str]:
    """Return the files in the folder ``root`` that are the metadata of a product."""
    return [name for name in names if name.startswith(root) and _MAIN.fullmatch(name[len(root) :])]


def metadata_from_name(name: str) -> Metadata | None:
    """Return the metadata that the name of a product states, or None.

    All products of one processing baseline have the same offset.
    """
    match = _PRODUCT.search(name)
    if not match:
        return None
    level, year, month, day, hour, minute, second, major, minor = match.groups()
    baseline = f"{major}.{minor}"
    has_offset = float(baseline) >= FIRST_BASELINE_WITH_OFFSET
    return Metadata(
        level=level.upper(),
        date=f"{year}-{month}-{day}T{hour}:{minute}:{second}Z",
        baseline=baseline,
        quantification=float(QUANTIFICATION),
        offsets=dict.fromkeys(BANDS, float(OFFSET)) if has_offset else {},
        is_guessed=True,
    )
