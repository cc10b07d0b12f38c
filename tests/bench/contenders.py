"""Contenders of the benchmark, each a whole process: contenders.py NAME INPUT OUTPUT.

``core:NAME`` is the core with another algorithm.
"""

import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
K = 8


def floor(path, _):
    """Only read all bands of all windows on all processors."""
    import numpy as np
    from osgeo import gdal

    gdal.SetCacheMax(64 * 2**20)
    of_thread = threading.local()
    dataset = gdal.Open(path)
    width, height, n_bands = dataset.RasterXSize, dataset.RasterYSize, dataset.RasterCount
    block_width, block_height = dataset.GetRasterBand(1).GetBlockSize()
    if 2 * block_width > width:
        step_x, step_y = width, max(1, 2**20 // width // block_height) * block_height
    else:
        step_x = max(1, 1024 // block_width) * block_width
        step_y = max(1, 1024 // block_height) * block_height

    def read(corner):
        if not hasattr(of_thread, "dataset"):
            of_thread.dataset = gdal.Open(path)
            of_thread.values = np.empty(n_bands * step_x * step_y, dtype=np.uint16)
        x, y = corner
        w, h = min(step_x, width - x), min(step_y, height - y)
        values = of_thread.values[: n_bands * w * h].reshape(n_bands, h, w)
        of_thread.dataset.ReadAsArray(x, y, w, h, buf_obj=values)

    corners = [(x, y) for y in range(0, height, step_y) for x in range(0, width, step_x)]
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        for _ in executor.map(read, corners):
            pass


def decode(path, _):
    """Only read each block of the files of a VRT once on all processors."""
    from osgeo import gdal

    gdal.SetCacheMax(64 * 2**20)
    of_thread = threading.local()

    def opened(name):
        datasets = of_thread.__dict__
        if name not in datasets:
            datasets[name] = gdal.Open(name)
        return datasets[name]

    def read(block):
        name, *box = block
        opened(name).ReadAsArray(*box)

    blocks = []
    for name in gdal.Open(path).GetFileList():
        dataset = opened(name)
        width, height = dataset.RasterXSize, dataset.RasterYSize
        w, h = dataset.GetRasterBand(1).GetBlockSize()
        if name != path:
            blocks += [
                (name, x, y, min(w, width - x), min(h, height - y))
                for y in range(0, height, h)
                for x in range(0, width, w)
            ]
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        for _ in executor.map(read, blocks):
            pass


def core(path, output, *, is_cancelled=None, **options):
    """Classify with the core as a library."""
    from s2_kmeans_plugin.core import FitOptions, RasterSource, Watch, Workers, classify

    fit = FitOptions(n_clusters=K, **options)
    with ThreadPoolExecutor(os.cpu_count()) as executor:
        workers = Workers(executor, watch=Watch(is_cancelled=is_cancelled))
        classify(RasterSource.open(path), output, fit, workers=workers)


def core_all_pixels(path, output):
    core(path, output, sample_size=0)


def core_on_dask(path, output):
    from s2_kmeans_plugin.core import FitOptions, RasterSource, Workers, classify
    from s2_kmeans_plugin.core.parallel.dask import dask_executor

    with dask_executor(os.environ["DASK_SCHEDULER"]) as (executor, n_workers):
        workers = Workers(executor, n_workers)
        classify(RasterSource.open(path), output, FitOptions(n_clusters=K), workers=workers)


def cancel(path, output):
    """Print the seconds that the core takes to stop at 20 moments of a run."""
    import time

    from s2_kmeans_plugin.core.errors import Cancelled

    start = time.perf_counter()
    core(path, output)
    whole = time.perf_counter() - start
    took = []
    for moment in range(20):
        due = time.perf_counter() + (moment + 0.5) / 20 * whole
        try:
            core(path, output, is_cancelled=lambda due=due: time.perf_counter() >= due)
        except Cancelled:
            took.append(time.perf_counter() - due)
    print(f"{len(took)} of 20 stopped; median {sorted(took)[len(took) // 2]:.2f} s, ", end="")
    print(f"longest {max(took):.2f} s of a run of {whole:.1f} s")


def _read_all(path):
    """Read all bands into memory, as the tutorial does that this plugin started from."""
    import numpy as np
    from osgeo import gdal, gdal_array

    dataset = gdal.Open(path)
    kind = gdal_array.GDALTypeCodeToNumericTypeCode(dataset.GetRasterBand(1).DataType)
    shape = (dataset.RasterYSize, dataset.RasterXSize, dataset.RasterCount)
    image = np.zeros(shape, kind)
    for band in range(shape[2]):
        image[:, :, band] = dataset.GetRasterBand(band + 1).ReadAsArray()
    return dataset, image.reshape(-1, shape[2])


def _save(dataset, labels, output):
    from osgeo import gdal

    shape = dataset.RasterYSize, dataset.RasterXSize
    out = gdal.GetDriverByName("GTiff").Create(output, shape[1], shape[0], 1, gdal.GDT_Byte)
    out.SetGeoTransform(dataset.GetGeoTransform())
    out.SetProjection(dataset.GetProjection())
    out.GetRasterBand(1).WriteArray(labels.reshape(shape).astype("uint8") + 1)


def tutorial(path, output, n_init=1):
    """Fit scikit-learn's KMeans on every pixel in memory, as that tutorial does."""
    from sklearn.cluster import KMeans

    dataset, X = _read_all(path)
    _save(dataset, KMeans(K, n_init=n_init, random_state=0).fit(X).labels_, output)


def tutorial_10_starts(path, output):
    tutorial(path, output, n_init=10)


def tutorial_minibatch(path, output):
    from sklearn.cluster import MiniBatchKMeans

    dataset, X = _read_all(path)
    _save(dataset, MiniBatchKMeans(K, n_init=3, random_state=0).fit(X).labels_, output)


def sample_and_predict(path, output):
    """Read all strips, fit 100,000 pixels and predict, as EnMAP-Box does with scikit-learn."""
    import numpy as np
    from osgeo import gdal
    from sklearn.cluster import KMeans

    dataset = gdal.Open(path)
    width, height, n_bands = dataset.RasterXSize, dataset.RasterYSize, dataset.RasterCount
    X = np.empty((height * width, n_bands), dtype=np.float32)
    for row in range(0, height, 256):
        strip = dataset.ReadAsArray(0, row, width, min(256, height - row))
        X[row * width : row * width + strip[0].size] = strip.reshape(n_bands, -1).T
    rng = np.random.default_rng(0)
    sample = X[rng.choice(len(X), 100_000, replace=False)]
    model = KMeans(K, n_init=10, random_state=0).fit(sample)
    _save(dataset, model.predict(X), output)


def inertia(path, classes):
    """Print the sum of squared distances of all pixels to the mean of their class."""
    import numpy as np
    from osgeo import gdal

    values, labels = gdal.Open(path), gdal.Open(classes)
    n_bands = values.RasterCount
    counts = np.zeros(256)
    sums = np.zeros((n_bands, 256))
    squares = 0.0
    for row in range(0, values.RasterYSize, 256):
        box = (0, row, values.RasterXSize, min(256, values.RasterYSize - row))
        index = labels.ReadAsArray(*box).ravel().astype(np.intp)
        counts += np.bincount(index, minlength=256)
        for band, strip in enumerate(values.ReadAsArray(*box).reshape(n_bands, -1)):
            strip = strip.astype(np.float64)
            squares += strip @ strip
            sums[band] += np.bincount(index, strip, 256)
    present = counts > 0
    print(squares - (sums[:, present] ** 2 / counts[present]).sum())


if __name__ == "__main__":
    contender, _, algorithm = sys.argv[1].partition(":")
    options = {"algorithm": algorithm} if algorithm else {}
    globals()[contender](sys.argv[2], sys.argv[3], **options)
