"""Mean and standard deviation of the bands of each class."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s2_kmeans_plugin.core.numerics.moments import ClassStatistics
from s2_kmeans_plugin.core.numerics.scaling import choose_offset


def statistics_of(values, classes, n_classes, offset=None):
    offset = values.reshape(len(values), -1).mean(axis=1).round() if offset is None else offset
    return ClassStatistics.of(values, classes, n_classes, offset)


def test_statistics_of_two_pixels_are_those_by_hand():
    """Band one: 3 and 7, mean 5, deviation 2. Band two: 10 and 10."""
    values = np.array([[[3, 7, 99]], [[10, 10, 1]]], dtype=np.uint16)
    sums = statistics_of(values, np.array([[2, 2, 1]], dtype=np.uint8), 2)
    assert sums.counts.tolist() == [1, 2]
    assert sums.means.tolist() == [[99, 1], [5, 10]]
    assert sums.deviations.tolist() == [[0, 0], [2, 0]]


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "float32", "float64"])
@pytest.mark.parametrize("n_classes", [1, 8, 255])
def test_statistics_are_those_of_numpy(rng, dtype, n_classes):
    values = (rng.normal(100, 30, (3, 300, 250)).clip(0, 255)).astype(dtype)
    classes = rng.integers(0, n_classes + 1, (300, 250)).astype(np.uint8)
    sums = statistics_of(values, classes, n_classes)
    for value in range(1, n_classes + 1):
        pixels = values[:, classes == value].astype(np.float64)
        assert sums.counts[value - 1] == pixels.shape[1]
        np.testing.assert_allclose(sums.means[value - 1], pixels.mean(axis=1))
        np.testing.assert_allclose(sums.deviations[value - 1], pixels.std(axis=1), rtol=1e-6)


def test_pixels_of_class_0_do_not_count(rng):
    values = rng.normal(100, 30, (2, 50, 50))
    classes = rng.integers(0, 3, (50, 50)).astype(np.uint8)
    hidden = np.where(classes == 0, np.nan, values)
    np.testing.assert_array_equal(
        statistics_of(hidden, classes, 2, offset=[100, 100]).means,
        statistics_of(values, classes, 2, offset=[100, 100]).means,
    )


def test_class_without_pixels_has_no_mean():
    sums = statistics_of(np.ones((2, 1, 4)), np.ones((1, 4), dtype=np.uint8), 3)
    assert sums.counts.tolist() == [4, 0, 0]
    assert np.isnan(sums.means[1:]).all()
    assert np.isnan(sums.deviations[1:]).all()


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.integers(1, 199))
def test_parts_of_a_raster_of_integers_add_up_exactly(seed, cut):
    rng = np.random.default_rng(seed)
    values = rng.integers(0, 65_535, (2, 200, 90), dtype=np.uint16)
    classes = rng.integers(0, 6, (200, 90)).astype(np.uint8)
    offset = [30_000, 31_000]
    whole = statistics_of(values, classes, 5, offset)
    parts = statistics_of(values[:, :cut], classes[:cut], 5, offset)
    parts += statistics_of(values[:, cut:], classes[cut:], 5, offset)
    np.testing.assert_array_equal(parts.counts, whole.counts)
    np.testing.assert_array_equal(parts.totals, whole.totals)
    np.testing.assert_array_equal(parts.squares, whole.squares)


def test_small_deviation_far_from_zero_is_kept(rng):
    values = 1e9 + rng.integers(0, 3, (1, 100, 100)).astype(np.float64)
    classes = np.ones((100, 100), dtype=np.uint8)
    sums = statistics_of(values, classes, 1)
    assert sums.deviations[0, 0] == pytest.approx(values.std(), rel=1e-9)


def test_means_of_float32_are_those_of_float64(rng):
    values = rng.uniform(0, 1000, (2, 3000)).astype(np.float32)
    classes = np.ones(3000, dtype=np.uint8)
    means = ClassStatistics.of(values, classes, 1, choose_offset(values)).means[0]
    np.testing.assert_allclose(means, values.mean(axis=1, dtype=np.float64), rtol=1e-13)
