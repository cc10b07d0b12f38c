"""Masks of other rasters and of polygons."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from masks_on_grid import GRID, PLACES, X0, Y0, mask_of, nearest
from osgeo import gdal, ogr
from runs import classify

from s2_kmeans_plugin.core.errors import FileError, NoValidPixelError
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.mask import PolygonMask
from s2_kmeans_plugin.core.raster.source import RasterSource


def box(left, top, right, bottom):
    """A rectangle, from pixel to pixel of the grid."""
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    points = ", ".join(f"{X0 + 10 * col} {Y0 - 10 * row}" for col, row in corners)
    return bytes(ogr.CreateGeometryFromWkt(f"POLYGON (({points}))").ExportToWkb())


@pytest.mark.parametrize("typed", [0.1, -3.4028235e38])
@pytest.mark.parametrize("place", [0, -1])
def test_typed_value_is_rounded_to_the_type_of_the_mask(make_raster, stripes, typed, place):
    array = np.where(stripes == 3, typed, 1.0).astype(np.float32)
    mask = mask_of(make_raster(array, geotransform=PLACES[place]), typed)
    threes = mask_of(make_raster(stripes, "threes.tif", geotransform=PLACES[place]), 3)
    hidden = mask.on(GRID).masked_pixels(GRID.window)
    assert hidden.any()
    assert np.array_equal(hidden, threes.on(GRID).masked_pixels(GRID.window))


def test_inside_and_outside_of_polygons_are_all_pixels():
    polygons = (box(3, 4, 20, 30), box(60, 10, 95, 40))
    inside = PolygonMask(polygons, inside=True).on(GRID).masked_pixels(GRID.window)
    outside = PolygonMask(polygons, inside=False).on(GRID).masked_pixels(GRID.window)
    expected = np.zeros((70, 90), dtype=bool)
    expected[4:30, 3:20] = expected[10:40, 60:90] = True
    assert np.array_equal(inside, expected)
    assert np.array_equal(outside, ~expected)


def test_coverage_has_the_masked_share_and_the_overlap(make_raster, stripes):
    here = mask_of(make_raster(stripes, "here.tif", geotransform=PLACES[1]), 3)
    far = mask_of(make_raster(stripes, "far.tif", geotransform=PLACES[5]), 3)
    assert here.coverage(GRID).masked_share == pytest.approx((nearest(GRID, here) == 3).mean())
    assert here.coverage(GRID).overlaps
    assert far.coverage(GRID) == (0.0, False)
    assert PolygonMask((box(0, 0, 45, 70),)).coverage(GRID) == (0.5, True)
    assert PolygonMask((box(500, 0, 545, 70),)).coverage(GRID) == (0.0, False)


@pytest.fixture
def image(make_raster, rng):
    return rng.integers(1, 250, (2, 70, 90), dtype=np.uint8)


def map_of(source, path, **options):
    outcome = classify(source, str(path), n_init=2, n_clusters=4, **options)
    return gdal.Open(str(path)).ReadAsArray(), outcome


@pytest.mark.parametrize("kind", ["raster", "polygons"])
def test_masked_pixels_are_like_nodata(make_raster, image, stripes, tmp_path, kind):
    if kind == "raster":
        mask = mask_of(make_raster(stripes, "mask.tif", geotransform=PLACES[1]), 3, 8)
    else:
        mask = PolygonMask((box(10, 10, 40, 60),), inside=False)
    hidden = mask.on(GRID).masked_pixels(GRID.window)
    declared = np.where(hidden, 0, image).astype(np.uint8)
    expected, other = map_of(
        RasterSource.open(make_raster(declared, "declared.tif", nodata=0)), tmp_path / "a.tif"
    )
    source = RasterSource.open(make_raster(image, "plain.tif")).with_masks([mask])
    found, outcome = map_of(source, tmp_path / "b.tif")
    assert np.array_equal(found, expected)
    assert np.array_equal(outcome.model.centers, other.model.centers)


def test_map_under_a_mask_does_not_depend_on_threads_and_windows(
    make_raster, image, stripes, tmp_path, monkeypatch
):
    mask = mask_of(make_raster(stripes, "mask.tif", geotransform=PLACES[2]), 3, 8)
    source = RasterSource.open(make_raster(image, "plain.tif")).with_masks([mask])
    once, _ = map_of(source, tmp_path / "a.tif")
    monkeypatch.setattr(RasterSource, "window_shape", lambda self, *n_pixels: (90, 16))
    with ThreadPoolExecutor(3) as executor:
        again, _ = map_of(source, tmp_path / "b.tif", executor=executor)
    assert np.array_equal(once, again)


def test_masked_raster_reads_the_same_after_pickling(make_raster, image, stripes):
    mask = mask_of(make_raster(stripes, "mask.tif", geotransform=PLACES[1]), 3)
    source = RasterSource.open(make_raster(image, "plain.tif"))
    source = source.with_masks([mask, PolygonMask((box(0, 0, 9, 9),))], ignore_value=7)
    there = pickle.loads(pickle.dumps(source))
    assert there == source
    assert hash(there) == hash(source)
    assert np.array_equal(there.read(GRID.window).valid, source.read(GRID.window).valid)


def test_other_bands_of_a_masked_raster_are_masked_too(make_raster, image):
    source = RasterSource.open(make_raster(image)).with_masks([PolygonMask((box(0, 0, 9, 9),))], 7)
    assert source.choose([2]).masks == source.masks
    assert source.choose([2]).ignore_value == 7


def test_mask_over_all_pixels_leaves_no_valid_pixel(make_raster, image, tmp_path):
    source = RasterSource.open(make_raster(image)).with_masks([PolygonMask((box(-9, -9, 99, 99),))])
    with pytest.raises(NoValidPixelError, match="mask"):
        map_of(source, tmp_path / "a.tif")
    assert not list(tmp_path.glob("a.tif*"))


def test_an_output_cannot_replace_the_mask(make_raster, image, stripes):
    path = make_raster(stripes, "mask.tif", geotransform=PLACES[1])
    source = RasterSource.open(make_raster(image)).with_masks([mask_of(path, 3)])
    with pytest.raises(FileError, match="is the input itself"):
        map_of(source, path)


def test_window_under_a_mask_is_not_read(make_raster, image, tmp_path):
    path = make_raster(image, tile=16)
    with open(path, "r+b") as file:
        file.truncate(5000)
    source = RasterSource.open(path).with_masks([PolygonMask((box(-9, -9, 99, 99),))])
    assert not source.read(Window(0, 0, 90, 70)).valid.any()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_ignored_value_masks_pixels_that_have_it_in_all_chosen_bands(make_raster, dtype):
    array = np.array([[[0, 0, 5]], [[0, 5, 5]], [[0, 0, 0]]], dtype=dtype)
    path = make_raster(array)
    read = Window(0, 0, 3, 1)
    both = RasterSource.open(path, [1, 2]).with_masks(ignore_value=0)
    assert both.read(read).valid.tolist() == [[False, True, True]]
    first = RasterSource.open(path, [1]).with_masks(ignore_value=0)
    assert first.read(read).valid.tolist() == [[False, False, True]]
