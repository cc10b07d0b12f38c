"""Pixels of a sample: tiles, weights and scaling."""

import numpy as np
import pytest
from fits import scaling_of

from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.pixels import Pixels
from s2_kmeans_plugin.core.clustering.tiles import TILE_PIXELS

TYPES = ["uint8", "int16", "uint16", "int32", "float32", "float64"]


def random_pixels(rng, n_pixels, dtype="uint16", low=0):
    high = min(10_000, np.iinfo(dtype).max) if np.dtype(dtype).kind in "iu" else 10_000
    return rng.integers(low, high, (3, n_pixels)).astype(dtype)


@pytest.mark.parametrize("n_pixels", [0, 1, 300, TILE_PIXELS + 1, 15 * TILE_PIXELS + 7])
@pytest.mark.parametrize("scale", [1.0, 1e-30])
def test_loaded_pixels_get_the_labels_of_a_sample(rng, n_pixels, scale):
    values = random_pixels(rng, n_pixels)
    scaling = scaling_of(np.full(3, 5000.0), np.full(3, scale))
    nearest = NearestCenter(rng.uniform(0, 10_000, (5, 3)), scaling)
    expected, _ = nearest.label_sample(values)
    pixels = Pixels(values, scaling)
    for _ in range(2):
        labels, _ = nearest.label_pixels(pixels)
        np.testing.assert_array_equal(labels, expected)


@pytest.mark.parametrize("n_pixels", [0, 1, 300, TILE_PIXELS + 1, 15 * TILE_PIXELS + 7])
def test_inertia_of_loaded_pixels_is_the_sum_over_tiles(rng, n_pixels):
    values = random_pixels(rng, n_pixels)
    scaling = scaling_of(np.full(3, 5000.0), np.ones(3))
    nearest = NearestCenter(rng.uniform(0, 10_000, (5, 3)), scaling)
    # Plain additions in the same order. `sum` compensates roundings since Python 3.12.
    expected = 0.0
    for start in range(0, n_pixels, TILE_PIXELS):
        expected += nearest.label_sample(values[:, start : start + TILE_PIXELS])[1]
    assert nearest.label_pixels(Pixels(values, scaling))[1] == expected


@pytest.mark.parametrize("scale", [1.0, 1e-30])
@pytest.mark.parametrize("low", [0, 9_990], ids=["apart", "near the centres"])
def test_pixel_of_weight_3_has_the_inertia_of_three(rng, low, scale):
    values = random_pixels(rng, TILE_PIXELS + 100, low=low)
    scaling = scaling_of(np.full(3, 5000.0), np.full(3, scale))
    # So near that the scores differ in their last digits, and the inertia cancels.
    nearest = NearestCenter([[9_995.0] * 3, [10_000.0] * 3], scaling)
    weights = rng.integers(1, 4, values.shape[1])
    repeated = nearest.inertia(Pixels(values.repeat(weights, axis=1), scaling))
    assert nearest.inertia(Pixels(values, scaling, weights)) == pytest.approx(repeated, rel=1e-5)


@pytest.mark.parametrize("dtype", TYPES)
def test_squared_distances_are_those_to_the_nearest_centres(rng, dtype):
    values = random_pixels(rng, TILE_PIXELS + 100, dtype)
    scaling = scaling_of(values.mean(axis=1).round(), [1.0, 2.0, 0.5])
    centers = rng.uniform(0, values.max(), (9, 3))
    z = (values - centers[:, :, None]) / scaling.scale[:, None]
    expected = np.square(z).sum(axis=1)
    clusters, squares = NearestCenter(centers, scaling).squared_distances(Pixels(values, scaling))
    np.testing.assert_array_equal(clusters, expected.argmin(axis=0))
    np.testing.assert_allclose(squares, expected.min(axis=0), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("size", [1e-300, 1e-30, 1.0, 1e30])
def test_pixels_of_any_size_are_at_most_1_in_float32(rng, size):
    values = size * rng.normal(0, 1, (2, 100))
    z, unit = Pixels(values, scaling_of([0, 0], [1, 1])).to_float32()
    assert 0.5 <= np.abs(z).max() <= 1
    np.testing.assert_allclose(z.astype(np.float64) * unit, values, rtol=1e-6)


def test_first_pixels_are_all_of_a_smaller_sample(rng):
    pixels = Pixels(random_pixels(rng, 100), scaling_of(np.zeros(3), np.ones(3)))
    assert pixels.first(100) is pixels
    assert pixels.first(99).n_pixels == 99


def test_mean_variance_is_that_of_scaled_bands():
    values = np.array([[0, 2], [10, 30]], dtype=np.uint8)
    assert Pixels(values, scaling_of([0, 0], [1, 5])).mean_variance == (1 + 4) / 2
