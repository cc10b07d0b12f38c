"""Measurements from stored values, and values in the unit of another raster."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.raster.source import RasterSource


def test_measurements_follow_from_the_scale_and_offset_of_each_band(make_raster, array):
    n = len(array)
    path = make_raster(array, scales=[1e-4] * (n - 1) + [2.0], offsets=[-0.1] * (n - 1) + [0.5])
    source = RasterSource.open(path, (n, 1))
    np.testing.assert_allclose(source.to_measurements([[3, 3000]]), [[6.5, 0.2]])
    np.testing.assert_array_equal(source.read(source.grid.window).values, array[[n - 1, 0]])


def test_values_are_the_measurements_where_nothing_is_declared(make_raster, array):
    source = RasterSource.open(make_raster(array), (1, 2))
    np.testing.assert_array_equal(source.to_measurements([7, 9]), [7, 9])


def test_values_are_converted_to_the_unit_of_an_older_product(make_raster, array):
    """Products since baseline 04.00 hold values that are larger by 1000, and an offset of -0.1."""
    old = make_raster(array, "old.tif", scales=[1e-4] * 3, offsets=[1e-3] * 3)
    newer = make_raster(array + 1000, "new.tif", scales=[1e-4] * 3, offsets=[-0.099] * 3)
    first, second = RasterSource.open(old), RasterSource.open(newer)
    converted = second.in_units_of(first.units)
    values = converted.read(converted.grid.window).values
    np.testing.assert_allclose(values, array, rtol=1e-6)
    assert converted.units == first.units


@pytest.mark.parametrize("offsets", [[-0.1] * 3, [0.0] * 3])
def test_values_stay_where_a_unit_is_the_same_or_undeclared(make_raster, array, offsets):
    path = make_raster(array, "one.tif", scales=[1e-4] * 3, offsets=[-0.1] * 3)
    first = RasterSource.open(path)
    scales = [1e-4] * 3 if offsets[0] else [1.0] * 3
    second = RasterSource.open(make_raster(array, "two.tif", scales=scales, offsets=offsets))
    assert second.in_units_of(first.units) is second


def test_units_are_empty_unless_every_band_declares_them(make_raster, array):
    path = make_raster(array, scales=[1e-4, 1.0, 1e-4], offsets=[-0.1, 0.0, -0.1])
    assert RasterSource.open(path).units == ()
    assert RasterSource.open(path, (1, 3)).units == ((1e-4, -0.1), (1e-4, -0.1))
