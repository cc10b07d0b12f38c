"""Mask layer of a form, and the mask of the core that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessingException,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

from ...i18n import tr
from .paths import files_of, whole_path
from .raster_input import LayerInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext

    from ...core.raster.mask import PolygonMask, RasterMask
    from .algorithm_run import AlgorithmRun
    from .base import RasterAlgorithm

_SIDES = ("inside", "outside")


@dataclass(frozen=True, eq=False)
class MaskInput:
    """Facts of the layer MASK that a run needs on its own thread.

    Attributes
    ----------
    name : str
    source : str
        As qgis_process accepts it.
    raster : LayerInput or None
    features : QgsVectorLayerFeatureSource or None
    crs : QgsCoordinateReferenceSystem
    files : tuple of str
        Files of polygons. No output may replace them.
    """

    name: str
    source: str
    raster: LayerInput | None
    features: QgsVectorLayerFeatureSource | None
    crs: QgsCoordinateReferenceSystem
    files: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, form: RasterAlgorithm, parameters: dict, context: QgsProcessingContext
    ) -> MaskInput | None:
        """Return the mask layer of the form, or None. Call it on the thread of the layers.

        Raises
        ------
        QgsProcessingException
            If QGIS cannot open the layer.
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
        return cls(
            layer.name(),
            layer.source(),
            None,
            QgsVectorLayerFeatureSource(layer),
            layer.crs(),
            files_of(layer),
        )

    @property
    def text(self) -> str:
        """Source with its absolute path, for the command that repeats the run."""
        return whole_path(self.source)

    def mask(
        self, run: AlgorithmRun, crs: QgsCoordinateReferenceSystem
    ) -> RasterMask | PolygonMask:
        """Return the mask for a raster in a coordinate system.

        Raises
        ------
        QgsProcessingException
            If no value of a raster is masked, or a polygon cannot be transformed.
        RasterError
            If the raster cannot be read.
        """
        if self.raster is not None:
            return self._raster_mask(run)
        from ...core.raster.mask import PolygonMask

        side = _SIDES[run.choice("MASK_SIDE")]
        polygons = tuple(self._polygons(run, crs))
        return PolygonMask(polygons, side == "inside", self.files)

    def _raster_mask(self, run: AlgorithmRun) -> RasterMask:
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

    def _polygons(self, run: AlgorithmRun, crs: QgsCoordinateReferenceSystem) -> Iterator[bytes]:
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
