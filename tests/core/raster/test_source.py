"""Raster as a value."""

import dataclasses
import json
import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource

WHOLE = Window(0, 0, 4, 3)


def valid_of(path, bands=None):
    return RasterSource.open(path, bands).read(WHOLE).valid


def test_values_are_those_of_the_file(make_raster, array):
    np.testing.assert_array_equal(RasterSource.open(make_raster(array)).read(WHOLE).values, array)


def test_a_window_holds_its_part(make_raster, array):
    block = RasterSource.open(make_raster(array)).read(Window(1, 2, 3, 1))
    np.testing.assert_array_equal(block.values, array[:, 2:3, 1:4])


def test_bands_come_in_the_order_chosen(make_raster, array):
    block = RasterSource.open(make_raster(array), (3, 1)).read(WHOLE)
    np.testing.assert_array_equal(block.values, array[[2, 0]])


def test_bands_have_the_names_of_the_file_or_their_numbers(make_raster, array):
    path = make_raster(array, band_names=("B02", "", "B04"))
    assert RasterSource.open(path).band_names == ("B02", "Band 2", "B04")


def test_choosing_other_bands_keeps_the_raster(make_raster, array):
    source = RasterSource.open(make_raster(array), (1,))
    assert source.choose((2, 3)) == RasterSource.open(source.path, (2, 3))


def test_open_options_reach_gdal(make_raster, array):
    path = make_raster(array, epsg=None)
    assert RasterSource.open(path).grid.geotransform is not None
    bare = RasterSource.open(path, open_options=("GEOREF_SOURCES=NONE",))
    assert bare.grid.geotransform is None


def test_a_missing_file_is_refused(tmp_path, gdal_raises):
    with pytest.raises(RasterError, match=r"missing\.tif is not a raster"):
        RasterSource.open(str(tmp_path / "missing.tif"))


def test_a_text_file_is_refused(tmp_path, gdal_raises):
    path = tmp_path / "notes.txt"
    path.write_text("no raster\n")
    with pytest.raises(RasterError, match=r"notes\.txt is not a raster"):
        RasterSource.open(str(path))


def test_messages_of_gdal_are_not_printed(tmp_path, capfd, gdal_raises):
    with pytest.raises(RasterError):
        RasterSource.open(str(tmp_path / "missing.tif"))
    assert capfd.readouterr() == ("", "")


def test_a_source_reads_the_same_after_pickling(make_raster, array):
    source = RasterSource.open(make_raster(array, nodata=(13, 25, None), mask=array[0] > 11))
    travelled = pickle.loads(pickle.dumps(source))
    here, there = source.read(WHOLE), travelled.read(WHOLE)
    assert travelled == source
    np.testing.assert_array_equal(there.values, here.values)
    np.testing.assert_array_equal(there.valid, here.valid)


def test_source_can_be_written_as_json(make_raster, array):
    source = RasterSource.open(make_raster(array, nodata=13, mask=array[0] > 11))
    assert json.loads(json.dumps(dataclasses.asdict(source)))["bands"] == [1, 2, 3]


def test_threads_may_read_one_source_at_once(make_raster, rng):
    array = rng.integers(0, 65535, (2, 200, 200), dtype=np.uint16)
    source = RasterSource.open(make_raster(array, tile=16))
    tiles = list(source.grid.window.tiles(33, 27)) * 4
    with ThreadPoolExecutor(8) as executor:
        blocks = list(executor.map(source.read, tiles))
    for tile, block in zip(tiles, blocks):
        part = array[:, tile.row : tile.row + tile.height, tile.col : tile.col + tile.width]
        np.testing.assert_array_equal(block.values, part)
