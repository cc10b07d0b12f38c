"""PNG files from arrays, by GDAL."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

import numpy as np
from osgeo import gdal

from ..errors import RasterError
from .gdal_calls import guard_gdal, require

_OPTIONS = ["ZLEVEL=9"]


def png_bytes(
    pixels: np.ndarray, palette: Mapping[int, tuple[int, int, int, int]] | None = None
) -> bytes:
    """Return the PNG file of an array; raise RasterError when this GDAL cannot write PNG.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (height, width) or (n_channels, height, width)
        Grey or entries of a palette; or 1 to 4 channels: grey, grey and alpha, RGB, RGB and alpha.
    palette : mapping of int to tuple of 4 int, optional
        Red, green, blue and alpha, 0 to 255, of the values of a single channel. Other values are
        transparent.
    """
    channels = pixels if pixels.ndim == 3 else pixels[None]
    n_channels, height, width = channels.shape
    path = f"/vsimem/{uuid.uuid4().hex}.png"
    # A picture needs no file of metadata beside it.
    with guard_gdal(_failure, options={"GDAL_PAM_ENABLED": "NO"}):
        memory = gdal.GetDriverByName("MEM").Create("", width, height, n_channels, gdal.GDT_Byte)
        memory.WriteArray(np.ascontiguousarray(channels))
        if palette is not None:
            memory.GetRasterBand(1).SetColorTable(_color_table(palette))
        try:
            driver = require(gdal.GetDriverByName("PNG"))
            # The file is complete when the dataset has no reference any more.
            require(driver.CreateCopy(path, memory, options=_OPTIONS))
            return _contents(path)
        finally:
            gdal.Unlink(path)


def _color_table(palette: Mapping[int, tuple[int, int, int, int]]) -> gdal.ColorTable:
    table = gdal.ColorTable()
    for value in range(256):
        table.SetColorEntry(value, palette.get(value, (0, 0, 0, 0)))
    return table


def _contents(path: str) -> bytes:
    file = require(gdal.VSIFOpenL(path, "rb"))
    try:
        return bytes(gdal.VSIFReadL(1, gdal.VSIStatL(path).size, file))
    finally:
        gdal.VSIFCloseL(file)


def _failure(reason: str) -> RasterError:
    return RasterError(
        "The picture cannot be written as PNG: {reason}. Install a GDAL with its PNG driver.",
        reason=reason,
    )
