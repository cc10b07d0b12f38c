"""Dialog of Processing: run and cancel with its buttons."""

import threading

import pytest
from qgis.core import QgsPalettedRasterRenderer, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis_tools import MAX_IN_FLIGHT, class_counts, listing, read, threads_in, wait_until


class Ticker:
    """Timer of the event loop that records, at each tick, the threads inside the core."""

    def __init__(self):
        self.n_ticks = 0
        self.threads = set()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(20)

    def _tick(self):
        found = threads_in("maps/classification.py")
        if found:
            self.n_ticks += 1
            self.threads |= found

    def stop(self):
        self._timer.stop()


@pytest.fixture
def open_dialog(provider, browser, project):
    import processing

    dialogs = []

    def make(**parameters):
        dialog = processing.createAlgorithmDialog("s2kmeans:classify", parameters)
        dialog.show()
        dialogs.append(dialog)
        return dialog

    yield make
    for dialog in dialogs:
        dialog.close()


def run(dialog):
    """Press Run, wait for the end, and return success and results."""
    finished = []
    dialog.algorithmFinished.connect(lambda *outcome: finished.append(outcome))
    dialog.runButton().click()
    # Newer versions of QGIS send no signal when a run fails, but disable the Cancel button.
    wait_until(lambda: finished or not dialog.cancelButton().isEnabled())
    return finished[0] if finished else (False, {})


def test_the_run_leaves_the_gui_thread_free(open_dialog, large_raster, out):
    dialog = open_dialog(INPUT=large_raster, OUTPUT=str(out / "classes.tif"))
    ticker = Ticker()
    succeeded, _ = run(dialog)
    ticker.stop()
    assert succeeded
    assert len(ticker.threads) == 1
    assert threading.get_ident() not in ticker.threads
    # The event loop turns while the core works.
    assert ticker.n_ticks > 20


def test_the_dialog_gives_the_same_file_as_processing_run(
    open_dialog, sample_run, sample_path, out
):
    succeeded, results = run(open_dialog(INPUT=sample_path, OUTPUT=str(out / "dialog.tif")))
    assert succeeded
    with open(sample_run.path, "rb") as file:
        assert (out / "dialog.tif").read_bytes() == file.read()
    assert {**results, "OUTPUT": ""} == {**sample_run.results, "OUTPUT": ""}


@pytest.mark.parametrize("output", ["classes.tif", "TEMPORARY_OUTPUT"])
def test_the_loaded_result_shows_exactly_its_classes(open_dialog, scene, out, output):
    output = str(out / output) if output.endswith(".tif") else output
    run(open_dialog(INPUT=scene, OUTPUT=output, N_CLUSTERS=5, PALETTE=1, NAMES=1))
    (layer,) = QgsProject.instance().mapLayers().values()
    renderer = layer.renderer()
    assert type(renderer) is QgsPalettedRasterRenderer
    counts = class_counts(read(layer.source()))
    assert [entry.value for entry in renderer.classes()] == list(counts)
    assert [entry.label for entry in renderer.classes()] == [f"Class {n}" for n in counts]
    assert len({entry.color.name() for entry in renderer.classes()}) == 5


def test_two_loaded_results_show_their_own_classes(open_dialog, scene, out):
    run(open_dialog(INPUT=scene, OUTPUT=str(out / "three.tif"), N_CLUSTERS=3))
    run(open_dialog(INPUT=scene, OUTPUT=str(out / "nine.tif"), N_CLUSTERS=9))
    layers = QgsProject.instance().mapLayers().values()
    assert sorted(len(layer.renderer().classes()) for layer in layers) == [3, 9]


def test_the_cancel_button_stops_the_run_without_output(
    open_dialog, large_raster, windows_read, out
):
    dialog = open_dialog(INPUT=large_raster, OUTPUT=str(out / "classes.tif"))
    finished = []
    dialog.algorithmFinished.connect(lambda *outcome: finished.append(outcome))
    dialog.runButton().click()
    wait_until(lambda: threads_in("maps/labelling.py"))
    n_read = len(windows_read)
    dialog.cancelButton().click()
    wait_until(lambda: finished or dialog.runButton().isEnabled())
    assert len(windows_read) - n_read <= MAX_IN_FLIGHT
    assert not any(succeeded for succeeded, _ in finished)
    assert listing(out) == {}
    assert QgsProject.instance().mapLayers() == {}


def test_the_dialog_can_run_again_after_a_refusal(open_dialog, scene, out):
    dialog = open_dialog(INPUT=scene, OUTPUT=str(out / "missing" / "classes.tif"), N_CLUSTERS=3)
    succeeded, _ = run(dialog)
    assert not succeeded
    assert dialog.runButton().isEnabled()
    dialog.setParameters({"INPUT": scene, "OUTPUT": str(out / "classes.tif"), "N_CLUSTERS": 3})
    succeeded, _ = run(dialog)
    assert succeeded
