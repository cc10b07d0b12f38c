"""Scores of pixels of every size, and far from zero, against exact arithmetic."""

from fractions import Fraction

import numpy as np
import pytest
from fits import scaling_of

from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.scores import find_true
from s2_kmeans_plugin.core.numerics.scaling import Scaling, choose_offset

N_PIXELS = 3000


def squares(values, centers, scale=1.0):
    """Return squared distances in float64, from differences, shape (n_clusters, n_pixels)."""
    x = np.asarray(values, dtype=np.float64)
    c = np.asarray(centers, dtype=np.float64)
    return np.square((x[None] - c[:, :, None]) / np.reshape(scale, (-1, 1))).sum(axis=1)


def some_centers(rng, values, n_clusters=12):
    chosen = values[:, rng.choice(values.shape[1], n_clusters, replace=False)].astype(np.float64)
    return (0.999 * chosen + 0.001 * chosen.mean(axis=1, keepdims=True)).T


def assert_as_in_float64(values, centers, scale=None):
    scale = np.ones(len(values)) if scale is None else scale
    labels, inertia = NearestCenter(centers, Scaling(choose_offset(values), scale)).label_sample(
        values
    )
    exact = squares(values, centers, scale)
    np.testing.assert_array_equal(labels, exact.argmin(axis=0) + 1)
    assert inertia == pytest.approx(exact.min(axis=0).sum(), rel=1e-4, abs=0)


@pytest.mark.parametrize(
    ("dtype", "base"),
    [("int32", 1e9), ("uint32", 4e9), ("float64", 1e9), ("float64", 1e12), ("float64", -1e14)],
)
def test_variance_of_1_is_seen_far_from_zero(rng, dtype, base):
    values = (base + 3 * rng.normal(0, 1, (4, N_PIXELS))).astype(dtype)
    assert_as_in_float64(values, some_centers(rng, values))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("size", [1e-6, 1e-12, 1e-19, 1e-22, 1e-30, 1e-40])
def test_values_of_any_smallness_get_the_nearest_centre(rng, dtype, size):
    values = (size * rng.normal(0, 1, (3, N_PIXELS))).astype(dtype)
    assert_as_in_float64(values, some_centers(rng, values))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_standardised_bands_of_any_size_get_the_nearest_centre(rng, dtype):
    sizes = np.array([[1e-35], [1e-20], [1e-3], [1e6], [1e14]])
    values = (sizes * rng.normal(0, 1, (5, N_PIXELS))).astype(dtype)
    assert_as_in_float64(values, some_centers(rng, values), values.std(axis=1, dtype=np.float64))


def test_twenty_bands_of_full_range_get_the_nearest_centre(rng):
    values = rng.integers(0, 2**16, (20, N_PIXELS)).astype(np.uint16)
    assert_as_in_float64(values, some_centers(rng, values, 60))


def test_narrow_clusters_far_apart_are_distinguished(rng):
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
    scaling = Scaling(choose_offset(values), np.ones(5))
    labels, _ = NearestCenter([first, second], scaling).label_sample(values)
    for pixel, found in zip(values.T, labels):
        to_first, to_second = (
            sum((Fraction(x) - Fraction(c)) ** 2 for x, c in zip(pixel, center))
            for center in (first, second)
        )
        chosen, other = (to_first, to_second) if found == 1 else (to_second, to_first)
        assert chosen <= other * (1 + Fraction(2 * (5 + 4), 2**53))


def test_offset_that_float32_cannot_hold_changes_no_label(rng):
    """As when the model of a float64 raster labels one of float32."""
    values = (1000 + 1e-3 * rng.integers(0, 9, (2, N_PIXELS))).astype(np.float32)
    centers = 1000 + 1e-3 * rng.uniform(0, 9, (12, 2))
    scaling = scaling_of(np.full(2, 1000.00003), np.ones(2))
    labels, _ = NearestCenter(centers, scaling).label_sample(values)
    np.testing.assert_array_equal(labels, squares(values, centers).argmin(axis=0) + 1)


def test_true_elements_are_those_of_nonzero(rng):
    flags = rng.random((7, 90)) < 0.1
    np.testing.assert_array_equal(find_true(flags), np.nonzero(flags))
