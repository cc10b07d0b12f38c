"""Labels pixels with the most likely of some normal distributions.

A pixel ``x`` is most likely of the cluster with the smallest ``D^2 + log|S| - 2 log w``, where
``D^2 = (x - m)' S^-1 (x - m)`` is its squared Mahalanobis distance, ``m`` the centre, ``S`` the
covariance and ``w`` the weight of the cluster (Richards, Remote Sensing Digital Image Analysis,
chapter 8). With the Cholesky factor ``S = L L'`` the distance is the length of ``L^-1 (x - m)``,
whose first row takes the first band alone, the second the first two, and so on: half of the
products that a full matrix would take.

Two clusters whose scores lie closer together than float32 can tell are compared again in float64,
as in `scores`. Where float32 would know a distance to some thousandths of a standard deviation
only, as of narrow clusters far apart, or could not hold what whitens a pixel, a tile is computed in
float64 from the start.
"""

import numpy as np

from ..numerics.grouped import counted
from .matmul import by_einsum, matmul
from .nearest import NearestCenter
from .scores import ROUNDING, cuts
from .tiles import APART, TileLabeller, load, sum_of, tile_pixels, write_best

# Pixels whose likelihood is told at a time, and the numbers that may take, lest many clusters take
# all memory.
_PART_PIXELS, _PART_NUMBERS = 32_768, 2**22

# How far a whitened pixel may be off in float32; on Sentinel-2 scenes it is by less than 0.002.
_MOST_OFF = 2.0**-8


