"""Script of the desktop (`--code`) that starts classify in its dialog, then closes QGIS.

QGIS asks whether to cancel the run, and stays open. So the script closes it again after the run.

The environment variable CLOSING holds the input, the output and a log file, one on each line.
"""

import os
import time
import traceback

import processing
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from qgis.utils import iface

source, destination, log = os.environ["CLOSING"].split("\n")
started = time.monotonic()


def note(*words):
    with open(log, "a", encoding="utf-8") as file:
        print(f"{time.monotonic() - started:.1f}", *words, file=file)


def guarded(function):
    def call(*arguments):
        try:
            function(*arguments)
        except Exception:
            note(traceback.format_exc())
            os._exit(3)

    return call


@guarded
def start():
    global dialog
    dialog = processing.createAlgorithmDialog(
        "s2kmeans:classify", {"INPUT": source, "OUTPUT": destination}
    )
    dialog.show()
    dialog.runButton().click()
    note("started")
    wait()


def wait():
    """Wait until the run has made 30 % of its progress, then close QGIS."""
    tasks = QgsApplication.taskManager().activeTasks()
    if any(task.progress() > 30 for task in tasks):
        note("closing, at", [round(task.progress()) for task in tasks])
        QTimer.singleShot(200, answer)
        QTimer.singleShot(0, close)
    else:
        QTimer.singleShot(50, wait)


def close():
    iface.actionExit().trigger()
    # QGIS has asked, has cancelled the run and is still open.
    asked = time.monotonic()

    @guarded
    def again():
        if QgsApplication.taskManager().activeTasks():
            QTimer.singleShot(10, again)
            return
        note(f"cancelled after {time.monotonic() - asked:.1f} s; closing again")
        dialog.close()
        iface.actionExit().trigger()

    again()


@guarded
def answer():
    """Answer Yes or Discard to each question of QGIS."""
    for box in QApplication.topLevelWidgets():
        if isinstance(box, QMessageBox) and box.isVisible():
            note("QGIS asks:", box.text().replace("\n", " "))
            for kind in (QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.Discard):
                if box.button(kind) is not None:
                    box.button(kind).click()
    QTimer.singleShot(200, answer)


QTimer.singleShot(2000, start)
