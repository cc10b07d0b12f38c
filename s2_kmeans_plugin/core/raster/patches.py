"""Patches of a class map, drawn block by block into a scratch file and joined across blocks.

`gdal.Polygonize` could draw the whole map at once. For a Sentinel-2 tile in 8 classes that takes
0.4 GB. But after its last report of progress it assembles the large patches, for 1.5 s of processor
time in 8 classes and 4.7 s in 2, and cannot be cancelled (measured with GDAL 3.6 on the tile of
tests/bench/rasters.py). In blocks it can be cancelled about every second.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
from osgeo import gdal, ogr

from ..parallel.progress import Watch
from .gdal_calls import watch_gdal
from .geopackage import create_geopackage
from .grid import Grid
from .ring_union import Ring, join_pieces

# Columns and rows that are drawn at a time: chosen.
_BLOCK = 1024

_LAYER_OPTIONS = ["SPATIAL_INDEX=NO"]

# Patches between two reports of progress: chosen.
_REPORT_EVERY = 500


class Patches:
    """Patches of a class map: connected pixels of one class, in columns and rows.

    Parameters
    ----------
    path : str
        Scratch file to create.
    grid : Grid
        Of the map.
    """

    def __init__(self, path: str, grid: Grid) -> None:
        self._grid = grid
        self._file: Any = create_geopackage(path)
        self._layer: Any = self._file.CreateLayer(
            "patches", None, ogr.wkbPolygon, ["SPATIAL_INDEX=NO"]
        )
        self._layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
        self._n_pieces = self._n_read = 0

    def draw(self, dataset: Any, watch: Watch) -> None:
        """Draw the pieces of patches in each block of a map (gdal.Dataset)."""
        self._file.StartTransaction()
        blocks = list(self._grid.window.tiles(_BLOCK, _BLOCK))
        for n_done, block in enumerate(blocks):
            box = [block.col, block.row, block.width, block.height]
            part = gdal.Translate("", dataset, format="VRT", srcWin=box)
            part.SetGeoTransform((block.col, 1, 0, block.row, 0, 1))
            band = part.GetRasterBand(1)
            of_block = watch.part(n_done / len(blocks), (n_done + 1) / len(blocks))
            with watch_gdal(of_block.at) as callback:
                gdal.Polygonize(band, band.GetMaskBand(), self._layer, 0, callback=callback)
        self._file.CommitTransaction()
        self._n_pieces = self._layer.GetFeatureCount()
        self._file.ExecuteSQL("CREATE INDEX patches_of_class ON patches (class)")

    def of_class(self, value: int, watch: Watch) -> Iterator[ogr.Geometry]:
        """Yield the shape of each patch of a class, which lasts until the next one.

        The watch is that of all classes together.
        """
        self._layer.SetAttributeFilter(f"class = {value}")
        cut = []
        for feature in self._layer:
            shape = feature.GetGeometryRef()
            if self._is_cut(shape):
                cut.append(_rings(shape))
            else:
                yield shape
            self._n_read += 1
            if self._n_read % _REPORT_EVERY == 0:
                watch.at(self._n_read / self._n_pieces)
        size = self._grid.width, self._grid.height
        for rings in join_pieces(cut, _BLOCK, size, watch.check):
            yield _polygon(rings)

    def close(self) -> None:
        """Close the scratch file, even if the traceback of an error still refers to this object."""
        self._layer = self._file = None

    def _is_cut(self, shape: ogr.Geometry) -> bool:
        """Return whether a piece ends where a block ends, so that the next may continue it."""
        left, right, top, bottom = shape.GetEnvelope()
        width, height = self._grid.width, self._grid.height
        ends = ((left, width), (right, width), (top, height), (bottom, height))
        return any(end % _BLOCK == 0 and 0 < end < size for end, size in ends)


def _rings(shape: ogr.Geometry) -> list[Ring]:
    """Return the rings of a polygon in columns and rows, without the repeated point."""
    wkb = bytes(shape.ExportToWkb(ogr.wkbNDR))
    (n_rings,) = struct.unpack_from("<I", wkb, 5)
    rings, start = [], 9
    for _ in range(n_rings):
        (n_points,) = struct.unpack_from("<I", wkb, start)
        points = np.frombuffer(wkb, "<f8", 2 * n_points, start + 4).reshape(-1, 2)
        rings.append(points[:-1].astype(np.int64))
        start += 4 + 16 * n_points
    return rings


def _polygon(rings: list[Ring]) -> ogr.Geometry:
    """Return the polygon of these rings."""
    parts = [struct.pack("<BII", 1, ogr.wkbPolygon, len(rings))]
    for ring in rings:
        points = np.concatenate([ring, ring[:1]]).astype("<f8")
        parts += struct.pack("<I", len(points)), points.tobytes()
    return ogr.CreateGeometryFromWkb(b"".join(parts))
