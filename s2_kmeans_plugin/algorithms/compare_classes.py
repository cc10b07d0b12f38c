"""s2kmeans:compareclasses: agreement of two class maps, and the transitions between them."""

from functools import partial

from ..i18n import template, tr
from ..style import save_style, use_saved_style
from ..task import translate_errors
from .shared.base import RasterAlgorithm, Texts
from .shared.results import TextOutputs

_MAX_MATCHES = 30


class CompareClassesAlgorithm(RasterAlgorithm):
    """Count the pixels of each pair of classes of two maps, and map the transitions."""

    NAME = "compareclasses"
    LAYERS = ("FIRST", "SECOND")

    def texts(self):
        title = tr("Compare two class maps")
        tags = tr("classification,change,transition,contingency,rand index,kappa,agreement")
        summary = tr("Measures the agreement of two class maps and lists the changes between them.")
        description = tr(
            "<p>Counts how often each class of one map meets each class of another. For two dates "
            "with the same classes, the result shows which class became which. For two "
            "classifications of one image, it shows how well they agree, whatever the class "
            "numbers.</p>"
            "<p>The adjusted Rand index and the normalised mutual information need no matching of "
            "classes: 1 for identical partitions, about 0 for unrelated ones. Agreement and kappa "
            "follow the best one-to-one match of the classes, which needs scipy.</p>"
            "<p>If both legends give each shared number the same name, a pixel with the same "
            "number is unchanged. Where the name only repeats the number, such as Class 3, the "
            "colours must be the same too. Otherwise classes are matched first, and a pixel with "
            "matched classes is unchanged.</p>"
        )
        return Texts(title, tags, summary, description)

    def initAlgorithm(self, configuration=None):
        self.add_raster(
            "FIRST", tr("First class map"), tr("Raster of classes 1 to 255; 0 is nodata.")
        )
        self.add_raster(
            "SECOND", tr("Second class map"), tr("Another one on the grid of the first class map.")
        )
        self.add_raster_output(
            "OUTPUT",
            tr("Change map"),
            tr("GeoTIFF with one class for each transition, named from → to; 1 is unchanged."),
            optional=True,
        )
        self.add_table_output(
            "OUTPUT_TABLE",
            tr("Transition table"),
            tr("Pixels, percent and hectares of each transition."),
        )
        self.add_table_output(
            "OUTPUT_CONTINGENCY",
            tr("Contingency table"),
            tr("Pixels of each class of the first map (rows) in each class of the second map."),
        )
        self.add_report_output(
            tr(
                "Page with both maps and their changes, a Sankey diagram of the transitions, the "
                "contingency table, the largest changes, and the command that repeats the run."
            )
        )
        self.add_numbers(
            ("ADJUSTED_RAND_INDEX", tr("Adjusted Rand index")),
            ("MUTUAL_INFORMATION", tr("Normalised mutual information")),
            ("AGREEMENT", tr("Agreement after matching classes (%)")),
            ("KAPPA", tr("Kappa after matching classes")),
        )

    def prepare_work(self, run):
        from ..core.maps.comparison import ComparisonOutputs, compare_classes
        from ..core.reports.comparison_report import render_comparison_report
        from ..core.reports.tables import contingency_table, transition_table

        self._path = run.output_layer("OUTPUT")
        with translate_errors():
            first, second = (self.layers[name].open([1]) for name in self.LAYERS)
        self._texts = TextOutputs(run, (first, second), outputs=[self._path])
        names = tuple(self.layers[name].name for name in self.LAYERS)
        about = self.describe_run(" → ".join(names), run)
        outputs = ComparisonOutputs(
            self._path,
            texts=self._texts.functions(
                OUTPUT_TABLE=transition_table,
                OUTPUT_CONTINGENCY=contingency_table,
                OUTPUT_REPORT=lambda outcome: render_comparison_report(
                    outcome, names, about, template
                ),
            ),
            with_previews="OUTPUT_REPORT" in self._texts,
            unchanged=tr("Unchanged"),
            other=tr("Other changes"),
        )
        return partial(compare_classes, first, second, outputs)

    def finish(self, outcome, run):
        run.log(*_comparison_lines(outcome))
        if outcome.unmatched:
            reason = tr(outcome.unmatched.template).format(**outcome.unmatched.values)
            text = template("Agreement and kappa are missing. {reason}")
            run.warn(text.format(reason=reason))
        results = {
            "ADJUSTED_RAND_INDEX": outcome.adjusted_rand_index,
            "MUTUAL_INFORMATION": outcome.normalized_mutual_information,
            "AGREEMENT": 100 * outcome.agreement,
            "KAPPA": outcome.kappa,
        }
        if self._path:
            save_style(self._path, outcome.legend)
            use_saved_style(self._path, run.context)
            results["OUTPUT"] = self._path
        return {**results, **self._texts.results}


def _comparison_lines(outcome):
    """Yield the lines about the agreement of two class maps."""
    yield template("Pixels with a class in both maps: {n_pixels:,}").format(
        n_pixels=outcome.n_pixels
    )
    yield template("Adjusted Rand index: {value:.4f}").format(value=outcome.adjusted_rand_index)
    yield template("Normalised mutual information: {value:.4f}").format(
        value=outcome.normalized_mutual_information
    )
    if not outcome.unmatched:
        yield template(
            "Agreement after matching classes: {percent:.2f} %, kappa {kappa:.4f}"
        ).format(percent=100 * outcome.agreement, kappa=outcome.kappa)
    for first, second in outcome.partners[:_MAX_MATCHES]:
        yield template("Matched: {before} of the first map, {after} of the second map").format(
            before=f"{first.value} {first.name}", after=f"{second.value} {second.name}"
        )
    if len(outcome.partners) > _MAX_MATCHES:
        yield template("… and {n} more").format(n=len(outcome.partners) - _MAX_MATCHES)
    yield tr(outcome.rule)
    yield template("Unchanged: {percent:.2f} %").format(
        percent=100 * outcome.n_unchanged / max(outcome.n_pixels, 1)
    )
