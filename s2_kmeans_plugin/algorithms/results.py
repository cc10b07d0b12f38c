"""Where the outputs of an algorithm go, and handing them over to QGIS."""

from dataclasses import replace

from ..i18n import tr
from ..style import save_style, use_saved_style
from ..task import core_errors_translated


class Results:
    """The outputs that a class map may have: map, confidence, table, model and report.

    Parameters
    ----------
    algorithm : RasterAlgorithm
    parameters : dict
    context : QgsProcessingContext
    feedback : QgsProcessingFeedback

    Attributes
    ----------
    path : str
        Of the map.
    confidence_path : str or None
    """

    def __init__(self, algorithm, parameters, context, feedback):
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context
        self._feedback = feedback
        self._files = {
            name: algorithm.file_output(parameters, name, context)
            for name in ("OUTPUT_STATISTICS", "OUTPUT_MODEL", "OUTPUT_REPORT")
            if algorithm.parameterDefinition(name) is not None
        }
        if self.with_report:
            from ..core.page import check_packages

            with core_errors_translated():
                check_packages()
        self.path = algorithm.parameterAsOutputLayer(parameters, "OUTPUT", context)
        self.confidence_path = algorithm.raster_output(parameters, "OUTPUT_CONFIDENCE", context)

    @property
    def with_statistics(self):
        return self._files.get("OUTPUT_STATISTICS") is not None

    @property
    def with_report(self):
        return self._files.get("OUTPUT_REPORT") is not None

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
        from ..core.files import write_text
        from ..core.table import class_table

        if save_style(self.path, class_map.legend):
            use_saved_style(self.path, self._context)
        else:
            self._feedback.pushWarning(
                tr("The style could not be saved beside {path}.").format(path=self.path)
            )
        texts = {"OUTPUT_MODEL": lambda: model.to_json()}
        if self.with_statistics:
            texts["OUTPUT_STATISTICS"] = lambda: class_table(
                class_map.legend,
                class_map.counts,
                class_map.hectares,
                class_map.statistics,
                model.band_names,
            )
        if self.with_report:
            texts["OUTPUT_REPORT"] = lambda: self._page(report, model.about["command"])
        results = {"OUTPUT": self.path, "OUTPUT_CONFIDENCE": self.confidence_path, **self._files}
        with core_errors_translated():
            for name, path in self._files.items():
                if path is not None:
                    write_text(path, texts[name]())
        return {name: path for name, path in results.items() if path is not None}

    def _page(self, report, command):
        from ..core.report import page_of

        told = replace(
            report,
            title=self._algorithm.layer.name,
            parameters=self._algorithm.described_values(self._parameters, self._context),
            command=command,
        )
        return page_of(told, tr)
