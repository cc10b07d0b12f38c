"""Memory and disk that a run needs, estimated before it starts."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import Callable

import numpy as np

from ..clustering.tiles import tile_pixels
from ..errors import RasterError
from ..parallel.memory import available_bytes
from ..parallel.windows import Workers
from ..raster.block_cache import has_room, scratch_bytes
from ..raster.gdal_cache import cache_bytes
from ..raster.grid import Window
from ..raster.source import RasterSource

# Deflate adds 5 bytes to each 16 kB that it cannot compress; headers, tile index and tables follow.
_DISK_FACTOR = 1.001
_DISK_EXTRA = 2**20

# Largest measured ratio of actual to estimated memory: `make bench`.
_MEMORY_FACTOR = 1.5

# Memory of GDAL's sieve for each pixel, in bytes: measured 4.1 on a noisy Sentinel-2 tile, 1.8 on a
# calm one, and 30 if each pixel is a patch.
_SIEVE_BYTES = 4


@dataclass(frozen=True)
class Needs:
    """Demands of a run beyond the program that it runs in.

    Attributes
    ----------
    memory : int
        Bytes, an estimate.
    disk : int
        Bytes, an upper limit: as if no map could be compressed.
    scratch : int
        Bytes in the folder for temporary files, until the run ends: decoded blocks.
    """

    n_pixels: int
    memory: int
    disk: int
    scratch: int = 0


OnNeeds = Callable[[Needs], None]


@dataclass(frozen=True)
class Work:
    """Work of a run, as far as memory and disk depend on it.

    Attributes
    ----------
    sample_size : int
        Smallest number of pixels to draw.
    n_rasters : int
        Number of GeoTIFFs to write.
    is_cleaned : bool
        Whether small patches go, which takes an uncompressed scratch map.
    in_memory : int
        Bytes of pixels that stay in memory: `in_memory.in_memory_bytes`.
    """

    n_clusters: int = 1
    sample_size: int = 1
    n_rasters: int = 1
    n_components: int = 0
    is_cleaned: bool = False
    in_memory: int = 0


def estimate(source: RasterSource, window: Window, work: Work, workers: Workers) -> Needs:
    """Estimate the needs of a run.

    The memory holds the windows that are read, GDAL's cache, finished windows that wait to be
    written, the sample (twice while it is drawn) and the pixels of a small raster.
    """
    memory = workers.n_workers * _window_bytes(source, window, work)
    raster = source.grid.window.n_pixels * source.n_bands * np.dtype(source.dtype).itemsize
    memory += min(cache_bytes(source, workers.n_workers), raster)
    memory += work.n_rasters * workers.in_flight * _window_pixels(source, window)
    memory += _sample_bytes(source, window, work) + work.in_memory
    disk = work.n_rasters * (window.n_pixels * _DISK_FACTOR + _DISK_EXTRA)
    if work.is_cleaned:
        memory += _SIEVE_BYTES * window.n_pixels
        disk += window.n_pixels + _DISK_EXTRA
    share = window.n_pixels / source.grid.window.n_pixels
    scratch = share * scratch_bytes(source.parts) if has_room(source.parts) else 0
    return Needs(window.n_pixels, int(memory), int(disk), int(scratch))


def _window_pixels(source: RasterSource, window: Window) -> int:
    width, height = source.window_shape()
    return min(width, window.width) * min(height, window.height)


def _window_bytes(source: RasterSource, window: Window, work: Work) -> float:
    """Return the bytes of a window while it is read and labelled."""
    n_features = len(source.feature_names)
    per_pixel = source.bytes_per_pixel + 4 * work.n_components + 2
    of_tile = tile_pixels(work.n_clusters) * (4 * n_features + 7 * work.n_clusters)
    return _window_pixels(source, window) * per_pixel + of_tile


def _sample_bytes(source: RasterSource, window: Window, work: Work) -> int:
    of_features = len(source.feature_names) * np.dtype(source.feature_dtype).itemsize
    key = 8
    # A window with no more than twice as many pixels is drawn completely.
    is_whole = window.n_pixels <= 2 * work.sample_size
    n_samples = window.n_pixels if is_whole else work.sample_size
    return 3 * n_samples * (of_features + key)


def announce_needs(path: str, needs: Needs, on_needs: OnNeeds | None = None) -> None:
    """Announce the needs of a run, and refuse it without room for its first raster."""
    if on_needs:
        on_needs(needs)
    check_room(path, needs)


def check_room(path: str, needs: Needs) -> None:
    """Refuse a run without room.

    Raises RasterError if the disk of the destination could not hold the largest possible maps, and
    MemoryError if the memory of the machine is too small. GDAL may crash when it is refused memory.
    """
    folder = os.path.dirname(os.path.abspath(path))
    free = shutil.disk_usage(folder).free
    if free < needs.disk:
        raise RasterError(
            "{folder} has {free:.0f} MB left, and {path} may need {disk:.0f} MB. Make room, choose "
            "another disk, or classify a smaller extent.",
            folder=folder,
            path=os.path.basename(path),
            free=free / 1e6,
            disk=needs.disk / 1e6,
        )
    available = available_bytes()
    if available is not None and _MEMORY_FACTOR * needs.memory > available:
        raise MemoryError
