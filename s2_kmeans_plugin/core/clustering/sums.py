"""Sums of the pixels of each cluster, from which an iteration of Lloyd takes the new centres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..numerics.grouped import Groups
from ..numerics.slices import iterate_slices
from .tiles import TILE_PIXELS


@dataclass(eq=False)
class Sums:
    """Sums over pixels. Those of two sets of pixels can be added.

    Attributes
    ----------
    counts : ndarray of int64, shape (n_clusters,)
    totals : ndarray of float64, shape (n_clusters, n_bands)
        Sums of the pixels of each cluster. For a raster of integers they are exact, and so the same
        in any order. `Pixels` with weights have an additional column: the sums of the weights.
    inertia : float
        Sum of the squared, scaled distances to the nearest centre.
    """

    counts: np.ndarray
    totals: np.ndarray
    inertia: float = 0.0

    @classmethod
    def zero(cls, n_clusters: int, n_bands: int) -> Sums:
        """Return the sums of no pixels."""
        return cls(np.zeros(n_clusters, np.int64), np.zeros((n_clusters, n_bands)))

    def __iadd__(self, other: Sums) -> Sums:
        self.counts += other.counts
        self.totals += other.totals
        self.inertia += other.inertia
        return self

    def add(self, values: np.ndarray, labels: np.ndarray, sign: int = 1) -> None:
        """Add labelled pixels, shape (n_bands, n_pixels); a sign of -1 subtracts them.

        Labels are uint8 or uint16, shape (n_pixels,). Pixels with the label 0 do not count.
        """
        for part in iterate_slices(labels.size, TILE_PIXELS):
            groups = Groups(labels[part], len(self.counts))
            self.counts += sign * groups.counts
            self.totals += sign * groups.sum(groups.sort(values[:, part]))

    def means(self, otherwise: np.ndarray) -> np.ndarray:
        """Return the mean of each cluster, or its row of ``otherwise`` if it has no pixel."""
        has_pixels = self.counts > 0
        means = np.array(otherwise, dtype=np.float64)
        totals, weights = np.hsplit(self.totals, [means.shape[1]])
        weights = weights if weights.size else self.counts[:, None]
        means[has_pixels] = totals[has_pixels] / weights[has_pixels]
        return means
