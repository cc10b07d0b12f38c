"""Writes a map of classes as polygons, into a GeoPackage that appears whole or not at all."""

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress

from osgeo import gdal, ogr, osr

from ..errors import RasterError
from ..files import check_folder, check_not_among
from .followed import followed
from .gdal_errors import last_message, quiet_gdal
from .grid import PIXELS, Window

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

# What SQLite leaves beside a file that is open; it belongs to the older one of that name.
_STALE = ("-wal", "-shm", "-journal")

# Bytes of all patches of a class. Held several times over on their way into the file, of which no
# shape may have a gigabyte; and far smaller ones take a program long to show.
_LARGEST_SHAPE = 2**28

_TOLD_EVERY = 500


def check_polygons(path, source):
    """Refuse a destination that cannot be written, or that would destroy the input.

    Raises
    ------
    RasterError
    """
    check_folder(path)
    if not path.lower().endswith(_SUFFIX):
        raise RasterError(
            "{path} does not end in .gpkg: polygons are written as a GeoPackage, so give it a "
            "name that ends so.",
            path=path,
        )
    check_not_among(path, [source.path, *source.files])


class PolygonWriter:
    """A GeoPackage of the patches of a map: pixels of one class that touch at their sides.

    Used as a context manager. It writes into a hidden folder beside the destination; only `finish`
    moves the result there, replacing what stood there. Leaving without it removes every trace.

    The layer has the fields ``class``, ``name``, ``color`` (#rrggbb), ``pixels`` and ``hectares``,
    NULL where the unit of the grid is not known.

    Parameters
    ----------
    file : PolygonFile
    grid : Grid
    """

    def __init__(self, file, grid):
        self._file = file
        self._path = os.path.abspath(file.path)
        self._grid = grid
        _, dx, rx, _, ry, dy = grid.geotransform or PIXELS
        self._pixel_area = abs(dx * dy - rx * ry)
        self._hectares_of_row = {}
        self._folder = None

    def __enter__(self):
        parent, name = os.path.split(self._path)
        try:
            self._folder = tempfile.mkdtemp(prefix=f".{name}-", dir=parent)
        except OSError as error:
            raise self._failure(error.strerror) from error
        return self

    def __exit__(self, *_):
        shutil.rmtree(self._folder, ignore_errors=True)

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
            drawn = self._draw(dataset, watch)
        with self._writing():
            patches = drawn.GetLayer(0)
            made = self._create(self._made)
            layer = self._create_layer(made, self._file.each_patch)
            shapes = _Shapes(patches, watch)
            made.StartTransaction()
            for entry, n_pixels, hectares in held:
                if self._file.each_patch:
                    for shape in shapes.of(entry):
                        _add(layer, entry, shape, *self._size(shape))
                else:
                    _add(layer, entry, self._together(entry, shapes), n_pixels, hectares)
            if style:
                _add_style(made, style)
            made.CommitTransaction()
            patches = shapes = layer = drawn = made = None
        watch.at(1.0)

    def finish(self):
        """Move the GeoPackage to its destination."""
        try:
            os.replace(self._made, self._path)
            for suffix in _STALE:
                with suppress(FileNotFoundError):
                    os.remove(self._path + suffix)
        except OSError as error:
            raise self._failure(error.strerror) from error

    @property
    def _made(self):
        return os.path.join(self._folder, "polygons.gpkg")

    def _draw(self, dataset, watch):
        """Every patch as it comes, with its class: a dataset of one layer."""
        if self._grid.geotransform is None:
            # Where QGIS shows the map.
            dataset = gdal.GetDriverByName("VRT").CreateCopy("", dataset)
            dataset.SetGeoTransform(PIXELS)
        drawn = self._create(os.path.join(self._folder, "patches.gpkg"))
        layer = drawn.CreateLayer("patches", None, ogr.wkbPolygon, ["SPATIAL_INDEX=NO"])
        layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
        drawn.StartTransaction()
        with followed(lambda part: watch.at(part / 2)) as callback:
            band = dataset.GetRasterBand(1)
            gdal.Polygonize(band, band.GetMaskBand(), layer, 0, callback=callback)
        drawn.CommitTransaction()
        drawn.ExecuteSQL("CREATE INDEX patches_of_class ON patches (class)")
        return drawn

    def _create(self, path):
        made = gdal.GetDriverByName("GPKG").Create(path, 0, 0, 0, gdal.GDT_Unknown)
        if made is None:
            raise self._failure(last_message())
        return made

    def _create_layer(self, made, each_patch):
        reference = None
        if self._grid.projection:
            reference = osr.SpatialReference(self._grid.projection)
        kind = ogr.wkbPolygon if each_patch else ogr.wkbMultiPolygon
        layer = made.CreateLayer(_NAME, reference, kind)
        for name, type_ in _FIELDS:
            layer.CreateField(ogr.FieldDefn(name, type_))
        return layer

    def _size(self, shape):
        """Pixels of a patch, and its hectares by those of a pixel half way down."""
        n_pixels = round(shape.Area() / self._pixel_area)
        xmin, xmax, ymin, ymax = shape.GetEnvelope()
        around = self._grid.window_of_bounds(xmin, ymin, xmax, ymax)
        row = around.row + around.height // 2
        if row not in self._hectares_of_row:
            there = Window(0, row, self._grid.width, 1)
            self._hectares_of_row[row] = self._grid.hectares_per_pixel(there)
        hectares = self._hectares_of_row[row]
        return n_pixels, None if hectares is None else n_pixels * hectares

    def _together(self, entry, shapes):
        """The patches of a class as one shape; as they touch at corners only, it is a valid one."""
        together = ogr.Geometry(ogr.wkbMultiPolygon)
        n_bytes = 0
        for shape in shapes.of(entry):
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
        return RasterError(
            "{path} cannot be written: {reason}. Choose a place that you may write to and that "
            "has room.",
            path=self._path,
            reason=str(reason).rstrip("."),
        )


class _Shapes:
    """The patches that were drawn, class by class."""

    def __init__(self, layer, watch):
        self._layer = layer
        self._watch = watch
        self._n_patches = max(layer.GetFeatureCount(), 1)
        self._n_done = 0

    def of(self, entry):
        """Yield the shape of each patch of a class, which lasts until the next."""
        self._layer.SetAttributeFilter(f"class = {entry.value}")
        for feature in self._layer:
            yield feature.GetGeometryRef()
            self._n_done += 1
            if self._n_done % _TOLD_EVERY == 0:
                self._watch.at(0.5 + self._n_done / self._n_patches / 2)


def _add(layer, entry, shape, n_pixels, hectares):
    feature = ogr.Feature(layer.GetLayerDefn())
    color = "#{:02x}{:02x}{:02x}".format(*entry.color)
    for field, value in enumerate((entry.value, entry.name, color, n_pixels, hectares)):
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
