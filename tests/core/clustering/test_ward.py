"""Ward's hierarchical clustering."""

import numpy as np
import pytest
from fits import fit
from sklearn.cluster import AgglomerativeClustering
from sklearn.datasets import make_moons
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.clustering.ward import fit_ward, merge_clusters


@pytest.mark.parametrize("n_clusters", [1, 2, 5, 17, 40])
def test_clusters_of_one_pixel_merge_as_in_scikit_learn(rng, n_clusters):
    X = rng.normal(0, 10, (40, 3))
    theirs = AgglomerativeClustering(n_clusters, linkage="ward").fit_predict(X)
    assert adjusted_rand_score(theirs, merge_clusters(X, np.ones(40, int), n_clusters)) == 1


def test_cluster_of_many_pixels_merges_as_its_pixels_would(rng):
    centers = rng.normal(0, 10, (12, 2))
    counts = rng.integers(1, 30, 12)
    pixels = np.repeat(centers, counts, axis=0)
    theirs = AgglomerativeClustering(4, linkage="ward").fit_predict(pixels)
    ours = np.repeat(merge_clusters(centers, counts, 4), counts)
    assert adjusted_rand_score(theirs, ours) == 1


def test_nearest_clusters_merge_first_if_sizes_are_equal():
    groups = merge_clusters(np.array([[0.0], [1.0], [10.0], [12.0]]), np.ones(4, int), 3)
    np.testing.assert_array_equal(groups, [0, 0, 1, 2])


def test_two_small_clusters_merge_before_two_nearer_large_ones():
    # 1 * 1 / 2 * 2^2 = 2 is less than 100 * 100 / 200 * 1^2 = 50.
    groups = merge_clusters(np.array([[0.0], [1.0], [10.0], [12.0]]), np.array([100, 100, 1, 1]), 3)
    np.testing.assert_array_equal(groups, [0, 1, 2, 2])


def test_classes_follow_shapes_that_are_not_round():
    X, truth = make_moons(3000, noise=0.03, random_state=0)
    values = (1000 * X.T).astype(np.float32)
    # Six pieces of two moons. Round classes would hold pixels of both.
    labels = fit(fit_ward, values, 6, n_init=2, max_iter=50).label(values)
    assert {truth[labels == value].mean() for value in range(1, 7)} == {0, 1}


def test_every_class_is_a_group_of_centres(rng):
    found = fit(fit_ward, rng.normal(0, 100, (3, 5000)).astype(np.float32), 5)
    assert len(found.centers) > 5
    assert sorted(set(found.groups)) == [0, 1, 2, 3, 4]


def test_every_class_has_pixels(rng):
    values = rng.normal(0, 100, (3, 5000)).astype(np.float32)
    assert set(fit(fit_ward, values, 5).label(values)) == {1, 2, 3, 4, 5}


def test_weights_are_the_parts_of_the_pixels_in_each_cluster(rng):
    values = rng.normal(0, 100, (2, 5000)).astype(np.float32)
    found = fit(fit_ward, values, 3)
    parts = np.bincount(found.label(values), minlength=4)[1:] / 5000
    np.testing.assert_allclose(np.bincount(found.groups, found.weights), parts)
