"""Runs that clean their map and write polygons: files, figures and minimum patch size."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from runs import apply_model, classify, describe_classes

from s2_kmeans_plugin.core.errors import ArgumentError, Cancelled, FileError, RasterError
from s2_kmeans_plugin.core.maps.cleaning import least_pixels
from s2_kmeans_plugin.core.maps.options import PolygonFile
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource

PART = Window(60, 40, 200, 150)


@pytest.fixture(scope="module")
def scene(sample_path):
    return RasterSource.open(sample_path, (2, 3, 8))


@pytest.fixture(scope="module")
def model(scene, tmp_path_factory):
    path = str(tmp_path_factory.mktemp("fitted") / "map.tif")
    return classify(scene, path, n_clusters=5, n_init=1, sample_size=5000).model


@pytest.fixture
def clean(scene, model, out):
    """Return a function that applies the model to a part, cleans the map and writes polygons."""

    def run(name="map", **options):
        options = {
            "window": PART,
            "min_area": 15,
            "area_unit": "pixels",
            "polygons": PolygonFile(str(out / f"{name}.gpkg")),
            "n_workers": 2,
            **options,
        }
        return apply_model(scene, model, str(out / f"{name}.tif"), **options)

    return run


def classes_in(path):
    source = RasterSource.open(str(path))
    return source.read(source.grid.window).values[0]


def contents(folder):
    return {entry.name: entry.read_bytes() for entry in folder.iterdir()}


def test_counts_and_means_describe_the_cleaned_map(scene, clean, out):
    outcome = clean(with_statistics=True)
    classes = classes_in(out / "map.tif")
    values = scene.read(PART).values
    assert outcome.counts.tolist() == np.bincount(classes.ravel(), minlength=6)[1:].tolist()
    np.testing.assert_allclose(outcome.hectares, outcome.counts / 100)
    for value in np.unique(classes).tolist():
        mean = values[:, classes == value].mean(axis=1)
        np.testing.assert_allclose(outcome.statistics.means[value - 1], mean)


def test_facts_of_a_run_equal_those_of_its_cleaned_map(scene, out):
    path = str(out / "map.tif")
    options = {"n_clusters": 4, "n_init": 1, "sample_size": 5000, "with_facts": True}
    run = classify(scene, path, min_area=0.2, **options)
    described = describe_classes(scene, RasterSource.open(path), with_facts=True)
    assert run.facts.class_map.counts.tolist() == described.counts.tolist()
    np.testing.assert_allclose(run.facts.means, described.facts.means)
    np.testing.assert_array_equal(run.facts.class_map.preview.classes, classes_in(path))


def test_cleaning_does_not_change_confidence_and_inertia(clean, out):
    paths = [str(out / name) for name in ("before.confidence.tif", "after.confidence.tif")]
    before = clean("before", min_area=0, confidence=paths[0])
    after = clean("after", confidence=paths[1])
    assert before.counts.tolist() != after.counts.tolist()
    assert before.inertia == after.inertia
    np.testing.assert_array_equal(*map(classes_in, paths))


@pytest.mark.parametrize("shape", [(200, 16), (64, 80), (37, 23)], ids=str)
def test_windows_and_threads_do_not_change_the_pixels(clean, out, monkeypatch, shape):
    clean("one", with_statistics=True)
    monkeypatch.setattr(RasterSource, "window_shape", lambda *_: shape)
    with ThreadPoolExecutor(3) as executor:
        clean("other", executor=executor, n_workers=3, with_statistics=True)
    np.testing.assert_array_equal(classes_in(out / "one.tif"), classes_in(out / "other.tif"))
    assert (out / "one.gpkg").read_bytes() == (out / "other.gpkg").read_bytes()


@pytest.mark.parametrize("shape", [(200, 16), (64, 80)], ids=str)
def test_threads_do_not_change_the_file(clean, out, monkeypatch, shape):
    monkeypatch.setattr(RasterSource, "window_shape", lambda *_: shape)
    clean("one")
    with ThreadPoolExecutor(3) as executor:
        clean("other", executor=executor)
    assert (out / "one.tif").read_bytes() == (out / "other.tif").read_bytes()


@pytest.mark.parametrize("least", [0, 1])
def test_cleaning_that_keeps_every_patch_does_not_change_the_file(clean, out, least):
    clean("one", min_area=least)
    clean("other", min_area=0, polygons=None)
    assert (out / "one.tif").read_bytes() == (out / "other.tif").read_bytes()


@pytest.mark.parametrize("options", [{}, {"min_area": 0}, {"polygons": None}], ids=str)
def test_progress_rises_to_1(clean, options):
    reached = []
    clean(progress=reached.append, **options)
    assert reached == sorted(reached)
    assert reached[-1] == 1


@pytest.mark.parametrize("moment", [0.2, 0.5, 0.65, 0.75, 0.85, 0.95])
def test_cancellation_at_any_moment_keeps_existing_files(clean, out, moment):
    (out / "map.tif").write_bytes(b"old map")
    (out / "map.gpkg").write_bytes(b"old polygons")
    before = contents(out)
    reached = []
    with pytest.raises(Cancelled):
        clean(
            progress=reached.append,
            is_cancelled=lambda: bool(reached) and reached[-1] > moment,
            polygons=PolygonFile(str(out / "map.gpkg"), each_patch=True),
        )
    assert contents(out) == before


def test_needs_include_the_scratch_map(clean):
    needs = []
    clean(on_needs=needs.append, min_area=0)
    clean(on_needs=needs.append)
    assert needs[1].disk - needs[0].disk >= PART.n_pixels
    assert needs[1].memory > needs[0].memory


def test_refused_polygons_leave_no_file(clean, out):
    with pytest.raises(FileError, match=r"does not end in \.gpkg"):
        clean(polygons=PolygonFile(str(out / "map.shp")))
    assert os.listdir(out) == []


# Minimum patch size


@pytest.mark.parametrize(
    ("area", "unit", "pixels"),
    [
        (0, "hectares", 0),
        (0.1, "hectares", 10),
        (0.3, "hectares", 30),
        (0.101, "hectares", 11),
        (0.001, "hectares", 1),
        (7, "pixels", 7),
        (6.5, "pixels", 7),
    ],
)
def test_limit_is_the_number_of_pixels_that_reach_the_area(scene, area, unit, pixels):
    assert least_pixels(area, unit, scene, PART) == pixels


def test_hectare_has_more_pixels_nearer_to_the_pole(make_raster):
    path = make_raster(
        np.ones((100, 10), np.uint8), geotransform=(10, 0.001, 0, 80, 0, -0.5), epsg=4326
    )
    source = RasterSource.open(path)
    north, south = (
        least_pixels(900, "hectares", source, Window(0, row, 10, 10)) for row in (0, 90)
    )
    assert north > 2 * south


def test_hectares_are_refused_if_the_unit_is_unknown(make_raster):
    source = RasterSource.open(make_raster(np.ones((9, 9), np.uint8), epsg=None))
    assert least_pixels(3, "pixels", source, source.grid.window) == 3
    with pytest.raises(RasterError, match=r"no known unit.* Give it in pixels"):
        least_pixels(0.1, "hectares", source, source.grid.window)


@pytest.mark.parametrize(
    ("area", "unit", "sentence"),
    [
        (-1, "pixels", "min_area is -1"),
        (float("nan"), "pixels", "min_area is nan"),
        (30_001, "pixels", "30001 pixels, and the map has 30000 pixels"),
        (float("inf"), "hectares", "inf hectares"),
        (1, "acres", "area_unit is acres"),
    ],
)
def test_impossible_area_is_refused(scene, area, unit, sentence):
    with pytest.raises(ArgumentError, match=sentence):
        least_pixels(area, unit, scene, PART)
