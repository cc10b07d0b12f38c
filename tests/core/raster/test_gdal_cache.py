"""Size of GDAL's cache during a run."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.raster.gdal_cache import cache_bytes, small_cache
from s2_kmeans_plugin.core.raster.source import RasterSource


def test_cache_is_small_inside_the_block_only():
    before = gdal.GetCacheMax()
    with small_cache(before // 2):
        assert gdal.GetCacheMax() == before // 2
    assert gdal.GetCacheMax() == before


def test_the_cache_is_never_enlarged():
    before = gdal.GetCacheMax()
    with small_cache(2 * before):
        assert gdal.GetCacheMax() == before


def test_cache_is_restored_after_an_error():
    before = gdal.GetCacheMax()
    with pytest.raises(ValueError, match="within"), small_cache(before // 2):
        raise ValueError("within")
    assert gdal.GetCacheMax() == before


def test_last_of_several_runs_restores_the_cache():
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
