"""Many runs of all algorithms in one session of QGIS (`make soak`).

Memory and handles after each run go to build/soak.csv, and a curve to build/soak.svg.

soak.py [runs] [reloads]
"""

import csv
import gc
import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = "/usr/share/qgis/python/plugins"
PLUGIN = "s2_kmeans_plugin"
for folder in (PLUGINS, str(ROOT / "tests"), str(ROOT / "build")):
    sys.path.insert(0, folder)

from osgeo import gdal
from picture import curve
from products import make_product
from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
)
from qgis.PyQt.sip import isdeleted
from qgis.utils import (
    loadPlugin,
    plugin_paths,
    startProcessingPlugin,
    unloadPlugin,
    updateAvailablePlugins,
)

SAMPLE = str(ROOT / "resources" / "sample" / "sentinel2_virginia.tif")
QUICK = {"N_CLUSTERS": 4, "SAMPLE_SIZE": 5000}
# Memory may grow by MOST_GROWTH percent after the first round; the table also starts at run SETTLED
# (both chosen).
SETTLED, MOST_GROWTH = 10, 5


class Resources(NamedTuple):
    """Resources that the process uses."""

    megabytes: float
    handles: int
    threads: int
    layers: int
    post_processors: int
    tasks: int

    @classmethod
    def now(cls):
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        # Layers of the project, and layers that Python objects still refer to.
        objects = gc.get_objects()
        kept = [each for each in objects if isinstance(each, QgsMapLayer)]
        # QGIS deletes post-processors with their context. The next run drops the Python objects.
        interface = QgsProcessingLayerPostProcessorInterface
        post_processors = [
            each for each in objects if isinstance(each, interface) and not isdeleted(each)
        ]
        return cls(
            round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1),
            len(os.listdir("/proc/self/fd")),
            threading.active_count(),
            len(QgsProject.instance().mapLayers()) + len(kept),
            len(post_processors),
            QgsApplication.taskManager().count(),
        )


def inputs(folder):
    """Write two dates of a small scene and a product, and return their paths."""
    dates = []
    for day, brightest in ((1, 10_000), (2, 9_000)):
        dates.append(f"{folder}/scene_2024060{day}.tif")
        scale = [[0, 10_000, 0, brightest]]
        gdal.Translate(dates[-1], SAMPLE, srcWin=[200, 150, 160, 160], scaleParams=scale)
    return dates, make_product(folder, SAMPLE)


def a_round(dates, product, out):
    """Yield name and parameters of each algorithm with all its outputs.

    Algorithms that load libraries come first, before memory is compared.
    """
    first, second = dates
    # K-means, mini-batch k-means (loads scikit-learn), and Ward (takes most memory).
    for algorithm in (0, 1, 5):
        yield a_classification(first, out, algorithm)
    yield "suggestclusters", {
        "INPUT": first, "MAX_CLUSTERS": 4, "OUTPUT_REPORT": f"{out}/suggest.html",
    }  # fmt: skip
    yield "classifymany", {
        **QUICK, "INPUT": dates, "OUTPUT": f"{out}/maps", "OUTPUT_TABLE": f"{out}/dates.csv",
    }  # fmt: skip
    yield "editclasses", {
        "CLASSES": f"{out}/first.tif", "TABLE": [1, "", "water", "", 2, 3, "", ""],
        "OUTPUT": f"{out}/edited.tif",
    }  # fmt: skip
    yield "accuracy", {
        "CLASSES": f"{out}/edited.tif", "REFERENCE": f"{out}/polygons.gpkg", "FIELD": "class",
        "OUTPUT_TABLE": f"{out}/accuracy.csv", "OUTPUT_REPORT": f"{out}/accuracy.html",
    }  # fmt: skip
    yield "suggest_classify_clean_report", {
        "INPUT": first, "MAX_CLUSTERS": 4, "OUTPUT": f"{out}/clean.tif",
        "OUTPUT_REPORT": f"{out}/clean.html",
    }  # fmt: skip
    yield "two_dates_changes", {
        "FIRST": first, "SECOND": second, "N_CLUSTERS": 4, "OUTPUT_FIRST": f"{out}/a.tif",
        "OUTPUT_SECOND": f"{out}/b.tif", "OUTPUT_CHANGES": f"{out}/c.tif",
        "OUTPUT_REPORT": f"{out}/c.html", "OUTPUT_TABLE": f"{out}/c.csv",
    }  # fmt: skip
    yield "product_to_polygons", {
        "PRODUCT": product, "N_CLUSTERS": 4, "OUTPUT_IMAGE": f"{out}/image.vrt",
        "OUTPUT": f"{out}/product.tif", "OUTPUT_POLYGONS": f"{out}/product.gpkg",
        "OUTPUT_REPORT": f"{out}/product.html",
    }  # fmt: skip
    for algorithm in (2, 3, 4):
        yield a_classification(first, out, algorithm)
    yield "applymodel", {
        "INPUT": second, "MODEL": f"{out}/model.json", "OUTPUT": f"{out}/second.tif",
    }  # fmt: skip
    yield "classstatistics", {
        "INPUT": second, "CLASSES": f"{out}/second.tif",
        "OUTPUT_TABLE": f"{out}/s.csv", "OUTPUT_REPORT": f"{out}/s.html",
    }  # fmt: skip
    yield "openproduct", {
        "PRODUCT": product, "OUTPUT": f"{out}/bands.vrt", "OUTPUT_SCL": f"{out}/scl.tif",
    }  # fmt: skip
    yield "compareclasses", {
        "FIRST": f"{out}/first.tif", "SECOND": f"{out}/edited.tif",
        "OUTPUT": f"{out}/changes.tif", "OUTPUT_REPORT": f"{out}/changes.html",
    }  # fmt: skip


