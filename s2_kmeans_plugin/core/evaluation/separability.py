"""Separability of classes: Jeffries-Matusita distances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..numerics.components import find_components

# Two classes below this distance are as close as the halves of one evenly filled cloud of pixels.
# The means of these halves differ by sqrt(12) standard deviations, so the Bhattacharyya distance is
# 12 / 8. (The halves of a normal cloud have a distance of 1.17.) K-means divides any cloud, so a
# border between two such classes need not follow a gap.
MERGE_BELOW = 2 * (1 - math.exp(-1.5))

# Above this distance, the manuals of ENVI and PCI Geomatica call classes well separated.
SEPARATE_FROM = 1.9

# Bands may be copies of each other or constant. The deviations of a class are therefore at least
# this part of those of the sample, and correlations at most 1 minus this part (chosen).
_NARROWEST = 1e-3

# Pixels of a class per band for its own correlations; Richards advises at least ten.
_PIXELS_PER_BAND = 10

# More bands are replaced by their principal components (chosen). Such bands repeat each other, and
# the distances of 255 classes would take a minute.
_MAX_DIRECTIONS = 24


def jeffries_matusita(means: np.ndarray, covariances: np.ndarray) -> np.ndarray:
    """Return the Jeffries-Matusita distance of each pair of normally distributed classes.

    0 means identical classes, 2 no overlap. The distance does not depend on the units of the bands.
    Formulas: J. A. Richards, Remote Sensing Digital Image Analysis, chapter 10; L. Bruzzone et al.,
    IEEE Transactions on Geoscience and Remote Sensing 33 (1995) 1318-1321.

    Means have shape (n_classes, n_bands), covariances (n_classes, n_bands, n_bands), distances
    (n_classes, n_classes). A class without pixels has NaN in both.
    """
    n_classes = len(means)
    distances = np.full((n_classes, n_classes), np.nan)
    known = np.flatnonzero(np.isfinite(means).all(axis=1))
    log_determinants = np.full(n_classes, np.nan)
    log_determinants[known] = np.linalg.slogdet(covariances[known])[1]
    distances[known, known] = 0.0
    for n, first in enumerate(known):
        others = known[n + 1 :]
        covariance = (covariances[first] + covariances[others]) / 2
        difference = (means[others] - means[first])[:, :, None]
        mahalanobis = (difference * np.linalg.solve(covariance, difference)).sum(axis=(1, 2))
        logs = (log_determinants[first] + log_determinants[others]) / 2
        bhattacharyya = mahalanobis / 8 + (np.linalg.slogdet(covariance)[1] - logs) / 2
        distances[first, others] = 2 * -np.expm1(-np.maximum(bhattacharyya, 0))
        distances[others, first] = distances[first, others]
    return distances


@dataclass(frozen=True, eq=False)
class Axes:
    """Unit of each band, and the directions in which many bands are compared.

    Attributes
    ----------
    directions : ndarray of float64 or None, shape (n_directions, n_bands)
        Principal components of the bands in these units; None if the bands are few.
    """

    unit: np.ndarray
    directions: np.ndarray | None

    @classmethod
    def of(cls, sample: np.ndarray) -> Axes:
        """Return the axes of a sample of shape (n_bands, n_pixels)."""
        sample = np.asarray(sample, dtype=np.float64)
        unit = sample.std(axis=1) if sample.size else np.zeros(len(sample))
        unit = np.where(unit > 0, unit, 1.0)
        if len(sample) <= _MAX_DIRECTIONS:
            return cls(unit, None)
        return cls(unit, find_components(sample / unit[:, None], _MAX_DIRECTIONS)[0])


def class_distances(
    means: np.ndarray,
    deviations: np.ndarray,
    values: Sequence[int] | np.ndarray,
    sample: np.ndarray,
    sample_classes: np.ndarray,
    axes: Axes | None = None,
) -> np.ndarray:
    """Return the Jeffries-Matusita distance of each pair of classes: shape (n_classes, n_classes).

    Means and deviations, of shape (n_classes, n_bands), are those of all pixels; NaN for classes
    without pixels. The correlations of the bands come from a sample of shape (n_bands, n_pixels).
    Its axes take seconds at 400 bands, so repeated calls share them.
    """
    sample = np.asarray(sample, dtype=np.float64)
    axes = axes or Axes.of(sample)
    spread = np.hypot(deviations / axes.unit, _NARROWEST)
    correlations = _class_correlations(sample, sample_classes, values)
    covariances = spread[:, :, None] * correlations * spread[:, None, :]
    means = means / axes.unit
    if axes.directions is not None:
        means = means @ axes.directions.T
        covariances = axes.directions @ covariances @ axes.directions.T
    return jeffries_matusita(means, covariances)


def _class_correlations(
    sample: np.ndarray, sample_classes: np.ndarray, values: Sequence[int] | np.ndarray
) -> np.ndarray:
    """Return the correlations of the bands in each class, shape (n_classes, n_bands, n_bands).

    A class with few pixels in the sample gets the mean correlations of all classes.
    """
    n_bands = len(sample)
    products = np.zeros((len(values), n_bands, n_bands))
    n_pixels = np.zeros(len(values))
    for n, value in enumerate(values):
        of_class = sample[:, sample_classes == value]
        if of_class.shape[1] > 1:
            residuals = of_class - of_class.mean(axis=1, keepdims=True)
            deviation = of_class.std(axis=1, keepdims=True)
            residuals /= np.where(deviation > 0, deviation, 1.0)
            products[n] = residuals @ residuals.T
            n_pixels[n] = of_class.shape[1]
    together = products.sum(axis=0) / max(n_pixels.sum(), 1)
    is_known = n_pixels >= _PIXELS_PER_BAND * n_bands
    correlations = np.where(
        is_known[:, None, None], products / np.maximum(n_pixels, 1)[:, None, None], together
    )
    correlations *= 1 - _NARROWEST
    correlations[:, range(n_bands), range(n_bands)] = 1.0
    return correlations


def nearest_pairs(distances: np.ndarray) -> list[tuple[int, int, float]]:
    """Return positions and distance of all pairs of classes with a known distance, nearest first.

    ``distances`` has shape (n_classes, n_classes), and NaN where unknown.
    """
    firsts, seconds = np.nonzero(np.triu(np.isfinite(distances), 1))
    pairs = zip(firsts.tolist(), seconds.tolist(), distances[firsts, seconds].tolist())
    return sorted(pairs, key=lambda pair: pair[2])
