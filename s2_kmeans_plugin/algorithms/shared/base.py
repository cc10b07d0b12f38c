"""What the algorithms share behind their forms: layers, workers, and telling how to run again."""

import os
import re
import shlex
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from qgis.core import (
    QgsProcessingException,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterNumber,
)

from ...i18n import local
from ...resources import help_page, plugin_icon, plugin_version
from .form import Form
from .paths import whole_path

_PLAIN = re.compile(r"[\w.:\\/=+-]+")


class RasterAlgorithm(Form):
    """An algorithm that reads raster layers window by window.

    Attributes
    ----------
    LAYERS : tuple of str
        Names of the parameters that are raster layers.
    layers : dict of str to LayerInput
        What a run needs of each, once it is prepared.
    mask : masking.MaskInput or None
        What it needs of the mask, where one is given.
    """

    LAYERS = ("INPUT",)

    mask = None

    @property
    def layer(self):
        """The layer INPUT."""
        return self.layers["INPUT"]

    def createInstance(self):
        return type(self)()

    def icon(self):
        return plugin_icon()

    def helpUrl(self):
        return help_page(self.name())

    def prepareAlgorithm(self, parameters, context, feedback):
        """Read what belongs to the layers here, on the thread that they live on."""
        self.layers = {name: self._layer(parameters, name, context) for name in self.LAYERS}
        if self.parameterDefinition("MASK") is not None:
            from .masking_form import MaskInput

            self.mask = MaskInput.of(self, parameters, context)
        return True

    def processAlgorithm(self, parameters, context, feedback):
        """What QGIS calls: `process`, with what it held let go of.

        QGIS never frees the traceback of what an algorithm raises, so frames and all that they
        name would stay until it ends: a sample, a layer and its open file for each failed run.
        """
        try:
            return self.process(parameters, context, feedback)
        except Exception as error:
            traceback.clear_frames(error.__traceback__)
            del self, parameters, context, feedback
            raise
        finally:
            from ...core.parallel.memory import give_back

            give_back()

    def process(self, parameters, context, feedback):
        """Run, and give the results by the names of the outputs: dict."""
        raise NotImplementedError

    def _layer(self, parameters, name, context):
        from .raster_input import LayerInput

        layer = self.parameterAsRasterLayer(parameters, name, context)
        if layer is None:
            raise QgsProcessingException(self.invalidRasterError(parameters, name))
        return LayerInput.given(layer, context)

    def window(self, parameters, context, source):
        """The part to work on, or None for the whole raster."""
        extent = self.parameterAsExtent(parameters, "EXTENT", context, self.layer.crs)
        if extent.isNull():
            return None
        return source.grid.window_of_bounds(
            extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
        )

    @contextmanager
    def workers(self, parameters, context):
        """An executor on this machine's processors, or on a cluster's where the form names one.

        Yields
        ------
        executor : concurrent.futures.Executor
        n_workers : int
        """
        scheduler = self.parameterAsString(parameters, "DASK_SCHEDULER", context).strip()
        if scheduler:
            from ...core.parallel.dask import dask_executor
            from ...task import core_errors_translated

            with ExitStack() as stack:
                with core_errors_translated():
                    workers = stack.enter_context(dask_executor(scheduler))
                yield workers
        else:
            n_workers = os.cpu_count() or 1
            with ThreadPoolExecutor(n_workers) as executor:
                yield executor, n_workers

    def origin(self, parameters, context, output="OUTPUT"):
        """What a result is to tell of how it was made: dict of str to str.

        The line of qgis_process repeats the run, but for where it writes. What is left at its
        default is left out of it, and so is where the work is done.

        Parameters
        ----------
        parameters : dict
        context : QgsProcessingContext
        output : str
            The output that the line asks for.
        """
        words = ["qgis_process", "run", self.id()]
        for definition in self.parameterDefinitions():
            name = definition.name()
            if not definition.isDestination() and name != "DASK_SCHEDULER":
                values = self._values(definition, parameters, context)
                words.extend(f"--{name}={value}" for value in values)
        words.append(f"--{output}=TEMPORARY_OUTPUT")
        return {"command": line_of(words), "plugin": plugin_version()}

    def told(self, title, parameters, context, output="OUTPUT_REPORT"):
        """What a page is to tell of the run: page.Run. The output is as in `origin`."""
        from ...core.reports.page import Run

        command = self.origin(parameters, context, output)["command"]
        return Run(title, self.described_values(parameters, context), command)

    def described_values(self, parameters, context):
        """Label and value of each parameter, as a person reads them: list of (str, str)."""
        lines = []
        for definition in self.parameterDefinitions():
            if definition.isDestination() or definition.name() == "DASK_SCHEDULER":
                continue
            name, label = definition.name(), definition.description()
            if self.mask is None and name.startswith("MASK"):
                continue
            if isinstance(definition, QgsProcessingParameterEnum):
                chosen, options = self.choices(parameters, name, context), definition.options()
                is_text = definition.usesStaticStrings()
                value = ", ".join(each if is_text else options[each] for each in chosen)
            elif isinstance(definition, QgsProcessingParameterNumber):
                value = self.number(definition, parameters, context)
                value = "" if value is None else local(value)
            else:
                values = self._values(definition, parameters, context)
                value = ", ".join(map(str, values))
            if value:
                lines.append((label, value))
        return lines

    def _values(self, definition, parameters, context):
        """What the form says of a parameter beyond its default, as qgis_process takes it."""
        name = definition.name()
        if name in self.layers:
            return [whole_path(self.layers[name].source)]
        if isinstance(definition, QgsProcessingParameterBand):
            return self.bands(parameters, context, name) or []
        if name == "MASK":
            return [self.mask.text] if self.mask else []
        if name == "EXTENT":
            extent = self.parameterAsExtent(parameters, name, context, self.layer.crs)
            if extent.isNull():
                return []
            edges = extent.xMinimum(), extent.xMaximum(), extent.yMinimum(), extent.yMaximum()
            return [f"{','.join(map(repr, edges))} [{self.layer.crs.authid()}]"]
        if isinstance(definition, QgsProcessingParameterMatrix):
            cells = self.matrix(parameters, name, context)
            return cells if any(cell != "" for cell in cells) else []
        if isinstance(definition, QgsProcessingParameterEnum) and definition.allowMultiple():
            chosen = self.choices(parameters, name, context)
            return [] if chosen == definition.defaultValue() else chosen
        if isinstance(definition, QgsProcessingParameterNumber):
            value = self.number(definition, parameters, context)
        elif isinstance(definition, QgsProcessingParameterEnum):
            value = self.parameterAsEnum(parameters, name, context)
        elif isinstance(definition, QgsProcessingParameterBoolean):
            value = self.parameterAsBool(parameters, name, context)
            return [] if value == definition.defaultValue() else [str(value).lower()]
        elif isinstance(definition, QgsProcessingParameterFile):
            value = whole_path(self.parameterAsFile(parameters, name, context))
        else:
            value = self.parameterAsString(parameters, name, context)
        return [] if value in ("", None, definition.defaultValue()) else [value]


def line_of(words, is_windows=os.name == "nt"):
    """Words as a line for the shell of a system: str."""
    if not is_windows:
        return shlex.join(words)
    # The shells of Windows know no single quotes, and a word may well hold backslashes.
    return " ".join(word if _PLAIN.fullmatch(word) else f'"{word}"' for word in words)
