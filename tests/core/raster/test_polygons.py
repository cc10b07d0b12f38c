"""A map of classes as polygons in a GeoPackage."""

import os

import numpy as np
import pytest
from osgeo import gdal, ogr
from runs import committed

from s2_kmeans_plugin.core.errors import Cancelled, FileError, RasterError
from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.maps.tally import ClassMap
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.raster import polygons
from s2_kmeans_plugin.core.raster.grid import PIXELS, Grid
from s2_kmeans_plugin.core.raster.polygons import check_polygons, write_polygons
from s2_kmeans_plugin.core.raster.source import RasterSource

UTM = (443_000.0, 10.0, 0.0, 4_174_000.0, 0.0, -10.0)
ROTATED = (443_000.0, 8.0, 6.0, 4_174_000.0, 6.0, -8.0)
DEGREES = (10.0, 0.001, 0.0, 50.0, 0.0, -0.001)


@pytest.fixture
def classes(rng):
    """Four classes in patches of all sizes, and nodata."""
    return rng.integers(0, 5, (30, 40)).repeat(2, axis=0).astype(np.uint8)


@pytest.fixture
def draw(make_raster, tmp_path):
    """Draw a map; gives the path of the GeoPackage."""

    def run(classes, name="map.gpkg", each_patch=False, watch=None, style_of=None, **options):
        raster = make_raster(np.asarray(classes, np.uint8), "map.tif", nodata=0, **options)
        source = RasterSource.open(raster)
        values = range(1, 6)
        per_pixel = source.grid.hectares_per_pixel(source.grid.window)
        counts = np.bincount(np.ravel(classes), minlength=6)[1:]
        class_map = ClassMap(
            grid=source.grid,
            legend=tuple(ClassEntry(n, f"kind {n}", (n, 16, 255)) for n in values),
            counts=counts,
            hectares=None if per_pixel is None else counts * per_pixel,
            n_nodata=0,
            inertia=0.0,
            statistics=None,
            preview=None,
        )
        path = str(tmp_path / name)
        with committed(path) as file:
            dataset = gdal.Open(raster)
            write_polygons(file, dataset, class_map, each_patch, style_of, watch or Watch())
        return path

    return run


def rows_of(path):
    """Fields of each polygon, and its shape."""
    dataset = ogr.Open(path)
    return [
        (
            feature["class"],
            feature["name"],
            feature["color"],
            feature["pixels"],
            feature["hectares"],
            feature.GetGeometryRef().Clone(),
        )
        for feature in dataset.GetLayer("classes")
    ]


def burnt(path, grid):
    """The polygons as pixels of a grid."""
    target = gdal.GetDriverByName("MEM").Create("", grid.width, grid.height, 1, gdal.GDT_Byte)
    target.SetGeoTransform(grid.geotransform or PIXELS)
    dataset = ogr.Open(path)
    gdal.RasterizeLayer(target, [1], dataset.GetLayer("classes"), options=["ATTRIBUTE=class"])
    return target.ReadAsArray()


each_kind = pytest.mark.parametrize("each_patch", [False, True])
each_grid = pytest.mark.parametrize(
    "options",
    [
        {"geotransform": UTM},
        {"geotransform": ROTATED},
        {"geotransform": DEGREES, "epsg": 4326},
        {"geotransform": UTM, "epsg": None},
        {"geotransform": None, "epsg": None},
    ],
    ids=["projected", "rotated", "geographic", "no crs", "no georeference"],
)


@each_kind
@each_grid
def test_polygons_cover_the_pixels_of_their_classes(draw, classes, each_patch, options):
    path = draw(classes, each_patch=each_patch, **options)
    grid = Grid(40, 60, options["geotransform"])
    np.testing.assert_array_equal(burnt(path, grid), classes)


@each_grid
def test_pixels_of_all_patches_are_the_pixels_of_the_map(draw, classes, options):
    sums = np.zeros(6, dtype=int)
    for value, _, _, n_pixels, _, _ in rows_of(draw(classes, each_patch=True, **options)):
        sums[value] += n_pixels
    assert sums[1:].tolist() == np.bincount(classes.ravel(), minlength=6)[1:].tolist()


@each_kind
def test_shapes_are_valid(draw, classes, each_patch):
    assert all(row[-1].IsValid() for row in rows_of(draw(classes, each_patch=each_patch)))


def test_each_class_with_pixels_is_one_shape_in_the_order_of_the_legend(draw):
    rows = rows_of(draw([[4, 1, 4], [1, 4, 0]]))
    classes = [(value, name, color, n_pixels) for value, name, color, n_pixels, _, _ in rows]
    assert classes == [(1, "kind 1", "#0110ff", 2), (4, "kind 4", "#0410ff", 3)]


def test_pixels_that_touch_at_corners_are_two_patches(draw):
    rows = rows_of(draw([[4, 1, 4], [1, 4, 0]], each_patch=True))
    assert [row[0] for row in rows] == [1, 1, 4, 4, 4]


