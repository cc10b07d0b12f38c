"""What the models that come with the plugin share: a form here, the steps in a file of QGIS."""

from qgis.core import (
    QgsFileUtils,
    QgsProcessing,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingOutputLayerDefinition,
    QgsProperty,
)

from ...i18n import tr
from ...resources import resource
from .base import RasterAlgorithm
from .paths import temporary_path


class ReadyModel(RasterAlgorithm):
    """Declares the form and runs, with what it says, the model that lies in ``resources/models``.

    The file is read when it is needed, and not when QGIS starts: that costs nothing then, and finds
    the algorithms of every provider, whatever the order in which they are loaded. It is made of
    this form by ``resources/models/make_models.py``.

    Attributes
    ----------
    OUTPUTS : dict of str to (str, str)
        The step of the model and its output that each output of the form is.
    """

    OUTPUTS = {}

    def group(self):
        return tr("Ready-made models")

    def groupId(self):
        return "models"

    def canExecute(self):
        try:
            return self.model().canExecute()
        except QgsProcessingException as error:
            return False, str(error)

    def model(self):
        """The model as the file has it: QgsProcessingModelAlgorithm.

        Raises
        ------
        QgsProcessingException
            When the file is missing or damaged.
        """
        name = f"models/{self.name()}.model3"
        try:
            path = resource(name)
        except FileNotFoundError as error:
            raise QgsProcessingException(
                tr("{path} is missing: install the plugin again.").format(path=f"resources/{name}")
            ) from error
        model = QgsProcessingModelAlgorithm()
        if not model.fromFile(path) or not model.childAlgorithms():
            raise QgsProcessingException(
                tr("{path} is damaged: install the plugin again.").format(path=path)
            )
        return model

    def process(self, parameters, context, feedback):
        model = self.model()
        possible, problem = model.canExecute()
        if not possible:
            raise QgsProcessingException(problem)
        # An input that is left out would get the default of the step.
        values = {
            definition.name(): _value(definition, parameters, context)
            for definition in self.parameterDefinitions()
        }
        self._check([values[name] for name in self.OUTPUTS])
        inside = {name: _name_inside(model, *origin) for name, origin in self.OUTPUTS.items()}
        results, _ = model.run(
            {inside.get(name, name): value for name, value in values.items() if value is not None},
            context,
            feedback,
            catchExceptions=False,
        )
        return {name: results[own] for name, own in inside.items() if results.get(own)}

    def _check(self, outputs):
        """Refuse outputs over an input or over each other: a step knows but its own files."""
        from ...core.files.checks import check_destination, check_distinct
        from ...task import core_errors_translated

        paths = [path for path in map(_path, outputs) if path]
        with core_errors_translated():
            sources = [layer.open(None) for layer in self.layers.values()]
            inputs = [file for source in sources for file in (source.path, *source.files)]
            for path in paths:
                check_destination(path, inputs)
            check_distinct(paths)
            self.check_sources(sources)

    def check_sources(self, sources):
        """Refuse what a later step would, when the earlier ones have written their outputs.

        Parameters
        ----------
        sources : list of RasterSource
            In the order of the form.

        Raises
        ------
        RasterError
        """


def _path(value):
    """Path of an output; None where none is asked for."""
    return (
        value.sink.staticValue() if isinstance(value, QgsProcessingOutputLayerDefinition) else value
    )


def _value(definition, parameters, context):
    """What the form says, with a name of its own for a temporary file.

    A report calls a map by the name of its file, and QGIS calls all of these alike.
    """
    value = parameters.get(definition.name(), definition.defaultValue())
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        if value.sink.staticValue() == QgsProcessing.TEMPORARY_OUTPUT:
            value = QgsProcessingOutputLayerDefinition(value)
            value.sink = QgsProperty.fromValue(_temporary(definition, context))
    elif definition.isDestination() and value == QgsProcessing.TEMPORARY_OUTPUT:
        value = _temporary(definition, context)
    return value


def _temporary(definition, context):
    name = f"{definition.description()}.{definition.defaultFileExtension()}"
    return temporary_path(QgsFileUtils.stringToSafeFilename(name), context)


def _name_inside(model, step, step_output):
    """What a model calls an output of one of its steps."""
    outputs = model.childAlgorithms()[step].modelOutputs().values()
    name = next(output.name() for output in outputs if output.childOutputName() == step_output)
    return f"{step}:{name}"
