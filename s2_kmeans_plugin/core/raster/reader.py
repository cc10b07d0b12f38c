"""Reads windows of pixels for the length of a run: each file is opened once a thread."""

import math
import threading
import uuid
from contextlib import contextmanager
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from osgeo import gdal

from ..errors import RasterError
from .block_cache import DecodedBlocks, has_room
from .gdal_calls import last_message, patient_gdal, quiet_gdal

# Beyond this no number is a measurement; its square would no longer fit float32.
LARGEST_VALUE = 1e15

_LEAST_CACHE = 64 * 2**20
# At a time, so that they stay near the processor.
_FEATURE_PIXELS = 2**16


class Block(NamedTuple):
    """The pixels of a window.

    Attributes
    ----------
    values : ndarray, shape (n_features, height, width)
        Bands in the type of the raster; with indices behind them, in one that holds both.
    valid : ndarray of bool, shape (height, width)
        Whether every band read has a value.
    """

    values: np.ndarray
    valid: np.ndarray


class RasterReader:
    """Reads windows of a raster from any thread or process.

    Opening a VRT of many files takes longer than reading a window, and blocks that two windows
    share are decoded once while GDAL's cache holds them; so the raster stays open until `close`,
    or, in another process, until a few later readers came along.

    Parameters
    ----------
    source : RasterSource
    run : str, optional
        Tells this reader from an earlier one of the same raster, which may have changed since.
    """

    def __init__(self, source, run=None):
        self.source = source
        self._run = run or uuid.uuid4().hex
        self._masks = [mask.on(source.grid) for mask in source.masks]
        self._of_thread = threading.local()
        self._decoded = DecodedBlocks(self._read_block) if has_room(source.parts) else None

    def read(self, window):
        """Read the bands of a window, and compute its indices.

        A pixel is valid where every band read has a number that is not its nodata value, not all
        have the value to be ignored, and neither the raster's own mask or alpha band nor a mask
        laid on it hides it.

        Parameters
        ----------
        window : Window

        Returns
        -------
        Block
            Its values are overwritten when the same thread reads its next window.

        Raises
        ------
        RasterError
            When GDAL cannot read it.
        """
        source = self.source
        valid = np.ones((window.height, window.width), dtype=bool)
        for mask in self._masks:
            _exclude(valid, mask.hidden(window))
        values = self._buffer("read", source.n_bands, window, source.dtype)
        if valid.any():
            self._read_bands(window, values)
            self._exclude_nodata(window, values, valid)
        else:
            values[...] = 0
        for band, (factor, summand) in zip(values, source.conversion or ()):
            if factor != 1:
                band *= band.dtype.type(factor)
            band += band.dtype.type(summand)
        if source.features is not None:
            values = self._features(values, window)
        return Block(values, valid)

    def _read_bands(self, window, values):
        source, dataset, box = self.source, self._dataset(), _box(window)
        if self._decoded is None:
            self._read(dataset.ReadAsArray, *box, buf_obj=values, band_list=list(source.bands))
            return
        self._decoded.read(source.parts, window, values)
        for number, part, target in zip(source.bands, source.parts, values):
            if part is None:
                self._read(dataset.GetRasterBand(number).ReadAsArray, *box, buf_obj=target)

    def _exclude_nodata(self, window, values, valid):
        """Exclude what the file itself, or the value to be ignored, leaves out."""
        source, dataset, box = self.source, self._dataset(), _box(window)
        for number, band, nodata in zip(source.bands, values, source.nodata):
            if nodata is not None:
                _exclude(valid, band == nodata)
                # A VRT fills its holes with the value declared, which its type may not hold.
                declared = dataset.GetRasterBand(number).GetNoDataValue()
                if declared != nodata:
                    _exclude(valid, band == declared)
            if band.dtype.kind == "f":
                _exclude(valid, ~(np.abs(band) <= LARGEST_VALUE))
        if source.ignore_value is not None:
            _exclude(valid, has_everywhere(values, source.ignore_value))
        for number in source.mask_bands:
            mask = dataset.GetRasterBand(number).GetMaskBand()
            _exclude(valid, self._read(mask.ReadAsArray, *box) == 0)
        if source.alpha_band:
            alpha = dataset.GetRasterBand(source.alpha_band)
            _exclude(valid, self._read(alpha.ReadAsArray, *box) == 0)

    def close(self):
        """Close the raster and its masks in all threads, none of which may be reading."""
        self._of_thread = threading.local()
        for mask in self._masks:
            mask.close()
        if self._decoded is not None:
            self._decoded.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __reduce__(self):
        return _reader_here, (self.source, self._run)

    def _features(self, values, window):
        """What is compared of the pixels of a window."""
        source = self.source
        out = self._buffer("features", len(source.feature_names), window, source.feature_dtype)
        step = max(1, _FEATURE_PIXELS // window.width)
        for start in range(0, window.height, step):
            rows = slice(start, start + step)
            source.features.fill(out[:, rows], values[:, rows], source.scales, source.offsets)
        return out

    def _buffer(self, name, n_rows, window, dtype):
        """An array that this thread uses again and again."""
        shape = (n_rows, window.height, window.width)
        size = math.prod(shape)
        if getattr(self._of_thread, name, np.empty(0)).size < size:
            setattr(self._of_thread, name, np.empty(size, dtype=dtype))
        return getattr(self._of_thread, name)[:size].reshape(shape)

    def _dataset(self):
        if not hasattr(self._of_thread, "dataset"):
            self._of_thread.dataset = open_dataset(self.source.path, self.source.open_options)
        return self._of_thread.dataset

    def _read_block(self, part, box):
        """The values of a block of a file that the raster is made of."""
        if not hasattr(self._of_thread, "parts"):
            self._of_thread.parts = {}
        parts = self._of_thread.parts
        if part.path not in parts:
            parts[part.path] = open_dataset(part.path)
        band = parts[part.path].GetRasterBand(part.band)
        return self._read(band.ReadAsArray, *box, path=part.path)

    def _read(self, read, *box, path=None, **options):
        with quiet_gdal(), patient_gdal():
            try:
                values = read(*box, **options)
            except RuntimeError:
                values = None
            if values is None:
                raise RasterError(
                    "{path} cannot be read at column {col}, row {row}: {reason}. The file may be "
                    "damaged or incomplete.",
                    path=path or self.source.path,
                    col=box[0],
                    row=box[1],
                    reason=last_message().rstrip("."),
                )
        return values


@lru_cache(maxsize=4)
def _reader_here(source, run):
    """The reader of a run in this process, to which it came with the first of its windows."""
    return RasterReader(source, run)


def open_dataset(path, open_options=()):
    """Open a raster for reading.

    Returns
    -------
    gdal.Dataset

    Raises
    ------
    RasterError
    """
    with quiet_gdal(), patient_gdal():
        try:
            dataset = gdal.OpenEx(
                path, gdal.OF_RASTER | gdal.OF_READONLY, open_options=list(open_options)
            )
        except RuntimeError:
            dataset = None
        if dataset is None:
            raise RasterError(
                "{path} is not a raster that GDAL can open: {reason}.",
                path=path,
                reason=last_message().rstrip("."),
            )
    return dataset


class _Cache:
    lock = threading.Lock()
    n_users = 0
    before = 0


def cache_bytes(source, n_workers):
    """What GDAL has to keep of a raster, lest it decode a block twice for one window.

    Of a block that holds all bands GDAL keeps the others when it is asked for the first. The window
    of a mosaic may not follow the blocks: 5 x 5 of 256 pixels are under one of 1,024.
    """
    width, height = source.window_shape()
    per_pixel = source.n_bands_in_file * np.dtype(source.dtype).itemsize
    return max(_LEAST_CACHE, int(1.6 * n_workers * width * height * per_pixel))


@contextmanager
def small_cache(n_bytes):
    """Keep GDAL's cache of blocks small for the length of a with block.

    Each block is read once, so keeping more than the windows at work would only cost memory. The
    cache belongs to the whole process: it is never made larger, and the last to leave gives back
    the size that the first one found.
    """
    with _Cache.lock:
        if _Cache.n_users == 0:
            _Cache.before = gdal.GetCacheMax()
        _Cache.n_users += 1
        gdal.SetCacheMax(min(_Cache.before, n_bytes))
    try:
        yield
    finally:
        with _Cache.lock:
            _Cache.n_users -= 1
            if _Cache.n_users == 0:
                gdal.SetCacheMax(_Cache.before)


def _box(window):
    return window.col, window.row, window.width, window.height


def has_everywhere(values, value):
    """Where all bands have a value: ndarray of bool, shape (height, width).

    Parameters
    ----------
    values : ndarray, shape (n_bands, height, width)
    value : float
    """
    # numpy compares whole numbers with a whole number ten times as fast.
    value = int(value) if values.dtype.kind in "iu" and value == int(value) else value
    same = values[0] == value
    for band in values[1:]:
        if not same.any():
            break
        same &= band == value
    return same


def _exclude(valid, hidden):
    if hidden.any():
        valid &= ~hidden
