"""Files of bands as layers on one grid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..errors import RasterError
from ..raster.band_file import BandFile
from ..raster.crs import metres_per_unit, same_reference
from ..raster.grid import Grid, Window
from .jp2 import check_complete
from .product import Product

# Edges closer than this part of a pixel to whole pixels lie on them: chosen, above rounding errors.
_TOLERANCE = 1e-6


class Edges(NamedTuple):
    """Edges of a rectangle in map units."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Layer:
    """A band of a product, by its name, and its file."""

    band: str
    file: BandFile

    @property
    def grid(self) -> Grid:
        return self.file.grid

    @property
    def pixel_size(self) -> float:
        """Width of a pixel in metres."""
        return self.grid.axis(0)[1]


def open_layer(product: Product, band: str, resolution: int) -> Layer:
    """Open the file of a band for a pixel size, as in `Product.file_of`.

    Raise FileError if it is incomplete, and RasterError if it is missing or cannot be opened.
    """
    path = product.file_of(band, resolution).path
    check_complete(path)
    layer = Layer(band, BandFile.open(path))
    geotransform = layer.grid.geotransform
    is_straight = geotransform is not None and geotransform[2] == geotransform[4] == 0
    if not is_straight or metres_per_unit(layer.grid.projection) != 1:
        raise RasterError(
            "{path} is not a band of Sentinel-2: its pixels do not lie on a grid in metres. Stack "
            "such files with Raster > Miscellaneous > Build Virtual Raster.",
            path=path,
        )
    return layer


def find_grid(product: Product, layers: Sequence[Layer], resolution: int) -> Grid:
    """Return the grid of a raster of all layers.

    It is the grid of the first layer with the given pixel size. Without such a layer, it is the
    grid of the first layer, cut into such pixels. Raise RasterError if the layers do not overlap or
    have different coordinate systems.
    """
    first = layers[0]
    for layer in layers[1:]:
        check_overlap(product, first, layer)
    native = [layer for layer in layers if layer.pixel_size == resolution]
    if native:
        return native[0].grid
    (x, dx), (y, dy) = first.grid.axis(0), first.grid.axis(1)
    width = max(1, round(first.grid.width * dx / resolution))
    height = max(1, round(-first.grid.height * dy / resolution))
    geotransform = (x, float(resolution), 0.0, y, 0.0, -float(resolution))
    return Grid(width, height, geotransform, first.grid.projection)


def check_overlap(product: Product, first: Layer, second: Layer) -> None:
    """Raise RasterError for two layers without a common place."""
    common = shared_edges(first.grid, second.grid)
    is_same = same_reference(first.grid.projection, second.grid.projection)
    if not is_same or common.left >= common.right or common.top <= common.bottom:
        raise RasterError(
            "{first} and {second} of {product} lie in different places or coordinate systems. "
            "Choose a folder with the bands of one product.",
            first=first.band,
            second=second.band,
            product=product.name,
        )


def shared_edges(first: Grid, second: Grid) -> Edges:
    """Return the edges of the place that two grids share."""
    one, two = _edges(first), _edges(second)
    left, top = max(one.left, two.left), min(one.top, two.top)
    return Edges(left, min(one.right, two.right), top, max(one.bottom, two.bottom))


def box_of(grid: Grid, edges: Edges) -> tuple[float, float, float, float]:
    """Return column, row, width and height of a rectangle on a grid, in pixels."""
    (x, dx), (y, dy) = grid.axis(0), grid.axis(1)
    width, height = (edges.right - edges.left) / dx, (edges.top - edges.bottom) / -dy
    return (edges.left - x) / dx, (y - edges.top) / -dy, width, height


def shrink_to_pixels(grid: Grid, edges: Edges) -> Edges:
    """Return the edges of the whole pixels of a grid inside a rectangle."""
    col, row, width, height = box_of(grid, edges)
    first_col, first_row = math.ceil(col - _TOLERANCE), math.ceil(row - _TOLERANCE)
    last_col = math.floor(col + width + _TOLERANCE)
    last_row = math.floor(row + height + _TOLERANCE)
    window = Window(first_col, first_row, last_col - first_col, last_row - first_row)
    return _edges(grid.crop(window))


def _edges(grid: Grid) -> Edges:
    (x, dx), (y, dy) = grid.axis(0), grid.axis(1)
    return Edges(left=x, right=x + grid.width * dx, top=y, bottom=y + grid.height * dy)
