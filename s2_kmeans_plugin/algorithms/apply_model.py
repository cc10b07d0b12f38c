"""s2kmeans:applymodel: classify a raster with a saved model."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingParameterFile

from ..i18n import tr
from ..task import core_errors_translated
from .shared import cleaning_form, masking_form, model_log, output_form, raster_form, run_log
from .shared.base import RasterAlgorithm
from .shared.form import or_any
from .shared.results import Results

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..core.maps.application import AppliedModel
    from .shared.algorithm_run import AlgorithmRun


class ApplyModelAlgorithm(RasterAlgorithm):
    """Label every pixel of a raster with the classes of a saved model."""

    def name(self) -> str:
        return "applymodel"

    def displayName(self) -> str:
        return tr("Apply a model to another image")

    def tags(self) -> list[str]:
        return tr("unsupervised,classification,cluster,k-means,model,predict,time series").split(
            ","
        )

    def shortDescription(self) -> str:
        return tr("Classifies the pixels of a raster with the classes of a saved model.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Classifies a raster with a model that Classify without training data saved. The "
            "classes have the same numbers, names and colours, so that maps of two dates or of "
            "neighbouring scenes can be compared.</p>"
            "<p>Bands are found by name, or by order if the names are unknown. The log warns if "
            "the image differs from the image of the model. No package beyond QGIS is needed.</p>"
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        raster_form.add_input(self)
        self.add(
            QgsProcessingParameterFile(
                "MODEL", tr("Model"), fileFilter=or_any(tr("JSON files (*.json)"))
            ),
            tr("Model that Classify without training data wrote."),
        )
        raster_form.add_bands(
            self,
            tr("Bands (none: by name)"),
            tr(
                "Bands in the order of the model. By default they are found by name, or by order "
                "if the raster has as many bands as the model."
            ),
        )
        raster_form.add_extent(self)
        masking_form.add_mask(self)
        cleaning_form.add_min_area(self)
        raster_form.add_dask(self)
        output_form.add_class_map(self)
        cleaning_form.add_polygons(self)
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes")),
            ("N_PIXELS", tr("Number of classified pixels")),
            ("N_NODATA", tr("Number of nodata pixels")),
            ("PERCENT_BEYOND", tr("Pixels outside the range of the model (%)")),
        )

    def prepare_work(self, run: AlgorithmRun) -> Callable[..., object]:
        from ..core.files.text import read_text
        from ..core.maps.application import apply_model
        from ..core.maps.band_matching import as_fitted, match_bands
        from ..core.maps.options import MapOptions
        from ..core.models.model import ClusterModel

        bands = run.bands()
        model_path = run.file("MODEL")
        with core_errors_translated():
            model = ClusterModel.from_json(read_text(model_path))
            source = run.layer.open(bands)
            if bands is None:
                source = source.choose(match_bands(model, source))
            source = as_fitted(model, source)
            window = raster_form.read_window(run, source)
        run.log(*(*run_log.source_lines(source, window), *run_log.components(model.projection)))
        source = masking_form.apply_mask(run, source)
        masking_form.suggest_mask(run, source)
        self._results = Results(run, source, [model_path])
        options = MapOptions(
            window=window,
            about=self.origin(run),
            **cleaning_form.area_options(run),
        )
        cleaning_form.report_min_area(run, options, source)
        return partial(
            apply_model,
            source,
            model,
            self._results.outputs(),
            options,
            on_needs=lambda needs: run.log(run_log.needs(needs)),
        )

    def finish(self, outcome: AppliedModel, run: AlgorithmRun) -> dict:
        run.warn(*run_log.border(outcome.border))
        run.log_table(*run_log.class_table(outcome))
        run.warn(*model_log.unlike(outcome.likeness))
        return {
            **self._results.show(outcome.legend),
            "N_CLASSES": outcome.model.n_classes,
            "N_PIXELS": outcome.n_pixels,
            "N_NODATA": outcome.n_nodata,
            "PERCENT_BEYOND": 100 * outcome.likeness.share_beyond,
        }
