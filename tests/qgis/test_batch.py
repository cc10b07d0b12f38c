"""Batch dialog of Processing: one run for each row of its table."""

import time

import pytest
from products import make_product
from pytest_qgis.utils import process_events
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis_tools import Feedback, class_counts, read

SECONDS = 60


@pytest.fixture
def no_early_deletion(qgis_app):
    """Delay deletions until QGIS is back in its event loop, as in the desktop.

    pytest-qgis deletes objects as soon as a layer is added, while Processing still uses them.
    """
    added = QgsProject.instance().legendLayersAdded
    added.disconnect(process_events)
    yield
    added.connect(process_events)


@pytest.fixture
def batch(provider, browser, project, no_early_deletion):
    """Run an algorithm with rows of parameters, and load its results."""
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    dialogs = []

    def run(name, rows):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"s2kmeans:{name}")
        dialog = BatchAlgorithmDialog(algorithm)
        dialogs.append(dialog)
        panel = dialog.mainWidget()
        panel.addRow(len(rows) - panel.batchRowCount())
        panel.checkLoadLayersOnCompletion.setChecked(True)
        for number, row in enumerate(rows):
            for parameter, value in row.items():
                column = panel.parameter_to_column[parameter]
                if algorithm.parameterDefinition(parameter).isDestination():
                    # The first line of the table is the one that fills the others.
                    panel.tblParameters.cellWidget(number + 1, column).setValue(value)
                else:
                    cell = panel.wrappers[number][column]
                    cell.setParameterValue(value, QgsProcessingContext())
        dialog.show()
        dialog.runAlgorithm()
        # From QGIS 3.40 on rows run in the background.
        end = time.monotonic() + SECONDS
        while dialog.cancelButton().isEnabled():
            assert time.monotonic() < end, "the batch did not come to its end"
            QCoreApplication.processEvents()

    yield run
    for dialog in dialogs:
        dialog.close()


def layers():
    return {layer.source(): layer for layer in QgsProject.instance().mapLayers().values()}


def test_each_row_gives_a_map_with_its_own_classes(batch, scene, out):
    paths = {n: str(out / f"{n}.tif") for n in (3, 5)}
    batch("classify", [{"INPUT": scene, "N_CLUSTERS": n, "OUTPUT": paths[n]} for n in paths])
    assert {n: len(layers()[path].renderer().classes()) for n, path in paths.items()} == {
        3: 3,
        5: 5,
    }
    assert [len(class_counts(read(path))) for path in paths.values()] == [3, 5]


def test_each_row_opens_its_own_product(batch, sample_path, tmp_path, out):
    rows = []
    for baseline in ("02.14", "05.10"):
        product = make_product(tmp_path, sample_path, baseline=baseline, bands=("B03", "B04"))
        path = str(out / f"{baseline}.vrt")
        rows.append({"PRODUCT": product, "BANDS": ["B03", "B04"], "OUTPUT": path})
    batch("openproduct", rows)
    assert {path: layer.bandCount() for path, layer in layers().items()} == {
        row["OUTPUT"]: 2 for row in rows
    }


def test_an_empty_optional_layer_of_a_row_is_not_loaded(provider, scene, project, out):
    context = QgsProcessingContext()
    context.setProject(project)
    path = str(out / "classes.tif")
    parameters = {"INPUT": scene, "N_INIT": 1}
    for name, place in (("OUTPUT", path), ("OUTPUT_CONFIDENCE", ""), ("OUTPUT_POLYGONS", "")):
        parameters[name] = QgsProcessingOutputLayerDefinition(place, project)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("s2kmeans:classify")
    _, succeeded = algorithm.run(parameters, context, Feedback())
    assert succeeded
    assert list(context.layersToLoadOnCompletion()) == [path]
