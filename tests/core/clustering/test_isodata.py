"""ISODATA."""

import numpy as np
import pytest
from fits import fit, unscaled
from sklearn.datasets import make_blobs
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.clustering.fit_options import Rules
from s2_kmeans_plugin.core.clustering.isodata import _Clusters, _Limits, fit_isodata
from s2_kmeans_plugin.core.clustering.pixels import Pixels

CORNERS = [[0, 0], [0, 100], [100, 0], [100, 100], [200, 0], [200, 100]]


def count_clusters(values, n_clusters, **rules):
    return len(fit(fit_isodata, values, n_clusters, rules=Rules(**rules)).centers)


@pytest.fixture(scope="module")
def six():
    """Six round groups of pixels with a standard deviation of 3, and the group of each pixel."""
    X, truth = make_blobs(6000, 2, centers=CORNERS, cluster_std=3, random_state=1)
    return X.T.astype(np.float32), truth


@pytest.mark.parametrize("start", [4, 5, 6, 8, 11])
def test_groups_are_found_from_any_number_at_the_start(six, start):
    values, truth = six
    rules = Rules(max_spread=8, min_distance=40, max_pairs=5)
    labels = fit(fit_isodata, values, start, rules=rules).label(values)
    assert adjusted_rand_score(truth, labels) == 1


def test_loose_cluster_is_split(six):
    assert count_clusters(six[0], 6, max_spread=2.5, min_distance=0.1) > 6


def test_near_clusters_are_merged(six):
    assert count_clusters(six[0], 6, max_spread=1e6, min_distance=120) < 6


def test_one_round_merges_no_more_pairs_than_allowed(six):
    values, _ = six
    limits = {"max_spread": 1e6, "min_distance": 1e6, "max_pairs": 3}
    pixels = Pixels(values, unscaled(values))
    clusters = _Clusters(pixels, np.array(CORNERS, dtype=float))
    for max_pairs, n_left in ((1, 5), (2, 4), (3, 3)):
        rules = _Limits(Rules(**{**limits, "max_pairs": max_pairs}), 6, clusters)
        assert len(rules.apply(clusters, n_round=1)) == n_left


@pytest.mark.parametrize(("min_size", "n_clusters"), [(0.1, 7), (1, 6)])
def test_small_cluster_is_dropped(six, min_size, n_clusters):
    stray = np.full((2, 20), 400, dtype=np.float32)
    values = np.concatenate([six[0], stray], axis=1)
    found = count_clusters(values, 7, min_size=min_size, max_spread=30, min_distance=10)
    assert found == n_clusters


@pytest.mark.parametrize("n_clusters", [2, 3, 10, 200])
@pytest.mark.parametrize(
    "rules", [{"max_spread": 1.0}, {"max_spread": 1e6, "min_distance": 1e6, "max_pairs": 100}]
)
def test_number_of_clusters_stays_between_half_and_twice_the_start(rng, n_clusters, rules):
    values = rng.gamma(2, 300, (3, 8000)).astype(np.float32)
    found = count_clusters(values, n_clusters, **rules)
    assert n_clusters / 2 - 1 <= found <= min(2 * n_clusters, 255)


def test_automatic_rules_keep_clear_groups(six):
    values, truth = six
    assert adjusted_rand_score(truth, fit(fit_isodata, values, 6).label(values)) == 1


def test_each_centre_is_the_mean_of_its_pixels_at_the_end(rng):
    values = rng.gamma(2, 300, (3, 8000)).astype(np.float32)
    found = fit(fit_isodata, values, 6)
    labels = found.label(values)
    means = [values[:, labels == n].mean(axis=1) for n in range(1, len(found.centers) + 1)]
    np.testing.assert_allclose(found.centers, means, rtol=1e-2)
