"""VRT of a product: its bands as one raster on one grid, without a copy of the pixels."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from ..raster.grid import Grid
from ..spectral.bands import BANDS, NATURAL_COLORS
from .layers import (
    Layer,
    box_of,
    check_overlap,
    find_grid,
    open_layer,
    shared_edges,
    shrink_to_pixels,
)
from .product import Product
from .product_names import SCENE_CLASSES

NODATA = 0
_COLORS = dict(zip(NATURAL_COLORS, ("Red", "Green", "Blue")))


def product_vrt(
    product: Product, bands: Sequence[str], resolution: int, path: str | None = None
) -> str:
    """Return a VRT that lays bands of a product on one grid.

    The grid is that of `find_grid`. Larger pixels are repeated, smaller ones averaged. A band whose
    corner is shifted by a part of a pixel keeps its true place. Each band has its name, its
    wavelength, nodata 0, and the scale and the offset that turn values into reflectances if the
    product declares them.

    Parameters
    ----------
    resolution : int
        Pixel size in metres.
    path : str, optional
        Path of the future VRT. Files below its folder get relative names, so that all can be moved
        together.

    Raises
    ------
    FileError
        If a file is incomplete.
    RasterError
        If a band is missing, cannot be opened, or does not overlap the others.
    """
    layers = [open_layer(product, band, resolution) for band in bands]
    return _format_vrt(product, layers, find_grid(product, layers, resolution), path)


def scene_classes_vrt(product: Product, bands: Sequence[str], resolution: int) -> str:
    """Return a VRT that lays the scene classification on the grid of `product_vrt`."""
    layers = [open_layer(product, band, resolution) for band in bands]
    grid = find_grid(product, layers, resolution)
    classes = open_layer(product, SCENE_CLASSES, resolution)
    check_overlap(product, layers[0], classes)
    return _format_vrt(product, [classes], grid, None)


def _format_vrt(product: Product, layers: Sequence[Layer], grid: Grid, path: str | None) -> str:
    root = Element("VRTDataset", rasterXSize=str(grid.width), rasterYSize=str(grid.height))
    # The axes have the order of the geotransform: x, y.
    _add(root, "SRS", grid.projection, dataAxisToSRSAxisMapping="1,2")
    _add(root, "GeoTransform", ", ".join(map(repr, grid.geotransform or ())))
    _add_metadata(root, None, _describe(product))
    if product.metadata.date:
        _add_metadata(root, "IMAGERY", {"ACQUISITIONDATETIME": product.metadata.date})
    for number, layer in enumerate(layers, start=1):
        band = _add(root, "VRTRasterBand", dataType=layer.file.data_type, band=str(number))
        _add_facts(band, product, layer)
        _add_source(band, layer, grid, path)
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode")


def _describe(product: Product) -> dict[str, str]:
    """Return metadata with the names that GDAL's driver for Sentinel-2 uses."""
    metadata = product.metadata
    items = {
        "PRODUCT_URI": product.name,
        "PROCESSING_LEVEL": metadata.level,
        "PROCESSING_BASELINE": metadata.baseline,
        "PRODUCT_START_TIME": metadata.date,
        "TILE": product.tile,
    }
    return {name: text for name, text in items.items() if text}


def _add_facts(band: Element, product: Product, layer: Layer) -> None:
    """Add name, wavelength, nodata, colour, offset and scale of a band."""
    is_spectral = layer.band in BANDS
    _add(band, "Description", layer.band)
    if is_spectral:
        wavelength = BANDS[layer.band].wavelength
        _add_metadata(band, None, {"wavelength": f"{wavelength}", "wavelength_units": "Nanometers"})
        _add_metadata(band, "IMAGERY", {"CENTRAL_WAVELENGTH_UM": f"{wavelength / 1000:.5g}"})
    nodata = NODATA if layer.file.nodata is None else layer.file.nodata
    _add(band, "NoDataValue", f"{nodata:.17g}")
    _add(band, "ColorInterp", _COLORS.get(layer.band, "Gray"))
    if is_spectral and product.scale is not None:
        _add(band, "Offset", repr(product.offset_of(layer.band)))
        _add(band, "Scale", repr(product.scale))


def _add_source(band: Element, layer: Layer, grid: Grid, path: str | None) -> None:
    """Add the file of a band and its place on the grid."""
    # Other kinds of source convert each pixel to floating point.
    source = _add(band, "SimpleSource")
    edges = shared_edges(layer.grid, grid)
    is_finer = layer.pixel_size < grid.axis(0)[1]
    if is_finer:
        # The overviews inside JPEG 2000 hold wavelet coefficients: neither means nor classes.
        options = _add(source, "OpenOptions")
        _add(options, "OOI", "NONE", key="OVERVIEW_LEVEL")
    if is_finer and layer.band in BANDS:
        source.set("resampling", "average")
        # The mean of a pixel that is cut off would depend on the window that is read.
        edges = shrink_to_pixels(grid, edges)
    name, is_relative = _name_from(path, layer.file.path)
    _add(source, "SourceFilename", name, relativeToVRT=str(int(is_relative)))
    _add(source, "SourceBand", "1")
    width, height = layer.file.block_shape
    # With these facts GDAL does not open the file before it is read.
    _add(
        source,
        "SourceProperties",
        RasterXSize=str(layer.grid.width),
        RasterYSize=str(layer.grid.height),
        DataType=layer.file.data_type,
        BlockXSize=str(width),
        BlockYSize=str(height),
    )
    for tag, side_grid in (("SrcRect", layer.grid), ("DstRect", grid)):
        sides = zip(("xOff", "yOff", "xSize", "ySize"), box_of(side_grid, edges))
        _add(source, tag, **{side: f"{length:.12g}" for side, length in sides})


def _name_from(path: str | None, source: str) -> tuple[str, bool]:
    """Return the name of a file in a VRT, and whether it is relative to the VRT."""
    if path is None or source.startswith("/vsi"):
        return source, False
    folder = os.path.dirname(os.path.abspath(path))
    if not source.startswith(os.path.join(folder, "")):
        return source, False
    return os.path.relpath(source, folder).replace(os.sep, "/"), True


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    element = ElementTree.SubElement(parent, tag, attributes)
    element.text = text
    return element


def _add_metadata(parent: Element, domain: str | None, items: Mapping[str, str]) -> None:
    metadata = _add(parent, "Metadata", **({"domain": domain} if domain else {}))
    for name, text in items.items():
        _add(metadata, "MDI", text, key=name)
