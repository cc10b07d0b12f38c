"""What a run will need, said before it starts."""

import os
import shutil
from dataclasses import dataclass

import numpy as np

from ..clustering.tiles import tile_pixels
from ..errors import RasterError
from ..raster.block_cache import has_room, scratch_bytes
from ..raster.reader import cache_bytes

# Deflate adds 5 bytes to each 16 kB that it cannot shrink; headers, tile index and tables beside.
_DISK_FACTOR = 1.001
_DISK_EXTRA = 2**20

# What a run was seen to take, of what it was estimated to take, at most.
_MEMORY_FACTOR = 1.5

# Bytes that GDAL's sieve takes for a pixel, by its patches: 4.1 on a noisy tile of Sentinel-2, 1.8
# on a calm one; where each pixel is a patch of its own, 30.
_SIEVE_BYTES = 4


@dataclass(frozen=True)
class Needs:
    """What a run takes beyond the program that it runs in.

    Attributes
    ----------
    n_pixels : int
    memory : int
        Bytes, about.
    disk : int
        Bytes, at most: as if no class map could be compressed.
    scratch : int
        Bytes in the folder for temporary files, for the length of the run: what is slow to decode.
    """

    n_pixels: int
    memory: int
    disk: int
    scratch: int = 0


def estimate(
    source,
    window,
    *,
    n_clusters,
    sample_size,
    n_workers,
    in_flight,
    n_rasters=1,
    n_components=0,
    is_cleaned=False,
    held=0,
):
    """What classifying a window of a raster will need.

    Memory is that of the windows being read, of GDAL's cache, of the finished windows waiting to be
    written, and of the sample, which is held twice over while it is drawn; and what is kept of a
    small raster.

    Parameters
    ----------
    source : RasterSource
    window : Window
    n_clusters : int
    sample_size : int
        Pixels to draw, at least.
    n_workers : int
        Windows read at the same time in this process.
    in_flight : int
        Windows under way or waiting to be written.
    n_rasters : int
        To be written.
    n_components : int
        Into which pixels are projected.
    is_cleaned : bool
        Whether small patches are given away, in a scratch map that is not compressed.
    held : int
        Bytes of pixels that are kept: `held.held_bytes`.

    Returns
    -------
    Needs
    """
    width, height = source.window_shape()
    n_window = min(width, window.width) * min(height, window.height)
    n_features = len(source.feature_names)
    reading = n_window * (source.bytes_per_pixel + 4 * n_components + 2)
    reading += tile_pixels(n_clusters) * (4 * n_features + 7 * n_clusters)
    of_features = n_features * np.dtype(source.feature_dtype).itemsize
    key = 8
    n_samples = window.n_pixels if window.n_pixels <= 2 * sample_size else sample_size
    sampling = 3 * n_samples * (of_features + key)
    raster = source.grid.window.n_pixels * source.n_bands * np.dtype(source.dtype).itemsize
    cache = min(cache_bytes(source, n_workers), raster)
    memory = n_workers * reading + cache + n_rasters * in_flight * n_window + sampling
    memory += held
    disk = n_rasters * (window.n_pixels * _DISK_FACTOR + _DISK_EXTRA)
    if is_cleaned:
        memory += _SIEVE_BYTES * window.n_pixels
        disk += window.n_pixels + _DISK_EXTRA
    share = window.n_pixels / source.grid.window.n_pixels
    scratch = share * scratch_bytes(source.parts) if has_room(source.parts) else 0
    return Needs(window.n_pixels, int(memory), int(disk), int(scratch))


def tell_needs(path, source, window, on_needs=None, **work):
    """Tell what a run will need, and refuse where there is no room for it.

    Parameters
    ----------
    path : str
        Of the first raster to be written.
    source : RasterSource
    window : Window
    on_needs : callable, optional
        Told the `Needs`.
    **work
        As in `estimate`.

    Raises
    ------
    RasterError, MemoryError
        As `check_room`.
    """
    needs = estimate(source, window, **work)
    if on_needs:
        on_needs(needs)
    check_room(path, needs)


def check_room(path, needs):
    """Refuse a run for which there is no room.

    Raises
    ------
    RasterError
        The disk of the destination could not hold the worst case.
    MemoryError
        The system does not grant the memory.
    """
    folder = os.path.dirname(os.path.abspath(path))
    free = shutil.disk_usage(folder).free
    if free < needs.disk:
        raise RasterError(
            "{folder} has {free:.0f} MB left, and {path} may need {disk:.0f} MB: make room, choose "
            "another disk, or classify a smaller extent.",
            folder=folder,
            path=os.path.basename(path),
            free=free / 1e6,
            disk=needs.disk / 1e6,
        )
    # Asked for and never touched: GDAL may crash when it is refused memory later.
    np.empty(int(_MEMORY_FACTOR * needs.memory), dtype=np.uint8)
