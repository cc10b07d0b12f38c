"""GeoPackage of class polygons, and their style for QGIS."""

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

_FIELDS = {
    "class": ogr.OFTInteger,
    "name": ogr.OFTString,
    "color": ogr.OFTString,
    "pixels": ogr.OFTInteger64,
    "hectares": ogr.OFTReal,
}

# Table in which QGIS stores styles, and finds one when it opens the layer: types and values.
_STYLE_FIELDS = {
    "f_table_catalog": (ogr.OFTString, ""),
    "f_table_schema": (ogr.OFTString, ""),
    "f_table_name": (ogr.OFTString, LAYER),
    "f_geometry_column": (ogr.OFTString, "geom"),
    "styleName": (ogr.OFTString, LAYER),
    "styleQML": (ogr.OFTString, None),
    "styleSLD": (ogr.OFTString, ""),
    "useAsDefault": (ogr.OFTInteger, 1),
    "description": (ogr.OFTString, ""),
    "owner": (ogr.OFTString, ""),
    "ui": (ogr.OFTString, None),
    "update_time": (ogr.OFTDateTime, "1970/01/01 00:00:00+00"),
}


class GeoPackage:
    """New GeoPackage, written in one transaction.

    Used as a context manager. At the end the file is closed, even if a traceback still refers to
    this object: an open file prevents the removal of its folder on Windows. Raise RuntimeError if
    GDAL cannot create the file.
    """

    def __init__(self, path: str) -> None:
        driver = gdal.GetDriverByName("GPKG")
        self._dataset: Any = require(driver.Create(path, 0, 0, 0, gdal.GDT_Unknown))

    def __enter__(self) -> GeoPackage:
        self._dataset.StartTransaction()
        return self

    def __exit__(self, error: object, *_: object) -> None:
        if error is None:
            self._dataset.CommitTransaction()
        self._dataset = None

    def add_patches(self) -> Any:
        """Add a layer of patches in columns and rows, with their class: ogr.Layer."""
        layer = self._dataset.CreateLayer("patches", None, ogr.wkbPolygon, ["SPATIAL_INDEX=NO"])
        layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
        return layer

    def index_patches(self) -> None:
        """Make patches be found by their class."""
        self._dataset.ExecuteSQL("CREATE INDEX patches_of_class ON patches (class)")

    def add_classes(self, grid: Grid, is_multi: bool) -> Any:
        """Add the layer of classes, of polygons or multipolygons: ogr.Layer."""
        reference = osr.SpatialReference(grid.projection) if grid.projection else None
        kind = ogr.wkbMultiPolygon if is_multi else ogr.wkbPolygon
        layer = self._dataset.CreateLayer(LAYER, reference, kind)
        for name, field_type in _FIELDS.items():
            layer.CreateField(ogr.FieldDefn(name, field_type))
        return layer

    def add_style(self, style: str) -> None:
        """Add the default style of the layer of classes, a QML document."""
        layer = self._dataset.CreateLayer("layer_styles", None, ogr.wkbNone, ["FID=id"])
        for name, (field_type, _) in _STYLE_FIELDS.items():
            layer.CreateField(ogr.FieldDefn(name, field_type))
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, (_, value) in _STYLE_FIELDS.items():
            if value is not None:
                feature.SetField(name, value)
        feature.SetField("styleQML", style)
        layer.CreateFeature(feature)


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
