"""Writes a map of classes as polygons, into a GeoPackage that appears whole or not at all."""

import os
import struct
from contextlib import contextmanager

import numpy as np
from osgeo import gdal, ogr, osr

from ..errors import RasterError
from ..files.checks import GEOPACKAGE_SUFFIXES, check_destination
from ..files.text import not_written
from .gdal_calls import followed, last_message, quiet_gdal
from .grid import PIXELS, Window
from .ring_union import join

_SUFFIX = ".gpkg"
_NAME = "classes"

_FIELDS = (
    ("class", ogr.OFTInteger),
    ("name", ogr.OFTString),
    ("color", ogr.OFTString),
    ("pixels", ogr.OFTInteger64),
    ("hectares", ogr.OFTReal),
)

# The table in which QGIS keeps styles, and looks for one when it opens the layer.
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

_OPTIONS = {
    # A GeoPackage tells when it was written: without this, no two would be the same.
    "OGR_CURRENT_DATE": "1970-01-01T00:00:00.000Z",
    # Nobody reads it before it is whole.
    "OGR_SQLITE_SYNCHRONOUS": "OFF",
}

# Bytes of all patches of a class. Held several times over on their way into the file, of which no
# shape may have a gigabyte; and far smaller ones take a program long to show.
_LARGEST_SHAPE = 2**28

# Columns and rows that are drawn at a time. For a tile of Sentinel-2 at once GDAL 3.6 takes more
# than twice as long and five times the memory, and cannot be stopped while it joins large patches.
_BLOCK = 1024

_TOLD_EVERY = 500


def check_polygons(path, source):
    """Refuse a destination that cannot be written, or that would destroy the input.

    Raises
    ------
    RasterError
    """
    check_destination(path, (source.path, *source.files), GEOPACKAGE_SUFFIXES)


class PolygonWriter:
    """A GeoPackage of the patches of a map: pixels of one class that touch at their sides.

    Used as a context manager. The staging moves the GeoPackage to its destination.

    The layer has the fields ``class``, ``name``, ``color`` (#rrggbb), ``pixels`` and ``hectares``,
    NULL where the unit of the grid is not known.

    Parameters
    ----------
    file : PolygonFile
    staged : StagedFile
    grid : Grid
    """

    def __init__(self, file, staged, grid):
        self._file = file
        self._staged = staged
        self._path = staged.path
        self._grid = grid
        self._hectares_of_row = {}
        self._drawn = self._made = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with quiet_gdal():
            self._close()

    def write(self, dataset, class_map, watch):
        """Draw the patches of a map.

        What is held is one patch or, where they are put together, those of one class.

        Parameters
        ----------
        dataset : gdal.Dataset
            The map.
        class_map : ClassMap
            What it holds.
        watch : Watch

        Raises
        ------
        RasterError
            When they cannot be written.
        """
        held = [
            (entry, int(count), None if class_map.hectares is None else class_map.hectares[row])
            for row, (entry, count) in enumerate(zip(class_map.legend, class_map.counts))
            if count
        ]
        style = self._file.style_of and self._file.style_of([entry for entry, _, _ in held])
        with self._writing():
            self._draw(dataset, watch)
            patches = _Patches(self._drawn.GetLayer(0), self._grid, watch.part(0.5, 1.0))
            to_map = _to_map(self._grid)
            self._made = self._create(self._staged.staged)
            layer = self._create_layer()
            self._made.StartTransaction()
            for entry, n_pixels, hectares in held:
                if self._file.each_patch:
                    for shape in patches.of(entry):
                        size = self._size(shape)
                        shape.Transform(to_map)
                        _add(layer, entry, shape, *size)
                else:
                    shape = self._together(entry, patches)
                    shape.Transform(to_map)
                    _add(layer, entry, shape, n_pixels, hectares)
            if style:
                _add_style(self._made, style)
            self._made.CommitTransaction()
            self._close()
        watch.at(1.0)

    def _close(self):
        # No other name may hold them: a file that is open outlives its folder, or keeps it.
        self._drawn = self._made = None

    def _draw(self, dataset, watch):
        """Draw the patches of each block, with their classes, in columns and rows."""
        self._drawn = self._create(os.path.join(self._staged.folder, "patches.gpkg"))
        layer = self._drawn.CreateLayer("patches", None, ogr.wkbPolygon, ["SPATIAL_INDEX=NO"])
        layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
        self._drawn.StartTransaction()
        blocks = list(self._grid.window.tiles(_BLOCK, _BLOCK))
        step = 0.5 / len(blocks)
        for n_done, block in enumerate(blocks):
            box = [block.col, block.row, block.width, block.height]
            part = gdal.Translate("", dataset, format="VRT", srcWin=box)
            part.SetGeoTransform((block.col, 1, 0, block.row, 0, 1))
            band = part.GetRasterBand(1)
            with followed(watch.part(n_done * step, (n_done + 1) * step).at) as callback:
                gdal.Polygonize(band, band.GetMaskBand(), layer, 0, callback=callback)
        self._drawn.CommitTransaction()
        self._drawn.ExecuteSQL("CREATE INDEX patches_of_class ON patches (class)")

    def _create(self, path):
        made = gdal.GetDriverByName("GPKG").Create(path, 0, 0, 0, gdal.GDT_Unknown)
        if made is None:
            raise self._failure(last_message())
        return made

    def _create_layer(self):
        reference = None
        if self._grid.projection:
            reference = osr.SpatialReference(self._grid.projection)
        kind = ogr.wkbPolygon if self._file.each_patch else ogr.wkbMultiPolygon
        layer = self._made.CreateLayer(_NAME, reference, kind)
        for name, type_ in _FIELDS:
            layer.CreateField(ogr.FieldDefn(name, type_))
        return layer

    def _size(self, shape):
        """Pixels of a patch, and its hectares by those of a pixel half way down."""
        n_pixels = round(shape.Area())
        _, _, top, bottom = shape.GetEnvelope()
        row = int(top + bottom) // 2
        if row not in self._hectares_of_row:
            there = Window(0, row, self._grid.width, 1)
            self._hectares_of_row[row] = self._grid.hectares_per_pixel(there)
        hectares = self._hectares_of_row[row]
        return n_pixels, None if hectares is None else n_pixels * hectares

    def _together(self, entry, patches):
        """The patches of a class as one shape; as they touch at corners only, it is a valid one."""
        together = ogr.Geometry(ogr.wkbMultiPolygon)
        n_bytes = 0
        for shape in patches.of(entry):
            n_bytes += shape.WkbSize()
            if n_bytes > _LARGEST_SHAPE:
                raise RasterError(
                    "The patches of {name} are too many for one polygon in {path}: choose a "
                    "polygon for each patch, or larger patches.",
                    name=entry.name,
                    path=self._path,
                )
            together.AddGeometry(shape)
        return together

    @contextmanager
    def _writing(self):
        """Turn a failure that GDAL tells or only notes, as on a full disk, into an error."""
        with quiet_gdal(), _options_of_this_thread():
            try:
                yield
            except RuntimeError as error:
                raise self._failure(error) from error
            if gdal.GetLastErrorType() >= gdal.CE_Failure:
                raise self._failure(last_message())

    def _failure(self, reason):
        return not_written(self._path, reason)


