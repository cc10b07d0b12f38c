"""Masks: which pixels other rasters and polygons leave out."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal, ogr, osr
from runs import classify

from s2_kmeans_plugin.core.errors import FileError, NoValidPixelError, RasterError
from s2_kmeans_plugin.core.raster.grid import Grid, Window
from s2_kmeans_plugin.core.raster.mask import PolygonMask, RasterMask
from s2_kmeans_plugin.core.raster.source import RasterSource

# As `conftest.write_raster` has it.
X0, Y0 = 442970.0, 4174060.0
GEOTRANSFORM = (X0, 10.0, 0.0, Y0, 0.0, -10.0)


def wkt(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    return reference.ExportToWkt()


GRID = Grid(90, 70, GEOTRANSFORM, wkt(32618))
ROTATED = (X0, 8.0, 6.0, Y0, 6.0, -8.0)


def mask_of(path, *values):
    return RasterMask(RasterSource.open(path), tuple(map(float, values)))


def box(left, top, right, bottom):
    """A rectangle, from pixel to pixel of the grid."""
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    points = ", ".join(f"{X0 + 10 * col} {Y0 - 10 * row}" for col, row in corners)
    return bytes(ogr.CreateGeometryFromWkt(f"POLYGON (({points}))").ExportToWkb())


def nearest(grid, mask):
    """The values of a mask under the centres of a grid's pixels, point by point: the oracle."""
    dataset = gdal.Open(mask.source.path)
    values = dataset.ReadAsArray().astype(float)
    one, two = osr.SpatialReference(), osr.SpatialReference()
    for reference, text in ((one, grid.projection), (two, dataset.GetProjection())):
        reference.ImportFromWkt(text)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(one, two)
    inverse = gdal.InvGeoTransform(dataset.GetGeoTransform())
    found = np.full((grid.height, grid.width), np.nan)
    for row in range(grid.height):
        for col in range(grid.width):
            x, y = gdal.ApplyGeoTransform(list(grid.geotransform), col + 0.5, row + 0.5)
            x, y, _ = transform.TransformPoint(x, y)
            place = [int(np.floor(n)) for n in gdal.ApplyGeoTransform(inverse, x, y)]
            if 0 <= place[0] < values.shape[1] and 0 <= place[1] < values.shape[0]:
                found[row, col] = values[place[1], place[0]]
    return found


@pytest.fixture
def stripes(rng):
    return np.repeat(rng.integers(0, 12, (7, 9), dtype=np.uint8), 5, axis=0).repeat(5, axis=1)


# Pixels as large, larger, finer, shifted by a part of one, upside down, beside, rotated.
PLACES = [
    GEOTRANSFORM,
    (X0, 20.0, 0.0, Y0, 0.0, -20.0),
    (X0 - 33.0, 47.0, 0.0, Y0 + 21.0, 0.0, -31.0),
    (X0 + 104.0, 2.0, 0.0, Y0 - 106.0, 0.0, -3.0),
    (X0, 20.0, 0.0, Y0 - 700.0, 0.0, 20.0),
    (X0 + 1e6, 20.0, 0.0, Y0, 0.0, -20.0),
    ROTATED,
]


@pytest.mark.parametrize("geotransform", PLACES)
def test_a_pixel_is_left_out_by_the_value_under_its_centre(make_raster, stripes, geotransform):
    mask = mask_of(make_raster(stripes, geotransform=geotransform), 3, 8)
    expected = np.isin(nearest(GRID, mask), (3, 8))
    assert np.array_equal(mask.on(GRID).masked(GRID.window), expected)


def test_a_rotated_raster_is_masked_too(make_raster, stripes):
    grid = Grid(90, 70, ROTATED, wkt(32618))
    mask = mask_of(make_raster(stripes, geotransform=(X0, 20.0, 0.0, Y0, 0.0, -20.0)), 3, 8)
    expected = np.isin(nearest(grid, mask), (3, 8))
    assert np.array_equal(mask.on(grid).masked(grid.window), expected)


@pytest.mark.parametrize("epsg", [4326, 32617, 3857])
def test_in_another_coordinate_system_pixels_are_off_by_an_eighth_at_most(
    tmp_path, make_raster, stripes, epsg
):
    made = make_raster(stripes, geotransform=(X0, 20.0, 0.0, Y0, 0.0, -20.0))
    path = str(tmp_path / "warped.tif")
    gdal.Warp(path, made, dstSRS=f"EPSG:{epsg}", dstNodata=99)
    mask = mask_of(path, 3, 8)
    differ = mask.on(GRID).masked(GRID.window) != np.isin(nearest(GRID, mask), (3, 8))
    assert differ.mean() < 0.01


