"""Comparison of the results of two versions of QGIS: which differences count."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

ROOT = Path(__file__).resolve().parent.parent
CENTERS = [[10.0, 10.0], [20.0, 20.0]]
# The third pixel has the same distance to both centres.
PIXELS = np.array([[[11, 19, 15]], [[11, 19, 15]]], dtype=np.float32)


@pytest.fixture
def witness(monkeypatch, make_raster):
    monkeypatch.setattr(sys, "path", [str(ROOT / ".ci"), *sys.path])
    import witness

    monkeypatch.setattr(witness, "SAMPLE", make_raster(PIXELS, "scene.tif"))
    return witness


@pytest.fixture
def first(tmp_path):
    folder = tmp_path / "first"
    folder.mkdir()
    model = {"bands": [1, 2], "band_names": ["a", "b"], "algorithm": "kmeans"}
    model.update(offset=[0.0, 0.0], scale=[1.0, 1.0], centers=CENTERS, values=[1, 2])
    (folder / "kmeans.json").write_text(json.dumps(model))
    write(folder, [1, 2, 1])
    return folder


@pytest.fixture
def other(first, tmp_path):
    return Path(shutil.copytree(first, tmp_path / "other"))


def write(folder, classes):
    path = str(folder / "kmeans.tif")
    gdal.GetDriverByName("GTiff").Create(path, 3, 1).WriteArray(np.array([classes], np.uint8))


def move(folder, factor):
    model = json.loads((folder / "kmeans.json").read_text())
    model["centers"][1][1] *= factor
    (folder / "kmeans.json").write_text(json.dumps(model))


def test_equal_results_have_no_differences(witness, first, other):
    assert witness.differences(first, other) == []


@pytest.mark.parametrize(("classes", "n_pixels"), [([1, 1, 1], 1), ([2, 1, 1], 2), ([1, 0, 1], 1)])
def test_pixel_of_another_class_is_a_difference(witness, first, other, classes, n_pixels):
    write(other, classes)
    assert witness.differences(first, other) == [f"kmeans: {n_pixels} pixels of the map"]


def test_tie_is_not_a_difference(witness, first, other):
    write(other, [1, 2, 2])
    assert witness.differences(first, other) == []


@pytest.mark.parametrize(
    ("factor", "found"),
    [(1 + 1e-8, []), (1 + 1e-5, ["kmeans: centers of the model"])],
)
def test_centre_may_differ_by_a_millionth(witness, first, other, factor, found):
    move(other, factor)
    assert witness.differences(first, other) == found


def test_missing_algorithm_is_a_difference(witness, first, other):
    (other / "kmeans.tif").unlink()
    assert witness.differences(first, other) == ["different algorithms"]


@pytest.mark.parametrize(
    ("factor", "found"),
    [(1.005, []), (3, ["minibatch_kmeans: inertia 71.3333, not 18"])],
)
def test_other_centres_of_scikit_learn_are_accepted_with_similar_inertia(
    witness, first, other, factor, found
):
    move(other, factor)
    for folder in (first, other):
        for path in folder.iterdir():
            path.rename(folder / f"minibatch_kmeans{path.suffix}")
    assert witness.differences(first, other) == found
