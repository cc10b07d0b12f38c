"""The bands of a product as one raster on one grid: a VRT, none of whose pixels is copied."""

import math
import os
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

from osgeo import gdal, osr

from ..errors import RasterError
from ..raster.grid import Grid, Window, same_reference
from ..raster.reader import open_dataset
from ..spectral.bands import BANDS, NATURAL_COLORS
from .jp2 import check_whole
from .product import SCENE_CLASSES

NODATA = 0
_COLORS = dict(zip(NATURAL_COLORS, ("Red", "Green", "Blue")))


@dataclass(frozen=True)
class _Layer:
    """A file of a band: where its pixels lie, and how they are stored."""

    band: str
    path: str
    grid: Grid
    data_type: str
    block_size: tuple
    nodata: float


def product_vrt(product, bands, resolution, path=None):
    """Lay bands of a product on one grid.

    The grid is that of the first band whose pixels have the size asked for; where none has, that of
    the first band, cut into such pixels. Bands of larger pixels are repeated, of smaller ones
    averaged. A band whose corner lies a part of a pixel away is put where it belongs.

    Parameters
    ----------
    product : product.Product
    bands : sequence of str
    resolution : int
        Metres.
    path : str, optional
        Where the VRT will be, so that files below its folder are named from there and both can be
        moved together.

    Returns
    -------
    str
        The VRT, in XML. Every band has its name and wavelength, 0 as nodata, and the scale and the
        offset that make reflectances of its values, where the product tells them.

    Raises
    ------
    RasterError
        When a band is missing, cannot be read, or lies elsewhere than the others.
    """
    layers = [_layer(product, band, resolution) for band in bands]
    grid = _common_grid(product, layers, resolution)
    return _xml(product, layers, grid, path)


def scene_classes_vrt(product, bands, resolution):
    """The scene classification on the grid that `product_vrt` gives these bands: str.

    Raises
    ------
    RasterError
        As in `product_vrt`.
    """
    layers = [_layer(product, band, resolution) for band in bands]
    grid = _common_grid(product, layers, resolution)
    classes = _layer(product, SCENE_CLASSES, resolution)
    _check_place(product, layers[0], classes)
    return _xml(product, [classes], grid, None)


def _layer(product, band, resolution):
    path = product.file_of(band, resolution).path
    check_whole(path)
    dataset = open_dataset(path)
    raster = dataset.GetRasterBand(1)
    geotransform = dataset.GetGeoTransform(can_return_null=True)
    reference = osr.SpatialReference()
    projection = dataset.GetProjection()
    is_metric = bool(projection) and reference.ImportFromWkt(projection) == 0
    is_metric = is_metric and reference.IsProjected() and reference.GetLinearUnits() == 1
    if geotransform is None or not is_metric or any(geotransform[i] for i in (2, 4)):
        raise RasterError(
            "{path} is no band of a product of Sentinel-2: its pixels do not lie on a grid in "
            "metres. Stack such files with Raster > Miscellaneous > Build Virtual Raster.",
            path=path,
        )
    nodata = raster.GetNoDataValue()
    return _Layer(
        band,
        path,
        Grid(dataset.RasterXSize, dataset.RasterYSize, tuple(geotransform), projection),
        gdal.GetDataTypeName(raster.DataType),
        tuple(raster.GetBlockSize()),
        NODATA if nodata is None else nodata,
    )


def _common_grid(product, layers, resolution):
    for layer in layers[1:]:
        _check_place(product, layers[0], layer)
    native = [layer for layer in layers if layer.grid.geotransform[1] == resolution]
    if native:
        return native[0].grid
    grid = layers[0].grid
    x, dx, _, y, _, dy = grid.geotransform
    width = max(1, round(grid.width * dx / resolution))
    height = max(1, round(-grid.height * dy / resolution))
    geotransform = (x, float(resolution), 0.0, y, 0.0, -float(resolution))
    return Grid(width, height, geotransform, grid.projection)


def _check_place(product, first, second):
    left, right, top, bottom = _shared(first.grid, second.grid)
    is_same = same_reference(first.grid.projection, second.grid.projection)
    if not is_same or left >= right or top <= bottom:
        raise RasterError(
            "{first} and {second} of {product} lie in different places or coordinate systems: "
            "choose a folder that holds the bands of one product.",
            first=first.band,
            second=second.band,
            product=product.name,
        )


def _shared(first, second):
    """The edges of what two grids share: left, right, top and bottom, in map units."""
    one, two = _edges(first), _edges(second)
    return max(one[0], two[0]), min(one[1], two[1]), min(one[2], two[2]), max(one[3], two[3])


def _edges(grid):
    x, dx, _, y, _, dy = grid.geotransform
    return x, x + grid.width * dx, y, y + grid.height * dy


