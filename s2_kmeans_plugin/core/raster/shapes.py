"""Points and polygons on the pixels of a grid."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from osgeo import gdal, ogr

from ..errors import RasterError
from .gdal_calls import guard_gdal, require
from .grid import PIXELS, Grid, Window


@dataclass(frozen=True, eq=False)
class Shapes:
    """Points and polygons with values, where they meet a grid.

    Attributes
    ----------
    cols, rows : ndarray of int, shape (n_points,)
        Pixel under each point.
    point_values : ndarray of uint8, shape (n_points,)
        1 to 255.
    polygons : tuple of (bytes, int)
        WKB and value, in the order in which they are burnt.
    boxes : ndarray of int, shape (n_polygons, 4)
        Column, row, width and height of the pixels around each polygon.
    n_outside : int
        Number of points and polygons outside the grid.
    """

    grid: Grid
    cols: np.ndarray
    rows: np.ndarray
    point_values: np.ndarray
    polygons: tuple[tuple[bytes, int], ...]
    boxes: np.ndarray
    n_outside: int

    @classmethod
    def on(cls, grid: Grid, shapes: Iterable[tuple[bytes, int]]) -> Shapes:
        """Place shapes on a grid: WKB in its coordinates, and a value from 1 to 255.

        Each point of a multipoint counts. Raise RasterError when a shape consists of lines or of
        nothing.
        """
        if grid.geotransform is None:
            grid = replace(grid, geotransform=PIXELS)
        points, polygons, boxes = [], [], []
        n_outside = 0
        for wkb, value in shapes:
            geometry = _geometry(wkb)
            if geometry.GetDimension() == 0:
                points += [(x, y, value) for x, y in _points(geometry)]
                continue
            window = _window_around(geometry, grid)
            if window is None:
                n_outside += 1
            else:
                polygons.append((wkb, value))
                boxes.append((window.col, window.row, window.width, window.height))
        x, y, values = np.array(points, dtype=np.float64).reshape(-1, 3).T
        cols, rows = grid.positions_of(x, y)
        inside = (cols >= 0) & (rows >= 0) & (cols < grid.width) & (rows < grid.height)
        return cls(
            grid,
            cols[inside].astype(np.intp),
            rows[inside].astype(np.intp),
            values[inside].astype(np.uint8),
            tuple(polygons),
            np.array(boxes, dtype=np.int64).reshape(-1, 4),
            n_outside + int(np.count_nonzero(~inside)),
        )

    def meet(self, window: Window) -> bool:
        """Return whether a point or the box of a polygon lies in a window."""
        return bool(self._points_in(window).any() or self._polygons_around(window).size)

    def points_in(self, window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return row and column in a window, and value, of each point in it."""
        inside = self._points_in(window)
        rows, cols = self.rows[inside] - window.row, self.cols[inside] - window.col
        return rows, cols, self.point_values[inside]

    def burn(self, window: Window) -> np.ndarray:
        """Return the values of the polygons that contain the centres of a window's pixels.

        The array is uint8, of shape (height, width), and 0 outside all polygons. Where polygons
        overlap, the last one counts. Raise RasterError when GDAL cannot do it.
        """
        polygons = [self.polygons[n] for n in self._polygons_around(window)]
        if not polygons:
            return np.zeros((window.height, window.width), dtype=np.uint8)
        with guard_gdal(_not_burnt, strict=False):
            return _burn(self.grid.crop(window), polygons)

    def _points_in(self, window: Window) -> np.ndarray:
        rows, cols = self.rows - window.row, self.cols - window.col
        return (rows >= 0) & (cols >= 0) & (rows < window.height) & (cols < window.width)

    def _polygons_around(self, window: Window) -> np.ndarray:
        cols, rows, widths, heights = self.boxes.T
        across = (cols < window.col + window.width) & (window.col < cols + widths)
        down = (rows < window.row + window.height) & (window.row < rows + heights)
        return np.flatnonzero(across & down)


def vector_memory_driver() -> Any:
    """Return GDAL's driver of vectors in memory, which is the one of rasters since GDAL 3.11."""
    driver = gdal.GetDriverByName("MEM")
    return driver if driver.GetMetadataItem("DCAP_VECTOR") else gdal.GetDriverByName("Memory")


def _geometry(wkb: bytes) -> ogr.Geometry:
    """Return the shape of a WKB, with arcs as straight lines."""
    with guard_gdal(_wrong_kind, strict=False):
        geometry = require(ogr.CreateGeometryFromWkb(bytes(wkb))).GetLinearGeometry()
        # A line has no pixels.
        return require(geometry if geometry.GetDimension() != 1 else None)


def _points(geometry: ogr.Geometry) -> Iterator[tuple[float, float]]:
    if geometry.GetGeometryCount():
        for n in range(geometry.GetGeometryCount()):
            yield from _points(geometry.GetGeometryRef(n))
    elif not geometry.IsEmpty():
        yield geometry.GetX(), geometry.GetY()


def _window_around(geometry: ogr.Geometry, grid: Grid) -> Window | None:
    """Return the window of all pixels that the box of a shape touches, if there are any."""
    xmin, xmax, ymin, ymax = geometry.GetEnvelope()
    if geometry.IsEmpty() or not all(map(math.isfinite, (xmin, xmax, ymin, ymax))):
        return None
    try:
        return grid.window_of_bounds(xmin, ymin, xmax, ymax)
    except RasterError:
        return None


def _burn(grid: Grid, polygons: Sequence[tuple[bytes, int]]) -> np.ndarray:
    target = gdal.GetDriverByName("MEM").Create("", grid.width, grid.height, 1, gdal.GDT_Byte)
    target.SetGeoTransform(grid.geotransform)
    holder = vector_memory_driver().Create("", 0, 0, 0, gdal.GDT_Unknown)
    layer = holder.CreateLayer("polygons")
    layer.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
    for wkb, value in polygons:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField(0, int(value))
        feature.SetGeometry(_geometry(wkb))
        layer.CreateFeature(feature)
    failed = gdal.RasterizeLayer(target, [1], layer, options=["ATTRIBUTE=value"])
    return require(None if failed else target.ReadAsArray())


def _not_burnt(reason: str) -> RasterError:
    return RasterError(
        "The polygons cannot be burnt into the raster: {reason}. Check them first "
        "(Vector > Geometry Tools > Check Validity).",
        reason=reason,
    )


def _wrong_kind(reason: str) -> RasterError:
    return RasterError(
        "The layer has shapes other than points and polygons. Choose a layer of points or polygons."
    )
