"""Distances between classes, and principal components."""

import math

import numpy as np
import pytest

from s2_kmeans_plugin.core.evaluation.separability import (
    MERGE_BELOW,
    class_distances,
    jeffries_matusita,
    nearest_pairs,
)


def jm(bhattacharyya):
    return 2 * (1 - math.exp(-bhattacharyya))


def normal_classes(rng, middles, n_pixels, deviation=10.0):
    """Return the arguments of `class_distances` for classes of normally distributed pixels."""
    sample = np.hstack(
        [rng.normal(middle, deviation, (n_pixels, len(middle))).T for middle in middles]
    )
    return described(sample, np.repeat(np.arange(1, len(middles) + 1), n_pixels))


def described(sample, classes):
    values = np.unique(classes)
    means = np.array([sample[:, classes == value].mean(axis=1) for value in values])
    deviations = np.array([sample[:, classes == value].std(axis=1) for value in values])
    return means, deviations, values, sample, classes


# B by hand: (m1 - m2)' C^-1 (m1 - m2) / 8 + ln(det C / sqrt(det C1 det C2)) / 2, C = (C1 + C2) / 2.
BY_HAND = {
    "the same": ([0], [0], [[4]], [[4]], 0.0),
    "means 4 apart, variance 4": ([0], [4], [[4]], [[4]], 16 / 4 / 8),
    "variances 1 and 9": ([5], [5], [[1]], [[9]], math.log(5 / 3) / 2),
    "both differ": ([0], [10], [[1]], [[9]], 100 / 5 / 8 + math.log(5 / 3) / 2),
    "two bands apart": ([0, 0], [2, 3], [[1, 0], [0, 1]], [[1, 0], [0, 1]], 13 / 8),
    # C^-1 = [[5, -4], [-4, 5]] / 9 for C = [[5, 4], [4, 5]]; (3, 3) C^-1 (3, 3)' = 2.
    "apart along the correlation": ([0, 0], [3, 3], [[5, 4], [4, 5]], [[5, 4], [4, 5]], 2 / 8),
    "apart across the correlation": ([0, 0], [3, -3], [[5, 4], [4, 5]], [[5, 4], [4, 5]], 18 / 8),
    "opposite slopes": ([0, 0], [0, 0], [[5, 4], [4, 5]], [[5, -4], [-4, 5]], math.log(25 / 9) / 2),
}


@pytest.mark.parametrize("case", BY_HAND)
def test_distances_agree_with_those_computed_by_hand(case):
    first, second, c1, c2, bhattacharyya = BY_HAND[case]
    distances = jeffries_matusita(np.array([first, second], float), np.array([c1, c2], float))
    np.testing.assert_allclose(distances, jm(bhattacharyya) * (1 - np.eye(2)), atol=1e-12)


def test_class_without_pixels_has_no_distance():
    means = np.array([[0.0], [np.nan], [4.0]])
    distances = jeffries_matusita(means, np.full((3, 1, 1), 4.0))
    known = [[True, False, True], [False] * 3, [True, False, True]]
    assert np.isfinite(distances).tolist() == known


def test_distances_do_not_depend_on_the_units_of_the_bands(rng):
    means, deviations, values, sample, classes = normal_classes(rng, [(0, 0, 0), (9, 5, 20)], 500)
    unit = np.array([1e-4, 1.0, 1e5])
    here = class_distances(means, deviations, values, sample, classes)
    scaled = means * unit, deviations * unit, values, sample * unit[:, None], classes
    np.testing.assert_allclose(class_distances(*scaled), here)


def test_distances_of_many_pixels_approach_those_of_their_distributions(rng):
    distances = class_distances(*normal_classes(rng, [(0, 0), (10, 0), (10, 30)], 20_000))
    expected = [jm(100 / 100 / 8), jm(1000 / 100 / 8), jm(900 / 100 / 8)]
    np.testing.assert_allclose(distances[[0, 0, 1], [1, 2, 2]], expected, atol=0.02)


@pytest.mark.parametrize("n_bands", [1, 2, 6])
def test_halves_of_an_evenly_filled_cloud_are_at_the_limit(n_bands):
    sample = np.random.default_rng(1).uniform(-1, 1, (n_bands, 100_000))
    distances = class_distances(*described(sample, 1 + (sample[0] > 0)))
    assert distances[0, 1] == pytest.approx(MERGE_BELOW, abs=0.01)


@pytest.mark.parametrize("n_bands", [1, 2, 6])
def test_halves_of_a_normal_cloud_are_below_the_limit(rng, n_bands):
    sample = rng.normal(0, 1, (n_bands, 100_000))
    distances = class_distances(*described(sample, 1 + (sample[0] > 0)))
    assert distances[0, 1] == pytest.approx(jm(1 / (math.pi - 2)), abs=0.01)


def test_spread_comes_from_all_pixels_and_not_from_the_sample(rng):
    means, deviations, *rest = normal_classes(rng, [(0, 0), (60, 0)], 1000)
    assert class_distances(means, 3 * deviations, *rest)[0, 1] == pytest.approx(
        jm(3600 / 900 / 8), abs=0.05
    )


@pytest.mark.parametrize("n_in_sample", [0, 1, 2, 5])
def test_class_with_few_sample_pixels_has_the_correlations_of_the_others(rng, n_in_sample):
    """The bands are correlated in all classes, so a small step across that direction is far."""
    base = rng.normal(0, 10, 3000)
    step = np.repeat([0, 0, 8.0], 1000)
    sample = np.array([base + step, base - step + rng.normal(0, 1, 3000)])
    classes = np.repeat([1, 2, 3], 1000)
    means, deviations, values, _, _ = described(sample, classes)
    kept = (classes < 3) | (np.arange(3000) < 2000 + n_in_sample)
    few = class_distances(means, deviations, values, sample[:, kept], classes[kept])
    assert few[0, 2] > 1.9


AWKWARD = {
    "a constant band": lambda rng: np.vstack([rng.normal(0, 1, (1, 400)), np.full((1, 400), 7.0)]),
    "only constant bands": lambda rng: np.full((3, 400), 7.0),
    "a band twice": lambda rng: np.repeat(rng.normal(0, 1, (1, 400)), 2, axis=0),
    "more bands than pixels": lambda rng: rng.normal(0, 1, (500, 400)),
    "large numbers": lambda rng: rng.normal(1e30, 1e30, (3, 400)),
}


@pytest.mark.parametrize("case", AWKWARD)
def test_distances_stay_from_0_to_2(rng, case):
    sample = AWKWARD[case](rng)
    distances = class_distances(*described(sample, rng.integers(1, 4, 400)))
    assert np.isfinite(distances).all()
    assert 0 <= distances.min() <= distances.max() <= 2


def test_means_and_deviations_suffice_without_sample_pixels():
    means, deviations = np.array([[0.0, 0], [4, 0]]), np.full((2, 2), 2.0)
    empty = np.empty((2, 0)), np.empty(0, dtype=np.uint8)
    assert class_distances(means, deviations, [1, 2], *empty)[0, 1] == pytest.approx(
        jm(16 / 4 / 8), abs=1e-3
    )


def test_each_pair_appears_once_and_the_nearest_first():
    nan = math.nan
    distances = np.array([[0, 1.5, nan, 0.5], [1.5, 0, nan, 1], [nan] * 4, [0.5, 1, nan, 0]])
    assert nearest_pairs(distances) == [(0, 3, 0.5), (1, 3, 1.0), (0, 1, 1.5)]
