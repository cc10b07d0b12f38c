"""s2kmeans:compareclasses: how alike two maps of classes are, and what became what."""

from functools import partial

from qgis.core import QgsProcessingParameterRasterLayer

from ..i18n import template, tr
from .shared.base import RasterAlgorithm


class CompareClassesAlgorithm(RasterAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    LAYERS = ("FIRST", "SECOND")

    def name(self):
        return "compareclasses"

    def displayName(self):
        return tr("Compare two maps of classes")

    def tags(self):
        return tr("classification,change,transition,contingency,rand index,kappa,agreement").split(
            ","
        )

    def shortDescription(self):
        return tr("Tells how alike two maps of classes are, and which class became which.")

    def shortHelpString(self):
        return tr(
            "<p>Counts how often each class of one map meets each of another: for two dates with "
            "the same classes, what became what; for two classifications of one image, how alike "
            "they are, whatever the numbers of their classes.</p>"
            "<p>The adjusted Rand index and the normalised mutual information need no matching of "
            "classes: 1 for the same partition, about 0 for unrelated ones. Agreement and kappa "
            "are those after the best one-to-one match of the classes, for which scipy is "
            "needed.</p>"
            "<p>What counts as unchanged: where both legends give each number that they share the "
            "same name (and, where the name holds the number, as Class 3 does, the same colour), "
            "what has the same number. Otherwise numbers mean nothing across the maps, classes "
            "are matched first, and unchanged is what has matched classes.</p>"
        )

    def initAlgorithm(self, configuration=None):
        for name, label, help_text in (
            ("FIRST", tr("First map of classes"), tr("A raster of classes 1 to 255, 0 is none.")),
            ("SECOND", tr("Second map of classes"), tr("One more, on the grid of the first.")),
        ):
            self.add(QgsProcessingParameterRasterLayer(name, label), help_text)
        self.add_raster_output(
            "OUTPUT",
            tr("Changes"),
            tr("A GeoTIFF with one class for each transition, named from → to; 1 is unchanged."),
            optional=True,
        )
        self.add_file_output(
            "OUTPUT_TABLE",
            tr("Table of transitions"),
            tr("CSV files (*.csv)"),
            tr("Pixels, percent and hectares of each transition."),
        )
        self.add_file_output(
            "OUTPUT_CONTINGENCY",
            tr("Contingency table"),
            tr("CSV files (*.csv)"),
            tr(
                "How many pixels each class of the first map, a row, shares with each of the "
                "second, a column."
            ),
        )
        self.add_file_output(
            "OUTPUT_REPORT",
            tr("Report"),
            tr("HTML files (*.html)"),
            tr(
                "One page with the maps and their changes, a Sankey picture of what became what, "
                "the contingency table, the largest changes, and the line that repeats the run."
            ),
        )
        self.add_numbers(
            ("ADJUSTED_RAND_INDEX", tr("Adjusted Rand index")),
            ("MUTUAL_INFORMATION", tr("Normalised mutual information")),
            ("AGREEMENT", tr("Percent of agreement after the best match of the classes")),
            ("KAPPA", tr("Kappa after the best match of the classes")),
        )

    def process(self, parameters, context, feedback):
        from ..core.maps.comparison import compare_classes
        from ..core.reports.tables import contingency_table, transition_table
        from ..style import save_style, use_saved_style
        from ..task import CoreTask, core_errors_translated, run_in_place
        from .shared import log
        from .shared.texts import TextOutputs

        path = self.layer_output(parameters, "OUTPUT", context)
        with core_errors_translated():
            first, second = (self.layers[name].open([1]) for name in self.LAYERS)
        texts = TextOutputs(self, parameters, context, (first, second), outputs=[path])
        with self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                compare_classes,
                first,
                second,
                path,
                unchanged=tr("Unchanged"),
                other=tr("Other changes"),
                with_report="OUTPUT_REPORT" in texts,
                executor=executor,
                n_workers=n_workers,
            )
            outcome = run_in_place(CoreTask(self.displayName(), work), feedback)
        for line in log.comparison(outcome):
            feedback.pushInfo(line)
        if outcome.unmatched:
            feedback.pushWarning(log.unmatched(outcome))
        results = {
            "ADJUSTED_RAND_INDEX": outcome.adjusted_rand_index,
            "MUTUAL_INFORMATION": outcome.normalized_mutual_information,
            "AGREEMENT": 100 * outcome.agreement,
            "KAPPA": outcome.kappa,
        }
        if path:
            save_style(path, outcome.legend)
            use_saved_style(path, context)
            results["OUTPUT"] = path
        return {
            **results,
            **texts.write(
                OUTPUT_TABLE=lambda: transition_table(outcome),
                OUTPUT_CONTINGENCY=lambda: contingency_table(outcome),
                OUTPUT_REPORT=lambda: self._page(parameters, context, outcome),
            ),
        }

    def _page(self, parameters, context, outcome):
        from ..core.reports.comparison_report import render_comparison_report

        names = tuple(self.layers[name].name for name in self.LAYERS)
        run = self.told(" → ".join(names), parameters, context)
        return render_comparison_report(outcome, names, run, template)
