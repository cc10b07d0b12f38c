"""Layers of the GeoPackage of polygons."""

import pytest
from osgeo import ogr

from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.raster.gdal_calls import guard_gdal
from s2_kmeans_plugin.core.raster.geopackage import WRITE_OPTIONS, GeoPackage, add_polygon
from s2_kmeans_plugin.core.raster.grid import Grid

SQUARE = ogr.CreateGeometryFromWkt("POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0))")


def write(path, hectares=0.123456789012345, style=None):
    """A GeoPackage of one polygon; gives its feature."""
    with guard_gdal(options=WRITE_OPTIONS), GeoPackage(str(path)) as file:
        layer = file.add_classes(Grid(1, 1), is_multi=False)
        add_polygon(layer, ClassEntry(3, "Forêt", (1, 99, 2)), SQUARE, 7, hectares)
        if style:
            file.add_style(style)
    dataset = ogr.Open(str(path))
    (feature,) = dataset.GetLayer("classes")
    return {name: feature[name] for name in ("class", "name", "color", "pixels", "hectares")}


def test_fields_are_those_of_the_class_with_ten_digits_of_area(tmp_path):
    assert write(tmp_path / "one.gpkg") == {
        "class": 3,
        "name": "Forêt",
        "color": "#016302",
        "pixels": 7,
        "hectares": 0.123456789,
    }


def test_unknown_area_is_null(tmp_path):
    assert write(tmp_path / "one.gpkg", hectares=None)["hectares"] is None


def test_style_is_the_default_of_the_layer(tmp_path):
    path = tmp_path / "one.gpkg"
    write(path, style="<qgis/>")
    dataset = ogr.Open(str(path))
    (style,) = dataset.GetLayer("layer_styles")
    assert (style["f_table_name"], style["styleQML"]) == ("classes", "<qgis/>")
    assert style["useAsDefault"] == 1


def test_same_polygons_give_the_same_bytes(tmp_path):
    paths = [tmp_path / name for name in ("one.gpkg", "two.gpkg")]
    for path in paths:
        write(path, style="<qgis/>")
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_geopackage_that_cannot_be_created_is_an_error(tmp_path):
    with pytest.raises(RuntimeError), guard_gdal():
        GeoPackage(str(tmp_path / "nowhere" / "one.gpkg"))
