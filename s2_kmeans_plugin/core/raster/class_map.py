"""Maps of classes made here or elsewhere: their legend and the values of each window."""

import numpy as np
from osgeo import gdal

from ..choices import MAX_CLASSES
from ..errors import RasterError
from ..legend import ClassEntry, make_legend, printable
from .gdal_calls import patient_gdal
from .reader import open_dataset


@patient_gdal()
def read_legend(source, values, otherwise=()):
    """Names and colours of classes as the file tells them.

    Names come from the attribute table, else from the category names, else they are numbers;
    colours from the attribute table or the colour table, else they are made.

    Parameters
    ----------
    source : RasterSource
        Of one band.
    values : sequence of int
        The classes, 1 to 255.
    otherwise : sequence of ClassEntry, optional
        Names and colours of classes of which the file tells none.

    Returns
    -------
    dict of int to ClassEntry
    """
    dataset = open_dataset(source.path, source.open_options)
    band = dataset.GetRasterBand(source.bands[0])
    table = band.GetDefaultRAT()
    names = _names(band)
    colors = {}
    if band.GetColorTable() is not None:
        entries = band.GetColorTable()
        colors = {n: tuple(entries.GetColorEntry(n)[:3]) for n in range(entries.GetCount())}
    if table is not None:
        channels = [
            _column(table, usage, table.GetValueAsInt)
            for usage in (gdal.GFU_Red, gdal.GFU_Green, gdal.GFU_Blue)
        ]
        for value in set.intersection(*(set(channel) for channel in channels)):
            color = tuple(channel[value] for channel in channels)
            # Tables of other programs may have more than 8 bits.
            if min(color) >= 0 and max(color) <= 255:
                colors[value] = color
    made = {entry.value: entry for entry in make_legend(max(values, default=1), "distinct")}
    made.update((entry.value, entry) for entry in otherwise)
    return {
        value: ClassEntry(
            value,
            printable(names.get(value, "")) or made[value].name,
            colors.get(value, made[value].color),
        )
        for value in values
    }


@patient_gdal()
def named_classes(source):
    """The classes that the file names, whether or not a pixel has them: set of int.

    Parameters
    ----------
    source : RasterSource
        Of one band.
    """
    dataset = open_dataset(source.path, source.open_options)
    names = _names(dataset.GetRasterBand(source.bands[0]))
    return {value for value, name in names.items() if name and 1 <= value <= MAX_CLASSES}


def _names(band):
    """Names of classes by their values."""
    # Only after this does GDAL look at the file beside the raster.
    table = band.GetDefaultRAT()
    names = dict(enumerate(band.GetCategoryNames() or ()))
    if table is not None:
        names.update(_column(table, gdal.GFU_Name, table.GetValueAsString))
    return names


def _column(table, usage, cell):
    """Entries of a column of an attribute table by the value of the class."""
    column = table.GetColOfUsage(usage)
    values = table.GetColOfUsage(gdal.GFU_MinMax)
    if min(column, values) < 0:
        return {}
    return {
        table.GetValueAsInt(row, values): cell(row, column) for row in range(table.GetRowCount())
    }


def read_classes(reader, window):
    """The classes of a window.

    Parameters
    ----------
    reader : RasterReader
        Of one band.
    window : Window

    Returns
    -------
    ndarray of uint8, shape (height, width)
        0 where there is none.

    Raises
    ------
    RasterError
        When a value is no class from 0 to 255.
    """
    values, valid = reader.read(window)
    values = values[0]
    classes = np.where(valid, values, 0)
    if classes.dtype != np.uint8:
        whole = classes.astype(np.int64)
        others = classes[(whole != classes) | (whole < 0) | (whole > MAX_CLASSES)]
        if others.size:
            raise RasterError(
                "{path} is no map of classes: it has the value {value:.10g}, and classes are whole "
                "numbers from 1 to {most}. Choose a map of classes.",
                path=reader.source.path,
                value=float(others[0]),
                most=MAX_CLASSES,
            )
        classes = whole.astype(np.uint8)
    return classes
