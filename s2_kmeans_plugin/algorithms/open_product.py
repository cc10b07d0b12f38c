"""s2kmeans:openproduct: open a Sentinel-2 product as one raster."""

import os
from functools import partial

from qgis.core import QgsProcessingOutputString

from ..core.spectral.bands import BANDS, GROUND_BANDS, NATURAL_COLORS, RESOLUTIONS
from ..i18n import template, tr
from ..style import save_style, show_bands, use_saved_style
from .shared.base import RasterAlgorithm, Texts
from .shared.paths import temporary_folder


class OpenProductAlgorithm(RasterAlgorithm):
    """Stack the band files of a Sentinel-2 product, and convert its scene classification."""

    NAME = "openproduct"
    LAYERS = ()

    def texts(self):
        title = tr("Open a Sentinel-2 product")
        tags = tr("sentinel-2,SAFE,zip,jp2,L1C,L2A,level-2a,stack,bands,vrt,reflectance,SCL,cloud")
        summary = tr("Makes one raster of the bands of a Sentinel-2 product.")
        description = tr(
            "<p>Makes one raster of the bands of a Sentinel-2 product as downloaded: bands of 10, "
            "20 and 60 m on one grid, with names, wavelengths, date, nodata, scale and offset. "
            "QGIS then shows reflectances. Products since 2022 need the offset.</p>"
            "<p>The product may be a zip, which you need not unpack; a .SAFE folder, for which you "
            "choose its file MTD_MSIL1C.xml or MTD_MSIL2A.xml or type its path; or a folder of "
            "bands, of which you choose any file.</p>"
            "<p>A virtual raster (.vrt) is ready at once and copies no pixels, so keep the "
            "product. A virtual raster in the folder that holds the product can be moved together "
            "with it, except for a zip. A GeoTIFF (.tif) copies all pixels. It is faster to read, "
            "which helps if you classify the bands many times. Temporary outputs are virtual "
            "rasters.</p>"
            "<p>Products of Level-2A also have a scene classification: clouds, shadows, water and "
            "other classes on the same grid.</p>"
        )
        return Texts(title, tags, summary, description)

    def initAlgorithm(self, configuration=None):
        self.add_file(
            "PRODUCT",
            tr("Sentinel-2 product"),
            tr("Sentinel-2 products (*.zip *.xml *.jp2 *.tif *.tiff)"),
            tr(
                "Zip, metadata file (MTD_MSIL1C.xml or MTD_MSIL2A.xml), or any file in a folder of "
                "bands. You can also type the path of a folder."
            ),
        )
        self.add_choice(
            "RESOLUTION",
            tr("Pixel size"),
            [tr("{n} m").format(n=metres) for metres in RESOLUTIONS],
            tr("Pixels of coarser bands are repeated, pixels of finer bands averaged."),
            advanced=False,
        )
        self.add_choices(
            "BANDS",
            tr("Bands"),
            list(BANDS),
            tr(
                "B01, B09 and B10 have pixels of 60 m and show the atmosphere more than the "
                "ground. Level-2A has no B10."
            ),
            default=list(GROUND_BANDS),
            usesStaticStrings=True,
        )
        self.add_raster_output(
            "OUTPUT", tr("Product bands"), tr("Virtual raster (.vrt) or GeoTIFF (.tif).")
        )
        self.add_raster_output(
            "OUTPUT_SCL",
            tr("Scene classification"),
            tr("GeoTIFF of scene classes; only for products of Level-2A."),
            optional=True,
        )
        for name, label in (
            ("DATE", tr("Acquisition date")),
            ("LEVEL", tr("Processing level")),
            ("BASELINE", tr("Processing baseline")),
            ("TILE", tr("Tile")),
        ):
            self.addOutput(QgsProcessingOutputString(name, label))

    def prepare_work(self, run):
        from ..core.products.opening import ProductOutputs, open_product

        self._outputs = ProductOutputs(
            self._output(run), run.output_layer("OUTPUT_SCL"), translate=tr
        )
        return partial(
            open_product,
            run.file("PRODUCT"),
            self._outputs,
            resolution=RESOLUTIONS[run.choice("RESOLUTION")],
            bands=run.choices("BANDS"),
        )

    def finish(self, outcome, run):
        run.log(*_product_lines(outcome))
        run.warn(*_missing_metadata(outcome.product))
        path, scene_classes = self._outputs.bands, self._outputs.scene_classes
        numbers = {band: number for number, band in enumerate(outcome.files, 1)}
        if numbers.keys() >= set(NATURAL_COLORS):
            # By default QGIS shows the first three bands as red, green and blue.
            show_bands(path, run.context, [numbers[band] for band in NATURAL_COLORS])
        metadata = outcome.product.metadata
        results = {
            "OUTPUT": path,
            "DATE": metadata.date,
            "LEVEL": metadata.level,
            "BASELINE": metadata.baseline,
            "TILE": outcome.product.tile,
        }
        if scene_classes:
            save_style(scene_classes, outcome.scene_legend)
            use_saved_style(scene_classes, run.context)
            results["OUTPUT_SCL"] = scene_classes
        return results

    def _output(self, run):
        """Return the path of the raster; a temporary .tif of Processing becomes a .vrt."""
        path = run.output_layer("OUTPUT")
        temporary = os.path.realpath(temporary_folder(run.context))
        if not os.path.realpath(path).startswith(os.path.join(temporary, "")):
            return path
        virtual = os.path.splitext(path)[0] + ".vrt"
        layers = run.context.layersToLoadOnCompletion()
        if path in layers:
            layers[virtual] = layers.pop(path)
            run.context.setLayersToLoadOnCompletion(layers)
        return virtual


def _product_lines(opened):
    product, metadata = opened.product, opened.product.metadata
    yield template("Product: {path}").format(path=product.path)
    for line, value in (
        (template("Level: {value}"), metadata.level),
        (template("Tile: {value}"), product.tile),
        (template("Date: {value}"), metadata.date),
        (template("Processing baseline: {value}"), metadata.baseline),
    ):
        if value:
            yield line.format(value=value)
    yield template("Grid: {width:,} x {height:,} pixels").format(
        width=opened.grid.width, height=opened.grid.height
    )
    for band, file in opened.files.items():
        if product.scale is None:
            yield f"{band}: {file.name}"
        else:
            yield template("{band}: {file}; reflectance = value x {scale:g} {offset:+g}").format(
                band=band, file=file.name, scale=product.scale, offset=product.offset_of(band)
            )


def _missing_metadata(product):
    if product.scale is None:
        yield tr(
            "The product has no metadata, so the raster declares no scale and offset. Values of "
            "products since 2022 may be larger by 1000 than reflectances times 10,000."
        )
    elif product.metadata.is_guessed:
        yield tr("The product has no metadata. Its date, scale and offset come from its file name.")
