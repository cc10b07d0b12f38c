"""Ready-made models: files of the Model Designer as algorithms of the provider."""

from qgis.core import (
    QgsFileUtils,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
    QgsProperty,
)

from ..i18n import tr
from ..resources import resource
from ..task import translate_errors
from .shared.base import RasterAlgorithm, Texts
from .shared.paths import temporary_path
from .shared.results import check_outputs

# In the order of the toolbox.
NAMES = ("suggest_classify_clean_report", "two_dates_changes", "product_to_polygons")


class ReadyModel(RasterAlgorithm):
    """Model of ``resources/models`` as an algorithm of the provider.

    The file holds form, texts and steps. QGIS could add the file itself to the provider. This class
    keeps what would then be lost:

    - the id: QGIS would make it of the English title;
    - the ids of the outputs: QGIS puts the step in front, as in ``first:OUTPUT_FIRST``;
    - the outputs at all: QGIS reads them from the steps, which are not registered yet when the
      provider loads its algorithms;
    - the translation, the icon, the help page and the limits of numbers;
    - a check of all outputs and of the grids before the first step, which may take hours;
    - file names of temporary maps by which a report can name them.

    The name is one of `NAMES`; the provider is that of each step with an output in the form.
    """

    def __init__(self, name, provider):
        super().__init__()
        self.NAME = name
        self._provider = provider
        self._title, self._group, self._texts = name, "", {}
        # Name of the output in the model, such as first:OUTPUT_FIRST, by its name in the form.
        self._inner_names: dict[str, str] = {}

    def createInstance(self):
        return ReadyModel(self.NAME, self._provider)

    def texts(self):
        tags, summary, description = map(self._text, ("TAGS", "SHORT_DESCRIPTION", "ALG_DESC"))
        return Texts(self._title, tags, summary, description)

    def group(self):
        return self._group

    def groupId(self):
        return "models"

    def initAlgorithm(self, configuration=None):
        try:
            model = self.model()
        except QgsProcessingException:
            # `canExecute` reports the fault when the user opens the form.
            return
        self._title, self._group = tr(model.name()), tr(model.group())
        self._texts = model.helpContent()
        for definition in model.parameterDefinitions():
            if not definition.isDestination():
                self._add(definition.clone(), definition.description(), definition.name())
        self.LAYERS = tuple(
            definition.name()
            for definition in self.parameterDefinitions()
            if isinstance(definition, QgsProcessingParameterRasterLayer)
        )
        for output in _outputs(model):
            self._add_output(model, output)

    def canExecute(self):
        try:
            return self.model().canExecute()
        except QgsProcessingException as error:
            return False, str(error)

    def model(self):
        """Read the file; raise QgsProcessingException if it is missing or damaged."""
        name = f"models/{self.NAME}.model3"
        try:
            path = resource(name)
        except FileNotFoundError as error:
            raise QgsProcessingException(
                tr("{path} is missing. Install the plugin again.").format(path=f"resources/{name}")
            ) from error
        model = QgsProcessingModelAlgorithm()
        if not model.fromFile(path) or not model.childAlgorithms():
            raise QgsProcessingException(
                tr("{path} is damaged. Install the plugin again.").format(path=path)
            )
        return model

    def process(self, run):
        model = self.model()
        can_run, problem = model.canExecute()
        if not can_run:
            raise QgsProcessingException(problem)
        # A step would use its own default for a missing input.
        values = {
            definition.name(): _value(definition, run) for definition in self.parameterDefinitions()
        }
        self._check_outputs([values[name] for name in self._inner_names])
        inner = self._inner_names
        values = {inner.get(name, name): each for name, each in values.items() if each is not None}
        results, _ = model.run(values, run.context, run.feedback, catchExceptions=False)
        outputs = {name: results[own] for name, own in inner.items() if results.get(own)}
        for name, path in outputs.items():
            if run.context.willLoadLayerOnCompletion(path):
                # QGIS would name the layer after the output, such as OUTPUT_FIRST.
                details = run.context.layerToLoadOnCompletionDetails(path)
                details.name = self.parameterDefinition(name).description()
        return outputs

    def _text(self, key):
        text = self._texts.get(key)
        return tr(text) if text else ""

    def _add(self, definition, label, key):
        definition.setDescription(tr(label))
        if isinstance(definition, QgsProcessingParameterFile):
            filters = definition.fileFilter().split(";;")
            definition.setFileFilter(";;".join(map(tr, filters)))
        self.add(definition, self._text(key))

    def _add_output(self, model, output):
        """Declare an output like that of its step, with the name and label of the model."""
        step = model.childAlgorithm(output.childId())
        algorithm = self._provider.algorithm(step.algorithmId().partition(":")[2])
        definition = algorithm.parameterDefinition(output.childOutputName()).clone()
        definition.setName(output.name())
        optional = definition.Flag.FlagOptional
        flags = definition.flags()
        definition.setFlags(flags & ~optional if output.isMandatory() else flags | optional)
        definition.setCreateByDefault(output.isMandatory() or bool(output.defaultValue()))
        self._inner_names[output.name()] = f"{output.childId()}:{output.name()}"
        self._add(definition, output.description(), self._inner_names[output.name()])

    def _check_outputs(self, outputs):
        """Reject outputs that replace an input or each other, and images on different grids.

        A step knows only its own files and runs after earlier steps have written theirs.
        """
        from ..core.raster.grid import check_same_grid

        paths = [path for path in map(_path, outputs) if path]
        with translate_errors():
            sources = [layer.open(None) for layer in self.layers.values()]
            check_outputs(paths, sources)
            if len(sources) > 1:
                check_same_grid(*sources)


def _outputs(model):
    """Return the outputs of a model from the top of its canvas to the bottom."""
    steps = model.childAlgorithms().values()
    outputs = [output for step in steps for output in step.modelOutputs().values()]
    return sorted(outputs, key=lambda output: output.position().y())


def _path(value):
    """Return the path of an output; None if the user did not ask for it."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        return value.sink.staticValue()
    return value


def _value(definition, run):
    """Return the value of a parameter, with a file name of its own for a temporary output.

    A report names a map by its file, and QGIS gives all temporary files of a model one name.
    """
    value = run.parameters.get(definition.name(), definition.defaultValue())
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        if value.sink.staticValue() == QgsProcessing.TEMPORARY_OUTPUT:
            value = QgsProcessingOutputLayerDefinition(value)
            value.sink = QgsProperty.fromValue(_temporary_path(definition, run.context))
    elif definition.isDestination() and value == QgsProcessing.TEMPORARY_OUTPUT:
        value = _temporary_path(definition, run.context)
    return value


def _temporary_path(definition, context):
    name = f"{definition.description()}.{definition.defaultFileExtension()}"
    return temporary_path(QgsFileUtils.stringToSafeFilename(name), context)