@pytest.mark.parametrize("epsg", [32618, 4326])
def test_windows_hide_what_the_whole_hides(tmp_path, make_raster, rng, epsg):
    wide = Grid(700, 50, GEOTRANSFORM, wkt(32618))
    made = make_raster(
        rng.integers(0, 12, (25, 350), dtype=np.uint8), geotransform=(X0, 20.0, 0, Y0, 0, -20.0)
    )
    path = str(tmp_path / "warped.tif")
    gdal.Warp(path, made, dstSRS=f"EPSG:{epsg}")
    laid = mask_of(path, 3, 8).on(wide)
    whole = laid.masked(wide.window)
    for window in wide.window.tiles(97, 17):
        rows = slice(window.row, window.row + window.height)
        cols = slice(window.col, window.col + window.width)
        assert np.array_equal(laid.masked(window), whole[rows, cols])


def test_nodata_of_a_mask_is_a_value_like_others(make_raster, stripes):
    mask = mask_of(make_raster(stripes, nodata=0, geotransform=PLACES[1]), 0)
    assert np.array_equal(mask.on(GRID).masked(GRID.window), nearest(GRID, mask) == 0)


@pytest.mark.parametrize("dtype", [np.int16, np.float32, np.float64])
def test_masks_have_any_type(make_raster, stripes, dtype):
    mask = mask_of(make_raster((stripes.astype(dtype) - 4), geotransform=PLACES[2]), -4, 3)
    expected = np.isin(nearest(GRID, mask), (-4, 3))
    assert np.array_equal(mask.on(GRID).masked(GRID.window), expected)


@pytest.mark.parametrize("typed", [0.1, -3.4028235e38])
@pytest.mark.parametrize("place", [0, -1])
def test_a_value_is_left_out_as_the_type_of_the_mask_holds_it(make_raster, stripes, typed, place):
    array = np.where(stripes == 3, typed, 1.0).astype(np.float32)
    mask = mask_of(make_raster(array, geotransform=PLACES[place]), typed)
    threes = mask_of(make_raster(stripes, "threes.tif", geotransform=PLACES[place]), 3)
    hidden = mask.on(GRID).masked(GRID.window)
    assert hidden.any()
    assert np.array_equal(hidden, threes.on(GRID).masked(GRID.window))


@pytest.mark.parametrize("turned", [(0.0, 20.0, -20.0, 0.0), (0.0, -20.0, -20.0, 0.0)])
def test_a_mask_turned_by_a_right_angle_hides_what_it_lies_on(make_raster, stripes, turned):
    dx, rx, ry, dy = turned
    mask = mask_of(make_raster(stripes, geotransform=(X0 + 400, dx, rx, Y0, ry, dy)), 3, 8)
    expected = np.isin(nearest(GRID, mask), (3, 8))
    assert expected.any()
    assert np.array_equal(mask.on(GRID).masked(GRID.window), expected)


def test_a_mask_of_another_zone_with_the_same_coordinates_lies_elsewhere(make_raster, stripes):
    path = make_raster(stripes, geotransform=GEOTRANSFORM)
    mask = mask_of(path, *range(12))
    here = Grid(stripes.shape[-1], stripes.shape[-2], GEOTRANSFORM, wkt(32618))
    elsewhere = replace(here, projection=wkt(32617))
    assert mask.on(here).masked(here.window).all()
    assert not mask.on(elsewhere).masked(elsewhere.window).any()


def test_without_georeference_the_mask_lies_on_the_raster_pixel_by_pixel(make_raster, rng):
    array = rng.integers(0, 3, (70, 90), dtype=np.uint8)
    mask = mask_of(make_raster(array, geotransform=None, epsg=None), 1)
    assert np.array_equal(mask.on(GRID).masked(GRID.window), array == 1)


def test_without_georeference_another_size_is_refused(make_raster, stripes):
    mask = mask_of(make_raster(stripes, geotransform=None, epsg=None), 1)
    with pytest.raises(RasterError, match="45 x 35 pixels, the raster 90 x 70"):
        mask.on(GRID)


