"""Coresets: few weighted pixels that represent a sample in the starts of k-means.

Among 10,000 uniformly drawn pixels, a class on a thousandth of the pixels has ten, or only three,
which are too few for a centre. So the sampling probability grows with the distance from rough
centres and with the rarity of the cluster; the weight is its inverse. The weighted inertia is, on
average, that of all pixels, for any centres. After Bachem, Lucic and Krause 2017, "Practical
Coreset Constructions for Machine Learning" (algorithm 2).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .nearest import NearestCenter
from .pixels import Pixels

# Parts of a coreset, chosen: uniform, by squared distance, and the same number from each cluster.
_UNIFORM, _BY_DISTANCE, _BY_CLUSTER = 0.4, 0.3, 0.3


def draw_coresets(
    pixels: Pixels, centers: np.ndarray, sizes: Sequence[int], rng: np.random.Generator
) -> list[Pixels]:
    """Draw a coreset of each size from pixels without weights, given rough centres.

    A size is an expected number of pixels; a coreset may have up to one more in each cluster. It
    has weights, unless it holds all pixels.
    """
    clusters, squares = NearestCenter(centers, pixels.scaling).squared_distances(pixels)
    counts = np.bincount(clusters, minlength=len(centers))
    per_cluster = _BY_CLUSTER / np.count_nonzero(counts) / np.maximum(counts, 1)
    chance = _UNIFORM / clusters.size + per_cluster[clusters]
    chance += _BY_DISTANCE * (squares / squares.sum() if squares.any() else 1.0 / squares.size)
    by_cluster = np.argsort(clusters, kind="stable")
    return [_draw(pixels, chance * size, by_cluster, rng) for size in sizes]


def _draw(
    pixels: Pixels, chance: np.ndarray, order: np.ndarray, rng: np.random.Generator
) -> Pixels:
    """Draw each pixel with its chance, by systematic sampling along an order."""
    if chance.size <= round(chance.sum()):
        return pixels
    chance = np.minimum(chance, 1.0)
    passed = np.floor(np.cumsum(chance[order]) + rng.random())
    chosen = np.sort(order[np.diff(passed, prepend=0.0) > 0])
    return Pixels(pixels.values.take(chosen, axis=1), pixels.scaling, 1.0 / chance[chosen])
