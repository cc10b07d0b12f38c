"""Copy of a raster with all its metadata as a GeoTIFF."""

from __future__ import annotations

import os
from functools import partial

from osgeo import gdal

from ..errors import FileError
from ..files.commit import StagedFile
from ..parallel.progress import Watch
from .gdal_cache import small_cache
from .gdal_calls import guard_gdal, open_dataset, require, watch_gdal
from .geotiff import has_all_tiles

_CACHE = 256 * 2**20
# Bands are separate, as the files of a product are: each is read once, from the top.
_LAYOUT = ("TILED=YES", "INTERLEAVE=BAND", "BIGTIFF=IF_SAFER")
_COMPRESSION = ("COMPRESS=DEFLATE", "ZLEVEL=1", "PREDICTOR=2", "NUM_THREADS=ALL_CPUS")


def copy_to_geotiff(raster: str, file: StagedFile, watch: Watch) -> None:
    """Write a raster of whole numbers, which GDAL opens, as a GeoTIFF.

    Raise RasterError if it cannot be read, and FileError if the file cannot be written.
    """
    dataset = open_dataset(raster)
    try:
        with guard_gdal(), small_cache(_CACHE):
            _copy(dataset, file, watch)
            if not _is_complete(file.staged, dataset.RasterCount):
                raise _failure(file, "not all of it could be saved")
    except OSError as error:
        raise _failure(file, error.strerror) from error


def _copy(dataset: gdal.Dataset, file: StagedFile, watch: Watch) -> None:
    driver = gdal.GetDriverByName("GTiff")
    options = [*_LAYOUT, *_COMPRESSION]
    with guard_gdal(partial(_failure, file)), watch_gdal(watch.at) as callback:
        # Without a reference the copy is closed here, and failures of its last tiles are raised.
        require(driver.CreateCopy(file.staged, dataset, options=options, callback=callback))


def _is_complete(path: str, n_bands: int) -> bool:
    """Return whether every tile is in the file: GDAL may stay silent on a full disk."""
    copied = open_dataset(path)
    size = os.path.getsize(path)
    bands = [copied.GetRasterBand(number) for number in range(1, n_bands + 1)]
    return all(has_all_tiles(band, size) for band in bands)


def _failure(file: StagedFile, reason: object) -> FileError:
    return FileError(
        "{path} cannot be written: {reason}. Check the product for damage and the disk for free "
        "space.",
        path=file.path,
        reason=str(reason).rstrip("."),
    )
