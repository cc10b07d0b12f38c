"""s2kmeans:suggestclusters: how many classes an image has."""

from functools import partial

from ..core import choices
from ..i18n import template, tr
from .shared import features_form, fit_form, masking_form
from .shared.base import RasterAlgorithm


class SuggestClustersAlgorithm(RasterAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    def name(self):
        return "suggestclusters"

    def displayName(self):
        return tr("Suggest the number of classes")

    def tags(self):
        return tr(
            "unsupervised,classification,cluster,number of clusters,k,elbow,silhouette,stability,"
            "calinski-harabasz,davies-bouldin"
        ).split(",")

    def shortDescription(self):
        return tr("Tries numbers of classes on a sample of the pixels and suggests one.")

    def shortHelpString(self):
        return tr(
            "<p>Finds classes on a sample of the pixels with each number from the least to the "
            "largest, compares them, and suggests a number for Classify without training data. In "
            "a model, hand the output SUGGESTED_K to its number of classes.</p>"
            "<p>The rule: the largest number whose classes all stand apart and come out again. "
            "They stand apart if the nearest two are farther from each other than the halves of "
            "one cloud of pixels (Jeffries-Matusita distance of 1.65 or more), for an algorithm "
            "that is asked for too many cuts a cloud in two. They come out again if "
            "fits on two halves of the pixels agree (adjusted Rand index of 0.8 or more, on the "
            "average of three halvings).</p>"
            "<p>Many images are a continuum in which no number stands out. Then the report says "
            "so, and the suggestion is the last number before the classes depend on the pixels "
            "drawn.</p>"
            "<p>The report also shows the silhouette, the indices of Calinski and Harabasz and of "
            "Davies and Bouldin, and the inertia. They do not decide: on real images they mostly "
            "prefer two classes, such as water and land.</p>"
            "<p>Choose the same bands, indices, algorithm, scaling and components as for the "
            "map.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add_input()
        self.add_bands()
        features_form.add_indices(self)
        self.add_number(
            "MIN_CLUSTERS",
            tr("Least number of classes"),
            choices.MIN_CLUSTERS,
            *choices.SUGGEST_LIMITS,
            tr("The first number to try."),
        )
        self.add_number(
            "MAX_CLUSTERS",
            tr("Largest number of classes"),
            choices.MAX_CLUSTERS,
            *choices.SUGGEST_LIMITS,
            tr(
                "The last number to try, up to 50. It is not reached where the image has fewer "
                "different pixels. Each number takes seven fits, the larger ones longer."
            ),
        )
        fit_form.add_algorithm(self)
        fit_form.add_scaling(self)
        features_form.add_components(self)
        fit_form.add_sample_size(
            self,
            choices.PARTIAL_SAMPLE_SIZE_LIMITS,
            tr(
                "Valid pixels drawn once from all over the image, for all numbers, or all of them "
                "where there are no more than twice as many."
            ),
        )
        fit_form.add_random_state(self)
        features_form.add_index_bands(self)
        self.add_extent()
        masking_form.add_mask(self)
        self.add_file_output(
            "OUTPUT_REPORT",
            tr("Report"),
            tr("HTML files (*.html)"),
            tr("One page with the suggestion, the figures of each number as charts, and a table."),
        )
        self.add_file_output(
            "OUTPUT_TABLE",
            tr("Table of figures"),
            tr("CSV files (*.csv)"),
            tr("One row for each number of classes, with all its figures."),
        )
        self.add_numbers(("SUGGESTED_K", tr("Suggested number of classes")))

    def process(self, parameters, context, feedback):
        from ..core.evaluation.trials import suggest_clusters
        from ..core.reports.suggestion_reasons import reasons
        from ..core.reports.tables import suggestion_table
        from ..task import CoreTask, core_errors_translated, run_in_place
        from .shared import log
        from .shared.texts import TextOutputs

        bands = self.bands(parameters, context)
        with core_errors_translated():
            source = self.layer.open(bands)
            source = features_form.with_features(self, parameters, context, source)
            window = self.window(parameters, context, source)
        for line in log.before(source, window):
            feedback.pushInfo(line)
        source = masking_form.left_out(self, parameters, context, source, feedback)
        masking_form.offer(self, source, feedback)
        texts = TextOutputs(self, parameters, context, [source])
        with self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                suggest_clusters,
                source,
                min_clusters=self.parameterAsInt(parameters, "MIN_CLUSTERS", context),
                max_clusters=self.parameterAsInt(parameters, "MAX_CLUSTERS", context),
                **fit_form.fit_options(self, parameters, context),
                window=window,
                executor=executor,
                n_workers=n_workers,
            )
            suggestion = run_in_place(CoreTask(self.displayName(), work), feedback)
        if suggestion.border:
            feedback.pushWarning(log.border(suggestion.border))
        for line in log.components(suggestion.projection):
            feedback.pushInfo(line)
        for line in log.trial_table(suggestion):
            feedback.pushConsoleInfo(line)
        for line in (log.suggestion(suggestion), *reasons(suggestion, template)):
            feedback.pushInfo(line)
        return {
            **texts.write(
                OUTPUT_REPORT=lambda: self._page(suggestion, parameters, context),
                OUTPUT_TABLE=lambda: suggestion_table(suggestion),
            ),
            "SUGGESTED_K": suggestion.chosen.n_clusters,
        }

    def _page(self, suggestion, parameters, context):
        from ..core.reports.suggestion_report import render_suggestion_report

        run = self.told(self.layer.name, parameters, context)
        return render_suggestion_report(suggestion, run, template)
