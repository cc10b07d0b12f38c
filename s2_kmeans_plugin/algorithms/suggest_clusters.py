"""s2kmeans:suggestclusters: suggest the number of classes of an image."""

from functools import partial

from ..core import choices
from ..i18n import local, template, tr
from .shared import fit_form, masking, raster_form, run_log
from .shared.base import RasterAlgorithm, Texts
from .shared.results import TextOutputs


class SuggestClustersAlgorithm(RasterAlgorithm):
    """Fit each number of clusters on one sample, and choose the last with distinct classes."""

    NAME = "suggestclusters"

    def texts(self):
        title = tr("Suggest the number of classes")
        tags = tr(
            "unsupervised,classification,cluster,number of clusters,k,elbow,silhouette,stability,"
            "calinski-harabasz,davies-bouldin"
        )
        summary = tr("Tries several numbers of classes on a sample of the pixels and suggests one.")
        description = tr(
            "<p>Fits each number of classes from the minimum to the maximum on a sample of the "
            "pixels, and suggests one for Classify without training data. In a model, connect the "
            "output SUGGESTED_K to its number of classes. Choose the same bands, indices, "
            "algorithm, scaling and components as for the map.</p>"
            "<p>The suggestion is the largest number of classes that are separable and stable. "
            "Separable: the nearest two classes are farther apart than the halves of one cluster "
            "(Jeffries-Matusita distance of at least 1.65), because an algorithm with too many "
            "classes splits a cluster. Stable: fits on two halves of the pixels agree (adjusted "
            "Rand index of at least 0.8 on average over three splits).</p>"
            "<p>Many images are a continuum without a best number. The report then says so, and "
            "the suggestion is the last number before the classes depend on the sample.</p>"
            "<p>The report also shows the silhouette, the Calinski-Harabasz and Davies-Bouldin "
            "indices, and the inertia. They do not decide: on real images they mostly favour two "
            "classes, such as water and land.</p>"
        )
        return Texts(title, tags, summary, description)

    def initAlgorithm(self, configuration=None):
        raster_form.add_input(self)
        raster_form.add_bands(self)
        raster_form.add_indices(self)
        self.add_number(
            "MIN_CLUSTERS",
            tr("Minimum number of classes"),
            tr("First number to try."),
            choices.SUGGEST_LIMITS,
            advanced=False,
        )
        self.add_number(
            "MAX_CLUSTERS",
            tr("Maximum number of classes"),
            tr(
                "Last number to try, up to 50. An image with fewer distinct pixels ends the trials "
                "earlier. Each number takes seven fits, and larger numbers take longer."
            ),
            choices.SUGGEST_LIMITS,
            advanced=False,
        )
        fit_form.add_algorithm(self)
        fit_form.add_scaling(self)
        raster_form.add_components(self)
        self.add_number(
            "SAMPLE_SIZE",
            tr("Sample size"),
            tr(
                "Number of valid pixels, drawn once from the whole image for all trials. An image "
                "with at most twice as many is used whole."
            ),
            choices.PARTIAL_SAMPLE_SIZE_LIMITS,
        )
        fit_form.add_random_state(self)
        raster_form.add_index_bands(self)
        raster_form.add_extent(self)
        masking.add_mask(self)
        self.add_report_output(
            tr("Page with the suggestion, and charts and a table of all trials.")
        )
        self.add_table_output(
            "OUTPUT_TABLE",
            tr("Trial table"),
            tr("One row for each number of classes, with all its quality measures."),
        )
        self.add_numbers(("SUGGESTED_K", tr("Suggested number of classes")))

    def prepare_work(self, run):
        from ..core.evaluation.trials import SuggestOptions, suggest_clusters
        from ..core.maps.options import with_texts
        from ..core.reports.suggestion_report import render_suggestion_report
        from ..core.reports.tables import suggestion_table

        source, window = raster_form.open_image(run)
        self._texts = TextOutputs(run, [source])
        about = self.describe_run(run.layer.name, run)
        options = SuggestOptions(
            min_clusters=run.integer("MIN_CLUSTERS"),
            max_clusters=run.integer("MAX_CLUSTERS"),
            **fit_form.fit_options(run),
            window=window,
        )
        work = partial(suggest_clusters, source, options)
        texts = self._texts.functions(
            OUTPUT_REPORT=lambda outcome: render_suggestion_report(outcome, about, template),
            OUTPUT_TABLE=suggestion_table,
        )
        return partial(with_texts, work, texts)

    def finish(self, outcome, run):
        from ..core.reports.suggestion_reasons import explain_suggestion

        run.warn(*run_log.border(outcome.border))
        run.log(*run_log.components(outcome.projection))
        run.log_table(*_trial_table(outcome))
        text = template("Suggested number of classes: {k}")
        run.log(text.format(k=outcome.chosen.n_clusters), *explain_suggestion(outcome, template))
        return {**self._texts.results, "SUGGESTED_K": outcome.chosen.n_clusters}


def _trial_table(outcome):
    """Yield the lines of the table of numbers of classes; < marks the suggested number."""
    titles = [tr("nearest two"), tr("stability"), tr("silhouette"), "Davies-Bouldin"]
    rows = [[tr("classes"), *titles, "Calinski-Harabasz", tr("inertia")]]
    for trial in outcome.trials:
        mark = " <" if trial is outcome.chosen else ""
        measures = trial.separability, trial.stability, trial.silhouette, trial.davies_bouldin
        figures = [local(measure, ".3f") for measure in measures]
        figures += [local(trial.calinski_harabasz, ",.0f"), local(trial.inertia, ".5g")]
        rows.append([f"{trial.n_clusters}{mark}", *figures])
    yield from run_log.align(rows, left=0)
