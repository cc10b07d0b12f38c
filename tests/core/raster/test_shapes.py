"""Points and polygons as pixels of a grid."""

import numpy as np
import pytest
from osgeo import ogr

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.raster.grid import Grid, Window
from s2_kmeans_plugin.core.raster.shapes import Shapes

# 6 x 4 pixels of 10 m; the first has its centre at (105, 95).
GRID = Grid(6, 4, (100.0, 10.0, 0.0, 100.0, 0.0, -10.0))
NORTH_WEST = "POLYGON ((100 100, 120 100, 120 80, 100 80, 100 100))"


def wkb(text):
    return bytes(ogr.CreateGeometryFromWkt(text).ExportToWkb())


def shapes_on(grid, *shapes):
    return Shapes.on(grid, [(wkb(text), value) for text, value in shapes])


def burnt(grid, *shapes):
    return shapes_on(grid, *shapes).burn(grid.window).tolist()


def points_of(shapes, window):
    return [array.tolist() for array in shapes.points_in(window)]


def test_a_polygon_holds_the_pixels_whose_centres_lie_inside():
    """From 106 to 126 and 64 to 96: centres at 115 and 125; 95, 85, 75 and 65."""
    polygon = "POLYGON ((106 96, 126 96, 126 64, 106 64, 106 96))"
    assert burnt(GRID, (polygon, 3)) == [[0, 3, 3, 0, 0, 0]] * 4


def test_a_hole_is_not_inside():
    outer = "(100 100, 130 100, 130 70, 100 70, 100 100)"
    polygon = f"POLYGON ({outer}, (110 90, 120 90, 120 80, 110 80, 110 90))"
    assert burnt(GRID, (polygon, 1)) == [
        [1, 1, 1, 0, 0, 0],
        [1, 0, 1, 0, 0, 0],
        [1, 1, 1, 0, 0, 0],
        [0, 0, 0, 0, 0, 0],
    ]


def test_last_polygon_counts_where_polygons_overlap():
    other = "POLYGON ((110 100, 130 100, 130 90, 110 90, 110 100))"
    assert burnt(GRID, (NORTH_WEST, 1), (other, 2))[0] == [1, 2, 2, 0, 0, 0]
    assert burnt(GRID, (other, 2), (NORTH_WEST, 1))[0] == [1, 1, 2, 0, 0, 0]


def test_all_parts_of_a_polygon_count():
    text = (
        "MULTIPOLYGON (((100 100, 110 100, 110 90, 100 90, 100 100)),"
        "((150 70, 160 70, 160 60, 150 60, 150 70)))"
    )
    pixels = np.array(burnt(GRID, (text, 1)))
    assert np.argwhere(pixels).tolist() == [[0, 0], [3, 5]]


def test_arcs_are_burnt_as_lines_close_to_them():
    """A circle of 12 m around the centre of a pixel holds that of its four neighbours too."""
    circle = "CURVEPOLYGON (CIRCULARSTRING (113 85, 125 97, 137 85, 125 73, 113 85))"
    assert np.argwhere(np.array(burnt(GRID, (circle, 1)))).tolist() == [
        [0, 2],
        [1, 1],
        [1, 2],
        [1, 3],
        [2, 2],
    ]


@pytest.mark.parametrize("tile", [(6, 1), (1, 4), (2, 3), (4, 4)])
def test_windows_together_hold_what_the_whole_holds(tile):
    polygons = (NORTH_WEST, 1), ("POLYGON ((112 97, 158 88, 141 61, 112 97))", 2)
    shapes = shapes_on(GRID, *polygons)
    whole = np.zeros((4, 6), np.uint8)
    for window in GRID.window.tiles(*tile):
        rows = slice(window.row, window.row + window.height)
        whole[rows, window.col : window.col + window.width] = shapes.burn(window)
    assert whole.tolist() == shapes.burn(GRID.window).tolist()
    assert whole.max() == 2


def test_only_windows_that_shapes_meet_have_to_be_read():
    shapes = shapes_on(GRID, (NORTH_WEST, 1), ("POINT (155 65)", 2))
    met = [window for window in GRID.window.tiles(2, 2) if shapes.meet(window)]
    assert met == [Window(0, 0, 2, 2), Window(4, 2, 2, 2)]


def test_a_point_lies_in_the_pixel_under_it():
    shapes = shapes_on(GRID, ("POINT (129.9 80.1)", 4), ("POINT (130.1 79.9)", 5))
    assert points_of(shapes, GRID.window) == [[1, 2], [2, 3], [4, 5]]


def test_points_are_counted_from_the_corner_of_the_window():
    shapes = shapes_on(GRID, ("POINT (105 95)", 1), ("POINT (145 65)", 2))
    assert points_of(shapes, Window(3, 2, 3, 2)) == [[1], [1], [2]]


def test_two_points_in_one_pixel_count_twice():
    shapes = shapes_on(GRID, ("POINT (101 99)", 1), ("POINT (102 98)", 1))
    assert points_of(shapes, GRID.window) == [[0, 0], [0, 0], [1, 1]]


def test_each_point_of_several_and_of_any_height_counts():
    shapes = shapes_on(GRID, ("MULTIPOINT Z ((105 95 7), (115 95 8))", 6))
    assert points_of(shapes, GRID.window) == [[0, 0], [0, 1], [6, 6]]


@pytest.mark.parametrize(
    "text",
    [
        "POINT (99.9 95)",
        "POINT (160.1 95)",
        "POINT (105 100.1)",
        "POINT (105 59.9)",
        "POINT (1e300 -1e300)",
        "POLYGON ((200 200, 210 200, 210 190, 200 200))",
    ],
)
def test_shapes_outside_the_grid_are_counted(text):
    shapes = shapes_on(GRID, (text, 1))
    assert shapes.n_outside == 1
    assert not shapes.meet(GRID.window)


def test_nothing_is_burnt_where_there_are_no_polygons():
    assert burnt(GRID) == [[0] * 6] * 4


def test_shapes_follow_a_rotated_grid():
    """Columns run north, rows east: the pixel at column 1, row 2 lies around (125, 115)."""
    grid = Grid(3, 4, (100.0, 0.0, 10.0, 100.0, 10.0, 0.0))
    around = "POLYGON ((121 111, 129 111, 129 119, 121 119, 121 111))"
    shapes = shapes_on(grid, (around, 1), ("POINT (125 115)", 1))
    assert np.argwhere(shapes.burn(grid.window)).tolist() == [[2, 1]]
    assert points_of(shapes, grid.window) == [[2], [1], [1]]


def test_pixels_count_downward_without_a_geotransform():
    grid = Grid(6, 4)
    square = "POLYGON ((1 -1, 3 -1, 3 -2, 1 -2, 1 -1))"
    shapes = shapes_on(grid, (square, 1), ("POINT (5.5 -3.5)", 2))
    assert np.argwhere(shapes.burn(grid.window)).tolist() == [[1, 1], [1, 2]]
    assert points_of(shapes, grid.window) == [[3], [5], [2]]


@pytest.mark.parametrize("shape", [wkb("LINESTRING (100 100, 120 80)"), b"no shape at all"])
def test_other_shapes_are_refused(shape):
    with pytest.raises(RasterError, match="shapes other than points and polygons"):
        Shapes.on(GRID, [(shape, 1)])
