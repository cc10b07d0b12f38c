"""Sample of valid pixels, drawn from tiles that are spread over the raster."""

from __future__ import annotations

import math
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

import numpy as np

from ..clustering.algorithms import TABLE
from ..errors import NoValidPixelError
from ..parallel.windows import Workers, ordered_map
from ..raster.grid import Window
from ..raster.interfaces import Reader
from .border import Border, BorderTally

# A raster of up to this many pixels is read completely; of a larger one, about as many are read.
READ_PIXELS = 256 * 256**2
TILE_PIXELS = 256**2
# Few tiles represent little. But blocks of Sentinel-2 products are large (1,024 x 1,024 pixels) and
# slow to decode, and 64 of them can be half the raster. Both chosen.
MIN_TILES = 64
_MAX_SHARE_OF_FEW_TILES = 1 / 3

# Largest ratios of inertia per pixel, raster to sample, that chance produced on a Sentinel-2 tile
# in 20 seeds: 1.02 for eight clusters, 1.054 for 16 to 128 clusters. A class that the sample lacked
# raised the ratio to 1.03 to 1.8 for eight clusters, and higher for more clusters. Measured with
# `make bench-sampling`.
_MAX_RATIO, _FEW_CENTERS = 1.02, 8
_MAX_RATIO_OF_MANY = 1.055

# Powers of the plastic number, for the R2 sequence of Roberts (2018), "The Unreasonable
# Effectiveness of Quasirandom Sequences". Positions with keys below any threshold are evenly
# spread.
_R2 = (0.7548776662466927, 0.5698402909980532)


@dataclass(frozen=True, eq=False)
class Sample:
    """Pixels drawn without replacement, in random order.

    Attributes
    ----------
    values : ndarray, shape (n_features, n_samples)
        In the type of the raster.
    display : ndarray of float64, shape (n_display_bands, n_samples)
        Other bands of the same pixels; NaN for no value.
    n_valid : int
        Valid pixels among the pixels that were read.
    n_read : int
        Pixels that were read.
    border : Border or None
        None if the raster declares nodata, or no border was found.
    """

    values: np.ndarray
    display: np.ndarray
    n_valid: int
    n_read: int
    border: Border | None = None

    @property
    def n_samples(self) -> int:
        return self.values.shape[1]

    def first(self, n_samples: int) -> Sample:
        return replace(self, values=self.values[:, :n_samples], display=self.display[:, :n_samples])


def draw_sample(
    reader: Reader,
    window: Window,
    n_samples: int,
    workers: Workers,
    *,
    random_state: int = 0,
    everywhere: bool = False,
    display: Reader | None = None,
) -> Sample:
    """Draw pixels from tiles that are spread over the window.

    Every valid pixel of these tiles has the same probability. It gets a random key that depends on
    ``random_state`` and its place alone, and the smallest keys win. Tiles are read until
    ``READ_PIXELS`` were seen and, where nodata is common, until the sample is full.

    A window with no more than ``2 * n_samples`` valid pixels is drawn completely. Leaving out its
    smaller part would save little, and the choice of that part could decide between two fits that
    are about equally good. A window without valid pixels raises NoValidPixelError.

    Parameters
    ----------
    n_samples : int
        Fewer pixels are drawn only if the window has fewer valid ones.
    everywhere : bool
        Whether to read all tiles.
    display : Reader, optional
        Reader of other bands of the raster. They are kept beside the values, and do not decide
        which pixels are valid.
    """
    source = reader.source
    shape = source.window_shape(TILE_PIXELS)
    shift = np.random.default_rng(random_state).random()
    tiles = sorted(window.tiles(*shape), key=partial(_spread_key, shape, shift))
    pool = _SmallestKeys(n_samples)
    border = None if source.declares_nodata else BorderTally(window)
    # The present limit spares workers pixels that would be dropped; it changes no result.
    jobs = ((tile, pool.limit) for tile in tiles)
    read = partial(_read_tile, reader, display, random_state, border)
    n_read = 0
    min_tiles = min(MIN_TILES, math.ceil(_MAX_SHARE_OF_FEW_TILES * len(tiles)))
    wanted = window.n_pixels if everywhere else min(window.n_pixels, READ_PIXELS)
    results = ordered_map(workers.executor, read, jobs, workers.in_flight, workers.watch.check)
    # Closed before the reader is, whatever the watch raises.
    with closing(results) as samples:
        for n_tiles, (tile, drawn) in enumerate(zip(tiles, samples), start=1):
            pool.add(drawn.n_valid, drawn.keys, drawn.values, drawn.display)
            n_read += tile.n_pixels
            if border is not None and drawn.suspects is not None:
                border.add(drawn.suspects)
            workers.watch.at(min(1.0, n_read / wanted))
            if n_read >= wanted and n_tiles >= min_tiles and pool.n_seen >= n_samples:
                break
    if pool.n_seen == 0:
        raise NoValidPixelError(
            "{path} has no valid pixel in the chosen bands: all pixels are nodata or masked. "
            "Choose other bands, another extent or another mask.",
            path=source.path,
        )
    if n_read == window.n_pixels and pool.n_seen <= 2 * n_samples:
        n_samples = pool.n_seen
    return pool.sample(n_samples, n_read, None if border is None else border.border())


