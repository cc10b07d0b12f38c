"""A raster and its classes in small, put together from pixels that the windows hold anyway."""

from dataclasses import dataclass

import numpy as np

_LONGEST = 800


@dataclass
class Preview:
    """Every so many-th pixel of a part of a raster.

    Attributes
    ----------
    window : Window
        The part.
    step : int
        One of so many columns, and rows, is kept.
    values : ndarray, shape (n_bands, height, width)
    classes : ndarray of uint8, shape (height, width)
        0 where there is no value.
    """

    window: object
    step: int
    values: np.ndarray
    classes: np.ndarray

    @classmethod
    def empty(cls, window, n_bands, dtype):
        step = max(1, -(-max(window.width, window.height) // _LONGEST))
        shape = -(-window.height // step), -(-window.width // step)
        return cls(
            window, step, np.zeros((n_bands, *shape), dtype), np.zeros(shape, dtype=np.uint8)
        )

    def add(self, window, values, classes):
        """Add the pixels that `thinned` has left of a window."""
        rows, cols = (
            slice(start, start + length)
            for start, length in zip(self._first(window), classes.shape)
        )
        self.values[:, rows, cols] = values
        self.classes[rows, cols] = classes

    def _first(self, window):
        """Row and column, in small, of the first pixel kept of a window."""
        here = window.seen_from(self.window)
        return -(-here.row // self.step), -(-here.col // self.step)


def thinned(array, window, whole, step):
    """The pixels of a window that a preview of the whole keeps.

    Parameters
    ----------
    array : ndarray, shape (..., height, width)
    window, whole : Window
    step : int
    """
    here = window.seen_from(whole)
    return array[..., -here.row % step :: step, -here.col % step :: step].copy()
