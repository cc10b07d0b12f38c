"""Pictures inside pages, read back by GDAL."""

import base64

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.reports.pictures import Picture, embed_pictures

SIZES = [(1, 1), (1, 9), (9, 1), (30, 41)]


@pytest.fixture
def opened(tmp_path):
    def open_png(data):
        path = tmp_path / "picture.png"
        path.write_bytes(data)
        return gdal.Open(str(path))

    return open_png


def png_in(uri):
    head, _, data = uri.partition(",")
    assert head == "data:image/png;base64"
    return base64.b64decode(data)


@pytest.mark.parametrize("size", SIZES)
def test_image_keeps_its_pixels(opened, rng, size):
    image = rng.integers(0, 256, (*size, 4)).astype(np.uint8)
    image[..., 3] = 255
    read = opened(Picture.of_image(image).png()).ReadAsArray()
    np.testing.assert_array_equal(read, np.moveaxis(image, 2, 0))


def test_transparent_pixels_have_no_colour(opened):
    image = np.array([[[9, 8, 7, 0], [9, 8, 7, 1]]], dtype=np.uint8)
    read = opened(Picture.of_image(image).png()).ReadAsArray()
    assert read[:, 0].T.tolist() == [[0, 0, 0, 0], [9, 8, 7, 1]]


@pytest.mark.parametrize("size", SIZES)
def test_class_map_keeps_its_values(opened, rng, size):
    classes = rng.integers(0, 256, size).astype(np.uint8)
    read = opened(Picture.of_classes(classes, []).png()).ReadAsArray()
    np.testing.assert_array_equal(read, classes)


def test_class_map_has_the_colours_of_its_legend_and_transparent_nodata(opened):
    legend = [ClassEntry(1, "sea", (1, 2, 3)), ClassEntry(255, "sand", (250, 240, 200))]
    classes = np.array([[0, 1, 255]], dtype=np.uint8)
    dataset = opened(Picture.of_classes(classes, legend).png())
    table = dataset.GetRasterBand(1).GetColorTable()
    colors = [table.GetColorEntry(value) for value in (0, 1, 255)]
    assert colors == [(0, 0, 0, 0), (1, 2, 3, 255), (250, 240, 200, 255)]


def test_picture_that_fits_keeps_its_size(opened, rng):
    classes = rng.integers(0, 256, (60, 80)).astype(np.uint8)
    uri = embed_pictures({"map": Picture.of_classes(classes, [])}, 1_000_000)["map"]
    np.testing.assert_array_equal(opened(png_in(uri)).ReadAsArray(), classes)


def test_picture_shrinks_until_it_fits(opened, rng):
    classes = rng.integers(0, 256, (400, 800)).astype(np.uint8)
    png = png_in(embed_pictures({"map": Picture.of_classes(classes, [])}, 133_334)["map"])
    read = opened(png).ReadAsArray()
    assert len(png) <= 100_000
    assert read.shape == (168, 337)  # 3 / 4 three times, rounded down each time.


def test_pictures_share_the_room(rng):
    classes = rng.integers(0, 256, (800, 800)).astype(np.uint8)
    uris = embed_pictures(dict.fromkeys("abc", Picture.of_classes(classes, [])), 600_000)
    assert sum(map(len, uris.values())) < 600_000


def test_unknown_picture_has_no_uri():
    assert embed_pictures({"image": None}, 1_000_000) == {"image": None}
