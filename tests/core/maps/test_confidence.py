"""Confidence of pixels: margin between two centres, and posterior of a mixture."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.clustering.normal import MostLikely
from s2_kmeans_plugin.core.clustering.tiles import TILE_PIXELS
from s2_kmeans_plugin.core.maps.confidence import confidence, posterior_confidence


def confidence_of(values, centers, offset=0.0, scale=1.0, valid=None, classes=None):
    values = np.asarray(values)
    centers = np.asarray(centers, dtype=np.float64)
    n_bands = centers.shape[1]
    valid = np.ones(values.shape[1:], dtype=bool) if valid is None else valid
    offset, scale = (np.broadcast_to(number, n_bands).astype(float) for number in (offset, scale))
    return confidence(values, valid, centers, offset, scale, classes)


def test_confidence_on_a_centre_is_100():
    assert confidence_of([[[10.0]]], [[10], [50]]).tolist() == [[100]]


def test_confidence_half_way_between_centres_is_0():
    assert confidence_of([[[30.0]]], [[10], [50]]).tolist() == [[0]]


def test_confidence_is_67_if_the_next_centre_is_three_times_as_far():
    """The distances are 10 and 30, and 100 (1 - 10 / 30) is 66.7."""
    assert confidence_of([[[20.0]]], [[10], [50]]).tolist() == [[67]]


@pytest.mark.parametrize(("second", "percent"), [(0.0, 67), (4.0, 18)])
def test_distances_are_scaled(second, percent):
    """A difference of 10 in the first band counts as 1.

    The squared distances are 1 and 9 if the second band is 0, and 17 and 25 if it is 4.
    """
    scaled = confidence_of([[[20.0]], [[second]]], [[10, 0], [50, 0]], scale=(10, 1))
    assert scaled.tolist() == [[percent]]


@pytest.mark.filterwarnings("error")
def test_masked_pixels_may_have_any_value():
    values, valid = np.array([[[1e-29, 1e300, np.nan]]]), np.array([[True, False, False]])
    found = confidence_of(values, [[1e-29], [5e-29]], scale=1e-30, valid=valid)
    assert found.tolist() == [[100, 255, 255]]


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32", "float64"])
@pytest.mark.parametrize("n_clusters", [2, 8, 255])
def test_confidence_equals_that_of_brute_force(rng, dtype, n_clusters):
    values = rng.integers(0, 255, (4, 37, 1000)).astype(dtype)
    centers = rng.uniform(0, 255, (n_clusters, 4))
    flat = values.reshape(4, -1).astype(np.float64)
    distances = np.sort(np.sqrt(((flat[None] - centers[:, :, None]) ** 2).sum(axis=1)), axis=0)
    expected = 100 * (1 - distances[0] / distances[1])
    assert values[0].size > TILE_PIXELS
    found = confidence_of(values, centers, offset=128.0)
    assert np.abs(found.ravel() - expected).max() <= 0.51


def test_masked_pixels_are_nodata(rng):
    valid = rng.random((20, 30)) > 0.3
    found = confidence_of(rng.uniform(0, 99, (1, 20, 30)), [[10], [50]], valid=valid)
    np.testing.assert_array_equal(found == 255, ~valid)
    assert found[valid].max() <= 100


def test_confidence_of_a_single_class_is_100():
    assert confidence_of([[[10.0, 99.0]]], [[10]]).tolist() == [[100, 100]]


def test_next_centre_belongs_to_another_class():
    """The distances are 5 and 5 to the merged class, and 35: 100 (1 - 5 / 35) is 85.7."""
    values, centers = [[[15.0]]], [[10], [20], [50]]
    assert confidence_of(values, centers).tolist() == [[0]]
    assert confidence_of(values, centers, classes=(4, 4, 9)).tolist() == [[86]]


def test_dropped_class_counts_as_another_class():
    assert confidence_of([[[15.0]]], [[10], [20]], classes=(1, 0)).tolist() == [[0]]


def test_class_numbers_do_not_change_the_confidence(rng):
    values, centers = rng.uniform(0, 99, (3, 20, 30)), rng.uniform(0, 99, (5, 3))
    np.testing.assert_array_equal(
        confidence_of(values, centers, classes=(9, 2, 200, 1, 4)), confidence_of(values, centers)
    )


def test_confidence_of_merged_classes_equals_that_of_brute_force(rng):
    values, centers = rng.uniform(0, 255, (4, 20, 30)), rng.uniform(0, 255, (40, 4))
    classes = rng.integers(0, 7, 40)
    flat = values.reshape(4, -1)
    distances = np.sqrt(((flat[None] - centers[:, :, None]) ** 2).sum(axis=1))
    nearest = classes[distances.argmin(axis=0)]
    others = np.where(classes[:, None] == nearest, np.inf, distances).min(axis=0)
    expected = 100 * (1 - distances.min(axis=0) / others)
    found = confidence_of(values, centers, offset=128.0, classes=tuple(classes.tolist()))
    assert np.abs(found.ravel() - expected).max() <= 0.51


def test_masked_pixels_may_be_nan_or_infinite():
    values = np.array([[[np.nan, np.inf, 10.0]]])
    valid = np.array([[False, False, True]])
    assert confidence_of(values, [[10], [50]], valid=valid).tolist() == [[255, 255, 100]]


# Normal distributions


def posterior_of(values, weights=(0.5, 0.5), classes=(1, 2), valid=None):
    """Return the confidence of two clusters at 0 and 4 with variance 1."""
    values = np.asarray(values, dtype=np.float64)
    labeller = MostLikely([[0.0], [4.0]], np.ones((2, 1, 1)), weights, [0.0])
    valid = np.ones(values.shape[1:], dtype=bool) if valid is None else np.array(valid)
    return posterior_confidence(values, valid, labeller, classes).tolist()


def test_posterior_half_way_between_equal_clusters_is_50():
    assert posterior_of([[[2.0]]]) == [[50]]


def test_posterior_equals_one_computed_by_hand():
    """The densities at 1.5 are exp(-1.125) and exp(-3.125), and 1 / (1 + exp(-2)) is 0.881."""
    assert posterior_of([[[1.5]]]) == [[88]]


def test_posterior_grows_with_the_weight_of_the_cluster():
    """The densities at 2 are equal, so the weights decide."""
    assert posterior_of([[[2.0]]], weights=(0.9, 0.1)) == [[90]]


def test_posteriors_of_clusters_of_one_class_are_added():
    assert posterior_of([[[2.0]]], classes=(1, 1)) == [[100]]


def test_masked_pixel_has_no_posterior():
    assert posterior_of([[[2.0, np.nan]]], valid=[[True, False]]) == [[50, 255]]


@pytest.mark.parametrize("size", [1e-25, 1e-6, 1.0])
@pytest.mark.parametrize("base", [0.0, 1e4, 1e9])
def test_confidence_of_values_of_any_size_equals_that_in_float64(rng, size, base):
    centers = size * (base + np.array([[0.0, 0.0], [3.0, 1.0], [5e4, 5e4]]))
    values = (size * base + size * rng.uniform(0, 3, (2, 1, 3000))).astype(np.float64)
    valid = np.ones((1, 3000), dtype=bool)
    percent = confidence(values, valid, centers, centers.mean(axis=0), np.ones(2))
    distances = np.linalg.norm(values[:, 0] - centers[:, :, None], axis=1)
    first, second = np.sort(distances, axis=0)[:2]
    assert np.abs(percent[0] - 100 * (1 - first / second)).max() < 1
