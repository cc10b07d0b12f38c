"""Windows of a raster and the grid that ties its pixels to the ground. Plain values."""

import math
from dataclasses import dataclass

import numpy as np
from osgeo import osr

from ..errors import RasterError
from .gdal_calls import quiet_gdal

# The geotransform of a raster without one, as QGIS shows it: in pixels, downward.
PIXELS = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)


@dataclass(frozen=True)
class Window:
    """A rectangle of pixels: its first column and row, its width and height."""

    col: int
    row: int
    width: int
    height: int

    @property
    def n_pixels(self):
        return self.width * self.height

    def tiles(self, width, height, origin=(0, 0)):
        """Cut into tiles, row by row, which together cover the window once.

        Parameters
        ----------
        width, height : int
            Of a whole tile.
        origin : tuple of 2 int
            Column and row from which the cuts are counted: that of the raster for tiles of the
            size of a file's blocks that never share one.

        Yields
        ------
        Window
        """
        for row, tile_height in _cuts(self.row, self.height, height, origin[1]):
            for col, tile_width in _cuts(self.col, self.width, width, origin[0]):
                yield Window(col, row, tile_width, tile_height)

    def seen_from(self, other):
        """The same window counted from the corner of another."""
        return Window(self.col - other.col, self.row - other.row, self.width, self.height)


