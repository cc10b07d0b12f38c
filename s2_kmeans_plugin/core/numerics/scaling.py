"""Offset and unit of the features in which distances are measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


@dataclass(frozen=True, eq=False)
class Scaling:
    """Offset and unit of each feature: float64 (n_features,), in the unit of the raster.

    Distances are measured in ``(x - offset) / scale``.
    """

    offset: np.ndarray
    scale: np.ndarray

    def scale_values(self, values: np.ndarray) -> np.ndarray:
        """Return scaled pixels: float64, shape (n_features, n_pixels)."""
        return (values - self.offset[:, None]) / self.scale[:, None]

    def scale_points(self, points: np.ndarray) -> np.ndarray:
        """Return scaled points, such as centres: float64, shape (n_points, n_features)."""
        return (points - self.offset) / self.scale

    def unscale_points(self, points: np.ndarray) -> np.ndarray:
        """Return scaled points in the unit of the raster."""
        return points * self.scale + self.offset


class ScalingRule(NamedTuple):
    """Rule that derives the scaling from a sample.

    An index from -1 to 1 would not count beside reflectances times 10,000. If bands keep the unit
    of the raster, an index gets the mean variance of the bands, so it counts as much as a band.

    Attributes
    ----------
    method : {"none", "standardise"}
        Whether distances are measured in the unit of the raster or in standard deviations.
    n_indices : int
        Number of features, from the last, that are indices.
    """

    method: str = "none"
    n_indices: int = 0

    def fit(self, values: np.ndarray) -> Scaling:
        """Return the scaling of a sample of shape (n_features, n_pixels)."""
        offset = choose_offset(values)
        scale = np.ones(len(offset))
        is_standardised = self.method == "standardise"
        if is_standardised or self.n_indices:
            # Rounding may give a constant feature a small deviation.
            varies = values.max(axis=1) > values.min(axis=1)
            deviation = np.where(varies, values.std(axis=1, dtype=np.float64), 0.0)
            unit = 1.0
            if not is_standardised:
                n_bands = len(offset) - self.n_indices
                unit = np.sqrt(np.square(deviation[:n_bands]).mean())
                varies[:n_bands] = False
            if unit > 0:
                scale[varies] = deviation[varies] / unit
        return Scaling(offset, scale)


def choose_offset(values: np.ndarray) -> np.ndarray:
    """Return an offset near the mean of a sample, so that differences from it lose no digits.

    It is an integer for a raster of integers, whose differences and sums then stay exact, and
    otherwise a number that the type of the raster can hold.
    """
    offset = values.mean(axis=1, dtype=np.float64)
    if values.dtype.kind in "iu":
        return np.rint(offset)
    return offset.astype(values.dtype).astype(np.float64)
