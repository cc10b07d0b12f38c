"""Where the outputs of an algorithm go, and handing them over to QGIS."""

from ...i18n import template, tr
from ...style import save_confidence_style, save_style, use_saved_style
from .texts import TextOutputs


class Results:
    """The outputs that a class map may have: map, confidence, polygons, table, model and report.

    Parameters
    ----------
    algorithm : RasterAlgorithm
    parameters : dict
    context : QgsProcessingContext
    feedback : QgsProcessingFeedback
    source : RasterSource
        That the run reads.
    files : iterable of str
        Other inputs.

    Attributes
    ----------
    path : str
        Of the map.
    confidence_path, polygons_path : str or None
    """

    def __init__(self, algorithm, parameters, context, feedback, source, files=()):
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
    def with_statistics(self):
        return "OUTPUT_STATISTICS" in self._texts

    @property
    def with_report(self):
        return "OUTPUT_REPORT" in self._texts

    def hand_over(self, class_map, model, report=None):
        """Write table, model and report, style the map, and say where all of them are.

        Parameters
        ----------
        class_map : ClassMap
        model : ClusterModel or None
            None where there is no model to write.
        report : Report, optional

        Returns
        -------
        dict of str to str
        """
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
                OUTPUT_STATISTICS=lambda: class_table(class_map, model.band_names),
                OUTPUT_REPORT=lambda: self._page(report),
            ),
        }

    def _show(self, path, is_saved):
        if is_saved:
            use_saved_style(path, self._context)
        else:
            self._feedback.pushWarning(
                tr("The style could not be saved beside {path}.").format(path=path)
            )

    def _page(self, report):
        from ...core.reports.class_report import render_class_report

        title = self._algorithm.layer.name
        run = self._algorithm.told(title, self._parameters, self._context, "OUTPUT")
        return render_class_report(report, run, template)
