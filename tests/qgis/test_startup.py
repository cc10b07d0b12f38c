"""Imports of the plugin when QGIS starts."""

import json
import os
import subprocess

import pytest

PROBE = """
import json, sys
from qgis.core import QgsApplication
application = QgsApplication([], False)
application.initQgis()
before = set(sys.modules)
import s2_kmeans_plugin
plugin = s2_kmeans_plugin.classFactory(None)
plugin.initProcessing()
registered = QgsApplication.processingRegistry().algorithmById("s2kmeans:classify") is not None
print(json.dumps({"registered": registered, "imported": sorted(set(sys.modules) - before)}))
plugin.unload()
sys.stdout.flush()
import os
os._exit(0)
"""


@pytest.fixture(scope="module")
def start(plugin_folder):
    """Return the imports of a new QGIS that loads the plugin from the zip."""
    made = subprocess.run(
        ["/usr/bin/python3", "-c", PROBE],
        check=True,
        capture_output=True,
        text=True,
        cwd=plugin_folder,
        env={**os.environ, "PYTHONPATH": str(plugin_folder), "QT_QPA_PLATFORM": "offscreen"},
    )
    return json.loads(made.stdout.splitlines()[-1])


def test_loading_the_plugin_registers_its_algorithms(start):
    assert start["registered"]


@pytest.mark.parametrize("package", ["sklearn", "scipy", "numpy", "osgeo", "jinja2", "plotly"])
def test_loading_the_plugin_does_not_import_a_heavy_package(start, package):
    found = [name for name in start["imported"] if name.split(".")[0] == package]
    assert found == []


def test_loading_the_plugin_imports_only_cheap_modules_of_the_core(start):
    core = [name for name in start["imported"] if name.startswith("s2_kmeans_plugin.core.")]
    # These modules import only modules of the standard library.
    cheap = (
        "choices",
        "errors",
        "parallel",
        "parallel.progress",
        "spectral",
        "spectral.bands",
    )
    assert set(core) <= {f"s2_kmeans_plugin.core.{name}" for name in cheap}
