"""s2kmeans:accuracy: agreement of a class map with reference data."""

from functools import partial
from itertools import islice

from qgis.core import (
    NULL,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from ..i18n import template, tr
from ..task import translate_errors
from .shared.base import RasterAlgorithm, Texts
from .shared.paths import files_of, whole_path
from .shared.results import TextOutputs

_MAX_MATCHES = 30


class AccuracyAlgorithm(RasterAlgorithm):
    """Match the classes of a map with reference classes, then measure their agreement."""

    NAME = "accuracy"
    LAYERS = ("CLASSES",)

    def texts(self):
        title = tr("Accuracy against a reference")
        tags = tr(
            "classification,assessment,validation,ground truth,confusion matrix,kappa,purity,"
            "producer,user"
        )
        summary = tr("Measures the agreement of a class map with reference data.")
        description = tr(
            "<p>Compares a class map with a reference: either points or polygons with a field for "
            "the class, or a raster of classes on the same grid.</p>"
            "<p>Names and numbers of the classes may differ. Each class of the map is matched with "
            "the reference class that most of its pixels have. This flatters a map with many "
            "classes and few reference pixels. Overall accuracy, kappa, producer's and user's "
            "accuracy are computed after matching; purity then equals overall accuracy. The "
            "adjusted Rand index needs no matching.</p>"
            "<p>A point represents the pixel below it, a polygon the pixels whose centres are "
            "inside. Where polygons overlap, the last one counts. Features without a value, "
            "outside the map or on nodata are ignored, and the log counts them. Vectors may have "
            "any coordinate system.</p>"
        )
        return Texts(title, tags, summary, description)

    def initAlgorithm(self, configuration=None):
        self.add_raster("CLASSES", tr("Class map"), tr("Raster of classes 1 to 255; 0 is nodata."))
        kinds = QgsProcessing.SourceType
        self.add(
            QgsProcessingParameterFeatureSource(
                "REFERENCE",
                tr("Reference points or polygons"),
                [kinds.TypeVectorPoint, kinds.TypeVectorPolygon],
                optional=True,
            ),
            tr("Reference data in any coordinate system."),
        )
        self.add(
            QgsProcessingParameterField(
                "FIELD", tr("Class field"), parentLayerParameterName="REFERENCE", optional=True
            ),
            tr("Field of the points or polygons with the class: text or number."),
        )
        self.add_raster(
            "REFERENCE_RASTER",
            tr("Reference raster"),
            tr("Raster of classes on the grid of the map, instead of points or polygons."),
            optional=True,
        )
        self.add_table_output(
            "OUTPUT_TABLE",
            tr("Confusion matrix"),
            tr("Pixels of each reference class in each class of the map, and accuracies."),
        )
        self.add_report_output(tr("Page with the accuracies and the confusion matrix."))
        self.add_numbers(
            ("OVERALL_ACCURACY", tr("Overall accuracy (%)")),
            ("KAPPA", tr("Kappa")),
            ("PURITY", tr("Purity (%)")),
            ("ADJUSTED_RAND_INDEX", tr("Adjusted Rand index")),
            ("N_REFERENCE", tr("Number of reference pixels with a class")),
        )

    def find_problem(self, run):
        if run.is_given("REFERENCE") == run.is_given("REFERENCE_RASTER"):
            return tr(
                "The reference is given twice or not at all. Give either points or polygons "
                "(REFERENCE) or a raster (REFERENCE_RASTER)."
            )
        if run.is_given("REFERENCE") and not run.is_given("FIELD"):
            return tr("FIELD is empty. Choose the field of the reference with the class.")
        return None

    def prepareAlgorithm(self, parameters, context, feedback):
        super().prepareAlgorithm(parameters, context, feedback)
        self._reference, self._reference_files = None, ()
        if parameters.get("REFERENCE_RASTER"):
            self.layers["REFERENCE_RASTER"] = self._layer(parameters, "REFERENCE_RASTER", context)
        else:
            layer = self.parameterAsVectorLayer(parameters, "REFERENCE", context)
            if layer is not None:
                self._reference = layer.source()
                self._reference_files = files_of(layer)
        return True

    def prepare_work(self, run):
        from ..core.maps.assessment import assess_by_features, assess_by_raster
        from ..core.maps.options import with_texts
        from ..core.reports.accuracy_report import render_accuracy_report
        from ..core.reports.tables import confusion_table

        with translate_errors():
            sources = {name: layer.open([1]) for name, layer in self.layers.items()}
        self._texts = TextOutputs(run, sources.values(), self._reference_files)
        if "REFERENCE_RASTER" in sources:
            work = partial(assess_by_raster, sources["CLASSES"], sources["REFERENCE_RASTER"])
        else:
            features = self._features(run)
            work = partial(assess_by_features, sources["CLASSES"], features)
        about = self.describe_run(self.layers["CLASSES"].name, run)
        texts = self._texts.functions(
            OUTPUT_TABLE=confusion_table,
            OUTPUT_REPORT=lambda outcome: render_accuracy_report(outcome, about, template),
        )
        return partial(with_texts, work, texts)

    def finish(self, outcome, run):
        run.log(*_accuracy_lines(outcome))
        return {
            **self._texts.results,
            "OVERALL_ACCURACY": 100 * outcome.matched.overall,
            "KAPPA": outcome.matched.kappa,
            "PURITY": 100 * outcome.purity,
            "ADJUSTED_RAND_INDEX": outcome.adjusted_rand_index,
            "N_REFERENCE": outcome.n_pixels,
        }

    def _features(self, run):
        """Return the WKB of each feature in the coordinates of the map, and its class."""
        source = self.parameterAsSource(run.parameters, "REFERENCE", run.context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(run.parameters, "REFERENCE"))
        name = run.text("FIELD")
        column = source.fields().lookupField(name)
        if column < 0:
            raise QgsProcessingException(
                tr("The reference has no field {name}. Choose one of {names}.").format(
                    name=name, names=", ".join(source.fields().names())
                )
            )
        field = source.fields().field(column)
        crs = self.layers["CLASSES"].crs
        transform = QgsCoordinateTransform(source.sourceCrs(), crs, run.context.transformContext())
        features = []
        for feature in source.getFeatures():
            if run.feedback.isCanceled():
                break
            features.append((_wkb(feature, transform), _label(feature[column], field)))
        return features

    def command_values(self, definition, run):
        if definition.name() == "REFERENCE" and self._reference:
            return [whole_path(self._reference)]
        return super().command_values(definition, run)


def _wkb(feature, transform):
    """Return the geometry of a feature; None if it has none in the coordinates of the map."""
    geometry = feature.geometry()
    if geometry.isEmpty():
        return None
    try:
        geometry.transform(transform)
    except QgsCsException:
        return None
    return bytes(geometry.asWkb())


def _label(value, field):
    """Return the value of a field as a text, a number or None."""
    if value is None or value == NULL:
        return None
    return value if isinstance(value, (str, int, float)) else field.displayString(value)


def _accuracy_lines(outcome):
    """Yield the lines about the agreement of a class map with a reference."""
    yield template("Reference pixels with a class in the map: {n_pixels:,}").format(
        n_pixels=outcome.n_pixels
    )
    unused = outcome.unused
    for line, number in (
        (template("Ignored features without geometry or class: {n:,}"), unused.n_unnamed),
        (template("Ignored points and polygons outside the map: {n:,}"), unused.n_outside),
        (
            template("Ignored reference pixels without a class in the map: {n:,}"),
            unused.n_without_class,
        ),
    ):
        if number:
            yield line.format(n=number)
    yield template("Overall accuracy: {percent:.2f} %, kappa {kappa:.4f}").format(
        percent=100 * outcome.matched.overall, kappa=outcome.matched.kappa
    )
    yield template("Adjusted Rand index: {value:.4f}").format(value=outcome.adjusted_rand_index)
    for entry, partner in islice(zip(outcome.legend, outcome.partners), _MAX_MATCHES):
        yield template("Matched: {after} of the map, {before} of the reference").format(
            after=entry.name, before=outcome.names[partner - 1]
        )