def test_inside_and_outside_of_polygons_are_all_there_is():
    polygons = (box(3, 4, 20, 30), box(60, 10, 95, 40))
    inside = PolygonMask(polygons, inside=True).on(GRID).masked(GRID.window)
    outside = PolygonMask(polygons, inside=False).on(GRID).masked(GRID.window)
    expected = np.zeros((70, 90), dtype=bool)
    expected[4:30, 3:20] = expected[10:40, 60:90] = True
    assert np.array_equal(inside, expected)
    assert np.array_equal(outside, ~expected)


def test_a_look_tells_the_share_and_whether_the_two_meet(make_raster, stripes):
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
def test_left_out_is_as_if_it_were_nodata(make_raster, image, stripes, tmp_path, kind):
    if kind == "raster":
        mask = mask_of(make_raster(stripes, "mask.tif", geotransform=PLACES[1]), 3, 8)
    else:
        mask = PolygonMask((box(10, 10, 40, 60),), inside=False)
    hidden = mask.on(GRID).masked(GRID.window)
    declared = np.where(hidden, 0, image).astype(np.uint8)
    expected, told = map_of(
        RasterSource.open(make_raster(declared, "declared.tif", nodata=0)), tmp_path / "a.tif"
    )
    source = RasterSource.open(make_raster(image, "plain.tif")).with_masks([mask])
    found, outcome = map_of(source, tmp_path / "b.tif")
    assert np.array_equal(found, expected)
    assert np.array_equal(outcome.model.centers, told.model.centers)


def test_threads_and_windows_change_nothing(make_raster, image, stripes, tmp_path, monkeypatch):
    mask = mask_of(make_raster(stripes, "mask.tif", geotransform=PLACES[2]), 3, 8)
    source = RasterSource.open(make_raster(image, "plain.tif")).with_masks([mask])
    once, _ = map_of(source, tmp_path / "a.tif")
    monkeypatch.setattr(RasterSource, "window_shape", lambda self, *n_pixels: (90, 16))
    with ThreadPoolExecutor(3) as executor:
        again, _ = map_of(source, tmp_path / "b.tif", executor=executor)
    assert np.array_equal(once, again)


def test_a_masked_raster_goes_to_another_process_and_back(make_raster, image, stripes):
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


def test_a_mask_over_everything_leaves_no_valid_pixel(make_raster, image, tmp_path):
    source = RasterSource.open(make_raster(image)).with_masks([PolygonMask((box(-9, -9, 99, 99),))])
    with pytest.raises(NoValidPixelError, match="mask"):
        map_of(source, tmp_path / "a.tif")
    assert not list(tmp_path.glob("a.tif*"))


def test_an_output_cannot_replace_the_mask(make_raster, image, stripes):
    path = make_raster(stripes, "mask.tif", geotransform=PLACES[1])
    source = RasterSource.open(make_raster(image)).with_masks([mask_of(path, 3)])
    with pytest.raises(FileError, match="is the input itself"):
        map_of(source, path)


def test_what_is_wholly_hidden_is_not_read(make_raster, image, tmp_path):
    path = make_raster(image, tile=16)
    with open(path, "r+b") as file:
        file.truncate(5000)
    source = RasterSource.open(path).with_masks([PolygonMask((box(-9, -9, 99, 99),))])
    assert not source.read(Window(0, 0, 90, 70)).valid.any()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_left_out_is_a_pixel_that_has_the_value_in_all_chosen_bands(make_raster, dtype):
    array = np.array([[[0, 0, 5]], [[0, 5, 5]], [[0, 0, 0]]], dtype=dtype)
    path = make_raster(array)
    read = Window(0, 0, 3, 1)
    both = RasterSource.open(path, [1, 2]).with_masks(ignore_value=0)
    assert both.read(read).valid.tolist() == [[False, True, True]]
    first = RasterSource.open(path, [1]).with_masks(ignore_value=0)
    assert first.read(read).valid.tolist() == [[False, False, True]]


def test_a_damaged_mask_is_named(make_raster, image, rng):
    path = make_raster(rng.integers(0, 9, (700, 900), dtype=np.uint8), "mask.tif", tile=16)
    mask = mask_of(path, 3)
    with open(path, "r+b") as file:
        file.truncate(30_000)
    source = RasterSource.open(make_raster(image)).with_masks([mask])
    with pytest.raises(RasterError, match=r"mask\.tif"):
        source.read(GRID.window)
