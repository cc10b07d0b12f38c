"""Writer of a class map as polygons in a GeoPackage."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from osgeo import gdal, ogr, osr

from ..errors import RasterError
from ..files.checks import GEOPACKAGE_SUFFIXES, check_destination
from ..files.text import not_written
from ..legend import ClassEntry
from ..parallel.progress import Watch
from .gdal_calls import guard_gdal, watch_gdal
from .geopackage import WRITE_OPTIONS, GeoPackage, add_polygon
from .grid import PIXELS, Grid, Window

if TYPE_CHECKING:
    from ..files.commit import StagedFile
    from .source import RasterSource

# Largest multipolygon of a class in bytes: chosen. It is held several times on its way into the
# file, where SQLite limits a shape to a gigabyte. Programs are slow to show far smaller ones.
_LARGEST_SHAPE = 2**28

# Patches between two reports of progress: chosen.
_REPORT_EVERY = 500


class ClassTotals(Protocol):
    """Grid and classes of a map, and pixels and hectares of each: arrays of shape (n_classes,)."""

    @property
    def grid(self) -> Grid: ...

    @property
    def legend(self) -> Sequence[ClassEntry]: ...

    @property
    def counts(self) -> np.ndarray: ...

    @property
    def hectares(self) -> np.ndarray | None: ...


def check_polygons(path: str, source: RasterSource) -> None:
    """Raise FileError for a destination that cannot be written or would overwrite the input."""
    check_destination(path, (source.path, *source.files), GEOPACKAGE_SUFFIXES)


def write_polygons(
    staged: StagedFile,
    dataset: Any,
    class_map: ClassTotals,
    each_patch: bool,
    style_of: Callable[[Sequence[Any]], str] | None,
    watch: Watch,
) -> None:
    """Write the patches of a map, a gdal.Dataset; a patch is connected pixels of one class.

    Grouping and style are those of `maps.options.PolygonFile`. The layer has the fields ``class``,
    ``name``, ``color`` (#rrggbb), ``pixels`` and ``hectares``. The last is NULL where the unit of
    the grid is unknown. A tile of 10,980 x 10,980 pixels in 8 classes, with 1.3 million patches,
    takes 0.3 GB (measured with GDAL 3.6).

    Raises
    ------
    FileError
        When they cannot be written, such as on a full disk.
    RasterError
        When the patches of a class are too many for one polygon.
    """
    grid = class_map.grid
    classes = list(_classes_with_pixels(class_map))
    style = style_of and style_of([entry for entry, *_ in classes])
    scratch = os.path.join(staged.folder, "patches.gpkg")
    to_map = _transformation(grid)
    hectares_of_row = cache(lambda row: grid.hectares_per_pixel(Window(0, row, grid.width, 1)))
    failure = partial(not_written, staged.path)
    with guard_gdal(failure, options=WRITE_OPTIONS), GeoPackage(scratch) as drawn:
        patches = drawn.add_patches()
        _draw(dataset, patches, watch.part(0.0, 0.5))
        drawn.index_patches()
        with GeoPackage(staged.staged) as file:
            layer = file.add_classes(grid, not each_patch)
            for n_done, (entry, n_pixels, hectares) in enumerate(classes):
                start, stop = ((1 + n / len(classes)) / 2 for n in (n_done, n_done + 1))
                shapes = _shapes(patches, entry.value, watch.part(start, stop))
                if each_patch:
                    polygons = _with_sizes(shapes, hectares_of_row)
                else:
                    polygons = iter([(_united(shapes, entry, staged.path), n_pixels, hectares)])
                for polygon, count, area in polygons:
                    polygon.Transform(to_map)
                    add_polygon(layer, entry, polygon, count, area)
            if style:
                file.add_style(style)
    watch.at(1.0)


def _classes_with_pixels(class_map: ClassTotals) -> Iterator[tuple[ClassEntry, int, float | None]]:
    """Yield each class that the map has, its pixels and hectares."""
    for row, (entry, count) in enumerate(zip(class_map.legend, class_map.counts)):
        if count:
            hectares = None if class_map.hectares is None else class_map.hectares[row]
            yield entry, int(count), hectares


def _draw(dataset: Any, patches: Any, watch: Watch) -> None:
    """Draw the patches of a map in columns and rows into a layer.

    GDAL assembles the largest patches after its last report of progress, up to 5 s for a tile.
    """
    pixels = gdal.Translate("", dataset, format="VRT")
    pixels.SetGeoTransform((0, 1, 0, 0, 0, 1))
    band = pixels.GetRasterBand(1)
    with watch_gdal(watch.at) as callback:
        gdal.Polygonize(band, band.GetMaskBand(), patches, 0, callback=callback)


def _shapes(patches: Any, value: int, watch: Watch) -> Iterator[ogr.Geometry]:
    """Yield the shape of each patch of a class, which lasts until the next one."""
    patches.SetAttributeFilter(f"class = {value}")
    n_patches = patches.GetFeatureCount()
    for n_read, feature in enumerate(patches):
        if n_read % _REPORT_EVERY == 0:
            watch.at(n_read / n_patches)
        yield feature.GetGeometryRef()


def _with_sizes(
    shapes: Iterator[ogr.Geometry], hectares_of_row: Callable[[int], float | None]
) -> Iterator[tuple[ogr.Geometry, int, float | None]]:
    """Yield each patch, its pixels, and its hectares by a pixel in its middle row."""
    for shape in shapes:
        n_pixels = round(shape.Area())
        _, _, top, bottom = shape.GetEnvelope()
        hectares = hectares_of_row(int(top + bottom) // 2)
        yield shape, n_pixels, None if hectares is None else n_pixels * hectares


def _united(shapes: Iterator[ogr.Geometry], entry: ClassEntry, path: str) -> ogr.Geometry:
    """Return the patches of a class as one shape, valid since they touch at corners only."""
    multipolygon = ogr.Geometry(ogr.wkbMultiPolygon)
    n_bytes = 0
    for shape in shapes:
        n_bytes += shape.WkbSize()
        if n_bytes > _LARGEST_SHAPE:
            raise RasterError(
                "Class {name} has too many patches for one polygon in {path}. Choose a polygon "
                "for each patch, or a larger minimum patch size.",
                name=entry.name,
                path=path,
            )
        multipolygon.AddGeometry(shape)
    return multipolygon


def _transformation(grid: Grid) -> osr.CoordinateTransformation:
    """Return the transformation from columns and rows to map coordinates."""
    x, dx, rx, y, ry, dy = map(repr, map(float, grid.geotransform or PIXELS))
    options = osr.CoordinateTransformationOptions()
    options.SetOperation(
        f"+proj=affine +xoff={x} +yoff={y} +s11={dx} +s12={rx} +s21={ry} +s22={dy}"
    )
    return osr.CreateCoordinateTransformation(None, None, options)
