"""The QgsTask in which the core runs: progress, cancel, errors."""

import traceback
from contextlib import contextmanager

from qgis.core import QgsProcessingException, QgsTask

from .core.errors import CoreError
from .i18n import template, tr


class CoreTask(QgsTask):
    """Runs a function of the core, on whatever thread calls `run`.

    Parameters
    ----------
    description : str
    work : callable
        Called with ``progress`` and ``is_cancelled``; touches neither project nor GUI.

    Attributes
    ----------
    result : object
        What ``work`` returned, or None.
    error : Exception or None
        What it raised.
    """

    def __init__(self, description, work):
        super().__init__(description, QgsTask.Flag.CanCancel)
        self._work = work
        # Of an algorithm that runs the task in place.
        self.feedback = None
        self.result = None
        self.error = None

    def run(self):
        try:
            self.result = self._work(progress=self._report, is_cancelled=self._is_cancelled)
        except Exception as error:  # Kept for the caller: QGIS would only log it.
            self.error = error
            # Kept as it is, it would keep all that the core had in memory.
            traceback.clear_frames(error.__traceback__)
        return self.error is None

    def _report(self, fraction):
        self.setProgress(100 * fraction)
        if self.feedback is not None:
            self.feedback.setProgress(100 * fraction)

    def _is_cancelled(self):
        return self.isCanceled() or (self.feedback is not None and self.feedback.isCanceled())


def run_in_place(task, feedback):
    """Run a task on this thread, joined to the feedback of an algorithm.

    Raises
    ------
    QgsProcessingException
        For everything the core complains of, in the user's language. What else the task raised is
        a bug, and raised as it is.
    """
    # Asked, not connected: this thread has no event loop that would deliver a queued signal, and
    # without one PyQt keeps whatever was connected, with all that the work was given and gave.
    task.feedback = feedback
    try:
        task.run()
    finally:
        task.feedback = None
    with core_errors_translated():
        if task.error is not None:
            raise task.error
    return task.result


@contextmanager
def core_errors_translated():
    """Turn what the core complains of into what QGIS shows, in the user's language."""
    try:
        yield
    except CoreError as error:
        raise QgsProcessingException(template(error.template).format(**error.values)) from error
    except MemoryError as error:
        raise QgsProcessingException(
            tr(
                "There is not enough memory: close other programs, or choose fewer bands, fewer "
                "clusters or a smaller sample."
            )
        ) from error
