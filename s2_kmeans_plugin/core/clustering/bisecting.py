"""Bisecting k-means: the loosest cluster is cut in two until there are as many as asked for.

Steinbach, Karypis and Kumar 2000, "A Comparison of Document Clustering Techniques". The cluster of
the largest inertia is cut, as is scikit-learn's default, by the best of several starts. The classes
are more alike in size than those of k-means, and those of k are a refinement of those of k - 1.
Unlike scikit-learn's, a pixel goes to the nearest of all centres, not down the tree of cuts.
"""

import math

import numpy as np

from .kmeans import Fit, kmeans, pixels_of_each
from .nearest import NearestCenter

# Two clusters have few ends to arrive at.
_STARTS = 5


def bisecting_kmeans(values, offset, scale, *, n_clusters, n_init, random_state, watch, **options):
    """Fit bisecting k-means. Parameters and result as in `kmeans.kmeans`."""
    watch_of_cut = watch.silent()
    centers = values.mean(axis=1, dtype=np.float64)[None]
    members = [np.arange(values.shape[1])]
    inertias = [np.inf]
    n_iter = 0
    while len(centers) < n_clusters:
        loosest = int(np.argmax(inertias))
        pixels = members[loosest]
        of_cluster = values[:, pixels]
        cut = kmeans(
            of_cluster,
            offset,
            scale,
            n_clusters=2,
            n_init=min(n_init, _STARTS),
            # Another seed for each cut, lest they all begin alike.
            random_state=random_state + len(centers),
            watch=watch_of_cut,
            **options,
        )
        n_iter += cut.n_iter
        sides, _ = NearestCenter(cut.centers, offset, scale).label_sample(of_cluster)
        halves = [pixels[sides == side] for side in (1, 2)]
        members[loosest : loosest + 1] = halves
        inertias[loosest : loosest + 1] = [
            _inertia(values[:, half], center, scale) for half, center in zip(halves, cut.centers)
        ]
        centers = np.concatenate([centers[:loosest], cut.centers, centers[loosest + 1 :]])
        watch.at(len(centers) / n_clusters)
        if max(inertias) == 0:
            break
    labels, inertia = NearestCenter(centers, offset, scale).label_sample(values)
    held = pixels_of_each(labels, len(centers)) > 0
    return Fit(centers[held], inertia, n_iter)


def _inertia(values, center, scale):
    """Sum of the squared, scaled distances of pixels to a centre."""
    # `sum` rounds otherwise since Python 3.12, and which cluster is cut next must not depend on it.
    return math.fsum(
        float(np.square(np.subtract(band, middle, dtype=np.float64)).sum()) / width**2
        for band, middle, width in zip(values, center, scale)
    )