@each_kind
def test_hectares_are_those_of_pixels_of_10_m(draw, each_patch):
    rows = rows_of(draw([[1, 1, 2]], each_patch=each_patch, geotransform=UTM))
    assert [row[4] for row in rows] == pytest.approx([0.02, 0.01])


def test_hectares_of_patches_shrink_towards_the_pole(draw):
    """As the cosine of the latitude does, but for the ellipsoid."""
    tall = np.full((2000, 1), 2)
    tall[[0, -1]] = 1
    north_to_south = {"geotransform": (10, 0.01, 0, 60, 0, -0.01), "epsg": 4326}
    areas = [row[4] for row in rows_of(draw(tall, each_patch=True, **north_to_south))]
    north, south = sorted(areas[:2])
    cosines = np.cos(np.radians([60, 40]))
    assert north / south == pytest.approx(cosines[0] / cosines[1], rel=0.01)


@each_kind
def test_hectares_are_null_where_the_unit_is_unknown(draw, each_patch):
    rows = rows_of(draw([[1, 2]], each_patch=each_patch, epsg=None))
    assert [row[4] for row in rows] == [None, None]


@pytest.mark.parametrize("epsg", [32618, 4326, None])
def test_the_coordinate_system_is_that_of_the_grid(draw, epsg):
    dataset = ogr.Open(draw([[1, 2]], epsg=epsg))
    reference = dataset.GetLayer("classes").GetSpatialRef()
    if epsg:
        assert reference.GetAuthorityCode(None) == str(epsg)
    else:
        assert reference is None or "Undefined" in reference.GetName()


@each_kind
def test_the_same_map_is_the_same_file(draw, classes, each_patch):
    options = {"each_patch": each_patch, "style_of": lambda legend: "a style"}
    paths = [draw(classes, name, **options) for name in ("one.gpkg", "other.gpkg")]
    with open(paths[0], "rb") as one, open(paths[1], "rb") as other:
        assert one.read() == other.read()


def test_style_of_the_classes_with_pixels_is_where_qgis_finds_it(draw):
    def style_of(legend):
        return ", ".join(entry.name for entry in legend)

    dataset = ogr.Open(draw([[1, 3]], style_of=style_of))
    (style,) = dataset.GetLayer("layer_styles")
    assert (style["f_table_name"], style["useAsDefault"]) == ("classes", 1)
    assert style["styleQML"] == "kind 1, kind 3"


def test_only_the_geopackage_is_left_and_it_replaces_an_older_one(draw, tmp_path):
    (tmp_path / "map.gpkg").write_text("older")
    (tmp_path / "map.gpkg-wal").write_text("of the older")
    path = draw([[1, 2]])
    assert sorted(os.listdir(tmp_path)) == ["map.gpkg", "map.tif"]
    assert len(rows_of(path)) == 2


@pytest.mark.parametrize("moment", [0, 0.3, 0.6])
def test_cancel_leaves_the_earlier_file(draw, tmp_path, classes, moment):
    (tmp_path / "map.gpkg").write_text("older")
    reached = []
    watch = Watch(reached.append, lambda: bool(reached) and reached[-1] >= moment)
    with pytest.raises(Cancelled):
        draw(classes.repeat(2, axis=1), each_patch=True, watch=watch)
    assert sorted(os.listdir(tmp_path)) == ["map.gpkg", "map.tif"]
    assert (tmp_path / "map.gpkg").read_text() == "older"


def test_polygons_are_written_by_a_gdal_without_options_of_a_thread(draw, monkeypatch):
    for name in ("SetThreadLocalConfigOption", "GetThreadLocalConfigOption"):
        monkeypatch.delattr(gdal, name)
    assert len(rows_of(draw([[1, 2]]))) == 2


def test_class_with_too_many_patches_for_one_polygon_is_refused(draw, tmp_path, monkeypatch):
    monkeypatch.setattr(polygons, "_LARGEST_SHAPE", 200)
    with pytest.raises(RasterError, match="Class kind 1 has too many patches for one polygon"):
        draw([[1, 2, 1, 2, 1], [2, 1, 2, 1, 2]])
    assert os.listdir(tmp_path) == ["map.tif"]


def test_progress_never_falls_and_ends_at_1(draw, classes):
    reached = []
    draw(classes, watch=Watch(reached.append))
    assert reached == sorted(reached)
    assert reached[-1] == 1


@pytest.mark.parametrize("name", ["map.shp", "map.tif", "map"])
def test_another_ending_is_refused(make_raster, tmp_path, name):
    source = RasterSource.open(make_raster(np.ones((2, 2), np.uint8), "input.tif"))
    with pytest.raises(FileError, match=r"does not end in \.gpkg"):
        check_polygons(str(tmp_path / name), source)


def test_the_input_is_refused(make_raster, tmp_path):
    path = str(tmp_path / "input.gpkg")
    driver = gdal.GetDriverByName("GPKG")
    driver.CreateCopy(path, gdal.Open(make_raster(np.ones((2, 2), np.uint8), "input.tif")))
    with pytest.raises(FileError, match="is the input itself"):
        check_polygons(path, RasterSource.open(path))
