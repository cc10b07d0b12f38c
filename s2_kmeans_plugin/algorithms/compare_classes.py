"""s2kmeans:compareclasses: how alike two maps of classes are, and what became what."""

from functools import partial

from qgis.core import QgsProcessingParameterRasterLayer

from ..i18n import tr
from .base import RasterAlgorithm


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
            tr("A GeoTIFF with one class for each transition, named from → to."),
            optional=True,
        )
        self.add_file_output(
            "OUTPUT_TABLE",
            tr("Table of transitions"),
            tr("CSV files (*.csv)"),
            tr("Pixels, percent and hectares of each transition."),
        )
        self.add_numbers(
            ("ADJUSTED_RAND_INDEX", tr("Adjusted Rand index")),
            ("MUTUAL_INFORMATION", tr("Normalised mutual information")),
            ("AGREEMENT", tr("Percent of agreement after the best match of the classes")),
            ("KAPPA", tr("Kappa after the best match of the classes")),
        )

    def processAlgorithm(self, parameters, context, feedback):
        from ..core.compare import compare_classes, transition_table
        from ..core.files import write_text
        from ..style import save_style, use_saved_style
        from ..task import CoreTask, core_errors_translated, run_in_place
        from . import log

        path = self.raster_output(parameters, "OUTPUT", context)
        table = self.file_output(parameters, "OUTPUT_TABLE", context)
        with core_errors_translated():
            first, second = (self.layers[name].open([1]) for name in self.LAYERS)
        with self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                compare_classes,
                first,
                second,
                path,
                unchanged=tr("Unchanged"),
                other=tr("Other changes"),
                executor=executor,
                n_workers=n_workers,
            )
            outcome = run_in_place(CoreTask(self.displayName(), work), feedback)
        for line in log.comparison(outcome):
            feedback.pushInfo(line)
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
        if table:
            with core_errors_translated():
                write_text(table, transition_table(outcome))
            results["OUTPUT_TABLE"] = table
        return results
