"""Layers of the GeoPackage of polygons: classes, and their style for QGIS."""

from __future__ import annotations

from typing import Any

from osgeo import gdal, ogr, osr

from ..legend import ClassEntry
from .gdal_calls import require
from .grid import Grid

LAYER = "classes"

# GDAL's options while a GeoPackage is written.
WRITE_OPTIONS = {
    # A GeoPackage holds the date of its last change: without this, no two would be identical.
    "OGR_CURRENT_DATE": "1970-01-01T00:00:00.000Z",
    # Nobody reads the file before it is complete.
    "OGR_SQLITE_SYNCHRONOUS": "OFF",
}

_FIELDS = (
    ("class", ogr.OFTInteger),
    ("name", ogr.OFTString),
    ("color", ogr.OFTString),
    ("pixels", ogr.OFTInteger64),
    ("hectares", ogr.OFTReal),
)

# Table in which QGIS stores styles, and finds one when it opens the layer.
_STYLE_FIELDS = (
    ("f_table_catalog", ogr.OFTString),
    ("f_table_schema", ogr.OFTString),
    ("f_table_name", ogr.OFTString),
    ("f_geometry_column", ogr.OFTString),
    ("styleName", ogr.OFTString),
    ("styleQML", ogr.OFTString),
    ("styleSLD", ogr.OFTString),
    ("useAsDefault", ogr.OFTInteger),
    ("description", ogr.OFTString),
    ("owner", ogr.OFTString),
    ("ui", ogr.OFTString),
    ("update_time", ogr.OFTDateTime),
)


def create_geopackage(path: str) -> Any:
    """Create an empty GeoPackage: gdal.Dataset; raise RuntimeError where GDAL cannot."""
    driver = gdal.GetDriverByName("GPKG")
    return require(driver.Create(path, 0, 0, 0, gdal.GDT_Unknown))


def create_class_layer(dataset: Any, grid: Grid, is_multi: bool) -> Any:
    """Create the layer of classes, of polygons or multipolygons: ogr.Layer."""
    reference = osr.SpatialReference(grid.projection) if grid.projection else None
    kind = ogr.wkbMultiPolygon if is_multi else ogr.wkbPolygon
    layer = dataset.CreateLayer(LAYER, reference, kind)
    for name, field_type in _FIELDS:
        layer.CreateField(ogr.FieldDefn(name, field_type))
    return layer


def add_polygon(
    layer: Any, entry: ClassEntry, shape: ogr.Geometry, n_pixels: int, hectares: float | None
) -> None:
    """Add a shape of a class, in map coordinates; the hectares stay NULL where they are None."""
    feature = ogr.Feature(layer.GetLayerDefn())
    if hectares is not None:
        # Further digits depend on the order in which the windows were summed up.
        hectares = float(f"{hectares:.10g}")
    for field, value in enumerate((entry.value, entry.name, entry.hex_color, n_pixels, hectares)):
        if value is not None:
            feature.SetField(field, value)
    feature.SetGeometry(shape)
    layer.CreateFeature(feature)


def add_style(dataset: Any, style: str) -> None:
    """Add the default style of the layer of classes, a QML document."""
    layer = dataset.CreateLayer("layer_styles", None, ogr.wkbNone, ["FID=id"])
    for name, field_type in _STYLE_FIELDS:
        layer.CreateField(ogr.FieldDefn(name, field_type))
    feature = ogr.Feature(layer.GetLayerDefn())
    values = {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": LAYER,
        "f_geometry_column": "geom",
        "styleName": LAYER,
        "styleQML": style,
        "styleSLD": "",
        "useAsDefault": 1,
        "description": "",
        "owner": "",
        "update_time": "1970/01/01 00:00:00+00",
    }
    for name, value in values.items():
        feature.SetField(name, value)
    layer.CreateFeature(feature)