def has_missed_something(algorithm: str, sampled: float, found: float, n_centers: int) -> bool:
    """Return whether the raster has a class in a place of which the sample has no tile.

    No centre describes its pixels, so that they raise the mean inertia of a pixel from ``sampled``
    to ``found``. A sample from all tiles would contain the class. The answer is no for an algorithm
    whose entry in the table of `clustering.algorithms` says that the ratio of the two is unknown.
    """
    ratio = _MAX_RATIO if n_centers <= _FEW_CENTERS else _MAX_RATIO_OF_MANY
    return TABLE[algorithm].has_known_inertia and found > ratio * sampled


def _spread_key(shape: tuple[int, int], shift: float, tile: Window) -> float:
    return (shift + tile.col // shape[0] * _R2[0] + tile.row // shape[1] * _R2[1]) % 1.0


class _Drawn(NamedTuple):
    """Candidates of a tile: those whose keys lie below the limit."""

    suspects: np.ndarray | None
    n_valid: int
    keys: np.ndarray
    values: np.ndarray
    display: np.ndarray


def _read_tile(
    reader: Reader,
    display: Reader | None,
    random_state: int,
    border: BorderTally | None,
    job: tuple[Window, float],
) -> _Drawn:
    tile, limit = job
    values, valid = reader.read(tile)
    suspects = None
    if border is not None:
        suspects = border.count(values[: len(reader.source.compared_bands)], valid, tile)
    keys = np.random.default_rng([random_state, tile.row, tile.col]).random(valid.shape)
    wanted = np.flatnonzero(valid & (keys < limit))
    keys = keys.ravel()[wanted]
    values = values.reshape(len(values), -1).take(wanted, axis=1)
    others = np.empty((0, wanted.size))
    if display is not None:
        block = display.read(tile)
        others = np.where(block.valid, block.values.astype(np.float64), np.nan)
        others = others.reshape(len(others), -1).take(wanted, axis=1)
    return _Drawn(suspects, int(np.count_nonzero(valid)), keys, values, others)


class _SmallestKeys:
    """Pool of the pixels with the smallest keys: at least ``size``, at most twice as many."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._parts: list[tuple[np.ndarray, ...]] = []
        self._n_kept = 0
        self.limit = np.inf
        self.n_seen = 0

    def add(self, n_seen: int, *part: np.ndarray) -> None:
        self.n_seen += n_seen
        self._parts.append(part)
        self._n_kept += part[0].size
        if self._n_kept > 2 * self._size:
            self._drop()

    def sample(self, n_samples: int, n_read: int, border: Border | None) -> Sample:
        keys, values, others = (np.concatenate(arrays, axis=-1) for arrays in zip(*self._parts))
        order = np.argsort(keys)[:n_samples]
        values, others = (array.take(order, axis=1) for array in (values, others))
        return Sample(values, others, self.n_seen, n_read, border)

    def _drop(self) -> None:
        keys = np.concatenate([keys for keys, *_ in self._parts])
        self.limit = np.partition(keys, self._size - 1)[self._size - 1]
        self._parts = [self._below_limit(*part) for part in self._parts]
        self._n_kept = sum(keys.size for keys, *_ in self._parts)

    def _below_limit(self, keys: np.ndarray, *rest: np.ndarray) -> tuple[np.ndarray, ...]:
        places = np.flatnonzero(keys <= self.limit)
        return keys[places], *(array.take(places, axis=1) for array in rest)
