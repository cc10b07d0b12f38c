"""s2kmeans:classifymany: classify several rasters with one model."""

import os
from functools import partial

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
)

from ..core import choices
from ..i18n import local, template, tr
from ..style import load_map, save_style
from ..task import translate_errors
from .shared import fit_form, map_form, masking, paths, raster_form, run_log
from .shared.base import RasterAlgorithm, Texts
from .shared.raster_input import LayerInput
from .shared.results import TextOutputs

_MAX_COLUMNS = 8


class ClassifyManyAlgorithm(RasterAlgorithm):
    """Fit one model on samples of several rasters, then label the pixels of each raster."""

    NAME = "classifymany"
    LAYERS = ()

    def texts(self):
        title = tr("Classify several images with one model")
        tags = tr(
            "unsupervised,classification,cluster,k-means,time series,dates,tiles,mosaic,batch"
        )
        summary = tr("Groups the pixels of several rasters into the same classes.")
        description = tr(
            "<p>Fits one set of classes to several images, such as dates of one place or "
            "neighbouring tiles. Each image gets its own class map; numbers, names and colours are "
            "the same in all maps. A table gives the area of each class in each image.</p>"
            "<p>The images need the same bands, by name or by number. Grids and coordinate systems "
            "may differ. Products before and after processing baseline 04.00 can be combined if "
            "all images declare scale and offset, as those of Open a Sentinel-2 product do.</p>"
            "<p>The fit samples about the same number of pixels from each image. The maps are "
            "written when all of them are complete.</p>"
        )
        return Texts(title, tags, summary, description)

    def initAlgorithm(self, configuration=None):
        self._add_inputs()
        raster_form.add_indices(self)
        fit_form.add_algorithm(self)
        fit_form.add_n_clusters(self)
        fit_form.add_scaling(self)
        raster_form.add_components(self)
        self.add_number(
            "SAMPLE_SIZE",
            tr("Sample size"),
            tr(
                "Number of valid pixels for the fit, in equal parts from all images. Every pixel "
                "is classified afterwards."
            ),
            choices.PARTIAL_SAMPLE_SIZE_LIMITS,
        )
        fit_form.add_search(self)
        fit_form.add_random_state(self)
        masking.add_mask(self)
        self.add_flag(
            "OWN_MASKS",
            tr("Mask clouds with scene classifications"),
            False,
            tr(
                "Uses the scene classification of each image, in its Sentinel-2 product or in its "
                "folder. An image without one is not masked, and the log reports it."
            ),
        )
        map_form.add_min_area(self)
        map_form.add_naming(self)
        raster_form.add_dask(self)
        self._add_outputs()

    def _add_inputs(self):
        self.add(
            QgsProcessingParameterMultipleLayers(
                "INPUT", tr("Raster layers"), QgsProcessing.SourceType.TypeRaster, optional=True
            ),
            tr("Images to classify. The first one defines the bands, and its style the colours."),
        )
        self.add_text(
            "PATTERN",
            tr("File pattern (instead of layers)"),
            tr(
                "For example scenes/*.tif; files are sorted by name. ** includes subfolders. Maps "
                "of this algorithm are skipped."
            ),
            advanced=False,
        )
        raster_form.add_band_list(
            self,
            tr(
                "Bands of the first image to compare, such as 2, 3, 4, 8. By default all bands "
                "except an alpha band. The bands of the other images are found by name, or by "
                "number if the names are unknown."
            ),
        )

    def _add_outputs(self):
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", tr("Output folder")),
            tr("Each map has the name of its image with the suffix {suffix}.").format(
                suffix=paths.SUFFIX
            ),
        )
        label = tr("Load class maps on completion")
        self.add_flag("LOAD_MAPS", label, True, tr("Adds the maps to the project."))
        self.add_table_output(
            "OUTPUT_TABLE",
            tr("Area table"),
            tr("Hectares and percent of each class in each image."),
        )
        map_form.add_model(self)
        self.addOutput(QgsProcessingOutputMultipleLayers("MAPS", tr("Class maps")))
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes")), ("N_RASTERS", tr("Number of images"))
        )

    def find_problem(self, run):
        if bool(run.parameters.get("INPUT")) == run.is_given("PATTERN"):
            return tr(
                "The images are given twice or not at all. Give either layers (INPUT) or a file "
                "pattern (PATTERN)."
            )
        return None

    def prepareAlgorithm(self, parameters, context, feedback):
        super().prepareAlgorithm(parameters, context, feedback)
        pattern = self.parameterAsString(parameters, "PATTERN", context)
        if pattern:
            self._inputs = [LayerInput.from_file(layer) for layer in paths.find_layers(pattern)]
        else:
            layers = self.parameterAsLayerList(parameters, "INPUT", context)
            self._inputs = [LayerInput.from_form(layer, context) for layer in layers]
        return True

    def process(self, run):
        with paths.output_folder(run.text("OUTPUT")):
            return super().process(run)

    def prepare_work(self, run):
        from ..core.maps.series import SeriesOutputs, classify_many
        from ..core.raster.dates import date_of
        from ..core.reports.tables import series_table

        with translate_errors():
            sources = self._sources(run)
            names = [each.name for each in self._inputs]
            labels = paths.label_images(names, [date_of(source) for source in sources])
        run.log(*_series_lines(sources))
        sources = [
            self._apply_masks(run, each, source) for each, source in zip(self._inputs, sources)
        ]
        self._labels = labels
        self._paths = paths.map_paths(run.text("OUTPUT"), names)
        self._texts = TextOutputs(run, sources, (), self._paths)
        outputs = SeriesOutputs(
            self._paths,
            self._texts.functions(
                OUTPUT_TABLE=lambda outcome: series_table(outcome, labels),
                OUTPUT_MODEL=lambda outcome: outcome.model.to_json(),
            ),
        )
        display = self._inputs[0].display_of(sources[0])
        options = map_form.map_options(run, display=display, **map_form.naming_options(run))
        fit = fit_form.fit(run)
        return partial(classify_many, sources, outputs, fit, options, on_needs=run.log_needs)

    def finish(self, outcome, run):
        for label, border in zip(self._labels, outcome.borders):
            run.warn(*(f"{label}: {line}" for line in run_log.border(border)))
        run.log(*_outcome_lines(outcome, self._labels))
        run.log_table(*_share_table(outcome, self._labels))
        map_form.report_suggestions(run, outcome.model.legend)
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

    def _sources(self, run):
        """Open the rasters with the bands and indices of the first."""
        from ..core.maps.band_matching import in_bands_of

        first = self._inputs[0].open(run.bands())
        first = raster_form.with_features(run, first)
        return [first, *(in_bands_of(first, each.open(None)) for each in self._inputs[1:])]

    def _apply_masks(self, run, layer, source):
        from ..core.products.scene_classes import scene_classification_of
        from ..core.raster.mask import RasterMask
        from ..core.raster.source import RasterSource

        source = masking.apply_mask(run, source, layer.crs)
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
        with translate_errors():
            classes = run.choices("MASK_CLASSES")
            mask = RasterMask(RasterSource.open(path, [1]), tuple(map(float, classes)))
            coverage = mask.coverage(source.grid)
        run.log(run_log.masked_share(os.path.basename(path), coverage))
        return source.with_masks([mask])

    def command_values(self, definition, run):
        pattern = run.text("PATTERN")
        if definition.name() == "PATTERN":
            return [os.path.abspath(os.path.expanduser(pattern))] if pattern else []
        if definition.name() == "INPUT":
            return [] if pattern else [paths.whole_path(each.source) for each in self._inputs]
        return super().command_values(definition, run)


