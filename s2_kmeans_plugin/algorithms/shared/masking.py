"""Mask of a run: its parameters, its layer, and the mask of the core."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterMapLayer,
    QgsProcessingParameterNumber,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from ...core import choices
from ...i18n import tr
from ...task import translate_errors
from . import run_log
from .algorithm_run import AlgorithmRun
from .form import DOUBLE, Form
from .paths import files_of
from .raster_input import LayerInput


def add_mask(form: Form) -> None:
    """Declare the mask layer, its options, and the undeclared nodata value."""
    kinds = QgsProcessing.SourceType
    types = [kinds.TypeRaster, kinds.TypeVectorPolygon]
    form.add(
        QgsProcessingParameterMapLayer("MASK", tr("Mask layer"), optional=True, types=types),
        tr(
            "Pixels to exclude: a raster, such as a scene classification, or polygons. Any "
            "coordinate system and pixel size."
        ),
    )
    form.add_choices(
        "MASK_CLASSES",
        tr("Scene classes to mask"),
        [tr("No data"), *map(tr, choices.SCENE_CLASS_NAMES)],
        tr("For a mask that is the scene classification (SCL) of a Sentinel-2 product."),
        default=list(choices.MASKED_SCENE_CLASSES),
        optional=True,
        advanced=True,
    )
    form.add_text(
        "MASK_VALUES",
        tr("Raster values to mask"),
        tr("For any other raster mask: numbers and ranges, such as 0, 3, 8-10."),
    )
    form.add_choice(
        "MASK_SIDE",
        tr("Masked side of polygons"),
        [tr("Inside"), tr("Outside")],
        tr("For a mask of polygons. The centre of a pixel decides on which side it is."),
    )
    label = tr("Undeclared nodata value")
    form.add(
        QgsProcessingParameterNumber("IGNORE_VALUE", label, DOUBLE, optional=True),
        tr(
            "Value of nodata pixels if the file declares none, often 0 or 255. A pixel is nodata "
            "if all chosen bands have this value. The log warns of a border that looks like nodata."
        ),
        advanced=True,
    )


def apply_mask(run: AlgorithmRun, source, crs=None):
    """Return the raster with the mask and the undeclared nodata value of the form.

    `crs` is that of the raster, by default that of the layer INPUT. Raise QgsProcessingException if
    the mask cannot be read, or no value of it is masked.
    """
    ignore_value = run.optional_number("IGNORE_VALUE")
    if run.mask is None:
        return source.with_masks((), ignore_value)
    with translate_errors():
        mask = run.mask.mask(run, crs or run.layer.crs)
        coverage = mask.coverage(source.grid)
    if not coverage.overlaps:
        run.warn(tr("The mask {mask} and the raster do not overlap.").format(mask=run.mask.name))
    run.log(run_log.masked_share(run.mask.name, coverage))
    return source.with_masks((mask,), ignore_value)


def suggest_mask(run: AlgorithmRun, source) -> None:
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


@dataclass(frozen=True, eq=False)
class MaskInput:
    """Facts of the layer MASK that a run needs on its own thread: a raster or features.

    The source is as qgis_process accepts it. No output may replace the files.
    """

    name: str
    source: str
    raster: LayerInput | None
    features: QgsVectorLayerFeatureSource | None
    crs: QgsCoordinateReferenceSystem
    files: tuple[str, ...] = ()

    @classmethod
    def of(cls, form, parameters: dict, context) -> MaskInput | None:
        """Return the mask layer of the form, or None. Call it on the thread of the layers.

        Raise QgsProcessingException if QGIS cannot open the layer.
        """
        if parameters.get("MASK") in (None, ""):
            return None
        layer = form.parameterAsLayer(parameters, "MASK", context)
        if layer is None:
            raise QgsProcessingException(
                tr(
                    "The mask {mask} is not a layer that QGIS can open. Choose a raster or "
                    "polygons."
                ).format(mask=parameters["MASK"])
            )
        if not isinstance(layer, QgsVectorLayer):
            raster = LayerInput.of(layer)
            return cls(raster.name, raster.source, raster, None, layer.crs())
        features = QgsVectorLayerFeatureSource(layer)
        return cls(layer.name(), layer.source(), None, features, layer.crs(), files_of(layer))

    def mask(self, run: AlgorithmRun, crs):
        """Return the mask for a raster in a coordinate system.

        Raise QgsProcessingException if no value of a raster is masked, or a polygon cannot be
        transformed; RasterError if the raster cannot be read.
        """
        if self.raster is not None:
            return self._raster_mask(run)
        from ...core.raster.mask import PolygonMask

        is_inside = run.choice("MASK_SIDE") == 0
        return PolygonMask(tuple(self._polygons(run, crs)), is_inside, self.files)

    def _raster_mask(self, run):
        from ...core.products.scene_classes import is_scene_classification
        from ...core.raster.mask import RasterMask
        from ...core.raster.mask_values import parse_values

        source = self.raster.open([1])
        values = parse_values(run.text("MASK_VALUES"))
        if not values and is_scene_classification(source):
            values = tuple(map(float, run.choices("MASK_CLASSES")))
        if not values:
            raise QgsProcessingException(
                tr(
                    "The mask {mask} has no values to mask. List them in MASK_VALUES, such as 0, "
                    "or 3, 8-10."
                ).format(mask=self.name)
            )
        return RasterMask(source, values)

    def _polygons(self, run, crs):
        """Yield the WKB of each polygon in the coordinates of the raster."""
        transform = QgsCoordinateTransform(self.crs, crs, run.context.transformContext())
        for feature in self.features.getFeatures():
            if run.feedback.isCanceled():
                return
            geometry = feature.geometry()
            if geometry.isEmpty():
                continue
            try:
                geometry.transform(transform)
            except QgsCsException as error:
                raise QgsProcessingException(
                    tr(
                        "Polygon {id} of the mask {mask} cannot be transformed to the coordinate "
                        "system of the raster, {crs}. Delete the polygon or reproject the layer."
                    ).format(id=feature.id(), mask=self.name, crs=crs.authid())
                ) from error
            yield bytes(geometry.asWkb())
