"""s2kmeans:classstatistics: table and report for any class map."""

from functools import partial

from ..i18n import template, tr
from ..task import translate_errors
from .shared import map_form, masking, raster_form, run_log
from .shared.base import RasterAlgorithm, Texts
from .shared.results import TextOutputs


class DescribeClassesAlgorithm(RasterAlgorithm):
    """Compute areas, spectra and separability of the classes of a map on an image."""

    NAME = "classstatistics"
    LAYERS = ("INPUT", "CLASSES")

    def texts(self):
        title = tr("Class statistics")
        tags = tr("classification,zonal,mean,spectra,signature,area,separability,report")
        summary = tr("Computes areas, spectra and separability of the classes of any map.")
        description = tr(
            "<p>Makes the table and the report of Classify without training data for any class "
            "map, for example after a sieve or an edit. Without an output, the log shows the "
            "areas.</p>"
            "<p>A pixel counts if it has a class and a value in every chosen band. Names and "
            "colours come from the attribute table, the category names or the colour table of the "
            "map.</p>"
        )
        return Texts(title, tags, summary, description)

    def initAlgorithm(self, configuration=None):
        self.add_raster(
            "CLASSES",
            tr("Class map"),
            tr("Raster of classes 1 to 255 on the grid of the image; 0 is nodata."),
        )
        raster_form.add_input(self, tr("Image that gives the values of the bands."))
        raster_form.add_bands(
            self, help_text=tr("Bands to describe. By default all bands except an alpha band.")
        )
        masking.add_mask(self)
        map_form.add_table(self)
        map_form.add_report(self)
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes")),
            ("N_PIXELS", tr("Number of pixels with class and value")),
            ("N_NODATA", tr("Number of pixels without class or value")),
        )

    def prepare_work(self, run):
        from ..core.maps.description import describe_classes
        from ..core.maps.options import with_texts
        from ..core.reports.class_report import render_class_report
        from ..core.reports.tables import class_table

        bands = run.bands()
        with translate_errors():
            source = run.layer.open(bands)
            classes = self.layers["CLASSES"].open([1])
        run.log(*run_log.source_lines(source, None))
        source = masking.apply_mask(run, source)
        self._texts = TextOutputs(run, (source, classes))
        about = self.describe_run(self.layers["CLASSES"].name, run)
        work = partial(
            describe_classes,
            source,
            classes,
            with_statistics="OUTPUT_TABLE" in self._texts,
            with_facts="OUTPUT_REPORT" in self._texts,
            display=run.layer.display_of(source),
        )
        texts = self._texts.functions(
            OUTPUT_TABLE=lambda outcome: class_table(outcome, source.band_names),
            OUTPUT_REPORT=lambda outcome: render_class_report(
                outcome.facts, about, template, "statistics"
            ),
        )
        return partial(with_texts, work, texts)

    def finish(self, outcome, run):
        run.warn(*run_log.border(outcome.border))
        text = template(
            "Pixels with class and value: {n_pixels:,}; with class but without value: {n_without:,}"
        )
        run.log(text.format(n_pixels=outcome.n_pixels, n_without=outcome.n_without_value))
        run.log_table(*run_log.class_table(outcome))
        return {
            **self._texts.results,
            "N_CLASSES": len(outcome.legend),
            "N_PIXELS": outcome.n_pixels,
            "N_NODATA": outcome.n_nodata,
        }
