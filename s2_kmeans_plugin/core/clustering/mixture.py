"""Gaussian mixture: normal distributions with full covariances, fitted to a sample.

Expectation and maximisation (Dempster, Laird and Rubin 1977, "Maximum likelihood from incomplete
data via the EM algorithm") begin at the clusters of k-means, as in scikit-learn's GaussianMixture,
the reference of the tests. numpy alone does the work: on 50,000 pixels of ten bands in eight
clusters an iteration took 25 ms on one core, one of scikit-learn 50 ms.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..numerics.scaling import Scaling
from ..parallel.windows import Workers
from .fit import Fit
from .fit_options import ClusteringOptions
from .kmeans import fit_kmeans
from .labeller import count_labels
from .nearest import NearestCenter
from .normal import MostLikely
from .pixels import Pixels

# Chosen: enough to estimate 255 covariances of ten bands from some hundred pixels each.
_MAX_PIXELS = 50_000
_MAX_ITER = 100

# Smallest gain of the mean log-likelihood of a pixel that continues the search, as in scikit-learn.
_MIN_GAIN = 1e-3

# Fewest pixels that a cluster must expect: one, but for the rounding of its weight.
_MIN_EXPECTED = 1 - 1e-6

# Part of the mean variance of the bands that is added to each variance, because a cluster of few or
# equal pixels would be flat. scikit-learn adds an absolute 1e-6.
_VARIANCE_FLOOR = 1e-6


class NormalClusters(NamedTuple):
    """Normal distributions, and the part of the pixels in each, as in `Fit`."""

    centers: np.ndarray
    covariances: np.ndarray
    weights: np.ndarray

    def take(self, rows: np.ndarray) -> NormalClusters:
        """Return some of the clusters."""
        return NormalClusters(*(array[rows] for array in self))


def fit_gaussian_mixture(pixels: Pixels, options: ClusteringOptions, workers: Workers) -> Fit:
    """Fit a Gaussian mixture; its inertia is the sum of the squared Mahalanobis distances."""
    scaling, watch = pixels.scaling, workers.watch
    start = fit_kmeans(pixels, options, workers.silent())
    values = pixels.values[:, :_MAX_PIXELS]
    clusters = _measure_clusters(values, start.centers, scaling)
    # All pixels decide the floor, because the first ones may be equal if most of an image is fill.
    floor = np.diag(_VARIANCE_FLOOR * pixels.mean_variance * scaling.scale**2)
    before = -np.inf
    n_iter = 0
    for n_iter in range(1, min(options.max_iter, _MAX_ITER) + 1):
        watch.at(0.5 + 0.5 * n_iter / _MAX_ITER)
        clusters = _drop_empty(clusters, values.shape[1])
        clusters, likelihood = maximise(_make_labeller(clusters, floor, scaling), values)
        if likelihood - before <= _MIN_GAIN:
            break
        before = likelihood
    clusters = _drop_empty(clusters, values.shape[1])
    labels, inertia = _make_labeller(clusters, floor, scaling).label_sample(pixels.values)
    clusters = clusters.take(count_labels(labels, len(clusters.centers)) > 0)
    return Fit(
        clusters.centers,
        scaling,
        inertia,
        start.n_iter + n_iter,
        weights=clusters.weights / clusters.weights.sum(),
        covariances=clusters.covariances + floor,
    )


def maximise(labeller: MostLikely, values: np.ndarray) -> tuple[NormalClusters, float]:
    """Run one iteration of expectation and maximisation from the clusters of a labeller.

    Sums are taken over whitened pixels, whose size is about 1, so float32 is exact enough.

    Returns
    -------
    clusters : NormalClusters
        More likely ones; NaN for a cluster of weight 0.
    log_likelihood : float
        Mean over the pixels, for the clusters of the labeller, without a constant.
    """
    n_clusters, n_bands, factors = labeller.n_clusters, labeller.n_bands, labeller.factors
    counts = np.zeros(n_clusters)
    firsts = np.zeros((n_clusters, n_bands))
    seconds = np.zeros((n_clusters, n_bands, n_bands))
    log_likelihood = 0.0
    rows: list[np.ndarray] = []
    for _, likely, part_likelihood in labeller.posterior(values, rows=rows):
        log_likelihood += part_likelihood
        white = np.stack(rows)
        weighted = white * likely
        counts += likely.sum(axis=1, dtype=np.float64)
        firsts += weighted.sum(axis=2).T
        seconds += np.einsum("bkn,ckn->kbc", weighted, white)
    with np.errstate(invalid="ignore", divide="ignore"):
        moves = firsts / counts[:, None]
        spreads = seconds / counts[:, None, None] - moves[:, :, None] * moves[:, None]
    centers = labeller.centers + np.einsum("kij,kj->ki", factors, moves)
    covariances = np.einsum("kij,kjl,kml->kim", factors, spreads, factors)
    # Rounding makes the matrices slightly asymmetric.
    covariances = (covariances + covariances.transpose(0, 2, 1)) / 2
    n_pixels = values.shape[1]
    return NormalClusters(centers, covariances, counts / n_pixels), log_likelihood / n_pixels


def _measure_clusters(values: np.ndarray, centers: np.ndarray, scaling: Scaling) -> NormalClusters:
    """Return the clusters of k-means as normal distributions."""
    labels, _ = NearestCenter(centers, scaling).label_sample(values)
    weights = count_labels(labels, len(centers)) / labels.size
    covariances = np.zeros((len(centers), len(values), len(values)))
    for n in np.flatnonzero(weights):
        z = values[:, labels == n + 1] - centers[n][:, None]
        # einsum and not BLAS, whose sums depend on the number of threads.
        covariances[n] = np.einsum("bn,cn->bc", z, z) / z.shape[1]
    return NormalClusters(centers, covariances, weights)


def _make_labeller(clusters: NormalClusters, floor: np.ndarray, scaling: Scaling) -> MostLikely:
    centers, covariances, weights = clusters
    return MostLikely(centers, covariances + floor, weights, scaling.offset)


def _drop_empty(clusters: NormalClusters, n_pixels: int) -> NormalClusters:
    """Drop the clusters that expect less than one of the pixels of the sample."""
    return clusters.take(clusters.weights * n_pixels >= _MIN_EXPECTED)
