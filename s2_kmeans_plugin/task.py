"""The QgsTask in which the core runs: progress, cancel, errors."""

import traceback
from contextlib import contextmanager

from qgis.core import QgsProcessingException, QgsTask
from qgis.PyQt.QtCore import Qt

from .core.errors import ArgumentError, Cancelled, MissingDependencyError, RasterError
from .i18n import tr


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
        self.result = None
        self.error = None

    def run(self):
        try:
            self.result = self._work(
                progress=lambda fraction: self.setProgress(100 * fraction),
                is_cancelled=self.isCanceled,
            )
        except Exception as error:  # Kept for the caller: QGIS would only log it.
            self.error = error
            # Kept as it is, it would keep all that the core had in memory.
            traceback.clear_frames(error.__traceback__)
        return self.error is None


def run_in_place(task, feedback):
    """Run a task on this thread, joined to the feedback of an algorithm.

    Raises
    ------
    QgsProcessingException
        For everything the core complains of, in the user's language. What else the task raised is
        a bug, and raised as it is.
    """
    # Direct, both: this thread has no event loop that would deliver a queued signal.
    direct = Qt.ConnectionType.DirectConnection
    task.progressChanged.connect(feedback.setProgress, direct)
    feedback.canceled.connect(task.cancel, direct)
    if feedback.isCanceled():
        task.cancel()
    try:
        task.run()
    finally:
        feedback.canceled.disconnect(task.cancel)
        task.progressChanged.disconnect(feedback.setProgress)
    with core_errors_translated():
        if task.error is not None:
            raise task.error
    return task.result


@contextmanager
def core_errors_translated():
    """Turn what the core complains of into what QGIS shows, in the user's language."""
    try:
        yield
    except Cancelled as error:
        raise QgsProcessingException(tr("Cancelled: nothing was written.")) from error
    except (RasterError, ArgumentError, MissingDependencyError) as error:
        raise QgsProcessingException(tr(error.template).format(**error.values)) from error
    except MemoryError as error:
        raise QgsProcessingException(
            tr(
                "There is not enough memory: close other programs, or choose fewer bands, fewer "
                "clusters or a smaller sample."
            )
        ) from error
