"""s2kmeans:classifymany: several rasters in, a map of the same classes for each out."""

import glob
import os
from contextlib import contextmanager, suppress
from functools import partial

from qgis.core import (
    QgsFileUtils,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
    QgsRasterLayer,
)

from ..core import choices
from ..i18n import tr
from .shared import cleaning_form, features_form, fit_form, masking_form, naming_form
from .shared.base import RasterAlgorithm
from .shared.paths import whole_path

_ENDING = "_classes.tif"


class ClassifyManyAlgorithm(RasterAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    LAYERS = ()

    def name(self):
        return "classifymany"

    def displayName(self):
        return tr("Classify several images alike")

    def tags(self):
        return tr(
            "unsupervised,classification,cluster,k-means,time series,dates,tiles,mosaic,batch"
        ).split(",")

    def shortDescription(self):
        return tr("Sorts the pixels of several rasters into the same classes.")

    def shortHelpString(self):
        return tr(
            "<p>Finds classes in several images together, dates of one place or neighbouring "
            "tiles, and gives each image its own map of them: the same numbers, names and colours "
            "in all. About as many pixels of each image are seen by the fit. A table tells the "
            "area of each class in each image.</p>"
            "<p>The images need the same bands, by name or by number, and may lie on different "
            "grids and in different coordinate systems. Where all declare scale and offset, as "
            "Open a Sentinel-2 product does, products before and after processing baseline 04.00 "
            "go together. All maps are written when all are done.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add(
            QgsProcessingParameterMultipleLayers(
                "INPUT", tr("Raster layers"), QgsProcessing.SourceType.TypeRaster, optional=True
            ),
            tr("The images. The first gives the bands, and its style the colours."),
        )
        self.add(
            QgsProcessingParameterString("PATTERN", tr("Or files, by a pattern"), optional=True),
            tr(
                "Such as scenes/*.tif, in the order of their names. ** stands for folders within "
                "folders. Maps that this algorithm wrote are passed over."
            ),
        )
        self.add(
            QgsProcessingParameterString(
                "BANDS", tr("Numbers of the bands (none: all)"), optional=True
            ),
            tr(
                "Of the first image, such as 2, 3, 4, 8. In the others bands are found by their "
                "names or, where these tell nothing, by their numbers."
            ),
        )
        features_form.add_indices(self)
        fit_form.add_algorithm(self)
        fit_form.add_n_clusters(self)
        fit_form.add_scaling(self)
        features_form.add_components(self)
        fit_form.add_sample_size(
            self,
            choices.PARTIAL_SAMPLE_SIZE_LIMITS,
            tr(
                "Valid pixels of all images together, as many of each, to find the classes. Every "
                "pixel is then classified."
            ),
        )
        fit_form.add_search(self)
        fit_form.add_isodata(self)
        fit_form.add_random_state(self)
        masking_form.add_mask(self)
        self.add(
            QgsProcessingParameterBoolean(
                "OWN_MASKS",
                tr("Leave out clouds by the scene classification of each image"),
                defaultValue=False,
            ),
            tr(
                "For images in a Sentinel-2 product, or with the scene classification in their "
                "folder. An image without one is classified whole, and the log says so."
            ),
        )
        cleaning_form.add_min_area(self)
        naming_form.add_palette(self)
        naming_form.add_names(self)
        self.add_dask()
        self.add(
            QgsProcessingParameterFolderDestination("OUTPUT", tr("Folder of the maps")),
            tr("Each map is called like its image, and ends in {ending}.").format(ending=_ENDING),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "LOAD_MAPS", tr("Open the maps after running"), defaultValue=True
            ),
            tr("Whether the maps become layers of the project."),
        )
        self.add_file_output(
            "OUTPUT_TABLE",
            tr("Table of areas"),
            tr("CSV files (*.csv)"),
            tr("Hectares and percent of each class in each image."),
        )
        naming_form.add_model_output(self)
        self.addOutput(QgsProcessingOutputMultipleLayers("MAPS", tr("Maps of classes")))
        self.add_numbers(
            ("N_CLASSES", tr("Number of classes delivered")),
            ("N_RASTERS", tr("Number of images")),
        )

    def checkParameterValues(self, parameters, context):
        given = [name for name in ("INPUT", "PATTERN") if parameters.get(name)]
        if len(given) != 1:
            return False, tr("Give the images once: either as layers (INPUT), or by a PATTERN.")
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):
        super().prepareAlgorithm(parameters, context, feedback)
        from .shared.raster_input import LayerInput

        pattern = self.parameterAsString(parameters, "PATTERN", context)
        if pattern:
            self._inputs = [LayerInput.loaded(_layer(path)) for path in _files(pattern)]
        else:
            layers = self.parameterAsLayerList(parameters, "INPUT", context)
            self._inputs = [LayerInput.given(layer, context) for layer in layers]
        return True

    def process(self, parameters, context, feedback):
        from ..core.maps.series import classify_many
        from ..core.raster.dates import date_of
        from ..core.reports.tables import series_table
        from ..style import load_map, save_style
        from ..task import CoreTask, core_errors_translated, run_in_place
        from .shared import log
        from .shared.texts import TextOutputs

        with core_errors_translated():
            sources = self._sources(parameters, context)
            labels = _labels(self._inputs, [date_of(source) for source in sources])
        for line in log.series(sources):
            feedback.pushInfo(line)
        sources = [
            self._left_out(parameters, context, each, source, feedback)
            for each, source in zip(self._inputs, sources)
        ]
        folder = self.parameterAsString(parameters, "OUTPUT", context)
        paths = _paths(folder, self._inputs)
        texts = TextOutputs(self, parameters, context, sources, (), paths)
        n_clusters = self.parameterAsInt(parameters, "N_CLUSTERS", context)
        with _made(folder), self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                classify_many,
                sources,
                paths,
                n_clusters=n_clusters,
                **fit_form.fit_options(self, parameters, context),
                rules=fit_form.isodata_rules(self, parameters, context),
                **naming_form.options(self, parameters, context),
                display=self._inputs[0].display_of(sources[0]),
                **cleaning_form.area_options(self, parameters, context),
                about=self.origin(parameters, context),
                executor=executor,
                n_workers=n_workers,
                on_needs=lambda needs: feedback.pushInfo(log.needs(needs)),
            )
            outcome = run_in_place(CoreTask(self.displayName(), work), feedback)
        for line in log.series_borders(outcome, labels):
            feedback.pushWarning(line)
        for line in log.after_series(outcome, labels):
            feedback.pushInfo(line)
        for line in log.series_table(outcome, labels):
            feedback.pushConsoleInfo(line)
        if naming_form.has_suggestions(outcome.model.legend):
            feedback.pushInfo(log.suggested())
        for label, path, class_map in zip(labels, paths, outcome.maps):
            save_style(path, class_map.legend)
            if self.parameterAsBool(parameters, "LOAD_MAPS", context):
                load_map(path, label, context)
        return {
            "OUTPUT": folder,
            "MAPS": paths,
            **texts.write(
                OUTPUT_TABLE=lambda: series_table(outcome, labels),
                OUTPUT_MODEL=lambda: outcome.model.to_json(),
            ),
            "N_CLASSES": outcome.model.n_classes,
            "N_RASTERS": len(paths),
        }

    def _sources(self, parameters, context):
        """The rasters, all with the bands and indices of the first."""
        from ..core.maps.series import alike

        first = self._inputs[0].open(self.bands(parameters, context))
        first = features_form.with_features(self, parameters, context, first)
        return [first, *(alike(first, each.open(None)) for each in self._inputs[1:])]

    def _left_out(self, parameters, context, layer, source, feedback):
        from ..core.products.scene_classes import scene_classification_of
        from ..core.raster.mask import RasterMask
        from ..core.raster.source import RasterSource
        from ..task import core_errors_translated
        from .shared import log

        source = masking_form.left_out(self, parameters, context, source, feedback, layer.crs)
        if not self.parameterAsBool(parameters, "OWN_MASKS", context):
            return source
        path = scene_classification_of(source)
        if path is None:
            feedback.pushWarning(
                tr("{image} has no scene classification: it is classified whole.").format(
                    image=layer.name
                )
            )
            return source
        with core_errors_translated():
            classes = self.choices(parameters, "MASK_CLASSES", context)
            mask = RasterMask(RasterSource.open(path, [1]), tuple(map(float, classes)))
            look = mask.coverage(source.grid)
        feedback.pushInfo(log.hidden_by_mask(os.path.basename(path), look))
        return source.with_masks([mask])

    def _values(self, definition, parameters, context):
        pattern = self.parameterAsString(parameters, "PATTERN", context)
        if definition.name() == "PATTERN":
            return [os.path.abspath(os.path.expanduser(pattern))] if pattern else []
        if definition.name() == "INPUT":
            return [] if pattern else [whole_path(each.source) for each in self._inputs]
        return super()._values(definition, parameters, context)


