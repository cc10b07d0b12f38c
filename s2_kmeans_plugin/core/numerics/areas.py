"""Pixels and hectares of classes, added up window by window."""

import numpy as np


class Areas:
    """A sum over windows.

    Parameters
    ----------
    grid : Grid
    shape : int or tuple of int
        Of the counts: by class, or by pair of classes.

    Attributes
    ----------
    counts : ndarray of int64
    hectares : ndarray of float or None
        None where the unit of the grid is not known.
    """

    def __init__(self, grid, shape):
        self._grid = grid
        self.counts = np.zeros(shape, dtype=np.int64)
        known = grid.hectares_per_pixel(grid.window) is not None
        self.hectares = np.zeros(shape) if known else None

    def add(self, window, counts):
        """Add the pixels of one window, counted by class."""
        self.counts += counts
        if self.hectares is not None:
            self.hectares += counts * self._grid.hectares_per_pixel(window)

    def of(self, place):
        """Counts and hectares at a place of the arrays, such as those of some classes.

        Parameters
        ----------
        place : index, as numpy takes it

        Returns
        -------
        counts : ndarray of int64
        hectares : ndarray of float or None
        """
        return self.counts[place], None if self.hectares is None else self.hectares[place]
