"""Application of a model to another raster."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from runs import apply_model, classify

from s2_kmeans_plugin.core.errors import Cancelled, RasterError
from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.maps.application import compare
from s2_kmeans_plugin.core.models.model import ClusterModel
from s2_kmeans_plugin.core.models.sample_range import SampleRange
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture(scope="module")
def scene(sample_path):
    return RasterSource.open(sample_path, (2, 3, 8))


@pytest.fixture(scope="module")
def fitted(scene, tmp_path_factory):
    """A model that was written and read back, and the map of its run."""
    path = str(tmp_path_factory.mktemp("fitted") / "map.tif")
    outcome = classify(scene, path, n_clusters=6, n_init=2, sample_size=20_000)
    return ClusterModel.from_json(outcome.model.to_json()), path


def classes_in(path):
    source = RasterSource.open(str(path))
    return source.read(source.grid.window).values[0]


# The map


@pytest.mark.parametrize("n_threads", [None, 3])
def test_model_reproduces_its_map_on_its_own_raster(scene, fitted, out, n_threads):
    model, path = fitted
    executor = ThreadPoolExecutor(n_threads) if n_threads else None
    apply_model(scene, model, str(out / "map.tif"), executor=executor, n_workers=n_threads)
    np.testing.assert_array_equal(classes_in(out / "map.tif"), classes_in(path))


def test_map_has_the_legend_of_the_model(scene, fitted, out):
    legend = tuple(ClassEntry(value, f"kind {value}", (value, 0, 99)) for value in range(1, 7))
    model = replace(fitted[0], legend=legend)
    assert apply_model(scene, model, str(out / "map.tif")).legend == legend


def test_window_gives_the_same_part_of_the_map(scene, fitted, out):
    part = Window(100, 50, 200, 150)
    apply_model(scene, fitted[0], str(out / "part.tif"), window=part)
    whole = classes_in(fitted[1])
    np.testing.assert_array_equal(classes_in(out / "part.tif"), whole[50:200, 100:300])


def test_counts_equal_the_pixels_of_the_map(scene, fitted, out):
    outcome = apply_model(scene, fitted[0], str(out / "map.tif"))
    classes = classes_in(out / "map.tif")
    assert outcome.counts.tolist() == np.bincount(classes.ravel(), minlength=7)[1:].tolist()


def test_means_equal_those_of_the_classes_in_the_map(scene, fitted, out):
    outcome = apply_model(scene, fitted[0], str(out / "map.tif"), with_statistics=True)
    classes = classes_in(out / "map.tif")
    values = scene.read(scene.grid.window).values
    np.testing.assert_allclose(outcome.statistics.means[2], values[:, classes == 3].mean(axis=1))


def test_confidence_is_written_on_request(scene, fitted, out):
    apply_model(scene, fitted[0], str(out / "map.tif"), confidence=str(out / "confidence.tif"))
    percent = classes_in(out / "confidence.tif")
    assert sorted(path for path in os.listdir(out) if path.endswith(".tif")) == [
        "confidence.tif",
        "map.tif",
    ]
    assert 0 <= percent.min() < 50 < percent.max() <= 100


@pytest.fixture
def merged(fitted):
    """A model that merges classes 1, 3 and 5 into 9, drops class 2, and keeps 4 and 6."""
    legend = tuple(ClassEntry(value, f"kind {value}", (value, 0, 99)) for value in (4, 6, 9))
    return replace(fitted[0], values=(9, 0, 9, 4, 9, 6), legend=legend)


def test_map_has_the_merged_and_dropped_classes_of_the_model(scene, fitted, merged, out):
    apply_model(scene, merged, str(out / "map.tif"))
    expected = np.array([0, 9, 0, 9, 4, 9, 6])[classes_in(fitted[1])]
    np.testing.assert_array_equal(classes_in(out / "map.tif"), expected)


def test_figures_of_merged_classes_follow_the_order_of_the_legend(scene, merged, out):
    outcome = apply_model(scene, merged, str(out / "map.tif"), with_statistics=True)
    classes = classes_in(out / "map.tif")
    values = scene.read(scene.grid.window).values
    assert outcome.legend == merged.legend
    assert outcome.n_nodata == (classes == 0).sum()
    for row, value in enumerate((4, 6, 9)):
        of_class = values[:, classes == value]
        assert outcome.counts[row] == of_class.shape[1]
        assert outcome.hectares[row] == pytest.approx(of_class.shape[1] / 100, rel=0.01)
        np.testing.assert_allclose(outcome.statistics.means[row], of_class.mean(axis=1))
        np.testing.assert_allclose(outcome.statistics.deviations[row], of_class.std(axis=1))


def test_dropped_pixels_have_no_confidence(scene, merged, out):
    apply_model(scene, merged, str(out / "map.tif"), confidence=str(out / "sure.tif"))
    dropped = classes_in(out / "map.tif") == 0
    assert dropped.any()
    np.testing.assert_array_equal(classes_in(out / "sure.tif") == 255, dropped)


def test_cancellation_leaves_no_file(scene, fitted, out):
    calls = []

    def is_cancelled():
        calls.append(True)
        return len(calls) > 8

    with pytest.raises(Cancelled):
        apply_model(
            scene,
            fitted[0],
            str(out / "map.tif"),
            confidence=str(out / "confidence.tif"),
            is_cancelled=is_cancelled,
        )
    assert os.listdir(out) == []


def test_wrong_number_of_bands_is_refused_with_the_names(scene, fitted, out):
    with pytest.raises(RasterError, match=r"2 bands .* needs 3: B02, B03, B08"):
        apply_model(scene.choose((1, 2)), fitted[0], str(out / "map.tif"))


# Differences from the fitted pixels


@pytest.fixture
def pixels(rng):
    return rng.integers(1200, 5000, (4, 20_000)).astype(np.uint16)


def test_compare_finds_no_difference_in_equal_pixels(pixels):
    likeness = compare(SampleRange.of(pixels), pixels)
    assert (likeness.share_beyond, likeness.sentinel2_shift) == (0, 0)


def test_compare_counts_each_pixel_beyond_the_sample_once(pixels):
    other = pixels.copy()
    other[0, :500] = 6000
    other[1, 400:1000] = 100
    assert compare(SampleRange.of(pixels), other).share_beyond == 1000 / 20_000


@pytest.mark.parametrize("shift", [1000, -1000])
def test_compare_reports_the_offset_of_newer_sentinel2_products(pixels, shift):
    assert compare(SampleRange.of(pixels), pixels.astype(np.int32) + shift).sentinel2_shift == shift


@pytest.mark.parametrize("shift", [400, -400, 2000])
def test_compare_ignores_other_shifts(pixels, shift):
    assert compare(SampleRange.of(pixels), pixels.astype(np.int32) + shift).sentinel2_shift == 0


def test_compare_ignores_a_shift_of_some_bands(pixels):
    other = pixels.copy()
    other[2:] += 1000
    assert compare(SampleRange.of(pixels), other).sentinel2_shift == 0


def test_compare_reports_no_offset_of_reflectances_from_0_to_1(pixels):
    assert compare(SampleRange.of(pixels / 1e4), pixels / 1e4 + 1000).sentinel2_shift == 0


def test_outcome_reports_the_offset_of_a_scene(scene, fitted, make_raster, out):
    values = scene.read(scene.grid.window).values
    newer = RasterSource.open(make_raster(values + 1000))
    outcome = apply_model(newer, fitted[0], str(out / "map.tif"))
    assert outcome.likeness.sentinel2_shift == 1000
