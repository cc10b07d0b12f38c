"""Thinned image and map for reports, collected from the windows of a run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..raster.grid import Window

# Longest side of a preview in pixels, chosen: sharp enough for a report, small enough for its file.
_LONGEST = 800


@dataclass(frozen=True)
class PreviewGrid:
    """Every ``step``-th column and row of a part of a raster."""

    window: Window
    step: int

    @classmethod
    def of(cls, window: Window) -> PreviewGrid:
        """Return the grid of a part that is at most 800 pixels long."""
        return cls(window, max(1, -(-max(window.width, window.height) // _LONGEST)))

    @property
    def shape(self) -> tuple[int, int]:
        return -(-self.window.height // self.step), -(-self.window.width // self.step)

    def thin(self, array: np.ndarray, window: Window) -> np.ndarray:
        """Return the pixels of a window, shape (..., height, width), that lie on the grid."""
        here = window.relative_to(self.window)
        return array[
            ..., -here.row % self.step :: self.step, -here.col % self.step :: self.step
        ].copy()


@dataclass(frozen=True, eq=False)
class Preview:
    """Thinned pixels of a raster, shape (n_bands, height, width), and of its map; 0 is nodata."""

    grid: PreviewGrid
    values: np.ndarray
    classes: np.ndarray

    @classmethod
    def empty(cls, grid: PreviewGrid, n_bands: int, dtype: str | type) -> Preview:
        values = np.zeros((n_bands, *grid.shape), dtype)
        return cls(grid, values, np.zeros(grid.shape, dtype=np.uint8))

    def add(self, window: Window, values: np.ndarray, classes: np.ndarray) -> None:
        here, step = window.relative_to(self.grid.window), self.grid.step
        starts = (-(-here.row // step), -(-here.col // step))
        rows, cols = (slice(start, start + size) for start, size in zip(starts, classes.shape))
        self.values[:, rows, cols] = values
        self.classes[rows, cols] = classes
