"""GeoTIFFs of one byte a pixel: classes and confidence."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from itertools import product
from typing import Any, Callable, TypeVar

import numpy as np
from osgeo import gdal

from ..errors import FileError
from ..files.checks import GEOTIFF_SUFFIXES, check_destination
from ..files.commit import StagedFile
from ..files.text import not_written
from ..legend import ClassEntry
from .gdal_calls import guard_gdal, require
from .grid import Grid, Window
from .source import RasterSource

NODATA = 0
CONFIDENCE_NODATA = 255
TILE = 256
_PREFIX = "S2KMEANS_"

_Writer = TypeVar("_Writer", bound="ByteWriter")


def check_map_destination(path: str, source: RasterSource) -> None:
    """Raise FileError for a destination that cannot be written or would destroy the input."""
    inputs = (source.path, *source.files)
    check_destination(path, inputs, GEOTIFF_SUFFIXES, layer=source.path)


class ByteWriter:
    """Writer of a tiled, compressed Byte GeoTIFF of one band.

    Used as a context manager. `seal` completes the staged file; the staging moves it. Tiles fit
    into the height of the windows to come, from the top of the raster: each is compressed once, so
    that the file does not depend on what else GDAL does.
    """

    # Level 6 makes a class map a quarter smaller and takes six times as long.
    COMPRESSION: tuple[str, ...] = ("COMPRESS=DEFLATE", "ZLEVEL=1")

    def __init__(self, file: StagedFile, grid: Grid, window_height: int) -> None:
        self._file = file
        self._grid = grid
        fits = window_height < TILE and window_height % 16 == 0
        self._tile_height = window_height if fits else TILE
        self._dataset: Any = None

    def __enter__(self: _Writer) -> _Writer:
        try:
            with guard_gdal():
                self._create()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        with guard_gdal():
            self._dataset = None

    def write(self, window: Window, values: np.ndarray) -> None:
        """Write the values of a window: ndarray of uint8, shape (height, width).

        The corner of the window counts from the corner of the output. Raise FileError if GDAL
        reports a failure, such as a full disk.
        """
        self._call(self._dataset.WriteArray, values, window.col, window.row)
        self._call(self._dataset.FlushCache)

    @property
    def dataset(self) -> gdal.Dataset:
        """The dataset as written so far. Drop the reference before `seal`."""
        return self._dataset

    def seal(self) -> None:
        """Close the file; raise FileError if not all of it could be saved."""
        with guard_gdal(self._failure):
            self._dataset = None
        if not self._is_complete():
            raise self._failure("not all of it could be saved")

    def _describe(self, dataset: gdal.Dataset) -> None:
        """Write the meaning of the values before the first pixel."""
        raise NotImplementedError

    def _is_described(self, band: gdal.Band) -> bool:
        """Return whether the meaning of the values is in the file."""
        raise NotImplementedError

    def _is_complete(self) -> bool:
        """Return whether tiles and texts are in the file: GDAL may stay silent on a full disk."""
        staged = self._file.staged
        with guard_gdal():
            try:
                dataset = gdal.Open(staged)
                band = dataset and dataset.GetRasterBand(1)
                if band is None or not self._is_described(band):
                    return False
                return has_all_tiles(band, os.path.getsize(staged))
            except RuntimeError:
                return False

    def _create(self) -> None:
        tile = f"BLOCKXSIZE={TILE}", f"BLOCKYSIZE={self._tile_height}"
        options = ["TILED=YES", *tile, *self.COMPRESSION, "BIGTIFF=IF_SAFER"]
        driver = gdal.GetDriverByName("GTiff")
        grid = self._grid
        size = grid.width, grid.height
        with guard_gdal(self._failure):
            dataset = require(driver.Create(self._file.staged, *size, 1, gdal.GDT_Byte, options))
        if grid.geotransform is not None:
            dataset.SetGeoTransform(grid.geotransform)
        dataset.SetProjection(grid.projection)
        self._describe(dataset)
        self._dataset = dataset

    def _call(self, function: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Call GDAL, and raise failures that it only notes."""
        with guard_gdal(self._failure):
            return function(*arguments, **options)

    def _failure(self, reason: str) -> FileError:
        return not_written(self._file.path, reason)


