"""Outputs of a run: texts, and the layers of a class map."""

from typing import Any, Callable

from qgis.core import QgsProcessingParameterFileDestination

from ...i18n import template, tr
from ...style import save_confidence_style, save_style, use_saved_style
from ...task import translate_errors
from . import map_form
from .algorithm_run import AlgorithmRun


def check_outputs(paths, sources, files=(), others=()) -> None:
    """Raise FileError if a path cannot be written, is an input, or occurs twice."""
    from ...core.files.checks import check_destination, check_distinct

    inputs = [file for source in sources for file in (source.path, *source.files)]
    for path in paths:
        check_destination(path, (*inputs, *files))
    check_distinct((*paths, *others))


class TextOutputs:
    """Destinations of the text outputs, checked before the run starts.

    The run reads the rasters `sources` and `files`, and `outputs` are its layers. Empty paths are
    ignored. `results` has the path of each requested output by its name. Raise
    QgsProcessingException if an output cannot be written, is an input, or occurs twice.
    """

    def __init__(self, run: AlgorithmRun, sources, files=(), outputs=()) -> None:
        from ...core.reports.page import check_packages

        paths = {
            definition.name(): run.output_file(definition.name())
            for definition in run.algorithm.parameterDefinitions()
            if isinstance(definition, QgsProcessingParameterFileDestination)
        }
        self.results = {name: path for name, path in paths.items() if path}
        with translate_errors():
            check_outputs(self.results.values(), sources, files, outputs)
            if "OUTPUT_REPORT" in self:
                check_packages()

    def __contains__(self, name: str) -> bool:
        """Report whether the user asked for an output."""
        return name in self.results

    def functions(self, **texts: Callable[[Any], str]) -> dict[str, Callable[[Any], str]]:
        """Return the function of each requested output by its path; `texts` has it by the name."""
        return {path: texts[name] for name, path in self.results.items()}


class MapResults:
    """Destinations of map, confidence, polygons, table, model and report of a run.

    `files` are inputs other than the raster.
    """

    def __init__(self, run: AlgorithmRun, source, files=()) -> None:
        self._run = run
        names = "OUTPUT", "OUTPUT_CONFIDENCE", "OUTPUT_POLYGONS"
        self._layers = {name: run.output_layer(name) for name in names}
        self._texts = TextOutputs(run, [source], files, self._layers.values())

    def outputs(self):
        """Return the `Outputs` of the core."""
        from ...core.maps.options import Outputs
        from ...core.reports.class_report import render_class_report
        from ...core.reports.tables import class_table

        run, with_report = self._run, "OUTPUT_REPORT" in self._texts
        about = with_report and run.algorithm.describe_run(run.layer.name, run, "OUTPUT")
        path, confidence, polygons = self._layers.values()
        return Outputs(
            path,
            confidence,
            map_form.polygon_file(run, polygons),
            texts=self._texts.functions(
                OUTPUT_MODEL=lambda outcome: outcome.model.to_json(),
                OUTPUT_TABLE=lambda outcome: class_table(outcome, outcome.model.band_names),
                OUTPUT_REPORT=lambda outcome: render_class_report(outcome.facts, about, template),
            ),
            with_statistics="OUTPUT_TABLE" in self._texts,
            with_facts=with_report,
        )

    def show(self, outcome) -> dict[str, Any]:
        """Style the layers, and return outputs and counts by their names."""
        path, confidence, polygons = self._layers.values()
        self._show(path, save_style(path, outcome.legend))
        if confidence:
            self._show(confidence, save_confidence_style(confidence))
        if polygons:
            use_saved_style(polygons, self._run.context)
        return {
            **{name: path for name, path in self._layers.items() if path},
            **self._texts.results,
            "N_CLASSES": len(outcome.legend),
            "N_PIXELS": outcome.n_pixels,
            "N_NODATA": outcome.n_nodata,
        }

    def _show(self, path, is_saved):
        if is_saved:
            use_saved_style(path, self._run.context)
        else:
            self._run.warn(tr("The style of {path} cannot be saved beside it.").format(path=path))
