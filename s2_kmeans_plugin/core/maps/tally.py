"""Sums over the windows of a map: pixels, areas, statistics and a preview by class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from ..legend import ClassEntry
from ..numerics.areas import Areas
from ..numerics.grouped import count_values
from ..numerics.moments import ClassStatistics
from ..raster.grid import Grid, Window
from .preview import Preview, PreviewGrid


@dataclass(frozen=True, eq=False)
class WindowSums:
    """Contribution of one window to a tally.

    Attributes
    ----------
    counts : ndarray of int
        Pixels of each class from 0, or of each pair of classes.
    pixels : tuple of 2 ndarray, or None
        Thinned values and classes for the preview.
    """

    counts: np.ndarray
    statistics: ClassStatistics | None = None
    pixels: tuple[np.ndarray, np.ndarray] | None = None


@dataclass(frozen=True, eq=False)
class TallyPlan:
    """Choice of what is counted in each window. It travels to the workers.

    Attributes
    ----------
    n_classes : int
        Largest class.
    offset : ndarray of float64 or None, shape (n_features,)
        Near the mean of the features; None for no statistics.
    preview_bands : sequence of int
        Positions, from 0, of the previewed bands among the features.
    """

    n_classes: int
    offset: np.ndarray | None = None
    preview: PreviewGrid | None = None
    preview_bands: Sequence[int] = ()

    @property
    def needs_values(self) -> bool:
        """Whether the values of the pixels are needed, and not only their classes."""
        return self.offset is not None or self.preview is not None

    def counts_only(self) -> TallyPlan:
        return TallyPlan(self.n_classes)

    def sums(self, window: Window, values: np.ndarray | None, classes: np.ndarray) -> WindowSums:
        """Return the sums of a window.

        ``values`` has shape (n_features, height, width), and may be None unless `needs_values`.
        ``classes`` is uint8, of shape (height, width); 0 is nodata.
        """
        statistics = pixels = None
        if values is not None and self.offset is not None:
            statistics = ClassStatistics.of(values, classes, self.n_classes, self.offset)
        if values is not None and self.preview is not None:
            shown = values[list(self.preview_bands)]
            pixels = self.preview.thin(shown, window), self.preview.thin(classes, window)
        return WindowSums(count_values(classes, self.n_classes + 1), statistics, pixels)

    def tally(self, grid: Grid, dtype: str) -> Tally:
        """Return an empty tally for windows of a grid, and for previewed values of a type."""
        tally = Tally(Areas(grid, self.n_classes + 1))
        if self.offset is not None:
            tally.statistics = ClassStatistics.zero(self.n_classes, self.offset)
        if self.preview is not None:
            tally.preview = Preview.empty(self.preview, len(self.preview_bands), dtype)
        return tally


@dataclass(eq=False)
class Tally:
    """Sums over all windows so far; the areas are by class from 0, or by pair of classes."""

    areas: Areas
    statistics: ClassStatistics | None = None
    preview: Preview | None = None

    def add(self, window: Window, sums: WindowSums) -> None:
        self.areas.add(window, sums.counts)
        if self.statistics is not None and sums.statistics is not None:
            self.statistics += sums.statistics
        if self.preview is not None and sums.pixels is not None:
            self.preview.add(window, *sums.pixels)

    def add_all(self, parts: Iterable[tuple[Window, WindowSums]]) -> Tally:
        """Add windows, and return the tally."""
        for window, sums in parts:
            self.add(window, sums)
        return self

    def class_map(self, grid: Grid, legend: Sequence[ClassEntry], inertia: float = 0.0) -> ClassMap:
        """Return the sums by the classes of a legend; ``grid`` is that of the map."""
        values = [entry.value for entry in legend]
        counts, hectares = self.areas.of(values)
        rows = [value - 1 for value in values]
        return ClassMap(
            grid=grid,
            legend=tuple(legend),
            counts=counts,
            hectares=hectares,
            n_nodata=int(self.areas.counts[0]),
            inertia=inertia,
            statistics=None if self.statistics is None else self.statistics.take(rows),
            preview=self.preview,
        )


@dataclass(frozen=True, eq=False)
class ClassMap:
    """Contents of a map of classes.

    Attributes
    ----------
    counts : ndarray of int, shape (n_classes,)
        Pixels of each class. All arrays by class follow the order of the legend.
    hectares : ndarray of float or None, shape (n_classes,)
        None if the unit of the grid is unknown.
    n_nodata : int
        Pixels without a class.
    inertia : float
        Sum over all valid pixels of the squared, scaled distance to the nearest centre. Cleaning of
        small patches does not change it.
    statistics, preview
        None if not requested.
    """

    grid: Grid
    legend: tuple[ClassEntry, ...]
    counts: np.ndarray
    hectares: np.ndarray | None
    n_nodata: int
    inertia: float
    statistics: ClassStatistics | None
    preview: Preview | None

    @property
    def n_pixels(self) -> int:
        """Number of pixels that have a class."""
        return int(self.counts.sum())

    @property
    def inertia_per_pixel(self) -> float:
        """Mean squared, scaled distance of a pixel to its centre."""
        return self.inertia / max(1, self.n_pixels)
