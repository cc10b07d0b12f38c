"""Labels pixels with their nearest centres, in tiles that stay near the processor.

Neighbouring pixels are alike, so in each tile most centres can be told from the box of its values
to be nearest to no pixel; only the others are compared (Kanungo et al. 2002, "An Efficient k-Means
Clustering Algorithm: Analysis and Implementation", does so in the cells of a tree).
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from ..groups import Groups
from .scores import Scores, cuts, settled_parts

# A tile is small enough for the second or third level of cache, and large enough that threads
# seldom wait for each other at the interpreter's lock: with 8,192 pixels two did little more than
# one.
TILE_PIXELS = 32_768

# Pixels whose squares are added up in float32, of which the sums are added up in float64.
_PART = 256

# Of a sample, how much is kept as it is compared, which takes twice the memory of 16 bits: all that
# starts are ranked on.
_KEPT_TILES = 13

# Wide tiles are copied faster; from square ones more centres are left out, which counts when there
# are many: measured, eight classes take a tenth less with wide tiles, a hundred a fifth more.
_WIDE, _SQUARE = 32, 128

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
        holds integers: whole numbers below 2**53 are added without rounding.
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
        means[held] = self.totals[held] / self.counts[held, None]
        return means


class Tile(NamedTuple):
    """Pixels as they are compared, and what is asked of them whatever the centres.

    Attributes
    ----------
    values : ndarray, shape (n_bands, height, width)
        As the raster holds them.
    z : ndarray of float32 or float64, shape (n_bands + 1, height * width)
        Relative to the offset, above a row of ones.
    low, high : ndarray, shape (n_bands,)
        The smallest and the largest z of each band.
    squares : ndarray of float64, shape (n_bands,)
        Sums of the squares of z.
    """

    values: np.ndarray
    z: np.ndarray
    low: np.ndarray
    high: np.ndarray
    squares: np.ndarray

    @classmethod
    def of(cls, values, hidden, offset, scratch):
        """Load a tile.

        Parameters
        ----------
        values : ndarray, shape (n_bands, height, width)
        hidden : ndarray of int or None
            Pixels that are not valid.
        offset : ndarray of float64, shape (n_bands, 1)
        scratch : ndarray of float32 or float64
            As `scratch_for` makes it; written to, and a part of the tile.
        """
        n = values[0].size
        bands = scratch[:-1, :n]
        load(values, offset, bands)
        if hidden is not None:
            # The offset itself, which is near everything.
            bands[:, hidden] = 0
        # Short sums keep float32 exact enough.
        n_parts = -(-n // _PART)
        scratch[:-1, n : n_parts * _PART] = 0
        parts = scratch[:-1, : n_parts * _PART].reshape(len(bands), n_parts, _PART)
        squares = np.einsum("bcn,bcn->bc", parts, parts).sum(axis=1, dtype=np.float64)
        return cls(values, scratch[:, :n], bands.min(axis=1), bands.max(axis=1), squares)

    @staticmethod
    def scratch_for(n_bands, n_pixels, dtype):
        """What a tile of up to so many pixels is loaded into."""
        scratch = np.zeros((n_bands + 1, -(-n_pixels // _PART) * _PART), dtype=dtype)
        scratch[-1] = 1
        return scratch


class Pixels:
    """Pixels of a sample, loaded once to be labelled many times.

    Parameters
    ----------
    values : ndarray, shape (n_bands, n_pixels)
    offset : ndarray, shape (n_bands,)
    """

    def __init__(self, values, offset):
        self.values = values
        self.offset = np.asarray(offset, dtype=np.float64)
        self._kept = [self._tile(part, np.float32) for part in self._parts()[:_KEPT_TILES]]

    def tiles(self, dtype):
        """All tiles, in the type that labelling takes.

        Yields
        ------
        part : slice
        tile : Tile
        """
        kept = self._kept if dtype == np.float32 else []
        for part, tile in zip_longest(self._parts(), kept):
            yield part, tile or self._tile(part, dtype)

    def _parts(self):
        return list(cuts(self.values.shape[1], TILE_PIXELS))

    def _tile(self, part, dtype):
        values = self.values[:, None, part]
        n_bands, _, n_pixels = values.shape
        scratch = Tile.scratch_for(n_bands, n_pixels, dtype)
        return Tile.of(values, None, self.offset[:, None], scratch)


class TileLabeller:
    """Labels pixels tile by tile: what `NearestCenter` and `gaussian.MostLikely` share.

    Parameters
    ----------
    tile_height, tile_pixels : int
        Of a tile; the height gives way where the block is lower.
    """

    def __init__(self, tile_height, tile_pixels):
        self._tile_height = tile_height
        self._tile_pixels = tile_pixels

    def label(self, values, valid, labels):
        """Write the number of the cluster of each pixel, from 1, and 0 where not valid.

        Parameters
        ----------
        values : ndarray, shape (n_bands, height, width) or (n_bands, n_pixels)
        valid : ndarray of bool, shape (height, width) or (n_pixels,)
        labels : ndarray of uint8, shape as ``valid``
            Written to.

        Returns
        -------
        float
            Sum of the squared distances of the valid pixels to the centres of their clusters.
        """
        values, valid, labels = (
            array if array.ndim == n_dim else array[..., None, :]
            for array, n_dim in ((values, 3), (valid, 2), (labels, 2))
        )
        inertia = 0.0
        hidden = None if valid.all() else ~valid
        height = min(self._tile_height, len(valid))
        for rows in cuts(valid.shape[0], height):
            for cols in cuts(valid.shape[1], self._tile_pixels // height):
                inertia += self._label_tile(
                    values[:, rows, cols],
                    None if hidden is None else np.flatnonzero(hidden[rows, cols]),
                    labels[rows, cols],
                )
        return inertia

    def label_sample(self, values):
        """Label pixels all of which are valid.

        Parameters
        ----------
        values : ndarray, shape (n_bands, n_pixels)

        Returns
        -------
        labels : ndarray of uint8, shape (n_pixels,)
        inertia : float
            As in `label`.
        """
        labels = np.empty(values.shape[1], dtype=np.uint8)
        return labels, self.label(values, np.ones(labels.size, dtype=bool), labels)

    def _label_tile(self, values, hidden, labels):
        """Label one tile, of which the pixels ``hidden`` are not valid; gives its inertia."""
        raise NotImplementedError


def load(values, offset, z):
    """Pixels of a tile relative to the offset.

    Parameters
    ----------
    values : ndarray, shape (n_bands, height, width)
    offset : ndarray of float64, shape (n_bands, 1)
    z : ndarray of float32 or float64, shape (n_bands, height * width)
        Written to.
    """
    into = z.reshape(values.shape)
    rounded = offset.astype(z.dtype)
    # What is not valid may be anything, such as 1e300.
    with np.errstate(over="ignore", invalid="ignore"):
        if np.can_cast(values.dtype, z.dtype) and (rounded == offset).all():
            np.copyto(into, values)
            z -= rounded
        else:
            # Wide types would lose digits in float32: the difference is taken before the cast.
            np.subtract(values, offset[:, None], out=into, dtype=np.float64, casting="unsafe")


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
        super().__init__(_WIDE if self.n_clusters <= 8 else _SQUARE, TILE_PIXELS)
        self._offset = np.asarray(offset, dtype=np.float64)[:, None]
        self._dtype = self._scores.dtype
        self._score = np.empty((self.n_clusters, TILE_PIXELS), dtype=self._dtype)
        self._best = np.empty(TILE_PIXELS, dtype=self._dtype)
        self._is_best = np.empty((self.n_clusters, TILE_PIXELS), dtype=bool)
        self._labels = np.empty(TILE_PIXELS, dtype=np.uint8)

    @cached_property
    def _scratch(self):
        return Tile.scratch_for(self.n_bands, TILE_PIXELS, self._dtype)

    def label_pixels(self, pixels):
        """As `label_sample`.

        Parameters
        ----------
        pixels : Pixels
            Loaded with the offset of the centres.
        """
        labels = np.empty(pixels.values.shape[1], dtype=np.uint8)
        inertia = 0.0
        for part, tile in pixels.tiles(self._dtype):
            inertia += self._label(tile, None, labels[None, part])
        return labels, inertia

    def _label_tile(self, values, hidden, labels):
        return self._label(Tile.of(values, hidden, self._offset, self._scratch), hidden, labels)

    def _label(self, tile, hidden, labels):
        """Label a loaded tile; gives its inertia."""
        n = n_valid = labels.size
        best, found = self._best[:n], self._labels[:n]
        near, slack = self._near(tile.low, tile.high)
        score, is_best = (array[: len(near), :n] for array in (self._score, self._is_best))
        np.einsum("kb,bn->kn", self._scores.weights[near], tile.z, out=score)
        np.maximum.reduce(score, axis=0, out=best)
        if hidden is not None:
            n_valid -= hidden.size
            best[hidden] = 0
        squares = float(tile.squares @ self._scores.per_variance)
        inertia = squares - 2.0 * float(best.sum(dtype=np.float64))

        best -= slack
        np.greater_equal(score, best, out=is_best)
        if hidden is not None:
            is_best[:, hidden] = False
        # The sum of the numbers of the best centres, which most often is one.
        np.einsum("kn,k->n", is_best.view(np.uint8), (near + 1).astype(np.uint8), out=found)
        if np.count_nonzero(is_best) > n_valid:
            self._settle(tile.values, is_best, near, found)
        labels[...] = found.reshape(labels.shape)
        if inertia < _CANCELLED * squares:
            return self._exact_inertia(tile.values, labels)
        return inertia

    def _near(self, low, high):
        """The centres that may be nearest to a pixel between two corners.

        A centre is left out if the one nearest to the middle scores higher in the whole box, even
        in the corner that is worst for it.

        Returns
        -------
        near : ndarray of int
            Their numbers, from 0.
        slack : float32 or float64
            How far apart the computed scores of two of them may be if in truth they are equal.
        """
        weights, bias = self._scores.exact_weights[:, :-1], self._scores.exact_weights[:, -1]
        off = self._scores.off(low, high)
        middle = (weights @ (0.5 * (low + high)) + bias).argmax()
        more = weights - weights[middle]
        lead = np.maximum(more * low, more * high).sum(axis=1) + (bias - bias[middle])
        (near,) = (lead >= -2.0 * (off + off[middle])).nonzero()
        return near, self._dtype.type(2.0 * off[near].max())

    def _exact_inertia(self, values, labels):
        """Sum of the squared, scaled distances of the labelled pixels, in float64."""
        rows, cols = np.nonzero(labels)
        index = labels[rows, cols] - 1
        inertia = 0.0
        scores = self._scores
        for band, centers, per_variance in zip(values, scores.centers.T, scores.per_variance):
            difference = band[rows, cols] - centers[index]
            inertia += float(np.square(difference).sum() * per_variance)
        return inertia

    def _settle(self, values, is_best, near, labels):
        """Label again, in float64, the pixels that have more than one best centre."""
        (pixels,) = (is_best.view(np.uint8).sum(axis=0, dtype=np.uint8) > 1).nonzero()
        centers = self._scores.centers[near, :, None]
        for part in settled_parts(pixels.size, *centers.shape[:2]):
            some = pixels[part]
            rows, cols = np.divmod(some, values.shape[2])
            labels[some] = near[self._scores.nearest(values[:, rows, cols], centers)] + 1
