"""Opening of a Sentinel-2 product: bands as one raster, scene classification as a map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Callable

from ..errors import ArgumentError, RasterError, check_choices
from ..files.checks import GEOTIFF_SUFFIXES, VRT_SUFFIXES, check_destination, check_distinct
from ..files.commit import Staging
from ..legend import ClassEntry
from ..parallel.windows import Workers
from ..raster.geotiff_copy import copy_to_geotiff
from ..raster.grid import Grid
from ..raster.source import RasterSource
from ..spectral.bands import BANDS, GROUND_BANDS, RESOLUTIONS
from .product import Product, ProductFile, find_product
from .product_names import SCENE_CLASSES
from .scene_classes import scene_legend, write_scene_classes
from .vrt import product_vrt, scene_classes_vrt


@dataclass(frozen=True)
class ProductOutputs:
    """Files of an opened product. Both appear together, or none does.

    Attributes
    ----------
    bands : str
        VRT, which copies no pixel, or GeoTIFF.
    scene_classes : str or None
        GeoTIFF of the scene classification on the same grid.
    translate : callable
        Returns the translation of the name of a scene class.
    about : mapping
        Origin, of JSON's types, for the metadata of the scene classification.
    """

    bands: str
    scene_classes: str | None = None
    translate: Callable[[str], str] = str
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_virtual(self) -> bool:
        return self.bands.lower().endswith(".vrt")


@dataclass(frozen=True)
class OpenedProduct:
    """Outcome of opening a product: also the file of each band of the raster, in its order.

    The legend is None if the scene classification was not requested.
    """

    product: Product
    files: dict[str, ProductFile]
    grid: Grid
    scene_legend: tuple[ClassEntry, ...] | None


def open_product(
    path: str,
    outputs: ProductOutputs,
    *,
    resolution: int = 10,
    bands: Sequence[str] = GROUND_BANDS,
    workers: Workers | None = None,
) -> OpenedProduct:
    """Write bands of a product, found by `find_product`, in the order of their wavelengths.

    The resolution is a pixel size of 10, 20 or 60 m.

    Raises
    ------
    FileError
        If a file of the product is incomplete, or an output cannot be written.
    RasterError
        If a band is missing or does not fit the others.
    ArgumentError
        If an option is out of its range.
    Cancelled
        If the watch of the workers was cancelled. Like every error it leaves all files unchanged.
    """
    workers = workers or Workers()
    watch = workers.watch
    bands = _checked_bands(resolution, bands)
    product = find_product(path)
    _check_outputs(product, outputs)
    vrt = product_vrt(product, bands, resolution, outputs.bands if outputs.is_virtual else None)
    source = RasterSource.open(product_vrt(product, bands, resolution))
    legend = None
    with Staging() as staging:
        if outputs.scene_classes:
            legend = scene_legend(outputs.translate)
            watch.stage(until=0.95 if outputs.is_virtual else 0.1)
            write_scene_classes(
                RasterSource.open(scene_classes_vrt(product, bands, resolution)),
                staging.file(outputs.scene_classes),
                legend,
                workers,
                about={"product": product.name, **outputs.about},
            )
        watch.stage(until=1.0)
        if outputs.is_virtual:
            staging.write_text(outputs.bands, vrt)
        else:
            copy_to_geotiff(source.path, staging.file(outputs.bands), watch)
        watch.at(1.0)
        staging.commit()
    files = {band: product.file_of(band, resolution) for band in bands}
    return OpenedProduct(product, files, source.grid, legend)


def _checked_bands(resolution: int, bands: Sequence[str]) -> list[str]:
    """Return the bands in the order of their wavelengths."""
    check_choices(resolution=(resolution, RESOLUTIONS))
    for band in bands:
        check_choices(band=(band, tuple(BANDS)))
    if not bands:
        raise ArgumentError("The list of bands is empty. Choose at least one band.")
    return [band for band in BANDS if band in bands]


def _check_outputs(product: Product, outputs: ProductOutputs) -> None:
    if outputs.scene_classes and SCENE_CLASSES not in product.files:
        raise RasterError(
            "{product} has no scene classification; only products of Level-2A have one. Leave this "
            "output out.",
            product=product.name,
        )
    check_destination(outputs.bands, product.inputs, (*VRT_SUFFIXES, *GEOTIFF_SUFFIXES))
    if outputs.scene_classes:
        check_destination(outputs.scene_classes, product.inputs, GEOTIFF_SUFFIXES)
    check_distinct((outputs.bands, outputs.scene_classes))
