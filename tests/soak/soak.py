"""Many runs in one session of QGIS: `make soak`; what is held after each goes to build/soak.csv.

soak.py [runs] [reloads]
"""

import csv
import gc
import os
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, "/usr/share/qgis/python/plugins")
sys.path.insert(0, str(ROOT / "build"))

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

SAMPLE = str(ROOT / "resources" / "sample" / "sentinel2_virginia.tif")
EXTENT = "444000,446000,4170000,4172000 [EPSG:32618]"


def held():
    """Megabytes, file handles, threads, layers and waiting post-processors."""
    from s2_kmeans_plugin.style import _Restyle

    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return (
        round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1),
        len(os.listdir("/proc/self/fd")),
        threading.active_count(),
        len(QgsProject.instance().mapLayers()),
        len(_Restyle.waiting),
    )


def runs(folder):
    """What is run in turn: identifier and parameters."""
    for algorithm in range(6):
        yield (
            "classify",
            {
                "INPUT": SAMPLE,
                "EXTENT": EXTENT,
                "ALGORITHM": algorithm,
                "N_CLUSTERS": 4,
                "OUTPUT": f"{folder}/map.tif",
                "OUTPUT_MODEL": f"{folder}/model.json",
                "OUTPUT_STATISTICS": f"{folder}/table.csv",
                "OUTPUT_REPORT": f"{folder}/report.html",
            },
        )
    yield "applymodel", {
        "INPUT": SAMPLE, "MODEL": f"{folder}/model.json", "OUTPUT": f"{folder}/applied.tif",
    }  # fmt: skip
    yield "classstatistics", {
        "INPUT": SAMPLE, "CLASSES": f"{folder}/applied.tif", "OUTPUT_STATISTICS": f"{folder}/s.csv",
    }  # fmt: skip
    yield "suggestclusters", {"INPUT": SAMPLE, "EXTENT": EXTENT, "MAX_CLUSTERS": 4}


def main(n_runs=200, n_reloads=50):
    application = QgsApplication([], False)
    application.initQgis()
    import processing
    from processing.core.Processing import Processing

    from s2_kmeans_plugin import classFactory

    Processing.initialize()
    plugin = classFactory(None)
    plugin.initProcessing()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        planned = list(runs(folder))
        for n in range(n_runs):
            name, parameters = planned[n % len(planned)]
            context = QgsProcessingContext()
            context.setProject(QgsProject.instance())
            feedback = QgsProcessingFeedback(False)
            processing.run(f"s2kmeans:{name}", parameters, context=context, feedback=feedback)
            del context, feedback
            rows.append((n + 1, name, *held()))
            print(*rows[-1], flush=True)
    for n in range(n_reloads):
        plugin.unload()
        plugin = classFactory(None)
        plugin.initProcessing()
        rows.append((n_runs + n + 1, "reload", *held()))
    path = ROOT / "build" / "soak"
    path.parent.mkdir(exist_ok=True)
    with open(path.with_suffix(".csv"), "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ("run", "algorithm", "megabytes", "handles", "threads", "layers", "waiting")
        )
        writer.writerows(rows)
    draw(rows, path.with_suffix(".png"))
    # Each algorithm once: what is loaded when needed is loaded.
    first, last = rows[max(9, len(planned))], rows[-1]
    grown = 100 * (last[2] / first[2] - 1)
    print(f"memory grew by {grown:.1f} % after run {first[0]}: {first[2:]} to {last[2:]}")
    kept = first[3:] == last[3:] and last[5:] == (0, 0)
    # Not through exitQgis, which asks for threads that scikit-learn keeps.
    sys.stdout.flush()
    os._exit(0 if grown < 5 and kept else 1)


def draw(rows, path):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 4))
    axes.plot([row[0] for row in rows], [row[2] for row in rows])
    axes.set(xlabel="run", ylabel="memory, MB", ylim=(0, None))
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
