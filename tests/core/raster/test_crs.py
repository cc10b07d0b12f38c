"""Coordinate reference systems."""

import math

import pytest
from osgeo import osr

from s2_kmeans_plugin.core.raster.crs import metres_per_unit, same_reference, transform_points
from s2_kmeans_plugin.core.raster.grid import Grid, Window, same_pixels

NORTH_UP = (442970.0, 10.0, 0.0, 4174060.0, 0.0, -10.0)


def wkt(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    return reference.ExportToWkt()


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


def test_area_is_the_same_in_grads_and_degrees():
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
def test_area_is_none_where_the_unit_is_unknown(grid):
    assert grid.hectares_per_pixel(grid.window) is None


@pytest.mark.parametrize(("code", "metres"), [(32618, 1.0), (2263, 1200 / 3937), (4326, None)])
def test_unit_has_a_length_in_a_projected_system_only(code, metres):
    assert metres_per_unit(wkt(code)) == (None if metres is None else pytest.approx(metres))


@pytest.mark.parametrize("text", ["", "no coordinate system"])
def test_unit_is_none_without_a_coordinate_system(text):
    assert metres_per_unit(text) is None


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [(32618, 32618, True), (32618, 32617, False), (32618, None, True), (None, None, True)],
)
def test_unknown_system_is_the_same_as_any_other(one, two, expected):
    first, second = (wkt(code) if code else "" for code in (one, two))
    assert same_reference(first, second) is expected


def test_points_are_transformed_with_x_before_y():
    (point,) = transform_points([(500_000.0, 0.0)], wkt(32618), wkt(4326))
    assert point == pytest.approx([-75.0, 0.0])


def test_points_are_none_between_systems_that_have_nothing_in_common():
    site = 'LOCAL_CS["a building site",UNIT["metre",1]]'
    assert transform_points([(0.0, 0.0)], wkt(32618), site) is None
