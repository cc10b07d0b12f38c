"""Copies a raster, all it says of itself included, into a GeoTIFF."""

import os

from osgeo import gdal

from ..errors import FileError
from ..files.atomic import HiddenFolder
from .gdal_calls import followed, last_message, quiet_gdal
from .geotiff import has_all_tiles, put_in_place
from .reader import open_dataset, small_cache

_CACHE = 256 * 2**20
# By bands, as the files of a product are: each is read once, from the top.
_OPTIONS = (
    "TILED=YES",
    "INTERLEAVE=BAND",
    "COMPRESS=DEFLATE",
    "ZLEVEL=1",
    "PREDICTOR=2",
    "NUM_THREADS=ALL_CPUS",
    "BIGTIFF=IF_SAFER",
)


def copy_to_geotiff(raster, path, watch):
    """Write a raster as a GeoTIFF that appears whole or not at all.

    Parameters
    ----------
    raster : str
        What GDAL opens, of whole numbers.
    path : str
    watch : Watch

    Raises
    ------
    FileError
        When it cannot be read or written.
    """
    path = os.path.abspath(path)
    dataset = open_dataset(raster)
    try:
        with HiddenFolder(path) as folder:
            made = os.path.join(folder, "copy.tif")
            with quiet_gdal(), small_cache(_CACHE):
                _copy(dataset, made, path, watch)
                if not _is_whole(made, dataset.RasterCount):
                    raise _failure(path, "not all of it could be saved")
            put_in_place(made, path)
    except OSError as error:
        raise _failure(path, error.strerror) from error


def _copy(dataset, made, path, watch):
    driver = gdal.GetDriverByName("GTiff")
    with followed(watch.at) as callback:
        try:
            copied = driver.CreateCopy(made, dataset, options=list(_OPTIONS), callback=callback)
        except RuntimeError:
            copied = None
        reason = None if copied is not None else last_message()
        copied = None
    if reason or gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise _failure(path, reason or last_message())


def _is_whole(made, n_bands):
    """Whether every tile is there: GDAL does not always say that a disk is full."""
    copied = open_dataset(made)
    size = os.path.getsize(made)
    bands = [copied.GetRasterBand(number) for number in range(1, n_bands + 1)]
    return all(has_all_tiles(band, size) for band in bands)


def _failure(path, reason):
    return FileError(
        "{path} cannot be written: {reason}. The product may be damaged, or the disk full.",
        path=path,
        reason=str(reason).rstrip("."),
    )
