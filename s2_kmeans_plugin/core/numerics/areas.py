"""Number of pixels and hectares of each class, summed over windows."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np


class AreaGrid(Protocol):
    """Grid of a raster, such as `raster.grid.Grid`."""

    @property
    def window(self) -> Any:
        """Window of the whole grid."""

    def hectares_per_pixel(self, window: Any) -> float | None:
        """Return the mean area of the pixels of a window; None if the unit is unknown."""


class Areas:
    """Sums over windows: ``counts`` of pixels, int64, and ``hectares``, float64.

    ``shape`` is the number of classes or, for pairs of classes, that on each axis. Hectares are
    None if the unit of the grid is unknown.
    """

    def __init__(self, grid: AreaGrid, shape: int | tuple[int, ...]) -> None:
        self._grid = grid
        self.counts: np.ndarray = np.zeros(shape, dtype=np.int64)
        is_known = grid.hectares_per_pixel(grid.window) is not None
        self.hectares: np.ndarray | None = np.zeros(shape) if is_known else None

    def add(self, window: Any, counts: np.ndarray) -> None:
        """Add the pixels of one window, counted by class."""
        self.counts += counts
        if self.hectares is not None:
            self.hectares += counts * self._grid.hectares_per_pixel(window)

    def of(self, index: Any) -> tuple[np.ndarray, np.ndarray | None]:
        """Return the counts and hectares at an index of the arrays, such as some classes."""
        return self.counts[index], None if self.hectares is None else self.hectares[index]

    def renumber(self, lookup: np.ndarray) -> None:
        """Move each class to its number in ``lookup``, shape (n_classes,), and add equal ones."""
        n_classes = len(self.counts)
        self.counts = np.bincount(lookup, self.counts, n_classes).astype(np.int64)
        if self.hectares is not None:
            self.hectares = np.bincount(lookup, self.hectares, n_classes).astype(np.float64)
