"""Bisecting k-means."""

import numpy as np
import pytest
from fits import fit
from sklearn.cluster import BisectingKMeans
from sklearn.datasets import make_blobs

from s2_kmeans_plugin.core.clustering.bisecting import fit_bisecting_kmeans


@pytest.fixture(scope="module")
def values():
    X, _ = make_blobs(6000, 3, centers=9, cluster_std=1.5, random_state=4)
    return X.T.astype(np.float32)


@pytest.mark.parametrize("n_clusters", [2, 5, 12])
def test_inertia_is_near_that_of_scikit_learn(values, n_clusters):
    found = fit(fit_bisecting_kmeans, values, n_clusters)
    theirs = BisectingKMeans(n_clusters, n_init=10, random_state=0).fit(values.T)
    assert found.inertia <= 1.02 * theirs.inertia_


def test_loosest_cluster_is_split_first():
    # Two tight groups and a loose one: the third split goes through the loose one.
    values = np.array([[0, 1, 0, 1, 100, 101, 100, 101, 200, 210, 220, 230]], dtype=np.float32)
    labels = fit(fit_bisecting_kmeans, values, 4).label(values)
    n_parts = [len(set(group)) for group in np.split(labels, 3)]
    assert n_parts == [1, 1, 2]


def test_an_additional_cluster_splits_one_of_the_others(values):
    four, five = (fit(fit_bisecting_kmeans, values, n).centers for n in (4, 5))
    kept = [center for center in four if np.isclose(five, center).all(axis=1).any()]
    assert len(kept) == 3


def test_fit_ends_when_all_pixels_of_each_cluster_are_equal():
    values = np.repeat(np.array([[0.0, 5.0, 9.0]], dtype=np.float32), 50, axis=1)
    found = fit(fit_bisecting_kmeans, values, 3)
    assert (sorted(found.centers.ravel()), found.inertia) == ([0, 5, 9], 0)