def _series_lines(sources):
    """Yield the lines about the rasters of a series."""
    for source in sources:
        names = [f"{number} ({name})" for number, name in zip(source.bands, source.band_names)]
        yield template("Raster: {path}, {width:,} x {height:,} pixels, bands {bands}").format(
            path=source.path,
            width=source.grid.width,
            height=source.grid.height,
            bands=", ".join(names),
        )
        if source.conversion:
            yield tr("Its values are converted to the unit of the first raster.")


def _outcome_lines(outcome, labels):
    """Yield the lines about a finished series."""
    if outcome.sampled_again:
        yield tr(
            "A first sample missed pixels that differ from all others. The rasters were sampled "
            "and classified again."
        )
    yield from run_log.search_lines(outcome)
    for label, each in zip(labels, outcome.maps):
        yield template("{name}: {n_pixels:,} classified pixels, {n_nodata:,} nodata pixels").format(
            name=label, n_pixels=each.n_pixels, n_nodata=each.n_nodata
        )


def _share_table(outcome, labels):
    """Yield the lines of the table of the percent of each class in each raster."""
    columns = labels[:_MAX_COLUMNS]
    rows = [[tr("class"), tr("name"), *(f"{label} %" for label in columns)]]
    for row, entry in enumerate(outcome.model.legend):
        shares = [
            local(100 * each.counts[row] / max(each.n_pixels, 1), ".2f")
            for each in outcome.maps[:_MAX_COLUMNS]
        ]
        rows.append([str(entry.value), entry.name, *shares])
    yield from run_log.align(rows, left=1)
    if len(labels) > len(columns):
        yield template("… and {n} more").format(n=len(labels) - len(columns))
