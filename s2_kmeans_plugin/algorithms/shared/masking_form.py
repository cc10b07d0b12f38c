"""Parameters of the mask and of undeclared nodata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterEnum,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ...core import choices
from ...i18n import tr
from ...task import core_errors_translated
from . import run_log
from .form import DOUBLE

if TYPE_CHECKING:
    from qgis.core import QgsCoordinateReferenceSystem

    from ...core.raster.source import RasterSource
    from .algorithm_run import AlgorithmRun
    from .form import Form


def add_mask(form: Form) -> None:
    """Declare the mask layer, its options, and the undeclared nodata value."""
    kinds = QgsProcessing.SourceType
    form.add(
        QgsProcessingParameterMapLayer(
            "MASK",
            tr("Mask layer"),
            optional=True,
            types=[kinds.TypeRaster, kinds.TypeVectorPolygon],
        ),
        tr(
            "Pixels to exclude: a raster, such as a scene classification, or polygons. Any "
            "coordinate system and pixel size."
        ),
    )
    form.add(
        QgsProcessingParameterEnum(
            "MASK_CLASSES",
            tr("Scene classes to mask"),
            [tr("No data"), *map(tr, choices.SCENE_CLASS_NAMES)],
            allowMultiple=True,
            defaultValue=list(choices.MASKED_SCENE_CLASSES),
            optional=True,
        ),
        tr("For a mask that is the scene classification (SCL) of a Sentinel-2 product."),
        advanced=True,
    )
    form.add(
        QgsProcessingParameterString("MASK_VALUES", tr("Raster values to mask"), optional=True),
        tr("For any other raster mask: numbers and ranges, such as 0, 3, 8-10."),
        advanced=True,
    )
    form.add_choice(
        "MASK_SIDE",
        tr("Masked side of polygons"),
        [tr("Inside"), tr("Outside")],
        tr("For a mask of polygons. The centre of a pixel decides on which side it is."),
    )
    form.add(
        QgsProcessingParameterNumber(
            "IGNORE_VALUE", tr("Undeclared nodata value"), DOUBLE, optional=True
        ),
        tr(
            "Value of nodata pixels if the file declares none, often 0 or 255. A pixel is nodata "
            "if all chosen bands have this value. The log warns of a border that looks like nodata."
        ),
        advanced=True,
    )


def apply_mask(
    run: AlgorithmRun, source: RasterSource, crs: QgsCoordinateReferenceSystem | None = None
) -> RasterSource:
    """Return the raster with the mask and the undeclared nodata value of the form.

    Parameters
    ----------
    run : AlgorithmRun
        Logs the share of masked pixels.
    source : RasterSource
    crs : QgsCoordinateReferenceSystem, optional
        Of the raster; by default that of the layer INPUT.

    Raises
    ------
    QgsProcessingException
        If the mask cannot be read, or no value of it is masked.
    """
    ignored = run.optional_number("IGNORE_VALUE")
    if run.mask is None:
        return source.with_masks((), ignored)
    with core_errors_translated():
        mask = run.mask.mask(run, crs or run.layer.crs)
        coverage = mask.coverage(source.grid)
    if not coverage.overlaps:
        run.warn(tr("The mask {mask} and the raster do not overlap.").format(mask=run.mask.name))
    run.log(run_log.masked_share(run.mask.name, coverage))
    return source.with_masks((mask,), ignored)


def suggest_mask(run: AlgorithmRun, source: RasterSource) -> None:
    """Log the path of a scene classification that could be the mask, if the form has none."""
    from ...core.products.scene_classes import scene_classification_of

    path = scene_classification_of(source) if run.mask is None else None
    if path:
        run.log(
            tr(
                "The raster has a scene classification, {path}. Use it as MASK to exclude clouds, "
                "cloud shadows and snow."
            ).format(path=path)
        )
