"""Nearest centres and the sums of Lloyd's step, in chunks that stay in the processor's cache.

Pixels are taken relative to an ``offset``, ``z = x - offset``, so that float32 loses little. With
``|z - c|^2 = |z|^2 - 2 (z.c - |c|^2 / 2)`` the nearest centre is the one with the largest
``z.c - |c|^2 / 2``, which is one product of matrices when a row of ones is put below ``z``; the
``scale`` of the bands is folded into the centres and never touches a pixel.

Two centres whose scores lie closer together than float32 can tell are compared again in float64.
So a pixel's label does not depend on where it stands in a chunk, on the order of additions, or on
the processor: only on the pixel and the centres.

The product is numpy's einsum, not BLAS. In QGIS on Linux the GNU Scientific Library, which QGIS
links, hides the BLAS that numpy was built for behind its own, which is 4 to 5 times slower; einsum
is the same everywhere, and half as fast as OpenBLAS at its best.
"""

from dataclasses import dataclass

import numpy as np

CHUNK = 8192

_FLOAT32_ROUNDING = 2.0**-24


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
        labels : ndarray of uint8, shape (n_pixels,)
        """
        size = len(self.counts) + 1
        for start, stop in chunks(labels.size):
            index = labels[start:stop].astype(np.intp)
            self.counts += sign * np.bincount(index, minlength=size)[1:]
            for band, totals in zip(values[:, start:stop], self.totals.T):
                totals += sign * np.bincount(index, band, size)[1:]

    def means(self, otherwise):
        """Mean of each cluster, or its row of ``otherwise`` where it has no pixel."""
        held = self.counts > 0
        means = np.array(otherwise, dtype=np.float64)
        means[held] = self.totals[held] / self.counts[held, None]
        return means


class NearestCenter:
    """Labels pixels with the number of the nearest of some centres.

    Parameters
    ----------
    centers : array_like, shape (n_clusters, n_bands)
        In the unit of the raster.
    offset, scale : array_like, shape (n_bands,)
        Distances are measured in ``(x - offset) / scale``.
    """

    def __init__(self, centers, offset, scale):
        centers = np.asarray(centers, dtype=np.float64) - offset
        self.n_clusters, self.n_bands = centers.shape
        self._per_variance = 1.0 / np.square(np.asarray(scale, dtype=np.float64))
        weighted = centers * self._per_variance
        bias = -0.5 * (weighted * centers).sum(axis=1, keepdims=True)
        self._exact_weights = np.hstack([weighted, bias])
        self._weights = self._exact_weights.astype(np.float32)
        # A score is a sum of n_bands + 1 products, each rounded a few times.
        rounding = 2 * (self.n_bands + 4) * _FLOAT32_ROUNDING
        self._slack_per_unit = rounding * np.abs(weighted).sum(axis=1).max()
        self._slack = rounding * np.abs(bias).max()
        self._offset = np.asarray(offset, dtype=np.float64)[:, None]
        self._z = np.zeros((self.n_bands + 1, CHUNK), dtype=np.float32)
        self._score = np.empty((self.n_clusters, CHUNK), dtype=np.float32)
        self._best = np.empty(CHUNK, dtype=np.float32)
        self._is_best = np.empty((self.n_clusters, CHUNK), dtype=bool)
        # Reducing with the maximum must let the first of equals win: it has the largest number.
        self._countdown = np.arange(self.n_clusters, 0, -1, dtype=np.uint8)[:, None]
        self._ranked = np.empty((self.n_clusters, CHUNK), dtype=np.uint8)

    def label(self, values, valid, labels):
        """Write the number of the nearest centre of each pixel, from 1, and 0 where not valid.

        Parameters
        ----------
        values : ndarray, shape (n_bands, n_pixels)
        valid : ndarray of bool, shape (n_pixels,)
        labels : ndarray of uint8, shape (n_pixels,)
            Written to.

        Returns
        -------
        float
            Sum of the squared, scaled distances of the valid pixels to their centres.
        """
        inertia = 0.0
        for start, stop in chunks(labels.size):
            part = slice(start, stop)
            inertia += self._label_chunk(values[:, part], valid[part], labels[part])
        return inertia

    def _label_chunk(self, values, valid, labels):
        n = labels.size
        z, score, best, is_best, ranked = (
            array[..., :n]
            for array in (self._z, self._score, self._best, self._is_best, self._ranked)
        )
        self._load(values, z)
        all_valid = valid.all()
        if not all_valid:
            # A column of zeros scores 0 everywhere and adds nothing to the inertia.
            z[:, ~valid] = 0
        np.einsum("kb,bn->kn", self._weights, z, out=score)
        np.maximum.reduce(score, axis=0, out=best)
        self._z[:, n:] = 0
        # Of pixels on their centres only rounding is left, which may be negative.
        inertia = max(0.0, self._squares() - 2.0 * float(best.sum(dtype=np.float64)))

        largest = max(float(z[:-1].max()), -float(z[:-1].min()))
        best -= np.float32(self._slack + self._slack_per_unit * largest)
        np.greater_equal(score, best, out=is_best)
        np.multiply(is_best.view(np.uint8), self._countdown, out=ranked)
        np.maximum.reduce(ranked, axis=0, out=labels)
        np.subtract(self.n_clusters + 1, labels, out=labels)
        if not all_valid:
            labels[~valid] = 0
            is_best[:, ~valid] = False
        if np.count_nonzero(is_best) > np.count_nonzero(labels):
            self._settle(values, is_best, labels)
        return inertia

    def _load(self, values, z):
        if np.can_cast(values.dtype, np.float32):
            np.copyto(z[:-1], values)
            z[:-1] -= self._offset.astype(np.float32)
        else:
            # Wide types would lose digits in float32: the difference is taken before the cast.
            np.subtract(values, self._offset, out=z[:-1], casting="unsafe")
        z[-1] = 1

    def _squares(self):
        """Sum of the squared, scaled values of the chunk; short sums keep float32 exact enough."""
        parts = self._z[:-1].reshape(self.n_bands, -1, 256)
        squares = np.einsum("bcn,bcn->bc", parts, parts).sum(axis=1, dtype=np.float64)
        return float(squares @ self._per_variance)

    def _settle(self, values, is_best, labels):
        """Label again, in float64, the pixels that have more than one best centre."""
        pixels = np.flatnonzero(is_best.sum(axis=0, dtype=np.uint8) > 1)
        z = values[:, pixels] - self._offset
        score = np.einsum("kb,bn->kn", self._exact_weights[:, :-1], z)
        score += self._exact_weights[:, -1:]
        labels[pixels] = score.argmax(axis=0) + 1


def chunks(n_pixels):
    """Start and stop of each chunk of so many pixels."""
    return ((start, min(start + CHUNK, n_pixels)) for start in range(0, n_pixels, CHUNK))
