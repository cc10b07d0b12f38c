"""Masks of another raster: which of its values lies under a pixel."""

from dataclasses import replace

import numpy as np
import pytest
from masks_on_grid import GEOTRANSFORM, GRID, PLACES, ROTATED, X0, Y0, mask_of, nearest, wkt
from osgeo import gdal

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.raster.grid import Grid
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture
def image(make_raster, rng):
    return rng.integers(1, 250, (2, 70, 90), dtype=np.uint8)


@pytest.mark.parametrize("geotransform", PLACES)
def test_value_under_the_centre_masks_a_pixel(make_raster, stripes, geotransform):
    mask = mask_of(make_raster(stripes, geotransform=geotransform), 3, 8)
    expected = np.isin(nearest(GRID, mask), (3, 8))
    assert np.array_equal(mask.on(GRID).masked_pixels(GRID.window), expected)


def test_rotated_raster_is_masked_by_the_values_under_its_centres(make_raster, stripes):
    grid = Grid(90, 70, ROTATED, wkt(32618))
    mask = mask_of(make_raster(stripes, geotransform=(X0, 20.0, 0.0, Y0, 0.0, -20.0)), 3, 8)
    expected = np.isin(nearest(grid, mask), (3, 8))
    assert np.array_equal(mask.on(grid).masked_pixels(grid.window), expected)


@pytest.mark.parametrize("epsg", [4326, 32617, 3857])
def test_mask_in_another_crs_is_off_by_an_eighth_of_a_pixel_at_most(
    tmp_path, make_raster, stripes, epsg
):
    made = make_raster(stripes, geotransform=(X0, 20.0, 0.0, Y0, 0.0, -20.0))
    path = str(tmp_path / "warped.tif")
    gdal.Warp(path, made, dstSRS=f"EPSG:{epsg}", dstNodata=99)
    mask = mask_of(path, 3, 8)
    differ = mask.on(GRID).masked_pixels(GRID.window) != np.isin(nearest(GRID, mask), (3, 8))
    assert differ.mean() < 0.01


@pytest.mark.parametrize("epsg", [32618, 4326])
def test_windows_together_mask_the_pixels_of_the_whole(tmp_path, make_raster, rng, epsg):
    wide = Grid(700, 50, GEOTRANSFORM, wkt(32618))
    made = make_raster(
        rng.integers(0, 12, (25, 350), dtype=np.uint8), geotransform=(X0, 20.0, 0, Y0, 0, -20.0)
    )
    path = str(tmp_path / "warped.tif")
    gdal.Warp(path, made, dstSRS=f"EPSG:{epsg}")
    laid = mask_of(path, 3, 8).on(wide)
    whole = laid.masked_pixels(wide.window)
    for window in wide.window.tiles(97, 17):
        rows = slice(window.row, window.row + window.height)
        cols = slice(window.col, window.col + window.width)
        assert np.array_equal(laid.masked_pixels(window), whole[rows, cols])


def test_nodata_of_a_mask_counts_as_a_value(make_raster, stripes):
    mask = mask_of(make_raster(stripes, nodata=0, geotransform=PLACES[1]), 0)
    assert np.array_equal(mask.on(GRID).masked_pixels(GRID.window), nearest(GRID, mask) == 0)


@pytest.mark.parametrize("dtype", [np.int16, np.float32, np.float64])
def test_mask_may_have_any_type(make_raster, stripes, dtype):
    mask = mask_of(make_raster((stripes.astype(dtype) - 4), geotransform=PLACES[2]), -4, 3)
    expected = np.isin(nearest(GRID, mask), (-4, 3))
    assert np.array_equal(mask.on(GRID).masked_pixels(GRID.window), expected)


@pytest.mark.parametrize("turned", [(0.0, 20.0, -20.0, 0.0), (0.0, -20.0, -20.0, 0.0)])
def test_mask_turned_by_a_right_angle_masks_the_pixels_under_it(make_raster, stripes, turned):
    dx, rx, ry, dy = turned
    mask = mask_of(make_raster(stripes, geotransform=(X0 + 400, dx, rx, Y0, ry, dy)), 3, 8)
    expected = np.isin(nearest(GRID, mask), (3, 8))
    assert expected.any()
    assert np.array_equal(mask.on(GRID).masked_pixels(GRID.window), expected)


def test_a_mask_of_another_zone_with_the_same_coordinates_lies_elsewhere(make_raster, stripes):
    path = make_raster(stripes, geotransform=GEOTRANSFORM)
    mask = mask_of(path, *range(12))
    here = Grid(stripes.shape[-1], stripes.shape[-2], GEOTRANSFORM, wkt(32618))
    elsewhere = replace(here, projection=wkt(32617))
    assert mask.on(here).masked_pixels(here.window).all()
    assert not mask.on(elsewhere).masked_pixels(elsewhere.window).any()


def test_mask_without_georeference_masks_pixel_by_pixel(make_raster, rng):
    array = rng.integers(0, 3, (70, 90), dtype=np.uint8)
    mask = mask_of(make_raster(array, geotransform=None, epsg=None), 1)
    assert np.array_equal(mask.on(GRID).masked_pixels(GRID.window), array == 1)


def test_mask_without_georeference_of_another_size_is_refused(make_raster, stripes):
    mask = mask_of(make_raster(stripes, geotransform=None, epsg=None), 1)
    with pytest.raises(RasterError, match="45 x 35 pixels, the raster 90 x 70"):
        mask.on(GRID)


def test_damaged_mask_is_an_error_with_its_path(make_raster, image, rng):
    path = make_raster(rng.integers(0, 9, (700, 900), dtype=np.uint8), "mask.tif", tile=16)
    mask = mask_of(path, 3)
    with open(path, "r+b") as file:
        file.truncate(30_000)
    source = RasterSource.open(make_raster(image)).with_masks([mask])
    with pytest.raises(RasterError, match=r"mask\.tif"):
        source.read(GRID.window)
