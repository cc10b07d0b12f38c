"""s2kmeans:classify: classify a raster without training data."""

from functools import partial

from ..i18n import template, tr
from .shared import fit_form, map_form, masking, raster_form, run_log
from .shared.base import RasterAlgorithm, Texts
from .shared.results import MapResults


class ClassifyAlgorithm(RasterAlgorithm):
    """Fit clusters on a sample of the pixels, then label every pixel with its class."""

    NAME = "classify"

    def texts(self):
        title = tr("Classify without training data")
        tags = tr(
            "unsupervised,classification,cluster,k-means,kmeans,mini-batch,isodata,sentinel-2,"
            "land cover,segmentation"
        )
        summary = tr("Groups the pixels of a raster into classes of similar values.")
        description = tr(
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
        return Texts(title, tags, summary, description)

    def initAlgorithm(self, configuration=None):
        raster_form.add_input(self)
        raster_form.add_bands(self)
        raster_form.add_indices(self)
        fit_form.add_algorithm(self)
        fit_form.add_n_clusters(self)
        fit_form.add_scaling(self)
        raster_form.add_components(self)
        self.add_number(
            "SAMPLE_SIZE",
            tr("Sample size (0: all pixels)"),
            tr(
                "Number of valid pixels for the fit, drawn from the whole image. An image with at "
                "most twice as many is used whole. Every pixel is classified afterwards. 0 refines "
                "the fit on all pixels: slower, and rarely a different map."
            ),
        )
        fit_form.add_search(self)
        fit_form.add_random_state(self)
        raster_form.add_index_bands(self)
        raster_form.add_extent(self)
        masking.add_mask(self)
        map_form.add_min_area(self)
        map_form.add_naming(self)
        raster_form.add_dask(self)
        map_form.add_class_map(self)
        map_form.add_model(self)
        map_form.add_report(self)
        map_form.add_polygons(self)
        map_form.add_counts(self)
        self.add_numbers(("INERTIA", tr("Inertia: sum of squared distances to the class centres")))

    def prepare_work(self, run):
        from ..core.maps.classification import classify

        source, window = raster_form.open_image(run)
        self._results = MapResults(run, source)
        display = run.layer.display_of(source)
        options = map_form.map_options(
            run, window=window, display=display, **map_form.naming_options(run)
        )
        map_form.report_min_area(run, options, source)
        outputs, fit = self._results.outputs(), fit_form.fit(run)
        return partial(classify, source, outputs, fit, options, on_needs=run.log_needs)

    def finish(self, outcome, run):
        run.warn(*run_log.border(outcome.border))
        run.log(*_outcome_lines(outcome))
        run.log_table(*run_log.class_table(outcome))
        map_form.report_suggestions(run, outcome.legend)
        counts = {"n_classes": len(outcome.legend), "n_clusters": run.integer("N_CLUSTERS")}
        if outcome.model.algorithm == "isodata":
            text = template("ISODATA started with {n_clusters} classes and ended with {n_classes}.")
            run.log(text.format(**counts))
        elif counts["n_classes"] < counts["n_clusters"]:
            text = template(
                "The map has {n_classes} classes instead of {n_clusters}, because the sample has "
                "no more distinct pixels in the chosen bands."
            )
            run.warn(text.format(**counts))
        return {**self._results.show(outcome), "INERTIA": outcome.inertia}


def _outcome_lines(outcome):
    if outcome.sampled_again:
        yield tr(
            "The first sample missed pixels that differ from all others. The raster was sampled "
            "and classified again."
        )
    yield from run_log.search_lines(outcome)
    yield template("Inertia: {inertia:.6g}").format(inertia=outcome.inertia)
    yield template("Classified pixels: {n_pixels:,}; nodata pixels: {n_nodata:,}").format(
        n_pixels=outcome.n_pixels, n_nodata=outcome.n_nodata
    )
    yield template("Seconds: {sample:.2f} sample, {fit:.2f} fit, {classify:.2f} classify").format(
        **outcome.seconds
    )
