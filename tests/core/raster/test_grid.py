"""Arithmetic of windows and grids."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from osgeo import osr

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.raster.grid import Grid, Window, same_pixels

counts = st.integers(1, 60)
places = st.integers(0, 60)
windows = st.builds(Window, places, places, counts, counts)
origins = st.tuples(st.integers(-60, 60), st.integers(-60, 60))

NORTH_UP = (442970.0, 10.0, 0.0, 4174060.0, 0.0, -10.0)
ROTATED = (442970.0, 8.0, 5.0, 4174060.0, 6.0, -9.0)
SOUTH_UP = (442970.0, 10.0, 0.0, 4174060.0, 0.0, 10.0)
geotransforms = st.sampled_from([NORTH_UP, ROTATED, SOUTH_UP, (0.25, 0.5, 0.0, -7.0, 0.0, -0.125)])


def wkt(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    return reference.ExportToWkt()


def position(geotransform, col, row):
    x, dx, rx, y, ry, dy = geotransform
    return x + col * dx + row * rx, y + col * ry + row * dy


def bounds(geotransform, window):
    corners = [
        position(geotransform, col, row)
        for col in (window.col, window.col + window.width)
        for row in (window.row, window.row + window.height)
    ]
    xs, ys = zip(*corners)
    return min(xs), min(ys), max(xs), max(ys)


# Grids


TURNED = (442970.0, 0.0, 10.0, 4174060.0, 10.0, 0.0)


@pytest.mark.parametrize("geotransform", [NORTH_UP, ROTATED, SOUTH_UP, TURNED])
def test_a_grid_has_the_pixels_of_the_same_one_with_rounded_coordinates(geotransform):
    x, *others = geotransform
    rounded = Grid(90, 70, (x + 1e-4, *others), wkt(32618))
    assert same_pixels(Grid(90, 70, geotransform, wkt(32618)), rounded)


def in_words_of_esri(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    reference.MorphToESRI()
    return reference.ExportToWkt()


def from_proj(text):
    reference = osr.SpatialReference()
    reference.ImportFromProj4(text)
    return reference.ExportToWkt()


@pytest.mark.parametrize(
    "other",
    [
        in_words_of_esri(32618),
        from_proj("+proj=utm +zone=18 +datum=WGS84 +units=m"),
        from_proj("+proj=tmerc +lon_0=-75 +k=0.9996 +x_0=500000 +ellps=WGS84 +units=m"),
        "",
    ],
)
def test_a_coordinate_system_in_other_words_is_the_same(other):
    one = Grid(90, 70, NORTH_UP, wkt(32618))
    assert same_pixels(one, Grid(90, 70, NORTH_UP, other))


@pytest.mark.parametrize("code", [32617, 32718, 3857])
def test_the_same_coordinates_in_another_system_are_other_pixels(code):
    one = Grid(90, 70, NORTH_UP, wkt(32618))
    assert not same_pixels(one, Grid(90, 70, NORTH_UP, wkt(code)))


# Tiles


@given(windows, counts, counts, origins)
def test_tiles_cover_a_window_exactly_once(window, width, height, origin):
    seen = np.zeros((130, 130), dtype=int)
    for tile in window.tiles(width, height, origin):
        seen[tile.row : tile.row + tile.height, tile.col : tile.col + tile.width] += 1
    expected = np.zeros_like(seen)
    expected[window.row : window.row + window.height, window.col : window.col + window.width] = 1
    np.testing.assert_array_equal(seen, expected)


@given(windows, counts, counts, origins)
def test_tiles_come_row_by_row(window, width, height, origin):
    corners = [(tile.row, tile.col) for tile in window.tiles(width, height, origin)]
    assert corners == sorted(corners)


@given(windows, counts, counts, origins)
def test_tiles_are_cut_only_at_multiples_counted_from_the_origin(window, width, height, origin):
    tiles = list(window.tiles(width, height, origin))
    cols = {tile.col for tile in tiles} - {window.col}
    rows = {tile.row for tile in tiles} - {window.row}
    assert all((col - origin[0]) % width == 0 for col in cols)
    assert all((row - origin[1]) % height == 0 for row in rows)


@given(windows, counts, counts, origins)
def test_no_tile_is_larger_than_asked(window, width, height, origin):
    for tile in window.tiles(width, height, origin):
        assert 0 < tile.width <= width
        assert 0 < tile.height <= height


@given(windows, counts, counts)
def test_tiles_counted_from_the_corner_of_the_window_are_as_few_as_can_be(window, width, height):
    n_tiles = len(list(window.tiles(width, height, (window.col, window.row))))
    assert n_tiles == math.ceil(window.width / width) * math.ceil(window.height / height)


@given(windows, windows)
def test_a_window_seen_from_another_lands_on_the_same_pixels(window, other):
    seen = window.seen_from(other)
    assert (seen.col + other.col, seen.row + other.row) == (window.col, window.row)
    assert (seen.width, seen.height) == (window.width, window.height)


@given(windows)
def test_a_window_has_as_many_pixels_as_its_tiles(window):
    assert window.n_pixels == sum(tile.n_pixels for tile in window.tiles(7, 11))


# Crop


@given(geotransforms, windows, places, places)
def test_a_pixel_of_a_cropped_grid_lies_where_it_lay(geotransform, window, col, row):
    cropped = Grid(200, 200, geotransform, "").crop(window)
    assert position(cropped.geotransform, col, row) == pytest.approx(
        position(geotransform, window.col + col, window.row + row), abs=1e-8
    )


@given(windows, windows)
def test_cropping_twice_is_cropping_once(first, second):
    grid = Grid(200, 200, ROTATED, "")
    once = grid.crop(Window(first.col + second.col, first.row + second.row, 5, 5))
    twice = grid.crop(first).crop(Window(second.col, second.row, 5, 5))
    assert twice.geotransform == pytest.approx(once.geotransform)


def test_a_cropped_grid_has_the_size_of_the_window_and_the_projection():
    cropped = Grid(200, 100, NORTH_UP, "a projection").crop(Window(3, 4, 5, 6))
    assert (cropped.width, cropped.height, cropped.projection) == (5, 6, "a projection")


def test_cropping_to_the_whole_raster_changes_nothing():
    grid = Grid(200, 100, ROTATED, "a projection")
    assert grid.crop(grid.window) == grid


def test_a_grid_without_geotransform_has_none_when_cropped():
    assert Grid(200, 100).crop(Window(3, 4, 5, 6)) == Grid(5, 6)


# Bounds


@given(st.sampled_from([NORTH_UP, SOUTH_UP, (0.1, 0.1, 0.0, -7.3, 0.0, -0.1)]), windows)
def test_the_window_of_the_bounds_of_a_window_is_that_window(geotransform, window):
    grid = Grid(200, 200, geotransform, "")
    assert grid.window_of_bounds(*bounds(geotransform, window)) == window


@given(windows)
def test_without_geotransform_bounds_count_pixels_downward(window):
    grid = Grid(200, 200)
    assert grid.window_of_bounds(*bounds((0, 1, 0, 0, 0, -1), window)) == window


@given(windows)
def test_on_a_rotated_grid_the_window_of_bounds_holds_the_window(window):
    found = Grid(200, 200, ROTATED, "").window_of_bounds(*bounds(ROTATED, window))
    assert found.col <= window.col
    assert found.row <= window.row
    assert found.col + found.width >= window.col + window.width
    assert found.row + found.height >= window.row + window.height


@given(windows, st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_a_pixel_that_is_touched_belongs_to_the_window(window, across, down):
    grid = Grid(200, 200, NORTH_UP, "")
    xmin, ymax = position(NORTH_UP, window.col + across, window.row + down)
    xmax, ymin = position(
        NORTH_UP, window.col + window.width - 1 + across, window.row + window.height - 1 + down
    )
    assert grid.window_of_bounds(xmin, ymin, xmax, ymax) == window


@given(st.floats(0, 200), st.floats(0, 200))
def test_a_point_has_one_pixel(col, row):
    x, y = position(NORTH_UP, col, row)
    grid = Grid(201, 201, NORTH_UP, "")
    assert grid.window_of_bounds(x, y, x, y).n_pixels == 1


@given(windows)
def test_bounds_beyond_the_raster_are_clipped(window):
    grid = Grid(40, 30, NORTH_UP, "")
    beyond = Window(-window.col, -window.row, 40 + 2 * window.col + 60, 30 + window.row + 60)
    assert grid.window_of_bounds(*bounds(NORTH_UP, beyond)) == grid.window


@pytest.mark.parametrize(
    "outside",
    [
        Window(-20, 5, 10, 10),
        Window(45, 5, 10, 10),
        Window(5, -20, 10, 10),
        Window(5, 35, 10, 10),
        Window(-10, 5, 10, 10),
        Window(40, 5, 10, 10),
    ],
)
def test_bounds_that_touch_no_pixel_are_refused(outside):
    with pytest.raises(RasterError, match="outside the raster"):
        Grid(40, 30, NORTH_UP, "").window_of_bounds(*bounds(NORTH_UP, outside))


@pytest.mark.parametrize("edge", [math.nan, math.inf, -math.inf])
def test_bounds_that_are_no_numbers_are_refused(edge):
    with pytest.raises(RasterError, match="outside the raster"):
        Grid(40, 30, NORTH_UP, "").window_of_bounds(442970.0, 4173900.0, edge, 4174060.0)


# Area


def test_a_ten_metre_pixel_is_a_hundredth_of_a_hectare():
    assert Grid(9, 9, NORTH_UP, wkt(32618)).hectares_per_pixel(Window(0, 0, 9, 9)) == 0.01


def test_the_area_of_a_rotated_pixel_is_that_of_its_parallelogram():
    grid = Grid(9, 9, (0, 8.0, 6.0, 0, 6.0, -8.0), wkt(32618))
    assert grid.hectares_per_pixel(grid.window) == pytest.approx(0.01)


def test_us_survey_feet_are_converted():
    grid = Grid(9, 9, (0, 100.0, 0, 0, 0, -100.0), wkt(2263))
    assert grid.hectares_per_pixel(grid.window) == pytest.approx((100 * 1200 / 3937) ** 2 / 10_000)


def ellipsoidal_hectares(semi_major, inverse_flattening, south, north, width):
    """Area between two parallels and two meridians, in degrees (authalic latitude)."""
    f = 1 / inverse_flattening if inverse_flattening else 0.0
    e = math.sqrt(f * (2 - f))

    def q(degrees):
        s = math.sin(math.radians(degrees))
        if e == 0:
            return 2 * s
        return (1 - e * e) * (
            s / (1 - e * e * s * s) - math.log((1 - e * s) / (1 + e * s)) / (2 * e)
        )

    return semi_major**2 / 2 * math.radians(width) * (q(north) - q(south)) / 10_000


@pytest.mark.parametrize("north", [89.0, 60.0, 37.7, 0.05, -33.0, -80.0])
def test_a_geographic_pixel_has_its_area_on_the_ellipsoid(north):
    step = 0.001
    grid = Grid(100, 100, (-76.0, step, 0, north, 0, -step), wkt(4326))
    window = Window(0, 40, 100, 20)
    total = grid.hectares_per_pixel(window) * window.n_pixels
    expected = ellipsoidal_hectares(
        6378137.0, 298.257223563, north - 60 * step, north - 40 * step, 100 * step
    )
    assert total == pytest.approx(expected, rel=1e-6)


def test_a_geographic_pixel_on_a_sphere_has_its_area():
    sphere = osr.SpatialReference()
    sphere.SetGeogCS("a sphere", "a sphere", "a sphere", 6_371_000.0, 0.0)
    grid = Grid(1, 1, (10.0, 0.01, 0, 50.005, 0, -0.01), sphere.ExportToWkt())
    expected = ellipsoidal_hectares(6_371_000.0, 0.0, 49.995, 50.005, 0.01)
    assert grid.hectares_per_pixel(grid.window) == pytest.approx(expected, rel=1e-6)


def test_grads_are_angles_too():
    degrees = Grid(1, 1, (2.0, 0.009, 0, 45.0, 0, -0.009), wkt(4275))
    grads = Grid(1, 1, (0.0, 0.01, 0, 50.0, 0, -0.01), wkt(4807))
    assert grads.hectares_per_pixel(grads.window) == pytest.approx(
        degrees.hectares_per_pixel(degrees.window), rel=1e-6
    )


@pytest.mark.parametrize(
    "grid",
    [
        Grid(9, 9, NORTH_UP, ""),
        Grid(9, 9, None, wkt(32618)),
        Grid(9, 9),
        Grid(9, 9, NORTH_UP, 'LOCAL_CS["a building site",UNIT["metre",1]]'),
    ],
    ids=["no CRS", "no geotransform", "neither", "an engineering CRS"],
)
def test_where_the_unit_is_not_known_there_is_no_area(grid):
    assert grid.hectares_per_pixel(grid.window) is None
