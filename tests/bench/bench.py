"""Benchmark of whole processes, which run in turns (make bench).

Figures are medians of the runs. The inertia of a map is the sum of squared distances of all pixels
to the mean of their class, in float64.
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
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from osgeo import gdal
from rasters import FOLDER, LAYOUTS, ROOT, SMALL, TILE, four_tiles, layout, mirrored, product

sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
from s2_kmeans_plugin.core.choices import ALGORITHMS as BY_NAME  # noqa: E402

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
ALGORITHMS = [f"core:{algorithm}" for algorithm in BY_NAME]
NAMES.update((name, name.replace(":", ", ")) for name in ALGORITHMS)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="the small raster only")
    parser.add_argument("--only", nargs="*", help="names of contenders or layouts")
    parser.add_argument("--layouts", action="store_true", help="measure other layouts of the tile")
    parser.add_argument("--product", action="store_true", help="measure a Sentinel-2 product")
    parser.add_argument("--algorithms", action="store_true", help="measure each algorithm")
    parser.add_argument("--cancel", action="store_true", help="measure how soon a run stops")
    parser.add_argument("--dask", action="store_true", help="measure a Dask cluster")
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    print(f"{os.cpu_count()} cores, {platform.machine()}, GDAL {gdal.__version__}, ", end="")
    print(f"numpy {np.__version__}, median of {arguments.runs}\n")
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        bench = Bench(Path(folder))
        if arguments.layouts:
            bench.measure_layouts(arguments.only or LAYOUTS, arguments.runs)
        elif arguments.product:
            bench.measure_product(arguments.runs)
        elif arguments.algorithms:
            names = arguments.only or ALGORITHMS
            bench.measure(apart(mirrored, TILE), ["floor", *names], arguments.runs)
        elif arguments.cancel:
            bench.measure_cancel(apart(mirrored, TILE))
        elif arguments.dask:
            bench.measure_dask()
        else:
            compare(bench, arguments)


def compare(bench, arguments):
    """Measure contenders on the small raster and, unless quick, on one tile and on four."""
    plans = [
        (apart(mirrored, SMALL), ["floor", "core", "core_all_pixels", "qgis_process", "tutorial"])
    ]
    plans[0][1].append("tutorial_minibatch")
    if not arguments.quick:
        plans[0][1].append("tutorial_10_starts")
        plans.append((apart(mirrored, TILE), ["floor", "core", "qgis_process"]))
        plans[1][1].extend(["core_all_pixels", "sample_and_predict"])
        plans.append((apart(four_tiles), ["floor", "core", "qgis_process"]))
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
                    continue  # These take minutes, and only give a bound.
                figures[name].append(self._run(self._command(name, raster)))
        dataset = gdal.Open(str(raster))
        n_pixels = dataset.RasterXSize * dataset.RasterYSize
        inertias = {
            name: apart(partition_inertia, raster, self._output(name))
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

    def measure_layouts(self, names, runs):
        """Print the time of the core for each layout of the tile, beside the time to read it."""
        print("| layout | MB | floor s | core s | ratio | core CPU s | core peak MB |")
        print("|---|---|---|---|---|---|---|")
        for name in names:
            raster = apart(layout, name)
            figures = {"floor": [], "core": []}
            for _ in range(1 if "jp2" in name else runs):
                for contender, column in figures.items():
                    column.append(self._run(self._command(contender, raster)))
            floor, *_ = (statistics.median(column) for column in zip(*figures["floor"]))
            wall, cpu, peak = (statistics.median(column) for column in zip(*figures["core"]))
            size = sum(os.path.getsize(path) for path in gdal.Open(str(raster)).GetFileList())
            print(
                f"| {name.replace('_', ', ')} | {size / 1e6:,.0f} | {floor:.2f} | {wall:.2f} "
                f"| {wall / floor:.2f} | {cpu:.1f} | {peak:.0f} |",
                flush=True,
            )

    def measure_product(self, runs):
        """Print the time for a tile from a .SAFE folder and zips, beside decoding it once."""
        vrts = apart(product)
        plans = {"decoded once": ("decode", vrts["folder"])}
        plans.update((kind, ("core", vrt)) for kind, vrt in vrts.items())
        figures = {row: [] for row in plans}
        for _ in range(runs):
            for row, plan in plans.items():
                figures[row].append(self._run(self._command(*plan)))
        base = statistics.median(wall for wall, *_ in figures["decoded once"])
        print("| product | wall s | ratio | CPU s | peak MB |")
        print("|---|---|---|---|---|")
        for row, of_runs in figures.items():
            wall, cpu, peak = (statistics.median(column) for column in zip(*of_runs))
            print(f"| {row} | {wall:.2f} | {wall / base:.2f} | {cpu:.1f} | {peak:.0f} |")

    def measure_cancel(self, raster):
        """Print the time that the core takes to stop at moments spread over a run."""
        command = ["/usr/bin/python3", str(CONTENDERS), "cancel", str(raster)]
        answer = subprocess.run([*command, str(self._output("core"))], stdout=subprocess.PIPE)
        print(answer.stdout.decode())

    def measure_dask(self):
        """Print the times of two worker processes of one thread each, on this machine.

        The difference between four tiles and one gives the cost of a window, without fixed costs.
        """
        import psutil
        from dask_processes import dask_cluster

        rasters = {"one tile": apart(mirrored, TILE), "four tiles": apart(four_tiles)}
        figures = {}
        with dask_cluster(str(self._folder), 2) as (address, workers):
            self._environment["DASK_SCHEDULER"] = address
            processes = [psutil.Process(worker.pid) for worker in workers]
            # The first run sends the code and imports modules, and is measured again.
            for name in ("one tile", *rasters):
                before = [sum(process.cpu_times()[:2]) for process in processes]
                command = [sys.executable, *self._command("core_on_dask", rasters[name])[1:]]
                wall, cpu, _ = self._run(command)
                after = [sum(process.cpu_times()[:2]) for process in processes]
                figures[name] = wall, cpu, sum(after) - sum(before), n_windows(rasters[name])
        for name, (wall, cpu, work, windows) in figures.items():
            threads = self._run(self._command("core", rasters[name]))[0]
            print(
                f"{name}: {wall:.2f} s, {threads:.2f} s with two threads; {windows} windows; ",
                end="",
            )
            print(f"CPU s here {cpu:.2f}, of the workers {work:.2f}")
        one, four = figures.values()
        cost = [1000 * (after - before) / (four[3] - one[3]) for before, after in zip(one, four)]
        print(f"a window: {cost[2]:.0f} ms of a worker, {cost[1]:.1f} ms here")

    def _output(self, name):
        return self._folder / f"{name}.tif"

    def _command(self, name, raster):
        output = str(self._output(name))
        if name != "qgis_process":
            return ["/usr/bin/python3", str(CONTENDERS), name, str(raster), output]
        run = [self._program, "run", "s2kmeans:classify"]
        return [*run, f"--INPUT={raster}", f"--OUTPUT={output}"]

    def _run(self, command):
        """Run a process, and return wall seconds, CPU seconds and peak MB."""
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if status:
            sys.exit(output.decode())
        process.returncode = 0
        return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def apart(function, *arguments):
    """Call in another process, since Linux counts the memory of a parent in a child's peak."""
    with ProcessPoolExecutor(1) as executor:
        return executor.submit(function, *arguments).result()


def n_windows(raster):
    """Return the number of windows in which the core labels a raster."""
    from s2_kmeans_plugin.core.raster.source import RasterSource

    source = RasterSource.open(raster)
    return len(list(source.grid.window.tiles(*source.window_shape())))


def partition_inertia(raster, classes):
    """Return the inertia of a map, computed in another process to keep this one small."""
    command = ["/usr/bin/python3", str(CONTENDERS), "inertia", str(raster), str(classes)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


if __name__ == "__main__":
    main()
