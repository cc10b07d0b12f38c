"""Ward's hierarchical clustering."""

import numpy as np
import pytest
from sklearn.cluster import AgglomerativeClustering
from sklearn.datasets import make_moons
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.clustering.algorithms import label
from s2_kmeans_plugin.core.clustering.ward import merged, ward
from s2_kmeans_plugin.core.parallel.progress import Watch


def fitted(values, n_clusters, **options):
    offset, scale = values.mean(axis=1, dtype=np.float64), np.ones(len(values))
    options = {"n_init": 2, "max_iter": 50, "tol": 1e-5, "random_state": 0, **options}
    options = {"executor": None, "watch": Watch(), **options}
    found = ward(values, offset, scale, n_clusters=n_clusters, **options)
    return found, label(found, offset, scale, values)


@pytest.mark.parametrize("n_clusters", [1, 2, 5, 17, 40])
def test_clusters_of_one_pixel_merge_as_in_scikit_learn(rng, n_clusters):
    X = rng.normal(0, 10, (40, 3))
    theirs = AgglomerativeClustering(n_clusters, linkage="ward").fit_predict(X)
    assert adjusted_rand_score(theirs, merged(X, np.ones(40, int), n_clusters)) == 1


def test_a_cluster_of_many_pixels_merges_as_they_would(rng):
    centers = rng.normal(0, 10, (12, 2))
    counts = rng.integers(1, 30, 12)
    pixels = np.repeat(centers, counts, axis=0)
    theirs = AgglomerativeClustering(4, linkage="ward").fit_predict(pixels)
    ours = np.repeat(merged(centers, counts, 4), counts)
    assert adjusted_rand_score(theirs, ours) == 1


def test_the_nearest_of_equal_weights_go_first():
    groups = merged(np.array([[0.0], [1.0], [10.0], [12.0]]), np.ones(4, int), 3)
    np.testing.assert_array_equal(groups, [0, 0, 1, 2])


def test_two_small_clusters_go_before_two_nearer_large_ones():
    # 1 * 1 / 2 * 2^2 = 2 is less than 100 * 100 / 200 * 1^2 = 50.
    groups = merged(np.array([[0.0], [1.0], [10.0], [12.0]]), np.array([100, 100, 1, 1]), 3)
    np.testing.assert_array_equal(groups, [0, 1, 2, 2])


def test_classes_need_not_be_round():
    X, truth = make_moons(3000, noise=0.03, random_state=0)
    values = (1000 * X.T).astype(np.float32)
    # Six pieces of two moons: no class holds pixels of both, as round ones would.
    _, labels = fitted(values, 6)
    for value in range(1, 7):
        assert truth[labels == value].mean() in (0, 1)


def test_every_cluster_is_a_group_of_centres(rng):
    found, labels = fitted(rng.normal(0, 100, (3, 5000)).astype(np.float32), 5)
    assert sorted(set(found.groups)) == [0, 1, 2, 3, 4]
    assert len(found.centers) > 5
    assert set(labels) == {1, 2, 3, 4, 5}


def test_weights_are_the_parts_of_the_pixels(rng):
    values = rng.normal(0, 100, (2, 5000)).astype(np.float32)
    found, labels = fitted(values, 3)
    parts = np.bincount(labels, minlength=4)[1:] / 5000
    np.testing.assert_allclose(np.bincount(found.groups, found.weights), parts)
