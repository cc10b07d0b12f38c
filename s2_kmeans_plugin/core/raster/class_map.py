"""Class maps as input: their legend, and the classes of each window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from osgeo import gdal

from ..choices import MAX_CLASSES
from ..errors import RasterError
from ..legend import ClassEntry, make_legend, strip_controls
from .gdal_calls import guard_gdal, open_dataset

if TYPE_CHECKING:
    from .grid import Window
    from .interfaces import Reader
    from .source import RasterSource

Color = tuple[int, int, int]
_Cell = TypeVar("_Cell")


def read_legend(
    source: RasterSource, values: Sequence[int], otherwise: Iterable[ClassEntry] = ()
) -> dict[int, ClassEntry]:
    """Return names and colours of classes, 1 to 255, of a raster of one band.

    Names come from the attribute table or the category names, colours from the attribute table or
    the colour table. Otherwise both come from ``otherwise``, or names are numbers and colours are
    made.
    """
    with guard_gdal():
        dataset = open_dataset(source.path, source.open_options)
        band = dataset.GetRasterBand(source.bands[0])
        names, colors = _names(band), _colors(band)
    made = {entry.value: entry for entry in make_legend(max(values, default=1), "distinct")}
    made.update((entry.value, entry) for entry in otherwise)
    return {
        value: ClassEntry(
            value,
            strip_controls(names.get(value, "")) or made[value].name,
            colors.get(value, made[value].color),
        )
        for value in values
    }


def named_classes(source: RasterSource) -> set[int]:
    """Return the classes that the file names, whether or not a pixel has them."""
    with guard_gdal():
        dataset = open_dataset(source.path, source.open_options)
        names = _names(dataset.GetRasterBand(source.bands[0]))
    return {value for value, name in names.items() if name and 1 <= value <= MAX_CLASSES}


def read_classes(reader: Reader, window: Window) -> np.ndarray:
    """Return the classes of a window: uint8, shape (height, width), 0 where there is none.

    Raise RasterError when a value is not an integer from 0 to 255.
    """
    values, valid = reader.read(window)
    classes = np.where(valid, values[0], 0)
    if classes.dtype != np.uint8:
        whole = classes.astype(np.int64)
        others = classes[(whole != classes) | (whole < 0) | (whole > MAX_CLASSES)]
        if others.size:
            raise RasterError(
                "{path} is not a class map: it has the value {value:.10g}, and classes are "
                "integers from 1 to {most}. Choose a class map.",
                path=reader.source.path,
                value=float(others[0]),
                most=MAX_CLASSES,
            )
        classes = whole.astype(np.uint8)
    return classes


def _names(band: Any) -> dict[int, str]:
    # GDAL reads the category names beside the raster only after it was asked for the table.
    table = band.GetDefaultRAT()
    names = dict(enumerate(band.GetCategoryNames() or ()))
    if table is not None:
        names.update(_column(table, gdal.GFU_Name, table.GetValueAsString))
    return names


def _colors(band: Any) -> dict[int, Color]:
    colors: dict[int, Color] = {}
    entries, table = band.GetColorTable(), band.GetDefaultRAT()
    if entries is not None:
        colors = {n: tuple(entries.GetColorEntry(n)[:3]) for n in range(entries.GetCount())}
    if table is not None:
        red, green, blue = (
            _column(table, usage, table.GetValueAsInt)
            for usage in (gdal.GFU_Red, gdal.GFU_Green, gdal.GFU_Blue)
        )
        for value in red.keys() & green.keys() & blue.keys():
            color = red[value], green[value], blue[value]
            # The tables of other programs may have more than 8 bits.
            if min(color) >= 0 and max(color) <= 255:
                colors[value] = color
    return colors


def _column(table: Any, usage: int, cell: Callable[[int, int], _Cell]) -> dict[int, _Cell]:
    """Return the cells of a column of an attribute table by the value of the class."""
    column = table.GetColOfUsage(usage)
    values = table.GetColOfUsage(gdal.GFU_MinMax)
    if min(column, values) < 0:
        return {}
    return {
        table.GetValueAsInt(row, values): cell(row, column) for row in range(table.GetRowCount())
    }