class _Patches:
    """The patches that were drawn, class by class, in columns and rows."""

    def __init__(self, layer, grid, watch):
        self._layer = layer
        self._size = grid.width, grid.height
        self._watch = watch
        self._n_patches = max(layer.GetFeatureCount(), 1)
        self._n_done = 0

    def of(self, entry):
        """Yield the shape of each patch of a class, which lasts until the next."""
        self._layer.SetAttributeFilter(f"class = {entry.value}")
        cut = []
        for feature in self._layer:
            shape = feature.GetGeometryRef()
            if self._is_cut(shape):
                cut.append(_rings(shape))
            else:
                yield shape
            self._n_done += 1
            if self._n_done % _TOLD_EVERY == 0:
                self._watch.at(self._n_done / self._n_patches)
        for rings in join(cut, _BLOCK, self._size, self._watch.check):
            yield _polygon(rings)

    def _is_cut(self, shape):
        """Whether a patch ends where a block does, and may go on in the next."""
        left, right, top, bottom = shape.GetEnvelope()
        width, height = self._size
        ends = ((left, width), (right, width), (top, height), (bottom, height))
        return any(end % _BLOCK == 0 and 0 < end < size for end, size in ends)


def _rings(shape):
    """The rings of a polygon of columns and rows, without the repeated point: list of ndarray."""
    wkb = bytes(shape.ExportToWkb(ogr.wkbNDR))
    (n_rings,) = struct.unpack_from("<I", wkb, 5)
    rings, start = [], 9
    for _ in range(n_rings):
        (n_points,) = struct.unpack_from("<I", wkb, start)
        points = np.frombuffer(wkb, "<f8", 2 * n_points, start + 4).reshape(-1, 2)
        rings.append(points[:-1].astype(np.int64))
        start += 4 + 16 * n_points
    return rings


def _polygon(rings):
    """What `_rings` was given."""
    parts = [struct.pack("<BII", 1, ogr.wkbPolygon, len(rings))]
    for ring in rings:
        points = np.concatenate([ring, ring[:1]]).astype("<f8")
        parts += struct.pack("<I", len(points)), points.tobytes()
    return ogr.CreateGeometryFromWkb(b"".join(parts))


def _to_map(grid):
    """What takes columns and rows to where the grid, or QGIS if it has no place, has them."""
    x, dx, rx, y, ry, dy = map(repr, map(float, grid.geotransform or PIXELS))
    options = osr.CoordinateTransformationOptions()
    options.SetOperation(
        f"+proj=affine +xoff={x} +yoff={y} +s11={dx} +s12={rx} +s21={ry} +s22={dy}"
    )
    return osr.CreateCoordinateTransformation(None, None, options)


def _add(layer, entry, shape, n_pixels, hectares):
    feature = ogr.Feature(layer.GetLayerDefn())
    if hectares is not None:
        # Further digits depend on the order in which windows were added up.
        hectares = float(f"{hectares:.10g}")
    for field, value in enumerate((entry.value, entry.name, entry.hex_color, n_pixels, hectares)):
        if value is not None:
            feature.SetField(field, value)
    feature.SetGeometry(shape)
    layer.CreateFeature(feature)


def _add_style(made, style):
    layer = made.CreateLayer("layer_styles", None, ogr.wkbNone, ["FID=id"])
    for name, type_ in _STYLE_FIELDS:
        layer.CreateField(ogr.FieldDefn(name, type_))
    feature = ogr.Feature(layer.GetLayerDefn())
    told = {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": _NAME,
        "f_geometry_column": "geom",
        "styleName": _NAME,
        "styleQML": style,
        "styleSLD": "",
        "useAsDefault": 1,
        "description": "",
        "owner": "",
        "update_time": "1970/01/01 00:00:00+00",
    }
    for name, value in told.items():
        feature.SetField(name, value)
    layer.CreateFeature(feature)


@contextmanager
def _options_of_this_thread():
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in _OPTIONS}
    try:
        for name, value in _OPTIONS.items():
            gdal.SetThreadLocalConfigOption(name, value)
        yield
    finally:
        for name, value in before.items():
            gdal.SetThreadLocalConfigOption(name, value)
