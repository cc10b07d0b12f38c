"""Algorithms in a QGIS whose Python has only numpy and GDAL."""

import json
import os
import subprocess

import pytest

PROBE = """
import json, os, sys
from importlib.abc import MetaPathFinder

ABSENT = ("sklearn", "threadpoolctl", "scipy", "plotly", "jinja2", "distributed")


class Absent(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ABSENT:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Absent())
from qgis.core import QgsApplication, QgsProcessingException
application = QgsApplication([], False)
application.initQgis()
sys.path += [os.path.join(QgsApplication.pkgDataPath(), "python", "plugins")]
from processing.core.Processing import Processing
Processing.initialize()
import processing, s2_kmeans_plugin
plugin = s2_kmeans_plugin.classFactory(None)
plugin.initProcessing()
scene, out = sys.argv[1:]
outcomes = {}


def run(name, algorithm, **parameters):
    try:
        outcomes[name] = sorted(processing.run(f"s2kmeans:{algorithm}", parameters))
    except QgsProcessingException as error:
        outcomes[name] = str(error)


maps = [os.path.join(out, f"{name}.tif") for name in ("first", "second")]
for path, n_clusters in zip(maps, (3, 4)):
    run("kmeans", "classify", INPUT=scene, OUTPUT=path, N_CLUSTERS=n_clusters)
run("minibatch", "classify", INPUT=scene, ALGORITHM=1, OUTPUT=os.path.join(out, "minibatch.tif"))
report = os.path.join(out, "report.html")
run("report", "classify", INPUT=scene, OUTPUT=os.path.join(out, "r.tif"), OUTPUT_REPORT=report)
run("compare", "compareclasses", FIRST=maps[0], SECOND=maps[1])
outcomes["files"] = sorted(os.listdir(out))
print(json.dumps(outcomes))
sys.stdout.flush()
os._exit(0)
"""


@pytest.fixture(scope="module")
def outcomes(plugin_folder, scene, tmp_path_factory):
    """Return the result names or the error of each algorithm."""
    out = tmp_path_factory.mktemp("out")
    made = subprocess.run(
        ["/usr/bin/python3", "-c", PROBE, scene, str(out)],
        check=False,
        capture_output=True,
        text=True,
        cwd=plugin_folder,
        env={**os.environ, "PYTHONPATH": str(plugin_folder), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout.splitlines()[-1])


def test_kmeans_makes_a_map_without_optional_packages(outcomes):
    assert "OUTPUT" in outcomes["kmeans"]


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("minibatch", "pip install scikit-learn"),
        ("report", "pip install jinja2 plotly"),
        ("compare", "pip install scipy"),
    ],
)
def test_an_error_names_the_command_that_installs_the_package(outcomes, name, package):
    assert package in outcomes[name]
    assert "Traceback" not in outcomes[name]


def test_failed_runs_leave_no_file(outcomes):
    assert not {"minibatch.tif", "r.tif", "report.html"} & set(outcomes["files"])
