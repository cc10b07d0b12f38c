"""Masks: what other rasters or polygons say is to be left out, in any coordinate system.

They are values, as a `RasterSource` is; `on` lays one on a grid, whose windows can then be asked.
"""

import math
import threading
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from osgeo import gdal

from ..errors import RasterError
from .gdal_calls import last_message, patient_gdal, quiet_gdal
from .grid import PIXELS, Grid, Window, same_pixels, same_reference
from .reader import open_dataset
from .shapes import Shapes
from .source import RasterSource

# GDAL places the pixels of a row between a few whose place it computes, to an eighth of a pixel.
# Which few depends on the ends of the row: here these are always multiples of so many columns of
# the raster, so that a pixel is hidden or not whatever the window that it is read in.
_COLUMNS = 256
_MOST_OFF = 0.125

_LOOK_PIXELS = 512

_MOST_FINER = 4


class Look(NamedTuple):
    """What a mask does to a raster, seen from afar.

    Attributes
    ----------
    share_hidden : float
        Of the pixels, about.
    overlaps : bool
        Whether the mask and the raster lie in the same place at all.
    """

    share_hidden: float
    overlaps: bool


@dataclass(frozen=True)
class RasterMask:
    """Leaves out the pixels under which another raster has one of some values.

    It is resampled to the nearest pixel. Where it ends nothing is left out.

    Attributes
    ----------
    source : RasterSource
        Of one band. Its values count as they are stored, nodata too.
    values : tuple of float
    """

    source: RasterSource
    values: tuple

    @property
    def files(self):
        return self.source.files

    def about(self):
        """What the mask is, in JSON's types."""
        return {"path": self.source.path, "values": list(self.values)}

    def on(self, grid):
        """Lay the mask on a grid.

        Raises
        ------
        RasterError
            When one of the two is not tied to the ground, and their sizes differ.
        """
        return _LaidRaster(self, grid)

    def look(self, grid):
        """What the mask does to the raster of a grid: Look."""
        values = self.on(grid).values_on(_coarse(grid))
        return Look(float(self.hides(values).mean()), bool(np.isfinite(values).any()))

    def hides(self, values):
        """Where values are among those to be left out: ndarray of bool."""
        if values.dtype == np.uint8:
            return np.isin(np.arange(256), self.values)[values]
        # What was typed is 0.1, and what the file holds as float32 is not.
        dtype = np.dtype(self.source.dtype)
        if dtype.kind in "iu":
            return np.isin(values, self.values)
        with np.errstate(over="ignore"):
            return np.isin(values, np.array(self.values, dtype=dtype))


@dataclass(frozen=True)
class PolygonMask:
    """Leaves out what lies inside polygons, or all that does not.

    Attributes
    ----------
    polygons : tuple of bytes
        WKB, in the coordinates of the raster.
    inside : bool
        Whether pixels are left out whose centres lie inside, or those whose centres do not.
    files : tuple of str
        That the polygons come from.
    """

    polygons: tuple
    inside: bool = True
    files: tuple = ()

    def about(self):
        """What the mask is, in JSON's types."""
        return {"n_polygons": len(self.polygons), "inside": self.inside}

    def on(self, grid):
        """Lay the mask on a grid."""
        return _LaidPolygons(self, grid)

    def look(self, grid):
        """What the mask does to the raster of a grid: Look."""
        coarse = _coarse(grid)
        laid = self.on(coarse)
        return Look(float(laid.hidden(coarse.window).mean()), laid.shapes.boxes.size > 0)


class _LaidPolygons:
    def __init__(self, mask, grid):
        self._inside = mask.inside
        self.shapes = Shapes.on(grid, [(wkb, 1) for wkb in mask.polygons])

    def hidden(self, window):
        """Which pixels of a window are left out: ndarray of bool, shape (height, width)."""
        return (self.shapes.burn(window) > 0) == self._inside

    def close(self):
        """Nothing is open."""