def _box(grid, edges):
    """Column, row, width and height of a part of a grid, in pixels and parts of them."""
    left, right, top, bottom = edges
    x, dx, _, y, _, dy = grid.geotransform
    return (left - x) / dx, (y - top) / -dy, (right - left) / dx, (top - bottom) / -dy


def _inward(grid, edges):
    """The edges of the whole pixels inside a part of a grid."""
    col, row, width, height = _box(grid, edges)
    first_col, first_row = math.ceil(col - 1e-6), math.ceil(row - 1e-6)
    last_col, last_row = math.floor(col + width + 1e-6), math.floor(row + height + 1e-6)
    window = Window(first_col, first_row, last_col - first_col, last_row - first_row)
    return _edges(grid.crop(window))


def _xml(product, layers, grid, path):
    root = ElementTree.Element(
        "VRTDataset", rasterXSize=str(grid.width), rasterYSize=str(grid.height)
    )
    # Axes in the order of maps, as the geotransform has them.
    _add(root, "SRS", grid.projection, dataAxisToSRSAxisMapping="1,2")
    _add(root, "GeoTransform", ", ".join(map(repr, grid.geotransform)))
    _add_metadata(root, None, _told(product))
    if product.metadata.date:
        _add_metadata(root, "IMAGERY", {"ACQUISITIONDATETIME": product.metadata.date})
    for number, layer in enumerate(layers, start=1):
        _add_band(root, number, product, layer, grid, path)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode")


def _told(product):
    """Metadata of the raster; the names are those that GDAL's driver for Sentinel-2 uses."""
    metadata = product.metadata
    items = {
        "PRODUCT_URI": product.name,
        "PROCESSING_LEVEL": metadata.level,
        "PROCESSING_BASELINE": metadata.baseline,
        "PRODUCT_START_TIME": metadata.date,
        "TILE": product.tile,
    }
    return {name: text for name, text in items.items() if text}


def _add_band(root, number, product, layer, grid, path):
    band = _add(root, "VRTRasterBand", dataType=layer.data_type, band=str(number))
    _add(band, "Description", layer.band)
    if layer.band in BANDS:
        wavelength = BANDS[layer.band].wavelength
        _add_metadata(band, None, {"wavelength": f"{wavelength}", "wavelength_units": "Nanometers"})
        _add_metadata(band, "IMAGERY", {"CENTRAL_WAVELENGTH_UM": f"{wavelength / 1000:.5g}"})
    _add(band, "NoDataValue", f"{layer.nodata:.17g}")
    _add(band, "ColorInterp", _COLORS.get(layer.band, "Gray"))
    if layer.band in BANDS and product.scale is not None:
        _add(band, "Offset", repr(product.offset_of(layer.band)))
        _add(band, "Scale", repr(product.scale))
    # A simple source: any other takes each pixel through floating point.
    source = _add(band, "SimpleSource")
    edges = _shared(layer.grid, grid)
    is_finer = layer.grid.geotransform[1] < grid.geotransform[1]
    if is_finer:
        # The smaller pictures inside JPEG 2000 are of wavelets, no means, and no classes at all.
        options = _add(source, "OpenOptions")
        _add(options, "OOI", "NONE", key="OVERVIEW_LEVEL")
    if is_finer and layer.band in BANDS:
        source.set("resampling", "average")
        # The mean of what is there of a pixel that is cut off would depend on the window read.
        edges = _inward(grid, edges)
    name, is_relative = _name_from(path, layer.path)
    _add(source, "SourceFilename", name, relativeToVRT=str(int(is_relative)))
    _add(source, "SourceBand", "1")
    width, height = layer.block_size
    # With these GDAL opens the file only when it is read.
    _add(
        source,
        "SourceProperties",
        RasterXSize=str(layer.grid.width),
        RasterYSize=str(layer.grid.height),
        DataType=layer.data_type,
        BlockXSize=str(width),
        BlockYSize=str(height),
    )
    for tag, side_grid in (("SrcRect", layer.grid), ("DstRect", grid)):
        sides = zip(("xOff", "yOff", "xSize", "ySize"), _box(side_grid, edges))
        _add(source, tag, **{side: f"{length:.12g}" for side, length in sides})


def _name_from(path, source):
    """How a VRT names a file, and whether that is relative to the VRT."""
    if path is None or source.startswith("/vsi"):
        return source, False
    folder = os.path.dirname(os.path.abspath(path))
    if not source.startswith(os.path.join(folder, "")):
        return source, False
    return os.path.relpath(source, folder).replace(os.sep, "/"), True


def _add(parent, tag, text=None, **attributes):
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _add_metadata(parent, domain, items):
    metadata = _add(parent, "Metadata", **({"domain": domain} if domain else {}))
    for name, text in items.items():
        _add(metadata, "MDI", text, key=name)
