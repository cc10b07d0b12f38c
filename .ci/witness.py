"""Results for the sample with the QGIS of this machine, and their comparison with another QGIS.

python3 .ci/witness.py FOLDER      write map and model of each algorithm, and the versions
"""

import json
import platform
import sys
from importlib import metadata
from pathlib import Path

import numpy as np
from osgeo import gdal

gdal.UseExceptions()

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SAMPLE = ROOT / "resources/sample/sentinel2_virginia.tif"

# Relative to the largest number in the same field of a model (chosen).
MODEL_TOLERANCE = 1e-6
# Versions of scikit-learn draw different batches for mini-batch k-means, so its centres may differ
# if the inertia is about the same (chosen).
OF_SCIKIT_LEARN = "minibatch_kmeans"
INERTIA_TOLERANCE = 0.02
# Relative difference of two distances that float32 may order in either way (chosen).
TIE_TOLERANCE = 1e-5

_ARRAYS = ("offset", "scale", "centers", "values", "weights", "covariances")


def versions():
    """Return the versions of the software that results could depend on: dict of str to str."""
    from qgis.core import Qgis

    return {
        "QGIS": Qgis.QGIS_VERSION.partition("-")[0],
        "Python": platform.python_version(),
        "numpy": np.__version__,
        "scikit-learn": metadata.version("scikit-learn"),
        "GDAL": gdal.__version__,
    }


def make(folder):
    """Write the versions, and map and model of the sample for each algorithm, into a folder."""
    from s2_kmeans_plugin.core import FitOptions, RasterSource, classify
    from s2_kmeans_plugin.core.choices import ALGORITHMS

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "versions.json").write_text(json.dumps(versions()), encoding="utf-8")
    source = RasterSource.open(str(SAMPLE))
    for algorithm in ALGORITHMS:
        path = str(folder / f"{algorithm}.tif")
        outcome = classify(source, path, FitOptions(algorithm=algorithm))
        (folder / f"{algorithm}.json").write_text(outcome.model.to_json(), encoding="utf-8")


def differences(first, other):
    """Return a sentence for each difference of two folders from `make` that is not a tie."""
    algorithms = [path.stem for path in sorted(first.glob("*.tif"))]
    if algorithms != [path.stem for path in sorted(other.glob("*.tif"))]:
        return ["different algorithms"]
    found = []
    for algorithm in algorithms:
        models = [json.loads((side / f"{algorithm}.json").read_text()) for side in (first, other)]
        maps = [_pixels(side / f"{algorithm}.tif") for side in (first, other)]
        if algorithm == OF_SCIKIT_LEARN and list(_unlike(*models)):
            first_inertia, other_inertia = map(_inertia, models)
            if abs(other_inertia / first_inertia - 1) > INERTIA_TOLERANCE:
                found.append(f"{algorithm}: inertia {other_inertia:g}, not {first_inertia:g}")
            continue
        found += [f"{algorithm}: {name} of the model" for name in _unlike(*models)]
        n_pixels = _untied(models[0], *maps)
        if n_pixels:
            found.append(f"{algorithm}: {n_pixels} pixels of the map")
    return found


def _unlike(first, other):
    """Yield the names of the fields in which two models differ."""
    for name in ("bands", "band_names", "algorithm"):
        if first[name] != other[name]:
            yield name
    for name in _ARRAYS:
        a, b = (np.array(model.get(name, ()), dtype=np.float64) for model in (first, other))
        limit = MODEL_TOLERANCE * np.abs(a).max(initial=0)
        if a.shape != b.shape or (np.abs(a - b) > limit).any():
            yield name


def _untied(model, first, other):
    """Return the number of pixels whose classes differ without a tie."""
    if first.shape != other.shape:
        return first.size
    places = first != other
    # A pixel that is nodata in one map only is not a tie.
    n_lost = int(((first == 0) | (other == 0))[places].sum())
    places &= (first > 0) & (other > 0)
    costs = _costs(model, _pixels(SAMPLE)[:, places].T.astype(np.float64))
    classes = np.array(model["values"])
    a, b = (
        np.where(classes[None] == side[places][:, None], costs, np.inf).min(axis=1)
        for side in (first, other)
    )
    return n_lost + int((np.abs(a - b) > TIE_TOLERANCE * np.maximum(np.abs(a), np.abs(b))).sum())


def _inertia(model):
    """Return the mean squared distance of the pixels of the sample to the nearest centre."""
    X = _pixels(SAMPLE).reshape(len(model["bands"]), -1).T.astype(np.float64)
    return _costs(model, X).min(axis=1).mean()


def _costs(model, X):
    """Return the cost of each pixel for each centre by its definition: (n_pixels, n_centers)."""
    gaps = X[:, None] - np.array(model["centers"])
    if "covariances" not in model:
        return ((gaps / np.array(model["scale"])) ** 2).sum(axis=2)
    covariances = np.array(model["covariances"])
    squared = np.einsum("nki,kij,nkj->nk", gaps, np.linalg.inv(covariances), gaps)
    return squared + np.linalg.slogdet(covariances)[1] - 2 * np.log(model["weights"])


def _pixels(path):
    return gdal.Open(str(path)).ReadAsArray()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