class _LaidRaster:
    def __init__(self, mask, grid):
        one, two = grid, mask.source.grid
        self._mask = mask
        self._is_same = same_pixels(one, two)
        if None in (one.geotransform, two.geotransform):
            if not self._is_same:
                raise RasterError(
                    "The mask {path} has {mask_width} x {mask_height} pixels, the raster {width} x "
                    "{height}, and one of them is not tied to the ground: give the mask the size "
                    "of the raster, or georeference it.",
                    path=mask.source.path,
                    mask_width=two.width,
                    mask_height=two.height,
                    width=one.width,
                    height=one.height,
                )
            one, two = (Grid(g.width, g.height, PIXELS) for g in (one, two))
        self._grid, self._mask_grid = one, two
        self._reprojects = not same_reference(one.projection, two.projection)
        self._is_straight = not self._reprojects and _is_straight(one, two)
        self._of_thread = threading.local()

    def hidden(self, window):
        """Which pixels of a window are left out: ndarray of bool, shape (height, width)."""
        if self._is_same:
            return self._mask.hides(self._read(window))
        if self._is_straight:
            return self._hidden_along_axes(window)
        if not self._reprojects:
            return self._mask.hides(self.values_on(self._grid.crop(window)))
        start = window.col // _COLUMNS * _COLUMNS
        stop = -(-(window.col + window.width) // _COLUMNS) * _COLUMNS
        wide = replace(window, col=start, width=stop - start)
        tiles = wide.tiles(_COLUMNS, window.height, origin=(0, window.row))
        values = np.hstack([self.values_on(self._grid.crop(tile)) for tile in tiles])
        first = window.col - start
        return self._mask.hides(values[:, first : first + window.width])

    def close(self):
        """Close the mask in all threads, none of which may be reading; it can be read again."""
        self._of_thread = threading.local()

    def _hidden_along_axes(self, window):
        """As `hidden`, where columns lie along columns: without GDAL's warp, ten times as fast."""
        hidden = np.zeros((window.height, window.width), dtype=bool)
        cols, across = self._places(0, window.col, window.width)
        rows, down = self._places(1, window.row, window.height)
        if cols.size and rows.size:
            col, row = min(cols[0], cols[-1]), min(rows[0], rows[-1])
            width, height = abs(cols[-1] - cols[0]) + 1, abs(rows[-1] - rows[0]) + 1
            under = self._mask.hides(self._read(Window(*map(int, (col, row, width, height)))))
            hidden[down, across] = under[np.ix_(rows - row, cols - col)]
        return hidden

    def _places(self, axis, start, length):
        """Columns (axis 0) or rows (axis 1) of the mask under those of a window.

        Returns
        -------
        places : ndarray of int
            Of the part of the window that the mask reaches.
        part : slice
        """
        (first, step), (mask_first, mask_step) = (
            (grid.geotransform[3 * axis], grid.geotransform[5 * axis or 1])
            for grid in (self._grid, self._mask_grid)
        )
        middles = first + (np.arange(start, start + length) + 0.5) * step
        places = np.floor((middles - mask_first) / mask_step + 1e-9).astype(np.int64)
        size = (self._mask_grid.width, self._mask_grid.height)[axis]
        (reached,) = np.nonzero((places >= 0) & (places < size))
        part = slice(reached[0], reached[-1] + 1) if reached.size else slice(0)
        return places[part], part

    def _read(self, window):
        band = self._dataset().GetRasterBand(1)
        return self._call(band.ReadAsArray, window.col, window.row, window.width, window.height)

    def values_on(self, grid):
        """The nearest values of the mask.

        Returns
        -------
        ndarray of float64, shape (height, width)
            NaN beyond the mask.
        """
        if grid.geotransform is None:
            grid = replace(grid, geotransform=PIXELS)
        memory = gdal.GetDriverByName("MEM")
        target = memory.Create("", grid.width, grid.height, 1, gdal.GDT_Float64)
        target.SetGeoTransform(grid.geotransform)
        target.GetRasterBand(1).Fill(math.nan)
        references = (self._mask_grid.projection, grid.projection) if self._reprojects else ("", "")
        self._call(
            gdal.ReprojectImage,
            self._dataset(),
            target,
            *references,
            gdal.GRA_NearestNeighbour,
            0.0,
            _MOST_OFF if self._reprojects else 0.0,
        )
        return target.ReadAsArray()

    def _dataset(self):
        """The band of the mask alone, whose nodata values and masks hide nothing from GDAL."""
        if not hasattr(self._of_thread, "dataset"):
            source = self._mask.source
            opened = open_dataset(source.path, source.open_options)
            options = {"bandList": list(source.bands), "noData": "none", "maskBand": "none"}
            band = gdal.Translate("", opened, format="VRT", **options)
            band.SetGeoTransform(self._mask_grid.geotransform)
            # The VRT reads from the dataset, which has to stay open.
            self._of_thread.dataset, self._of_thread.opened = band, opened
        return self._of_thread.dataset

    def _call(self, function, *arguments):
        with quiet_gdal(), patient_gdal():
            try:
                result = function(*arguments)
            except RuntimeError:
                result = None
            if result is None or gdal.GetLastErrorType() >= gdal.CE_Failure:
                raise RasterError(
                    "The mask {path} cannot be read: {reason}. The file may be damaged, or its "
                    "coordinate system unfit for the place of the raster.",
                    path=self._mask.source.path,
                    reason=last_message().rstrip("."),
                )
        return result


def _is_straight(one, two):
    """Whether columns lie along columns, with pixels not so fine that too many would be read."""
    if any(grid.geotransform[axis] for grid in (one, two) for axis in (2, 4)):
        return False
    ratios = [abs(one.geotransform[n] / two.geotransform[n]) for n in (1, 5)]
    return max(ratios) <= _MOST_FINER


def _coarse(grid):
    """The place of a grid in so few pixels that they are read at once."""
    width, height = min(grid.width, _LOOK_PIXELS), min(grid.height, _LOOK_PIXELS)
    x, dx, rx, y, ry, dy = grid.geotransform or PIXELS
    across, down = grid.width / width, grid.height / height
    geotransform = x, dx * across, rx * down, y, ry * across, dy * down
    return Grid(width, height, geotransform, grid.projection)
