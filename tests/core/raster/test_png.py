"""PNG files, read back by GDAL."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.raster import png
from s2_kmeans_plugin.core.raster.png import png_bytes

SIZES = [(1, 1), (1, 9), (9, 1), (30, 41)]


def opened(tmp_path, data):
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    return gdal.Open(str(path))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("n_channels", [1, 2, 3, 4])
def test_image_is_read_back_unchanged(tmp_path, rng, size, n_channels):
    pixels = rng.integers(0, 256, (n_channels, *size)).astype(np.uint8)
    read = opened(tmp_path, png_bytes(pixels)).ReadAsArray()
    np.testing.assert_array_equal(read.reshape(pixels.shape), pixels)


def test_view_of_an_array_is_read_back_unchanged(tmp_path, rng):
    pixels = rng.integers(0, 256, (20, 30, 4)).astype(np.uint8)
    read = opened(tmp_path, png_bytes(np.moveaxis(pixels, 2, 0))).ReadAsArray()
    np.testing.assert_array_equal(read, np.moveaxis(pixels, 2, 0))


@pytest.mark.parametrize("size", SIZES)
def test_values_keep_their_place_in_the_palette(tmp_path, rng, size):
    classes = rng.integers(0, 256, size).astype(np.uint8)
    read = opened(tmp_path, png_bytes(classes, {})).ReadAsArray()
    np.testing.assert_array_equal(read, classes)


def test_colours_and_transparency_are_those_of_the_palette(tmp_path):
    palette = {1: (1, 2, 3, 255), 2: (9, 9, 9, 70), 255: (250, 240, 200, 255)}
    dataset = opened(tmp_path, png_bytes(np.array([[0, 1, 2, 255]], dtype=np.uint8), palette))
    table = dataset.GetRasterBand(1).GetColorTable()
    colors = [table.GetColorEntry(value) for value in (0, 1, 2, 255)]
    assert colors == [(0, 0, 0, 0), (1, 2, 3, 255), (9, 9, 9, 70), (250, 240, 200, 255)]


def test_same_pixels_give_the_same_bytes(rng):
    pixels = rng.integers(0, 256, (4, 30, 41)).astype(np.uint8)
    assert png_bytes(pixels) == png_bytes(pixels.copy())


def test_no_file_stays_in_the_memory_of_gdal(rng):
    before = gdal.ReadDir("/vsimem/") or []
    png_bytes(rng.integers(0, 256, (5, 6)).astype(np.uint8), {1: (1, 2, 3, 255)})
    assert (gdal.ReadDir("/vsimem/") or []) == before


def test_gdal_without_png_is_reported(monkeypatch):
    find = gdal.GetDriverByName
    monkeypatch.setattr(
        png.gdal, "GetDriverByName", lambda name: None if name == "PNG" else find(name)
    )
    with pytest.raises(RasterError, match="cannot be written as PNG"):
        png_bytes(np.zeros((2, 2), np.uint8))