def _cuts(start, length, step, origin):
    stop = start + length
    while start < stop:
        end = min(((start - origin) // step + 1) * step + origin, stop)
        yield start, end - start
        start = end


@dataclass(frozen=True)
class Grid:
    """Where the pixels of a raster lie.

    Attributes
    ----------
    width, height : int
        Pixels.
    geotransform : tuple of 6 floats or None
        As GDAL has it; None where the raster has none.
    projection : str
        WKT; empty where the raster has none.
    """

    width: int
    height: int
    geotransform: tuple = None
    projection: str = ""

    @property
    def window(self):
        """The window of the whole raster."""
        return Window(0, 0, self.width, self.height)

    def crop(self, window):
        """The grid of one window."""
        if self.geotransform is None:
            return Grid(window.width, window.height, None, self.projection)
        x, dx, rx, y, ry, dy = self.geotransform
        x += window.col * dx + window.row * rx
        y += window.col * ry + window.row * dy
        return Grid(window.width, window.height, (x, dx, rx, y, ry, dy), self.projection)

    def positions_of(self, x, y):
        """Columns and rows of the pixels under points in map units.

        Parameters
        ----------
        x, y : ndarray of float, shape (n_points,)

        Returns
        -------
        cols, rows : ndarray of float64, shape (n_points,)
            Whole numbers; beyond the raster for points beside it.
        """
        x0, dx, rx, y0, ry, dy = self.geotransform or PIXELS
        determinant = dx * dy - rx * ry
        x, y = np.subtract(x, x0), np.subtract(y, y0)
        cols, rows = (dy * x - rx * y) / determinant, (dx * y - ry * x) / determinant
        return np.floor(cols), np.floor(rows)

    def window_of_bounds(self, xmin, ymin, xmax, ymax):
        """The window of all pixels that a rectangle in map units touches.

        Raises
        ------
        RasterError
            When it touches none.
        """
        outside = RasterError(
            "The extent {xmin:.10g}, {ymin:.10g} to {xmax:.10g}, {ymax:.10g} lies outside the "
            "raster: choose one that overlaps it.",
            xmin=xmin,
            ymin=ymin,
            xmax=xmax,
            ymax=ymax,
        )
        if not all(map(math.isfinite, (xmin, ymin, xmax, ymax))):
            raise outside
        x, dx, rx, y, ry, dy = self.geotransform or PIXELS
        determinant = dx * dy - rx * ry
        corners = [(px - x, py - y) for px in (xmin, xmax) for py in (ymin, ymax)]
        cols = [(dy * px - rx * py) / determinant for px, py in corners]
        rows = [(dx * py - ry * px) / determinant for px, py in corners]
        first_col, last_col = _touched(min(cols), max(cols), self.width)
        first_row, last_row = _touched(min(rows), max(rows), self.height)
        if first_col >= last_col or first_row >= last_row:
            raise outside
        return Window(first_col, first_row, last_col - first_col, last_row - first_row)

    def hectares_per_pixel(self, window):
        """Area of one pixel at the middle of a window, or None where the unit is not known.

        On a geographic grid the area shrinks towards the poles: it is the product of the radii of
        curvature of the ellipsoid along the meridian and the parallel (Snyder 1987, Map
        Projections: A Working Manual, USGS Professional Paper 1395, equations 4-18 to 4-20).
        """
        if not self.projection or self.geotransform is None:
            return None
        _, dx, rx, y, ry, dy = self.geotransform
        area = abs(dx * dy - rx * ry)
        reference = osr.SpatialReference()
        reference.ImportFromWkt(self.projection)
        if reference.IsProjected():
            return area * reference.GetLinearUnits() ** 2 / 10_000
        if not reference.IsGeographic():
            return None
        unit = reference.GetAngularUnits()
        middle_col = window.col + window.width / 2
        middle_row = window.row + window.height / 2
        latitude = (y + middle_col * ry + middle_row * dy) * unit
        inverse_flattening = reference.GetInvFlattening()
        flattening = 1 / inverse_flattening if inverse_flattening else 0.0
        e2 = flattening * (2 - flattening)
        w2 = 1 - e2 * math.sin(latitude) ** 2
        radii = reference.GetSemiMajor() ** 2 * (1 - e2) / w2**2
        return area * unit**2 * radii * math.cos(latitude) / 10_000


def same_pixels(one, two):
    """Whether the pixels of two grids lie on each other, to a thousandth of a pixel.

    Programs write the corner with different digits, and a coordinate system in different words.
    Where a grid is not tied to the ground, it is enough that both have the same size.

    Parameters
    ----------
    one, two : Grid

    Returns
    -------
    bool
    """
    if (one.width, one.height) != (two.width, two.height):
        return False
    if not (one.geotransform and two.geotransform):
        return True
    axes = [1, 2, 4, 5]
    size = max(abs(one.geotransform[axis]) for axis in axes)
    moved = np.abs(np.subtract(one.geotransform, two.geotransform))
    if moved[[0, 3]].max() >= 1e-3 * size or moved[axes].max() >= 1e-6 * size:
        return False
    return same_reference(one.projection, two.projection) or _same_place(one, two, 1e-3 * size)


def same_reference(one, two):
    """Whether two coordinate systems are the same; one that is not known is taken for the other.

    Parameters
    ----------
    one, two : str
        WKT, or empty.

    Returns
    -------
    bool
    """
    if not (one and two) or one == two:
        return True
    first, second = _reference(one), _reference(two)
    return bool(first.IsSame(second))


def _same_place(one, two, tolerance):
    """Whether corners of a grid have the same coordinates in the coordinate system of another."""
    with quiet_gdal():
        try:
            way = osr.CoordinateTransformation(
                _reference(one.projection), _reference(two.projection)
            )
            corners = [_corner(one, 0, 0), _corner(one, one.width, one.height)]
            moved = np.subtract([way.TransformPoint(*corner)[:2] for corner in corners], corners)
        except RuntimeError:
            return False
    # What cannot be placed is infinitely far away.
    return bool(np.abs(moved).max() < tolerance)


def _reference(wkt):
    reference = osr.SpatialReference()
    reference.ImportFromWkt(wkt)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def _corner(grid, col, row):
    x, dx, rx, y, ry, dy = grid.geotransform
    return x + col * dx + row * rx, y + col * ry + row * dy


def check_same_grid(first, second):
    """Refuse two rasters whose pixels do not lie on each other.

    Parameters
    ----------
    first, second : RasterSource

    Raises
    ------
    RasterError
    """
    if not same_pixels(first.grid, second.grid):
        one, two = first.grid, second.grid
        raise RasterError(
            "{first} and {second} lie on different grids ({first_size} and {second_size} pixels, "
            "or another corner, pixel size or coordinate system): warp one onto the other first "
            "(Raster > Projections > Warp, nearest neighbour).",
            first=first.path,
            second=second.path,
            first_size=f"{one.width} x {one.height}",
            second_size=f"{two.width} x {two.height}",
        )


def _touched(low, high, size):
    """First index, and that behind the last, of pixels between positions, forgiving rounding."""
    first = math.floor(low + 1e-6)
    last = math.ceil(high - 1e-6)
    return max(first, 0), min(max(last, first + 1), size)
