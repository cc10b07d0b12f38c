"""Outputs of an algorithm that makes a class map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import template, tr
from ...style import save_confidence_style, save_style, use_saved_style
from . import cleaning_form
from .texts import TextOutputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    from ...core.legend import ClassEntry
    from ...core.maps.options import Outputs
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

    def outputs(self) -> Outputs:
        """Return the outputs as the core takes them."""
        from ...core.maps.options import Outputs
        from ...core.reports.class_report import render_class_report
        from ...core.reports.tables import class_table

        algorithm, parameters, context = self._algorithm, self._parameters, self._context
        with_report = "OUTPUT_REPORT" in self._texts
        run = with_report and algorithm.describe_run(
            algorithm.layer.name, parameters, context, "OUTPUT"
        )
        return Outputs(
            self.path,
            self.confidence_path,
            cleaning_form.polygon_file(algorithm, parameters, context, self.polygons_path),
            texts=self._texts.functions(
                OUTPUT_MODEL=lambda outcome: outcome.model.to_json(),
                OUTPUT_TABLE=lambda outcome: class_table(outcome, outcome.model.band_names),
                OUTPUT_REPORT=lambda outcome: render_class_report(outcome.facts, run, template),
            ),
            with_statistics="OUTPUT_TABLE" in self._texts,
            with_facts=with_report,
        )

    def show(self, legend: Sequence[ClassEntry]) -> dict[str, str]:
        """Style the layers, and return the path of each output by its name."""
        self._show(self.path, save_style(self.path, legend))
        if self.confidence_path:
            self._show(self.confidence_path, save_confidence_style(self.confidence_path))
        if self.polygons_path:
            use_saved_style(self.polygons_path, self._context)
        layers = {
            "OUTPUT": self.path,
            "OUTPUT_CONFIDENCE": self.confidence_path,
            "OUTPUT_POLYGONS": self.polygons_path,
        }
        return {**{name: path for name, path in layers.items() if path}, **self._texts.results}

    def _show(self, path: str, is_saved: bool) -> None:
        if is_saved:
            use_saved_style(path, self._context)
        else:
            self._feedback.pushWarning(
                tr("The style of {path} cannot be saved beside it.").format(path=path)
            )
