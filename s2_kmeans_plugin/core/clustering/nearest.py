"""Labels pixels with their nearest centres, and adds up what Lloyd's step needs to know of them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..numerics.grouped import Groups
from .matmul import by_einsum, matmul
from .scores import Scores, cuts
from .tiles import APART, TILE_PIXELS, Ties, Tile, TileLabeller, sum_of, tile_pixels, write_best

# The inertia of a tile is the difference of two sums. Where so little of them is left, it is
# computed from the differences of pixels and centres: on a Sentinel-2 scene not even with 255
# classes.
_CANCELLED = 2.0**-10


@dataclass
class Sums:
    """What Lloyd's step needs to know of the pixels it saw; adding two is seeing both.

    Attributes
    ----------
    counts : ndarray of int64, shape (n_clusters,)
        Pixels of each cluster.
    totals : ndarray of float64, shape (n_clusters, n_bands)
        Sum of the pixels of each cluster. Exact, hence the same in any order, where the raster
        holds integers: whole numbers below 2**53 are added without rounding. Of `Pixels` that have
        weights, a column more: the sums of these.
    inertia : float
        Sum of the squared, scaled distances to the nearest centre.
    """

    counts: np.ndarray
    totals: np.ndarray
    inertia: float

    @classmethod
    def zero(cls, n_clusters, n_bands):
        return cls(np.zeros(n_clusters, np.int64), np.zeros((n_clusters, n_bands)), 0.0)

    def __iadd__(self, other):
        self.counts += other.counts
        self.totals += other.totals
        self.inertia += other.inertia
        return self

    def add(self, values, labels, sign=1):
        """Count labelled pixels in, or with a ``sign`` of -1 out; label 0 is no pixel.

        Parameters
        ----------
        values : ndarray, shape (n_bands, n_pixels)
        labels : ndarray of uint8, or of uint16 where there are more clusters, shape (n_pixels,)
        """
        for part in cuts(labels.size, TILE_PIXELS):
            groups = Groups(labels[part], len(self.counts))
            self.counts += sign * groups.counts
            self.totals += sign * groups.sums(groups.sorted(values[:, part]))

    def means(self, otherwise):
        """Mean of each cluster, or its row of ``otherwise`` where it has no pixel."""
        held = self.counts > 0
        means = np.array(otherwise, dtype=np.float64)
        totals, weights = np.hsplit(self.totals, [means.shape[1]])
        weights = weights if weights.size else self.counts[:, None]
        means[held] = totals[held] / weights[held]
        return means


class NearestCenter(TileLabeller):
    """Labels pixels with the number of the nearest of some centres.

    Parameters
    ----------
    centers, offset, scale : array_like
        As in `Scores`.
    """

    def __init__(self, centers, offset, scale):
        self._scores = Scores(centers, offset, scale)
        self.n_clusters, self.n_bands = self._scores.centers.shape
        self._offset = np.asarray(offset, dtype=np.float64)[:, None]
        self._dtype = self._scores.dtype
        n_pixels = max(TILE_PIXELS, tile_pixels(self.n_clusters))
        self._score = np.empty((self.n_clusters, n_pixels + APART), dtype=self._dtype)
        self._best = np.empty(n_pixels, dtype=self._dtype)
        self._is_best = np.empty((self.n_clusters, n_pixels), dtype=bool)

    @cached_property
    def _scratch(self):
        return Tile.scratch_for(self.n_bands, tile_pixels(self.n_clusters), self._dtype)

    def label_pixels(self, pixels):
        """As `label_sample`.

        Parameters
        ----------
        pixels : Pixels
            Loaded with the offset of the centres, without weights.
        """
        labels = np.empty(pixels.values.shape[1], dtype=np.uint8)
        inertia = 0.0
        ties = Ties(self._nearest, pixels.values[:, None], labels[None])
        for part, tile in pixels.tiles(self._dtype):
            of_tile, tied = self._label(tile, None, labels[None, part])
            inertia += of_tile
            if tied:
                ties.add(*tied.at(0, part.start, tile.n_pixels))
        ties.settle()
        return labels, inertia

    def _label_tile(self, values, hidden, labels):
        return self._label(Tile.of(values, hidden, self._offset, self._scratch), hidden, labels)

    def inertia(self, pixels):
        """Sum of the squared, scaled distances of pixels to the nearest centres.

        Fits are ranked by it, some of which end in the same but for the last digits. So it must not
        depend on what multiplies matrices here.

        Parameters
        ----------
        pixels : Pixels
            Loaded with the offset of the centres.
        """
        inertia = 0.0
        for _, tile in pixels.tiles(self._dtype):
            score, best = self._compare(tile, by_einsum)
            squares = self._squares(tile)
            of_tile = squares - 2.0 * tile.sum(best)
            if of_tile < _CANCELLED * squares:
                labels = np.empty((1, tile.n_pixels), dtype=np.uint8)
                tied = self._write_best(tile, score, best, None, labels)
                of_tile = self._exact_inertia(tile, tied, labels)
            inertia += of_tile
        return inertia

    def squared_distances(self, pixels):
        """How far each pixel is from the nearest centre, and which that is.

        Parameters
        ----------
        pixels : Pixels
            Loaded with the offset of the centres, without weights.

        Returns
        -------
        clusters : ndarray of int, shape (n_pixels,)
            From 0.
        squares : ndarray of float64, shape (n_pixels,)
            Squared, scaled distances.
        """
        labels, _ = self.label_pixels(pixels)
        clusters = labels.astype(np.intp) - 1
        squares = np.empty(clusters.size)
        scores = self._scores
        centers = (scores.centers.T - self._offset).astype(self._dtype)
        per_variance = scores.per_variance.astype(self._dtype)
        for part, tile in pixels.tiles(self._dtype):
            difference = tile.z[:-1] - centers.take(clusters[part], axis=1)
            squares[part] = np.einsum("bn,bn,b->n", difference, difference, per_variance)
        return clusters, squares

    def _label(self, tile, hidden, labels):
        """As `_label_tile`, a loaded tile."""
        score, best = self._compare(tile, matmul)
        if hidden is not None:
            best[hidden] = 0
        squares = self._squares(tile)
        inertia = squares - 2.0 * sum_of(best)
        tied = self._write_best(tile, score, best, hidden, labels)
        if inertia < _CANCELLED * squares:
            return self._exact_inertia(tile, tied, labels), None
        return inertia, tied

    def _write_best(self, tile, score, best, hidden, labels):
        """Label a tile by its scores; gives what is tied. Lowers the best ones."""
        # How far apart the computed scores of two centres may be if in truth they are equal.
        best -= self._dtype.type(2.0 * self._scores.off(tile.reach).max())
        is_best = np.greater_equal(score, best, out=self._is_best[:, : best.size])
        return write_best(is_best, hidden, labels)

    def _compare(self, tile, multiply):
        """The scores of the centres, and the best of each pixel; overwritten by the next."""
        score, best = self._score[:, : tile.n_pixels], self._best[: tile.n_pixels]
        multiply(self._scores.weights, tile.z, score)
        np.maximum.reduce(score, axis=0, out=best)
        return score, best

    def _squares(self, tile):
        """Sum of the squared, scaled distances of the pixels to the offset."""
        return float(tile.squares @ self._scores.per_variance)

    def _exact_inertia(self, tile, tied, labels):
        """Label what is tied, and sum the squared, scaled distances of the pixels, in float64."""
        ties = Ties(self._nearest, tile.values, labels)
        if tied:
            ties.add(*tied.at(0, 0, labels.shape[1]))
        ties.settle()
        rows, cols = np.nonzero(labels)
        index = labels[rows, cols] - 1
        inertia = 0.0
        scores = self._scores
        for band, centers, per_variance in zip(tile.values, scores.centers.T, scores.per_variance):
            difference = band[rows, cols] - centers[index]
            inertia += tile.sum(np.square(difference)) * per_variance
        return inertia

    def _nearest(self, values, candidates, rows):
        return self._scores.nearest(values, candidates)
