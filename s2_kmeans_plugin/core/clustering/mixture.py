"""A mixture of normal distributions with full covariances, fitted on a sample.

Expectation and maximisation begin at the clusters of k-means, as scikit-learn's GaussianMixture
does, which is the oracle of the tests. It is not used: on 50,000 pixels of ten bands in eight
clusters one of its iterations took 50 ms on one core, one of these 25 ms; and so a map depends on
numpy alone.
"""

import numpy as np

from .kmeans import Fit, kmeans, pixels_of_each
from .nearest import NearestCenter
from .normal import MostLikely

# Enough for 255 covariances of ten bands to be told from some hundred pixels each.
_PIXELS = 50_000
_MOST_ITER = 100

# scikit-learn's: the mean log-likelihood of a pixel has to rise by more, or the search ends.
_LEAST_GAIN = 1e-3

# Part of the mean variance of the bands that is added to that of each, lest a cluster of few or
# repeated values be flat.
_LEAST_VARIANCE = 1e-6


def gaussian_mixture(values, offset, scale, *, max_iter, watch, **options):
    """Fit a Gaussian mixture. Parameters and result as in `kmeans.kmeans`.

    The result has weights and covariances, and its inertia is the sum of the squared Mahalanobis
    distances to the centres.
    """
    begun = kmeans(values, offset, scale, max_iter=max_iter, watch=watch.silent(), **options)
    pixels = values[:, :_PIXELS]
    # Of all: the first so many may be equal, as where most of an image is fill.
    variances = values.var(axis=1, dtype=np.float64)
    # In the unit of the raster, where that of a band follows its scale.
    least = np.diag(_LEAST_VARIANCE * (variances / scale**2).mean() * scale**2)
    clusters = _described(pixels, begun.centers, offset, scale)
    before = -np.inf
    for n_iter in range(1, min(max_iter, _MOST_ITER) + 1):
        watch.at(0.5 + 0.5 * n_iter / _MOST_ITER)
        likely = _labeller(clusters, least, offset)
        clusters, likelihood = likely.improved(pixels)
        if likelihood - before <= _LEAST_GAIN:
            break
        before = likelihood
    centers, covariances, weights = _held(clusters)
    covariances = covariances + least
    likely = MostLikely(centers, covariances, weights, offset)
    labels, inertia = likely.label_sample(values)
    held = pixels_of_each(labels, len(centers)) > 0
    return Fit(
        centers[held],
        inertia,
        begun.n_iter + n_iter,
        weights=weights[held] / weights[held].sum(),
        covariances=covariances[held],
    )


def _described(pixels, centers, offset, scale):
    """Centres, covariances and weights of the clusters of k-means."""
    labels, _ = NearestCenter(centers, offset, scale).label_sample(pixels)
    weights = pixels_of_each(labels, len(centers)) / labels.size
    covariances = np.zeros((len(centers), len(pixels), len(pixels)))
    for n in np.flatnonzero(weights):
        z = pixels[:, labels == n + 1] - centers[n][:, None]
        # Not BLAS, whose sums depend on the number of threads.
        covariances[n] = np.einsum("bn,cn->bc", z, z) / z.shape[1]
    return centers, covariances, weights


def _labeller(clusters, least, offset):
    centers, covariances, weights = _held(clusters)
    return MostLikely(centers, covariances + least, weights, offset)


def _held(clusters):
    """Those clusters that some pixel is likely to be of."""
    held = clusters[2] * _PIXELS >= 1
    return tuple(array[held] for array in clusters)
