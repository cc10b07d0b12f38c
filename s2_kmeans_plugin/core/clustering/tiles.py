"""Pixels as they are compared, in tiles that stay near the processor."""

from itertools import zip_longest
from typing import NamedTuple

import numpy as np

from .scores import cuts

# Of a sample. Small enough for the second or third level of cache, and large enough that threads
# seldom wait for each other at the interpreter's lock: with 8,192 pixels two did little more than
# one.
TILE_PIXELS = 32_768

# Of a block: so many scores that they stay near the processor, but with more pixels than these
# eight classes were labelled no faster. Wide tiles are copied faster than square ones.
_TILE_SCORES, _MOST_PIXELS, _TILE_HEIGHT = 2**20, 2**16, 32

# Numbers between the rows of what is multiplied: rows a power of two apart share lines of cache.
APART = 64

# Pixels whose squares are added up in float32, of which the sums are added up in float64.
_PART = 256

# What covers that the sum of their squares is rounded, and that small squares are lost.
_ROUNDED, _LOST = np.float32(1.001), np.float32(2.0**-70)

# Of a sample, how much is kept as it is compared, which takes twice the memory of 16 bits: all that
# starts are ranked on.
_KEPT_TILES = 13

# Pixels times clusters that wait to be labelled in float64.
_MOST_TIED = 2**18


