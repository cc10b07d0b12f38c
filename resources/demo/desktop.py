"""Steps of the tutorial in a QGIS desktop, with pictures of forms and maps.

QGIS runs this with --code in the root of the repository: see the script `screenshot`. Maps and
reports go to build/tutorial, where browser.py finds them.
"""

import os
import shutil
import sys
import traceback
from pathlib import Path

import processing
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QApplication,
    QDockWidget,
    QScrollArea,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)
from qgis.utils import iface, plugins

ROOT = Path.cwd()
sys.path.append(str(ROOT / "resources/demo"))

from demo import compose  # noqa: E402
from pictures import save  # noqa: E402

WORK = ROOT / "build/tutorial"
BANDS = [2, 3, 4, 5, 6, 7, 8, 9, 12, 13]
PRODUCT = "S2A_MSIL2A_20240601T154819_N0510_R054_T18SVG_20240601T204159.zip"
# Rows of class, new class, name and colour, as in the tutorial.
TABLE = (
    *("1", "", "Open water", "#3d6c9e"),
    *("2", "", "Salt marsh", "#5f5c33"),
    *("3", "", "Shores and edges", "#8d8a5a"),
    *("4", "", "Forest", "#1f4d2b"),
    *("5", "", "Bare or sparse fields", "#c9a37c"),
    *("6", "5", "", ""),
    *("7", "", "Green fields", "#7fb04f"),
    *("8", "", "Beach", "#f5edd3"),
)