def a_classification(image, out, algorithm):
    return (
        "classify",
        {
            **QUICK,
            "INPUT": image,
            "ALGORITHM": algorithm,
            "OUTPUT": f"{out}/first.tif",
            "OUTPUT_CONFIDENCE": f"{out}/confidence.tif",
            "OUTPUT_POLYGONS": f"{out}/polygons.gpkg",
            "OUTPUT_MODEL": f"{out}/model.json",
            "OUTPUT_TABLE": f"{out}/classes.csv",
            "OUTPUT_REPORT": f"{out}/report.html",
        },
    )


class Feedback(QgsProcessingFeedback):
    """Feedback that keeps errors, since QGIS reports errors of loading layers only here."""

    def __init__(self):
        super().__init__(False)
        self.errors = []

    def reportError(self, error, fatalError=False):
        self.errors.append(error)


def run(name, parameters):
    """Run an algorithm as the dialog does, close its layers, and return their number."""
    import processing

    context, feedback = QgsProcessingContext(), Feedback()
    context.setProject(QgsProject.instance())
    found = processing.runAndLoadResults(
        f"s2kmeans:{name}", dict(parameters), feedback=feedback, context=context
    )
    if not found or feedback.errors:
        raise SystemExit(f"{name} failed: {feedback.errors}")
    loaded = len(QgsProject.instance().mapLayers())
    QgsProject.instance().clear()
    return loaded


def main(n_runs=200, n_reloads=50):
    application = QgsApplication([], False)
    application.initQgis()
    from processing.core.Processing import Processing

    Processing.initialize()
    plugin_paths[:] = [str(ROOT / "build")]
    updateAvailablePlugins()
    load()
    started = time.monotonic()
    rows, n_loaded = [], 0

    def note(name):
        QgsApplication.processEvents()
        rows.append((len(rows) + 1, name, *Resources.now()))
        print(*rows[-1], flush=True)

    with tempfile.TemporaryDirectory() as folder:
        dates, product = inputs(folder)
        out = Path(folder, "out")
        out.mkdir()
        planned = list(a_round(dates, product, out))
        check_complete({name for name, _ in planned})
        for n in range(n_runs):
            n_loaded += run(*planned[n % len(planned)])
            note(planned[n % len(planned)][0])
        for _ in range(n_reloads):
            if not (unloadPlugin(PLUGIN) and load()):
                raise SystemExit("The plugin cannot be reloaded.")
            n_loaded += run(*planned[0])
            note("reload")
        strays = [path.name for path in out.rglob(".*")]
    save(rows, n_runs, len(planned))
    good = report(rows, n_runs, len(planned))
    print(f"{n_loaded} layers loaded and closed; strays: {strays or 'none'}")
    print(f"{time.monotonic() - started:.0f} s")
    # exitQgis would wait for threads that scikit-learn keeps.
    sys.stdout.flush()
    os._exit(0 if good and not strays else 1)


def load():
    """Load the plugin and all its modules, as QGIS does."""
    return loadPlugin(PLUGIN) and startProcessingPlugin(PLUGIN)


def check_complete(planned):
    registered = QgsApplication.processingRegistry().providerById("s2kmeans").algorithms()
    missing = {each.name() for each in registered} - planned
    if missing:
        raise SystemExit(f"Algorithms without a run: {missing}.")


def save(rows, n_runs, per_round):
    path = ROOT / "build" / "soak"
    with open(path.with_suffix(".csv"), "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("run", "algorithm", *Resources._fields))
        writer.writerows(rows)
    marks = {SETTLED: f"run {SETTLED}", per_round: "first round", n_runs: "reloads from here"}
    path.with_suffix(".svg").write_text(curve([row[2] for row in rows], marks), encoding="utf-8")


def report(rows, n_runs, per_round):
    """Print resources at some moments, and return whether they are within the limits."""
    used = {row[0]: Resources(*row[2:]) for row in rows}
    # After whole rounds, the last algorithm is the same.
    last_like_first = per_round * (n_runs // per_round)
    moments = {
        f"after run {SETTLED}": SETTLED,
        "after the first round": per_round,
        "after the second round": 2 * per_round,
        "after the last whole round": last_like_first,
        "after the last run": n_runs,
        "after the reloads": len(rows),
    }
    print("moment,run," + ",".join(Resources._fields))
    for name, run_number in moments.items():
        if run_number in used:
            print(name, run_number, *used[run_number], sep=",")
    last = used[n_runs]

    def growth(number):
        return 100 * (last.megabytes / used[number].megabytes - 1)

    for number in (SETTLED, per_round, 2 * per_round):
        if number < n_runs:
            print(f"memory from run {number} to run {n_runs}: {growth(number):+.1f} %")
    first = used[min(per_round, n_runs)]
    end = used[len(rows)]
    nothing_kept = all(
        each.threads <= first.threads
        and (each.layers, each.post_processors, each.tasks) == (0, 0, 0)
        for each in (last, end)
    )
    # Compared at the end only, since QGIS keeps a replaced GeoPackage open for a minute.
    nothing_open = end.handles <= first.handles
    return growth(min(per_round, n_runs)) < MOST_GROWTH and nothing_kept and nothing_open


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
