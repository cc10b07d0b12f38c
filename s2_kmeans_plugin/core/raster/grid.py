"""Windows of a raster, and the grid that places its pixels on the ground."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..errors import RasterError
from .crs import hectares_of, same_reference, transform_points

if TYPE_CHECKING:
    from .source import RasterSource

Geotransform = tuple[float, float, float, float, float, float]

# Geotransform of a raster without one, as QGIS shows it: in pixels, rows downward.
PIXELS: Geotransform = (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)

# Parts of a pixel within which two corners, and two pixel sizes, are the same: chosen. Programs
# write the same grid with different digits.
_CORNER_TOLERANCE = 1e-3
_SIZE_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Window:
    """A rectangle of pixels: its first column and row, its width and height."""

    col: int
    row: int
    width: int
    height: int

    @property
    def n_pixels(self) -> int:
        return self.width * self.height

    def tiles(self, width: int, height: int, origin: tuple[int, int] = (0, 0)) -> Iterator[Window]:
        """Yield tiles that together cover the window once, row by row.

        The cuts are counted from a column and a row, the origin. With the corner of the raster and
        tiles as large as blocks of a file, no two tiles share a block.
        """
        for row, tile_height in _cuts(self.row, self.height, height, origin[1]):
            for col, tile_width in _cuts(self.col, self.width, width, origin[0]):
                yield Window(col, row, tile_width, tile_height)

    def relative_to(self, other: Window) -> Window:
        """Return the same window counted from the corner of another."""
        return Window(self.col - other.col, self.row - other.row, self.width, self.height)


@dataclass(frozen=True)
class Grid:
    """Place of the pixels of a raster.

    The geotransform is GDAL's; None where the raster has none. The projection is the WKT of the
    coordinate system; empty where the raster has none.
    """

    width: int
    height: int
    geotransform: Geotransform | None = None
    projection: str = ""

    @property
    def window(self) -> Window:
        """Window of the whole raster."""
        return Window(0, 0, self.width, self.height)

    def crop(self, window: Window) -> Grid:
        """Return the grid of one window."""
        if self.geotransform is None:
            return Grid(window.width, window.height, None, self.projection)
        _, dx, rx, _, ry, dy = self.geotransform
        x, y = self.position_of(window.col, window.row)
        return Grid(window.width, window.height, (x, dx, rx, y, ry, dy), self.projection)

    def position_of(self, col: float, row: float) -> tuple[float, float]:
        """Return the map coordinates of a column and a row, which may be fractions."""
        x, dx, rx, y, ry, dy = self.geotransform or PIXELS
        return x + (col * dx + row * rx), y + (col * ry + row * dy)

    def axis(self, number: int) -> tuple[float, float]:
        """Return corner and pixel size along columns (0) or rows (1) of a grid without rotation."""
        x, dx, _, y, _, dy = self.geotransform or PIXELS
        return (x, dx) if number == 0 else (y, dy)

    def positions_of(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return columns and rows of the pixels under points in map units, each of shape (n,).

        They are whole float64 numbers, and outside the raster for points outside it.
        """
        cols, rows = self._places_of(x, y)
        return np.floor(cols), np.floor(rows)

    def window_of_bounds(self, xmin: float, ymin: float, xmax: float, ymax: float) -> Window:
        """Return the window of all pixels that a rectangle in map units touches.

        Raise RasterError when it touches no pixel.
        """
        bounds = {"xmin": xmin, "ymin": ymin, "xmax": xmax, "ymax": ymax}
        outside = RasterError(
            "The extent {xmin:.10g}, {ymin:.10g} to {xmax:.10g}, {ymax:.10g} lies outside the "
            "raster. Choose an extent that overlaps it.",
            **bounds,
        )
        if not all(map(math.isfinite, bounds.values())):
            raise outside
        corners = np.array([(x, y) for x in (xmin, xmax) for y in (ymin, ymax)])
        cols, rows = self._places_of(*corners.T)
        first_col, last_col = _touched(cols.min(), cols.max(), self.width)
        first_row, last_row = _touched(rows.min(), rows.max(), self.height)
        if first_col >= last_col or first_row >= last_row:
            raise outside
        return Window(first_col, first_row, last_col - first_col, last_row - first_row)

    def hectares_per_pixel(self, window: Window) -> float | None:
        """Return the area of a pixel in the middle of a window; None where the unit is unknown."""
        if not self.projection or self.geotransform is None:
            return None
        _, dx, rx, y, ry, dy = self.geotransform
        middle_col = window.col + window.width / 2
        middle_row = window.row + window.height / 2
        middle_y = y + middle_col * ry + middle_row * dy
        return hectares_of(abs(dx * dy - rx * ry), middle_y, self.projection)

    def _places_of(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return fractional columns and rows of points."""
        x0, dx, rx, y0, ry, dy = self.geotransform or PIXELS
        determinant = dx * dy - rx * ry
        x, y = np.subtract(x, x0), np.subtract(y, y0)
        return (dy * x - rx * y) / determinant, (dx * y - ry * x) / determinant


def same_pixels(one: Grid, two: Grid) -> bool:
    """Return whether the pixels of two grids cover each other, to a thousandth of a pixel.

    The digits of the corner and the words of the coordinate system may differ. Where one grid has
    no geotransform, the sizes decide.
    """
    if (one.width, one.height) != (two.width, two.height):
        return False
    if not (one.geotransform and two.geotransform):
        return True
    axes = [1, 2, 4, 5]
    size = max(abs(one.geotransform[axis]) for axis in axes)
    moved = np.abs(np.subtract(one.geotransform, two.geotransform))
    if moved[[0, 3]].max() >= _CORNER_TOLERANCE * size or moved[axes].max() >= (
        _SIZE_TOLERANCE * size
    ):
        return False
    if same_reference(one.projection, two.projection):
        return True
    corners = [one.position_of(0, 0), one.position_of(one.width, one.height)]
    transformed = transform_points(corners, one.projection, two.projection)
    if transformed is None:
        return False
    # A corner without a place in the other system is infinite.
    return bool(np.abs(transformed - corners).max() < _CORNER_TOLERANCE * size)


def check_same_grid(first: RasterSource, second: RasterSource) -> None:
    """Raise RasterError where the pixels of two rasters do not cover each other."""
    if not same_pixels(first.grid, second.grid):
        one, two = first.grid, second.grid
        raise RasterError(
            "{first} and {second} lie on different grids ({first_size} and {second_size} pixels, "
            "or another corner, pixel size or coordinate system). Warp one onto the other first "
            "(Raster > Projections > Warp, nearest neighbour).",
            first=first.path,
            second=second.path,
            first_size=f"{one.width} x {one.height}",
            second_size=f"{two.width} x {two.height}",
        )


def _cuts(start: int, length: int, step: int, origin: int) -> Iterator[tuple[int, int]]:
    stop = start + length
    while start < stop:
        end = min(((start - origin) // step + 1) * step + origin, stop)
        yield start, end - start
        start = end


def _touched(low: float, high: float, size: int) -> tuple[int, int]:
    """Return the first pixel between two positions and the one behind the last."""
    # Positions a millionth of a pixel beyond an edge are rounding.
    first = math.floor(low + 1e-6)
    last = math.ceil(high - 1e-6)
    return max(first, 0), min(max(last, first + 1), size)
