"""s2kmeans:applymodel: classify a raster with a saved model."""

from functools import partial

from ..i18n import template, tr
from ..task import translate_errors
from .shared import map_form, masking, raster_form, run_log
from .shared.base import RasterAlgorithm, Texts
from .shared.results import MapResults

# Chosen: another image rarely has a larger share of pixels outside the range of the sample.
_MAX_SHARE_BEYOND = 0.05


class ApplyModelAlgorithm(RasterAlgorithm):
    """Label every pixel of a raster with the classes of a saved model."""

    NAME = "applymodel"

    def texts(self):
        title = tr("Apply a model to another image")
        tags = tr("unsupervised,classification,cluster,k-means,model,predict,time series")
        summary = tr("Classifies the pixels of a raster with the classes of a saved model.")
        description = tr(
            "<p>Classifies a raster with a model that Classify without training data saved. The "
            "classes have the same numbers, names and colours, so that maps of two dates or of "
            "neighbouring scenes can be compared.</p>"
            "<p>Bands are found by name, or by order if the names are unknown. The log warns if "
            "the image differs from the image of the model. No package beyond QGIS is needed.</p>"
        )
        return Texts(title, tags, summary, description)

    def initAlgorithm(self, configuration=None):
        raster_form.add_input(self)
        help_text = tr("Model that Classify without training data wrote.")
        self.add_file("MODEL", tr("Model"), tr("JSON files (*.json)"), help_text)
        raster_form.add_bands(
            self,
            tr("Bands (none: by name)"),
            tr(
                "Bands in the order of the model. By default they are found by name, or by order "
                "if the raster has as many bands as the model."
            ),
        )
        raster_form.add_extent(self)
        masking.add_mask(self)
        map_form.add_min_area(self)
        raster_form.add_dask(self)
        map_form.add_class_map(self)
        map_form.add_polygons(self)
        map_form.add_counts(self)
        self.add_numbers(("PERCENT_BEYOND", tr("Pixels outside the range of the model (%)")))

    def prepare_work(self, run):
        from ..core.files.text import read_text
        from ..core.maps.application import apply_model
        from ..core.maps.band_matching import as_fitted, match_bands
        from ..core.models.model import ClusterModel

        bands = run.bands()
        model_path = run.file("MODEL")
        with translate_errors():
            model = ClusterModel.from_json(read_text(model_path))
            source = run.layer.open(bands)
            if bands is None:
                source = source.choose(match_bands(model, source))
            source = as_fitted(model, source)
            window = raster_form.read_window(run, source)
        run.log(*(*run_log.source_lines(source, window), *run_log.components(model.projection)))
        source = masking.apply_mask(run, source)
        masking.suggest_mask(run, source)
        self._results = MapResults(run, source, [model_path])
        options = map_form.map_options(run, window=window)
        map_form.report_min_area(run, options, source)
        outputs = self._results.outputs()
        return partial(apply_model, source, model, outputs, options, on_needs=run.log_needs)

    def finish(self, outcome, run):
        run.warn(*run_log.border(outcome.border))
        run.log_table(*run_log.class_table(outcome))
        run.warn(*_unlike(outcome.likeness))
        beyond = 100 * outcome.likeness.share_beyond
        return {**self._results.show(outcome), "PERCENT_BEYOND": beyond}


def _unlike(likeness):
    """Yield a warning if the raster differs from the one that the model was fitted on."""
    if likeness.sentinel2_shift:
        yield template(
            "All bands differ by about {shift:+} from the values that the model was fitted on. "
            "Sentinel-2 products before and after processing baseline 04.00 differ like this. "
            "Subtract the offset of 1000 from the newer product first."
        ).format(shift=likeness.sentinel2_shift)
    elif likeness.share_beyond > _MAX_SHARE_BEYOND:
        yield template(
            "{percent:.0f} % of the pixels are outside the range of the model. The image may have "
            "another unit, season or sensor. Check whether the classes still have their meaning."
        ).format(percent=100 * likeness.share_beyond)
