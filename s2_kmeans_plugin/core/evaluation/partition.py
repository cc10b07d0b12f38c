"""Quality of a partition of pixels into clusters.

The definitions are those of scikit-learn, which the tests compare with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

# Rows of distances that are computed at once; they stay in the cache of the processor (chosen).
_ROWS = 512


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Width and separation of the clusters of a partition.

    Attributes
    ----------
    values : ndarray of int, shape (n_clusters,)
        Labels that have pixels.
    means, deviations : ndarray of float64, shape (n_clusters, n_bands)
        Mean and standard deviation of the pixels of each cluster.
    inertia : float
        Sum of the squared distances of the pixels to the mean of their cluster.
    calinski_harabasz : float
        Variance between clusters, divided by variance within clusters (Calinski and Harabasz 1974,
        "A dendrite method for cluster analysis"). Higher is better. 1 if the clusters have no
        width, as in scikit-learn; NaN for a single cluster.
    davies_bouldin : float
        Width of a cluster and its most similar neighbour, divided by their distance; mean of all
        clusters (Davies and Bouldin 1979, "A cluster separation measure"). Lower is better. NaN for
        a single cluster.
    """

    values: np.ndarray
    means: np.ndarray
    deviations: np.ndarray
    inertia: float
    calinski_harabasz: float
    davies_bouldin: float


def evaluate(z: np.ndarray, labels: np.ndarray) -> Evaluation:
    """Compute the measures that need no distances between pixels.

    ``z`` are scaled pixels, float32, shape (n_bands, n_pixels); ``labels`` are uint8, (n_pixels,).
    """
    counts = np.bincount(labels, minlength=256)
    values = np.flatnonzero(counts)
    counts = counts[values]
    n_clusters = len(values)
    positions = np.zeros(256, dtype=np.intp)
    positions[values] = np.arange(n_clusters)
    cluster = positions[labels]

    def sum_up(weights: np.ndarray) -> np.ndarray:
        return np.bincount(cluster, weights, n_clusters)

    means, variances = np.empty((2, n_clusters, len(z)))
    squares = np.zeros(labels.size)
    for n, band in enumerate(z):
        means[:, n] = sum_up(band) / counts
        of_band = np.square(band - means[cluster, n])
        variances[:, n] = sum_up(of_band) / counts
        squares += of_band
    inertia = float(squares.sum())
    between = float(counts @ np.square(means - z.mean(axis=1, dtype=np.float64)).sum(axis=1))
    return Evaluation(
        values=values,
        means=means,
        deviations=np.sqrt(variances),
        inertia=inertia,
        calinski_harabasz=_calinski_harabasz(between, inertia, n_clusters, labels.size),
        davies_bouldin=_davies_bouldin(means, sum_up(np.sqrt(squares)) / counts),
    )


def _calinski_harabasz(between: float, within: float, n_clusters: int, n_pixels: int) -> float:
    if n_clusters < 2:
        return float("nan")
    if within == 0:
        return 1.0
    return between * (n_pixels - n_clusters) / (within * (n_clusters - 1))


def _davies_bouldin(means: np.ndarray, widths: np.ndarray) -> float:
    if len(means) < 2:
        return float("nan")
    distances = np.sqrt(np.square(means[:, None] - means).sum(axis=2))
    np.fill_diagonal(distances, np.inf)
    return float(((widths[:, None] + widths) / distances).max(axis=1).mean())


def pairwise_distances(z: np.ndarray, check: Callable[[], None]) -> np.ndarray:
    """Compute the distances between all pairs of some thousand scaled pixels.

    ``z`` is float32, shape (n_bands, n_pixels), the result float32, shape (n_pixels, n_pixels).
    ``check`` is called often, and raises to stop.
    """
    n_pixels = z.shape[1]
    distances = np.zeros((n_pixels, n_pixels), dtype=np.float32)
    for start in range(0, n_pixels, _ROWS):
        check()
        rows = distances[start : start + _ROWS]
        # The faster way through products of pixels loses small distances in float32.
        for band in z:
            rows += np.square(band[start : start + _ROWS, None] - band)
        np.sqrt(rows, out=rows)
    return distances


def silhouette(distances: np.ndarray, labels: np.ndarray) -> float:
    """Compare the distances of pixels to their own cluster and to the nearest other cluster.

    The mean of all pixels, -1 to 1 (Rousseeuw 1987, "Silhouettes: a graphical aid to the
    interpretation and validation of cluster analysis"). A pixel alone in its cluster counts 0. NaN
    for a single cluster. The distances are those of `pairwise_distances`.
    """
    values, cluster, counts = np.unique(labels, return_inverse=True, return_counts=True)
    if len(values) < 2:
        return float("nan")
    # Distances are symmetric, so sums of rows serve as sums of columns, and they are faster.
    sums = np.stack(
        [distances[cluster == n].sum(axis=0, dtype=np.float64) for n in range(len(values))], axis=1
    )
    pixels = np.arange(labels.size)
    own = sums[pixels, cluster] / np.maximum(counts[cluster] - 1, 1)
    to_others = sums / counts
    to_others[pixels, cluster] = np.inf
    nearest = to_others.min(axis=1)
    larger = np.maximum(own, nearest)
    scores = np.divide(nearest - own, larger, out=np.zeros_like(own), where=larger > 0)
    scores[counts[cluster] == 1] = 0.0
    return float(scores.mean())