def _files(pattern):
    """The files that a pattern stands for, by their names: list of str."""
    found = sorted(glob.glob(os.path.expanduser(pattern), recursive=True))
    files = [path for path in found if os.path.isfile(path) and not path.endswith(_ENDING)]
    if not files:
        raise QgsProcessingException(
            tr("No file is called like {pattern}: give a pattern such as scenes/*.tif.").format(
                pattern=pattern
            )
        )
    return files


def _layer(path):
    layer = QgsRasterLayer(path, os.path.splitext(os.path.basename(path))[0])
    if not layer.isValid():
        raise QgsProcessingException(
            tr("{path} is no raster that QGIS can open: give a narrower pattern.").format(path=path)
        )
    return layer


def _labels(layers, dates):
    """What the images are called in tables: by their dates, where these tell them apart."""
    if all(dates) and len(set(dates)) == len(dates):
        return dates
    return _apart([layer.name for layer in layers])


def _apart(names):
    """Names with numbers behind those that come again, whatever their case."""
    taken, apart = set(), []
    for name in names:
        number, different = 1, name
        while different.lower() in taken:
            number += 1
            different = f"{name}_{number}"
        taken.add(different.lower())
        apart.append(different)
    return apart


def _paths(folder, layers):
    stems = [QgsFileUtils.stringToSafeFilename(layer.name) for layer in layers]
    return [os.path.join(folder, stem + _ENDING) for stem in _apart(stems)]


@contextmanager
def _made(folder):
    """A folder, made where it is missing, and away again where nothing came into it."""
    is_new = not os.path.isdir(folder)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise QgsProcessingException(
            tr("The folder {folder} cannot be made: {reason}. Choose another place.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    try:
        yield
    finally:
        if is_new:
            with suppress(OSError):
                os.rmdir(folder)
