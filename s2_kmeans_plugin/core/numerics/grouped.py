"""Counts and sums of the pixels of each class.

`numpy.bincount` holds the interpreter's lock, so other threads wait. On two cores, comparing a byte
with each of a few classes took a fifth of its time, and sorting before adding two thirds of its
time with weights.
"""

from __future__ import annotations

import numpy as np

# Up to about this many classes, counting one class at a time was faster on two cores.
_FEW = 24


def count_values(classes: np.ndarray, n_values: int) -> np.ndarray:
    """Return the pixels of each value from 0 of an array of uint8: int64, shape (n_values,)."""
    if n_values > _FEW:
        return np.bincount(classes.ravel(), minlength=n_values)
    return np.array([np.count_nonzero(classes == value) for value in range(n_values)])


class Groups:
    """Pixels grouped by class.

    Parameters
    ----------
    classes : ndarray of uint8 or uint16, shape (n_pixels,)
        Pixels with the value 0 belong to no class.

    Attributes
    ----------
    counts : ndarray of int64, shape (n_classes,)
    """

    def __init__(self, classes: np.ndarray, n_classes: int) -> None:
        order = np.argsort(classes, kind="stable")
        starts = np.searchsorted(classes.take(order), np.arange(1, n_classes + 2))
        self.counts = np.diff(starts)
        self._order = order[starts[0] : starts[-1]]
        self._nonempty = np.flatnonzero(self.counts)
        self._starts = starts[self._nonempty] - starts[0]

    def sort(self, values: np.ndarray) -> np.ndarray:
        """Return the values, shape (n_bands, n_pixels), of the grouped pixels, class by class."""
        return values.take(self._order, axis=1)

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Return the sums, float64 (n_classes, n_bands), of values in the order of `sort`."""
        sums = np.zeros((len(self.counts), len(values)))
        if self._nonempty.size:
            sums[self._nonempty] = np.add.reduceat(values, self._starts, axis=1, dtype=np.float64).T
        return sums
