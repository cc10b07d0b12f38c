"""Mean and standard deviation of each band in each class, summed over windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .grouped import Groups
from .slices import iterate_slices

# Chosen: pixels and their squares stay in the cache of the processor.
_CHUNK_PIXELS = 32_768


@dataclass(eq=False)
class ClassStatistics:
    """Sums over the pixels of each class. The statistics of two windows can be added.

    Attributes
    ----------
    offset : ndarray of float64, shape (n_bands,)
        Subtracted from all values, because squares of large values lose digits.
    counts : ndarray of int64, shape (n_classes,)
    totals, squares : ndarray of float64, shape (n_classes, n_bands)
        Sums of ``value - offset`` and of its square.
    """

    offset: np.ndarray
    counts: np.ndarray
    totals: np.ndarray
    squares: np.ndarray

    @classmethod
    def zero(cls, n_classes: int, offset: np.ndarray) -> ClassStatistics:
        """Return the statistics of no pixels."""
        shape = n_classes, len(offset)
        offset = np.asarray(offset, dtype=np.float64)
        return cls(offset, np.zeros(n_classes, np.int64), np.zeros(shape), np.zeros(shape))

    @classmethod
    def of(
        cls, values: np.ndarray, classes: np.ndarray, n_classes: int, offset: np.ndarray
    ) -> ClassStatistics:
        """Return the statistics of one window.

        Parameters
        ----------
        values : ndarray, shape (n_bands, height, width) or (n_bands, n_pixels)
        classes : ndarray of uint8, shape (height, width) or (n_pixels,)
            Pixels of class 0 do not count.
        """
        statistics = cls.zero(n_classes, offset)
        values = values.reshape(len(values), -1)
        classes = classes.reshape(-1)
        for part in iterate_slices(classes.size, _CHUNK_PIXELS):
            statistics._add(values[:, part], classes[part])
        return statistics

    def take(self, rows: Any) -> ClassStatistics:
        """Return the statistics of some classes, by any index of numpy."""
        return type(self)(self.offset, self.counts[rows], self.totals[rows], self.squares[rows])

    def __iadd__(self, other: ClassStatistics) -> ClassStatistics:
        self.counts += other.counts
        self.totals += other.totals
        self.squares += other.squares
        return self

    @property
    def means(self) -> np.ndarray:
        """Means in the unit of the raster, shape (n_classes, n_bands); NaN for an empty class."""
        return self.offset + self._per_pixel(self.totals)

    @property
    def deviations(self) -> np.ndarray:
        """Standard deviations of all pixels of a class, shape (n_classes, n_bands)."""
        variance = self._per_pixel(self.squares) - self._per_pixel(self.totals) ** 2
        return np.sqrt(np.maximum(variance, 0.0))

    def _per_pixel(self, sums: np.ndarray) -> np.ndarray:
        with np.errstate(invalid="ignore"):
            return sums / np.where(self.counts > 0, self.counts, np.nan)[:, None]

    def _add(self, values: np.ndarray, classes: np.ndarray) -> None:
        groups = Groups(classes, len(self.counts))
        # The type of float32 minus float64 depends on the version of numpy.
        z = np.subtract(groups.sort(values), self.offset[:, None], dtype=np.float64)
        self.counts += groups.counts
        self.totals += groups.sum(z)
        self.squares += groups.sum(np.square(z, out=z))
