"""s2kmeans:classifymany: classify several rasters with one model."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..core import choices
from ..i18n import tr
from ..style import load_map, save_style
from ..task import core_errors_translated
from .shared import (
    cleaning_form,
    features_form,
    fit_form,
    masking_form,
    naming_form,
    output_form,
    raster_form,
    run_log,
    series_log,
)
from .shared.base import RasterAlgorithm
from .shared.paths import whole_path
from .shared.raster_input import LayerInput
from .shared.series_files import (
    SUFFIX,
    find_layers,
    label_images,
    map_paths,
    output_folder,
)
from .shared.texts import TextOutputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from qgis.core import (
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProcessingParameterDefinition,
    )

    from ..core.maps.series import Series
    from ..core.raster.source import RasterSource
    from .shared.algorithm_run import AlgorithmRun


class ClassifyManyAlgorithm(RasterAlgorithm):
    """Fit one model on samples of several rasters, then label the pixels of each raster."""

    LAYERS = ()

    def name(self) -> str:
        return "classifymany"

    def displayName(self) -> str:
        return tr("Classify several images with one model")

    def tags(self) -> list[str]:
        return tr(
            "unsupervised,classification,cluster,k-means,time series,dates,tiles,mosaic,batch"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Groups the pixels of several rasters into the same classes.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Fits one set of classes to several images, such as dates of one place or "
            "neighbouring tiles. Each image gets its own class map; numbers, names and colours are "
            "the same in all maps. A table gives the area of each class in each image.</p>"
            "<p>The images need the same bands, by name or by number. Grids and coordinate systems "
            "may differ. Products before and after processing baseline 04.00 can be combined if "
            "all images declare scale and offset, as those of Open a Sentinel-2 product do.</p>"
            "<p>The fit samples about the same number of pixels from each image. The maps are "
            "written when all of them are complete.</p>"
        )

    def initAlgorithm(self, configuration: dict | None = None) -> None:
        self._add_inputs()
        features_form.add_indices(self)
        fit_form.add_algorithm(self)
        fit_form.add_n_clusters(self)
        fit_form.add_scaling(self)
        features_form.add_components(self)
        fit_form.add_sample_size(
            self,
            tr("Sample size"),
            choices.PARTIAL_SAMPLE_SIZE_LIMITS,
            tr(
                "Number of valid pixels for the fit, in equal parts from all images. Every pixel "
                "is classified afterwards."
            ),
        )
        fit_form.add_search(self)
        fit_form.add_isodata(self)
        fit_form.add_random_state(self)
        masking_form.add_mask(self)
        self._add_own_masks()
        cleaning_form.add_min_area(self)
        naming_form.add_palette(self)
        naming_form.add_names(self)
        raster_form.add_dask(self)
        self._add_outputs()

    def _add_inputs(self) -> None:
        self.add(
            QgsProcessingParameterMultipleLayers(
                "INPUT", tr("Raster layers"), QgsProcessing.SourceType.TypeRaster, optional=True
            ),
            tr("Images to classify. The first one defines the bands, and its style the colours."),
        )
        self.add(
            QgsProcessingParameterString(
                "PATTERN", tr("File pattern (instead of layers)"), optional=True
            ),
            tr(
                "For example scenes/*.tif; files are sorted by name. ** includes subfolders. Maps "
                "of this algorithm are skipped."
            ),
        )
        raster_form.add_band_list(
            self,
            tr(
                "Bands of the first image to compare, such as 2, 3, 4, 8. By default all bands "
                "except an alpha band. The bands of the other images are found by name, or by "
                "number if the names are unknown."
            ),
        )

    def _add_own_masks(self) -> None:
        self.add(
            QgsProcessingParameterBoolean(
                "OWN_MASKS", tr("Mask clouds with scene classifications"), defaultValue=False
            ),
            tr(
                "Uses the scene classification of each image, in its Sentinel-2 product or in its "
                "folder. An image without one is not masked, and the log reports it."
            ),
        )

    def _add_outputs(self) -> None:
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", tr("Output folder")),
            tr("Each map has the name of its image with the suffix {suffix}.").format(
                suffix=SUFFIX
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "LOAD_MAPS", tr("Load class maps on completion"), defaultValue=True
            ),
            tr("Adds the maps to the project."),
        )
        self.add_file_output(
            "OUTPUT_TABLE",
            tr("Area table"),
            tr("CSV files (*.csv)"),
            tr("Hectares and percent of each class in each image."),
        )
        output_form.add_model(self)
        self.addOutput(QgsProcessingOutputMultipleLayers("MAPS", tr("Class maps")))
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes")),
            ("N_RASTERS", tr("Number of images")),
        )

    def find_problem(self, run: AlgorithmRun) -> str | None:
        if bool(run.parameters.get("INPUT")) == run.is_given("PATTERN"):
            return tr(
                "The images are given twice or not at all. Give either layers (INPUT) or a file "
                "pattern (PATTERN)."
            )
        return None

    def prepareAlgorithm(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        super().prepareAlgorithm(parameters, context, feedback)
        pattern = self.parameterAsString(parameters, "PATTERN", context)
        if pattern:
            self._inputs = [LayerInput.loaded(layer) for layer in find_layers(pattern)]
        else:
            layers = self.parameterAsLayerList(parameters, "INPUT", context)
            self._inputs = [LayerInput.given(layer, context) for layer in layers]
        return True

    def process(self, run: AlgorithmRun) -> dict:
        with output_folder(run.text("OUTPUT")):
            return super().process(run)

    def prepare_work(self, run: AlgorithmRun) -> Callable[..., object]:
        from ..core.maps.options import MapOptions
        from ..core.maps.series import SeriesOutputs, classify_many
        from ..core.raster.dates import date_of
        from ..core.reports.tables import series_table

        with core_errors_translated():
            sources = self._sources(run)
            names = [each.name for each in self._inputs]
            labels = label_images(names, [date_of(source) for source in sources])
        run.log(*series_log.series_lines(sources))
        sources = [
            self._apply_masks(run, each, source) for each, source in zip(self._inputs, sources)
        ]
        self._labels = labels
        self._paths = map_paths(run.text("OUTPUT"), names)
        self._texts = TextOutputs(run, sources, (), self._paths)
        outputs = SeriesOutputs(
            self._paths,
            self._texts.functions(
                OUTPUT_TABLE=lambda outcome: series_table(outcome, labels),
                OUTPUT_MODEL=lambda outcome: outcome.model.to_json(),
            ),
        )
        options = MapOptions(
            display=self._inputs[0].display_of(sources[0]),
            about=self.origin(run),
            **naming_form.options(run),
            **cleaning_form.area_options(run),
        )
        return partial(
            classify_many,
            sources,
            outputs,
            fit_form.fit(run),
            options,
            on_needs=lambda needs: run.log(run_log.needs(needs)),
        )

    def finish(self, outcome: Series, run: AlgorithmRun) -> dict:
        run.warn(*series_log.border_warnings(outcome, self._labels))
        run.log(*series_log.outcome_lines(outcome, self._labels))
        run.log_table(*series_log.share_table(outcome, self._labels))
        if naming_form.has_suggestions(outcome.model.legend):
            run.log(run_log.suggested_names())
        for label, path, class_map in zip(self._labels, self._paths, outcome.maps):
            save_style(path, class_map.legend)
            if run.flag("LOAD_MAPS"):
                load_map(path, label, run.context)
        return {
            "OUTPUT": run.text("OUTPUT"),
            "MAPS": self._paths,
            **self._texts.results,
            "N_CLASSES": outcome.model.n_classes,
            "N_RASTERS": len(self._paths),
        }

    def _sources(self, run: AlgorithmRun) -> list[RasterSource]:
        """Open the rasters with the bands and indices of the first."""
        from ..core.maps.band_matching import in_bands_of

        first = self._inputs[0].open(run.bands())
        first = features_form.with_features(run, first)
        return [first, *(in_bands_of(first, each.open(None)) for each in self._inputs[1:])]

    def _apply_masks(
        self, run: AlgorithmRun, layer: LayerInput, source: RasterSource
    ) -> RasterSource:
        from ..core.products.scene_classes import scene_classification_of
        from ..core.raster.mask import RasterMask
        from ..core.raster.source import RasterSource

        source = masking_form.apply_mask(run, source, layer.crs)
        if not run.flag("OWN_MASKS"):
            return source
        path = scene_classification_of(source)
        if path is None:
            run.warn(
                tr("{image} has no scene classification, so its clouds are not masked.").format(
                    image=layer.name
                )
            )
            return source
        with core_errors_translated():
            classes = run.choices("MASK_CLASSES")
            mask = RasterMask(RasterSource.open(path, [1]), tuple(map(float, classes)))
            coverage = mask.coverage(source.grid)
        run.log(run_log.masked_share(os.path.basename(path), coverage))
        return source.with_masks([mask])

    def command_values(
        self, definition: QgsProcessingParameterDefinition, run: AlgorithmRun
    ) -> list:
        pattern = run.text("PATTERN")
        if definition.name() == "PATTERN":
            return [os.path.abspath(os.path.expanduser(pattern))] if pattern else []
        if definition.name() == "INPUT":
            return [] if pattern else [whole_path(each.source) for each in self._inputs]
        return super().command_values(definition, run)
