"""Bisecting k-means."""

import numpy as np
import pytest
from sklearn.cluster import BisectingKMeans
from sklearn.datasets import make_blobs

from s2_kmeans_plugin.core.clustering.algorithms import label
from s2_kmeans_plugin.core.clustering.bisecting import bisecting_kmeans
from s2_kmeans_plugin.core.parallel.progress import Watch


def fitted(values, n_clusters, **options):
    offset, scale = values.mean(axis=1, dtype=np.float64), np.ones(len(values))
    options = {"n_init": 3, "max_iter": 100, "tol": 1e-5, "random_state": 0, **options}
    options = {"executor": None, "watch": Watch(), **options}
    found = bisecting_kmeans(values, offset, scale, n_clusters=n_clusters, **options)
    return found, label(found, offset, scale, values)


@pytest.fixture(scope="module")
def values():
    X, _ = make_blobs(6000, 3, centers=9, cluster_std=1.5, random_state=4)
    return X.T.astype(np.float32)


@pytest.mark.parametrize("n_clusters", [2, 5, 12])
def test_the_inertia_is_near_that_of_scikit_learn(values, n_clusters):
    found, _ = fitted(values, n_clusters)
    theirs = BisectingKMeans(n_clusters, n_init=10, random_state=0).fit(values.T)
    assert found.inertia <= 1.02 * theirs.inertia_


def test_the_loosest_cluster_is_cut_first():
    # Two tight groups and a loose one: the third cut goes through the loose one.
    values = np.array([[0, 1, 0, 1, 100, 101, 100, 101, 200, 210, 220, 230]], dtype=np.float32)
    _, labels = fitted(values, 4)
    assert len(set(labels[8:])) == 2
    assert len(set(labels[:4])) == len(set(labels[4:8])) == 1


def test_one_class_more_cuts_one_class_in_two(values):
    four, five = fitted(values, 4)[0].centers, fitted(values, 5)[0].centers
    kept = [center for center in four if np.isclose(five, center).all(axis=1).any()]
    assert len(kept) == 3


def test_it_ends_where_all_pixels_of_a_cluster_are_equal():
    values = np.repeat(np.array([[0.0, 5.0, 9.0]], dtype=np.float32), 50, axis=1)
    found, _ = fitted(values, 3)
    assert sorted(found.centers.ravel()) == [0, 5, 9]
    assert found.inertia == 0
