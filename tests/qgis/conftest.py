"""Fixtures of the tests that need a running QGIS."""

import shutil
import threading

import pytest
from osgeo import gdal
from qgis.core import QgsProcessingException, QgsProject
from qgis_tools import LARGE_TILES, Feedback, Refusal, Run, built_zip, mosaic


@pytest.fixture(scope="module")
def provider(qgis_processing, qgis_iface):
    """Load the plugin as QGIS does without a window, once for a module."""
    from s2_kmeans_plugin import classFactory

    plugin = classFactory(None)
    plugin.initProcessing()
    yield
    plugin.unload()


@pytest.fixture
def out(tmp_path):
    """Return an empty folder for outputs."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def classify(provider, sample_path, out):
    """Run s2kmeans:classify, by default on the sample.

    By default with two initialisations: twenty take long and do not matter to the tests.
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
    """Keep runs that tests of several modules use."""
    return {}


@pytest.fixture(scope="module")
def sample_run(provider, session_runs, sample_path, tmp_path_factory):
    """Run classify on the sample with its defaults, once for all tests that only read."""
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
    """Run s2kmeans:classify with bad input, and return its refusal."""

    def run(**parameters):
        feedback = parameters.pop("feedback", None) or Feedback()
        with pytest.raises(QgsProcessingException) as caught:
            classify(feedback=feedback, **parameters)
        return Refusal(str(caught.value), feedback)

    return run


@pytest.fixture(scope="session")
def large_raster(sample_path, tmp_path_factory):
    """Return a mosaic of many copies of the sample with four bands."""
    path = tmp_path_factory.mktemp("large") / "large.vrt"
    return mosaic(sample_path, path, tiles=LARGE_TILES)


@pytest.fixture
def project(qgis_new_project):
    """Return an empty project, and empty it afterwards."""
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture(scope="session")
def plugin_folder(tmp_path_factory):
    """Unpack the zip into an empty folder, as the plugin manager does."""
    folder = tmp_path_factory.mktemp("plugins")
    shutil.unpack_archive(built_zip(), folder)
    return folder


@pytest.fixture(scope="session")
def browser(qgis_iface):
    """Give dialogs of Processing a real browser model.

    The code that loads results would ask the window for its layer tree, but not without a window.
    """
    from processing.gui import Postprocessing
    from qgis.gui import QgsBrowserGuiModel

    model = QgsBrowserGuiModel()
    qgis_iface.browserModel = lambda: model
    Postprocessing.iface = None
    return model


@pytest.fixture(scope="session")
def scene(sample_path, tmp_path_factory):
    """Return 260 x 200 pixels of the sample with all bands, which are classified quickly."""
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
