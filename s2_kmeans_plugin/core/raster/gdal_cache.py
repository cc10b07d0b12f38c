"""Size of GDAL's cache of blocks during a run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from osgeo import gdal

if TYPE_CHECKING:
    from .source import RasterSource

# Chosen.
_SMALLEST = 64 * 2**20
# A window of a mosaic need not follow the blocks: 5 x 5 blocks of 256 pixels lie under a window of
# 1,024 pixels, which has the area of 4 x 4.
_BLOCKS_PER_WINDOW = 1.6


class _Cache:
    lock = threading.Lock()
    n_users = 0
    size_before = 0


def cache_bytes(source: RasterSource, n_workers: int) -> int:
    """Return the size of GDAL's cache at which no block is decoded twice for one window.

    When GDAL is asked for one band of a block that holds all bands, it keeps the other bands too.
    Each worker reads one window at a time.
    """
    width, height = source.window_shape()
    per_pixel = source.n_bands_in_file * np.dtype(source.dtype).itemsize
    return max(_SMALLEST, int(_BLOCKS_PER_WINDOW * n_workers * width * height * per_pixel))


@contextmanager
def small_cache(n_bytes: int) -> Iterator[None]:
    """Limit GDAL's cache of blocks for the length of a with block.

    A run reads each block once, so a larger cache would only cost memory. The cache belongs to the
    whole process: it never grows here, and the last of several runs restores its size.
    """
    with _Cache.lock:
        if _Cache.n_users == 0:
            _Cache.size_before = gdal.GetCacheMax()
        _Cache.n_users += 1
        gdal.SetCacheMax(min(_Cache.size_before, n_bytes))
    try:
        yield
    finally:
        with _Cache.lock:
            _Cache.n_users -= 1
            if _Cache.n_users == 0:
                gdal.SetCacheMax(_Cache.size_before)
