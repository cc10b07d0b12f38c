"""s2kmeans:classify: a raster in, a map of its classes out."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBand,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProperty,
)

from ..core import defaults
from ..i18n import tr
from ..resources import plugin_icon
from .parameters import described

_INTEGER = QgsProcessingParameterNumber.Type.Integer

# The order of the choices is a public interface: new ones come last.
_ALGORITHMS = ("kmeans", "minibatch_kmeans")
_SCALINGS = ("none", "standardise")
_PALETTES = ("image", "distinct", "spectrum")


class ClassifyAlgorithm(QgsProcessingAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    def createInstance(self):
        return ClassifyAlgorithm()

    def name(self):
        return "classify"

    def displayName(self):
        return tr("Classify without training data")

    def icon(self):
        return plugin_icon()

    def tags(self):
        return tr(
            "unsupervised,classification,cluster,k-means,kmeans,mini-batch,isodata,sentinel-2,"
            "land cover,segmentation"
        ).split(",")

    def shortDescription(self):
        return tr("Sorts the pixels of a raster into classes of similar values.")

    def shortHelpString(self):
        return tr(
            "<p>Sorts the pixels of a raster into classes of similar values, without training "
            "data: k-means finds groups of pixels whose bands are alike, and every pixel gets the "
            "number of its group. Afterwards it is for you to say what each class is.</p>"
            "<p>Images of any size are read block by block. Pixels that are nodata or masked in a "
            "chosen band stay nodata (0). Classes are numbered from the darkest, 1, to the "
            "brightest. The same input, options and seed give the same map.</p>"
            "<p>The result is a GeoTIFF with a colour table, class names and an attribute table "
            "(pixels of each class), and a style file beside it.</p>"
            "<p>If classes follow only one band, standardise the bands. If two land covers share a "
            "class, ask for more classes and merge some afterwards.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.addParameter(
            described(
                QgsProcessingParameterRasterLayer("INPUT", tr("Raster layer")),
                tr("The image to classify: any raster that GDAL can read."),
            )
        )
        self.addParameter(
            described(
                QgsProcessingParameterBand(
                    "BANDS",
                    tr("Bands (none chosen: all)"),
                    parentLayerParameterName="INPUT",
                    optional=True,
                    allowMultiple=True,
                ),
                tr("The bands whose values are compared. With none chosen, all but an alpha band."),
            )
        )
        self.addParameter(
            described(
                QgsProcessingParameterEnum(
                    "ALGORITHM",
                    tr("Algorithm"),
                    [tr("K-means"), tr("Mini-batch K-means (needs scikit-learn)")],
                    defaultValue=0,
                ),
                tr(
                    "K-means is the better choice: here it is as fast as mini-batch k-means and "
                    "its classes are tighter."
                ),
            )
        )
        self._add_number(
            "N_CLUSTERS",
            tr("Number of classes"),
            8,
            2,
            defaults.MAX_CLASSES,
            tr(
                "From 2 to 255. Where the image has fewer different pixels, fewer classes are "
                "delivered, and the log says so."
            ),
        )
        self._add_enum(
            "SCALING",
            tr("Scaling of the bands"),
            [tr("None"), tr("Standardise each band")],
            tr(
                "Standardise when the bands have different units or ranges, so that each counts "
                "the same; leave it when all are reflectances."
            ),
        )
        self._add_number(
            "SAMPLE_SIZE",
            tr("Pixels that the fit sees (0: all)"),
            defaults.SAMPLE_SIZE,
            0,
            None,
            tr(
                "Valid pixels drawn from all over the image to find the classes; every pixel is "
                "then classified. 0 goes on over every pixel until nothing changes: slower, and "
                "rarely different."
            ),
            advanced=True,
        )
        self._add_number(
            "N_INIT",
            tr("Starts"),
            defaults.N_INIT,
            1,
            1000,
            tr("How many times the search starts anew; the best outcome is kept."),
            advanced=True,
        )
        self._add_number(
            "MAX_ITER",
            tr("Most iterations"),
            defaults.MAX_ITER,
            1,
            100_000,
            tr("The search ends after so many iterations even if classes still move."),
            advanced=True,
        )
        self._add_number(
            "RANDOM_STATE",
            tr("Random seed"),
            0,
            0,
            2**31 - 1,
            tr("The same seed gives the same map; try others to see how stable the classes are."),
            advanced=True,
        )
        self.addParameter(
            described(
                QgsProcessingParameterExtent(
                    "EXTENT", tr("Extent (none: the whole raster)"), optional=True
                ),
                tr("Classify only this part, for instance the present view, for a quick try."),
                advanced=True,
            )
        )
        self._add_enum(
            "PALETTE",
            tr("Colours"),
            [tr("Colours of the image"), tr("Distinct"), tr("Spectrum")],
            tr(
                "Colours of the image gives each class its mean colour as the layer shows it, so "
                "that the map can be read at once."
            ),
        )
        self.addParameter(
            described(
                QgsProcessingParameterString(
                    "DASK_SCHEDULER",
                    tr("Dask scheduler (empty: this machine)"),
                    optional=True,
                ),
                tr(
                    "Address of a Dask scheduler, such as tcp://192.0.2.1:8786, whose workers read "
                    "and classify the image. The path of the image has to open on each of them."
                ),
                advanced=True,
            )
        )
        self.addParameter(
            described(
                QgsProcessingParameterRasterDestination("OUTPUT", tr("Classes")),
                tr("The GeoTIFF to write."),
            )
        )
        for name, label in (
            ("N_CLASSES", tr("Number of classes delivered")),
            ("N_PIXELS", tr("Classified pixels")),
            ("N_NODATA", tr("Pixels without data")),
            ("INERTIA", tr("Inertia: sum of squared distances to the class centres")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def checkParameterValues(self, parameters, context):
        for definition in self.parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterNumber):
                problem = _out_of_range(
                    definition, self.parameterAsDouble(parameters, definition.name(), context)
                )
                if problem:
                    return False, problem
        return super().checkParameterValues(parameters, context)

    def prepareAlgorithm(self, parameters, context, feedback):
        """Read what belongs to the layer here, on the thread that the layer lives on."""
        from .raster_input import LayerInput

        layer = self.parameterAsRasterLayer(parameters, "INPUT", context)
        if layer is None:
            raise QgsProcessingException(self.invalidRasterError(parameters, "INPUT"))
        if context.temporaryLayerStore().mapLayer(layer.id()) is not None:
            # Processing loaded it for this run, and leaves out the style saved beside the file.
            layer.loadDefaultStyle()
        self._layer = LayerInput.of(layer)
        return True

    def processAlgorithm(self, parameters, context, feedback):
        from ..core.pipeline import classify
        from ..style import save_style, use_saved_style
        from ..task import CoreTask, core_errors_translated, run_in_place
        from . import classify_log
        from .raster_input import band_numbers

        def number(name):
            return self.parameterAsInt(parameters, name, context)

        def choice(name, choices):
            return choices[self.parameterAsEnum(parameters, name, context)]

        bands = parameters.get("BANDS")
        if isinstance(bands, QgsProperty):
            bands = self.parameterAsInts(parameters, "BANDS", context)
        extent = self.parameterAsExtent(parameters, "EXTENT", context, self._layer.crs)
        with core_errors_translated():
            source = self._layer.open(band_numbers(bands))
            window = None if extent.isNull() else source.grid.window_of_bounds(*_bounds(extent))
        path = self.parameterAsOutputLayer(parameters, "OUTPUT", context)
        n_clusters = number("N_CLUSTERS")
        for line in classify_log.before(source, window):
            feedback.pushInfo(line)
        scheduler = self.parameterAsString(parameters, "DASK_SCHEDULER", context).strip()
        with _workers(scheduler) as (executor, n_workers):
            work = partial(
                classify,
                source,
                path,
                algorithm=choice("ALGORITHM", _ALGORITHMS),
                n_clusters=n_clusters,
                scaling=choice("SCALING", _SCALINGS),
                sample_size=number("SAMPLE_SIZE"),
                n_init=number("N_INIT"),
                max_iter=number("MAX_ITER"),
                random_state=number("RANDOM_STATE"),
                window=window,
                palette=choice("PALETTE", _PALETTES),
                display=self._layer.display_of(source),
                class_name=tr("Class {value}"),
                executor=executor,
                n_workers=n_workers,
                on_needs=lambda needs: feedback.pushInfo(classify_log.needs(needs)),
            )
            outcome = run_in_place(CoreTask(self.displayName(), work), feedback)
        for line in classify_log.after(outcome):
            feedback.pushInfo(line)
        for line in classify_log.class_table(outcome):
            feedback.pushConsoleInfo(line)
        if outcome.model.n_classes < n_clusters:
            feedback.pushWarning(classify_log.fewer(outcome, n_clusters))
        if save_style(path, outcome.legend):
            use_saved_style(path, context)
        else:
            feedback.pushWarning(
                tr("The style could not be saved beside {path}.").format(path=path)
            )
        return {
            "OUTPUT": path,
            "N_CLASSES": outcome.model.n_classes,
            "N_PIXELS": outcome.n_pixels,
            "N_NODATA": outcome.n_nodata,
            "INERTIA": outcome.inertia,
        }

    def _add_number(self, name, label, default, low, high, help_text, advanced=False):
        parameter = QgsProcessingParameterNumber(name, label, _INTEGER, default)
        parameter.setMinimum(low)
        if high is not None:
            parameter.setMaximum(high)
        self.addParameter(described(parameter, help_text, advanced))

    def _add_enum(self, name, label, options, help_text):
        parameter = QgsProcessingParameterEnum(name, label, options, defaultValue=0)
        self.addParameter(described(parameter, help_text, advanced=True))


@contextmanager
def _workers(scheduler):
    """An executor on this machine's processors or on a cluster's, and how many there are."""
    if scheduler:
        from ..core.cluster import dask_executor
        from ..task import core_errors_translated

        with ExitStack() as stack:
            with core_errors_translated():
                workers = stack.enter_context(dask_executor(scheduler))
            yield workers
    else:
        n_workers = os.cpu_count() or 1
        with ThreadPoolExecutor(n_workers) as executor:
            yield executor, n_workers


def _bounds(extent):
    return extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()


def _out_of_range(definition, value):
    low, high = definition.minimum(), definition.maximum()
    if low <= value <= high:
        return None
    return tr("{name} is {value:.10g}: choose from {low:.10g} to {high:.10g}.").format(
        name=definition.name(), value=value, low=low, high=high
    )