class MostLikely(TileLabeller):
    """Labels pixels with the number of the most likely of some normal distributions.

    Parameters
    ----------
    centers : array_like, shape (n_clusters, n_bands)
        In the unit of the raster.
    covariances : array_like, shape (n_clusters, n_bands, n_bands)
        Symmetric and positive definite.
    weights : array_like, shape (n_clusters,)
        Part of the pixels that each cluster is thought to hold.
    offset : array_like, shape (n_bands,)
        Pixels are taken relative to it, so that float32 loses little.

    Raises
    ------
    numpy.linalg.LinAlgError
        When a covariance is not positive definite.
    """

    def __init__(self, centers, covariances, weights, offset):
        self._centers = np.asarray(centers, dtype=np.float64)
        self._factors = factors = np.linalg.cholesky(np.asarray(covariances, dtype=np.float64))
        self.n_clusters, self.n_bands = self._centers.shape
        self._part_pixels = min(_PART_PIXELS, max(1, _PART_NUMBERS // self._centers.size))
        n_pixels = max(self._part_pixels, tile_pixels(self.n_clusters))
        whitening = _inverse(factors)
        bias = -np.einsum("kij,kj->ki", whitening, self._centers - offset)
        # Row of the factor first, since row i needs the first i bands only. Ones take the bias.
        self._exact_weights = np.dstack([bias, whitening]).transpose(1, 0, 2)
        with np.errstate(over="ignore"):
            self._weights = self._exact_weights.astype(np.float32)
        self._fits_float32 = bool(np.isfinite(self._weights).all())
        log_determinants = 2 * np.log(np.diagonal(factors, axis1=1, axis2=2)).sum(axis=1)
        self._constants = log_determinants - 2 * np.log(np.asarray(weights, dtype=np.float64))
        # How often a row of the whitened pixel is rounded, for each unit of its largest value.
        self._sizes = (self.n_bands + 5) * np.abs(self._exact_weights)
        self._offset = np.asarray(offset, dtype=np.float64)[:, None]
        self._z = np.ones((self.n_bands + 1, n_pixels + APART), dtype=np.float32)
        self._is_best = np.empty((self.n_clusters, n_pixels), dtype=bool)
        self._white = np.empty((self.n_clusters, n_pixels + APART), dtype=np.float32)
        self._scores = np.empty((self.n_clusters, n_pixels + APART), dtype=np.float32)

    def posterior(self, values, valid=None, rows=None):
        """How likely each cluster is for each pixel.

        Parameters
        ----------
        values : ndarray, shape (n_bands, n_pixels)
        valid : ndarray of bool, shape (n_pixels,), optional
            What is said of others means nothing.
        rows : list, optional
            Holds, whenever a part is yielded, the rows of its whitened pixels: ndarray, shape
            (n_clusters, n_pixels of the part).

        Yields
        ------
        part : slice
            Pixels.
        likely : ndarray of float32 or float64, shape (n_clusters, n_pixels of the part)
            Adds up to 1 over the clusters. Overwritten by the next.
        log_likelihood : float
            Of these pixels, but for a constant.
        """
        for part in cuts(values.shape[1], self._part_pixels):
            hidden = None if valid is None else np.flatnonzero(~valid[part])
            # What comes of it are numbers, which are to be the same everywhere.
            score, _ = self._score(values[:, None, part], hidden, by_einsum, rows)
            best = score.min(axis=0)
            score -= best
            score *= -0.5
            likely = np.exp(score, out=score)
            total = likely.sum(axis=0)
            likely /= total
            yield part, likely, float((np.log(total) - 0.5 * best).sum(dtype=np.float64))

    def improved(self, values):
        """One iteration of expectation and maximisation (Dempster, Laird and Rubin 1977).

        Sums are those of whitened pixels, whose size is about 1, so that float32 will do.

        Parameters
        ----------
        values : ndarray, shape (n_bands, n_pixels)

        Returns
        -------
        clusters : tuple of 3 ndarray of float64
            More likely centres, covariances and weights; NaN for a cluster of weight 0.
        log_likelihood : float
            Mean of a pixel in the present clusters, but for a constant.
        """
        counts = np.zeros(self.n_clusters)
        firsts = np.zeros((self.n_clusters, self.n_bands))
        seconds = np.zeros((self.n_clusters, self.n_bands, self.n_bands))
        log_likelihood = 0.0
        rows = []
        for _, likely, of_part in self.posterior(values, rows=rows):
            log_likelihood += of_part
            white = np.stack(rows)
            weighted = white * likely
            counts += likely.sum(axis=1, dtype=np.float64)
            firsts += weighted.sum(axis=2).T
            seconds += np.einsum("bkn,ckn->kbc", weighted, white)
        with np.errstate(invalid="ignore", divide="ignore"):
            moves = firsts / counts[:, None]
            spreads = seconds / counts[:, None, None] - moves[:, :, None] * moves[:, None]
        centers = self._centers + np.einsum("kij,kj->ki", self._factors, moves)
        covariances = np.einsum("kij,kjl,kml->kim", self._factors, spreads, self._factors)
        # Rounding leaves the halves of a matrix a little apart.
        covariances = (covariances + covariances.transpose(0, 2, 1)) / 2
        n_pixels = values.shape[1]
        return (centers, covariances, counts / n_pixels), log_likelihood / n_pixels

    def label(self, values, valid, labels):
        least = super().label(values, valid, labels)
        counts = counted(labels, self.n_clusters + 1)[1:]
        # Of pixels on their centres only rounding is left, which may be negative.
        return max(0.0, float(least - counts @ self._constants))

    def _label_tile(self, values, hidden, labels):
        """As in `TileLabeller`, but in place of the inertia what the best clusters have least."""
        score, off = self._score(values, hidden, matmul)
        best = score.min(axis=0)
        if hidden is not None:
            best[hidden] = 0
        least = sum_of(best)
        best += self._slack(best, least / best.size, off)
        is_best = np.less_equal(score, best, out=self._is_best[:, : best.size])
        return least, write_best(is_best, hidden, labels)

    def _score(self, values, hidden, multiply, rows=None):
        """What the most likely cluster has least of.

        Parameters
        ----------
        values : ndarray, shape (n_bands, height, width)
        hidden : ndarray of int or None
            Pixels that are not valid.
        multiply : callable
            As `matmul`.
        rows : list, optional
            As in `posterior`.

        Returns
        -------
        score : ndarray of float32 or float64, shape (n_clusters, n_pixels)
        off : float
            How far a whitened pixel may be off.
        """
        n = values[0].size
        z, score, white = self._z[:, :n], self._scores[:, :n], self._white[:, :n]
        weights = self._weights
        off = self._load(values, hidden, z)
        if not (self._fits_float32 and off <= _MOST_OFF):
            z, score, white = (np.ones(array.shape) for array in (z, score, white))
            weights = self._exact_weights
            off = self._load(values, hidden, z)
        if rows is not None:
            rows.clear()
        score[...] = self._constants[:, None]
        # Row by row: all at once would not stay near the processor.
        for row in range(self.n_bands):
            used = slice(row + 2)
            multiply(weights[row, :, used], z[used], white)
            if rows is not None:
                rows.append(white.copy())
            white *= white
            score += white
        return score, off

    def _load(self, values, hidden, z):
        """Load the pixels of a tile below a row of ones; gives how far whitened ones may be off."""
        load(values, self._offset, z[1:])
        if hidden is not None:
            # The offset itself, which is near everything.
            z[1:, hidden] = 0
        rounding, smallest = ROUNDING[z.dtype.name]
        largest = rounding * np.maximum(-z.min(axis=1), z.max(axis=1)).astype(np.float64) + smallest
        return float(np.sqrt(np.square(self._sizes @ largest).sum(axis=0).max()))

    def _slack(self, best, mean, off):
        """How far apart the scores of two clusters may be computed if in truth they are equal.

        If each row of the whitened pixel is off by ``e``, its squared length is off by no more than
        ``2 D |e| + |e|^2``, and ``2 D`` is no more than ``D^2 / d + d``, whatever ``d``: a straight
        line, that touches where ``D`` is a usual one.
        """
        least = self._constants.min()
        usual = np.sqrt(max(1.0, mean - least))
        few_digits = (self.n_bands + 4) * ROUNDING[best.dtype.name][0]
        of_square = off / usual + few_digits
        always = off * usual + off**2 + few_digits * np.abs(self._constants).max()
        slack = best * best.dtype.type(2 * of_square)
        slack += best.dtype.type(2 * (always - of_square * least))
        return slack

    def _nearest(self, values, candidates, rows):
        difference = values - self._centers[:, :, None]
        white = np.einsum("rkb,kbn->rkn", self._exact_weights[:, :, 1:], difference)
        score = np.einsum("rkn,rkn->kn", white, white) + self._constants[:, None]
        score[~candidates] = np.inf
        return score.argmin(axis=0)


def _inverse(factors):
    """Inverse of lower triangular matrices, by forward substitution.

    It keeps the digits of every number, whatever the units of the bands. `numpy.linalg.inv` takes
    the matrix for any, exchanges rows, and loses them where bands are of very different size.

    Parameters
    ----------
    factors : ndarray of float64, shape (n_clusters, n_bands, n_bands)
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


def labeller_of(clusters, offset, scale):
    """What tells the cluster of a pixel.

    Parameters
    ----------
    clusters : Fit or ClusterModel
        Normal distributions where it has covariances, else centres.
    offset, scale : ndarray, shape (n_bands,)

    Returns
    -------
    NearestCenter or MostLikely
    """
    if clusters.covariances is None:
        return NearestCenter(clusters.centers, offset, scale)
    return MostLikely(clusters.centers, clusters.covariances, clusters.weights, offset)
