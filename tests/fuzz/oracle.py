"""Correct results in plain numpy and float64, from pixels and model only.

Squared distances are computed from differences, ``((x - c) / scale)^2``, which lose no digits for
values far from zero.
"""

import numpy as np
from scipy.ndimage import label

from s2_kmeans_plugin.core.spectral.indices import FORMULAS

EPSILON = 2.0**-53


def features(case, values):
    """Return compared bands, then indices, from the bands that were read.

    An index is rounded to the dtype of the features, so that pixels are equal to the last digit.
    """
    if not case.indices:
        return values
    values = values.astype(np.result_type(values, np.float32))
    of_role = {role: np.maximum(values[case.read.index(n)], 0)
               for role, n in case.roles.items() if n in case.read}  # fmt: skip
    rows = list(values[: len(case.compared)])
    for name in case.indices:
        plus, minus = (sum(of_role[role] for role in roles) for roles in FORMULAS[name])
        total = plus + minus
        rows.append(np.where(total > 0, (plus - minus) / np.where(total > 0, total, 1), 0))
    return np.array(rows, dtype=values.dtype)


def components(model, values):
    """Return the components of each pixel in float64, and the error that float32 allows."""
    projection = model.projection
    difference = values.astype(np.float64) - projection.offset[:, None]
    z = difference / projection.scale[:, None]
    size = np.abs(projection.components) @ np.abs(z)
    # Factors and products below the smallest number of float32 are lost.
    smallest = 2.0**-149 * (1 + np.abs(difference).sum(axis=0) + (1 / projection.scale).sum())
    return projection.components @ z, (len(z) + 5) * (2.0**-24 * size + smallest)


def patch_sizes(classes):
    """Return the size of the patch of each pixel; 0 for nodata."""
    sizes = np.zeros(classes.shape, dtype=np.int64)
    for value in np.unique(classes[classes > 0]):
        patches, _ = label(classes == value)
        sizes += np.append(0, np.bincount(patches.ravel())[1:])[patches]
    return sizes


def sides(array):
    """Return all pairs of pixels that share a side: 2 arrays."""
    pairs = (array[1:], array[:-1]), (array[:, 1:], array[:, :-1])
    return (np.concatenate([pair[n].ravel() for pair in pairs]) for n in (0, 1))


def distances(model, values):
    """Return distances of shape (n_clusters, n_pixels), and the limit below which two are a tie."""
    x = values.astype(np.float64)
    if model.covariances is not None:
        return _likelihoods(model, x)
    squares = np.array(
        [np.square((x - c[:, None]) / model.scale[:, None]).sum(axis=0) for c in model.centers]
    )
    return squares, 8 * (len(x) + 4) * EPSILON * squares.min(axis=0)


def _likelihoods(model, x):
    scores, ties = [], []
    for center, covariance, weight in zip(model.centers, model.covariances, model.weights):
        # In standard deviations, since the inverse for bands of 1e-16 and of 1e9 has no digits.
        size = np.sqrt(np.diagonal(covariance))
        factor = np.linalg.cholesky(covariance / np.outer(size, size))
        inverse = np.linalg.inv(factor) / size
        white = inverse @ (x - center[:, None])
        constant = np.linalg.slogdet(covariance)[1] - 2 * np.log(weight)
        scores.append(np.square(white).sum(axis=0) + constant)
        reach = np.abs(inverse) @ np.abs(x - center[:, None])
        ties.append(np.square(reach).sum(axis=0) + np.abs(constant))
    return np.array(scores), 64 * (len(x) + 5) * EPSILON * np.max(ties, axis=0)


def wrong_labels(model, values, classes):
    """Return the pixels whose class is not that of a nearest cluster, except ties."""
    found, tie = distances(model, values)
    of_class = np.array(model.values)[:, None] == classes
    chosen = np.where(of_class, found, np.inf).min(axis=0)
    return np.flatnonzero(~(chosen - found.min(axis=0) <= tie))


def inertia(model, values):
    """Return the sum of squared distances of the pixels to their clusters."""
    found, _ = distances(model, values)
    nearest = found.argmin(axis=0)
    if model.covariances is not None:
        constants = np.linalg.slogdet(model.covariances)[1] - 2 * np.log(model.weights)
        found = found - constants[:, None]
    return found[nearest, np.arange(nearest.size)].sum()


def confidence(model, values):
    """Return the confidence of each pixel in percent; None for likelihoods."""
    if model.covariances is not None:
        return None
    found, _ = distances(model, values)
    classes = np.array(model.values)
    of_each = [found[classes == value].min(axis=0) for value in np.unique(classes)]
    first, second = np.sort([*of_each, np.full(found.shape[1], np.inf)], axis=0)[:2]
    with np.errstate(invalid="ignore"):
        return 100 * (1 - np.nan_to_num(np.sqrt(first / second)))
