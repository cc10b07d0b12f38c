"""Fixtures of the tests that need a running QGIS."""

import shutil
import threading

import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException, QgsProject
from qgis_tools import LARGE_TILES, Feedback, Refusal, Run, built_zip, mosaic


@pytest.fixture(scope="module")
def provider(qgis_processing, qgis_iface):
    """The plugin as QGIS loads it without a window, for the length of a module."""
    from s2_kmeans_plugin import classFactory

    plugin = classFactory(None)
    plugin.initProcessing()
    yield
    plugin.unload()


@pytest.fixture
def out(tmp_path):
    """A folder that holds nothing but what a run leaves in it."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def classify(provider, sample_path, out):
    """Run s2kmeans:classify, on the sample where no other input is given.

    From two starts where no number is given: twenty take long, and give the same in what is tested.
    """
    import processing

    def run(**parameters):
        feedback = parameters.pop("feedback", None) or Feedback()
        defaults = {"INPUT": sample_path, "OUTPUT": str(out / "classes.tif"), "N_INIT": 2}
        parameters = {**defaults, **parameters}
        results = processing.run("s2kmeans:classify", parameters, feedback=feedback)
        return Run(results, feedback)

    return run


@pytest.fixture(scope="session")
def session_runs():
    """Runs that tests of several modules look at."""
    return {}


@pytest.fixture(scope="module")
def sample_run(provider, session_runs, sample_path, tmp_path_factory):
    """The sample with nothing but the defaults, run once for all who only look."""
    import processing

    if "sample" not in session_runs:
        feedback = Feedback()
        path = str(tmp_path_factory.mktemp("sample") / "classes.tif")
        parameters = {"INPUT": sample_path, "OUTPUT": path}
        results = processing.run("s2kmeans:classify", parameters, feedback=feedback)
        session_runs["sample"] = Run(results, feedback)
    return session_runs["sample"]


@pytest.fixture
def refusal(classify):
    """Run s2kmeans:classify where it has to refuse; gives what the user is told."""

    def run(**parameters):
        feedback = parameters.pop("feedback", None) or Feedback()
        with pytest.raises(QgsProcessingException) as caught:
            classify(feedback=feedback, **parameters)
        return Refusal(str(caught.value), feedback)

    return run


@pytest.fixture(scope="session")
def large_raster(sample_path, tmp_path_factory):
    """The sample, four of its bands, many times side by side."""
    path = tmp_path_factory.mktemp("large") / "large.vrt"
    return mosaic(sample_path, path, tiles=LARGE_TILES)


@pytest.fixture
def project(qgis_new_project):
    """An empty project, and empty again afterwards."""
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture(scope="session")
def plugin_folder(tmp_path_factory):
    """The zip, unpacked where nothing else is, as the plugin manager does it."""
    folder = tmp_path_factory.mktemp("plugins")
    shutil.unpack_archive(built_zip(), folder)
    return folder


@pytest.fixture(scope="session")
def browser(qgis_iface):
    """A dialog of Processing asks the window for its browser model: give it a real one.

    What puts results on the map would ask it for its tree of layers, of which there is no real one
    without a window; it does without where there is no window either.
    """
    from processing.gui import Postprocessing
    from qgis.gui import QgsBrowserGuiModel

    model = QgsBrowserGuiModel()
    qgis_iface.browserModel = lambda: model
    Postprocessing.iface = None
    return model


@pytest.fixture(scope="session")
def scene(sample_path, tmp_path_factory):
    """260 x 200 pixels of the sample, sea to fields, with all bands: classified at once."""
    path = str(tmp_path_factory.mktemp("scene") / "scene.tif")
    gdal.Translate(path, sample_path, srcWin=[200, 150, 260, 200])
    return path


@pytest.fixture
def windows_read(monkeypatch):
    """Count the windows that the core reads."""
    from s2_kmeans_plugin.core.raster.reader import RasterReader

    read, lock, windows = RasterReader.read, threading.Lock(), []

    def counted(reader, window):
        with lock:
            windows.append(window)
        return read(reader, window)

    monkeypatch.setattr(RasterReader, "read", counted)
    return windows
