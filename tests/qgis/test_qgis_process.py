"""The installed zip in an empty profile, run by qgis_process."""

import os
import shutil
import subprocess

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsPalettedRasterRenderer, QgsRasterLayer
from qgis_tools import Feedback, class_names, listing, map_name, read, sieve_model

QGIS_PROCESS = shutil.which("qgis_process.bin") or shutil.which("qgis_process")

pytestmark = pytest.mark.skipif(QGIS_PROCESS is None, reason="There is no qgis_process here.")

# A plugin that watches, from a thread of its own, on which threads the core is at work.
PROBE = """
import os
import sys
import threading
import time


def classFactory(iface):
    return Probe()


class Probe:
    def initProcessing(self):
        if "CORE_THREADS" in os.environ:
            threading.Thread(target=self.watch, daemon=True).start()

    def unload(self):
        pass

    def watch(self):
        while True:
            for identifier, frame in sys._current_frames().items():
                while frame is not None:
                    code = frame.f_code
                    is_core = code.co_filename.endswith("classification.py")
                    if code.co_name == "classify" and is_core:
                        main = identifier == threading.main_thread().ident
                        with open(os.environ["CORE_THREADS"], "a") as file:
                            file.write("main\\n" if main else "other\\n")
                    frame = frame.f_back
            time.sleep(0.01)
"""
PROBE_METADATA = """[general]
name=Probe
description=Watches threads.
version=1
qgisMinimumVersion=3.22
author=tests
email=tests@example.org
hasProcessingProvider=yes
"""


