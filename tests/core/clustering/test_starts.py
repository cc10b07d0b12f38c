"""Starts of k-means."""

import numpy as np
import pytest
from fits import scaling_of
from sklearn.cluster import kmeans_plusplus

from s2_kmeans_plugin.core.clustering.pixels import Pixels
from s2_kmeans_plugin.core.clustering.starts import Starts

SEEDS = range(20)


@pytest.fixture(scope="module")
def z():
    """Pixels around nine far corners, shape (2, 900)."""
    rng = np.random.default_rng(1)
    corners = 100.0 * np.indices((3, 3)).reshape(2, -1)
    values = np.repeat(corners, 100, axis=1) + rng.normal(size=(2, 900))
    return values.astype(np.float32)


@pytest.fixture(scope="module")
def first(z):
    """The corners as k-means finds them."""
    return z.reshape(2, 9, 100).mean(axis=2, dtype=np.float64).T


def starts_on(z, weights=None):
    n_bands = len(z)
    pixels = Pixels(z, scaling_of(np.zeros(n_bands), np.ones(n_bands)), weights)
    return Starts(pixels, lambda: None)


def distances(points, others):
    return np.sqrt(np.square(points[:, None] - others).sum(axis=2))


@pytest.mark.parametrize("seed", SEEDS)
def test_one_pixel_is_chosen_in_each_far_corner(z, seed):
    chosen = starts_on(z).choose_pixels(9, np.random.default_rng(seed))
    assert sorted(np.array(chosen) // 100) == list(range(9))


@pytest.mark.parametrize("seed", SEEDS)
def test_pixel_without_weight_is_never_chosen(z, seed):
    weights = np.where(np.arange(900) < 450, 0, 1)
    chosen = starts_on(z, weights).choose_pixels(9, np.random.default_rng(seed))
    assert min(chosen) >= 450


def test_pixel_of_half_the_weight_is_chosen_half_as_often(z):
    starts = starts_on(z, np.where(np.arange(900) < 450, 1, 2))
    chosen = [starts.choose_pixels(1, np.random.default_rng(seed))[0] for seed in range(2000)]
    assert np.mean(np.array(chosen) < 450) == pytest.approx(1 / 3, abs=0.04)


def test_starts_are_as_good_as_those_of_scikit_learn(rng):
    z = rng.gamma(2, size=(3, 2000)).astype(np.float32)

    def mean_potential(start):
        starts = [start(seed) for seed in range(40)]
        return np.mean([np.square(distances(z.T, start).min(axis=1)).sum() for start in starts])

    def ours(seed):
        return z[:, starts_on(z).choose_pixels(8, np.random.default_rng(seed))].T

    def theirs(seed):
        return kmeans_plusplus(z.T, 8, random_state=seed)[0]

    assert mean_potential(ours) <= 1.03 * mean_potential(theirs)


@pytest.mark.parametrize("seed", SEEDS)
def test_result_crossed_with_itself_keeps_all_centres_but_one(z, first, seed):
    child = starts_on(z).cross(first, first[::-1], np.random.default_rng(seed))
    kept = (distances(child, first) == 0).any(axis=1)
    assert kept.tolist() == [True] * 8 + [False]


@pytest.mark.parametrize("seed", SEEDS)
def test_new_centre_of_a_cross_is_a_pixel(z, first, seed):
    child = starts_on(z).cross(first, first, np.random.default_rng(seed))
    assert distances(z.T, child[-1:]).min() == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_new_centre_of_a_cross_lies_far_from_the_others(z, first, seed):
    child = starts_on(z).cross(first, first, np.random.default_rng(seed))
    assert distances(first, child).min(axis=1).max() < 0.1 * distances(first, first)[0, 1]


def test_centres_of_a_cross_come_from_both_results(z, first):
    second = first + 1e-3
    child = starts_on(z).cross(first, second[::-1], np.random.default_rng(0))
    from_each = [(distances(child[:-1], end) == 0).any(axis=1).sum() for end in (first, second)]
    assert sum(from_each) == 8
    assert min(from_each) > 0
