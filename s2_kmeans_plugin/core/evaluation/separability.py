"""How far apart classes are, and the two directions in which pixels differ most."""

import math

import numpy as np

# Two classes below this are no farther apart than the halves of one evenly filled cloud of pixels:
# those differ by sqrt(12) standard deviations, so that B is 12 / 8. (The halves of a normal cloud
# come to 1.17.) K-means cuts any cloud in pieces, so the border between them need follow no gap.
MERGE_BELOW = 2 * (1 - math.exp(-1.5))

# From here on classes are called well separated, as in the manuals of ENVI and PCI Geomatica.
SEPARATE_FROM = 1.9

# Bands may repeat each other or hold one value; no direction is taken to be narrower than this part
# of the spread of the sample, and no correlation to be stronger than 1 less this.
_NARROWEST = 1e-3

# To learn how the bands of a class go together takes ten pixels for each, as Richards advises.
_PIXELS_PER_BAND = 10

# Of more bands than this, their principal components of the sample are compared: bands so many
# repeat each other, and 255 classes would be compared for a minute.
_MAX_DIRECTIONS = 24


def jeffries_matusita(means, covariances):
    """Jeffries-Matusita distance of each pair of classes, taken to be normally distributed.

    From 0, the same, to 2, no overlap. As in J. A. Richards, Remote Sensing Digital Image Analysis,
    chapter 10, and L. Bruzzone et al., IEEE Transactions on Geoscience and Remote Sensing 33 (1995)
    1318-1321. It does not depend on the units of the bands.

    Parameters
    ----------
    means : ndarray, shape (n_classes, n_bands)
        NaN for a class without pixels.
    covariances : ndarray, shape (n_classes, n_bands, n_bands)

    Returns
    -------
    ndarray of float64, shape (n_classes, n_classes)
        NaN for a class without pixels.
    """
    n_classes = len(means)
    distances = np.full((n_classes, n_classes), np.nan)
    held = np.flatnonzero(np.isfinite(means).all(axis=1))
    log_determinants = np.full(n_classes, np.nan)
    log_determinants[held] = np.linalg.slogdet(covariances[held])[1]
    distances[held, held] = 0.0
    for n, first in enumerate(held):
        others = held[n + 1 :]
        covariance = (covariances[first] + covariances[others]) / 2
        difference = (means[others] - means[first])[:, :, None]
        apart = (difference * np.linalg.solve(covariance, difference)).sum(axis=(1, 2))
        logs = (log_determinants[first] + log_determinants[others]) / 2
        bhattacharyya = apart / 8 + (np.linalg.slogdet(covariance)[1] - logs) / 2
        distances[first, others] = 2 * -np.expm1(-np.maximum(bhattacharyya, 0))
        distances[others, first] = distances[first, others]
    return distances


def class_distances(means, deviations, values, sample, sample_classes):
    """Jeffries-Matusita distances from what is known of all pixels and of a sample.

    Means and deviations are those of all pixels; how bands go together is learnt from the sample.

    Parameters
    ----------
    means, deviations : ndarray, shape (n_classes, n_bands)
        NaN for classes without pixels.
    values : sequence of int
        Of the classes in the raster.
    sample : ndarray, shape (n_bands, n_pixels)
    sample_classes : ndarray of int, shape (n_pixels,)

    Returns
    -------
    ndarray of float64, shape (n_classes, n_classes)
    """
    sample = np.asarray(sample, dtype=np.float64)
    unit = sample.std(axis=1) if sample.size else np.zeros(len(sample))
    unit = np.where(unit > 0, unit, 1.0)
    spread = np.hypot(deviations / unit, _NARROWEST)
    correlations = _correlations(sample, sample_classes, values)
    covariances = spread[:, :, None] * correlations * spread[:, None, :]
    means = means / unit
    if len(sample) > _MAX_DIRECTIONS:
        z = sample / unit[:, None]
        z -= z.mean(axis=1, keepdims=True)
        directions = np.linalg.eigh(z @ z.T)[1][:, -_MAX_DIRECTIONS:]
        means = means @ directions
        covariances = directions.T @ covariances @ directions
    return jeffries_matusita(means, covariances)


def _correlations(sample, sample_classes, values):
    """Correlation of the bands within each class, shape (n_classes, n_bands, n_bands).

    A class of few pixels in the sample has that of all classes together.
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
    known = n_pixels >= _PIXELS_PER_BAND * n_bands
    correlations = np.where(
        known[:, None, None], products / np.maximum(n_pixels, 1)[:, None, None], together
    )
    correlations *= 1 - _NARROWEST
    correlations[:, range(n_bands), range(n_bands)] = 1.0
    return correlations


def nearest_pairs(distances):
    """All pairs of classes whose distance is known, the nearest first.

    Returns
    -------
    list of (int, int, float)
        Positions of the two classes and their distance.
    """
    firsts, seconds = np.nonzero(np.triu(np.isfinite(distances), 1))
    pairs = zip(firsts.tolist(), seconds.tolist(), distances[firsts, seconds].tolist())
    return sorted(pairs, key=lambda pair: pair[2])


def principal_components(sample, scale):
    """Pixels in the two directions in which they differ most.

    Parameters
    ----------
    sample : ndarray, shape (n_bands, n_pixels)
        At least 2 bands.
    scale : ndarray, shape (n_bands,)
        The unit of each band.

    Returns
    -------
    coordinates : ndarray of float64, shape (2, n_pixels)
    shares : ndarray of float64, shape (2,)
        Of the variance; 0 where all pixels are alike.
    """
    z = np.asarray(sample, dtype=np.float64) / np.asarray(scale)[:, None]
    z -= z.mean(axis=1, keepdims=True)
    variances, directions = np.linalg.eigh(z @ z.T / z.shape[1])
    directions = directions[:, :-3:-1].T
    # A direction and its opposite serve alike; let the band that counts most decide.
    strongest = np.abs(directions).argmax(axis=1)
    directions = directions * np.where(directions[[0, 1], strongest] < 0, -1, 1)[:, None]
    total = variances.sum()
    shares = np.maximum(variances[:-3:-1], 0) / total if total > 0 else np.zeros(2)
    return directions @ z, shares
