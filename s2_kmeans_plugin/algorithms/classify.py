"""s2kmeans:classify: a raster in, a map of its classes out."""

from functools import partial

from ..core import choices
from ..i18n import tr
from .shared import cleaning_form, features_form, fit_form, masking_form, naming_form
from .shared.base import RasterAlgorithm


class ClassifyAlgorithm(RasterAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    def name(self):
        return "classify"

    def displayName(self):
        return tr("Classify without training data")

    def tags(self):
        return tr(
            "unsupervised,classification,cluster,k-means,kmeans,mini-batch,isodata,sentinel-2,"
            "land cover,segmentation"
        ).split(",")

    def shortDescription(self):
        return tr("Sorts the pixels of a raster into classes of similar values.")

    def shortHelpString(self):
        return tr(
            "<p>Sorts the pixels of a raster into classes of similar values, without training "
            "data: it finds groups of pixels whose bands are alike, in one of six ways, and every "
            "pixel gets the number of its group. Afterwards it is for you to say what each class "
            "is: names with (?) are suggestions.</p>"
            "<p>Images of any size are read block by block. Pixels that are nodata or masked in a "
            "chosen band stay nodata (0). Classes are numbered from the darkest, 1, to the "
            "brightest. The same input, options and seed give the same map.</p>"
            "<p>The result is a GeoTIFF with a colour table, class names and an attribute table "
            "(pixels of each class), and a style file beside it.</p>"
            "<p>If classes follow only one band, standardise the bands. Suggest the number of "
            "classes tells how many to ask for. If two land covers share a class, ask for more "
            "classes; Merge, rename and recolour classes puts together what belongs together.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add_input()
        self.add_bands()
        features_form.add_indices(self)
        fit_form.add_algorithm(self)
        fit_form.add_n_clusters(self)
        fit_form.add_scaling(self)
        features_form.add_components(self)
        fit_form.add_sample_size(
            self,
            choices.SAMPLE_SIZE_LIMITS,
            tr(
                "Valid pixels drawn from all over the image to find the classes, or all of them "
                "where there are no more than twice as many; every pixel is then classified. 0 "
                "goes on over every pixel until the classes hardly move: slower, rarely different."
            ),
        )
        fit_form.add_search(self)
        fit_form.add_isodata(self)
        fit_form.add_random_state(self)
        features_form.add_index_bands(self)
        self.add_extent()
        masking_form.add_mask(self)
        cleaning_form.add_min_area(self)
        naming_form.add_palette(self)
        naming_form.add_names(self)
        self.add_dask()
        self.add_outputs()
        naming_form.add_model_output(self)
        self.add_report()
        cleaning_form.add_polygons(self)
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes delivered")),
            ("N_PIXELS", tr("Classified pixels")),
            ("N_NODATA", tr("Pixels without data")),
            ("INERTIA", tr("Inertia: sum of squared distances to the class centres")),
        )

    def process(self, parameters, context, feedback):
        from ..core.maps.classification import classify
        from ..task import CoreTask, core_errors_translated, run_in_place
        from .shared import log
        from .shared.results import Results

        bands = self.bands(parameters, context)
        with core_errors_translated():
            source = self.layer.open(bands)
            source = features_form.with_features(self, parameters, context, source)
            window = self.window(parameters, context, source)
        n_clusters = self.parameterAsInt(parameters, "N_CLUSTERS", context)
        for line in log.before(source, window):
            feedback.pushInfo(line)
        source = masking_form.left_out(self, parameters, context, source, feedback)
        masking_form.offer(self, source, feedback)
        results = Results(self, parameters, context, feedback, source)
        cleaned = cleaning_form.cleaning_options(self, parameters, context, results.polygons_path)
        cleaning_form.tell_smallest_patch(cleaned, source, window, feedback)
        with self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                classify,
                source,
                results.path,
                n_clusters=n_clusters,
                **fit_form.fit_options(self, parameters, context),
                rules=fit_form.isodata_rules(self, parameters, context),
                window=window,
                **naming_form.options(self, parameters, context),
                display=self.layer.display_of(source),
                confidence_path=results.confidence_path,
                with_statistics=results.with_statistics,
                with_report=results.with_report,
                **cleaned,
                about=self.origin(parameters, context),
                executor=executor,
                n_workers=n_workers,
                on_needs=lambda needs: feedback.pushInfo(log.needs(needs)),
            )
            outcome = run_in_place(CoreTask(self.displayName(), work), feedback)
        if outcome.border:
            feedback.pushWarning(log.border(outcome.border))
        for line in log.after(outcome):
            feedback.pushInfo(line)
        for line in log.class_table(outcome):
            feedback.pushConsoleInfo(line)
        if naming_form.has_suggestions(outcome.legend):
            feedback.pushInfo(log.suggested())
        if outcome.model.algorithm == "isodata":
            feedback.pushInfo(log.isodata(outcome, n_clusters))
        elif outcome.model.n_classes < n_clusters:
            feedback.pushWarning(log.fewer(outcome, n_clusters))
        return {
            **results.hand_over(outcome, outcome.model, outcome.report),
            "N_CLASSES": outcome.model.n_classes,
            "N_PIXELS": outcome.n_pixels,
            "N_NODATA": outcome.n_nodata,
            "INERTIA": outcome.inertia,
        }
