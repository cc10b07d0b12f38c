"""Reader of windows for the length of a run."""

import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.raster import reader as reader_module
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.mask import RasterMask
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource

WINDOWS = [Window(col, 0, 10, 20) for col in range(0, 100, 10)]


@pytest.fixture
def source(make_raster):
    array = np.arange(2 * 20 * 100, dtype=np.uint16).reshape(2, 20, 100)
    return RasterSource.open(make_raster(array, tile=16))


@pytest.fixture
def opened(monkeypatch):
    """The paths that were opened, as they are."""
    paths = []
    open_dataset = reader_module.open_dataset

    def logged(path, open_options=()):
        paths.append(path)
        return open_dataset(path, open_options)

    monkeypatch.setattr(reader_module, "open_dataset", logged)
    return paths


def n_held_open(path):
    """How many handles this process has on a file."""
    handles = Path("/proc/self/fd")
    if not handles.exists():
        pytest.skip("this system does not list the files that a process has open")
    return sum(os.path.realpath(handle) == os.path.realpath(path) for handle in handles.iterdir())


def test_the_raster_is_opened_once_for_all_windows(source, opened):
    with RasterReader(source) as reader:
        for window in WINDOWS:
            reader.read(window)
    assert opened == [source.path]


def test_each_thread_opens_the_raster_once(source, opened):
    with RasterReader(source) as reader, ThreadPoolExecutor(3) as executor:
        list(executor.map(reader.read, WINDOWS * 9))
    assert len(opened) <= 3


def test_nothing_is_opened_before_the_first_window(source, opened):
    with RasterReader(source):
        assert opened == []


def test_closing_releases_the_file_in_all_threads(source):
    with ThreadPoolExecutor(2) as executor:
        with RasterReader(source) as reader:
            list(executor.map(reader.read, WINDOWS))
            assert n_held_open(source.path) > 0
        assert n_held_open(source.path) == 0


def test_closing_releases_the_masks_in_all_threads(source, make_raster):
    height, width = source.grid.height, source.grid.width
    path = make_raster(np.ones((1, height, width), dtype=np.uint8), name="mask.tif")
    masked = source.with_masks([RasterMask(RasterSource.open(path), (7.0,))])
    with ThreadPoolExecutor(2) as executor:
        with RasterReader(masked) as reader:
            list(executor.map(reader.read, WINDOWS))
            assert n_held_open(path) > 0
        assert n_held_open(path) == 0


def test_a_single_window_leaves_nothing_open(source):
    source.read(WINDOWS[0])
    assert n_held_open(source.path) == 0


def test_run_has_one_reader_in_another_process(source):
    with RasterReader(source) as reader:
        packed = pickle.dumps(reader)
    assert pickle.loads(packed) is pickle.loads(packed)


def test_each_run_opens_the_raster_anew_in_another_process(source):
    """It may have changed since."""
    one, other = (pickle.loads(pickle.dumps(RasterReader(source))) for _ in range(2))
    assert one is not other


def test_a_reader_reads_the_same_elsewhere(source):
    reader = RasterReader(source)
    there = pickle.loads(pickle.dumps(reader))
    for window in WINDOWS:
        np.testing.assert_array_equal(there.read(window).values, reader.read(window).values)


WHOLE = Window(0, 0, 4, 3)


def valid_of(path, bands=None):
    return RasterSource.open(path, bands).read(WHOLE).valid


@pytest.mark.parametrize("creation_options", [(), ("COMPRESS=DEFLATE",)], ids=["plain", "deflate"])
def test_a_truncated_file_is_an_error_when_it_is_read(
    make_raster, gdal_raises, creation_options, rng
):
    array = rng.integers(0, 65535, (1, 300, 300), dtype=np.uint16)
    path = make_raster(array, creation_options=creation_options)
    source = RasterSource.open(path)
    os.truncate(path, os.path.getsize(path) // 2)
    with pytest.raises(RasterError, match="cannot be read at column 0, row 0"):
        source.read(source.grid.window)


def test_a_file_that_vanished_is_an_error_when_it_is_read(make_raster, array, gdal_raises):
    source = RasterSource.open(make_raster(array))
    os.remove(source.path)
    with pytest.raises(RasterError, match="is not a raster"):
        source.read(WHOLE)


def test_a_broken_mask_is_an_error_when_it_is_read(make_raster, gdal_raises, rng):
    array = np.ones((1, 300, 300), dtype=np.uint8)
    mask = rng.random((300, 300)) > 0.5
    path = make_raster(array, mask=mask, internal_mask=False)
    source = RasterSource.open(path)
    os.truncate(path + ".msk", os.path.getsize(path + ".msk") // 2)
    with pytest.raises(RasterError, match="cannot be read"):
        source.read(source.grid.window)


def test_valid_pixels_do_not_depend_on_the_way_gdal_reports_errors(make_raster, array, gdal_raises):
    path = make_raster(array, mask=array[0] > 13, nodata=20)
    np.testing.assert_array_equal(valid_of(path, (1,)), (array[0] > 13) & (array[0] != 20))


def test_reading_leaves_the_way_gdal_reports_errors(make_raster, array, gdal_raises):
    RasterSource.open(make_raster(array)).read(WHOLE)
    with pytest.raises(RasterError):
        RasterSource.open("nowhere.tif")
    assert bool(gdal.GetUseExceptions()) == gdal_raises
