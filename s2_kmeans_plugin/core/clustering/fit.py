"""Result of a fit: clusters that label pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..numerics.scaling import Scaling
from .labeller import Labeller, count_labels
from .nearest import NearestCenter
from .normal import MostLikely
from .pixels import Pixels


@dataclass(frozen=True, eq=False)
class Fit:
    """Clusters that a fit has found.

    Attributes
    ----------
    inertia : float
        Sum of the squared, scaled distances of the sample to the centres, or to those of the last
        assignment, which hardly differ.
    weights : ndarray of float64 or None, shape (n_clusters,)
        Part of the pixels in each cluster, if the algorithm needs it.
    covariances : ndarray or None
        If the clusters are normal distributions.
    groups : ndarray of int or None, shape (n_clusters,)
        Class of each centre, from 0, if several centres form one class.
    """

    centers: np.ndarray
    scaling: Scaling
    inertia: float
    n_iter: int
    weights: np.ndarray | None = None
    covariances: np.ndarray | None = None
    groups: np.ndarray | None = None

    def label(self, values: np.ndarray) -> np.ndarray:
        """Return the class, from 1, of the pixels of a sample: uint8, shape (n_pixels,)."""
        labeller = make_labeller(self.centers, self.scaling, self.weights, self.covariances)
        labels, _ = labeller.label_sample(values)
        if self.groups is not None:
            labels = np.append(0, self.groups + 1).astype(np.uint8)[labels]
        return labels


def make_labeller(
    centers: np.ndarray,
    scaling: Scaling,
    weights: np.ndarray | None = None,
    covariances: np.ndarray | None = None,
) -> Labeller:
    """Return a labeller by the nearest centre or, given covariances, the most likely cluster."""
    if covariances is None:
        return NearestCenter(centers, scaling)
    if weights is None:
        weights = np.full(len(centers), 1 / len(centers))
    return MostLikely(centers, covariances, weights, scaling.offset)


def fit_nonempty(pixels: Pixels, centers: np.ndarray, n_iter: int) -> Fit:
    """Return the fit of those centres that are the nearest of some pixel."""
    labels, inertia = NearestCenter(centers, pixels.scaling).label_sample(pixels.values)
    return Fit(centers[count_labels(labels, len(centers)) > 0], pixels.scaling, inertia, n_iter)
