"""Counts and sums of the pixels of each class, against plain loops."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.numerics.grouped import Groups, count_values


@pytest.mark.parametrize("n_values", [1, 2, 9, 24, 25, 256])
def test_counts_are_those_of_a_loop(rng, n_values):
    classes = rng.integers(0, n_values, (30, 40), dtype=np.uint8)
    expected = [sum(value == each for each in classes.ravel()) for value in range(n_values)]
    np.testing.assert_array_equal(count_values(classes, n_values), expected)


def sums_of(values, classes, n_classes):
    groups = Groups(classes, n_classes)
    return groups.counts, groups.sum(groups.sort(values))


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "int32", "float64"])
@pytest.mark.parametrize("n_classes", [1, 7, 255])
def test_sums_are_those_of_the_pixels_of_each_class(rng, dtype, n_classes):
    values = rng.integers(0, 120, (3, 900)).astype(dtype)
    classes = rng.integers(0, n_classes + 1, 900).astype(np.uint8)
    counts, sums = sums_of(values, classes, n_classes)
    for value in range(1, n_classes + 1):
        pixels = values[:, classes == value]
        assert counts[value - 1] == pixels.shape[1]
        np.testing.assert_array_equal(sums[value - 1], pixels.sum(axis=1, dtype=float))


def test_sum_of_a_class_without_pixels_is_0():
    values = np.array([[1.0, 2.0, 4.0]])
    counts, sums = sums_of(values, np.array([3, 1, 3], dtype=np.uint8), 4)
    np.testing.assert_array_equal(counts, [1, 0, 2, 0])
    np.testing.assert_array_equal(sums, [[2], [0], [5], [0]])


def test_pixels_of_class_0_do_not_count():
    values = np.array([[np.nan, 2.0, np.inf]])
    counts, sums = sums_of(values, np.array([0, 1, 0], dtype=np.uint8), 1)
    assert (counts.tolist(), sums.tolist()) == ([1], [[2.0]])


@pytest.mark.parametrize("n_pixels", [0, 5])
def test_all_is_0_without_a_pixel_of_a_class(n_pixels):
    counts, sums = sums_of(np.ones((2, n_pixels)), np.zeros(n_pixels, dtype=np.uint8), 2)
    assert not counts.any()
    assert not sums.any()


def test_sums_of_large_integers_are_exact():
    values = np.full((1, 3000), 2**32 - 1, dtype=np.uint32)
    _, sums = sums_of(values, np.ones(3000, dtype=np.uint8), 1)
    assert int(sums[0, 0]) == 3000 * (2**32 - 1)
