"""Which pixels the fit sees: valid pixels of tiles that are spread over the raster."""

import math
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..errors import NoValidPixelError
from ..parallel.windows import ordered_map
from ..raster.reader import has_everywhere

# A raster of up to this many pixels is sampled whole; of a larger one, about as many are read.
READ_PIXELS = 256 * 256**2
TILE_PIXELS = 256**2
# Few tiles stand for little; but where blocks are as large as those of a Sentinel-2 product (1,024
# x 1,024, slow to decode) as many would be half the raster.
MIN_TILES = 64
_MOST_OF_FEW = 1 / 3

# By chance the inertia of a pixel of a Sentinel-2 tile was up to 1.02 times that of a pixel of the
# sample about eight centres, and up to 1.054 times about 16 to 128 (20 seeds each): what is left to
# tell of a pixel lies in fewer of them then. Where the sample lacked a class that a uniform one
# shows, it was 1.03 to 1.8 times about eight; as the rest shrinks, it is more about more.
_MOST_BY_CHANCE, _FEW_CENTERS = 1.02, 8
_MOST_BY_CHANCE_ABOUT_MANY = 1.055

# The plastic number's powers: the R2 sequence of Roberts (2018), "The Unreasonable Effectiveness
# of Quasirandom Sequences". Positions whose key is below any threshold are evenly spread.
_R2 = (0.7548776662466927, 0.5698402909980532)

# What scanners, mosaics and warps put around an image, and do not declare.
_BORDER_VALUES = (0, 255)
# Where less of the outermost pixels has such a value, these are dark or bright pixels of the image.
_LEAST_OF_EDGE = 0.01


@dataclass(frozen=True)
class Border:
    """Pixels around an image that seem to hold no data, though nothing says so.

    Attributes
    ----------
    value : int
        That they have in every chosen band.
    share : float
        Of the pixels looked at, those that have it.
    """

    value: int
    share: float


@dataclass(frozen=True)
class Sample:
    """Pixels drawn without replacement, in random order.

    Attributes
    ----------
    values : ndarray, shape (n_bands, n_samples)
        In the type of the raster.
    display : ndarray of float64, shape (n_display_bands, n_samples)
        Other bands of the same pixels, NaN where they have no value.
    n_valid : int
        Valid pixels among those read.
    n_read : int
        Pixels read.
    border : Border or None
        None where the raster declares nodata, or nothing else than an image was seen.
    """

    values: np.ndarray
    display: np.ndarray
    n_valid: int
    n_read: int
    border: Border = None

    @property
    def n_samples(self):
        return self.values.shape[1]

    def first(self, n_samples):
        """A sample of no more pixels."""
        return replace(self, values=self.values[:, :n_samples], display=self.display[:, :n_samples])


def draw_sample(
    reader,
    window,
    n_samples,
    *,
    random_state,
    everywhere=False,
    display=None,
    executor=None,
    in_flight=4,
    watch,
):
    """Draw pixels from tiles that are spread over the window.

    Every valid pixel of the tiles read is drawn with the same probability: each gets a random key
    that depends on ``random_state`` and its place alone, and the smallest keys are kept. Tiles are
    read until ``READ_PIXELS`` are seen and, where nodata is common, until the sample is full.

    Of a window with no more than twice as many valid pixels as are asked for, all are drawn: to
    leave out the smaller part spares little, and which part that is would tell which of two fits
    that are about equally good seems the better one.

    Parameters
    ----------
    reader : RasterReader
    window : Window
    n_samples : int
        Fewer are drawn only where the window holds fewer valid ones.
    random_state : int
    everywhere : bool
        Whether to read all tiles.
    display : RasterReader, optional
        Of the same raster with other bands, to be kept beside the values. They decide on no
        pixel's validity.
    executor : concurrent.futures.Executor, optional
    in_flight : int
    watch : Watch
        Told how far the reading is; asked whether to stop.

    Returns
    -------
    Sample

    Raises
    ------
    NoValidPixelError
        When no pixel of the window is valid.
    """
    source = reader.source
    shape = source.window_shape(TILE_PIXELS)
    shift = np.random.default_rng(random_state).random()
    tiles = sorted(window.tiles(*shape), key=partial(_spread_key, shape, shift))
    pool = _SmallestKeys(n_samples)
    border = None if source.declares_nodata else _BorderTally(window)
    # The limit of the moment spares a worker pixels that would be dropped; it changes no result.
    jobs = ((tile, pool.limit) for tile in tiles)
    read = partial(_read_tile, reader, display, random_state, border)
    n_read = 0
    min_tiles = min(MIN_TILES, math.ceil(_MOST_OF_FEW * len(tiles)))
    wanted = window.n_pixels if everywhere else min(window.n_pixels, READ_PIXELS)
    # Closed before the reader is, whatever the watch raises.
    with closing(ordered_map(executor, read, jobs, in_flight, watch.check)) as samples:
        for n_tiles, (tile, (suspects, *tile_sample)) in enumerate(zip(tiles, samples), start=1):
            pool.add(*tile_sample)
            n_read += tile.n_pixels
            if border is not None:
                border.add(suspects)
            watch.at(min(1.0, n_read / wanted))
            if n_read >= wanted and n_tiles >= min_tiles and pool.n_seen >= n_samples:
                break
    if pool.n_seen == 0:
        raise NoValidPixelError(
            "{path} has no valid pixel in the chosen bands: every one is nodata or masked. Choose "
            "other bands, another extent or another mask.",
            path=source.path,
        )
    if n_read == window.n_pixels and pool.n_seen <= 2 * n_samples:
        n_samples = pool.n_seen
    return pool.sample(n_samples, n_read, border and border.found())


