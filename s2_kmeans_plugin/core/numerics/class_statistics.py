"""Mean and spread of every band in every class, added up window by window."""

from dataclasses import dataclass

import numpy as np

from .grouped import Groups

_CHUNK = 32_768


@dataclass
class ClassStatistics:
    """Sums over the pixels of classes; adding two is seeing both.

    Attributes
    ----------
    offset : ndarray of float64, shape (n_bands,)
        Values are taken relative to it, lest squares lose what makes pixels differ.
    counts : ndarray of int64, shape (n_classes,)
    totals, squares : ndarray of float64, shape (n_classes, n_bands)
        Of ``value - offset``.
    """

    offset: np.ndarray
    counts: np.ndarray
    totals: np.ndarray
    squares: np.ndarray

    @classmethod
    def zero(cls, n_classes, offset):
        shape = n_classes, len(offset)
        offset = np.asarray(offset, dtype=np.float64)
        return cls(offset, np.zeros(n_classes, np.int64), np.zeros(shape), np.zeros(shape))

    @classmethod
    def of(cls, values, classes, n_classes, offset):
        """Those of one window.

        Parameters
        ----------
        values : ndarray, shape (n_bands, height, width)
        classes : ndarray of uint8, shape (height, width)
            Values of class 0 count nowhere.
        n_classes : int
        offset : ndarray, shape (n_bands,)
        """
        sums = cls.zero(n_classes, offset)
        values = values.reshape(len(values), -1)
        classes = classes.reshape(-1)
        for start in range(0, classes.size, _CHUNK):
            part = slice(start, start + _CHUNK)
            sums._add(values[:, part], classes[part])
        return sums

    def take(self, rows):
        """Those of some of the classes, by their rows."""
        return type(self)(self.offset, self.counts[rows], self.totals[rows], self.squares[rows])

    def __iadd__(self, other):
        self.counts += other.counts
        self.totals += other.totals
        self.squares += other.squares
        return self

    @property
    def means(self):
        """ndarray, shape (n_classes, n_bands): in the raster's unit; NaN for an empty class."""
        return self.offset + self._per_pixel(self.totals)

    @property
    def deviations(self):
        """ndarray, shape (n_classes, n_bands): standard deviation of all pixels of the class."""
        variance = self._per_pixel(self.squares) - self._per_pixel(self.totals) ** 2
        return np.sqrt(np.maximum(variance, 0.0))

    def _per_pixel(self, sums):
        with np.errstate(invalid="ignore"):
            return sums / np.where(self.counts > 0, self.counts, np.nan)[:, None]

    def _add(self, values, classes):
        groups = Groups(classes, len(self.counts))
        # Whether a float32 less a float64 is a float32 depends on the version of numpy.
        z = np.subtract(groups.sorted(values), self.offset[:, None], dtype=np.float64)
        self.counts += groups.counts
        self.totals += groups.sums(z)
        self.squares += groups.sums(np.square(z, out=z))
