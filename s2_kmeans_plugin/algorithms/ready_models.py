"""Ready-made models: files of the Model Designer as algorithms of the provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from ..task import core_errors_translated
from .shared.base import RasterAlgorithm
from .shared.paths import temporary_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qgis.core import (
        QgsProcessingContext,
        QgsProcessingModelOutput,
        QgsProcessingParameterDefinition,
        QgsProcessingProvider,
    )

    from .shared.algorithm_run import AlgorithmRun

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

    Parameters
    ----------
    name : str
        One of `NAMES`.
    provider : QgsProcessingProvider
        Provider of each step that has an output in the form.
    """

    def __init__(self, name: str, provider: QgsProcessingProvider) -> None:
        super().__init__()
        self._name = name
        self._provider = provider
        self._title, self._group, self._texts = name, "", {}
        # Name of the output in the model, such as first:OUTPUT_FIRST, by its name in the form.
        self._inner_names: dict[str, str] = {}

    def createInstance(self) -> ReadyModel:
        return ReadyModel(self._name, self._provider)

    def name(self) -> str:
        return self._name

    def displayName(self) -> str:
        return self._title

    def group(self) -> str:
        return self._group

    def groupId(self) -> str:
        return "models"

    def tags(self) -> list[str]:
        return self._text("TAGS").split(",")

    def shortDescription(self) -> str:
        return self._text("SHORT_DESCRIPTION")

    def shortHelpString(self) -> str:
        return self._text("ALG_DESC")

    def initAlgorithm(self, configuration: dict | None = None) -> None:
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

    def canExecute(self) -> tuple[bool, str]:
        try:
            return self.model().canExecute()
        except QgsProcessingException as error:
            return False, str(error)

    def model(self) -> QgsProcessingModelAlgorithm:
        """Read the model from its file.

        Raises
        ------
        QgsProcessingException
            If the file is missing or damaged.
        """
        name = f"models/{self._name}.model3"
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

    def process(self, run: AlgorithmRun) -> dict:
        model = self.model()
        can_run, problem = model.canExecute()
        if not can_run:
            raise QgsProcessingException(problem)
        # A step would use its own default for a missing input.
        values = {
            definition.name(): _value(definition, run) for definition in self.parameterDefinitions()
        }
        self._check_outputs([values[name] for name in self._inner_names])
        results, _ = model.run(
            {
                self._inner_names.get(name, name): value
                for name, value in values.items()
                if value is not None
            },
            run.context,
            run.feedback,
            catchExceptions=False,
        )
        found = {name: results[own] for name, own in self._inner_names.items() if results.get(own)}
        for name, path in found.items():
            if run.context.willLoadLayerOnCompletion(path):
                # QGIS would name the layer after the output, such as OUTPUT_FIRST.
                details = run.context.layerToLoadOnCompletionDetails(path)
                details.name = self.parameterDefinition(name).description()
        return found

    def _text(self, key: str) -> str:
        text = self._texts.get(key)
        return tr(text) if text else ""

    def _add(self, definition: QgsProcessingParameterDefinition, label: str, key: str) -> None:
        definition.setDescription(tr(label))
        if isinstance(definition, QgsProcessingParameterFile):
            filters = definition.fileFilter().split(";;")
            definition.setFileFilter(";;".join(map(tr, filters)))
        self.add(definition, self._text(key))

    def _add_output(
        self, model: QgsProcessingModelAlgorithm, output: QgsProcessingModelOutput
    ) -> None:
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

    def _check_outputs(self, outputs: Iterable[object]) -> None:
        """Reject outputs that replace an input or each other, and images on different grids.

        A step knows only its own files and runs after earlier steps have written theirs.
        """
        from ..core.files.checks import check_destination, check_distinct
        from ..core.raster.grid import check_same_grid

        paths = [path for path in map(_path, outputs) if path]
        with core_errors_translated():
            sources = [layer.open(None) for layer in self.layers.values()]
            inputs = [file for source in sources for file in (source.path, *source.files)]
            for path in paths:
                check_destination(path, inputs)
            check_distinct(paths)
            if len(sources) > 1:
                check_same_grid(*sources)


def _outputs(model: QgsProcessingModelAlgorithm) -> list[QgsProcessingModelOutput]:
    """Return the outputs of a model from the top of its canvas to the bottom."""
    outputs = [
        output
        for step in model.childAlgorithms().values()
        for output in step.modelOutputs().values()
    ]
    return sorted(outputs, key=lambda output: output.position().y())


def _path(value: object) -> str | None:
    """Return the path of an output; None if the user did not ask for it."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        return value.sink.staticValue()
    return value


def _value(definition: QgsProcessingParameterDefinition, run: AlgorithmRun) -> object:
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


def _temporary_path(
    definition: QgsProcessingParameterDefinition, context: QgsProcessingContext
) -> str:
    name = f"{definition.description()}.{definition.defaultFileExtension()}"
    return temporary_path(QgsFileUtils.stringToSafeFilename(name), context)
