"""s2kmeans:classify: classify a raster without training data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..core import choices
from ..i18n import tr
from .shared import (
    cleaning_form,
    features_form,
    fit_form,
    masking_form,
    naming_form,
    output_form,
    raster_form,
    run_log,
)
from .shared.base import RasterAlgorithm
from .shared.results import Results

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..core.maps.classification import Classification
    from .shared.algorithm_run import AlgorithmRun


class ClassifyAlgorithm(RasterAlgorithm):
    """Fit clusters on a sample of the pixels, then label every pixel with its class."""

    def name(self) -> str:
        return "classify"

    def displayName(self) -> str:
        return tr("Classify without training data")

    def tags(self) -> list[str]:
        return tr(
            "unsupervised,classification,cluster,k-means,kmeans,mini-batch,isodata,sentinel-2,"
            "land cover,segmentation"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Groups the pixels of a raster into classes of similar values.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Groups the pixels of a raster into classes of similar values, without training "
            "data. The result is a GeoTIFF with colours, class names and an attribute table, and a "
            "style file beside it. You then decide what each class is: names with (?) are "
            "suggestions.</p>"
            "<p>If classes follow only one band, standardise the bands. If two land covers share a "
            "class, increase the number of classes: Suggest the number of classes proposes one, "
            "and Merge, rename and recolour classes merges classes afterwards.</p>"
            "<p>Pixels that are nodata or masked in a chosen band stay nodata (0). Class 1 is the "
            "darkest. The same input, options and seed give the same map. The image may have any "
            "size.</p>"
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        raster_form.add_input(self)
        raster_form.add_bands(self)
        features_form.add_indices(self)
        fit_form.add_algorithm(self)
        fit_form.add_n_clusters(self)
        fit_form.add_scaling(self)
        features_form.add_components(self)
        fit_form.add_sample_size(
            self,
            tr("Sample size (0: all pixels)"),
            choices.SAMPLE_SIZE_LIMITS,
            tr(
                "Number of valid pixels for the fit, drawn from the whole image. An image with at "
                "most twice as many is used whole. Every pixel is classified afterwards. 0 refines "
                "the fit on all pixels: slower, and rarely a different map."
            ),
        )
        fit_form.add_search(self)
        fit_form.add_isodata(self)
        fit_form.add_random_state(self)
        features_form.add_index_bands(self)
        raster_form.add_extent(self)
        masking_form.add_mask(self)
        cleaning_form.add_min_area(self)
        naming_form.add_palette(self)
        naming_form.add_names(self)
        raster_form.add_dask(self)
        output_form.add_class_map(self)
        output_form.add_model(self)
        output_form.add_report(self)
        cleaning_form.add_polygons(self)
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes")),
            ("N_PIXELS", tr("Number of classified pixels")),
            ("N_NODATA", tr("Number of nodata pixels")),
            ("INERTIA", tr("Inertia: sum of squared distances to the class centres")),
        )

    def prepare_work(self, run: AlgorithmRun) -> Callable[..., object]:
        from ..core.maps.classification import classify
        from ..core.maps.options import MapOptions

        source, window = raster_form.open_image(run)
        self._results = Results(run, source)
        options = MapOptions(
            window=window,
            display=run.layer.display_of(source),
            about=self.origin(run),
            **naming_form.options(run),
            **cleaning_form.area_options(run),
        )
        cleaning_form.report_min_area(run, options, source)
        return partial(
            classify,
            source,
            self._results.outputs(),
            fit_form.fit(run),
            options,
            on_needs=lambda needs: run.log(run_log.needs(needs)),
        )

    def finish(self, outcome: Classification, run: AlgorithmRun) -> dict:
        n_classes = outcome.model.n_classes
        n_clusters = run.integer("N_CLUSTERS")
        run.warn(*run_log.border(outcome.border))
        run.log(*run_log.outcome_lines(outcome))
        run.log_table(*run_log.class_table(outcome))
        if naming_form.has_suggestions(outcome.legend):
            run.log(run_log.suggested_names())
        if outcome.model.algorithm == "isodata":
            run.log(run_log.isodata_classes(n_classes, n_clusters))
        elif n_classes < n_clusters:
            run.warn(run_log.fewer_classes(n_classes, n_clusters))
        return {
            **self._results.show(outcome.legend),
            "N_CLASSES": n_classes,
            "N_PIXELS": outcome.n_pixels,
            "N_NODATA": outcome.n_nodata,
            "INERTIA": outcome.inertia,
        }
