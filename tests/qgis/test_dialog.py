"""The real dialog of Processing: run and cancel by its buttons."""

import threading
import time

import pytest
from qgis.core import QgsPalettedRasterRenderer, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis_tools import class_counts, listing, read, threads_in, wait_until


class Ticker:
    """A timer on the event loop that looks, at each tick, which threads are in the core."""

    def __init__(self):
        self.times = []
        self.threads = set()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(20)

    def _tick(self):
        found = threads_in("classify", "classification.py")
        if found:
            self.times.append(time.monotonic())
            self.threads |= found

    def stop(self):
        self._timer.stop()

    @property
    def longest_gap(self):
        return max(after - before for before, after in zip(self.times, self.times[1:]))


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
    """Press Run and wait for the end; gives whether it succeeded, and the results."""
    finished = []
    dialog.algorithmFinished.connect(lambda *outcome: finished.append(outcome))
    dialog.runButton().click()
    # Newer versions of QGIS say nothing of a run that failed: its Cancel button goes out.
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
    # The interpreter is shared: a tick may come late, but the window never freezes.
    assert len(ticker.times) > 20
    assert ticker.longest_gap < 0.5


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


def test_the_cancel_button_stops_the_run_without_output(open_dialog, large_raster, out):
    dialog = open_dialog(INPUT=large_raster, OUTPUT=str(out / "classes.tif"))
    finished = []
    dialog.algorithmFinished.connect(lambda *outcome: finished.append(outcome))
    dialog.runButton().click()
    wait_until(lambda: threads_in("_label_window", "labelling.py"))
    asked = time.monotonic()
    dialog.cancelButton().click()
    wait_until(lambda: finished or dialog.runButton().isEnabled())
    assert time.monotonic() - asked < 2
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
