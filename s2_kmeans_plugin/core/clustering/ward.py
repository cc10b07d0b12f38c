"""Ward's hierarchical clustering of micro-clusters that represent the pixels.

The hierarchy of all pixels would take the square of their number. So k-means first forms many small
clusters. These are merged in pairs until ``n_clusters`` are left, each time the pair that raises
the inertia least: by ``n m / (n + m) |a - b|^2`` for clusters of n and m pixels with the centres a
and b (Ward 1963, "Hierarchical Grouping to Optimize an Objective Function"). A pixel belongs to the
class of its nearest micro-cluster, so classes need not be round.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..choices import MAX_CLASSES
from ..parallel.windows import Workers
from .fit import Fit
from .fit_options import ClusteringOptions
from .kmeans import fit_kmeans
from .labeller import count_labels
from .nearest import NearestCenter
from .pixels import Pixels

# Number of micro-clusters. Chosen: on labelled rasters with four to ten classes, 24 to 100 did
# equally well, and few are faster.
_MIN_MICRO, _MICRO_PER_CLASS = 32, 4
# Effort for the micro-clusters. Chosen: they need not be the best, since they are merged.
_N_INIT, _MAX_ITER, _MAX_PIXELS = 2, 30, 50_000


def fit_ward(pixels: Pixels, options: ClusteringOptions, workers: Workers) -> Fit:
    """Fit Ward's clustering; the centres are those of the micro-clusters, with their ``groups``."""
    n_clusters, first = options.n_clusters, pixels.first(_MAX_PIXELS)
    n_micro = min(MAX_CLASSES, max(_MIN_MICRO, _MICRO_PER_CLASS * n_clusters))
    n_micro = min(n_micro, len(np.unique(first.values.T, axis=0)))
    micro_options = replace(
        options,
        n_clusters=max(n_clusters, n_micro),
        n_init=min(options.n_init, _N_INIT),
        max_iter=min(options.max_iter, _MAX_ITER),
    )
    micro = fit_kmeans(first, micro_options, workers)
    labels, inertia = NearestCenter(micro.centers, pixels.scaling).label_sample(pixels.values)
    counts = count_labels(labels, len(micro.centers))
    has_pixels = counts > 0
    centers, counts = micro.centers[has_pixels], counts[has_pixels]
    groups = merge_clusters(pixels.scaling.scale_points(centers), counts, n_clusters)
    weights = counts / counts.sum()
    return Fit(centers, pixels.scaling, inertia, micro.n_iter, weights=weights, groups=groups)


def merge_clusters(centers: np.ndarray, counts: np.ndarray, n_clusters: int) -> np.ndarray:
    """Merge clusters in pairs until ``n_clusters`` are left, and return the group of each, from 0.

    Centres are scaled; ``counts`` are the pixels of each.
    """
    centers, counts = centers.copy(), counts.astype(np.float64)
    groups = np.arange(len(centers))
    cost = np.square(centers[:, None] - centers).sum(axis=2)
    cost *= counts[:, None] * counts / (counts[:, None] + counts)
    np.fill_diagonal(cost, np.inf)
    for _ in range(len(centers) - n_clusters):
        kept, merged = sorted(divmod(int(cost.argmin()), len(centers)))
        total = counts[kept] + counts[merged]
        centers[kept] += counts[merged] / total * (centers[merged] - centers[kept])
        counts[kept] = total
        groups[groups == merged] = kept
        cost[merged] = cost[:, merged] = np.inf
        others = np.isfinite(cost[kept])
        squares = np.square(centers[others] - centers[kept]).sum(axis=1)
        squares = squares * counts[others] * total / (counts[others] + total)
        cost[kept, others] = cost[others, kept] = squares
    return np.unique(groups, return_inverse=True)[1]
