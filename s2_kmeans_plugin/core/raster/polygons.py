"""Writer of a class map as polygons in a GeoPackage."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from osgeo import ogr, osr

from ..errors import FileError, RasterError
from ..files.checks import GEOPACKAGE_SUFFIXES, check_destination
from ..files.text import not_written
from ..legend import ClassEntry
from ..parallel.progress import Watch
from .gdal_calls import guard_gdal
from .geopackage import (
    WRITE_OPTIONS,
    add_polygon,
    add_style,
    create_class_layer,
    create_geopackage,
)
from .grid import PIXELS, Grid, Window
from .patches import Patches

if TYPE_CHECKING:
    from ..files.commit import StagedFile
    from .source import RasterSource

# Largest multipolygon of a class in bytes: chosen. It is held several times on its way into the
# file, where SQLite limits a shape to a gigabyte. Programs are slow to show far smaller ones.
_LARGEST_SHAPE = 2**28


class PolygonOptions(Protocol):
    """Options of `maps.options.PolygonFile`: one polygon per patch or class, and the style."""

    @property
    def each_patch(self) -> bool: ...

    @property
    def style_of(self) -> Callable[[Sequence[Any]], str] | None: ...


class ClassTotals(Protocol):
    """Classes of a map, and pixels and hectares of each: arrays of shape (n_classes,)."""

    @property
    def legend(self) -> Sequence[ClassEntry]: ...

    @property
    def counts(self) -> np.ndarray: ...

    @property
    def hectares(self) -> np.ndarray | None: ...


class _Class(NamedTuple):
    entry: ClassEntry
    n_pixels: int
    hectares: float | None


def check_polygons(path: str, source: RasterSource) -> None:
    """Check the destination of a GeoPackage before a run.

    Raises
    ------
    FileError
        When it cannot be written or would overwrite the input.
    """
    check_destination(path, (source.path, *source.files), GEOPACKAGE_SUFFIXES)


class PolygonWriter:
    """Writer of the patches of a class map: connected pixels of one class.

    Used as a context manager. The staging moves the GeoPackage to its destination.

    The layer has the fields ``class``, ``name``, ``color`` (#rrggbb), ``pixels`` and ``hectares``.
    The last is NULL where the unit of the grid is unknown.

    Parameters
    ----------
    options : PolygonOptions
    staged : StagedFile
        The GeoPackage.
    grid : Grid
        Of the map.
    """

    def __init__(self, options: PolygonOptions, staged: StagedFile, grid: Grid) -> None:
        self._options = options
        self._staged = staged
        self._grid = grid
        self._hectares_of_row: dict[int, float | None] = {}
        self._patches: Patches | None = None
        self._file: Any = None

    def __enter__(self) -> PolygonWriter:
        return self

    def __exit__(self, *_: object) -> None:
        with guard_gdal():
            self._close()

    def write(self, dataset: Any, class_map: ClassTotals, watch: Watch) -> None:
        """Draw the patches of a map and write them.

        At most one patch is in memory, or the patches of one class where they become one shape.

        Parameters
        ----------
        dataset : gdal.Dataset
            The map.
        class_map : ClassTotals
        watch : Watch

        Raises
        ------
        FileError
            When they cannot be written, such as on a full disk.
        RasterError
            When the patches of a class are too many for one polygon.
        """
        classes = list(_classes_with_pixels(class_map))
        style = self._options.style_of and self._options.style_of([c.entry for c in classes])
        with guard_gdal(self._failure, options=WRITE_OPTIONS):
            scratch = os.path.join(self._staged.folder, "patches.gpkg")
            self._patches = Patches(scratch, self._grid)
            self._patches.draw(dataset, watch.part(0.0, 0.5))
            self._file = create_geopackage(self._staged.staged)
            layer = create_class_layer(self._file, self._grid, not self._options.each_patch)
            self._file.StartTransaction()
            self._add_classes(layer, self._patches, classes, watch.part(0.5, 1.0))
            if style:
                add_style(self._file, style)
            self._file.CommitTransaction()
            layer = None
            self._close()
        watch.at(1.0)

    def _close(self) -> None:
        # An open file prevents the removal of its folder on Windows.
        if self._patches is not None:
            self._patches.close()
        self._patches = self._file = None

    def _add_classes(
        self, layer: Any, patches: Patches, classes: Sequence[_Class], watch: Watch
    ) -> None:
        to_map = _transformation(self._grid)
        for entry, n_pixels, hectares in classes:
            shapes = patches.of_class(entry.value, watch)
            if self._options.each_patch:
                for shape in shapes:
                    size = self._size(shape)
                    shape.Transform(to_map)
                    add_polygon(layer, entry, shape, *size)
            else:
                shape = self._multipolygon(entry, shapes)
                shape.Transform(to_map)
                add_polygon(layer, entry, shape, n_pixels, hectares)

    def _size(self, shape: ogr.Geometry) -> tuple[int, float | None]:
        """Return pixels and hectares of a patch in columns and rows.

        The hectares are those of a pixel in the middle row of the patch.
        """
        n_pixels = round(shape.Area())
        _, _, top, bottom = shape.GetEnvelope()
        row = int(top + bottom) // 2
        if row not in self._hectares_of_row:
            middle = Window(0, row, self._grid.width, 1)
            self._hectares_of_row[row] = self._grid.hectares_per_pixel(middle)
        hectares = self._hectares_of_row[row]
        return n_pixels, None if hectares is None else n_pixels * hectares

    def _multipolygon(self, entry: ClassEntry, shapes: Iterator[ogr.Geometry]) -> ogr.Geometry:
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
                    path=self._staged.path,
                )
            multipolygon.AddGeometry(shape)
        return multipolygon

    def _failure(self, reason: str) -> FileError:
        return not_written(self._staged.path, reason)


def _classes_with_pixels(class_map: ClassTotals) -> Iterator[_Class]:
    for row, (entry, count) in enumerate(zip(class_map.legend, class_map.counts)):
        if count:
            hectares = None if class_map.hectares is None else class_map.hectares[row]
            yield _Class(entry, int(count), hectares)


def _transformation(grid: Grid) -> osr.CoordinateTransformation:
    """Return the transformation from columns and rows to map coordinates."""
    x, dx, rx, y, ry, dy = map(repr, map(float, grid.geotransform or PIXELS))
    options = osr.CoordinateTransformationOptions()
    options.SetOperation(
        f"+proj=affine +xoff={x} +yoff={y} +s11={dx} +s12={rx} +s21={ry} +s22={dy}"
    )
    return osr.CreateCoordinateTransformation(None, None, options)
