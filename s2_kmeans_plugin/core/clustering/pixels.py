"""Pixels of a sample, loaded in tiles."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice, zip_longest

import numpy as np

from ..numerics.scaling import Scaling
from ..numerics.slices import iterate_slices
from .tiles import TILE_PIXELS, Tile

# Number of tiles that stay loaded: all pixels on which starts of k-means are ranked
# (`kmeans.RANKING_PIXELS`).
_N_LOADED = 13


class Pixels:
    """Pixels of a sample, loaded once and labelled many times.

    Parameters
    ----------
    values : ndarray, shape (n_bands, n_pixels)
        In random order.
    weights : ndarray, shape (n_pixels,), optional
        Weight of each pixel in sums; default 1.

    Attributes
    ----------
    summands : ndarray, shape (n_bands, n_pixels) or (n_bands + 1, n_pixels)
        The values; with weights, the values times the weights, followed by the weights.
    """

    def __init__(
        self, values: np.ndarray, scaling: Scaling, weights: np.ndarray | None = None
    ) -> None:
        self.values = self.summands = values
        self.scaling = scaling
        self.weights = weights
        if weights is not None:
            self.weights = weights.astype(np.float32)
            self.summands = np.vstack([values * self.weights, self.weights])

    @property
    def n_pixels(self) -> int:
        return self.values.shape[1]

    @property
    def mean_variance(self) -> float:
        """Mean of the variances of the scaled bands."""
        variances = self.values.var(axis=1, dtype=np.float64)
        return float((variances / self.scaling.scale**2).mean())

    def first(self, n_pixels: int) -> Pixels:
        """Return the first pixels, or these pixels if there are no more; without weights."""
        if n_pixels >= self.n_pixels:
            return self
        return Pixels(self.values[:, :n_pixels], self.scaling)

    def take(self, indices: np.ndarray) -> Pixels:
        """Return some of the pixels, without weights."""
        return Pixels(self.values[:, indices], self.scaling)

    def to_float32(self) -> tuple[np.ndarray, float]:
        """Return z, at most 1 in size, and the unit with which scaled pixels are ``z * unit``.

        Squares of z stay in the range of float32. The unit is a power of 2, so that no digit is
        lost.
        """
        z = self.scaling.scale_values(self.values)
        _, exponent = np.frexp(np.abs(z).max(initial=0))
        return np.ldexp(z, -exponent).astype(np.float32), float(np.ldexp(1.0, exponent))

    def tiles(self, dtype: np.dtype) -> Iterator[tuple[slice, Tile]]:
        """Yield the position and the pixels of each tile, as float32 or float64."""
        loaded = self._loaded if dtype == np.float32 else []
        for part, tile in zip_longest(iterate_slices(self.n_pixels, TILE_PIXELS), loaded):
            yield part, tile or self._load(part, dtype)

    @cached_property
    def _loaded(self) -> list[Tile]:
        parts = islice(iterate_slices(self.n_pixels, TILE_PIXELS), _N_LOADED)
        return [self._load(part, np.dtype(np.float32)) for part in parts]

    def _load(self, part: slice, dtype: np.dtype) -> Tile:
        values = self.values[:, None, part]
        n_bands, _, n_pixels = values.shape
        scratch = Tile.make_scratch(n_bands, n_pixels, dtype)
        tile = Tile.load(values, None, self.scaling.offset[:, None], scratch)
        if self.weights is None:
            return tile
        weights, z = self.weights[part], tile.z[:-1]
        squares = np.einsum("bn,bn,n->b", z, z, weights, dtype=np.float64)
        return tile._replace(squares=squares, weights=weights)
