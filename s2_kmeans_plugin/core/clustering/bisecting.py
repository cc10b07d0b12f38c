"""Bisecting k-means: the loosest cluster is split in two until there are enough clusters.

Steinbach, Karypis and Kumar 2000, "A Comparison of Document Clustering Techniques". The cluster
with the largest inertia is split, as by default in scikit-learn, by the best of several starts. The
classes vary less in size than those of k-means, and those of k refine those of k - 1. Unlike in
scikit-learn, a pixel goes to the nearest of all centres, and not down the tree of splits.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ..parallel.windows import Workers
from .fit import Fit, fit_nonempty
from .fit_options import ClusteringOptions
from .kmeans import fit_kmeans
from .nearest import NearestCenter
from .pixels import Pixels

# Starts of one split. Chosen: two clusters have few local optima.
_N_INIT = 5


def fit_bisecting_kmeans(pixels: Pixels, options: ClusteringOptions, workers: Workers) -> Fit:
    """Fit bisecting k-means."""
    scaling, n_clusters = pixels.scaling, options.n_clusters
    silent = workers.silent()
    centers = pixels.values.mean(axis=1, dtype=np.float64)[None]
    members = [np.arange(pixels.n_pixels)]
    inertias = [np.inf]
    n_iter = 0
    while len(centers) < n_clusters:
        loosest = int(np.argmax(inertias))
        cluster = pixels.take(members[loosest])
        split_options = replace(
            options,
            n_clusters=2,
            n_init=min(options.n_init, _N_INIT),
            # Another seed for each split, so that their random numbers are independent.
            random_state=options.random_state + len(centers),
        )
        split = fit_kmeans(cluster, split_options, silent)
        n_iter += split.n_iter
        sides, _ = NearestCenter(split.centers, scaling).label_sample(cluster.values)
        halves = [members[loosest][sides == side] for side in (1, 2)]
        members[loosest : loosest + 1] = halves
        inertias[loosest : loosest + 1] = [
            _inertia(pixels.values[:, half], center, scaling.scale)
            for half, center in zip(halves, split.centers)
        ]
        centers = np.concatenate([centers[:loosest], split.centers, centers[loosest + 1 :]])
        workers.watch.at(len(centers) / n_clusters)
        if max(inertias) == 0:
            break
    return fit_nonempty(pixels, centers, n_iter)


def _inertia(values: np.ndarray, center: np.ndarray, scale: np.ndarray) -> float:
    # `sum` rounds differently since Python 3.12, and the next split must not depend on that.
    return math.fsum(
        float(np.square(np.subtract(band, middle, dtype=np.float64)).sum()) / width**2
        for band, middle, width in zip(values, center, scale)
    )
