"""ISODATA."""

import numpy as np
import pytest
from sklearn.datasets import make_blobs
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.clustering.algorithms import label
from s2_kmeans_plugin.core.clustering.isodata import Rules, isodata
from s2_kmeans_plugin.core.parallel.progress import Watch

CORNERS = [[0, 0], [0, 100], [100, 0], [100, 100], [200, 0], [200, 100]]


def fitted(values, n_clusters, rules=None, **options):
    offset, scale = values.mean(axis=1, dtype=np.float64), np.ones(len(values))
    options = {"n_init": 3, "max_iter": 100, "tol": 1e-5, "random_state": 0, **options}
    options = {"executor": None, "watch": Watch(), **options}
    found = isodata(values, offset, scale, n_clusters=n_clusters, rules=rules, **options)
    return found, label(found, offset, scale, values)


@pytest.fixture(scope="module")
def six():
    """Six round groups of pixels with a standard deviation of 3, and which each pixel is of."""
    X, truth = make_blobs(6000, 2, centers=CORNERS, cluster_std=3, random_state=1)
    return X.T.astype(np.float32), truth


@pytest.mark.parametrize("start", [4, 5, 6, 8, 11])
def test_it_finds_how_many_groups_there_are_from_any_start(six, start):
    values, truth = six
    found, labels = fitted(values, start, Rules(max_spread=8, min_distance=40, max_pairs=5))
    assert len(found.centers) == 6
    assert adjusted_rand_score(truth, labels) == 1


def test_a_wide_class_is_cut(six):
    values, _ = six
    found, _ = fitted(values, 6, Rules(max_spread=2.5, min_distance=0.1))
    assert len(found.centers) > 6


def test_near_classes_are_merged(six):
    values, _ = six
    found, _ = fitted(values, 6, Rules(max_spread=1e6, min_distance=120))
    assert len(found.centers) < 6


def test_no_more_pairs_are_merged_at_a_time_than_allowed(six):
    values, _ = six
    one = Rules(max_spread=1e6, min_distance=120, max_pairs=1)
    three = Rules(max_spread=1e6, min_distance=120, max_pairs=3)
    # Half of those asked for is where merging ends.
    assert len(fitted(values, 6, three)[0].centers) <= len(fitted(values, 6, one)[0].centers)
    assert len(fitted(values, 6, three)[0].centers) >= 3


def test_a_small_class_is_dropped(six):
    values, _ = six
    stray = np.full((2, 20), 400, dtype=np.float32)
    with_stray = np.concatenate([values, stray], axis=1)
    kept, _ = fitted(with_stray, 7, Rules(min_size=0.1, max_spread=30, min_distance=10))
    dropped, _ = fitted(with_stray, 7, Rules(min_size=1, max_spread=30, min_distance=10))
    assert (len(kept.centers), len(dropped.centers)) == (7, 6)


@pytest.mark.parametrize("n_clusters", [2, 3, 10, 200])
def test_there_are_from_half_to_twice_as_many_classes_and_no_more_than_255(rng, n_clusters):
    values = rng.gamma(2, 300, (3, 8000)).astype(np.float32)
    for rules in (Rules(max_spread=1.0), Rules(max_spread=1e6, min_distance=1e6, max_pairs=100)):
        found, _ = fitted(values, n_clusters, rules)
        assert n_clusters / 2 <= len(found.centers) + 1
        assert len(found.centers) <= min(2 * n_clusters, 255)


def test_left_to_itself_it_keeps_groups_that_are_there(six):
    values, truth = six
    _, labels = fitted(values, 6)
    assert adjusted_rand_score(truth, labels) == 1


def test_where_it_ends_each_centre_is_the_mean_of_its_pixels(rng):
    values = rng.gamma(2, 300, (3, 8000)).astype(np.float32)
    found, labels = fitted(values, 6)
    means = [values[:, labels == n].mean(axis=1) for n in range(1, len(found.centers) + 1)]
    np.testing.assert_allclose(found.centers, means, rtol=1e-2)
