"""Tiles: pixels relative to an offset, few enough to stay in the cache of the processor."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

# Pixels in a tile of a sample. Chosen: small enough for the second or third level of cache, large
# enough that threads seldom wait for the interpreter's lock. With 8,192 pixels, two threads did
# little more than one.
TILE_PIXELS = 32_768

# Largest number of scores and of pixels in the tile of a block. Chosen: the scores stay in the
# cache, and more pixels made eight classes no faster.
_TILE_SCORES, _MAX_PIXELS = 2**20, 2**16

# Gap between the rows of matrices. Chosen: rows a power of two apart would share lines of the
# cache.
ROW_GAP = 64

# Pixels whose squares are summed in float32; these sums are added in float64. Chosen: sums of few
# squares are exact enough in float32.
_CHUNK_PIXELS = 256

# Safety margins, chosen: for float32 rounding, and for underflow.
_ROUNDING_MARGIN, _UNDERFLOW_MARGIN = np.float32(1.001), np.float32(2.0**-70)


class Tile(NamedTuple):
    """Loaded pixels, and sums of them that hold for any centres.

    Attributes
    ----------
    z : ndarray, shape (n_bands + 1, n_pixels)
        Values minus the offset, followed by a row of ones.
    squares : ndarray of float64, shape (n_bands,)
        Sums of the squares of z.
    reach : ndarray of float32 or float64, shape (n_bands,)
        Upper bound of the size of z in each band.
    weights : ndarray of float32 or None, shape (n_pixels,)
        Weight of each pixel in sums; None for 1.
    """

    values: np.ndarray
    z: np.ndarray
    squares: np.ndarray
    reach: np.ndarray
    weights: np.ndarray | None = None

    @property
    def n_pixels(self) -> int:
        return self.z.shape[1]

    def sum(self, numbers: np.ndarray) -> float:
        """Return the weighted sum, in float64, of one number of each pixel."""
        if self.weights is None:
            return float(numbers.sum(dtype=np.float64))
        return float(np.einsum("n,n->", numbers, self.weights, dtype=np.float64))

    @classmethod
    def load(
        cls, values: np.ndarray, masked: np.ndarray | None, offset: np.ndarray, scratch: np.ndarray
    ) -> Tile:
        """Load a tile into an array from `make_scratch`, which becomes part of the tile.

        The offset is float64, shape (n_bands, 1).
        """
        n_pixels = values[0].size
        bands = scratch[:-1, :n_pixels]
        subtract_offset(values, masked, offset, bands)
        n_chunks = -(-n_pixels // _CHUNK_PIXELS)
        if n_pixels % _CHUNK_PIXELS:
            scratch[:-1, n_pixels : n_chunks * _CHUNK_PIXELS] = 0
        chunks = scratch[:-1, : n_chunks * _CHUNK_PIXELS]
        chunks = chunks.reshape(len(bands), n_chunks, _CHUNK_PIXELS)
        squares = np.einsum("bcn,bcn->bc", chunks, chunks)
        # The largest square is part of a sum, so the largest sum is a bound that costs nothing.
        reach = np.sqrt(squares.max(axis=1)) * _ROUNDING_MARGIN + _UNDERFLOW_MARGIN
        return cls(values, scratch[:, :n_pixels], squares.sum(axis=1, dtype=np.float64), reach)

    @staticmethod
    def make_scratch(n_bands: int, n_pixels: int, dtype: np.dtype) -> np.ndarray:
        """Return an array for `load` of tiles with up to ``n_pixels`` pixels."""
        n_columns = -(-n_pixels // _CHUNK_PIXELS) * _CHUNK_PIXELS + ROW_GAP
        scratch = np.zeros((n_bands + 1, n_columns), dtype=dtype)
        scratch[-1] = 1
        return scratch


def subtract_offset(
    values: np.ndarray, masked: np.ndarray | None, offset: np.ndarray, z: np.ndarray
) -> None:
    """Write the pixels of a tile minus the offset, float64 (n_bands, 1), into the rows of z."""
    out = z.reshape(values.shape)
    rounded = offset.astype(z.dtype)
    # Masked pixels may hold anything, such as 1e300.
    with np.errstate(over="ignore", invalid="ignore"):
        if np.can_cast(values.dtype, z.dtype) and (rounded == offset).all():
            np.copyto(out, values)
            z -= rounded
        else:
            # A wide type would lose digits in float32, so the difference is taken before the cast.
            np.subtract(values, offset[:, None], out=out, dtype=np.float64, casting="unsafe")
    if masked is not None:
        # Zero is the offset, which is near every value.
        z[:, masked] = 0


def sum_pixels(numbers: np.ndarray) -> float:
    """Return the sum of one number of each pixel, float32 or float64.

    `numpy.sum` in float64 would convert all numbers, and hold the interpreter's lock meanwhile.
    """
    whole = numbers.size // _CHUNK_PIXELS * _CHUNK_PIXELS
    chunks = numbers[:whole].reshape(-1, _CHUNK_PIXELS).sum(axis=1)
    return float(chunks.sum(dtype=np.float64)) + float(numbers[whole:].sum())


def tile_pixels(n_clusters: int) -> int:
    """Return the number of pixels in a tile of a block."""
    return min(_MAX_PIXELS, _TILE_SCORES >> (n_clusters - 1).bit_length())
