"""Pixels that are valid, and those that are not."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource

WHOLE = Window(0, 0, 4, 3)


def valid_of(path, bands=None):
    return RasterSource.open(path, bands).read(WHOLE).valid


def test_without_nodata_every_pixel_is_valid(make_raster, array):
    assert valid_of(make_raster(array)).all()


def test_declared_nodata_is_invalid(make_raster, array):
    np.testing.assert_array_equal(valid_of(make_raster(array, nodata=13), (1,)), array[0] != 13)


def test_each_band_has_its_own_nodata(make_raster, array):
    array[:, 0, :3] = [[1, 2, 3], [2, 3, 1], [3, 1, 2]]
    path = make_raster(array, nodata=(1, 3, None))
    expected = np.ones((3, 4), dtype=bool)
    expected[0, :2] = False
    np.testing.assert_array_equal(valid_of(path), expected)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_pixel_invalid_in_one_band_is_invalid(make_raster, array, number):
    array[number - 1, 1, 2] = 0
    assert np.flatnonzero(~valid_of(make_raster(array, nodata=0))).tolist() == [6]


def test_a_band_not_chosen_makes_no_pixel_invalid(make_raster, array):
    array[1] = 0
    assert valid_of(make_raster(array, nodata=0), (1, 3)).all()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_value_that_is_not_finite_is_invalid(make_raster, array, dtype, value):
    array = array.astype(dtype)
    array[2, 0, 1] = value
    assert np.flatnonzero(~valid_of(make_raster(array))).tolist() == [1]


def test_nan_is_invalid_where_it_is_the_nodata_value(make_raster, array):
    array = array.astype(np.float32)
    array[0, 2, 3] = np.nan
    assert np.flatnonzero(~valid_of(make_raster(array, nodata=float("nan")))).tolist() == [11]


@pytest.mark.parametrize("internal", [True, False], ids=["internal", "beside"])
def test_the_mask_of_the_dataset_hides_pixels(make_raster, array, internal):
    mask = array[0] % 3 > 0
    path = make_raster(array, mask=mask, internal_mask=internal)
    np.testing.assert_array_equal(valid_of(path), mask)


def test_the_mask_hides_pixels_of_every_band(make_raster, array):
    mask = array[0] % 3 > 0
    np.testing.assert_array_equal(valid_of(make_raster(array, mask=mask), (3,)), mask)


def test_nodata_value_counts_beside_a_mask(make_raster, array):
    mask = array[0] != 13
    path = make_raster(array, mask=mask, nodata=17)
    np.testing.assert_array_equal(valid_of(path, (1,)), mask & (array[0] != 17))


def test_the_mask_is_read_at_the_window(make_raster, array):
    mask = array[0] % 3 > 0
    window = Window(1, 1, 2, 2)
    block = RasterSource.open(make_raster(array, mask=mask)).read(window)
    np.testing.assert_array_equal(block.valid, mask[1:3, 1:3])


def test_pixels_are_invalid_where_the_alpha_band_is_zero(make_raster, array):
    alpha = np.where(array[0] % 2, 255, 0)
    np.testing.assert_array_equal(valid_of(make_raster(array, alpha=alpha)), alpha > 0)


def test_half_transparent_pixels_are_valid(make_raster, array):
    assert valid_of(make_raster(array, alpha=np.full((3, 4), 1))).all()


def test_the_alpha_band_hides_pixels_of_a_single_band_too(make_raster, array):
    alpha = np.where(array[0] % 2, 255, 0)
    np.testing.assert_array_equal(valid_of(make_raster(array, alpha=alpha), (2,)), alpha > 0)


def test_nodata_values_of_the_dataset_hide_pixels(make_raster, array):
    """GDAL's NODATA_VALUES: nodata where all bands have their value at once."""
    path = make_raster(array)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.SetMetadataItem("NODATA_VALUES", "13 25 37")
    dataset = None
    np.testing.assert_array_equal(valid_of(path), array[0] != 13)
