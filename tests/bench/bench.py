"""Measure whole processes side by side, in turns, and print one table (make bench).

Figures are medians of the runs. The inertia is that of the partition: the sum of the squared
distances of all pixels to the mean of their class, in float64.
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from osgeo import gdal
from rasters import FOLDER, ROOT, SMALL, TILE, four_tiles, mirrored

CONTENDERS = Path(__file__).with_name("contenders.py")
NAMES = {
    "floor": "read floor",
    "core": "core",
    "core_all_pixels": "core, SAMPLE_SIZE=0",
    "qgis_process": "qgis_process",
    "tutorial": "tutorial, KMeans(8, n_init=1)",
    "tutorial_10_starts": "tutorial, KMeans(8, n_init=10)",
    "tutorial_minibatch": "tutorial, MiniBatchKMeans(8)",
    "sample_and_predict": "read all, fit 100,000, predict",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="the small raster only")
    parser.add_argument("--only", nargs="*", help="contenders to run, by name")
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    plans = [(mirrored(SMALL), ["floor", "core", "core_all_pixels", "qgis_process", "tutorial"])]
    plans[0][1].append("tutorial_minibatch")
    if not arguments.quick:
        plans[0][1].append("tutorial_10_starts")
        plans.append((mirrored(TILE), ["floor", "core", "qgis_process"]))
        plans[1][1].extend(["core_all_pixels", "sample_and_predict"])
        plans.append((four_tiles(), ["floor", "core", "qgis_process"]))
    print(f"{os.cpu_count()} cores, {platform.machine()}, GDAL {gdal.__version__}, ", end="")
    print(f"numpy {np.__version__}, median of {arguments.runs}\n")
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        bench = Bench(Path(folder))
        for raster, names in plans:
            names = [name for name in names if not arguments.only or name in arguments.only]
            bench.measure(raster, names, arguments.runs)


class Bench:
    def __init__(self, folder):
        self._folder = folder
        self._environment = {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "",
            "QT_QPA_PLATFORM": "offscreen",
            "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile"),
            "XDG_RUNTIME_DIR": str(folder),
            "QGIS_PLUGINPATH": str(ROOT / "build"),
        }
        self._program = shutil.which("qgis_process.bin") or shutil.which("qgis_process")
        self._run([self._program, "plugins", "enable", "s2_kmeans_plugin"])

    def measure(self, raster, names, runs):
        """Run the contenders in turns and print their rows."""
        figures = {name: [] for name in names}
        for turn in range(runs):
            for name in names:
                if turn and name in ("tutorial_10_starts", "sample_and_predict"):
                    continue  # Minutes each, and only a bound.
                figures[name].append(self._run(self._command(name, raster)))
        dataset = gdal.Open(str(raster))
        n_pixels = dataset.RasterXSize * dataset.RasterYSize
        inertias = {
            name: partition_inertia(raster, self._output(name))
            for name in names
            if name != "floor" and n_pixels < 2e8
        }
        best = min(inertias.values(), default=None)
        base = statistics.median(wall for wall, _, _ in figures[names[0]])
        print(f"{raster.name}: {dataset.RasterXSize} x {dataset.RasterYSize} x ", end="")
        print(f"{dataset.RasterCount}, ratios to the {NAMES[names[0]]}\n")
        print("| | wall s | ratio | CPU s | peak MB | Mpx/s | inertia / best |")
        print("|---|---|---|---|---|---|---|")
        for name in names:
            wall, cpu, peak = (statistics.median(column) for column in zip(*figures[name]))
            inertia = f"{inertias[name] / best:.5f}" if name in inertias else ""
            print(
                f"| {NAMES[name]} | {wall:.2f} | {wall / base:.2f} | {cpu:.1f} | {peak:.0f} "
                f"| {n_pixels / wall / 1e6:.1f} | {inertia} |"
            )
        print(flush=True)

    def _output(self, name):
        return self._folder / f"{name}.tif"

    def _command(self, name, raster):
        output = str(self._output(name))
        if name != "qgis_process":
            return ["/usr/bin/python3", str(CONTENDERS), name, str(raster), output]
        run = [self._program, "run", "s2kmeans:classify"]
        return [*run, f"--INPUT={raster}", f"--OUTPUT={output}"]

    def _run(self, command):
        """Wall seconds, CPU seconds and peak MB of a process and its threads."""
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if status:
            sys.exit(said.decode())
        process.returncode = 0
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def partition_inertia(raster, classes):
    """Of a map, in a process of its own: the peak memory of a child starts at its parent's."""
    command = ["/usr/bin/python3", str(CONTENDERS), "inertia", str(raster), str(classes)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


if __name__ == "__main__":
    main()
