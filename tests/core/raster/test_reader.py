"""Reading for the length of a run: what stays open, and for how long."""

import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.raster import reader as reader_module
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.mask import RasterMask
from s2_kmeans_plugin.core.raster.reader import RasterReader, cache_bytes, small_cache
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


def test_closing_lets_go_of_the_file_in_all_threads(source):
    with ThreadPoolExecutor(2) as executor:
        with RasterReader(source) as reader:
            list(executor.map(reader.read, WINDOWS))
            assert n_held_open(source.path) > 0
        assert n_held_open(source.path) == 0


def test_closing_lets_go_of_the_masks_in_all_threads(source, make_raster):
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


def test_in_another_process_a_run_has_one_reader(source):
    with RasterReader(source) as reader:
        packed = pickle.dumps(reader)
    assert pickle.loads(packed) is pickle.loads(packed)


def test_in_another_process_each_run_opens_the_raster_anew(source):
    """It may have changed since."""
    one, other = (pickle.loads(pickle.dumps(RasterReader(source))) for _ in range(2))
    assert one is not other


def test_a_reader_reads_the_same_elsewhere(source):
    reader = RasterReader(source)
    there = pickle.loads(pickle.dumps(reader))
    for window in WINDOWS:
        np.testing.assert_array_equal(there.read(window).values, reader.read(window).values)


# GDAL's cache


def test_the_cache_is_small_for_a_while():
    before = gdal.GetCacheMax()
    with small_cache(before // 2):
        assert gdal.GetCacheMax() == before // 2
    assert gdal.GetCacheMax() == before


def test_the_cache_is_never_enlarged():
    before = gdal.GetCacheMax()
    with small_cache(2 * before):
        assert gdal.GetCacheMax() == before


def test_the_cache_is_given_back_after_an_error():
    before = gdal.GetCacheMax()
    with pytest.raises(ValueError, match="within"), small_cache(before // 2):
        raise ValueError("within")
    assert gdal.GetCacheMax() == before


def test_of_runs_at_the_same_time_the_last_gives_the_cache_back():
    before = gdal.GetCacheMax()
    first, second = small_cache(before // 2), small_cache(before // 4)
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert gdal.GetCacheMax() < before
    second.__exit__(None, None, None)
    assert gdal.GetCacheMax() == before


def test_the_cache_holds_all_bands_under_the_windows_at_work(make_raster):
    one_of_many = RasterSource.open(make_raster(np.zeros((40, 1500, 1500), np.uint8)), (3,))
    width, height = one_of_many.window_shape()
    assert cache_bytes(one_of_many, 3) >= 3 * width * height * 40
