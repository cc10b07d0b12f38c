"""Base of the algorithms: layers, workers, and the record of a run."""

from __future__ import annotations

import os
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingException

from ...resources import help_page, plugin_icon, plugin_version
from ...task import CoreTask, core_errors_translated, run_in_place
from . import run_record
from .mask_input import MaskInput
from .raster_input import LayerInput
from .values import FormValues

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from qgis.core import (
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProcessingParameterDefinition,
    )
    from qgis.PyQt.QtGui import QIcon

    from ...core.raster.grid import Window
    from ...core.raster.source import RasterSource
    from ...core.reports.page import Run


class RasterAlgorithm(FormValues):
    """Algorithm that reads raster layers window by window.

    Attributes
    ----------
    LAYERS : tuple of str
        Names of the parameters that are raster layers.
    layers : dict of str to LayerInput
        Their layers, after `prepareAlgorithm`.
    mask : MaskInput or None
        The mask layer, after `prepareAlgorithm`.
    """

    LAYERS: tuple[str, ...] = ("INPUT",)

    layers: dict[str, LayerInput]
    mask: MaskInput | None = None

    @property
    def layer(self) -> LayerInput:
        """Layer of the parameter INPUT."""
        return self.layers["INPUT"]

    def createInstance(self) -> RasterAlgorithm:
        return type(self)()

    def icon(self) -> QIcon:
        return plugin_icon()

    def helpUrl(self) -> str:
        return help_page(self.name())

    def prepareAlgorithm(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Read the layers; QGIS calls this method on their thread."""
        self.layers = {name: self._layer(parameters, name, context) for name in self.LAYERS}
        if self.parameterDefinition("MASK") is not None:
            self.mask = MaskInput.of(self, parameters, context)
        return True

    def processAlgorithm(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict:
        """Run `process`, then drop its references.

        QGIS keeps the traceback of a failed run until it ends. Without this, its frames would keep
        the sample and the open files of each failed run.
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

    def process(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict:
        """Prepare the work, run it in a task, and return the results by output."""
        from ...core.parallel.windows import Workers

        work = self.prepare_work(parameters, context, feedback)
        with self.executor(parameters, context) as (executor, n_workers):
            task = CoreTask(
                self.displayName(),
                lambda watch: work(workers=Workers(executor, n_workers, watch)),
            )
            outcome = run_in_place(task, feedback)
        return self.finish(outcome, parameters, context, feedback)

    def prepare_work(
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Callable[..., object]:
        """Read the form, open and check the inputs, and log them.

        Returns
        -------
        callable
            Use case of the core. It takes ``workers``, and writes all outputs.
        """
        raise NotImplementedError

    def finish(
        self,
        outcome: Any,
        parameters: dict,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict:
        """Log the outcome, style the layers, and return the results by the names of the outputs."""
        raise NotImplementedError

    def window(
        self, parameters: dict, context: QgsProcessingContext, source: RasterSource
    ) -> Window | None:
        """Return the window of the extent that the form gives; None for the whole raster."""
        extent = self.parameterAsExtent(parameters, "EXTENT", context, self.layer.crs)
        if extent.isNull():
            return None
        return source.grid.window_of_bounds(
            extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()
        )

    @contextmanager
    def executor(
        self, parameters: dict, context: QgsProcessingContext
    ) -> Iterator[tuple[Executor, int]]:
        """Provide threads of this computer, or the Dask cluster that the form names.

        Yields
        ------
        executor : concurrent.futures.Executor
        n_workers : int
        """
        scheduler = self.parameterAsString(parameters, "DASK_SCHEDULER", context).strip()
        if scheduler:
            from ...core.parallel.dask import dask_executor

            with ExitStack() as stack:
                with core_errors_translated():
                    workers = stack.enter_context(dask_executor(scheduler))
                yield workers
        else:
            n_workers = os.cpu_count() or 1
            with ThreadPoolExecutor(n_workers) as executor:
                yield executor, n_workers

    def origin(
        self, parameters: dict, context: QgsProcessingContext, output: str = "OUTPUT"
    ) -> dict[str, str]:
        """Return the command and the plugin version, for the metadata of a result."""
        command = run_record.command_of(self, parameters, context, output)
        return {"command": command, "plugin": plugin_version()}

    def describe_run(
        self,
        title: str,
        parameters: dict,
        context: QgsProcessingContext,
        output: str = "OUTPUT_REPORT",
    ) -> Run:
        """Return title, parameters and command of the run, for a report."""
        from ...core.reports.page import Run

        command = run_record.command_of(self, parameters, context, output)
        return Run(title, run_record.described_values(self, parameters, context), command)

    def command_values(
        self,
        definition: QgsProcessingParameterDefinition,
        parameters: dict,
        context: QgsProcessingContext,
    ) -> list:
        """Return the values of a parameter as qgis_process takes them; [] for the default."""
        return run_record.command_values(self, definition, parameters, context)

    def _layer(self, parameters: dict, name: str, context: QgsProcessingContext) -> LayerInput:
        layer = self.parameterAsRasterLayer(parameters, name, context)
        if layer is None:
            raise QgsProcessingException(self.invalidRasterError(parameters, name))
        return LayerInput.given(layer, context)
