"""s2kmeans:classstatistics: the table and the report of classes for a map made anywhere."""

from functools import partial

from qgis.core import QgsProcessingParameterRasterLayer

from ..i18n import template, tr
from .shared import masking_form
from .shared.base import RasterAlgorithm


class ClassStatisticsAlgorithm(RasterAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    LAYERS = ("INPUT", "CLASSES")

    def name(self):
        return "classstatistics"

    def displayName(self):
        return tr("Statistics of classes")

    def tags(self):
        return tr("classification,zonal,mean,spectra,signature,area,separability,report").split(",")

    def shortDescription(self):
        return tr("Tells areas, spectra and separability of the classes of any map.")

    def shortHelpString(self):
        return tr(
            "<p>Adds up what an image holds in each class of a map: the table and the report that "
            "Classify without training data gives of its own map, for one that was sieved or "
            "edited since, or that comes from elsewhere.</p>"
            "<p>A pixel counts where it has a class and the image has a value in every chosen "
            "band. Names and colours come from the attribute table, the category names or the "
            "colour table of the map. Without an output asked for, the log tells the areas.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add(
            QgsProcessingParameterRasterLayer("CLASSES", tr("Map of classes")),
            tr("A raster of classes 1 to 255, 0 is none, on the grid of the image."),
        )
        self.add_input(tr("The image whose bands are looked at."))
        self.add_bands(
            help_text=tr("The bands to tell of. With none chosen, all but an alpha band.")
        )
        masking_form.add_mask(self)
        self.add_table()
        self.add_report()
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes that occur")),
            ("N_PIXELS", tr("Pixels that have a class and a value")),
            ("N_NODATA", tr("Pixels that lack a class or a value")),
        )

    def process(self, parameters, context, feedback):
        from ..core.maps.description import describe_classes
        from ..core.reports.tables import class_table
        from ..task import CoreTask, core_errors_translated, run_in_place
        from .shared import log
        from .shared.texts import TextOutputs

        bands = self.bands(parameters, context)
        with core_errors_translated():
            source = self.layer.open(bands)
            classes = self.layers["CLASSES"].open([1])
        for line in log.before(source, None):
            feedback.pushInfo(line)
        source = masking_form.left_out(self, parameters, context, source, feedback)
        texts = TextOutputs(self, parameters, context, (source, classes))
        with self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                describe_classes,
                source,
                classes,
                with_statistics="OUTPUT_STATISTICS" in texts,
                with_report="OUTPUT_REPORT" in texts,
                display=self.layer.display_of(source),
                executor=executor,
                n_workers=n_workers,
            )
            outcome = run_in_place(CoreTask(self.displayName(), work), feedback)
        if outcome.border:
            feedback.pushWarning(log.border(outcome.border))
        feedback.pushInfo(log.without_value(outcome))
        for line in log.class_table(outcome):
            feedback.pushConsoleInfo(line)
        return {
            **texts.write(
                OUTPUT_STATISTICS=lambda: class_table(outcome, source.band_names),
                OUTPUT_REPORT=lambda: self._page(outcome.report, parameters, context),
            ),
            "N_CLASSES": len(outcome.legend),
            "N_PIXELS": outcome.n_pixels,
            "N_NODATA": outcome.n_nodata,
        }

    def _page(self, report, parameters, context):
        from ..core.reports.class_report import render_class_report

        run = self.told(self.layers["CLASSES"].name, parameters, context)
        return render_class_report(report, run, template, "statistics")
