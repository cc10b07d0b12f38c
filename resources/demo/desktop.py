"""Use the plugin as a user does, inside the real QGIS desktop, and take pictures on the way.

QGIS runs this with --code; see the script `screenshot` beside it.
"""

import os
import traceback
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from qgis.utils import iface, plugins

ROOT = Path(__file__).resolve().parents[2] if "__file__" in globals() else Path.cwd()
SAMPLE = ROOT / "resources/sample/sentinel2_virginia.tif"
PICTURES = ROOT / "resources/pictures"
BANDS = [2, 3, 4, 5, 6, 7, 8, 9, 12, 13]


def step(function, seconds):
    """Run a step later; a failure must end the desktop, or it would wait for ever."""

    def guarded():
        try:
            function()
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    QTimer.singleShot(int(1000 * seconds), guarded)


def save_screen(path):
    screen = QApplication.primaryScreen()
    screen.grabWindow(0).save(str(path))


def load_sample():
    window = iface.mainWindow()
    window.resize(1440, 900)
    window.move(0, 0)
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() in ("Layers", "ProcessingToolbox"))
    layer = QgsRasterLayer(str(SAMPLE), "sentinel2_virginia")
    QgsProject.instance().addMapLayer(layer)
    iface.setActiveLayer(layer)
    iface.zoomToActiveLayer()
    step(open_dialog, 3)


def open_dialog():
    dialog = plugins["s2_kmeans_plugin"].open_dialog()
    dialog.resize(820, 780)
    dialog.move(310, 60)
    dialog.setParameters({"INPUT": iface.activeLayer().id(), "BANDS": BANDS})
    step(lambda: run(dialog), 2)


def run(dialog):
    save_screen(PICTURES / "dialog.png")
    dialog.runButton().click()
    step(lambda: wait(dialog), 1)


def wait(dialog):
    if len(QgsProject.instance().mapLayers()) < 2:
        return step(lambda: wait(dialog), 1)
    step(lambda: show_log(dialog), 2)


def show_log(dialog):
    # Only to look at: it shows paths of this machine.
    save_screen(ROOT / "build/log.png")
    dialog.close()
    step(show_map, 2)


def show_map():
    classes = next(
        layer
        for layer in QgsProject.instance().mapLayers().values()
        if layer.name() != "sentinel2_virginia"
    )
    iface.layerTreeView().setCurrentLayer(classes)
    iface.layerTreeView().expandAll()
    iface.mapCanvas().refreshAllLayers()
    step(finish, 3)


def finish():
    save_screen(PICTURES / "desktop.png")
    os._exit(0)


step(load_sample, 4)
