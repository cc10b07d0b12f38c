"""Values of every size, and far from zero: labels and sums against exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest

from s2_kmeans_plugin.core.choices import ALGORITHMS
from s2_kmeans_plugin.core.clustering.algorithms import fit, label
from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.normal import MostLikely
from s2_kmeans_plugin.core.maps.confidence import confidence
from s2_kmeans_plugin.core.models.sampling import Sample
from s2_kmeans_plugin.core.numerics.class_statistics import ClassStatistics
from s2_kmeans_plugin.core.numerics.scaling import near_mean

N_PIXELS = 3000


def squares(values, centers, scale=1.0):
    """Squared distances in float64, from differences: shape (n_clusters, n_pixels)."""
    x = np.asarray(values, dtype=np.float64)
    c = np.asarray(centers, dtype=np.float64)
    return np.square((x[None] - c[:, :, None]) / np.reshape(scale, (-1, 1))).sum(axis=1)


def some_centers(rng, values, n_clusters=12):
    chosen = values[:, rng.choice(values.shape[1], n_clusters, replace=False)].astype(np.float64)
    return (0.999 * chosen + 0.001 * chosen.mean(axis=1, keepdims=True)).T


def assert_as_in_float64(values, centers, scale=None):
    scale = np.ones(len(values)) if scale is None else scale
    labels, inertia = NearestCenter(centers, near_mean(values), scale).label_sample(values)
    exact = squares(values, centers, scale)
    np.testing.assert_array_equal(labels, exact.argmin(axis=0) + 1)
    assert inertia == pytest.approx(exact.min(axis=0).sum(), rel=1e-4, abs=0)


# Nearest centres


@pytest.mark.parametrize(
    ("dtype", "base"),
    [("int32", 1e9), ("uint32", 4e9), ("float64", 1e9), ("float64", 1e12), ("float64", -1e14)],
)
def test_a_variance_of_1_is_seen_far_from_zero(rng, dtype, base):
    values = (base + 3 * rng.normal(0, 1, (4, N_PIXELS))).astype(dtype)
    assert_as_in_float64(values, some_centers(rng, values))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("size", [1e-6, 1e-12, 1e-19, 1e-22, 1e-30, 1e-40])
def test_values_of_any_smallness_are_told_apart(rng, dtype, size):
    values = (size * rng.normal(0, 1, (3, N_PIXELS))).astype(dtype)
    assert_as_in_float64(values, some_centers(rng, values))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_standardised_bands_of_any_size_are_told_apart(rng, dtype):
    sizes = np.array([[1e-35], [1e-20], [1e-3], [1e6], [1e14]])
    values = (sizes * rng.normal(0, 1, (5, N_PIXELS))).astype(dtype)
    assert_as_in_float64(values, some_centers(rng, values), values.std(axis=1, dtype=np.float64))


def test_twenty_bands_of_full_range_are_told_apart(rng):
    values = rng.integers(0, 2**16, (20, N_PIXELS)).astype(np.uint16)
    assert_as_in_float64(values, some_centers(rng, values, 60))


def test_narrow_clusters_far_apart_are_told_apart(rng):
    centers = 1e6 + np.array([[0.0, 0.0], [0.5, 0.0], [9e5, 9e5], [9e5, 9e5 + 0.5]])
    values = centers[rng.integers(0, 4, N_PIXELS)].T + rng.normal(0, 0.1, (2, N_PIXELS))
    assert_as_in_float64(values, centers)


@pytest.mark.parametrize("digits", [20, 24, 28, 36, 44])
@pytest.mark.parametrize("base", [0.0, 1000.1, 1e9 + 0.3])
def test_labels_are_exact_next_to_the_border_of_two_clusters(rng, digits, base):
    """Pixels within ``2**-digits`` of half way, compared in rational numbers."""
    first, second = base + rng.normal(0, 1, (2, 5))
    part = 0.5 + 2.0**-digits * rng.choice([-1, 1], 200)
    values = first[:, None] + part * (second - first)[:, None]
    labels, _ = NearestCenter([first, second], near_mean(values), np.ones(5)).label_sample(values)
    for pixel, found in zip(values.T, labels):
        to_first, to_second = (
            sum((Fraction(x) - Fraction(c)) ** 2 for x, c in zip(pixel, center))
            for center in (first, second)
        )
        chosen, other = (to_first, to_second) if found == 1 else (to_second, to_first)
        assert chosen <= other * (1 + Fraction(2 * (5 + 4), 2**53))


def test_an_offset_that_float32_cannot_hold_costs_no_label(rng):
    """A model of a float64 raster on one of float32."""
    values = (1000 + 1e-3 * rng.integers(0, 9, (2, N_PIXELS))).astype(np.float32)
    centers = 1000 + 1e-3 * rng.uniform(0, 9, (12, 2))
    labels, _ = NearestCenter(centers, np.full(2, 1000.00003), np.ones(2)).label_sample(values)
    np.testing.assert_array_equal(labels, squares(values, centers).argmin(axis=0) + 1)


# Normal distributions


@pytest.mark.parametrize("size", [1e-30, 1e-6, 1.0, 1e6])
@pytest.mark.parametrize("gap", [10.0, 1e6, 1e9])
def test_normal_distributions_of_any_size_and_distance_are_told_apart(rng, size, gap):
    spread = np.array([1.0, 0.3])
    centers = size * gap * np.array([[0.0, 0.0], [0.0, 1e-3], [1.0, 1.0]])
    values = centers[rng.integers(0, 3, N_PIXELS)].T
    values = values + size * spread[:, None] * rng.normal(0, 1, (2, N_PIXELS))
    covariances = np.array([np.diag(np.square(size * spread))] * 3)
    labels, inertia = MostLikely(
        centers, covariances, [0.2, 0.3, 0.5], near_mean(values)
    ).label_sample(values)
    distances = squares(values, centers, size * spread)
    scores = distances - 2 * np.log([[0.2], [0.3], [0.5]])
    np.testing.assert_array_equal(labels, scores.argmin(axis=0) + 1)
    chosen = distances[labels.astype(int) - 1, np.arange(N_PIXELS)]
    assert inertia == pytest.approx(chosen.sum(), rel=1e-2)


# Confidence and statistics


@pytest.mark.parametrize("size", [1e-25, 1e-6, 1.0])
@pytest.mark.parametrize("base", [0.0, 1e4, 1e9])
def test_confidence_is_that_of_float64(rng, size, base):
    centers = size * (base + np.array([[0.0, 0.0], [3.0, 1.0], [5e4, 5e4]]))
    values = (size * base + size * rng.uniform(0, 3, (2, 1, N_PIXELS))).astype(np.float64)
    valid = np.ones((1, N_PIXELS), dtype=bool)
    percent = confidence(values, valid, centers, centers.mean(axis=0), np.ones(2))
    first, second = np.sort(np.sqrt(squares(values[:, 0], centers)), axis=0)[:2]
    assert np.abs(percent[0] - 100 * (1 - first / second)).max() < 1


def test_means_of_float32_are_those_of_float64(rng):
    values = rng.uniform(0, 1000, (2, N_PIXELS)).astype(np.float32)
    classes = np.ones(N_PIXELS, dtype=np.uint8)
    means = ClassStatistics.of(values, classes, 1, near_mean(values)).means[0]
    np.testing.assert_allclose(means, values.mean(axis=1, dtype=np.float64), rtol=1e-13)


# Clusters without pixels


def fitted(values, algorithm, n_clusters, watch):
    sample = Sample(values, np.empty((0, values.shape[1])), values.shape[1], values.shape[1])
    options = {"n_init": 2, "max_iter": 20, "tol": 1e-5, "random_state": 0}
    found, offset, scale = fit(
        sample, algorithm, "none", n_clusters=n_clusters, executor=None, watch=watch, **options
    )
    return found, label(found, offset, scale, values)


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
@pytest.mark.parametrize("n_clusters", [12, 13, 40])
def test_of_no_more_distinct_pixels_than_clusters_each_is_one(rng, watch, algorithm, n_clusters):
    distinct = rng.permutation(100)[:12].astype(np.float32)
    values = np.stack([distinct, distinct**2])[:, rng.integers(0, 12, N_PIXELS)]
    found, labels = fitted(values, algorithm, n_clusters, watch)
    assert len(found.centers) == len(np.unique(labels)) == 12
    assert found.inertia == 0


@pytest.mark.parametrize("algorithm", sorted(ALGORITHMS))
@pytest.mark.parametrize("size", [1e-25, 1.0, 1e12])
def test_no_class_is_without_pixels_however_few_are_distinct(rng, watch, algorithm, size):
    """Nearly all pixels are equal, so that starts fall together."""
    values = np.zeros((2, N_PIXELS), dtype=np.float32)
    values[:, :20] = size * rng.permutation(40).reshape(2, 20)
    values = values[:, rng.permutation(N_PIXELS)]
    found, labels = fitted(values, algorithm, 15, watch)
    n_classes = len(found.centers) if found.groups is None else found.groups.max() + 1
    assert np.unique(labels).tolist() == list(range(1, n_classes + 1))
    assert np.isfinite(found.centers).all()
