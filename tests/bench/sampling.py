"""Benchmark of the sample against uniform samples of the same size (make bench-sampling).

The first table counts how often a class on a thousandth of the pixels of a tile, in one place or
scattered, is found. The second table gives the inertia of the default fit for each seed, relative
to the best of five fits of scikit-learn on all pixels. Inertia refers to the means of the classes.
"""

import argparse
import os
import statistics
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from rasters import BANDS, FOLDER, ROOT, TILE, scene, with_rare_class
from sklearn.cluster import KMeans

sys.path.insert(0, str(ROOT))
from s2_kmeans_plugin.core import FitOptions, RasterSource, Workers, classify
from s2_kmeans_plugin.core.choices import SAMPLE_SIZE
from s2_kmeans_plugin.core.models.sampling import Sample
from s2_kmeans_plugin.core.models.search import find_clusters

K = 8
LEVELS = (5000, 7000)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rasters", nargs="*", help="more rasters for the inertia")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--only", choices=("rare", "inertia"))
    arguments = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder, ThreadPoolExecutor() as executor:
        output = os.path.join(folder, "classes.tif")
        if arguments.only != "inertia":
            rare_classes(output, executor, arguments.seeds)
        if arguments.only != "rare":
            inertias(arguments.rasters, output, executor, arguments.seeds)


def rare_classes(output, executor, n_seeds):
    print("| rare class | value | found by default | sampled again | by a uniform sample |")
    print("|---|---|---|---|---|")
    values = scene()[0].reshape(len(BANDS), -1)
    for level in LEVELS:
        for scattered in (False, True):
            found, again, uniform = 0, 0, 0
            for seed in range(n_seeds):
                source = RasterSource.open(with_rare_class(level, scattered, seed))
                options = FitOptions(n_clusters=K, random_state=seed)
                outcome = classify(source, output, options, workers=Workers(executor))
                found += is_found(outcome.model, values, level)
                again += outcome.sampled_again
                uniform += is_found(uniform_model(source, values, level, seed), values, level)
            where = "scattered" if scattered else "in one place"
            counts = f"{found} of {n_seeds} | {again} | {uniform} of {n_seeds}"
            print(f"| {where} | {level} | {counts} |", flush=True)


def uniform_model(source, values, level, seed):
    """Return the model of a uniform sample of the whole tile."""
    rng = np.random.default_rng(seed)
    drawn = values[:, rng.integers(values.shape[1], size=SAMPLE_SIZE)]
    rare = rng.random(SAMPLE_SIZE) < 0.001
    drawn[:, rare] = rng.normal(level, 150, (len(BANDS), rare.sum())).round()
    sample = Sample(drawn, np.empty((0, SAMPLE_SIZE)), SAMPLE_SIZE, TILE * TILE)
    options = FitOptions(n_clusters=K, random_state=seed)
    return find_clusters(sample, source, options, Workers()).model


def is_found(model, values, level):
    """Return whether a class has 90 % of the rare pixels, and at most as many other pixels."""
    rng = np.random.default_rng(0)
    n_rare = 1000
    rare = model.predict(rng.normal(level, 150, (n_rare, len(BANDS))))
    others = model.predict(values[:, rng.integers(values.shape[1], size=999 * n_rare)].T)
    best = np.bincount(rare).argmax()
    return (rare == best).sum() >= 0.9 * n_rare and (others == best).sum() <= n_rare


def inertias(paths, output, executor, n_seeds):
    print("| raster | valid pixels | median | worst | SAMPLE_SIZE=0, worst |")
    print("|---|---|---|---|---|")
    for path in [FOLDER / "scene.tif", *paths]:
        if not os.path.exists(path):
            write_scene(path)
        source = RasterSource.open(path)
        block = source.read(source.grid.window)
        X = block.values[:, block.valid].T.astype(np.float64)
        X32 = (X - X.mean(axis=0)).astype(np.float32)
        best = min(
            inertia_of(X, KMeans(K, n_init=10, random_state=seed).fit(X32).labels_)
            for seed in range(5)
        )
        ratios = {
            sample_size: [
                inertia_of(X, classified(source, output, executor, seed, sample_size)) / best
                for seed in range(n_seeds)
            ]
            for sample_size in (SAMPLE_SIZE, 0)
        }
        sampled = ratios[SAMPLE_SIZE]
        print(
            f"| {Path(path).stem} | {len(X):,} | {statistics.median(sampled):.5f} "
            f"| {max(sampled):.5f} | {max(ratios[0]):.5f} |",
            flush=True,
        )


def classified(source, output, executor, seed, sample_size):
    """Return the class of each valid pixel."""
    options = FitOptions(n_clusters=K, random_state=seed, sample_size=sample_size)
    outcome = classify(source, output, options, workers=Workers(executor))
    classes = RasterSource.open(output).read(outcome.grid.window).values[0]
    return classes[classes > 0]


def inertia_of(X, labels):
    _, labels = np.unique(labels, return_inverse=True)
    counts = np.bincount(labels)
    sums = np.stack([np.bincount(labels, band) for band in X.T])
    return (X**2).sum() - (sums**2 / counts).sum()


def write_scene(path):
    """Write the scene without mirror images."""
    from osgeo import gdal

    values, geotransform, projection = scene()
    driver = gdal.GetDriverByName("GTiff")
    dataset = driver.Create(str(path), *values.shape[:0:-1], len(values), gdal.GDT_UInt16)
    dataset.SetGeoTransform(geotransform)
    dataset.SetProjection(projection)
    dataset.WriteArray(values)


if __name__ == "__main__":
    main()
