"""Task of QGIS in which the core runs: progress, cancellation, errors."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Callable

from qgis.core import QgsProcessingException, QgsProcessingFeedback, QgsTask

from .core.errors import CoreError
from .core.parallel.progress import Watch
from .i18n import template, tr


class CoreTask(QgsTask):
    """Task that runs a function of the core on the thread that calls `run`.

    The function, `work`, must not touch the project or the GUI. Afterwards `result` is its result,
    and `error` the exception that it raised, or None.
    """

    def __init__(self, description: str, work: Callable[[Watch], object]) -> None:
        super().__init__(description, QgsTask.Flag.CanCancel)
        self._work = work
        self.feedback: QgsProcessingFeedback | None = None
        self.result: object = None
        self.error: Exception | None = None

    def run(self):
        try:
            self.result = self._work(Watch(self._report, self._is_cancelled))
        except Exception as error:  # QGIS would only log it.
            self.error = error
            # The frames would keep all arrays of the core in memory.
            traceback.clear_frames(error.__traceback__)
        return self.error is None

    def _report(self, fraction):
        self.setProgress(100 * fraction)
        if self.feedback is not None:
            self.feedback.setProgress(100 * fraction)

    def _is_cancelled(self):
        return self.isCanceled() or (self.feedback is not None and self.feedback.isCanceled())


def run_in_place(task: CoreTask, feedback: QgsProcessingFeedback) -> object:
    """Run a task on this thread, with the progress and the cancellation of an algorithm.

    Return its result. Raise QgsProcessingException for each error of the core, in the language of
    the user. Any other exception is a bug and stays unchanged.
    """
    # The feedback is polled and not connected: this thread has no event loop for queued signals,
    # and PyQt would keep a connected function with all its arguments and results.
    task.feedback = feedback
    try:
        task.run()
    finally:
        task.feedback = None
    if task.error is not None:
        # The frame of `CoreTask.run` has ended only now. It would keep the task and its work.
        traceback.clear_frames(task.error.__traceback__)
        with translate_errors():
            raise task.error
    return task.result


@contextmanager
def translate_errors() -> Iterator[None]:
    """Turn errors of the core into errors of Processing, in the language of the user."""
    try:
        yield
    except CoreError as error:
        raise QgsProcessingException(template(error.template).format(**error.values)) from error
    except MemoryError as error:
        raise QgsProcessingException(
            tr(
                "The memory is full. Close other programs, or choose fewer bands, fewer classes or "
                "a smaller sample."
            )
        ) from error
