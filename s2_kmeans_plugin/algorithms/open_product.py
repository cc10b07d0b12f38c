"""s2kmeans:openproduct: the files of a Sentinel-2 product as one raster."""

import os
from functools import partial

from qgis.core import (
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
)

from ..core.spectral.bands import BANDS, GROUND_BANDS, NATURAL_COLORS, RESOLUTIONS
from ..i18n import tr
from .shared.base import RasterAlgorithm
from .shared.form import or_any
from .shared.paths import temporary_folder


class OpenProductAlgorithm(RasterAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    LAYERS = ()

    def name(self):
        return "openproduct"

    def displayName(self):
        return tr("Open a Sentinel-2 product")

    def tags(self):
        return tr(
            "sentinel-2,SAFE,zip,jp2,L1C,L2A,level-2a,stack,bands,vrt,reflectance,SCL,cloud"
        ).split(",")

    def shortDescription(self):
        return tr("Makes one raster of the bands of a Sentinel-2 product.")

    def shortHelpString(self):
        return tr(
            "<p>Makes one raster of the bands of a Sentinel-2 product, as the download sites hand "
            "it out: bands of 10, 20 and 60 m on one grid, with their names and wavelengths, the "
            "date, nodata, and the scale and offset that turn the values into reflectances (QGIS "
            "shows reflectances then). Products since 2022 need that offset.</p>"
            "<p>The product may be a zip, which need not be unpacked; a .SAFE folder, for which "
            "you choose its file MTD_MSIL1C.xml or MTD_MSIL2A.xml or type its path; or a "
            "folder of bands, of which you choose any file.</p>"
            "<p>A virtual raster (.vrt) is there at once and copies nothing, so keep the product. "
            "It can be moved together with the product where it lies in the folder that holds the "
            "product, unless that is a zip. A GeoTIFF (.tif) copies all pixels; it is read faster, "
            "so it pays where the bands are classified many times. Temporary outputs are "
            "virtual.</p>"
            "<p>Products of Level-2A also hold a scene classification: clouds, shadows, water and "
            "more, as a map of classes on the same grid.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add(
            QgsProcessingParameterFile(
                "PRODUCT",
                tr("Product"),
                fileFilter=or_any(tr("Sentinel-2 products (*.zip *.xml *.jp2 *.tif *.tiff)")),
            ),
            tr(
                "The zip, the metadata (MTD_MSIL1C.xml or MTD_MSIL2A.xml), or any file in a folder "
                "of bands. The path of a folder may be typed or pasted."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "RESOLUTION",
                tr("Size of the pixels"),
                [tr("{n} m").format(n=metres) for metres in RESOLUTIONS],
                defaultValue=0,
            ),
            tr("Bands of larger pixels are repeated, bands of smaller ones averaged."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "BANDS",
                tr("Bands"),
                list(BANDS),
                allowMultiple=True,
                defaultValue=list(GROUND_BANDS),
                usesStaticStrings=True,
            ),
            tr(
                "B01, B09 and B10 have pixels of 60 m and show the air more than the ground. "
                "Level-2A has no B10."
            ),
        )
        self.add_raster_output(
            "OUTPUT", tr("Bands of the product"), tr("The virtual raster or GeoTIFF to write.")
        )
        self.add_raster_output(
            "OUTPUT_SCL",
            tr("Scene classification"),
            tr("The GeoTIFF of scene classes to write; only for products of Level-2A."),
            optional=True,
        )
        for name, label in (
            ("DATE", tr("Date of the acquisition")),
            ("LEVEL", tr("Level of the product")),
            ("BASELINE", tr("Processing baseline")),
            ("TILE", tr("Tile")),
        ):
            self.addOutput(QgsProcessingOutputString(name, label))

    def process(self, parameters, context, feedback):
        from ..core.products.opening import open_product
        from ..style import save_style, show_bands, use_saved_style
        from ..task import CoreTask, run_in_place
        from .shared import log

        output = self._output(parameters, context)
        scene_classes = self.layer_output(parameters, "OUTPUT_SCL", context)
        with self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                open_product,
                self.parameterAsFile(parameters, "PRODUCT", context),
                output,
                resolution=RESOLUTIONS[self.parameterAsEnum(parameters, "RESOLUTION", context)],
                bands=self.parameterAsEnumStrings(parameters, "BANDS", context),
                scene_classes_path=scene_classes,
                translate=tr,
                executor=executor,
                n_workers=n_workers,
            )
            opened = run_in_place(CoreTask(self.displayName(), work), feedback)
        for line in log.product(opened):
            feedback.pushInfo(line)
        for line in log.unknown_offset(opened.product):
            feedback.pushWarning(line)
        shown = [number for number, band in enumerate(opened.files, 1) if band in NATURAL_COLORS]
        if len(shown) == len(NATURAL_COLORS):
            # QGIS takes the first three bands for red, green and blue.
            show_bands(output, context, reversed(shown))
        results = {"OUTPUT": output}
        if scene_classes:
            save_style(scene_classes, opened.scene_legend)
            use_saved_style(scene_classes, context)
            results["OUTPUT_SCL"] = scene_classes
        metadata = opened.product.metadata
        return {
            **results,
            "DATE": metadata.date,
            "LEVEL": metadata.level,
            "BASELINE": metadata.baseline,
            "TILE": opened.product.tile,
        }

    def _output(self, parameters, context):
        """Path of the raster; a temporary one is virtual, though Processing names it .tif."""
        path = self.parameterAsOutputLayer(parameters, "OUTPUT", context)
        temporary = os.path.realpath(temporary_folder(context))
        if os.path.realpath(path).startswith(os.path.join(temporary, "")):
            virtual = os.path.splitext(path)[0] + ".vrt"
            loaded = context.layersToLoadOnCompletion()
            if path in loaded:
                loaded[virtual] = loaded.pop(path)
                context.setLayersToLoadOnCompletion(loaded)
            return virtual
        return path
