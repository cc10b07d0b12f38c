"""Task of the core: in place, in the task manager, cancelled and failing."""

import gc
import os
import threading
import time

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)
from qgis_tools import (
    MAX_IN_FLIGHT,
    Feedback,
    class_counts,
    linux_only,
    listing,
    read,
    threads_in,
    wait_until,
)

from s2_kmeans_plugin.core.choices import N_INIT
from s2_kmeans_plugin.core.errors import ArgumentError, MissingDependencyError, RasterError
from s2_kmeans_plugin.core.maps.classification import classify as classify_raster
from s2_kmeans_plugin.core.models.sampling import Sample
from s2_kmeans_plugin.core.parallel.windows import Workers
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.task import CoreTask, run_in_place


@pytest.fixture
def work(scene, out):
    """Return a run of the core as an algorithm gives it to the task."""
    return whole_run(scene, out / "classes.tif")


def whole_run(raster, path):
    """Classify a raster, as the work of a task."""
    source = RasterSource.open(raster)
    return lambda watch: classify_raster(source, str(path), workers=Workers(watch=watch))


class TestInPlace:
    def test_run_in_place_returns_the_result_of_the_work(self, work, out):
        outcome = run_in_place(CoreTask("classify", work), Feedback())
        counts = class_counts(read(out / "classes.tif"))
        assert counts == dict(enumerate(outcome.counts.tolist(), start=1))

    def test_run_in_place_uses_the_calling_thread(self):
        seen = []

        def work(watch):
            seen.append(threading.get_ident())

        run_in_place(CoreTask("look", work), Feedback())
        assert seen == [threading.get_ident()]

    def test_run_in_place_reports_rising_progress(self, work):
        feedback = Feedback()
        run_in_place(CoreTask("classify", work), feedback)
        values = feedback.progress_values
        assert len(values) > 3
        assert values == sorted(values)
        assert values[-1] == pytest.approx(100)

    @pytest.mark.parametrize(
        "error",
        [
            RasterError("{path} is not a raster.", path="scene.tif"),
            ArgumentError("n_clusters is {value}: choose more.", value=1),
            MissingDependencyError("{name} is missing.", name="scikit-learn"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_an_error_of_the_core_becomes_its_message(self, error):
        with pytest.raises(QgsProcessingException) as caught:
            run_in_place(CoreTask("fail", raising(error)), Feedback())
        assert str(caught.value) == str(error)

    def test_a_path_with_braces_stays_unchanged_in_a_message(self):
        error = RasterError("{path} is not a raster.", path="{0}{path}.tif")
        with pytest.raises(QgsProcessingException) as caught:
            run_in_place(CoreTask("fail", raising(error)), Feedback())
        assert str(caught.value) == "{0}{path}.tif is not a raster."

    def test_an_unexpected_error_stays_unchanged(self):
        bug = ZeroDivisionError("a bug")
        with pytest.raises(ZeroDivisionError) as caught:
            run_in_place(CoreTask("fail", raising(bug)), Feedback())
        assert caught.value is bug

    def test_a_late_cancellation_does_not_reach_the_task(self):
        feedback = Feedback()
        task = CoreTask("look", lambda watch: None)
        run_in_place(task, feedback)
        feedback.cancel()
        assert not task.isCanceled()

    def test_run_in_place_connects_nothing_to_the_feedback(self):
        feedback = Feedback()
        seen = []

        def work(watch):
            seen.append(feedback.receivers(feedback.canceled))

        run_in_place(CoreTask("look", work), feedback)
        assert seen == [0]


class TestTaskManager:
    def test_the_task_manager_gives_the_same_file_as_run_in_place(self, scene, out):
        run_in_place(CoreTask("here", whole_run(scene, out / "here.tif")), Feedback())
        task = CoreTask("there", whole_run(scene, out / "there.tif"))
        finish(task)
        assert task.error is None
        assert task.result.model.n_classes == 8
        assert (out / "here.tif").read_bytes() == (out / "there.tif").read_bytes()

    def test_the_task_manager_runs_off_the_gui_thread(self):
        task = CoreTask("look", lambda watch: threading.get_ident())
        finish(task)
        assert task.result != threading.get_ident()

    def test_the_task_keeps_its_error(self):
        error = RasterError("{path} is not a raster.", path="scene.tif")
        task = CoreTask("fail", raising(error))
        finish(task)
        assert task.status() == CoreTask.TaskStatus.Terminated
        assert task.error is error

    def test_a_cancelled_task_leaves_no_file(self, large_raster, out):
        task = CoreTask("long", whole_run(large_raster, out / "classes.tif"))
        QgsApplication.taskManager().addTask(task)
        wait_until(lambda: task.progress() > 0)
        task.cancel()
        wait_until(lambda: not task.isActive(), seconds=10)
        assert task.status() == CoreTask.TaskStatus.Terminated
        assert listing(out) == {}


def raising(error):
    def work(watch):
        raise error

    return work


def finish(task):
    QgsApplication.taskManager().addTask(task)
    wait_until(lambda: task.status() in (task.TaskStatus.Complete, task.TaskStatus.Terminated))


class Stop(Feedback):
    """Cancel a run when its progress passes a mark, and keep what was reported by then."""

    def __init__(self, mark):
        super().__init__()
        self._mark = mark
        self.reported = None
        self.progressChanged.connect(self._look)

    def _look(self, value):
        if self.reported is None and value >= self._mark:
            self.stop()

    def stop(self):
        self.reported = list(self.progress_values)
        self.cancel()

    @property
    def reported_afterwards(self):
        return self.progress_values[len(self.reported) :]


class StopInside(Stop):
    """Cancel a run from another thread, while the core is inside a module."""

    def __init__(self, filename):
        super().__init__(mark=101)
        self._filename = filename
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self):
        while not threads_in(self._filename):
            time.sleep(0.01)
        self.stop()


class TestCancel:
    # The sample is read until 10 %, the fit ends at 20 %, then the map is labelled.
    @pytest.mark.parametrize("mark", [1, 10.5, 22, 60])
    def test_a_cancelled_run_reports_no_more_progress(self, refusal, large_raster, mark):
        stop = Stop(mark)
        assert "Cancelled" in refusal(feedback=stop, INPUT=large_raster).sentence
        assert stop.reported_afterwards == []

    @pytest.mark.parametrize("mark", [1, 10.5, 22, 60])
    def test_a_cancelled_run_reads_only_windows_in_flight(
        self, refusal, large_raster, windows_read, mark
    ):
        stop = Stop(mark)
        n_read = []
        stop.canceled.connect(lambda: n_read.append(len(windows_read)))
        refusal(feedback=stop, INPUT=large_raster)
        assert len(windows_read) - n_read[0] <= MAX_IN_FLIGHT

    def test_a_run_cancelled_in_a_slow_fit_does_not_finish_its_starts(self, refusal, sample_path):
        stop = StopInside("clustering/lloyd.py")
        refused = refusal(feedback=stop, INPUT=sample_path, N_CLUSTERS=255, N_INIT=N_INIT)
        assert "Cancelled" in refused.sentence
        assert len(stop.reported_afterwards) <= 1

    def test_a_run_cancelled_in_a_mini_batch_fit_ends_with_its_start(self, refusal, sample_path):
        pytest.importorskip("sklearn.cluster")
        stop = StopInside("clustering/minibatch.py")
        parameters = {"INPUT": sample_path, "ALGORITHM": 1, "N_CLUSTERS": 255, "N_INIT": 50}
        assert "Cancelled" in refusal(feedback=stop, **parameters).sentence
        assert len(stop.reported_afterwards) <= 1

    def test_a_run_cancelled_in_a_fit_on_all_pixels_reads_only_windows_in_flight(
        self, refusal, large_raster, windows_read
    ):
        stop = Stop(25)
        n_read = []
        stop.canceled.connect(lambda: n_read.append(len(windows_read)))
        refusal(feedback=stop, INPUT=large_raster, SAMPLE_SIZE=0)
        assert len(windows_read) - n_read[0] <= MAX_IN_FLIGHT

    def test_a_cancelled_run_leaves_no_file(self, refusal, large_raster, out):
        refusal(feedback=Stop(22), INPUT=large_raster)
        assert listing(out) == {}

    def test_a_cancelled_run_leaves_an_existing_output_unchanged(
        self, refusal, classify, large_raster, out
    ):
        classify(N_CLUSTERS=3)
        before = listing(out)
        refusal(feedback=Stop(22), INPUT=large_raster)
        assert listing(out) == before

    def test_a_run_cancelled_before_its_start_does_nothing(self, refusal, out):
        feedback = Feedback()
        feedback.cancel()
        assert "Cancelled" in refusal(feedback=feedback).sentence
        assert listing(out) == {}

    @linux_only
    def test_a_cancelled_run_releases_pixels_and_files(self, provider, scene, out):
        registry = QgsApplication.processingRegistry()

        def count_references():
            gc.collect()
            samples = sum(isinstance(each, Sample) for each in gc.get_objects())
            files = [os.path.realpath(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")]
            return samples, files.count(os.path.realpath(scene))

        def cancel_a_run():
            feedback = QgsProcessingFeedback()
            feedback.progressChanged.connect(lambda part: part > 50 and feedback.cancel())
            algorithm = registry.createAlgorithmById("s2kmeans:classify")
            parameters = {"INPUT": scene, "OUTPUT": str(out / "classes.tif")}
            _, succeeded = algorithm.run(parameters, QgsProcessingContext(), feedback)
            assert not succeeded

        before = count_references()
        cancel_a_run()
        assert count_references() == before

    def test_cancellation_does_not_affect_the_next_run(
        self, refusal, classify, large_raster, scene
    ):
        refusal(feedback=Stop(1), INPUT=large_raster)
        assert classify(INPUT=scene, N_CLUSTERS=3).results["N_CLASSES"] == 3


@pytest.mark.parametrize("parameters", [{}, {"SAMPLE_SIZE": 0}, {"ALGORITHM": 1}], ids=str)
def test_progress_never_runs_backward_and_ends_at_a_hundred(classify, sample_path, parameters):
    run = classify(**parameters)
    values = np.array(run.feedback.progress_values)
    assert (np.diff(values) >= 0).all()
    assert values[-1] == pytest.approx(100)
