"""Range of the values in a sample, to compare another raster with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_PERCENTILES = (0, 1, 50, 100)


@dataclass(frozen=True, eq=False)
class SampleRange:
    """Minimum, first percentile, median and maximum of each feature, in the unit of the raster."""

    low: np.ndarray
    dark: np.ndarray
    median: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, values: np.ndarray) -> SampleRange:
        """Return the range of pixels of shape (n_features, n_pixels)."""
        return cls(*np.percentile(values, _PERCENTILES, axis=1).astype(np.float64))
