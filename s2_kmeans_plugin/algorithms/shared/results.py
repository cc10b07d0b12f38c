"""Outputs of an algorithm that makes a class map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import template, tr
from ...style import save_confidence_style, save_style, use_saved_style
from .texts import TextOutputs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ...core.maps.labelling import ClassMap
    from ...core.models.model import ClusterModel
    from ...core.raster.source import RasterSource
    from .base import RasterAlgorithm


class Results:
    """Destinations of map, confidence, polygons, table, model and report of a run.

    Parameters
    ----------
    algorithm : RasterAlgorithm
    parameters : dict
    context : QgsProcessingContext
    feedback : QgsProcessingFeedback
    source : RasterSource
        Raster that the run reads.
    files : iterable of str
        Other inputs.

    Attributes
    ----------
    path : str
        Path of the map.
    confidence_path, polygons_path : str or None
    """

    def __init__(
        self,
        algorithm: RasterAlgorithm,
        parameters: dict,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        source: RasterSource,
        files: Iterable[str] = (),
    ) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context
        self._feedback = feedback
        self.path = algorithm.parameterAsOutputLayer(parameters, "OUTPUT", context)
        self.confidence_path = algorithm.layer_output(parameters, "OUTPUT_CONFIDENCE", context)
        self.polygons_path = algorithm.layer_output(parameters, "OUTPUT_POLYGONS", context)
        layers = (self.path, self.confidence_path, self.polygons_path)
        self._texts = TextOutputs(algorithm, parameters, context, [source], files, layers)

    @property
    def with_statistics(self) -> bool:
        return "OUTPUT_TABLE" in self._texts

    @property
    def with_report(self) -> bool:
        return "OUTPUT_REPORT" in self._texts

    def hand_over(
        self, class_map: ClassMap, model: ClusterModel | None, report: object = None
    ) -> dict[str, str]:
        """Write table, model and report, style the layers, and return all paths by name."""
        from ...core.reports.tables import class_table

        self._show(self.path, save_style(self.path, class_map.legend))
        if self.confidence_path:
            self._show(self.confidence_path, save_confidence_style(self.confidence_path))
        if self.polygons_path:
            use_saved_style(self.polygons_path, self._context)
        layers = {
            "OUTPUT": self.path,
            "OUTPUT_CONFIDENCE": self.confidence_path,
            "OUTPUT_POLYGONS": self.polygons_path,
        }
        return {
            **{name: path for name, path in layers.items() if path},
            **self._texts.write(
                OUTPUT_MODEL=lambda: model.to_json(),
                OUTPUT_TABLE=lambda: class_table(class_map, model.band_names),
                OUTPUT_REPORT=lambda: self._page(report),
            ),
        }

    def _show(self, path: str, is_saved: bool) -> None:
        if is_saved:
            use_saved_style(path, self._context)
        else:
            self._feedback.pushWarning(
                tr("The style of {path} cannot be saved beside it.").format(path=path)
            )

    def _page(self, report: object) -> str:
        from ...core.reports.class_report import render_class_report

        title = self._algorithm.layer.name
        run = self._algorithm.describe_run(title, self._parameters, self._context, "OUTPUT")
        return render_class_report(report, run, template)
