"""What the pixels of a sample were like, by which another raster can be compared with them."""

from dataclasses import dataclass

import numpy as np

_PERCENTILES = (0, 1, 50, 100)


@dataclass(frozen=True)
class SampleRange:
    """What the pixels of the sample were like, feature by feature.

    Attributes
    ----------
    low, dark, median, high : ndarray of float64, shape (n_features,)
        The smallest value, the first percentile, the middle and the largest value, in the raster's
        unit.
    """

    low: np.ndarray
    dark: np.ndarray
    median: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, values):
        """That of pixels: ndarray, shape (n_features, n_pixels)."""
        return cls(*np.percentile(values, _PERCENTILES, axis=1).astype(np.float64))
