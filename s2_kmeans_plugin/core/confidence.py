"""How sure the class of a pixel is: how much nearer its centre is than the next."""

import numpy as np

from .clustering.lloyd import TILE_PIXELS
from .raster.writer import CONFIDENCE_NODATA


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
    weights = ((centers - offset) / scale).astype(np.float32)
    norms = np.einsum("kb,kb->k", weights, weights)[:, None]
    flat = values.reshape(len(values), -1)
    percent = np.empty(flat.shape[1], dtype=np.uint8)
    for start in range(0, percent.size, TILE_PIXELS):
        part = slice(start, start + TILE_PIXELS)
        z = ((flat[:, part] - offset[:, None]) / scale[:, None]).astype(np.float32)
        # Squared distances, less the square of the pixel, which is the same for all centres.
        score = np.einsum("kb,bn->kn", -2 * weights, z)
        score += norms
        if classes is not None and len(set(classes)) < len(classes):
            score = _smallest_of_each(score, classes)
        first, second = _two_smallest(score)
        square = np.einsum("bn,bn->n", z, z)
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.sqrt(np.maximum(first + square, 0) / (second + square))
        # Without a second centre, or on top of two of them.
        percent[part] = np.rint(100 * (1 - np.clip(np.nan_to_num(ratio, nan=0.0), 0, 1)))
    percent[~valid.reshape(-1)] = CONFIDENCE_NODATA
    return percent.reshape(valid.shape)


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


def _two_smallest(score):
    first = score[0].copy()
    second = np.full_like(first, np.inf)
    for row in score[1:]:
        np.minimum(second, np.maximum(first, row), out=second)
        np.minimum(first, row, out=first)
    return first, second
