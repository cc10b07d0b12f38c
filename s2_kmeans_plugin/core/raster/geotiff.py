"""Writes classes into a GeoTIFF that appears whole or not at all."""

import json
import os
import shutil

from osgeo import gdal

from ..files import checks
from ..files.atomic import HiddenFolder
from ..files.text import not_written
from .gdal_calls import last_message, quiet_gdal

NODATA = 0
CONFIDENCE_NODATA = 255
SUFFIXES = checks.GEOTIFF_SUFFIXES
TILE = 256
_NAME = "classes.tif"
_PREFIX = "S2KMEANS_"
_TABLE = ".aux.xml"

# Left by other programs beside an older raster of the same name; they would describe the wrong one.
_STALE = (".ovr", ".msk")


def check_destination(path, source):
    """Refuse a destination that cannot be written, or that would destroy the input.

    Raises
    ------
    RasterError
    """
    inputs = (source.path, *source.files)
    checks.check_destination(path, inputs, SUFFIXES, layer=source.path)


class ByteWriter:
    """A tiled, compressed Byte GeoTIFF of one band.

    Used as a context manager. It writes into a hidden folder beside the destination; only `place`
    moves the result there, replacing what stood there. Leaving without it removes every trace.

    Attributes
    ----------
    COMPRESSION : tuple of str
        GDAL's creation options. A class map is a quarter smaller at level 6, and takes six times as
        long.

    Parameters
    ----------
    path : str
    grid : Grid
    window_height : int
        Height of the windows to come, from the top of the raster; tiles are made to fit into it,
        so that each is compressed once and the file is the same whatever else GDAL is doing.
    """

    COMPRESSION = ("COMPRESS=DEFLATE", "ZLEVEL=1")

    def __init__(self, path, grid, window_height):
        self._path = os.path.abspath(path)
        self._grid = grid
        fits = window_height < TILE and window_height % 16 == 0
        self._tile_height = window_height if fits else TILE
        self._dataset = None
        self._hidden = HiddenFolder(path)
        self._folder = None

    def __enter__(self):
        try:
            self._folder = self._hidden.__enter__()
        except OSError as error:
            raise self._failure(error.strerror) from error
        try:
            with quiet_gdal():
                self._create()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        with quiet_gdal():
            self._dataset = None
        self._hidden.__exit__()

    def write(self, window, values):
        """Write the values of a window, whose corner is counted from the output's.

        Parameters
        ----------
        window : Window
        values : ndarray of uint8, shape (height, width)
        """
        self._call(self._dataset.WriteArray, values, window.col, window.row)
        self._call(self._dataset.FlushCache)

    @property
    def dataset(self):
        """What is written so far: gdal.Dataset, to be let go of before the end."""
        return self._dataset

    def _describe(self, dataset):
        """Say what the values mean, before the first pixel."""
        raise NotImplementedError

    def _is_described(self, band):
        """Whether what `_describe` and later calls said is in the file."""
        raise NotImplementedError

    def _seal(self):
        """Close the file, and check that all of it is there."""
        with quiet_gdal():
            self._dataset = None
            if gdal.GetLastErrorType() >= gdal.CE_Failure:
                raise self._failure(last_message())
        if not self._is_whole(self._made):
            raise self._failure("not all of it could be saved")

    def place(self):
        """Move the sealed raster to its destination."""
        try:
            put_in_place(self._made, self._path)
        except OSError as error:
            raise self._failure(error.strerror) from error

    @property
    def _made(self):
        return os.path.join(self._folder, _NAME)

    def _is_whole(self, made):
        """Whether tiles and texts are all there: GDAL does not always say that a disk is full."""
        with quiet_gdal():
            try:
                dataset = gdal.Open(made)
                band = dataset and dataset.GetRasterBand(1)
                if band is None or not self._is_described(band):
                    return False
                return has_all_tiles(band, os.path.getsize(made))
            except RuntimeError:
                return False

    def _create(self):
        options = [
            "TILED=YES",
            f"BLOCKXSIZE={TILE}",
            f"BLOCKYSIZE={self._tile_height}",
            *self.COMPRESSION,
            "BIGTIFF=IF_SAFER",
        ]
        driver = gdal.GetDriverByName("GTiff")
        grid = self._grid
        dataset = self._call(
            driver.Create, self._made, grid.width, grid.height, 1, gdal.GDT_Byte, options
        )
        if dataset is None:
            raise self._failure(last_message())
        if grid.geotransform is not None:
            dataset.SetGeoTransform(grid.geotransform)
        dataset.SetProjection(grid.projection)
        self._describe(dataset)
        self._dataset = dataset

    def _call(self, function, *arguments, **options):
        """Call GDAL, turning a failure it only notes, as on a full disk, into an error."""
        with quiet_gdal():
            try:
                result = function(*arguments, **options)
            except RuntimeError as error:
                raise self._failure(error) from error
            if gdal.GetLastErrorType() >= gdal.CE_Failure:
                raise self._failure(last_message())
        return result

    def _failure(self, reason):
        return not_written(self._path, reason)