class Profile:
    """Empty profile of QGIS with the plugins of one folder."""

    def __init__(self, folder, plugins):
        self.folder = folder
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
        }
        self._environment.update(
            QT_QPA_PLATFORM="offscreen",
            QGIS_CUSTOM_CONFIG_PATH=str(folder / "profile"),
            XDG_RUNTIME_DIR=str(runtime),
            QGIS_PLUGINPATH=str(plugins),
            PYTHONDONTWRITEBYTECODE="1",
        )
        self._environment.pop("QGIS_OPTIONS_PATH", None)

    def call(self, *arguments, **environment):
        return subprocess.run(
            [QGIS_PROCESS, *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=self.folder,
            env={**self._environment, **environment},
            timeout=120,
        )

    def run(self, algorithm, *options, **environment):
        return self.call("run", algorithm, "--", *options, **environment)


@pytest.fixture(scope="module")
def profile(plugin_folder, tmp_path_factory):
    folder = tmp_path_factory.mktemp("qgis")
    plugins = folder / "plugins"
    shutil.copytree(plugin_folder, plugins)
    probe = plugins / "thread_probe"
    probe.mkdir()
    (probe / "__init__.py").write_text(PROBE)
    (probe / "metadata.txt").write_text(PROBE_METADATA)
    profile = Profile(folder, plugins)
    profile.enabled = profile.call("plugins", "enable", "s2_kmeans_plugin")
    profile.call("plugins", "enable", "thread_probe")
    return profile


@pytest.fixture(scope="module")
def run(profile, sample_path):
    """Run classify on the sample with its defaults."""
    folder = profile.folder / "out"
    folder.mkdir()
    threads = profile.folder / "threads.txt"
    result = profile.run(
        "s2kmeans:classify",
        f"INPUT={sample_path}",
        f"OUTPUT={folder / 'classes.tif'}",
        CORE_THREADS=str(threads),
    )
    result.folder = folder
    result.path = folder / "classes.tif"
    result.threads = threads.read_text().split() if threads.exists() else []
    return result


@pytest.fixture(scope="module")
def crop(sample_path, profile):
    """Return 100 x 80 pixels of the sample, coast and fields."""
    path = str(profile.folder / "crop.tif")
    gdal.Translate(path, sample_path, srcWin=[200, 150, 100, 80])
    return path


def test_the_plugin_can_be_enabled(profile):
    assert profile.enabled.returncode == 0, profile.enabled.stderr


def test_qgis_process_prints_the_results(run):
    assert run.returncode == 0, run.stderr
    assert "Results" in run.stdout
    for name in ("N_CLASSES", "N_PIXELS", "N_NODATA", "INERTIA", "OUTPUT"):
        assert name in run.stdout


def test_qgis_process_prints_every_class(run):
    names = class_names(str(run.path))
    assert len(names) == 8
    for name in names:
        assert name in run.stdout.replace("\N{NO-BREAK SPACE}", " ")


def test_qgis_process_gives_the_same_file_as_processing_run(run, sample_run):
    assert np.array_equal(read(run.path)[0], sample_run.pixels)
    with open(sample_run.path, "rb") as file:
        assert run.path.read_bytes() == file.read()


def test_qgis_process_writes_style_and_attribute_table(run):
    assert sorted(listing(run.folder)) == ["classes.qml", "classes.tif", "classes.tif.aux.xml"]
    dataset = gdal.Open(str(run.path))
    assert dataset.GetRasterBand(1).GetDefaultRAT().GetRowCount() == 8


def test_a_map_of_qgis_process_opens_with_its_classes(run):
    layer = QgsRasterLayer(str(run.path), "map")
    assert type(layer.renderer()) is QgsPalettedRasterRenderer
    assert len(layer.renderer().classes()) == 8


def test_the_core_runs_on_the_main_thread(run):
    assert set(run.threads) == {"main"}


def test_qgis_process_help_lists_every_parameter_and_output(profile):
    shown = profile.call("help", "s2kmeans:classify")
    assert shown.returncode == 0
    names = {line.split(":")[0].strip() for line in shown.stdout.splitlines()}
    assert {
        *("INPUT", "BANDS", "ALGORITHM", "N_CLUSTERS", "SCALING", "SAMPLE_SIZE", "N_INIT"),
        *("MAX_ITER", "RANDOM_STATE", "EXTENT", "PALETTE", "DASK_SCHEDULER", "OUTPUT"),
        *("N_CLASSES", "N_PIXELS", "N_NODATA", "INERTIA"),
    } <= names


class TestError:
    @pytest.fixture
    def failed(self, profile, sample_path, out):
        output = f"OUTPUT={out / 'classes.tif'}"
        return profile.run("s2kmeans:classify", f"INPUT={sample_path}", "BANDS=14", output)

    def test_an_error_ends_with_a_code(self, failed):
        assert failed.returncode != 0

    def test_an_error_prints_its_message_without_a_traceback(self, failed):
        printed = failed.stdout + failed.stderr
        assert "Band 14 does not exist" in printed
        assert "Traceback" not in printed

    def test_an_error_leaves_no_file(self, failed, out):
        assert listing(out) == {}


def test_a_model_gives_the_same_map_as_in_this_process(profile, provider, crop, out):
    import processing

    model = sieve_model()
    path = out / "classify_and_sieve.model3"
    assert model.toFile(str(path))
    name = map_name(model)
    parameters = {"scene": crop, name: str(out / "here.tif")}
    here = processing.run(model, parameters, feedback=Feedback())
    there = profile.run(path, f"scene={crop}", f"{name}={out / 'there.tif'}")
    assert there.returncode == 0, there.stderr
    assert np.array_equal(read(here[name]), read(out / "there.tif"))


def test_qgis_process_lists_the_ready_made_models(profile):
    shown = profile.call("list").stdout
    for name in ("suggest_classify_clean_report", "two_dates_changes", "product_to_polygons"):
        assert f"s2kmeans:{name}\t" in shown


def test_qgis_process_runs_a_ready_made_model(profile, crop, out):
    files = {
        "OUTPUT": out / "clean.tif",
        "OUTPUT_REPORT": out / "report.html",
        "OUTPUT_SUGGESTION": out / "suggestion.html",
        "OUTPUT_TABLE": out / "classes.csv",
    }
    result = profile.run(
        "s2kmeans:suggest_classify_clean_report",
        *(f"INPUT={crop}", "BANDS=4", "BANDS=8", "MAX_CLUSTERS=4", "MIN_AREA=5"),
        *(f"{name}={path}" for name, path in files.items()),
    )
    assert result.returncode == 0, result.stderr
    assert all(f"{name}:\t{path}" in result.stdout for name, path in files.items())
    assert all(path.stat().st_size > 0 for path in files.values())
    assert all(name.endswith("(?)") for name in class_names(str(files["OUTPUT"])))


def test_a_repeated_option_gives_several_bands(profile, classify, crop, out):
    result = profile.run(
        "s2kmeans:classify",
        *(f"INPUT={crop}", "BANDS=2", "BANDS=4", "BANDS=8", "N_CLUSTERS=4", "N_INIT=2"),
        f"OUTPUT={out / 'there.tif'}",
    )
    assert result.returncode == 0, result.stderr
    here = classify(INPUT=crop, BANDS=[2, 4, 8], N_CLUSTERS=4, N_INIT=2)
    assert np.array_equal(read(out / "there.tif")[0], here.pixels)
