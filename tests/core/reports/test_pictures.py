"""PNG files, read by GDAL."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.reports.pictures import png_of_classes, png_of_image

SIZES = [(1, 1), (1, 9), (9, 1), (30, 41)]


def opened(tmp_path, data):
    path = tmp_path / "picture.png"
    path.write_bytes(data)
    return gdal.Open(str(path))


@pytest.mark.parametrize("size", SIZES)
def test_an_image_is_read_back(tmp_path, rng, size):
    pixels = rng.integers(0, 256, (*size, 4)).astype(np.uint8)
    pixels[..., 3] = 255
    read = opened(tmp_path, png_of_image(pixels)).ReadAsArray()
    np.testing.assert_array_equal(read, np.moveaxis(pixels, 2, 0))


def test_what_is_transparent_has_no_colour(tmp_path):
    pixels = np.array([[[9, 8, 7, 0], [9, 8, 7, 1]]], dtype=np.uint8)
    read = opened(tmp_path, png_of_image(pixels)).ReadAsArray()
    assert read[:, 0].T.tolist() == [[0, 0, 0, 0], [9, 8, 7, 1]]


@pytest.mark.parametrize("size", SIZES)
def test_classes_are_read_back(tmp_path, rng, size):
    classes = rng.integers(0, 256, size).astype(np.uint8)
    read = opened(tmp_path, png_of_classes(classes, [])).ReadAsArray()
    np.testing.assert_array_equal(read, classes)


def test_classes_have_the_colours_of_the_legend_and_nodata_none(tmp_path):
    legend = [ClassEntry(1, "sea", (1, 2, 3)), ClassEntry(255, "sand", (250, 240, 200))]
    dataset = opened(tmp_path, png_of_classes(np.array([[0, 1, 255]], dtype=np.uint8), legend))
    table = dataset.GetRasterBand(1).GetColorTable()
    colors = [table.GetColorEntry(value) for value in (0, 1, 255)]
    assert colors == [(0, 0, 0, 0), (1, 2, 3, 255), (250, 240, 200, 255)]
