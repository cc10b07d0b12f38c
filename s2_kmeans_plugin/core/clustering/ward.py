"""Ward's hierarchical clustering, over micro-clusters that stand for the pixels.

The hierarchy of all pixels would take the square of their number. K-means first sorts them into
many small clusters; these are merged two by two, each time the pair whose merging raises the
inertia least, ``n m / (n + m) |a - b|^2`` for clusters of n and m pixels with the centres a and b
(Ward 1963, "Hierarchical Grouping to Optimize an Objective Function"), until as many are left as
asked for. A pixel goes to the class of its nearest micro-cluster, so classes need not be round.
"""

import numpy as np

from ..choices import MAX_CLASSES
from .kmeans import Fit, kmeans, pixels_of_each
from .nearest import NearestCenter

# On labelled rasters with four to ten classes, 24 to 100 micro-clusters did equally well; few are
# faster.
_FEWEST, _PER_CLASS = 32, 4
# The micro-clusters need not be the best: what counts is how they merge.
_STARTS, _ITERATIONS, _PIXELS = 2, 30, 50_000


def ward(values, offset, scale, *, n_clusters, n_init, max_iter, **options):
    """Fit Ward's hierarchical clustering. Parameters and result as in `kmeans.kmeans`.

    The centres of the result are those of the micro-clusters, and its ``groups`` tell the cluster
    of each.
    """
    few = values[:, :_PIXELS]
    n_micro = min(MAX_CLASSES, max(_FEWEST, _PER_CLASS * n_clusters))
    micro = kmeans(
        few,
        offset,
        scale,
        n_clusters=max(n_clusters, min(n_micro, len(np.unique(few.T, axis=0)))),
        n_init=min(n_init, _STARTS),
        max_iter=min(max_iter, _ITERATIONS),
        **options,
    )
    labels, inertia = NearestCenter(micro.centers, offset, scale).label_sample(values)
    counts = pixels_of_each(labels, len(micro.centers))
    held = counts > 0
    centers, counts = micro.centers[held], counts[held]
    groups = merged((centers - offset) / scale, counts, n_clusters)
    return Fit(centers, inertia, micro.n_iter, weights=counts / counts.sum(), groups=groups)


def merged(centers, counts, n_clusters):
    """Merge clusters two by two as Ward does.

    Parameters
    ----------
    centers : ndarray of float64, shape (n_centers, n_bands)
        Scaled.
    counts : ndarray of int, shape (n_centers,)
        Pixels of each.
    n_clusters : int
        To be left.

    Returns
    -------
    ndarray of int, shape (n_centers,)
        The cluster of each centre, from 0.
    """
    centers, counts = centers.copy(), counts.astype(np.float64)
    groups = np.arange(len(centers))
    difference = centers[:, None] - centers[None]
    cost = np.square(difference).sum(axis=2)
    cost *= counts[:, None] * counts / (counts[:, None] + counts)
    np.fill_diagonal(cost, np.inf)
    for _ in range(len(centers) - n_clusters):
        kept, gone = sorted(divmod(int(cost.argmin()), len(centers)))
        both = counts[kept] + counts[gone]
        centers[kept] += counts[gone] / both * (centers[gone] - centers[kept])
        counts[kept] = both
        groups[groups == gone] = kept
        cost[gone] = cost[:, gone] = np.inf
        left = np.isfinite(cost[kept])
        squares = np.square(centers[left] - centers[kept]).sum(axis=1)
        cost[kept, left] = cost[left, kept] = squares * counts[left] * both / (counts[left] + both)
    return np.unique(groups, return_inverse=True)[1]
