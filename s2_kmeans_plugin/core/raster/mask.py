"""Masks from other rasters and from polygons, in any coordinate system.

A mask is a value, as a `RasterSource` is. Its method `on` places it on a grid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .grid import PIXELS, Grid, Window
from .interfaces import MaskCoverage
from .mask_raster import MaskRaster
from .shapes import Shapes
from .source import RasterSource

# Pixels on each side of the coarse view that `coverage` takes: chosen.
_COARSE_PIXELS = 512


@dataclass(frozen=True)
class RasterMask:
    """Mask of the pixels under which another raster has one of some values.

    The other raster has one band and is resampled to the nearest pixel. Its values count as they
    are stored, also its nodata value. Beyond its edge nothing is masked.
    """

    source: RasterSource
    values: tuple[float, ...]

    @property
    def files(self) -> tuple[str, ...]:
        return self.source.files

    def about(self) -> dict[str, Any]:
        """Return path and values."""
        return {"path": self.source.path, "values": list(self.values)}

    def on(self, grid: Grid) -> MaskRaster:
        """Return the mask on the pixels of a grid."""
        return MaskRaster(self.source, grid, self.hides)

    def coverage(self, grid: Grid) -> MaskCoverage:
        """Return the effect of the mask on the raster of a grid."""
        values = self.on(grid).values_on(_coarse(grid))
        return MaskCoverage(float(self.hides(values).mean()), bool(np.isfinite(values).any()))

    def hides(self, values: np.ndarray) -> np.ndarray:
        """Return where values of the other raster mask a pixel: bool, same shape."""
        if values.dtype == np.uint8:
            return np.isin(np.arange(256), self.values)[values]
        dtype = np.dtype(self.source.dtype)
        if dtype.kind in "iu":
            return np.isin(values, self.values)
        # A typed 0.1 differs from the 0.1 of a file in float32, so it is rounded in the same way.
        with np.errstate(over="ignore"):
            return np.isin(values, np.array(self.values, dtype=dtype))


@dataclass(frozen=True)
class PolygonMask:
    """Mask of the pixels whose centres lie inside polygons, or of those whose centres do not.

    The polygons are WKB in the coordinates of the raster; the files are those of the polygons.
    """

    polygons: tuple[bytes, ...]
    inside: bool = True
    files: tuple[str, ...] = ()

    def about(self) -> dict[str, Any]:
        """Return the number of polygons, and whether their inside is masked."""
        return {"n_polygons": len(self.polygons), "inside": self.inside}

    def on(self, grid: Grid) -> _PolygonMaskOnGrid:
        """Return the mask on the pixels of a grid."""
        return _PolygonMaskOnGrid(self, grid)

    def coverage(self, grid: Grid) -> MaskCoverage:
        """Return the effect of the mask on the raster of a grid."""
        coarse = _coarse(grid)
        mask = self.on(coarse)
        return MaskCoverage(float(mask.masked_pixels(coarse.window).mean()), mask.overlaps)


class _PolygonMaskOnGrid:
    def __init__(self, mask: PolygonMask, grid: Grid) -> None:
        self._inside = mask.inside
        self._shapes = Shapes.on(grid, [(wkb, 1) for wkb in mask.polygons])

    @property
    def overlaps(self) -> bool:
        return self._shapes.boxes.size > 0

    def masked_pixels(self, window: Window) -> np.ndarray:
        return (self._shapes.burn(window) > 0) == self._inside

    def close(self) -> None:
        """Do nothing: no file is open."""


def _coarse(grid: Grid) -> Grid:
    """Return a grid of the same place with so few pixels that they are read at once."""
    width, height = min(grid.width, _COARSE_PIXELS), min(grid.height, _COARSE_PIXELS)
    x, dx, rx, y, ry, dy = grid.geotransform or PIXELS
    across, down = grid.width / width, grid.height / height
    geotransform = x, dx * across, rx * down, y, ry * across, dy * down
    return Grid(width, height, geotransform, grid.projection)
