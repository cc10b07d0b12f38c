"""Windows and grids."""

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


TURNED = (442970.0, 0.0, 10.0, 4174060.0, 10.0, 0.0)


@pytest.mark.parametrize("geotransform", [NORTH_UP, ROTATED, SOUTH_UP, TURNED])
def test_a_grid_has_the_pixels_of_the_same_one_with_rounded_coordinates(geotransform):
    x, *others = geotransform
    rounded = Grid(90, 70, (x + 1e-4, *others), wkt(32618))
    assert same_pixels(Grid(90, 70, geotransform, wkt(32618)), rounded)


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
    seen = window.relative_to(other)
    assert (seen.col + other.col, seen.row + other.row) == (window.col, window.row)
    assert (seen.width, seen.height) == (window.width, window.height)


@given(windows)
def test_a_window_has_as_many_pixels_as_its_tiles(window):
    assert window.n_pixels == sum(tile.n_pixels for tile in window.tiles(7, 11))


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


@given(st.sampled_from([NORTH_UP, SOUTH_UP, (0.1, 0.1, 0.0, -7.3, 0.0, -0.1)]), windows)
def test_the_window_of_the_bounds_of_a_window_is_that_window(geotransform, window):
    grid = Grid(200, 200, geotransform, "")
    assert grid.window_of_bounds(*bounds(geotransform, window)) == window


@given(windows)
def test_bounds_count_pixels_downward_without_a_geotransform(window):
    grid = Grid(200, 200)
    assert grid.window_of_bounds(*bounds((0, 1, 0, 0, 0, -1), window)) == window


@given(windows)
def test_window_of_bounds_holds_the_window_on_a_rotated_grid(window):
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


def test_grids_of_systems_that_have_nothing_in_common_have_other_pixels():
    one = Grid(90, 70, NORTH_UP, wkt(32618))
    site = 'LOCAL_CS["a building site",UNIT["metre",1]]'
    assert not same_pixels(one, Grid(90, 70, NORTH_UP, site))
