"""How sure the class of a pixel is: how much nearer its centre is than the next."""

import numpy as np

from ..clustering.tiles import TILE_PIXELS
from ..raster.geotiff import CONFIDENCE_NODATA

# Where the next centre is so near, or squares so small, float32 would not know by how much.
_CANCELLED, _SMALLEST_SQUARE = 2.0**-12, 2.0**-60


def confidence(values, valid, centers, offset, scale, classes=None):
    """Margin between the nearest centre and the nearest one of another class.

    ``100 * (1 - a / b)`` with the distances ``a`` to the one and ``b`` to the other centre: 0 half
    way between them, 100 on a centre. It is the silhouette of a pixel with its distances to
    clusters taken to their centres (Hruschka, de Castro and Campello 2004, "Evolutionary Algorithms
    for Clustering Gene-Expression Data").

    Parameters
    ----------
    values : ndarray, shape (n_bands, height, width)
    valid : ndarray of bool, shape (height, width)
    centers : ndarray of float64, shape (n_clusters, n_bands)
    offset, scale : ndarray, shape (n_bands,)
    classes : sequence of int, optional
        The class of each centre; one for each when left out.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        Percent; 255 where not valid.
    """
    weights = (centers - offset) / scale
    if classes is not None and len(set(classes)) == len(classes):
        classes = None
    flat, seen = values.reshape(len(values), -1), valid.reshape(-1)
    percent = np.empty(seen.size, dtype=np.uint8)
    for start in range(0, percent.size, TILE_PIXELS):
        part = slice(start, start + TILE_PIXELS)
        # What is not valid may be anything, such as 1e300.
        with np.errstate(over="ignore", invalid="ignore"):
            z = (flat[:, part] - offset[:, None]) / scale[:, None]
        z[:, ~seen[part]] = 0
        first, second, square = _squares(z.astype(np.float32), weights, classes)
        exact = _CANCELLED * square + _SMALLEST_SQUARE
        if not (second >= exact)[seen[part]].all():
            score = np.array([np.square(z - row[:, None]).sum(axis=0) for row in weights])
            first, second = _two_nearest(score, classes)
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.sqrt(first / second)
        # Without a second centre, or on top of two of them.
        percent[part] = np.rint(100 * (1 - np.clip(np.nan_to_num(ratio, nan=0.0), 0, 1)))
    percent[~seen] = CONFIDENCE_NODATA
    return percent.reshape(valid.shape)


def _squares(z, weights, classes):
    """Squared distances to the nearest class and to the next, and from the offset.

    Parameters
    ----------
    z : ndarray of float32, shape (n_bands, n_pixels)
    weights : ndarray of float64, shape (n_clusters, n_bands)
        The centres.
    classes : sequence of int or None
        Of each centre where some share one.
    """
    weights = weights.astype(np.float32)
    # Less the square of the pixel, which is the same for all centres.
    score = np.einsum("kb,bn->kn", -2 * weights, z)
    score += np.einsum("kb,kb->k", weights, weights)[:, None]
    first, second = _two_nearest(score, classes)
    square = np.einsum("bn,bn->n", z, z)
    return np.maximum(first + square, 0), np.maximum(second + square, 0), square


def posterior_confidence(values, valid, labeller, classes):
    """How likely the class of a pixel is, where clusters are normal distributions.

    Parameters
    ----------
    values : ndarray, shape (n_bands, height, width)
    valid : ndarray of bool, shape (height, width)
    labeller : MostLikely
    classes : sequence of int
        The class of each cluster, by which likelihoods are added up.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        Percent; 255 where not valid.
    """
    flat = values.reshape(len(values), -1)
    percent = np.empty(flat.shape[1], dtype=np.uint8)
    order, starts = _order_by(classes)
    for part, likely, _ in labeller.posterior(flat, valid.reshape(-1)):
        of_class = np.add.reduceat(likely[order], starts)
        # Rounding may leave a sum above 1.
        percent[part] = np.rint(100 * np.minimum(of_class.max(axis=0), 1))
    percent[~valid.reshape(-1)] = CONFIDENCE_NODATA
    return percent.reshape(valid.shape)


def _smallest_of_each(score, classes):
    order, starts = _order_by(classes)
    return np.minimum.reduceat(score[order], starts)


def _order_by(classes):
    """What brings clusters of a class together, and where each class then starts."""
    order = np.argsort(classes, kind="stable")
    _, starts = np.unique(np.asarray(classes)[order], return_index=True)
    return order, starts


def _two_nearest(score, classes):
    if classes is not None:
        score = _smallest_of_each(score, classes)
    first = score[0].copy()
    second = np.full_like(first, np.inf)
    for row in score[1:]:
        np.minimum(second, np.maximum(first, row), out=second)
        np.minimum(first, row, out=first)
    return first, second
