"""Class maps as input: legend and classes."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.raster.class_map import named_classes, read_classes, read_legend
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture
def make_classes(make_raster):
    """A factory of class maps with classes 1 to 3; gives the source."""

    def make(names=(), colors=(), table=()):
        path = make_raster(np.array([[1, 2], [3, 0]], np.uint8), nodata=0)
        dataset = gdal.Open(path, gdal.GA_Update)
        band = dataset.GetRasterBand(1)
        if names:
            band.SetCategoryNames(list(names))
        if colors:
            entries = gdal.ColorTable()
            for value, color in enumerate(colors):
                entries.SetColorEntry(value, color)
            band.SetColorTable(entries)
        if table:
            band.SetDefaultRAT(attribute_table(table))
        band = dataset = None
        return RasterSource.open(path)

    return make


def attribute_table(rows):
    """The attribute table of rows of value, name, red, green, blue."""
    table = gdal.RasterAttributeTable()
    usages = (gdal.GFU_MinMax, gdal.GFU_Name, gdal.GFU_Red, gdal.GFU_Green, gdal.GFU_Blue)
    for usage in usages:
        is_text = usage == gdal.GFU_Name
        table.CreateColumn(str(usage), gdal.GFT_String if is_text else gdal.GFT_Integer, usage)
    table.SetRowCount(len(rows))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            set_cell = table.SetValueAsString if isinstance(cell, str) else table.SetValueAsInt
            set_cell(row, column, cell)
    return table


def names_of(legend):
    return [entry.name for entry in legend.values()]


def test_names_and_colours_come_from_the_attribute_table_first(make_classes):
    source = make_classes(
        names=["", "one", "two", "three"],
        colors=[(0, 0, 0), (1, 1, 1), (2, 2, 2), (3, 3, 3)],
        table=[(1, "Sea", 0, 10, 200), (2, "Sand", 250, 240, 200)],
    )
    legend = read_legend(source, [1, 2, 3])
    assert names_of(legend) == ["Sea", "Sand", "three"]
    assert [entry.color for entry in legend.values()] == [(0, 10, 200), (250, 240, 200), (3, 3, 3)]


def test_colours_of_more_than_8_bits_are_ignored(make_classes):
    source = make_classes(table=[(1, "Sea", 0, 10, 40_000)])
    legend = read_legend(source, [1])
    assert max(legend[1].color) <= 255
    assert legend[1].name == "Sea"


def test_names_are_numbers_and_colours_are_made_where_the_file_has_none(make_classes):
    legend = read_legend(make_classes(), [1, 2, 3])
    assert len({entry.color for entry in legend.values()}) == 3
    assert all(str(value) in entry.name for value, entry in legend.items())


def test_given_entries_stand_in_for_what_the_file_has_not(make_classes):
    source = make_classes(names=["", "one"])
    given = [ClassEntry(1, "not used", (9, 9, 9)), ClassEntry(2, "given", (8, 8, 8))]
    legend = read_legend(source, [1, 2], given)
    assert names_of(legend) == ["one", "given"]
    assert legend[2].color == (8, 8, 8)


def test_named_classes_need_no_pixel(make_classes):
    source = make_classes(names=["nodata", "one", "", "three", "four"])
    assert named_classes(source) == {1, 3, 4}


@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.float32])
def test_classes_are_bytes_whatever_the_type_of_the_raster(make_raster, dtype):
    source = RasterSource.open(make_raster(np.array([[1, 255], [7, 0]], dtype), nodata=7))
    classes = read_classes(RasterReader(source), source.grid.window)
    assert classes.dtype == np.uint8
    assert classes.tolist() == [[1, 255], [0, 0]]


@pytest.mark.parametrize("value", [-1, 256, 1.5])
def test_value_that_is_not_a_class_is_refused(make_raster, value):
    source = RasterSource.open(make_raster(np.array([[1, value]], np.float32)))
    with pytest.raises(RasterError, match=f"is not a class map: it has the value {value}"):
        read_classes(RasterReader(source), source.grid.window)
