"""Coresets."""

import numpy as np
import pytest
from fits import scaling_of

from s2_kmeans_plugin.core.clustering.coreset import draw_coresets
from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.pixels import Pixels

N_PIXELS = 40_000
N_RARE = 40
SCALING = scaling_of(np.full(3, 3000.0), [1.0, 2.0, 0.5])


@pytest.fixture
def values(rng):
    """Pixels around three centres, and a thousandth far away, shape (3, n_pixels)."""
    middles = rng.choice([1500.0, 3000.0, 4000.0], (1, N_PIXELS))
    values = rng.normal(middles, 300, (3, N_PIXELS))
    values[:, :N_RARE] = rng.normal(9000, 50, (3, N_RARE))
    return values.round().astype(np.uint16)


def drawn(values, centers, *sizes, seed=0):
    pixels = Pixels(values, SCALING)
    return draw_coresets(pixels, centers, sizes, np.random.default_rng(seed))


def near_three(with_rare=False):
    levels = [1500.0, 3000.0, 4000.0] + with_rare * [9000.0]
    return np.repeat(np.array(levels)[:, None], 3, axis=1)


@pytest.mark.parametrize("size", [500, 5000, 20_000])
def test_coreset_has_about_the_given_size(values, size):
    (few,) = drawn(values, near_three(), size)
    assert 0.8 * size <= few.values.shape[1] <= size + 3


def test_one_coreset_is_drawn_for_each_size(values):
    sizes = [each.values.shape[1] for each in drawn(values, near_three(), 1000, 4000)]
    assert sizes[0] <= 1003 < 3000 <= sizes[1]


@pytest.mark.parametrize("size", [N_PIXELS, N_PIXELS + 1])
def test_a_size_of_all_pixels_gives_all_of_them_without_weights(values, size):
    (all_of_them,) = drawn(values, near_three(), size)
    np.testing.assert_array_equal(all_of_them.values, values)
    assert all_of_them.weights is None


def test_mean_sum_of_weights_is_the_number_of_pixels(values):
    sums = [drawn(values, near_three(), 2000, seed=seed)[0].weights.sum() for seed in range(20)]
    assert np.mean(sums) == pytest.approx(N_PIXELS, rel=0.005)


@pytest.mark.parametrize("about", [[2000.0, 5000.0], [1500.0, 3500.0, 9000.0], [60_000.0, 0.0]])
def test_mean_inertia_of_coresets_is_that_of_all_pixels(values, about):
    centers = np.repeat(np.array(about)[:, None], 3, axis=1)
    nearest = NearestCenter(centers, SCALING)
    inertias = [
        nearest.inertia(drawn(values, near_three(), 2000, seed=seed)[0]) for seed in range(20)
    ]
    assert np.mean(inertias) == pytest.approx(nearest.inertia(Pixels(values, SCALING)), rel=0.01)


@pytest.mark.parametrize("with_rare", [False, True], ids=["far from centres", "around its own"])
def test_coreset_holds_rare_pixels(values, with_rare):
    (few,) = drawn(values, near_three(with_rare), 1000)
    assert (few.values[0] > 8000).sum() >= 0.75 * N_RARE


def test_no_pixel_is_drawn_twice(rng):
    numbers = rng.permutation(N_PIXELS).astype(np.uint16)[None].repeat(3, axis=0)
    (few,) = drawn(numbers, near_three(), 20_000)
    assert np.unique(few.values[0]).size == few.values.shape[1]


def test_another_seed_draws_other_pixels(values):
    first, second = (drawn(values, near_three(), 1000, seed=seed)[0] for seed in (0, 1))
    assert not np.array_equal(first.values, second.values[:, : first.values.shape[1]])


def test_pixels_on_their_centre_are_drawn_uniformly():
    (few,) = drawn(np.full((3, 5000), 3000, np.uint16), near_three()[1:2], 1000)
    assert few.values.shape[1] in (999, 1000, 1001)
    np.testing.assert_allclose(few.weights, 5.0)


def test_centres_without_pixels_change_nothing(values):
    far = np.vstack([near_three(), np.full((2, 3), 60_000.0)])
    (few,), (expected,) = drawn(values, far, 1000), drawn(values, near_three(), 1000)
    np.testing.assert_array_equal(few.values, expected.values)
