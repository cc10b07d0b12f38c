"""Opens a Sentinel-2 product: its bands as one raster, and its scene classification."""

from contextlib import ExitStack
from dataclasses import dataclass

from ..errors import ArgumentError, RasterError, check_choices
from ..files.checks import GEOTIFF_SUFFIXES, VRT_SUFFIXES, check_destination, check_distinct
from ..files.text import write_text
from ..parallel.windows import way_of_working
from ..raster.geotiff import put_in_place
from ..raster.geotiff_copy import copy_to_geotiff
from ..raster.grid import Grid
from ..raster.source import RasterSource
from ..spectral.bands import BANDS, GROUND_BANDS, RESOLUTIONS
from .product import SCENE_CLASSES, Product, find_product
from .scene_classes import scene_legend, written_scene_classes
from .vrt import product_vrt, scene_classes_vrt


@dataclass(frozen=True)
class OpenedProduct:
    """What came of opening a product.

    Attributes
    ----------
    product : Product
    files : dict of str to product.BandFile
        By band: those that the raster is made of, in its order.
    grid : Grid
    scene_legend : tuple of ClassEntry or None
        None where the scene classification was not asked for.
    """

    product: Product
    files: dict
    grid: Grid
    scene_legend: tuple


def open_product(
    path,
    output,
    *,
    resolution=10,
    bands=GROUND_BANDS,
    scene_classes_path=None,
    translate=lambda text: text,
    about=None,
    executor=None,
    n_workers=None,
    progress=None,
    is_cancelled=None,
):
    """Write the bands of a product as one raster.

    Parameters
    ----------
    path : str
        As in `product.find_product`.
    output : str
        Of a VRT, which copies no pixel, or of a GeoTIFF. Replaced when the run succeeds, untouched
        when it does not.
    resolution : {10, 20, 60}
        Metres.
    bands : sequence of str
        Names; the raster has them in the order of their wavelengths.
    scene_classes_path : str, optional
        Of a GeoTIFF of the scene classification on the same grid.
    translate : callable, optional
        Gives the translation of a name of a scene class.
    about : dict, optional
        Goes into the metadata of the scene classification.
    executor, n_workers, progress, is_cancelled
        As in `pipeline.classify`.

    Returns
    -------
    OpenedProduct

    Raises
    ------
    RasterError
        When the product is no whole one, or an output cannot be written.
    ArgumentError
        When an argument is out of its range.
    Cancelled
        When ``is_cancelled`` said so.
    """
    check_choices(resolution=(resolution, RESOLUTIONS))
    for band in bands:
        check_choices(band=(band, tuple(BANDS)))
    bands = [band for band in BANDS if band in bands]
    if not bands:
        raise ArgumentError("No band is chosen: choose at least one.")
    product = find_product(path)
    is_virtual = output.lower().endswith(".vrt")
    _check_outputs(product, output, scene_classes_path)
    vrt = product_vrt(product, bands, resolution, output if is_virtual else None)
    source = RasterSource.open(product_vrt(product, bands, resolution))
    n_workers, parallel = way_of_working(executor, n_workers, progress, is_cancelled)
    watch = parallel["watch"]
    legend = None
    with ExitStack() as stack:
        if scene_classes_path:
            legend = scene_legend(translate)
            scene = scene_classes_vrt(product, bands, resolution)
            watch.stage(until=0.95 if is_virtual else 0.1)
            written = written_scene_classes(
                RasterSource.open(scene),
                scene_classes_path,
                legend,
                about={"product": product.name, **(about or {})},
                n_workers=n_workers,
                **parallel,
            )
            # At its place when the bands are at theirs.
            stack.enter_context(written)
        watch.stage(until=1.0)
        watch.check()
        if is_virtual:
            write_text(output, vrt, move=put_in_place)
        else:
            copy_to_geotiff(source.path, output, watch)
    watch.at(1.0)
    return OpenedProduct(
        product,
        {band: product.file_of(band, resolution) for band in bands},
        source.grid,
        legend,
    )


def _check_outputs(product, output, scene_classes_path):
    if scene_classes_path and SCENE_CLASSES not in product.files:
        raise RasterError(
            "{product} has no scene classification, which only products of Level-2A have: leave "
            "that output out.",
            product=product.name,
        )
    check_destination(output, product.inputs, (*VRT_SUFFIXES, *GEOTIFF_SUFFIXES))
    if scene_classes_path:
        check_destination(scene_classes_path, product.inputs, GEOTIFF_SUFFIXES)
    check_distinct((output, scene_classes_path))
