"""How much nearer a pixel is to its centre than to the next."""

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


def test_a_pixel_on_its_centre_is_sure():
    assert confidence_of([[[10.0]]], [[10], [50]]).tolist() == [[100]]


def test_a_pixel_half_way_is_not():
    assert confidence_of([[[30.0]]], [[10], [50]]).tolist() == [[0]]


def test_a_pixel_three_times_as_near_by_hand():
    """10 from one and 30 from the other: 100 (1 - 10 / 30) is 66.7."""
    assert confidence_of([[[20.0]]], [[10], [50]]).tolist() == [[67]]


def test_distances_are_scaled():
    """In the first band 1 counts as 10: distances 1 and 3, not 10.05 and 30.02."""
    values = [[[20.0]], [[0.0]]]
    scaled = confidence_of(values, [[10, 0], [50, 0]], scale=(10, 1))
    assert scaled.tolist() == [[67]]
    tilted = confidence_of([[[20.0]], [[4.0]]], [[10, 0], [50, 0]], scale=(10, 1))
    # Distances of the square roots of 17 and 25.
    assert tilted.tolist() == [[18]]


@pytest.mark.filterwarnings("error")
def test_what_is_not_valid_may_be_anything():
    values, valid = np.array([[[1e-29, 1e300, np.nan]]]), np.array([[True, False, False]])
    found = confidence_of(values, [[1e-29], [5e-29]], scale=1e-30, valid=valid)
    assert found.tolist() == [[100, 255, 255]]


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32", "float64"])
@pytest.mark.parametrize("n_clusters", [2, 8, 255])
def test_it_is_that_of_brute_force(rng, dtype, n_clusters):
    values = rng.integers(0, 255, (4, 37, 1000)).astype(dtype)
    centers = rng.uniform(0, 255, (n_clusters, 4))
    flat = values.reshape(4, -1).astype(np.float64)
    distances = np.sort(np.sqrt(((flat[None] - centers[:, :, None]) ** 2).sum(axis=1)), axis=0)
    expected = 100 * (1 - distances[0] / distances[1])
    assert values[0].size > TILE_PIXELS
    found = confidence_of(values, centers, offset=128.0)
    assert np.abs(found.ravel() - expected).max() <= 0.51


def test_what_is_not_valid_is_nodata(rng):
    valid = rng.random((20, 30)) > 0.3
    found = confidence_of(rng.uniform(0, 99, (1, 20, 30)), [[10], [50]], valid=valid)
    np.testing.assert_array_equal(found == 255, ~valid)
    assert found[valid].max() <= 100


def test_with_one_class_every_pixel_is_sure():
    assert confidence_of([[[10.0, 99.0]]], [[10]]).tolist() == [[100, 100]]


def test_the_next_centre_is_one_of_another_class_by_hand():
    """5 from 10, 5 from 20 of the same class, 35 from 50: 100 (1 - 5 / 35) is 85.7."""
    values, centers = [[[15.0]]], [[10], [20], [50]]
    assert confidence_of(values, centers).tolist() == [[0]]
    assert confidence_of(values, centers, classes=(4, 4, 9)).tolist() == [[86]]


def test_what_is_dropped_is_another_class():
    assert confidence_of([[[15.0]]], [[10], [20]], classes=(1, 0)).tolist() == [[0]]


def test_other_numbers_change_nothing(rng):
    values, centers = rng.uniform(0, 99, (3, 20, 30)), rng.uniform(0, 99, (5, 3))
    np.testing.assert_array_equal(
        confidence_of(values, centers, classes=(9, 2, 200, 1, 4)), confidence_of(values, centers)
    )


def test_merged_classes_are_those_of_brute_force(rng):
    values, centers = rng.uniform(0, 255, (4, 20, 30)), rng.uniform(0, 255, (40, 4))
    classes = rng.integers(0, 7, 40)
    flat = values.reshape(4, -1)
    distances = np.sqrt(((flat[None] - centers[:, :, None]) ** 2).sum(axis=1))
    nearest = classes[distances.argmin(axis=0)]
    others = np.where(classes[:, None] == nearest, np.inf, distances).min(axis=0)
    expected = 100 * (1 - distances.min(axis=0) / others)
    found = confidence_of(values, centers, offset=128.0, classes=tuple(classes.tolist()))
    assert np.abs(found.ravel() - expected).max() <= 0.51


def test_nan_and_infinity_in_hidden_pixels_are_no_trouble():
    values = np.array([[[np.nan, np.inf, 10.0]]])
    valid = np.array([[False, False, True]])
    assert confidence_of(values, [[10], [50]], valid=valid).tolist() == [[255, 255, 100]]


# Normal distributions


def posterior_of(values, weights=(0.5, 0.5), classes=(1, 2), valid=None):
    """Of two clusters of variance 1 at 0 and 4."""
    values = np.asarray(values, dtype=np.float64)
    labeller = MostLikely([[0.0], [4.0]], np.ones((2, 1, 1)), weights, [0.0])
    valid = np.ones(values.shape[1:], dtype=bool) if valid is None else np.array(valid)
    return posterior_confidence(values, valid, labeller, classes).tolist()


def test_half_way_between_two_alike_either_is_as_likely():
    assert posterior_of([[[2.0]]]) == [[50]]


def test_how_likely_a_cluster_is_by_hand():
    """At 1.5 the densities are as exp(-1.125) and exp(-3.125): 1 / (1 + exp(-2)) is 0.881."""
    assert posterior_of([[[1.5]]]) == [[88]]


def test_a_heavier_cluster_is_likelier():
    """At 2 the densities are equal, and the weights decide."""
    assert posterior_of([[[2.0]]], weights=(0.9, 0.1)) == [[90]]


def test_likelihoods_of_clusters_of_one_class_are_added():
    assert posterior_of([[[2.0]]], classes=(1, 1)) == [[100]]


def test_what_is_not_valid_has_no_likelihood():
    assert posterior_of([[[2.0, np.nan]]], valid=[[True, False]]) == [[50, 255]]


@pytest.mark.parametrize("size", [1e-25, 1e-6, 1.0])
@pytest.mark.parametrize("base", [0.0, 1e4, 1e9])
def test_confidence_of_values_of_any_size_is_that_of_float64(rng, size, base):
    centers = size * (base + np.array([[0.0, 0.0], [3.0, 1.0], [5e4, 5e4]]))
    values = (size * base + size * rng.uniform(0, 3, (2, 1, 3000))).astype(np.float64)
    valid = np.ones((1, 3000), dtype=bool)
    percent = confidence(values, valid, centers, centers.mean(axis=0), np.ones(2))
    distances = np.linalg.norm(values[:, 0] - centers[:, :, None], axis=1)
    first, second = np.sort(distances, axis=0)[:2]
    assert np.abs(percent[0] - 100 * (1 - first / second)).max() < 1
