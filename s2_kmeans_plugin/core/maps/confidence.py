"""Confidence of the class of each pixel, in percent."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..clustering.normal import MostLikely
from ..clustering.tiles import TILE_PIXELS
from ..raster.geotiff import CONFIDENCE_NODATA

# Limits below which float32 cannot resolve the distance to the next centre. Chosen.
_CANCELLED, _SMALLEST_SQUARE = 2.0**-12, 2.0**-60


def confidence(
    values: np.ndarray,
    valid: np.ndarray,
    centers: np.ndarray,
    offset: np.ndarray,
    scale: np.ndarray,
    classes: Sequence[int] | None = None,
) -> np.ndarray:
    """Return the margin between the nearest centre and the nearest centre of another class.

    The confidence is ``100 * (1 - a / b)`` with the distances ``a`` and ``b`` to the two centres:
    0 half way between them, 100 on a centre. It is the simplified silhouette of Hruschka, de Castro
    and Campello (2004), "Evolutionary Algorithms for Clustering Gene-Expression Data".

    Parameters
    ----------
    values : ndarray, shape (n_bands, height, width)
    valid : ndarray of bool, shape (height, width)
    centers : ndarray of float64, shape (n_clusters, n_bands)
    offset, scale : ndarray, shape (n_bands,)
    classes : sequence of int, optional
        Class of each centre; by default each centre has its own.

    Returns
    -------
    ndarray of uint8, shape (height, width)
        Percent; 255 is nodata.
    """
    weights = (centers - offset) / scale
    if classes is not None and len(set(classes)) == len(classes):
        classes = None
    flat, flat_valid = values.reshape(len(values), -1), valid.reshape(-1)
    percent = np.empty(flat_valid.size, dtype=np.uint8)
    for start in range(0, percent.size, TILE_PIXELS):
        part = slice(start, start + TILE_PIXELS)
        # A pixel that is not valid may have any value, such as 1e300.
        with np.errstate(over="ignore", invalid="ignore"):
            z = (flat[:, part] - offset[:, None]) / scale[:, None]
        z[:, ~flat_valid[part]] = 0
        first, second, square = _squares(z.astype(np.float32), weights, classes)
        exact = _CANCELLED * square + _SMALLEST_SQUARE
        if not (second >= exact)[flat_valid[part]].all():
            score = np.array([np.square(z - row[:, None]).sum(axis=0) for row in weights])
            first, second = _two_nearest(score, classes)
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = np.sqrt(first / second)
        # NaN: there is no second centre, or the pixel lies on two of them.
        percent[part] = np.rint(100 * (1 - np.clip(np.nan_to_num(ratio, nan=0.0), 0, 1)))
    percent[~flat_valid] = CONFIDENCE_NODATA
    return percent.reshape(valid.shape)


def posterior_confidence(
    values: np.ndarray, valid: np.ndarray, labeller: MostLikely, classes: Sequence[int]
) -> np.ndarray:
    """Return the posterior probability of the class of each pixel, for normal distributions.

    The probabilities of the clusters of a class are added. Shapes are those of `confidence`.
    """
    flat = values.reshape(len(values), -1)
    percent = np.empty(flat.shape[1], dtype=np.uint8)
    order, starts = _group(classes)
    for part, likely, _ in labeller.posterior(flat, valid.reshape(-1)):
        of_class = np.add.reduceat(likely[order], starts)
        # Rounding may raise a sum above 1.
        percent[part] = np.rint(100 * np.minimum(of_class.max(axis=0), 1))
    percent[~valid.reshape(-1)] = CONFIDENCE_NODATA
    return percent.reshape(valid.shape)


def _squares(
    z: np.ndarray, weights: np.ndarray, classes: Sequence[int] | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return squared distances to the nearest class, to the next class, and to the offset.

    ``z`` has shape (n_bands, n_pixels), ``weights`` are the scaled centres, (n_clusters, n_bands).
    """
    weights = weights.astype(np.float32)
    # Without the square of the pixel, which is the same for all centres.
    score = np.einsum("kb,bn->kn", -2 * weights, z)
    score += np.einsum("kb,kb->k", weights, weights)[:, None]
    first, second = _two_nearest(score, classes)
    square = np.einsum("bn,bn->n", z, z)
    return np.maximum(first + square, 0), np.maximum(second + square, 0), square


def _two_nearest(score: np.ndarray, classes: Sequence[int] | None) -> tuple[np.ndarray, np.ndarray]:
    if classes is not None:
        order, starts = _group(classes)
        score = np.minimum.reduceat(score[order], starts)
    first = score[0].copy()
    second = np.full_like(first, np.inf)
    for row in score[1:]:
        np.minimum(second, np.maximum(first, row), out=second)
        np.minimum(first, row, out=first)
    return first, second


def _group(classes: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return an order that groups clusters by class, and the first position of each class."""
    order = np.argsort(classes, kind="stable")
    _, starts = np.unique(np.asarray(classes)[order], return_index=True)
    return order, starts
