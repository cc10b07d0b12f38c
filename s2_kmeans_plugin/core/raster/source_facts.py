"""Facts that are read from a dataset when a source is opened."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from osgeo import gdal

from ..errors import ArgumentError, RasterError
from .gdal_calls import open_dataset
from .grid import Grid

_ON_A_SERVER = re.compile(r"/vsi(\w+/\{?/vsi)*(curl|s3|gs|az|adls|oss|swift|webhdfs|hdfs)")


def choose_bands(dataset: Any, bands: Sequence[int] | None, path: str) -> tuple[int, ...]:
    """Return the numbers of the chosen bands; all but an alpha band where none is chosen.

    Raise RasterError when the file has no bands. Raise ArgumentError when a band does not exist or
    is chosen twice.
    """
    count = dataset.RasterCount
    if count == 0:
        raise RasterError(
            "{path} has no bands of its own. Choose one of its subdatasets.", path=path
        )
    if not bands:
        alpha = alpha_band_of(dataset)
        return tuple(number for number in range(1, count + 1) if number != alpha) or (1,)
    for number in bands:
        if not 1 <= number <= count:
            raise ArgumentError(
                "Band {band} does not exist in {path}, which has {count}. Choose from 1 to "
                "{count}.",
                band=number,
                path=path,
                count=count,
            )
        if list(bands).count(number) > 1:
            raise ArgumentError("Band {band} is chosen twice. Choose it once.", band=number)
    return tuple(bands)


def alpha_band_of(dataset: Any) -> int | None:
    """Return the number of the first alpha band."""
    for number in range(1, dataset.RasterCount + 1):
        if dataset.GetRasterBand(number).GetColorInterpretation() == gdal.GCI_AlphaBand:
            return number
    return None


def mask_bands_of(numbers: Sequence[int], bands: Sequence[Any]) -> tuple[int, ...]:
    """Return the bands whose GDAL mask must be read, beyond nodata values and alpha bands."""
    shared: list[int] = []
    own: list[int] = []
    for number, band in zip(numbers, bands):
        flags = band.GetMaskFlags()
        if flags in (gdal.GMF_ALL_VALID, gdal.GMF_NODATA) or flags & gdal.GMF_ALPHA:
            continue
        (shared if flags & gdal.GMF_PER_DATASET else own).append(number)
    return tuple(shared[:1] + own)


def grid_of(dataset: Any) -> Grid:
    """Return the grid of a gdal.Dataset, without a geotransform that maps pixels to a line."""
    geotransform = dataset.GetGeoTransform(can_return_null=True)
    if geotransform is not None:
        _, dx, rx, _, ry, dy = geotransform
        if dx * dy == rx * ry:
            geotransform = None
    return Grid(
        dataset.RasterXSize,
        dataset.RasterYSize,
        None if geotransform is None else tuple(geotransform),
        dataset.GetProjection() or "",
    )


def block_shape_of(dataset: Any) -> tuple[int, int]:
    """Return width and height of the blocks of the file that holds the pixels.

    The blocks of a VRT say nothing about the blocks of its files.
    """
    if dataset.GetDriver().ShortName == "VRT":
        for path in dataset.GetFileList() or ():
            if path != dataset.GetDescription():
                with suppress(RasterError):
                    return block_shape_of(open_dataset(path))
    width, height = dataset.GetRasterBand(1).GetBlockSize()
    return width, height


def files_of(dataset: Any, path: str) -> tuple[str, ...]:
    """Return the files of a raster, which no output may replace."""
    # No output goes to a server, and GDAL would ask the server about one file after the other.
    if _ON_A_SERVER.match(path):
        return (path,)
    return tuple(dataset.GetFileList() or ())


def scale_of(band: Any) -> float:
    """Return the declared scale of a gdal.Band; 1 where it declares none."""
    return _finite(band.GetScale()) or 1.0


def offset_of(band: Any) -> float:
    """Return the declared offset of a gdal.Band; 0 where it declares none."""
    return _finite(band.GetOffset()) or 0.0


def _finite(number: float | None) -> float | None:
    return number if number is not None and math.isfinite(number) else None