class Tile(NamedTuple):
    """Pixels as they are compared, and what is asked of them whatever the centres.

    Attributes
    ----------
    values : ndarray, shape (n_bands, height, width)
        As the raster holds them.
    z : ndarray of float32 or float64, shape (n_bands + 1, height * width)
        Relative to the offset, above a row of ones.
    squares : ndarray of float64, shape (n_bands,)
        Sums of the squares of z.
    reach : ndarray of float32 or float64, shape (n_bands,)
        No z of a band is farther from 0.
    weights : ndarray of float32 or None, shape (height * width,)
        How much each pixel counts in the squares, where that is not 1.
    """

    values: np.ndarray
    z: np.ndarray
    squares: np.ndarray
    reach: np.ndarray
    weights: np.ndarray = None

    @property
    def n_pixels(self):
        return self.z.shape[1]

    def sum(self, numbers):
        """Sum of a number of each pixel, in float64."""
        if self.weights is None:
            return float(numbers.sum(dtype=np.float64))
        return float(np.einsum("n,n->", numbers, self.weights, dtype=np.float64))

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
        if n % _PART:
            scratch[:-1, n : n_parts * _PART] = 0
        parts = scratch[:-1, : n_parts * _PART].reshape(len(bands), n_parts, _PART)
        squares = np.einsum("bcn,bcn->bc", parts, parts)
        # The largest square is part of a sum: a bound that is too large, but told for nothing.
        reach = np.sqrt(squares.max(axis=1)) * _ROUNDED + _LOST
        return cls(values, scratch[:, :n], squares.sum(axis=1, dtype=np.float64), reach)

    @staticmethod
    def scratch_for(n_bands, n_pixels, dtype):
        """What a tile of up to so many pixels is loaded into."""
        scratch = np.zeros((n_bands + 1, -(-n_pixels // _PART) * _PART + APART), dtype=dtype)
        scratch[-1] = 1
        return scratch


class Pixels:
    """Pixels of a sample, loaded once to be labelled many times.

    Parameters
    ----------
    values : ndarray, shape (n_bands, n_pixels)
    offset : ndarray, shape (n_bands,)
    weights : ndarray, shape (n_pixels,), optional
        How much each counts where sums are taken; 1, where not given.

    Attributes
    ----------
    summands : ndarray, shape (n_bands, n_pixels), or with weights (n_bands + 1, n_pixels)
        The values; with weights, times these, above the weights themselves.
    """

    def __init__(self, values, offset, weights=None):
        self.values = self.summands = values
        self.weights = weights
        if weights is not None:
            self.weights = weights.astype(np.float32)
            self.summands = np.vstack([values * self.weights, self.weights])
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
        tile = Tile.of(values, None, self.offset[:, None], scratch)
        if self.weights is None:
            return tile
        weights, z = self.weights[part], tile.z[:-1]
        squares = np.einsum("bn,bn,n->b", z, z, weights, dtype=np.float64)
        return tile._replace(squares=squares, weights=weights)


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


def sum_of(numbers):
    """Sum of the numbers of a tile: ndarray of float32 or float64, shape (n_pixels,).

    `numpy.sum` in float64 would convert them, and keep the interpreter's lock meanwhile.
    """
    whole = numbers.size // _PART * _PART
    parts = numbers[:whole].reshape(-1, _PART).sum(axis=1)
    return float(parts.sum(dtype=np.float64)) + float(numbers[whole:].sum())


class Tied(NamedTuple):
    """Pixels of a tile that float32 finds several clusters to be the best for.

    Attributes
    ----------
    pixels : ndarray of int, shape (n_tied,)
    candidates : ndarray of bool, shape (n_clusters, n_tied)
        These clusters.
    """

    pixels: np.ndarray
    candidates: np.ndarray

    @classmethod
    def of(cls, is_best):
        """Pixels that more than one cluster is best for: ndarray of bool (n_clusters, n_pixels)."""
        pixels = np.flatnonzero(is_best.view(np.uint8).sum(axis=0, dtype=np.uint8) > 1)
        return cls(pixels, is_best.take(pixels, axis=1))

    def at(self, row, col, width):
        """Rows, columns and candidates, where the tile begins there and has so many columns."""
        rows, cols = np.divmod(self.pixels, width)
        return row + rows, col + cols, self.candidates


def write_best(is_best, hidden, labels):
    """Write the numbers of the clusters, from 1, that are best for the pixels of a tile.

    Parameters
    ----------
    is_best : ndarray of bool, shape (n_clusters, n_pixels)
        Written to.
    hidden : ndarray of int or None
        Pixels that are not valid, and get 0.
    labels : ndarray of uint8, of n_pixels
        Written to.

    Returns
    -------
    Tied or None
        Pixels that several clusters are best for, and which are still to be labelled.
    """
    n_valid = labels.size
    if hidden is not None:
        is_best[:, hidden] = False
        n_valid -= hidden.size
    numbers = np.arange(1, len(is_best) + 1, dtype=np.uint8)
    # The sum of the numbers of the best clusters, which most often is one.
    found = np.einsum("kn,k->n", is_best.view(np.uint8), numbers)
    labels[...] = found.reshape(labels.shape)
    return Tied.of(is_best) if np.count_nonzero(is_best) > n_valid else None


class Ties:
    """Settles ties, those of several tiles at once: each call of numpy takes long for a few.

    Parameters
    ----------
    nearest : callable
        Gives the best of the candidates of pixels, as `Scores.nearest` does; told their rows too.
    values : ndarray, shape (n_bands, height, width)
    labels : ndarray of uint8, shape (height, width)
        Written to.
    """

    def __init__(self, nearest, values, labels):
        self._nearest = nearest
        self._values = values
        self._labels = labels
        self._waiting = []
        self._n_waiting = 0

    def add(self, rows, cols, candidates):
        """Remember pixels and, in the columns of an ndarray of bool, their candidates."""
        self._waiting.append((rows, cols, candidates))
        self._n_waiting += candidates.size
        if self._n_waiting > _MOST_TIED:
            self.settle()

    def settle(self):
        """Label all that wait."""
        if not self._waiting:
            return
        rows, cols, candidates = (np.concatenate(each, axis=-1) for each in zip(*self._waiting))
        for part in cuts(rows.size, max(1, _MOST_TIED // len(candidates))):
            place = rows[part], cols[part]
            values = self._values[(slice(None), *place)]
            self._labels[place] = self._nearest(values, candidates[:, part], rows[part]) + 1
        self._waiting.clear()
        self._n_waiting = 0


def tile_pixels(n_clusters):
    """Pixels of a tile that is to be labelled with so many clusters."""
    return min(_MOST_PIXELS, _TILE_SCORES >> (n_clusters - 1).bit_length())


class TileLabeller:
    """Labels pixels tile by tile: what `NearestCenter` and `gaussian.MostLikely` share.

    Attributes
    ----------
    n_clusters, n_bands : int
        To be set by these.
    """

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
        ties = Ties(self._nearest, values, labels)
        hidden = None if valid.all() else ~valid
        n_pixels = tile_pixels(self.n_clusters)
        height = max(_TILE_HEIGHT, n_pixels // max(1, valid.shape[1]))
        height = min(height, len(valid))
        for rows in cuts(valid.shape[0], height):
            for cols in cuts(valid.shape[1], n_pixels // height):
                tile = labels[rows, cols]
                of_tile, tied = self._label_tile(
                    values[:, rows, cols],
                    None if hidden is None else np.flatnonzero(hidden[rows, cols]),
                    tile,
                )
                inertia += of_tile
                if tied:
                    ties.add(*tied.at(rows.start, cols.start, tile.shape[1]))
        ties.settle()
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
        """Label one tile, of which the pixels ``hidden`` are not valid.

        Returns
        -------
        inertia : float
        tied : Tied or None
            Pixels that are still to be labelled.
        """
        raise NotImplementedError

    def _nearest(self, values, candidates, rows):
        """The best of its candidates for each of a few pixels: as `Scores.nearest`."""
        raise NotImplementedError
