"""Labelling of pixels with the most likely of some normal distributions.

A pixel ``x`` most likely belongs to the cluster with the smallest ``D^2 + log|S| - 2 log w``. Here
``D^2 = (x - m)' S^-1 (x - m)`` is the squared Mahalanobis distance, ``m`` the centre, ``S`` the
covariance and ``w`` the weight of the cluster (Richards, Remote Sensing Digital Image Analysis,
chapter 8). With the Cholesky factor ``S = L L'`` the distance is the length of the whitened pixel
``L^-1 (x - m)``. Its row i needs the first i bands only, which halves the products.

If the scores of two clusters are closer than the rounding errors of float32, both are compared
again in float64, as in `scores`. A tile is computed in float64 where float32 would know a distance
only to some thousandths of a standard deviation, as for narrow clusters far apart, or cannot hold
the whitening matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ..numerics.slices import iterate_slices
from .labeller import Tied, TileLabeller, count_labels, write_labels
from .matmul import Multiply, multiply_fast, multiply_reproducibly
from .scores import ROUNDING
from .tiles import ROW_GAP, subtract_offset, sum_pixels, tile_pixels

# Limits of the pixels and of the numbers of one part of `posterior`. Chosen: many clusters take no
# more memory than few.
_PART_PIXELS, _PART_NUMBERS = 32_768, 2**22

# Largest error of a whitened pixel in float32. Chosen: on Sentinel-2 scenes it is below 0.002.
_MAX_ERROR = 2.0**-8


class MostLikely(TileLabeller):
    """Labeller that gives each pixel the number of the most likely normal distribution.

    Parameters
    ----------
    weights : array_like, shape (n_clusters,)
        Part of the pixels in each cluster.
    offset : array_like, shape (n_bands,)
        Subtracted from the pixels, so that float32 loses few digits.

    Attributes
    ----------
    factors : ndarray of float64, shape (n_clusters, n_bands, n_bands)
        Cholesky factors of the covariances.

    Raises
    ------
    numpy.linalg.LinAlgError
        If a covariance is not positive definite.
    """

    def __init__(self, centers: Any, covariances: Any, weights: Any, offset: Any) -> None:
        self.centers = np.asarray(centers, dtype=np.float64)
        self.factors = np.linalg.cholesky(np.asarray(covariances, dtype=np.float64))
        self.n_clusters, self.n_bands = self.centers.shape
        self._part_pixels = min(_PART_PIXELS, max(1, _PART_NUMBERS // self.centers.size))
        n_pixels = max(self._part_pixels, tile_pixels(self.n_clusters))
        whitening = _invert(self.factors)
        bias = -np.einsum("kij,kj->ki", whitening, self.centers - offset)
        # Rows of the whitening first, since row i needs the first i bands. Ones take the bias.
        self._exact_matrices = np.dstack([bias, whitening]).transpose(1, 0, 2)
        with np.errstate(over="ignore"):
            self._matrices: np.ndarray = self._exact_matrices.astype(np.float32)
        self._fits_float32 = bool(np.isfinite(self._matrices).all())
        diagonals = np.diagonal(self.factors, axis1=1, axis2=2)
        log_determinants = 2 * np.log(diagonals).sum(axis=1)
        self._constants = log_determinants - 2 * np.log(np.asarray(weights, dtype=np.float64))
        # Number of roundings of a whitened row, per unit of its largest value.
        self._error_per_value = (self.n_bands + 5) * np.abs(self._exact_matrices)
        self._offset = np.asarray(offset, dtype=np.float64)[:, None]
        self._z: np.ndarray = np.ones((self.n_bands + 1, n_pixels + ROW_GAP), dtype=np.float32)
        self._is_best = np.empty((self.n_clusters, n_pixels), dtype=bool)
        self._white: np.ndarray = np.empty((self.n_clusters, n_pixels + ROW_GAP), dtype=np.float32)
        self._scores: np.ndarray = np.empty((self.n_clusters, n_pixels + ROW_GAP), dtype=np.float32)

    def posterior(
        self,
        values: np.ndarray,
        valid: np.ndarray | None = None,
        rows: list[np.ndarray] | None = None,
    ) -> Iterator[tuple[slice, np.ndarray, float]]:
        """Yield the probability of each cluster for each pixel, part by part.

        Probabilities of pixels that are not valid have no meaning.

        Parameters
        ----------
        rows : list, optional
            Receives the rows of the whitened pixels of each part, shape (n_clusters, n_pixels).

        Yields
        ------
        part : slice
            Position of the pixels.
        likely : ndarray of float32 or float64, shape (n_clusters, n_pixels)
            The sum over the clusters is 1. The next part overwrites it.
        log_likelihood : float
            Sum over these pixels, without a constant.
        """
        for part in iterate_slices(values.shape[1], self._part_pixels):
            masked = None if valid is None else np.flatnonzero(~valid[part])
            # The result is a number, and must be the same on every machine.
            score, _ = self._score(values[:, None, part], masked, multiply_reproducibly, rows)
            best = score.min(axis=0)
            score -= best
            score *= -0.5
            likely = np.exp(score, out=score)
            total = likely.sum(axis=0)
            likely /= total
            yield part, likely, float((np.log(total) - 0.5 * best).sum(dtype=np.float64))

    def label(self, values: np.ndarray, valid: np.ndarray, labels: np.ndarray) -> float:
        """Label pixels, as `Labeller.label`; distances are Mahalanobis distances."""
        scores = super().label(values, valid, labels)
        counts = count_labels(labels, self.n_clusters)
        # Rounding may make the sum negative if all pixels lie on their centres.
        return max(0.0, float(scores - counts @ self._constants))

    def _label_tile(
        self, values: np.ndarray, masked: np.ndarray | None, labels: np.ndarray
    ) -> tuple[float, Tied | None]:
        """Label a tile; the sum of the best scores takes the place of the inertia."""
        score, error = self._score(values, masked, multiply_fast)
        best = score.min(axis=0)
        if masked is not None:
            best[masked] = 0
        total = sum_pixels(best)
        best += self._bound_difference(best, total / best.size, error)
        is_best = np.less_equal(score, best, out=self._is_best[:, : best.size])
        return total, write_labels(is_best, masked, labels)

    def _score(
        self,
        values: np.ndarray,
        masked: np.ndarray | None,
        multiply: Multiply,
        rows: list[np.ndarray] | None = None,
    ) -> tuple[np.ndarray, float]:
        """Return the scores and the largest error of a whitened pixel.

        The most likely cluster has the smallest score. ``rows`` is as in `posterior`.
        """
        n = values[0].size
        z, score, white = self._z[:, :n], self._scores[:, :n], self._white[:, :n]
        matrices = self._matrices
        error = self._load(values, masked, z)
        if not (self._fits_float32 and error <= _MAX_ERROR):
            z, score, white = (np.ones(array.shape) for array in (z, score, white))
            matrices = self._exact_matrices
            error = self._load(values, masked, z)
        if rows is not None:
            rows.clear()
        score[...] = self._constants[:, None]
        # Row by row, because all rows at once would leave the cache.
        for row in range(self.n_bands):
            used = slice(row + 2)
            multiply(matrices[row, :, used], z[used], white)
            if rows is not None:
                rows.append(white.copy())
            white *= white
            score += white
        return score, error

    def _load(self, values: np.ndarray, masked: np.ndarray | None, z: np.ndarray) -> float:
        """Load a tile below a row of ones, and return the largest error of a whitened pixel."""
        subtract_offset(values, masked, self._offset, z[1:])
        rounding, smallest = ROUNDING[z.dtype.name]
        largest = rounding * np.maximum(-z.min(axis=1), z.max(axis=1)).astype(np.float64) + smallest
        return float(np.sqrt(np.square(self._error_per_value @ largest).sum(axis=0).max()))

    def _bound_difference(self, best: np.ndarray, mean: float, error: float) -> np.ndarray:
        """Return the largest difference of two computed scores that are equal in truth.

        If a whitened pixel has an error of ``e``, its squared length has one of at most
        ``2 D |e| + |e|^2``. For any d, ``2 D <= D^2 / d + d``: a line that is closest where D is d,
        so d is a typical distance.
        """
        smallest = self._constants.min()
        typical = np.sqrt(max(1.0, mean - smallest))
        relative = (self.n_bands + 4) * ROUNDING[best.dtype.name][0]
        slope = error / typical + relative
        constant = error * typical + error**2 + relative * np.abs(self._constants).max()
        difference = best * best.dtype.type(2 * slope)
        difference += best.dtype.type(2 * (constant - slope * smallest))
        return difference

    def _find_best(
        self, values: np.ndarray, candidates: np.ndarray, rows: np.ndarray
    ) -> np.ndarray:
        difference = values - self.centers[:, :, None]
        white = np.einsum("rkb,kbn->rkn", self._exact_matrices[:, :, 1:], difference)
        score = np.einsum("rkn,rkn->kn", white, white) + self._constants[:, None]
        score[~candidates] = np.inf
        return score.argmin(axis=0)


def _invert(factors: np.ndarray) -> np.ndarray:
    """Return the inverse of lower triangular matrices, by forward substitution.

    It keeps all digits for bands of very different units. `numpy.linalg.inv` does not, because it
    exchanges rows.
    """
    inverse = np.zeros_like(factors)
    for row in range(factors.shape[1]):
        above = slice(row)
        inverse[:, row, above] = -np.einsum(
            "kj,kji->ki", factors[:, row, above], inverse[:, above, above]
        )
        inverse[:, row, row] = 1.0
        inverse[:, row] /= factors[:, row, row, None]
    return inverse
