"""Outputs of an algorithm that makes a class map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import template, tr
from ...style import save_confidence_style, save_style, use_saved_style
from . import cleaning_form
from .texts import TextOutputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...core.legend import ClassEntry
    from ...core.maps.options import Outputs
    from ...core.raster.source import RasterSource
    from .algorithm_run import AlgorithmRun


class Results:
    """Destinations of map, confidence, polygons, table, model and report of a run.

    Parameters
    ----------
    run : AlgorithmRun
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

    def __init__(self, run: AlgorithmRun, source: RasterSource, files: Iterable[str] = ()) -> None:
        self._run = run
        self.path = run.output_layer("OUTPUT")
        self.confidence_path = run.output_layer("OUTPUT_CONFIDENCE")
        self.polygons_path = run.output_layer("OUTPUT_POLYGONS")
        layers = (self.path, self.confidence_path, self.polygons_path)
        self._texts = TextOutputs(run, [source], files, layers)

    def outputs(self) -> Outputs:
        """Return the outputs as the core takes them."""
        from ...core.maps.options import Outputs
        from ...core.reports.class_report import render_class_report
        from ...core.reports.tables import class_table

        run, with_report = self._run, "OUTPUT_REPORT" in self._texts
        about = with_report and run.algorithm.describe_run(run.layer.name, run, "OUTPUT")
        return Outputs(
            self.path,
            self.confidence_path,
            cleaning_form.polygon_file(run, self.polygons_path),
            texts=self._texts.functions(
                OUTPUT_MODEL=lambda outcome: outcome.model.to_json(),
                OUTPUT_TABLE=lambda outcome: class_table(outcome, outcome.model.band_names),
                OUTPUT_REPORT=lambda outcome: render_class_report(outcome.facts, about, template),
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
            use_saved_style(self.polygons_path, self._run.context)
        layers = {
            "OUTPUT": self.path,
            "OUTPUT_CONFIDENCE": self.confidence_path,
            "OUTPUT_POLYGONS": self.polygons_path,
        }
        return {**{name: path for name, path in layers.items() if path}, **self._texts.results}

    def _show(self, path: str, is_saved: bool) -> None:
        if is_saved:
            use_saved_style(path, self._run.context)
        else:
            self._run.warn(tr("The style of {path} cannot be saved beside it.").format(path=path))