class ClassWriter(ByteWriter):
    """A GeoTIFF of classes: 0 is nodata, the classes are 1 to 255.

    Parameters
    ----------
    path : str
    grid : Grid
    legend : sequence of ClassEntry
    window_height : int
    about : dict, optional
        In JSON's types; each entry becomes an item of the metadata.
    """

    def __init__(self, path, grid, legend, window_height, about=None):
        super().__init__(path, grid, window_height)
        self._legend = legend
        self._about = about or {}

    def seal(self, counts):
        """Add the attribute table and close the file.

        Parameters
        ----------
        counts : ndarray of int, shape (n_classes,)
            Pixels of each class.
        """
        band = self._dataset.GetRasterBand(1)
        self._call(band.SetDefaultRAT, self._attribute_table(counts))
        band = None
        self._seal()

    def finish(self, counts):
        """Seal the raster and move it to its destination."""
        self.seal(counts)
        self.place()

    def _describe(self, dataset):
        for name, value in self._about.items():
            text = value if isinstance(value, str) else json.dumps(value)
            dataset.SetMetadataItem(f"{_PREFIX}{name.upper()}", text)
        band = dataset.GetRasterBand(1)
        # Since GDAL 3.10 the colour table has to come before the first pixel.
        table = gdal.ColorTable()
        table.SetColorEntry(NODATA, (0, 0, 0, 0))
        for entry in self._legend:
            table.SetColorEntry(entry.value, (*entry.color, 255))
        band.SetColorTable(table)
        band.SetNoDataValue(NODATA)
        band.SetDescription("class")
        names = {entry.value: entry.name for entry in self._legend}
        band.SetCategoryNames([names.get(value, "") for value in range(max(names) + 1)])

    def _is_described(self, band):
        table = band.GetDefaultRAT()
        return table is not None and table.GetRowCount() == len(self._legend)

    def _attribute_table(self, counts):
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
    """A GeoTIFF of percent, 0 to 100; 255 is nodata."""

    def seal(self):
        """Close the file."""
        self._seal()

    def _describe(self, dataset):
        band = dataset.GetRasterBand(1)
        band.SetNoDataValue(CONFIDENCE_NODATA)
        band.SetDescription("confidence")
        band.SetUnitType("%")

    def _is_described(self, band):
        return band.GetNoDataValue() == CONFIDENCE_NODATA


def put_in_place(made, path):
    """Move a raster, and the table beside it, to their places; the old pair stays if one cannot.

    Parameters
    ----------
    made, path : str
        Where it is, in a hidden folder, and where it goes.

    Raises
    ------
    OSError
    """
    table = path + _TABLE
    kept = made + ".kept"
    if os.path.exists(table):
        shutil.copy2(table, kept)
    if os.path.exists(made + _TABLE):
        os.replace(made + _TABLE, table)
    elif os.path.exists(table):
        os.remove(table)
    try:
        os.replace(made, path)
    except OSError:
        if os.path.exists(kept):
            os.replace(kept, table)
        elif os.path.exists(table):
            os.remove(table)
        raise
    for suffix in _STALE:
        if os.path.exists(path + suffix):
            os.remove(path + suffix)


def has_all_tiles(band, size):
    """Whether all tiles of a GeoTIFF of so many bytes are there."""
    return all(_tile_end(band, *tile) <= size for tile in _tiles(band))


def _tiles(band):
    """Column and row of each tile of a GeoTIFF."""
    width, height = band.GetBlockSize()
    for row in range(-(-band.YSize // height)):
        for col in range(-(-band.XSize // width)):
            yield col, row


def _tile_end(band, col, row):
    """Where in the file a tile ends; infinity where it is missing."""
    offset, size = (
        band.GetMetadataItem(f"BLOCK_{item}_{col}_{row}", "TIFF") for item in ("OFFSET", "SIZE")
    )
    return int(offset) + int(size) if offset and size else float("inf")
