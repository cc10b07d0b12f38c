"""Scores of pixels: the centre with the largest score is the nearest one.

Pixels are taken relative to an offset, ``z = x - offset``, so that float32 loses few digits. Since
``|z - c|^2 = |z|^2 - 2 (z.c - |c|^2 / 2)``, the nearest centre has the largest score
``z.c - |c|^2 / 2``. All scores are one product of matrices if z has an additional row of ones. The
scale of the bands is part of the matrix of the centres, so no pixel has to be scaled.

If the scores of two centres are closer than the rounding errors of float32, both centres are
compared again in float64. So a label depends on the pixel and the centres alone, and not on the
tile, the order of additions or the processor.

Bounds of the errors: with ``e = 2**-24``, a score in float32 is wrong by at most
``(n_bands + 4) e (|z| . |c| / scale^2 + |c|^2 / (2 scale^2))`` plus a few of the smallest numbers
of float32. Each value, weight and product is rounded once, and each sum of ``n_bands + 1`` terms
``n_bands`` times (Higham, Accuracy and Stability of Numerical Algorithms, chapter 3). Scores that
differ by twice that bound are in the right order. For closer ones, squared distances are summed in
float64 from the differences of pixel and centre, with a relative error of at most
``(n_bands + 4) 2**-53``. So a label is wrong only if two distances agree in about fifteen digits.
Where products could leave the range of float32, all scores are computed in float64.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..numerics.scaling import Scaling

# Largest relative rounding error, and the smallest positive number (IEEE 754).
ROUNDING = {"float32": (2.0**-24, 2.0**-149), "float64": (2.0**-53, 2.0**-1074)}

# Within these limits, products and squares stay in the range of float32 for values below
# `raster.reader.LARGEST_VALUE`.
_MAX_WEIGHT, _MIN_SCORE, _MIN_SCALE = 2.0**60, 2.0**-50, 2.0**-60


class Scores:
    """Matrix that turns pixels into scores, and the bounds of their errors.

    Attributes
    ----------
    dtype : numpy.dtype
        Type of the scores: float32, or float64 where float32 does not suffice.
    matrix : ndarray of ``dtype``, shape (n_clusters, n_bands + 1)
        Factors of z and its row of ones.
    per_variance : ndarray of float64, shape (n_bands,)
        Factor of squared differences, ``1 / scale^2``.
    """

    def __init__(self, centers: Any, scaling: Scaling) -> None:
        self.centers = np.asarray(centers, dtype=np.float64)
        centers = self.centers - scaling.offset
        scale = np.asarray(scaling.scale, dtype=np.float64)
        self.per_variance = 1.0 / np.square(scale)
        weighted = centers * self.per_variance
        bias = -0.5 * (weighted * centers).sum(axis=1, keepdims=True)
        fits_float32 = (
            np.abs(weighted).max() <= _MAX_WEIGHT
            and -2 * bias.min() >= _MIN_SCORE
            and scale.min() >= _MIN_SCALE
        )
        self.dtype = np.dtype("float32" if fits_float32 else "float64")
        self.matrix = np.hstack([weighted, bias]).astype(self.dtype)
        rounding, smallest = ROUNDING[self.dtype.name]
        n_roundings = centers.shape[1] + 4
        weight, bias = np.abs(weighted), np.abs(bias[:, 0])
        self._error_per_reach = n_roundings * (rounding * weight + smallest)
        self._constant_error = n_roundings * (rounding * bias + smallest * (1 + weight.max(axis=1)))

    def bound_differences(self, reach: np.ndarray, n_sets: int = 1) -> np.ndarray:
        """Return the largest difference between the scores of two centres that are equally near.

        ``reach``, shape (n_bands,), is the largest size of z in each band. If the centres form
        several sets of one size, the result has one difference for each set.
        """
        errors = self._error_per_reach @ reach + self._constant_error
        return (2.0 * errors.reshape(n_sets, -1).max(axis=1)).astype(self.dtype)

    def find_nearest(
        self, values: np.ndarray, candidates: np.ndarray, first: int | np.ndarray = 0
    ) -> np.ndarray:
        """Return the nearest candidate to each of a few pixels, in float64; the first of equals.

        Candidates and results count from the centre ``first`` of each pixel.
        """
        numbers, pixels = find_true(candidates)
        centers = numbers + np.broadcast_to(first, candidates.shape[1])[pixels]
        difference = values.take(pixels, axis=1) - self.centers.T.take(centers, axis=1)
        squares = difference * difference * self.per_variance[:, None]
        distances = np.full(candidates.shape, np.inf)
        # Band by band, because `sum` orders the additions by the number of pixels.
        distances[numbers, pixels] = np.add.accumulate(squares, axis=0)[-1]
        return distances.argmin(axis=0)


def find_true(flags: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows and columns of the true elements, in a seventh of the time of `nonzero`."""
    rows, columns = np.divmod(np.flatnonzero(flags), flags.shape[1])
    return rows, columns