def has_missed_something(sampled, found, n_centers):
    """Whether a class that lies where no tile was read makes the raster unlike its sample.

    No centre describes its pixels, so they raise the mean inertia. A sample from all tiles would
    show it.

    Parameters
    ----------
    sampled, found : float
        Inertia of a pixel, on the average of the sample and of the raster.
    n_centers : int
    """
    by_chance = _MOST_BY_CHANCE if n_centers <= _FEW_CENTERS else _MOST_BY_CHANCE_ABOUT_MANY
    return found > by_chance * sampled


def _spread_key(shape, shift, tile):
    return (shift + tile.col // shape[0] * _R2[0] + tile.row // shape[1] * _R2[1]) % 1.0


def _read_tile(reader, display, random_state, border, job):
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
    return suspects, int(np.count_nonzero(valid)), keys, values, others


class _BorderTally:
    """Counts pixels that have a value in all bands which often stands for nodata.

    Parameters
    ----------
    window : Window
        Whose outermost pixels are the edge.
    """

    def __init__(self, window):
        self._window = window
        # By value: pixels, and those of them at the edge; then all pixels, and all at the edge.
        self._counts = np.zeros((len(_BORDER_VALUES) + 1, 2), dtype=np.int64)

    def count(self, values, valid, tile):
        """The counts of one tile."""
        kinds = [valid & has_everywhere(values, value) for value in _BORDER_VALUES]
        kinds.append(np.ones(values.shape[1:], dtype=bool))
        edge = self._edge(tile)
        return np.array([(np.count_nonzero(kind), np.count_nonzero(kind[edge])) for kind in kinds])

    def add(self, counts):
        self._counts += counts

    def found(self):
        """The value that most of the edge has, or None where too little of it has one."""
        (*suspects, (n_pixels, n_edge)) = self._counts.tolist()
        (n_found, n_found_at_edge), value = max(
            zip(suspects, _BORDER_VALUES), key=lambda pair: pair[0][1]
        )
        if n_found_at_edge < max(1, _LEAST_OF_EDGE * n_edge):
            return None
        return Border(value, n_found / n_pixels)

    def _edge(self, tile):
        """Where a tile lies at the edge: ndarray of bool, shape (height, width)."""
        window = self._window
        edge = np.zeros((tile.height, tile.width), dtype=bool)
        edge[0] |= tile.row == window.row
        edge[-1] |= tile.row + tile.height == window.row + window.height
        edge[:, 0] |= tile.col == window.col
        edge[:, -1] |= tile.col + tile.width == window.col + window.width
        return edge


class _SmallestKeys:
    """Keeps the pixels with the smallest keys of all that it is shown: ``size``, or twice that."""

    def __init__(self, size):
        self._size = size
        self._parts = []
        self._held = 0
        self.limit = np.inf
        self.n_seen = 0

    def add(self, n_seen, *part):
        self.n_seen += n_seen
        self._parts.append(part)
        self._held += part[0].size
        if self._held > 2 * self._size:
            self._drop()

    def sample(self, n_samples, n_read, border):
        keys, values, others = self._joined()
        order = np.argsort(keys)[:n_samples]
        values, others = (array.take(order, axis=1) for array in (values, others))
        return Sample(values, others, self.n_seen, n_read, border)

    def _drop(self):
        keys = np.concatenate([keys for keys, *_ in self._parts])
        self.limit = np.partition(keys, self._size - 1)[self._size - 1]
        self._parts = [self._kept(*part) for part in self._parts]
        self._held = sum(keys.size for keys, *_ in self._parts)

    def _kept(self, keys, *rest):
        places = np.flatnonzero(keys <= self.limit)
        return keys[places], *(array.take(places, axis=1) for array in rest)

    def _joined(self):
        return (np.concatenate(arrays, axis=-1) for arrays in zip(*self._parts))