def tutorial():
    """Run the steps. Each yields the seconds that the desktop needs before the next."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    for ending in ("tif", "qml"):
        shutil.copy(ROOT / f"resources/sample/sentinel2_virginia.{ending}", WORK)
    arrange_window()
    image = add("sentinel2_virginia")
    # The zoom depends on the final size of the docks.
    yield 1
    iface.zoomToActiveLayer()
    yield 2

    dialog = plugins["s2_kmeans_plugin"].open_dialog()
    form = {"INPUT": image.id(), "BANDS": BANDS, **named("classes", "CLASSIFY")}
    yield from take_dialog(dialog, "classify", form)
    form = {"INPUT": image.id(), "BANDS": BANDS, "MAX_CLUSTERS": 12}
    texts = {"OUTPUT_REPORT": "numbers.html", "OUTPUT_TABLE": "numbers.csv"}
    yield from take_form("suggestclusters", {**form, **texts})
    form = {"INPUT": image.id(), "BANDS": BANDS, "OUTPUT": "classes.tif"}
    texts = {"OUTPUT_REPORT": "classes.html", "OUTPUT_SUGGESTION": "numbers.html"}
    yield from take_form("suggest_classify_clean_report", {**form, **texts})
    form = {"FIRST": image.id(), "SECOND": image.id(), "BANDS": BANDS}
    files = {"OUTPUT_FIRST": "first.tif", "OUTPUT_SECOND": "second.tif"}
    texts = {"OUTPUT_CHANGES": "changes.tif", "OUTPUT_REPORT": "changes.html"}
    yield from take_form("two_dates_changes", {**form, **files, **texts})

    form = {"PATTERN": "scenes/*.tif", "BANDS": [2, 3, 4, 8], "OUTPUT": "maps"}
    yield from take_form("classifymany", {**form, "OUTPUT_TABLE": "areas.csv"})
    form = {"PRODUCT": PRODUCT, "OUTPUT": "image.vrt", "OUTPUT_SCL": "scene.tif"}
    yield from take_form("openproduct", form)
    form = {"PRODUCT": PRODUCT, "OUTPUT_IMAGE": "image.vrt", "OUTPUT": "classes.tif"}
    texts = {"OUTPUT_POLYGONS": "classes.gpkg", "OUTPUT_REPORT": "classes.html"}
    yield from take_form("product_to_polygons", {**form, **texts})

    cleaned = {**placed("clean", "MAP"), "OUTPUT_POLYGONS": str(WORK / "polygons.gpkg")}
    run("s2kmeans:classify", INPUT=image, BANDS=BANDS, MIN_AREA=0.5, **cleaned)
    polygons = QgsVectorLayer(cleaned["OUTPUT_POLYGONS"], "polygons")
    QgsProject.instance().addMapLayer(polygons)
    iface.layerTreeView().expandAll()
    yield 3
    save_screen("polygons")
    QgsProject.instance().removeMapLayer(polygons)

    run("s2kmeans:classify", INPUT=image, BANDS=BANDS, **placed("classes", "CLASSIFY"))
    classes = add("classes")
    iface.layerTreeView().expandAll()
    yield 3
    save_screen("desktop")
    save(compose(classes.source()), "by-eye", width=1100)

    run("gdal:sieve", INPUT=classes, THRESHOLD=10, OUTPUT=str(WORK / "sieved.tif"))
    sieved = add("sieved")
    form = {"CLASSES": sieved.id(), "TABLE": list(TABLE), "MODEL": "classes.json"}
    yield from take_form("editclasses", {**form, **named("named", "EDIT")}, table="table")
    run(
        "s2kmeans:editclasses",
        CLASSES=sieved,
        TABLE=list(TABLE),
        MODEL=str(WORK / "classes.json"),
        **placed("named", "EDIT"),
    )
    QgsProject.instance().removeMapLayer(sieved)
    edited = add("named")
    iface.layerTreeView().collapseAll()
    for layer in (edited, image):
        iface.layerTreeView().setCurrentLayer(layer)
        iface.layerTreeView().expand(iface.layerTreeView().currentIndex())
    iface.layerTreeView().setCurrentLayer(edited)
    yield 3
    save_screen("named")

    form = {"CLASSES": edited.id(), "INPUT": image.id(), "BANDS": BANDS}
    yield from take_form("classstatistics", {**form, **named("named", "DESCRIBE")})
    run(
        "s2kmeans:classstatistics",
        CLASSES=edited,
        INPUT=image,
        BANDS=BANDS,
        **placed("named", "DESCRIBE"),
    )
    form = {"INPUT": image.id(), "MODEL": "named.json", "OUTPUT": "applied.tif"}
    yield from take_form("applymodel", form)

    run("s2kmeans:classify", INPUT=image, BANDS=BANDS, ALGORITHM=3, **placed("mixture", "MAP"))
    mixture = add("mixture")
    form = {"FIRST": classes.id(), "SECOND": mixture.id()}
    yield from take_form("compareclasses", {**form, **named("changes", "COMPARE")})
    run("s2kmeans:compareclasses", FIRST=classes, SECOND=mixture, **placed("changes", "COMPARE"))

    ground = QgsVectorLayer("Point?crs=EPSG:32618&field=cover:string", "ground", "memory")
    QgsProject.instance().addMapLayer(ground)
    form = {"CLASSES": edited.id(), "REFERENCE": ground.id(), "FIELD": "cover"}
    texts = {"OUTPUT_TABLE": "confusion.csv", "OUTPUT_REPORT": "accuracy.html"}
    yield from take_form("accuracy", {**form, **texts})


# Outputs of each step: parameter and extension.
OUTPUTS = {
    "MAP": {"OUTPUT": "tif"},
    "CLASSIFY": {
        "OUTPUT": "tif",
        "OUTPUT_TABLE": "csv",
        "OUTPUT_MODEL": "json",
        "OUTPUT_REPORT": "html",
    },
    "EDIT": {"OUTPUT": "tif", "OUTPUT_MODEL": "json"},
    "DESCRIBE": {"OUTPUT_TABLE": "csv", "OUTPUT_REPORT": "html"},
    "COMPARE": {
        "OUTPUT": "tif",
        "OUTPUT_TABLE": "csv",
        "OUTPUT_CONTINGENCY": "csv",
        "OUTPUT_REPORT": "html",
    },
}


def named(stem, step):
    """Return outputs without a folder, so that a form shows no path of this machine."""
    files = {name: f"{stem}.{ending}" for name, ending in OUTPUTS[step].items()}
    if "OUTPUT_CONTINGENCY" in files:
        files["OUTPUT_CONTINGENCY"] = "contingency.csv"
    return files


def placed(stem, step):
    return {name: str(WORK / file) for name, file in named(stem, step).items()}


def run(identifier, **parameters):
    processing.run(identifier, parameters)


def arrange_window():
    window = iface.mainWindow()
    window.resize(1440, 900)
    window.move(0, 0)
    for dock in window.findChildren(QDockWidget):
        dock.setVisible(dock.objectName() in ("Layers", "ProcessingToolbox"))
    toolbox = window.findChild(QDockWidget, "ProcessingToolbox")
    layers = window.findChild(QDockWidget, "Layers")
    # Wide enough for the longest name of a class.
    window.resizeDocks([layers, toolbox], [320, 340], Qt.Orientation.Horizontal)
    for tree in toolbox.findChildren(QTreeView):
        for row in range(tree.model().rowCount()):
            index = tree.model().index(row, 0)
            tree.setExpanded(index, index.data() == "S2 K-means")


def add(stem):
    layer = QgsRasterLayer(str(WORK / f"{stem}.tif"), stem)
    QgsProject.instance().addMapLayer(layer)
    iface.setActiveLayer(layer)
    return layer


def take_form(name, parameters, table=None):
    yield from take_dialog(
        processing.createAlgorithmDialog(f"s2kmeans:{name}"), name, parameters, table
    )


def take_dialog(dialog, name, parameters, table=None):
    """Show a form, fill it in and take its picture, then a picture of its table of changes."""
    dialog.show()
    dialog.setParameters(parameters)
    dialog.resize(860, 400)
    yield 1
    dialog.resize(860, height_of(dialog))
    yield 1
    save(dialog.grab().toImage(), name)
    if table:
        panel = next(
            each
            for each in dialog.findChildren(QWidget)
            if each.metaObject().className() == "QgsProcessingMatrixParameterPanel"
        )
        panel.findChild(QToolButton).click()
        yield 1
        dialog.findChild(QTableView).resizeColumnsToContents()
        yield 1
        save(dialog.grab().toImage(), table)
    dialog.close()


def height_of(dialog):
    """Return the height at which a form needs no scroll bar."""
    hidden = max(
        (
            area.widget().sizeHint().height() - area.viewport().height()
            for area in dialog.findChildren(QScrollArea)
            if area.isVisible() and area.widget()
        ),
        default=0,
    )
    return max(560, dialog.height() + hidden + 8)


def save_screen(name):
    save(QApplication.primaryScreen().grabWindow(0).toImage(), name)


def advance(steps):
    """Run the next step. After a failure, end the desktop, which would wait forever."""
    try:
        seconds = next(steps)
    except StopIteration:
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    QTimer.singleShot(int(1000 * seconds), lambda: advance(steps))


STEPS = tutorial()
QTimer.singleShot(4000, lambda: advance(STEPS))
