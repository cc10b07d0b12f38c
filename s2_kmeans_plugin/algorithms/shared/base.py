"""Base of the algorithms: form check, layers, workers, and the steps of a run."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, NamedTuple

from qgis.core import QgsProcessingException, QgsProcessingParameterNumber

from ...i18n import template
from ...resources import help_page, plugin_icon, plugin_version
from ...task import CoreTask, run_in_place, translate_errors
from . import run_record
from .algorithm_run import AlgorithmRun
from .form import INTEGER, Form
from .masking import MaskInput
from .raster_input import LayerInput

# QGIS reads a larger whole number as 0, and the largest float as "no limit".
_LARGEST_INTEGER, _UNLIMITED = 2**31 - 1, sys.float_info.max


class Texts(NamedTuple):
    """Texts of an algorithm in the toolbox and in its form; the tags are separated by commas."""

    title: str
    tags: str
    summary: str
    description: str


class RasterAlgorithm(Form):
    """Algorithm that reads raster layers window by window.

    A subclass declares its texts and its form, and implements `prepare_work` and `finish`.
    """

    NAME: str  # Id of the algorithm.
    LAYERS: tuple[str, ...] = ("INPUT",)  # Names of the parameters that are raster layers.

    # After `prepareAlgorithm`.
    layers: dict[str, LayerInput]
    mask: MaskInput | None = None

    def texts(self) -> Texts:
        """Return the texts in the language of the user."""
        raise NotImplementedError

    def name(self):
        return self.NAME

    def displayName(self):
        return self.texts().title

    def tags(self):
        return self.texts().tags.split(",")

    def shortDescription(self):
        return self.texts().summary

    def shortHelpString(self):
        return self.texts().description

    def createInstance(self):
        return type(self)()

    def icon(self):
        return plugin_icon()

    def helpUrl(self):
        return help_page(self.name())

    def checkParameterValues(self, parameters, context):
        run = AlgorithmRun(self, parameters, context)
        problem = self.find_problem(run)
        for definition in self.parameterDefinitions():
            if not problem and isinstance(definition, QgsProcessingParameterNumber):
                problem = _number_problem(definition, run)
        if problem:
            return False, problem
        return super().checkParameterValues(parameters, context)

    def find_problem(self, run: AlgorithmRun) -> str | None:
        """Return a message if the values of the form do not fit together."""
        return None

    def prepareAlgorithm(self, parameters, context, feedback):
        """Read the layers; QGIS calls this method on their thread."""
        self.layers = {name: self._layer(parameters, name, context) for name in self.LAYERS}
        if self.parameterDefinition("MASK") is not None:
            self.mask = MaskInput.of(self, parameters, context)
        return True

    def processAlgorithm(self, parameters, context, feedback):
        """Run `process`, then drop its references.

        QGIS keeps the traceback of a failed run until it ends. Without this, its frames would keep
        the sample and the open files of each failed run.
        """
        try:
            return self.process(AlgorithmRun(self, parameters, context, feedback))
        except Exception as error:
            traceback.clear_frames(error.__traceback__)
            del self, parameters, context, feedback
            raise
        finally:
            from ...core.parallel.memory import give_back

            give_back()

    def process(self, run: AlgorithmRun) -> dict:
        """Prepare the work, run it in a task, and return the results by output."""
        work = self.prepare_work(run)
        with self.executor(run) as (executor, n_workers):
            # Not a closure: its cells would stay in the traceback that QGIS keeps.
            task = CoreTask(self.displayName(), partial(_call, work, executor, n_workers))
            outcome = run_in_place(task, run.feedback)
        return self.finish(outcome, run)

    def prepare_work(self, run: AlgorithmRun) -> Callable[..., object]:
        """Read the form, open, check and log the inputs.

        Return a use case of the core. It takes ``workers``, and writes all outputs.
        """
        raise NotImplementedError

    def finish(self, outcome: Any, run: AlgorithmRun) -> dict:
        """Log the outcome, style the layers, and return the results by the names of the outputs."""
        raise NotImplementedError

    @contextmanager
    def executor(self, run: AlgorithmRun) -> Iterator[tuple[Executor, int]]:
        """Yield threads of this computer, or the Dask cluster of the form, and their number."""
        scheduler = run.text("DASK_SCHEDULER").strip()
        if scheduler:
            from ...core.parallel.dask import dask_executor

            with ExitStack() as stack:
                with translate_errors():
                    workers = stack.enter_context(dask_executor(scheduler))
                yield workers
        else:
            n_workers = os.cpu_count() or 1
            with ThreadPoolExecutor(n_workers) as executor:
                yield executor, n_workers

    def origin(self, run: AlgorithmRun) -> dict[str, str]:
        """Return the command and the plugin version, for the metadata of a result."""
        return {"command": run_record.command_of(run, "OUTPUT"), "plugin": plugin_version()}

    def describe_run(self, title: str, run: AlgorithmRun, output: str = "OUTPUT_REPORT"):
        """Return title, parameters and command of the run, for a report."""
        from ...core.reports.page import Run

        return Run(title, run_record.described_values(run), run_record.command_of(run, output))

    def command_values(self, definition, run: AlgorithmRun) -> list:
        """Return the values of a parameter as qgis_process takes them; [] for the default."""
        return run_record.command_values(definition, run)

    def _layer(self, parameters, name, context):
        layer = self.parameterAsRasterLayer(parameters, name, context)
        if layer is None:
            raise QgsProcessingException(self.invalidRasterError(parameters, name))
        return LayerInput.from_form(layer, context)


def _call(work, executor, n_workers, watch):
    from ...core.parallel.windows import Workers

    return work(workers=Workers(executor, n_workers, watch))


def _number_problem(definition, run):
    """Return a message if a value is not a number, too small or too large."""
    name = definition.name()
    try:
        # As a float, because QGIS reads a large whole number as 0.
        optional = definition.defaultValue() is None
        value = run.optional_number(name) if optional else run.decimal(name)
    except QgsProcessingException as error:
        return str(error)
    low, high = definition.minimum(), definition.maximum()
    if definition.dataType() == INTEGER:
        high = min(high, _LARGEST_INTEGER)
    if value is None or low <= value <= high:
        return None
    if low == -_UNLIMITED:
        text = template("{name} is {value:.10g}. Choose a finite number.")
    elif high == _UNLIMITED:
        text = template("{name} is {value:.10g}. Choose {low:.10g} or more.")
    else:
        text = template("{name} is {value:.10g}. Choose from {low:.10g} to {high:.10g}.")
    return text.format(name=name, value=value, low=low, high=high)
