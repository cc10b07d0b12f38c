"""s2kmeans:applymodel: the classes of one image on another."""

from functools import partial

from qgis.core import QgsProcessingParameterFile

from ..i18n import tr
from .shared import cleaning_form, masking_form
from .shared.base import RasterAlgorithm
from .shared.form import or_any

# Fewer pixels beyond what the model knows are to be expected on any other image.
_MUCH_BEYOND = 0.05


class ApplyModelAlgorithm(RasterAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    def name(self):
        return "applymodel"

    def displayName(self):
        return tr("Apply classes to another image")

    def tags(self):
        return tr("unsupervised,classification,cluster,k-means,model,predict,time series").split(
            ","
        )

    def shortDescription(self):
        return tr("Sorts the pixels of a raster into the classes of a saved model.")

    def shortHelpString(self):
        return tr(
            "<p>Sorts the pixels of a raster into the classes that Classify without training data "
            "found in another and saved as a model: the same numbers, names and colours, so that "
            "the maps of two dates or two neighbouring scenes can be compared.</p>"
            "<p>Bands are found by their names or, where these tell nothing, by their order. A "
            "warning tells where the image does not look like the one that the model comes from. "
            "Needs nothing beyond QGIS.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add_input()
        self.add(
            QgsProcessingParameterFile(
                "MODEL", tr("Model"), fileFilter=or_any(tr("JSON files (*.json)"))
            ),
            tr("The model that Classify without training data wrote."),
        )
        self.add_bands(
            tr("Bands (none chosen: by name)"),
            tr(
                "In the order of the model. With none chosen, the bands are found by their names, "
                "or by their order where the raster has as many as the model."
            ),
        )
        self.add_extent()
        masking_form.add_mask(self)
        cleaning_form.add_min_area(self)
        self.add_dask()
        self.add_outputs()
        cleaning_form.add_polygons(self)
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes of the model")),
            ("N_PIXELS", tr("Classified pixels")),
            ("N_NODATA", tr("Pixels without data")),
            ("PERCENT_BEYOND", tr("Percent of the pixels beyond what the model knows")),
        )

    def process(self, parameters, context, feedback):
        from ..core.files.text import read_text
        from ..core.maps.application import apply_model, as_fitted, match_bands
        from ..core.models.model import ClusterModel
        from ..task import CoreTask, core_errors_translated, run_in_place
        from .shared import log
        from .shared.results import Results

        bands = self.bands(parameters, context)
        model_path = self.parameterAsFile(parameters, "MODEL", context)
        with core_errors_translated():
            model = ClusterModel.from_json(read_text(model_path))
            source = self.layer.open(bands)
            if bands is None:
                source = source.choose(match_bands(model, source))
            source = as_fitted(model, source)
            window = self.window(parameters, context, source)
        for line in (*log.before(source, window), *log.components(model.projection)):
            feedback.pushInfo(line)
        source = masking_form.left_out(self, parameters, context, source, feedback)
        masking_form.offer(self, source, feedback)
        results = Results(self, parameters, context, feedback, source, [model_path])
        cleaned = cleaning_form.cleaning_options(self, parameters, context, results.polygons_path)
        cleaning_form.tell_smallest_patch(cleaned, source, window, feedback)
        with self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                apply_model,
                source,
                model,
                results.path,
                window=window,
                confidence_path=results.confidence_path,
                with_statistics=results.with_statistics,
                **cleaned,
                about=self.origin(parameters, context),
                executor=executor,
                n_workers=n_workers,
                on_needs=lambda needs: feedback.pushInfo(log.needs(needs)),
            )
            outcome = run_in_place(CoreTask(self.displayName(), work), feedback)
        if outcome.border:
            feedback.pushWarning(log.border(outcome.border))
        for line in log.class_table(outcome):
            feedback.pushConsoleInfo(line)
        for line in log.unlike(outcome.likeness, _MUCH_BEYOND):
            feedback.pushWarning(line)
        return {
            **results.hand_over(outcome, model),
            "N_CLASSES": model.n_classes,
            "N_PIXELS": outcome.n_pixels,
            "N_NODATA": outcome.n_nodata,
            "PERCENT_BEYOND": 100 * outcome.likeness.share_beyond,
        }
