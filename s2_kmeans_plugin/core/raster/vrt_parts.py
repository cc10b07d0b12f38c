"""Files that a VRT lays on one grid, where decoding them is slow."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import numpy as np

from ..errors import RasterError
from ..files.xml_tree import parse_xml
from .band_file import BandFile
from .pixel_types import NUMPY_TYPES

# Drivers of JPEG 2000. A block of 1,024 x 1,024 pixels takes 0.26 s to decode, and has 2 MB to read
# back (measured with GDAL 3.6).
_SLOW = ("JP2", "JPEG2000")

# Elements of a source that lays a file on the grid unchanged.
_PLAIN = {"SourceFilename", "SourceBand", "SourceProperties", "SrcRect", "DstRect"}

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Part:
    """A band of a file, and its place on a larger grid.

    Source and target box are column, row, width and height of the same place in the file and on the
    grid. ``fill`` is the value of the grid around the file.
    """

    file: BandFile
    source_box: Box
    target_box: Box
    fill: float

    @property
    def dtype(self) -> str:
        return NUMPY_TYPES[self.file.data_type]

    @property
    def n_bytes(self) -> int:
        return self.file.grid.window.n_pixels * np.dtype(self.dtype).itemsize

    def places(self, axis: int, start: int, length: int) -> tuple[np.ndarray, int]:
        """Return the columns (axis 0) or rows (axis 1) of the file under pixels of the grid.

        They are int, of shape (n,), under the middle of each pixel that the file covers. The index
        of the first of these pixels, counted from ``start``, comes second.
        """
        source, source_size = self.source_box[axis], self.source_box[axis + 2]
        target, target_size = self.target_box[axis], self.target_box[axis + 2]
        low = max(math.ceil(target - 0.5), start)
        high = min(math.ceil(target + target_size - 0.5), start + length)
        middles = np.arange(low, max(low, high)) + 0.5
        places = np.floor(source + (middles - target) * (source_size / target_size) + 1e-9)
        size = (self.file.grid.width, self.file.grid.height)[axis]
        return np.clip(places, 0, size - 1).astype(np.intp), low - start


def parts_of(dataset: Any, bands: Sequence[int]) -> tuple[Part | None, ...]:
    """Return the slow file of each band of a VRT (gdal.Dataset).

    It is None for a band that is anything but one slow file, laid on the grid unchanged. The tuple
    is empty where all are None, or where the dataset is not a VRT.
    """
    if dataset.GetDriver().ShortName != "VRT":
        return ()
    root = parse_xml(dataset.GetMetadata("xml:VRT")[0])
    elements = {element.get("band"): element for element in root.findall("VRTRasterBand")}
    folder = os.path.dirname(dataset.GetDescription())
    parts = tuple(_part(elements.get(str(number)), folder) for number in bands)
    return parts if any(parts) else ()


def _part(element: Element | None, folder: str) -> Part | None:
    source = _simple_source(element)
    if element is None or source is None:
        return None
    source_box, target_box = _box(source.find("SrcRect")), _box(source.find("DstRect"))
    band = source.findtext("SourceBand", "1")
    if not (source_box and target_box and band.isdigit()) or source_box[2] > target_box[2]:
        return None
    with suppress(RasterError):
        file = BandFile.open(_path(source, folder), int(band))
        is_same_type = file.data_type == element.get("dataType") and file.data_type in NUMPY_TYPES
        if file.driver.startswith(_SLOW) and is_same_type:
            fill = float(element.findtext("NoDataValue", "0"))
            return Part(file, source_box, target_box, fill)
    return None


def _simple_source(element: Element | None) -> Element | None:
    """Return the only source of a band, where it lays a file on the grid unchanged."""
    if element is None or element.get("subClass") or element.find("MaskBand") is not None:
        return None
    sources = [child for child in element if child.tag.endswith("Source")]
    if len(sources) != 1 or sources[0].tag != "SimpleSource":
        return None
    (source,) = sources
    if source.get("resampling", "nearest") != "nearest" or {c.tag for c in source} - _PLAIN:
        return None
    return source


def _path(source: Element, folder: str) -> str:
    name = source.find("SourceFilename")
    if name is None:
        return ""
    path = name.text or ""
    return os.path.join(folder, path) if name.get("relativeToVRT") == "1" else path


def _box(element: Element | None) -> Box | None:
    if element is None:
        return None
    x, y, width, height = (
        float(element.get(side, "nan")) for side in ("xOff", "yOff", "xSize", "ySize")
    )
    is_finite = all(map(math.isfinite, (x, y, width, height)))
    return (x, y, width, height) if is_finite and width > 0 and height > 0 else None
