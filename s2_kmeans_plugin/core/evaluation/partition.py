"""How good a partition of pixels is, by the pixels alone.

The definitions are scikit-learn's, which is not needed here and is the oracle of the tests.
"""

from dataclasses import dataclass

import numpy as np

# Pixels whose distances are computed at a time.
_ROWS = 512


@dataclass(frozen=True)
class Evaluation:
    """How tight the clusters of a partition are, and how far apart.

    Attributes
    ----------
    values : ndarray of int, shape (n_clusters,)
        Labels that have pixels.
    means, deviations : ndarray of float64, shape (n_clusters, n_bands)
        Of the pixels of each.
    inertia : float
        Sum of the squared distances of the pixels to the mean of their cluster.
    calinski_harabasz : float
        Variance between clusters over that within (Calinski and Harabasz 1974, "A dendrite method
        for cluster analysis"): the larger the better. 1 where clusters have no width, as in
        scikit-learn; NaN for a single cluster.
    davies_bouldin : float
        How wide a cluster and its most similar other are for their distance, on the average of the
        clusters (Davies and Bouldin 1979, "A cluster separation measure"): the smaller the better.
        NaN for a single cluster.
    """

    values: np.ndarray
    means: np.ndarray
    deviations: np.ndarray
    inertia: float
    calinski_harabasz: float
    davies_bouldin: float


def evaluate(z, labels):
    """Evaluate a partition by all that needs no distances between pixels.

    Parameters
    ----------
    z : ndarray of float32, shape (n_bands, n_pixels)
        Scaled.
    labels : ndarray of uint8, shape (n_pixels,)

    Returns
    -------
    Evaluation
    """
    counts = np.bincount(labels, minlength=256)
    values = np.flatnonzero(counts)
    counts = counts[values]
    n_clusters = len(values)
    positions = np.zeros(256, dtype=np.intp)
    positions[values] = np.arange(n_clusters)
    cluster = positions[labels]

    def sums(of_pixels):
        return np.bincount(cluster, of_pixels, n_clusters)

    means, variances = np.empty((2, n_clusters, len(z)))
    squares = np.zeros(labels.size)
    for n, band in enumerate(z):
        means[:, n] = sums(band) / counts
        of_band = np.square(band - means[cluster, n])
        variances[:, n] = sums(of_band) / counts
        squares += of_band
    inertia = float(squares.sum())
    between = float(counts @ np.square(means - z.mean(axis=1, dtype=np.float64)).sum(axis=1))
    return Evaluation(
        values=values,
        means=means,
        deviations=np.sqrt(variances),
        inertia=inertia,
        calinski_harabasz=_calinski_harabasz(between, inertia, n_clusters, labels.size),
        davies_bouldin=_davies_bouldin(means, sums(np.sqrt(squares)) / counts),
    )


def _calinski_harabasz(between, within, n_clusters, n_pixels):
    if n_clusters < 2:
        return float("nan")
    if within == 0:
        return 1.0
    return between * (n_pixels - n_clusters) / (within * (n_clusters - 1))


def _davies_bouldin(means, widths):
    if len(means) < 2:
        return float("nan")
    distances = np.sqrt(np.square(means[:, None] - means).sum(axis=2))
    np.fill_diagonal(distances, np.inf)
    return float(((widths[:, None] + widths) / distances).max(axis=1).mean())


def pairwise_distances(z, check):
    """Distance of each pixel to each other.

    Parameters
    ----------
    z : ndarray of float32, shape (n_bands, n_pixels)
        Scaled, of some thousand pixels.
    check : callable
        Called often; raises to stop.

    Returns
    -------
    ndarray of float32, shape (n_pixels, n_pixels)
    """
    n_pixels = z.shape[1]
    distances = np.zeros((n_pixels, n_pixels), dtype=np.float32)
    for start in range(0, n_pixels, _ROWS):
        check()
        rows = distances[start : start + _ROWS]
        # Band by band: the short cut by products of pixels loses small distances in float32.
        for band in z:
            rows += np.square(band[start : start + _ROWS, None] - band)
        np.sqrt(rows, out=rows)
    return distances


def silhouette(distances, labels):
    """How much nearer pixels are to their own cluster than to the next, on the average of all.

    From -1 to 1 (Rousseeuw 1987, "Silhouettes: a graphical aid to the interpretation and validation
    of cluster analysis"). A pixel alone in its cluster counts 0.

    Parameters
    ----------
    distances : ndarray of float32, shape (n_pixels, n_pixels)
    labels : ndarray of uint8, shape (n_pixels,)

    Returns
    -------
    float
        NaN for a single cluster.
    """
    values, cluster, counts = np.unique(labels, return_inverse=True, return_counts=True)
    if len(values) < 2:
        return float("nan")
    # Distances are symmetric: sums of rows are those of columns, and faster.
    sums = [distances[cluster == n].sum(axis=0, dtype=np.float64) for n in range(len(values))]
    sums = np.stack(sums, axis=1)
    pixels = np.arange(labels.size)
    own = sums[pixels, cluster] / np.maximum(counts[cluster] - 1, 1)
    to_others = sums / counts
    to_others[pixels, cluster] = np.inf
    nearest = to_others.min(axis=1)
    larger = np.maximum(own, nearest)
    values = np.divide(nearest - own, larger, out=np.zeros_like(own), where=larger > 0)
    values[counts[cluster] == 1] = 0.0
    return float(values.mean())
