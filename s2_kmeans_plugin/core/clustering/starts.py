"""Where k-means starts: k-means++, and crosses of the ends of earlier starts.

All in scaled pixels and centres, whose squares are in the range of float32.
"""

import numpy as np


def scaled(values, offset, scale):
    """Scaled pixels whose squares are in the range of float32.

    Parameters
    ----------
    values : ndarray, shape (n_bands, n_pixels)
    offset, scale : ndarray, shape (n_bands,)

    Returns
    -------
    z : ndarray of float32, shape (n_bands, n_pixels)
        The largest has the size of 1.
    unit : float
        What ``z`` times is ``(values - offset) / scale``: a power of 2, which costs no digit.
    """
    z = (values - offset[:, None]) / scale[:, None]
    _, exponent = np.frexp(np.abs(z).max(initial=0))
    return np.ldexp(z, -exponent).astype(np.float32), float(np.ldexp(1.0, exponent))


def kmeans_plusplus(z, weights, n_clusters, rng, check):
    """Greedy k-means++ (Arthur and Vassilvitskii 2007): of ``2 + ln k`` candidates the best.

    The greedy choice and the number of candidates are scikit-learn's.

    Parameters
    ----------
    z : ndarray of float32, shape (n_bands, n_pixels)
        Scaled.
    weights : ndarray of float32, shape (n_pixels,)
        How often each pixel counts.
    n_clusters : int
    rng : numpy.random.Generator
    check : callable
        Called before each choice; raises to stop.

    Returns
    -------
    list of int
        The chosen pixels.
    """
    chosen = [int(_drawn(weights, 1, rng)[0])]
    nearest = _squared_distances(z, z[:, chosen[0]])
    while len(chosen) < n_clusters:
        check()
        pixel, nearest = _far_pixel(z, weights, nearest, n_clusters, rng)
        chosen.append(pixel)
    return chosen


def crossed(first, second, z, weights, rng):
    """A cross of two ends of k-means, with one centre put elsewhere.

    The centres of the two are paired, the nearest first, and one of each pair is taken. One of
    these gives way to a pixel that is drawn as k-means++ draws. So does HG-means (Gribel and Vidal
    2019, "HG-means: A scalable hybrid genetic algorithm for minimum sum-of-squares clustering"),
    which pairs the centres at the least sum of distances.

    Parameters
    ----------
    first, second : ndarray of float64, shape (n_clusters, n_bands)
        Scaled as the pixels.
    z : ndarray of float32, shape (n_bands, n_pixels)
    weights : ndarray of float32, shape (n_pixels,)
    rng : numpy.random.Generator

    Returns
    -------
    ndarray of float64, shape (n_clusters, n_bands)
    """
    n_clusters = len(first)
    taken = np.where(rng.random((n_clusters, 1)) < 0.5, first, second[_pairs(first, second)])
    taken = np.delete(taken, rng.integers(n_clusters), axis=0)
    nearest = np.full(z.shape[1], np.inf, dtype=np.float32)
    for center in taken.astype(np.float32):
        np.minimum(nearest, _squared_distances(z, center), out=nearest)
    pixel, _ = _far_pixel(z, weights, nearest, n_clusters, rng)
    return np.vstack([taken, z[:, pixel]])


def _pairs(first, second):
    """For each of some centres its own one of as many others."""
    distances = np.square(first[:, None] - second).sum(axis=2)
    pairs = np.empty(len(first), dtype=int)
    for _ in pairs:
        row, col = np.unravel_index(distances.argmin(), distances.shape)
        pairs[row] = col
        distances[row] = np.inf
        distances[:, col] = np.inf
    return pairs


def _far_pixel(z, weights, nearest, n_clusters, rng):
    """Draw a pixel far from all centres, and tell how far the nearest is from each then."""
    drawn = _drawn(nearest * weights, 2 + int(np.log(n_clusters)), rng)
    options = [np.minimum(nearest, _squared_distances(z, z[:, pixel])) for pixel in drawn]
    left = [np.einsum("n,n->", option, weights, dtype=np.float64) for option in options]
    best = int(np.argmin(left))
    return int(drawn[best]), options[best]


def _drawn(chances, n_pixels, rng):
    """Draw so many pixels, each by its chance."""
    cumulated = np.cumsum(chances, dtype=np.float64)
    drawn = np.searchsorted(cumulated, rng.random(n_pixels) * cumulated[-1], side="right")
    return np.minimum(drawn, chances.size - 1)


def _squared_distances(z, point):
    difference = z - point[:, None]
    return np.einsum("bn,bn->n", difference, difference)
