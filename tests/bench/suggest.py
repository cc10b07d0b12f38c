"""Benchmark of the suggested number of classes, by the rule and by each index (make bench-suggest).

The scenes are synthetic and have 3 to 10 known classes. Normal classes come first, then others for
which the rule was not designed. The last rows are scenes of one cloud of pixels, in which no number
should stand out.
"""

import argparse
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from rasters import ROOT

sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "tests"))
from geotiffs import write_raster
from scenes import scene

from s2_kmeans_plugin.core import RasterSource, Workers, suggest_clusters
from s2_kmeans_plugin.core.reports.suggestion_report import preferred_numbers

KINDS = {
    "normal": {},
    "skewed": {"noise": "skewed"},
    "heavy tails": {"noise": "heavy"},
    "a sixth mixed": {"mixed": 1 / 6},
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenes", type=int, default=32, help="number of scenes of each kind")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as executor:

        def suggested(image):
            source = RasterSource.open(write_raster(Path(folder) / "scene.tif", image))
            return suggest_clusters(source, sample_size=10_000, workers=Workers(executor))

        print("| scenes | rule | silhouette | Calinski-Harabasz | Davies-Bouldin |")
        print("|---|---|---|---|---|")
        for kind, options in KINDS.items():
            right = Counter()
            for seed in range(arguments.scenes):
                image, n_classes = drawn(seed, options)
                suggestion = suggested(image)
                found = {
                    "rule": suggestion.chosen.n_clusters,
                    **preferred_numbers(suggestion.trials),
                }
                right.update(name for name, number in found.items() if number == n_classes)
            shares = (f"{100 * right[name] / arguments.scenes:.0f} %" for name in found)
            print(f"| {kind} | {' | '.join(shares)} |", flush=True)
        for n_bands in (1, 4, 10):
            verdicts = Counter()
            for seed in range(10):
                cloud = np.random.default_rng(seed).normal(3000, 200, (n_bands, 120, 120))
                verdicts[suggested(cloud.astype(np.uint16)).verdict] += 1
            print(
                f"| one cloud in {n_bands} bands | nothing stands out: {verdicts['none']} of 10 |"
            )


def drawn(seed, options):
    """Return a scene and the number of its classes."""
    rng = np.random.default_rng([7, seed])
    n_classes = 3 + seed % 8
    n_bands = int(rng.choice([3, 4, 6, 10]))
    gap, imbalance = float(rng.choice([2, 2.5, 3, 4])), int(rng.choice([1, 3, 10]))
    image, classes = scene(n_classes, n_bands, gap, imbalance, seed, **options)
    return image, len(np.unique(classes))


if __name__ == "__main__":
    main()