class ClassWriter(ByteWriter):
    """Writer of a GeoTIFF of classes: 0 is nodata, the classes are 1 to 255.

    ``about`` is the origin of the map, of JSON's types. Each entry becomes an item of the metadata.
    """

    def __init__(
        self,
        file: StagedFile,
        grid: Grid,
        legend: Sequence[ClassEntry],
        window_height: int,
        about: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(file, grid, window_height)
        self._legend = legend
        self._about = about or {}

    def add_table(self, counts: Sequence[int] | np.ndarray) -> None:
        """Add the attribute table with the pixels of each class; call it once, before `seal`."""
        band = self._dataset.GetRasterBand(1)
        self._call(band.SetDefaultRAT, self._attribute_table(counts))

    def _describe(self, dataset: gdal.Dataset) -> None:
        for name, value in self._about.items():
            text = value if isinstance(value, str) else json.dumps(value)
            dataset.SetMetadataItem(f"{_PREFIX}{name.upper()}", text)
        band = dataset.GetRasterBand(1)
        # Since GDAL 3.10 the colour table must come before the first pixel.
        table = gdal.ColorTable()
        table.SetColorEntry(NODATA, (0, 0, 0, 0))
        for entry in self._legend:
            table.SetColorEntry(entry.value, (*entry.color, 255))
        band.SetColorTable(table)
        band.SetNoDataValue(NODATA)
        band.SetDescription("class")
        names = {entry.value: entry.name for entry in self._legend}
        band.SetCategoryNames([names.get(value, "") for value in range(max(names) + 1)])

    def _is_described(self, band: gdal.Band) -> bool:
        table = band.GetDefaultRAT()
        return table is not None and table.GetRowCount() == len(self._legend)

    def _attribute_table(self, counts: Sequence[int] | np.ndarray) -> gdal.RasterAttributeTable:
        table = gdal.RasterAttributeTable()
        fits_integer = max(counts) < 2**31
        for name, kind, usage in (
            ("value", gdal.GFT_Integer, gdal.GFU_MinMax),
            ("name", gdal.GFT_String, gdal.GFU_Name),
            ("pixels", gdal.GFT_Integer if fits_integer else gdal.GFT_Real, gdal.GFU_PixelCount),
            ("red", gdal.GFT_Integer, gdal.GFU_Red),
            ("green", gdal.GFT_Integer, gdal.GFU_Green),
            ("blue", gdal.GFT_Integer, gdal.GFU_Blue),
        ):
            table.CreateColumn(name, kind, usage)
        table.SetRowCount(len(self._legend))
        for row, (entry, count) in enumerate(zip(self._legend, counts)):
            table.SetValueAsInt(row, 0, entry.value)
            table.SetValueAsString(row, 1, entry.name)
            (table.SetValueAsInt if fits_integer else table.SetValueAsDouble)(row, 2, int(count))
            for column, channel in enumerate(entry.color, start=3):
                table.SetValueAsInt(row, column, channel)
        return table


class ConfidenceWriter(ByteWriter):
    """Writer of a GeoTIFF of confidence in percent, 0 to 100; 255 is nodata."""

    def _describe(self, dataset: gdal.Dataset) -> None:
        band = dataset.GetRasterBand(1)
        band.SetNoDataValue(CONFIDENCE_NODATA)
        band.SetDescription("confidence")
        band.SetUnitType("%")

    def _is_described(self, band: gdal.Band) -> bool:
        return band.GetNoDataValue() == CONFIDENCE_NODATA


def has_all_tiles(band: gdal.Band, size: int) -> bool:
    """Return whether all tiles of a GeoTIFF lie within its size in bytes."""
    width, height = band.GetBlockSize()
    tiles = product(range(-(-band.XSize // width)), range(-(-band.YSize // height)))
    return all(_tile_end(band, *tile) <= size for tile in tiles)


def _tile_end(band: gdal.Band, col: int, row: int) -> float:
    """Return the position in the file behind a tile; infinity if the tile is missing."""
    offset, size = (
        band.GetMetadataItem(f"BLOCK_{item}_{col}_{row}", "TIFF") for item in ("OFFSET", "SIZE")
    )
    return int(offset) + int(size) if offset and size else float("inf")
