"""Which files a VRT lays on one grid, where decoding them is slow."""

import math
import os
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from osgeo import gdal

from ..errors import RasterError
from ..files.xml_tree import parse_xml
from .reader import open_dataset

# A block of JPEG 2000 takes a hundred times as long to decode as to read back from a disk.
_SLOW = ("JP2", "JPEG2000")

# All that a source has which lays a file on the grid as it is.
_PLAIN = {"SourceFilename", "SourceBand", "SourceProperties", "SrcRect", "DstRect"}


@dataclass(frozen=True)
class Part:
    """A band of a file, and where the pixels of a larger grid find theirs in it.

    Attributes
    ----------
    path : str
        What GDAL opens.
    band : int
    width, height : int
    block_shape : tuple of 2 int
        Width and height.
    dtype : str
    source_box, target_box : tuple of 4 float
        Column, row, width and height of the same place in the file and in the grid.
    fill : float
        Around the file.
    """

    path: str
    band: int
    width: int
    height: int
    block_shape: tuple
    dtype: str
    source_box: tuple
    target_box: tuple
    fill: float

    @property
    def n_bytes(self):
        return self.width * self.height * np.dtype(self.dtype).itemsize

    def places(self, axis, start, length):
        """Where pixels of the grid find theirs, along columns (axis 0) or rows (axis 1).

        Parameters
        ----------
        axis : int
        start, length : int
            Of the grid.

        Returns
        -------
        places : ndarray of int, shape (n,)
            Columns or rows of the file, none beyond it: those under the middle of each pixel.
        first : int
            The pixel of the ``length`` that the first of them belongs to.
        """
        source, source_size = self.source_box[axis], self.source_box[axis + 2]
        target, target_size = self.target_box[axis], self.target_box[axis + 2]
        low = max(math.ceil(target - 0.5), start)
        high = min(math.ceil(target + target_size - 0.5), start + length)
        middles = np.arange(low, max(low, high)) + 0.5
        places = np.floor(source + (middles - target) * (source_size / target_size) + 1e-9)
        size = (self.width, self.height)[axis]
        return np.clip(places, 0, size - 1).astype(np.intp), low - start


def parts_of(dataset, bands, numpy_types):
    """The parts that the bands of a VRT are made of.

    Parameters
    ----------
    dataset : gdal.Dataset
    bands : sequence of int
    numpy_types : dict of str to str
        numpy's names of GDAL's types.

    Returns
    -------
    tuple of (Part or None)
        None for a band that is more than one slow file laid on the grid as it is. Empty where all
        are.
    """
    if dataset.GetDriver().ShortName != "VRT":
        return ()
    root = parse_xml(dataset.GetMetadata("xml:VRT")[0])
    elements = {int(element.get("band")): element for element in root.findall("VRTRasterBand")}
    folder = os.path.dirname(dataset.GetDescription())
    parts = tuple(_part(elements.get(number), folder, numpy_types) for number in bands)
    return parts if any(parts) else ()


def _part(element, folder, numpy_types):
    if element is None or element.get("subClass") or element.find("MaskBand") is not None:
        return None
    sources = [child for child in element if child.tag.endswith("Source")]
    if len(sources) != 1 or sources[0].tag != "SimpleSource":
        return None
    (source,) = sources
    if source.get("resampling", "nearest") != "nearest" or {c.tag for c in source} - _PLAIN:
        return None
    name, band = source.find("SourceFilename"), source.findtext("SourceBand", "1")
    boxes = [_box(source.find(tag)) for tag in ("SrcRect", "DstRect")]
    if None in boxes or not band.isdigit() or boxes[0][2] > boxes[1][2]:
        return None
    path = name.text or ""
    if name.get("relativeToVRT") == "1":
        path = os.path.join(folder, path)
    with suppress(RasterError):
        dataset = open_dataset(path)
        raster = dataset.GetRasterBand(int(band))
        data_type = gdal.GetDataTypeName(raster.DataType)
        is_slow = dataset.GetDriver().ShortName.startswith(_SLOW)
        if is_slow and data_type == element.get("dataType") and data_type in numpy_types:
            return Part(
                path,
                int(band),
                dataset.RasterXSize,
                dataset.RasterYSize,
                tuple(raster.GetBlockSize()),
                numpy_types[data_type],
                *boxes,
                float(element.findtext("NoDataValue", "0")),
            )
    return None


def _box(element):
    if element is None:
        return None
    box = tuple(float(element.get(side, "nan")) for side in ("xOff", "yOff", "xSize", "ySize"))
    return box if all(map(math.isfinite, box)) and min(box[2:]) > 0 else None
