"""Few pixels that stand for many, each with a weight: what the starts of k-means run on.

Of a class on a thousandth of the pixels, ten are among 10,000 that are drawn alike, or only three:
too few to be worth a centre. So pixels are drawn the sooner, and weigh the less, the farther they
are from rough centres and the fewer lie around the same one, as in Bachem, Lucic and Krause 2017,
"Practical Coreset Constructions for Machine Learning" (algorithm 2). By weight they have, on
average, the inertia of all pixels, about whatever centres.
"""

import numpy as np

from .nearest import NearestCenter
from .tiles import Pixels

# Of what is drawn: from all pixels alike, by the squared distance, and alike from each cluster.
_ALIKE, _FAR, _OF_EACH = 0.4, 0.3, 0.3


def coresets(pixels, centers, scale, sizes, rng):
    """Draw some coresets.

    Parameters
    ----------
    pixels : Pixels
    centers : ndarray of float64, shape (n_clusters, n_bands)
        Rough ones, in the unit of the raster.
    scale : ndarray, shape (n_bands,)
        Distances are measured in ``(x - offset) / scale``.
    sizes : sequence of int
        Pixels that each is to have; it has up to one in a cluster more.
    rng : numpy.random.Generator

    Returns
    -------
    list of Pixels
        With weights, but for those that hold all pixels.
    """
    nearest = NearestCenter(centers, pixels.offset, scale)
    clusters, squares = nearest.squared_distances(pixels)
    counts = np.bincount(clusters, minlength=len(centers))
    of_each = _OF_EACH / np.count_nonzero(counts) / np.maximum(counts, 1)
    chance = _ALIKE / clusters.size + of_each[clusters]
    chance += _FAR * (squares / squares.sum() if squares.any() else 1.0 / squares.size)
    by_cluster = np.argsort(clusters, kind="stable")
    return [_drawn(pixels, chance * size, by_cluster, rng) for size in sizes]


def _drawn(pixels, chance, order, rng):
    """Draw each pixel by its chance, and of each part of an order as many as it has chances."""
    if chance.size <= round(chance.sum()):
        return pixels
    chance = np.minimum(chance, 1.0)
    passed = np.floor(np.cumsum(chance[order]) + rng.random())
    chosen = np.sort(order[np.diff(passed, prepend=0.0) > 0])
    return Pixels(pixels.values.take(chosen, axis=1), pixels.offset, 1.0 / chance[chosen])
