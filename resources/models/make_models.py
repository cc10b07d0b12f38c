"""Write the ready-made models, with their forms and texts, as files of the Model Designer.

QT_HASH_SEED=0 /usr/bin/python3 resources/models/make_models.py [FOLDER]

The seed keeps the order of Qt's dictionaries, so that the same models give the same files. Run it
with QGIS 3.22: all later versions read its files, but 3.22 may not read those of a later version.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterBand,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QPointF, QSizeF

HERE = Path(__file__).resolve().parent
if str(HERE.parent.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent.parent))

from s2_kmeans_plugin.core import choices  # noqa: E402

GROUP = "Ready-made models"
CREATOR = "The S2 K-means developers"
EDIT = (
    "To change the model, open the file of this name in the folder resources/models of the plugin "
    "with the Model Designer, and save it as your own."
)

# Canvas of the Model Designer: inputs on the left, steps in the middle, outputs on the right.
BOX = QSizeF(240, 40)
INPUT_X, STEP_X, OUTPUT_X = 160, 500, 840
TOP, ROW = 160, 140


class Step:
    """Algorithm in a model.

    Parameters
    ----------
    algorithm, text : str
        Its id, and its text on the canvas.
    **sources : str or tuple of str
        Source of each parameter: the name of an input, or a step and its output.
    """

    def __init__(self, algorithm: str, text: str, **sources: str | tuple[str, str]) -> None:
        self.algorithm = algorithm
        self.text = text
        self.sources = sources


@dataclass
class Output:
    """Output of a model: the output of a step, under a name and a label of its own.

    An output is mandatory, or made by default, or made only if the user asks for it.
    """

    name: str
    step: str
    step_output: str
    label: str
    help: str
    is_mandatory: bool = False
    is_default: bool = False


@dataclass
class Model:
    """Form, texts and steps of a model."""

    title: str
    short_description: str
    tags: str
    help: str
    inputs: list[tuple[QgsProcessingParameterDefinition, str]]
    steps: dict[str, Step]
    outputs: list[Output] = field(default_factory=list)


def number(
    name: str, label: str, default: float, limits: tuple[float, float]
) -> QgsProcessingParameterNumber:
    """Return a whole number, or any number if the default is a float."""
    kinds = QgsProcessingParameterNumber.Type
    kind = kinds.Integer if isinstance(default, int) else kinds.Double
    definition = QgsProcessingParameterNumber(name, label, kind, default)
    definition.setMinimum(limits[0])
    if limits[1] != choices.UNLIMITED:
        definition.setMaximum(limits[1])
    return definition


def bands(label: str, layer: str) -> QgsProcessingParameterBand:
    return QgsProcessingParameterBand(
        "BANDS", label, parentLayerParameterName=layer, optional=True, allowMultiple=True
    )


def n_clusters() -> tuple[QgsProcessingParameterNumber, str]:
    limits = choices.N_CLUSTERS_LIMITS
    return (
        number("N_CLUSTERS", "Number of classes", choices.N_CLUSTERS, limits),
        "From 2 to 255. Suggest the number of classes proposes one.",
    )


CLASS_TABLE = (
    "Class table",
    "Pixels, percent and hectares of each class, and mean and standard deviation of its bands.",
)

# The sieve loses names and colours, and the class table restores them. With the model, editclasses
# accepts a row of the table whose class has no pixel left.
SUGGEST = Model(
    "Suggest k, classify, clean, report",
    "Suggests the number of classes, classifies, removes small patches and reports.",
    "unsupervised,classification,model,chain,workflow,sieve,small patches",
    "<p>Makes a finished class map of an image: suggests the number of classes, classifies the "
    "image, merges small patches into their largest neighbour, and reports areas, spectra and "
    "separability of the classes. The map keeps names and colours.</p>"
    "<p>The steps are Suggest the number of classes, Classify without training data, Sieve of "
    "GDAL, Merge, rename and recolour classes, and Class statistics, with their defaults. "
    f"{EDIT}</p>",
    [
        (
            QgsProcessingParameterRasterLayer("INPUT", "Raster layer"),
            "Image to classify: any raster that GDAL can read.",
        ),
        (
            bands("Bands (none: all)", "INPUT"),
            "Bands to compare. By default all bands except an alpha band.",
        ),
        (
            number(
                "MAX_CLUSTERS",
                "Maximum number of classes",
                choices.MAX_CLUSTERS,
                choices.SUGGEST_LIMITS,
            ),
            "Largest number that may be suggested, up to 50.",
        ),
        (
            number("MIN_AREA", "Minimum patch size (pixels)", 10, (1, choices.UNLIMITED)),
            "Each smaller patch gets the class of its largest neighbour. 1 keeps all patches.",
        ),
    ],
    {
        "suggest": Step(
            "s2kmeans:suggestclusters",
            "Suggest the number of classes",
            INPUT="INPUT",
            BANDS="BANDS",
            MAX_CLUSTERS="MAX_CLUSTERS",
        ),
        "classify": Step(
            "s2kmeans:classify",
            "Classify",
            INPUT="INPUT",
            BANDS="BANDS",
            N_CLUSTERS=("suggest", "SUGGESTED_K"),
        ),
        "sieve": Step(
            "gdal:sieve",
            "Remove small patches",
            INPUT=("classify", "OUTPUT"),
            THRESHOLD="MIN_AREA",
        ),
        "names": Step(
            "s2kmeans:editclasses",
            "Restore names and colours",
            CLASSES=("sieve", "OUTPUT"),
            TABLE_FILE=("classify", "OUTPUT_TABLE"),
            MODEL=("classify", "OUTPUT_MODEL"),
        ),
        "report": Step(
            "s2kmeans:classstatistics",
            "Statistics and report",
            CLASSES=("names", "OUTPUT"),
            INPUT="INPUT",
            BANDS="BANDS",
        ),
    },
    [
        Output(
            "OUTPUT",
            *("names", "OUTPUT"),
            *("Class map", "GeoTIFF of the classes without small patches."),
            is_mandatory=True,
        ),
        Output(
            "OUTPUT_REPORT",
            *("report", "OUTPUT_REPORT"),
            "Class report",
            "Page with the image and the map, areas, spectra and separability of the classes.",
            is_default=True,
        ),
        Output(
            "OUTPUT_SUGGESTION",
            *("suggest", "OUTPUT_REPORT"),
            "Suggestion report",
            "Page with the reasons for the number of classes, and the figures of each number.",
            is_default=True,
        ),
        Output("OUTPUT_TABLE", "report", "OUTPUT_TABLE", *CLASS_TABLE),
    ],
)

TWO_DATES = Model(
    "Two dates, same classes, changes",
    "Classifies the images of two dates with one model and maps the changes.",
    "unsupervised,classification,model,chain,workflow,change,time series",
    "<p>Classifies the image of one date, applies the same classes to the image of another date, "
    "and shows which class became which.</p>"
    "<p>Both images need the same grid. The bands of the second image are found by name, or by "
    "order if the names are unknown. A land cover that is new at the second date gets the most "
    "similar class.</p>"
    "<p>The steps are Classify without training data, Apply a model to another image, and Compare "
    f"two class maps, with their defaults. {EDIT}</p>",
    [
        (
            QgsProcessingParameterRasterLayer("FIRST", "First image"),
            "Image that defines the classes: any raster that GDAL can read.",
        ),
        (
            QgsProcessingParameterRasterLayer("SECOND", "Second image"),
            "Image of another date with the same grid and bands.",
        ),
        (
            bands("Bands of the first image (none: all)", "FIRST"),
            "Bands to compare. By default all bands except an alpha band. The second image needs "
            "bands of the same names or, without names, the same number of bands.",
        ),
        n_clusters(),
    ],
    {
        "first": Step(
            "s2kmeans:classify",
            "Classify the first image",
            INPUT="FIRST",
            BANDS="BANDS",
            N_CLUSTERS="N_CLUSTERS",
        ),
        "second": Step(
            "s2kmeans:applymodel",
            "Apply the model to the second image",
            INPUT="SECOND",
            MODEL=("first", "OUTPUT_MODEL"),
        ),
        "changes": Step(
            "s2kmeans:compareclasses",
            "Compare the class maps",
            FIRST=("first", "OUTPUT"),
            SECOND=("second", "OUTPUT"),
        ),
    },
    [
        Output(
            "OUTPUT_FIRST",
            *("first", "OUTPUT"),
            *("First class map", "GeoTIFF of the classes."),
            is_mandatory=True,
        ),
        Output(
            "OUTPUT_SECOND",
            *("second", "OUTPUT"),
            "Second class map",
            "GeoTIFF of the same classes, with the same names and colours.",
            is_mandatory=True,
        ),
        Output(
            "OUTPUT_CHANGES",
            *("changes", "OUTPUT"),
            "Change map",
            "GeoTIFF with one class for each transition, named from → to; 1 is unchanged.",
            is_mandatory=True,
        ),
        Output(
            "OUTPUT_REPORT",
            *("changes", "OUTPUT_REPORT"),
            *("Change report", "Page with both maps, their changes and the transitions."),
            is_default=True,
        ),
        Output(
            "OUTPUT_TABLE",
            *("changes", "OUTPUT_TABLE"),
            *("Transition table", "Pixels, percent and hectares of each transition."),
        ),
    ],
)

PRODUCT = Model(
    "From a Sentinel-2 product to polygons",
    "Opens a product, masks clouds, classifies, and draws polygons without small patches.",
    "sentinel-2,zip,SAFE,clouds,model,chain,workflow,vector,GeoPackage",
    "<p>Makes a class map and its polygons of a Sentinel-2 product of Level-2A, a zip or a folder "
    "as downloaded: opens the bands of 10 and 20 m, masks clouds, cloud shadows and snow with the "
    "scene classification, classifies, merges small patches into their largest neighbour, and "
    "draws polygons.</p>"
    "<p>The steps are Open a Sentinel-2 product and Classify without training data, with their "
    f"defaults. {EDIT}</p>",
    [
        (
            QgsProcessingParameterFile(
                "PRODUCT",
                "Sentinel-2 product",
                fileFilter="Sentinel-2 products (*.zip *.xml *.jp2 *.tif *.tiff);;All files (*)",
            ),
            "Zip, metadata file (MTD_MSIL2A.xml), or any file in a folder of bands. You can also "
            "type the path of a folder.",
        ),
        n_clusters(),
        (
            number("MIN_AREA", "Minimum patch size (hectares)", 0.5, choices.MIN_AREA_LIMITS),
            "Each smaller patch gets the class of its largest neighbour.",
        ),
    ],
    {
        "open": Step("s2kmeans:openproduct", "Open the product", PRODUCT="PRODUCT"),
        "classify": Step(
            "s2kmeans:classify",
            "Classify the cloud-free pixels",
            INPUT=("open", "OUTPUT"),
            MASK=("open", "OUTPUT_SCL"),
            N_CLUSTERS="N_CLUSTERS",
            MIN_AREA="MIN_AREA",
        ),
    },
    [
        Output(
            "OUTPUT_IMAGE",
            *("open", "OUTPUT"),
            *("Product bands", "Virtual raster (.vrt) or GeoTIFF (.tif)."),
            is_mandatory=True,
        ),
        Output(
            "OUTPUT",
            *("classify", "OUTPUT"),
            *("Class map", "GeoTIFF of the classes."),
            is_mandatory=True,
        ),
        Output(
            "OUTPUT_POLYGONS",
            *("classify", "OUTPUT_POLYGONS"),
            "Class polygons",
            "GeoPackage with one polygon for each class, and its name, area and colour.",
            is_mandatory=True,
        ),
        Output(
            "OUTPUT_REPORT",
            *("classify", "OUTPUT_REPORT"),
            "Report",
            "Page with the image and the map, areas, spectra and separability of the classes, and "
            "the command that repeats the run.",
            is_default=True,
        ),
        Output("OUTPUT_TABLE", "classify", "OUTPUT_TABLE", *CLASS_TABLE),
    ],
)

MODELS = {
    "suggest_classify_clean_report": SUGGEST,
    "two_dates_changes": TWO_DATES,
    "product_to_polygons": PRODUCT,
}


def make(name: str) -> QgsProcessingModelAlgorithm:
    """Return one of `MODELS` as QGIS holds it.

    Raises
    ------
    RuntimeError
        If QGIS finds a fault in it.
    """
    content = MODELS[name]
    model = QgsProcessingModelAlgorithm(content.title, GROUP)
    texts = {
        "ALG_DESC": content.help,
        "SHORT_DESCRIPTION": content.short_description,
        "TAGS": content.tags,
        "ALG_CREATOR": CREATOR,
    }
    for row, (definition, help_text) in enumerate(content.inputs):
        component = QgsProcessingModelParameter(definition.name())
        _place(component, INPUT_X, row)
        model.addModelParameter(definition.clone(), component)
        texts[definition.name()] = help_text
    model.setParameterOrder([definition.name() for definition, _ in content.inputs])
    for row, (step_id, step) in enumerate(content.steps.items()):
        child = _child(step_id, step)
        _place(child, STEP_X, row)
        child.setModelOutputs(_outputs(step_id, content.outputs))
        model.addChildAlgorithm(child)
    for output in content.outputs:
        texts[f"{output.step}:{output.name}"] = output.help
    model.setHelpContent(texts)
    model.updateDestinationParameters()
    _check(model)
    return model


def _child(step_id: str, step: Step) -> QgsProcessingModelChildAlgorithm:
    source = QgsProcessingModelChildParameterSource
    child = QgsProcessingModelChildAlgorithm(step.algorithm)
    child.setChildId(step_id)
    child.setDescription(step.text)
    for definition in child.algorithm().parameterDefinitions():
        origin = step.sources.get(definition.name())
        if isinstance(origin, str):
            value = source.fromModelParameter(origin)
        elif origin is not None:
            value = source.fromChildOutput(*origin)
        elif definition.defaultValue() is not None:
            # The Model Designer rejects a model that leaves a value to its default.
            value = source.fromStaticValue(definition.defaultValue())
        else:
            continue
        child.addParameterSources(definition.name(), [value])
    return child


def _outputs(step_id: str, outputs: list[Output]) -> dict[str, QgsProcessingModelOutput]:
    results = {}
    for row, output in enumerate(outputs):
        if output.step == step_id:
            result = QgsProcessingModelOutput(output.name, output.label)
            result.setChildId(step_id)
            result.setChildOutputName(output.step_output)
            result.setMandatory(output.is_mandatory)
            if output.is_default:
                result.setDefaultValue(QgsProcessing.TEMPORARY_OUTPUT)
            # The form shows outputs in this order.
            _place(result, OUTPUT_X, row)
            results[output.name] = result
    return results


def _place(component: object, x: int, row: int) -> None:
    component.setSize(BOX)
    component.setPosition(QPointF(x, TOP + ROW * row))


def _check(model: QgsProcessingModelAlgorithm) -> None:
    can_run, problem = model.canExecute()
    if not can_run:
        raise RuntimeError(problem)
    for step_id in model.childAlgorithms():
        valid, problems = model.validateChildAlgorithm(step_id)
        if not valid:
            raise RuntimeError(f"{step_id}: {problems}")


def main(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    sys.path.insert(0, f"{application.pkgDataPath()}/python/plugins")
    from processing.core.Processing import Processing

    from s2_kmeans_plugin import classFactory

    Processing.initialize()
    plugin = classFactory(None)
    plugin.initProcessing()
    for name in MODELS:
        path = folder / f"{name}.model3"
        if not make(name).toFile(str(path)):
            raise RuntimeError(f"{path} cannot be written.")
        print(path)
    sys.stdout.flush()
    # QGIS may crash when it shuts down.
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
