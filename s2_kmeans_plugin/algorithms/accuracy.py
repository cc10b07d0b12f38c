"""s2kmeans:accuracy: a map of classes against what is known of the ground."""

from functools import partial

from qgis.core import (
    NULL,
    QgsCoordinateTransform,
    QgsCsException,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterRasterLayer,
)

from ..i18n import template, tr
from .shared.base import RasterAlgorithm
from .shared.paths import files_of, whole_path


class AccuracyAlgorithm(RasterAlgorithm):
    """Declares the form, hands it to the core in a task, and hands the outcome on."""

    LAYERS = ("CLASSES",)

    def name(self):
        return "accuracy"

    def displayName(self):
        return tr("Accuracy against a reference")

    def tags(self):
        return tr(
            "classification,assessment,validation,ground truth,confusion matrix,kappa,purity,"
            "producer,user"
        ).split(",")

    def shortDescription(self):
        return tr("Tells how well a map of classes agrees with what is known of the ground.")

    def shortHelpString(self):
        return tr(
            "<p>Compares a map of classes with a reference: points or polygons with an attribute "
            "that names the class, or a raster of classes on the same grid. Give one of the "
            "two.</p>"
            "<p>The classes of the map need not have the names or the number of those of the "
            "reference: each is matched with the reference class that most of its pixels have. "
            "This flatters a map that has many classes for few reference pixels. Overall accuracy, "
            "kappa, producer's and user's accuracy are those after it; purity is then the same as "
            "overall accuracy. The adjusted Rand index needs no matching.</p>"
            "<p>A point stands for the pixel under it, a polygon for the pixels whose centres lie "
            "inside; where polygons overlap, the last one counts. Features without a value, "
            "outside the map or on its nodata are left out, and the log counts them. Vectors in "
            "another coordinate system are transformed.</p>"
        )

    def initAlgorithm(self, configuration=None):
        self.add(
            QgsProcessingParameterRasterLayer("CLASSES", tr("Map of classes")),
            tr("A raster of classes 1 to 255, 0 is none."),
        )
        kinds = QgsProcessing.SourceType
        self.add(
            QgsProcessingParameterFeatureSource(
                "REFERENCE",
                tr("Reference points or polygons"),
                [kinds.TypeVectorPoint, kinds.TypeVectorPolygon],
                optional=True,
            ),
            tr("What is known of the ground. In any coordinate system."),
        )
        self.add(
            QgsProcessingParameterField(
                "FIELD",
                tr("Field of the class"),
                parentLayerParameterName="REFERENCE",
                optional=True,
            ),
            tr("The attribute of the points or polygons that names their class: text or number."),
        )
        self.add(
            QgsProcessingParameterRasterLayer(
                "REFERENCE_RASTER", tr("Reference raster"), optional=True
            ),
            tr("In place of points or polygons: a raster of classes on the grid of the map."),
        )
        self.add_file_output(
            "OUTPUT_TABLE",
            tr("Confusion matrix"),
            tr("CSV files (*.csv)"),
            tr("Pixels of each reference class in each class of the map, and its accuracies."),
        )
        self.add_file_output(
            "OUTPUT_REPORT",
            tr("Report"),
            tr("HTML files (*.html)"),
            tr("One page with the key numbers and the confusion matrix."),
        )
        self.add_numbers(
            ("OVERALL_ACCURACY", tr("Overall accuracy in percent")),
            ("KAPPA", tr("Kappa")),
            ("PURITY", tr("Purity in percent")),
            ("ADJUSTED_RAND_INDEX", tr("Adjusted Rand index")),
            ("N_REFERENCE", tr("Reference pixels that have a class in the map")),
        )

    def checkParameterValues(self, parameters, context):
        given = [
            name
            for name in ("REFERENCE", "REFERENCE_RASTER")
            if parameters.get(name) not in ("", None)
        ]
        if len(given) != 1:
            return False, tr(
                "Give one reference: either points or polygons (REFERENCE), or a raster "
                "(REFERENCE_RASTER)."
            )
        if given == ["REFERENCE"] and not parameters.get("FIELD"):
            return False, tr("Choose the field of the reference that names the class (FIELD).")
        return super().checkParameterValues(parameters, context)

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

    def process(self, parameters, context, feedback):
        from ..core.maps.assessment import assess_by_features, assess_by_raster
        from ..core.reports.tables import confusion_table
        from ..task import CoreTask, core_errors_translated, run_in_place
        from .shared import log
        from .shared.texts import TextOutputs

        with core_errors_translated():
            sources = {name: layer.open([1]) for name, layer in self.layers.items()}
        texts = TextOutputs(self, parameters, context, sources.values(), self._reference_files)
        if "REFERENCE_RASTER" in sources:
            assess, reference = assess_by_raster, sources["REFERENCE_RASTER"]
        else:
            assess, reference = assess_by_features, self._features(parameters, context, feedback)
        with self.workers(parameters, context) as (executor, n_workers):
            work = partial(
                assess, sources["CLASSES"], reference, executor=executor, n_workers=n_workers
            )
            outcome = run_in_place(CoreTask(self.displayName(), work), feedback)
        for line in log.accuracy(outcome):
            feedback.pushInfo(line)
        return {
            **texts.write(
                OUTPUT_TABLE=lambda: confusion_table(outcome),
                OUTPUT_REPORT=lambda: self._page(outcome, parameters, context),
            ),
            "OVERALL_ACCURACY": 100 * outcome.matched.overall,
            "KAPPA": outcome.matched.kappa,
            "PURITY": 100 * outcome.purity,
            "ADJUSTED_RAND_INDEX": outcome.adjusted_rand_index,
            "N_REFERENCE": outcome.n_pixels,
        }

    def _page(self, outcome, parameters, context):
        from ..core.reports.accuracy_report import render_accuracy_report

        run = self.told(self.layers["CLASSES"].name, parameters, context)
        return render_accuracy_report(outcome, run, template)

    def _features(self, parameters, context, feedback):
        """WKB in the coordinates of the map, and class, of each feature: list of pairs."""
        source = self.parameterAsSource(parameters, "REFERENCE", context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, "REFERENCE"))
        name = self.parameterAsString(parameters, "FIELD", context)
        column = source.fields().lookupField(name)
        if column < 0:
            raise QgsProcessingException(
                tr("The reference has no field {name}: choose one of {names}.").format(
                    name=name, names=", ".join(source.fields().names())
                )
            )
        field = source.fields().field(column)
        transform = QgsCoordinateTransform(
            source.sourceCrs(), self.layers["CLASSES"].crs, context.transformContext()
        )
        features = []
        for feature in source.getFeatures():
            if feedback.isCanceled():
                break
            features.append((_wkb(feature, transform), _label(feature[column], field)))
        return features

    def _values(self, definition, parameters, context):
        if definition.name() == "REFERENCE" and self._reference:
            return [whole_path(self._reference)]
        return super()._values(definition, parameters, context)


def _wkb(feature, transform):
    """The shape of a feature, or None where it has none in the coordinates of the map."""
    geometry = feature.geometry()
    if geometry.isEmpty():
        return None
    try:
        geometry.transform(transform)
    except QgsCsException:
        return None
    return bytes(geometry.asWkb())


def _label(value, field):
    """The value of a field as the core takes it: a text, a number, or None."""
    if value is None or value == NULL:
        return None
    return value if isinstance(value, (str, int, float)) else field.displayString(value)
