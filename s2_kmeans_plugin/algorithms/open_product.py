"""s2kmeans:openproduct: open a Sentinel-2 product as one raster."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
)

from ..core.spectral.bands import BANDS, GROUND_BANDS, NATURAL_COLORS, RESOLUTIONS
from ..i18n import tr
from ..style import save_style, show_bands, use_saved_style
from .shared import product_log
from .shared.base import RasterAlgorithm
from .shared.form import or_any
from .shared.paths import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..core.products.opening import OpenedProduct
    from .shared.algorithm_run import AlgorithmRun


class OpenProductAlgorithm(RasterAlgorithm):
    """Stack the band files of a Sentinel-2 product, and convert its scene classification."""

    LAYERS = ()

    def name(self) -> str:
        return "openproduct"

    def displayName(self) -> str:
        return tr("Open a Sentinel-2 product")

    def tags(self) -> list[str]:
        return tr(
            "sentinel-2,SAFE,zip,jp2,L1C,L2A,level-2a,stack,bands,vrt,reflectance,SCL,cloud"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Makes one raster of the bands of a Sentinel-2 product.")

    def shortHelpString(self) -> str:
        return tr(
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

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self.add(
            QgsProcessingParameterFile(
                "PRODUCT",
                tr("Sentinel-2 product"),
                fileFilter=or_any(tr("Sentinel-2 products (*.zip *.xml *.jp2 *.tif *.tiff)")),
            ),
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
                "B01, B09 and B10 have pixels of 60 m and show the atmosphere more than the "
                "ground. Level-2A has no B10."
            ),
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

    def prepare_work(self, run: AlgorithmRun) -> Callable[..., object]:
        from ..core.products.opening import ProductOutputs, open_product

        self._outputs = ProductOutputs(
            self._output(run),
            run.output_layer("OUTPUT_SCL"),
            translate=tr,
        )
        return partial(
            open_product,
            run.file("PRODUCT"),
            self._outputs,
            resolution=RESOLUTIONS[run.choice("RESOLUTION")],
            bands=run.choices("BANDS"),
        )

    def finish(self, outcome: OpenedProduct, run: AlgorithmRun) -> dict:
        run.log(*product_log.product_lines(outcome))
        run.warn(*product_log.missing_metadata(outcome.product))
        results = {"OUTPUT": self._outputs.bands}
        numbers = {band: number for number, band in enumerate(outcome.files, 1)}
        if numbers.keys() >= set(NATURAL_COLORS):
            # By default QGIS shows the first three bands as red, green and blue.
            show_bands(results["OUTPUT"], run.context, [numbers[band] for band in NATURAL_COLORS])
        scene_classes = self._outputs.scene_classes
        if scene_classes:
            save_style(scene_classes, outcome.scene_legend)
            use_saved_style(scene_classes, run.context)
            results["OUTPUT_SCL"] = scene_classes
        metadata = outcome.product.metadata
        return {
            **results,
            "DATE": metadata.date,
            "LEVEL": metadata.level,
            "BASELINE": metadata.baseline,
            "TILE": outcome.product.tile,
        }

    def _output(self, run: AlgorithmRun) -> str:
        """Return the path of the raster; a temporary .tif of Processing becomes a .vrt."""
        path = run.output_layer("OUTPUT")
        temporary = os.path.realpath(temporary_folder(run.context))
        if os.path.realpath(path).startswith(os.path.join(temporary, "")):
            virtual = os.path.splitext(path)[0] + ".vrt"
            loaded = run.context.layersToLoadOnCompletion()
            if path in loaded:
                loaded[virtual] = loaded.pop(path)
                run.context.setLayersToLoadOnCompletion(loaded)
            return virtual
        return path
