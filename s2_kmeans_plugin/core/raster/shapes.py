"""Points and polygons as pixels of a grid."""

import math
from dataclasses import dataclass, replace

import numpy as np
from osgeo import gdal, ogr

from ..errors import RasterError
from .gdal_calls import last_message, quiet_gdal
from .grid import PIXELS


@dataclass(frozen=True)
class Shapes:
    """Points and polygons that have values, where they meet a grid.

    Attributes
    ----------
    grid : Grid
    cols, rows : ndarray of int, shape (n_points,)
        The pixel under each point.
    point_values : ndarray of uint8, shape (n_points,)
    polygons : tuple of (bytes, int)
        WKB and value, in the order in which they are burnt.
    boxes : ndarray of int, shape (n_polygons, 4)
        Column, row, width and height of the pixels around each polygon.
    n_outside : int
        Points and polygons that lie beside the grid.
    """

    grid: object
    cols: np.ndarray
    rows: np.ndarray
    point_values: np.ndarray
    polygons: tuple
    boxes: np.ndarray
    n_outside: int

    @classmethod
    def on(cls, grid, shapes):
        """Lay shapes on a grid.

        Parameters
        ----------
        grid : Grid
        shapes : iterable of (bytes, int)
            WKB in the coordinates of the grid, and a value from 1 to 255. Each point of a
            multipoint counts.

        Raises
        ------
        RasterError
            When a shape is neither made of points nor of polygons.
        """
        if grid.geotransform is None:
            grid = replace(grid, geotransform=PIXELS)
        points, polygons, boxes = [], [], []
        n_outside = 0
        for wkb, value in shapes:
            geometry = _geometry(wkb)
            if geometry.GetDimension() == 0:
                points += [(x, y, value) for x, y in _points(geometry)]
            else:
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

    def meet(self, window):
        """Whether a point or the surroundings of a polygon lie in a window."""
        return bool(self._points_in(window).any() or self._polygons_around(window).size)

    def points_in(self, window):
        """Row and column in a window, and value, of each point in it: 3 arrays."""
        inside = self._points_in(window)
        rows, cols = self.rows[inside] - window.row, self.cols[inside] - window.col
        return rows, cols, self.point_values[inside]

    def burn(self, window):
        """The values of the polygons in which the centres of a window's pixels lie.

        Of polygons that overlap the last one counts.

        Returns
        -------
        ndarray of uint8, shape (height, width)
            0 where there is no polygon.

        Raises
        ------
        RasterError
            When GDAL cannot do it.
        """
        met = [self.polygons[n] for n in self._polygons_around(window)]
        if not met:
            return np.zeros((window.height, window.width), dtype=np.uint8)
        with quiet_gdal():
            try:
                burnt = _burn(self.grid.crop(window), met)
            except RuntimeError:
                burnt = None
            if burnt is None:
                raise RasterError(
                    "The polygons cannot be laid on the raster: {reason}. Check them first "
                    "(Vector > Geometry Tools > Check Validity).",
                    reason=last_message(),
                )
        return burnt

    def _points_in(self, window):
        rows, cols = self.rows - window.row, self.cols - window.col
        return (rows >= 0) & (cols >= 0) & (rows < window.height) & (cols < window.width)

    def _polygons_around(self, window):
        cols, rows, widths, heights = self.boxes.T
        across = (cols < window.col + window.width) & (window.col < cols + widths)
        down = (rows < window.row + window.height) & (window.row < rows + heights)
        return np.flatnonzero(across & down)


def _geometry(wkb):
    """The shape of a WKB, arcs as straight lines."""
    with quiet_gdal():
        try:
            geometry = ogr.CreateGeometryFromWkb(bytes(wkb))
        except RuntimeError:
            geometry = None
        if geometry is not None:
            geometry = geometry.GetLinearGeometry()
    if geometry is None or geometry.GetDimension() == 1:
        raise RasterError(
            "The layer has other shapes than points and polygons: choose a layer of these."
        )
    return geometry


def _points(geometry):
    if geometry.GetGeometryCount():
        for n in range(geometry.GetGeometryCount()):
            yield from _points(geometry.GetGeometryRef(n))
    elif not geometry.IsEmpty():
        yield geometry.GetX(), geometry.GetY()


def _window_around(geometry, grid):
    """All pixels that the rectangle around a shape touches, or None where there is none."""
    xmin, xmax, ymin, ymax = geometry.GetEnvelope()
    if geometry.IsEmpty() or not all(map(math.isfinite, (xmin, xmax, ymin, ymax))):
        return None
    try:
        return grid.window_of_bounds(xmin, ymin, xmax, ymax)
    except RasterError:
        return None


def _burn(grid, polygons):
    target = gdal.GetDriverByName("MEM").Create("", grid.width, grid.height, 1, gdal.GDT_Byte)
    target.SetGeoTransform(grid.geotransform)
    holder = _memory_driver().Create("", 0, 0, 0, gdal.GDT_Unknown)
    layer = holder.CreateLayer("polygons")
    layer.CreateField(ogr.FieldDefn("value", ogr.OFTInteger))
    for wkb, value in polygons:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField(0, int(value))
        feature.SetGeometry(_geometry(wkb))
        layer.CreateFeature(feature)
    failed = gdal.RasterizeLayer(target, [1], layer, options=["ATTRIBUTE=value"])
    return None if failed else target.ReadAsArray()


def _memory_driver():
    """GDAL's driver of vectors in memory, which is that of rasters since 3.11."""
    driver = gdal.GetDriverByName("MEM")
    return driver if driver.GetMetadataItem("DCAP_VECTOR") else gdal.GetDriverByName("Memory")
