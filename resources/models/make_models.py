"""Make the ready-made models again, of the forms that the plugin declares for them.

QT_HASH_SEED=0 /usr/bin/python3 resources/models/make_models.py [FOLDER]

Without the seed Qt writes the same in another order each time, as the Model Designer does.
Run it with QGIS 3.22: what it saves is read by all later versions, which call the outputs of the
model what 3.22 calls them. What a later version saves, an earlier one may not understand.
"""

import os
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
)
from qgis.PyQt.QtCore import QPointF, QSizeF

HERE = Path(__file__).resolve().parent

# On the canvas of the Model Designer: inputs on the left, steps one below the other, outputs beside
# the step that they come from.
BOX = QSizeF(240, 40)
INPUT_X, STEP_X, OUTPUT_X = 160, 500, 840
TOP, ROW, OUTPUT_ROW = 160, 140, 60


class Step:
    """An algorithm in a model.

    Parameters
    ----------
    algorithm, text : str
        Its id, and what the canvas says.
    **sources
        Where a parameter comes from: the name of an input, or a step and an output of it.
    """

    def __init__(self, algorithm, text, **sources):
        self.algorithm = algorithm
        self.text = text
        self.sources = sources


# Where small patches are removed, names and colours are lost: the table of classes gives them back.
# With the model, a class of which nothing is left is not taken for a mistake in the table.
STEPS = {
    "suggest_classify_clean_report": {
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
            THRESHOLD="MIN_PATCH",
        ),
        "names": Step(
            "s2kmeans:editclasses",
            "Give names and colours back",
            CLASSES=("sieve", "OUTPUT"),
            TABLE_FILE=("classify", "OUTPUT_STATISTICS"),
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
    "two_dates_changes": {
        "first": Step(
            "s2kmeans:classify",
            "Classify the first image",
            INPUT="FIRST",
            BANDS="BANDS",
            N_CLUSTERS="N_CLUSTERS",
        ),
        "second": Step(
            "s2kmeans:applymodel",
            "Apply the classes to the second image",
            INPUT="SECOND",
            MODEL=("first", "OUTPUT_MODEL"),
        ),
        "changes": Step(
            "s2kmeans:compareclasses",
            "Compare the two maps",
            FIRST=("first", "OUTPUT"),
            SECOND=("second", "OUTPUT"),
        ),
    },
    "product_to_polygons": {
        "open": Step("s2kmeans:openproduct", "Open the product", PRODUCT="PRODUCT"),
        "classify": Step(
            "s2kmeans:classify",
            "Classify what is no cloud",
            INPUT=("open", "OUTPUT"),
            MASK=("open", "OUTPUT_SCL"),
            N_CLUSTERS="N_CLUSTERS",
            MIN_AREA="MIN_AREA",
        ),
    },
}


def make(form):
    """The model of a form.

    Parameters
    ----------
    form : ReadyModel

    Returns
    -------
    QgsProcessingModelAlgorithm
    """
    model = QgsProcessingModelAlgorithm(form.displayName(), form.group())
    texts = {"ALG_DESC": form.shortHelpString(), "ALG_CREATOR": "The S2 K-means developers"}
    inputs = [item for item in form.parameterDefinitions() if not item.isDestination()]
    for row, definition in enumerate(inputs):
        component = QgsProcessingModelParameter(definition.name())
        _place(component, INPUT_X, TOP + ROW * row)
        model.addModelParameter(definition.clone(), component)
        texts[definition.name()] = definition.help()
    model.setParameterOrder([definition.name() for definition in inputs])
    steps = STEPS[form.name()]
    outputs = {step_id: [] for step_id in steps}
    for name, (step_id, step_output) in form.OUTPUTS.items():
        definition = form.parameterDefinition(name)
        outputs[step_id].append((step_output, definition.description()))
        texts[f"{step_id}:{definition.description()}"] = definition.help()
    for row, (step_id, step) in enumerate(steps.items()):
        model.addChildAlgorithm(_child(step_id, step, outputs[step_id], TOP + ROW * row))
    model.setHelpContent(texts)
    model.updateDestinationParameters()
    _check(model)
    return model


def _child(step_id, step, outputs, y):
    source = QgsProcessingModelChildParameterSource
    child = QgsProcessingModelChildAlgorithm(step.algorithm)
    child.setChildId(step_id)
    child.setDescription(step.text)
    _place(child, STEP_X, y)
    for definition in child.algorithm().parameterDefinitions():
        origin = step.sources.get(definition.name())
        if isinstance(origin, str):
            value = source.fromModelParameter(origin)
        elif origin is not None:
            value = source.fromChildOutput(*origin)
        elif definition.defaultValue() is not None:
            # The Model Designer calls a model wrong that leaves a value to its default.
            value = source.fromStaticValue(definition.defaultValue())
        else:
            continue
        child.addParameterSources(definition.name(), [value])
    results = {}
    for n_before, (step_output, name) in enumerate(outputs):
        result = QgsProcessingModelOutput(name, name)
        result.setChildId(step_id)
        result.setChildOutputName(step_output)
        _place(result, OUTPUT_X, y + OUTPUT_ROW * n_before)
        results[name] = result
    child.setModelOutputs(results)
    return child


def _place(component, x, y):
    component.setSize(BOX)
    component.setPosition(QPointF(x, y))


def _check(model):
    possible, problem = model.canExecute()
    if not possible:
        raise RuntimeError(problem)
    for step_id in model.childAlgorithms():
        valid, problems = model.validateChildAlgorithm(step_id)
        if not valid:
            raise RuntimeError(f"{step_id}: {problems}")


def main(folder):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    sys.path[:0] = [str(HERE.parent.parent), f"{application.pkgDataPath()}/python/plugins"]
    from processing.core.Processing import Processing

    from s2_kmeans_plugin import classFactory

    Processing.initialize()
    plugin = classFactory(None)
    plugin.initProcessing()
    for name in STEPS:
        path = folder / f"{name}.model3"
        form = application.processingRegistry().createAlgorithmById(f"s2kmeans:{name}")
        if not make(form).toFile(str(path)):
            raise RuntimeError(f"{path} could not be written.")
        print(path)
    sys.stdout.flush()
    # QGIS may crash while it goes down, when all is done.
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
