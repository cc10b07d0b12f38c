"""Undeclared nodata around an image, as a sample reports it."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.models.sampling import draw_sample
from s2_kmeans_plugin.core.parallel.windows import Workers
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource


def border_of(source, window=None):
    window = window or source.grid.window
    return draw_sample(RasterReader(source), window, 1000, Workers()).border


def framed(value, inside, width=5, n_bands=2, dtype=np.uint8):
    """Return an image of one value with a frame of another."""
    array = np.full((n_bands, 200, 300), value, dtype=dtype)
    array[:, width : 200 - width, width : 300 - width] = inside
    return array


@pytest.mark.parametrize("value", [0, 255])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_undeclared_border_is_reported_with_its_share(make_raster, value, dtype):
    source = RasterSource.open(make_raster(framed(value, 90, dtype=dtype)))
    border = border_of(source)
    assert border.value == value
    assert border.share == pytest.approx(1 - 190 * 290 / (200 * 300))


def test_border_on_one_side_is_reported(make_raster):
    array = np.full((2, 200, 300), 90, dtype=np.uint8)
    array[:, 150:] = 0
    assert border_of(RasterSource.open(make_raster(array))).share == pytest.approx(0.25)


def test_border_in_one_band_is_ignored(make_raster):
    array = framed(0, 90)
    array[1] = 90
    assert border_of(RasterSource.open(make_raster(array))) is None


def test_dark_pixels_inside_are_not_a_border(make_raster):
    array = np.full((2, 200, 300), 90, dtype=np.uint8)
    array[:, 50:150, 50:150] = 0
    assert border_of(RasterSource.open(make_raster(array))) is None


@pytest.mark.parametrize("kind", ["nodata", "ignored", "mask"])
def test_raster_with_declared_nodata_has_no_border(make_raster, kind):
    array = framed(0, 90)
    options = {"nodata": {"nodata": 7}, "mask": {"mask": array[0] > 0}}.get(kind, {})
    source = RasterSource.open(make_raster(array, **options))
    if kind == "ignored":
        source = source.with_masks(ignore_value=0)
    assert border_of(source) is None


def test_border_is_searched_at_the_edge_of_the_window(make_raster):
    source = RasterSource.open(make_raster(framed(0, 90)))
    assert border_of(source, Window(20, 20, 100, 100)) is None
    assert border_of(source, Window(0, 20, 100, 100)).share == pytest.approx(0.05)
