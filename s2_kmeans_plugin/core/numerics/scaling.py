"""Offset and scale of the values that are compared."""

import numpy as np


def near_mean(values):
    """What to take values relative to, so that neither differences nor their sums lose digits.

    Parameters
    ----------
    values : ndarray, shape (n_bands, n_pixels)
        A sample.

    Returns
    -------
    ndarray of float64, shape (n_bands,)
        Its mean, rounded.
    """
    offset = values.mean(axis=1, dtype=np.float64)
    # A whole offset keeps the differences, and so all sums, exact where the raster holds integers.
    if values.dtype.kind in "iu":
        return np.rint(offset)
    # So that the difference from a float32 is one.
    return offset.astype(values.dtype).astype(np.float64)


def units(values, scaling, n_indices=0):
    """In what pixels are measured.

    Where bands are measured in the raster's unit, an index from -1 to 1 would count nothing beside
    reflectances times 10,000. So its unit is such that its variance is the mean one of the bands:
    it counts as much as a band does on the average.

    Parameters
    ----------
    values : ndarray, shape (n_features, n_pixels)
        A sample; indices come last.
    scaling : {"none", "standardise"}
        Whether distances are measured in the raster's unit or in standard deviations.
    n_indices : int

    Returns
    -------
    offset, scale : ndarray of float64, shape (n_features,)
        Distances are to be measured in ``(x - offset) / scale``.
    """
    offset = near_mean(values)
    scale = np.ones(len(offset))
    n_bands = len(offset) - n_indices
    if scaling == "standardise" or n_indices:
        # Rounding may leave a deviation to what is the same everywhere.
        varies = values.max(axis=1) > values.min(axis=1)
        deviation = np.where(varies, values.std(axis=1, dtype=np.float64), 0.0)
        of_band = 1.0
        if scaling != "standardise":
            of_band = np.sqrt(np.square(deviation[:n_bands]).mean())
            varies[:n_bands] = False
        if of_band > 0:
            scale[varies] = deviation[varies] / of_band
    return offset, scale
