"""Sums of the pixels of each cluster."""

import copy

import numpy as np
import pytest

from s2_kmeans_plugin.core.clustering.sums import Sums
from s2_kmeans_plugin.core.clustering.tiles import TILE_PIXELS


def some_pixels(rng, dtype="uint16", n_clusters=7):
    high = min(10_000, np.iinfo(dtype).max)
    values = rng.integers(0, high, (3, TILE_PIXELS + 500), dtype=dtype)
    return values, rng.integers(0, n_clusters + 1, TILE_PIXELS + 500).astype(np.uint8)


def test_sums_are_those_of_each_cluster(rng):
    values, labels = some_pixels(rng)
    sums = Sums.zero(7, 3)
    sums.add(values, labels)
    for cluster in range(7):
        of_cluster = values[:, labels == cluster + 1]
        assert sums.counts[cluster] == of_cluster.shape[1]
        assert sums.totals[cluster].tolist() == of_cluster.sum(axis=1, dtype=np.int64).tolist()


def test_subtracting_added_pixels_restores_the_sums(rng):
    values, labels = some_pixels(rng)
    sums = Sums.zero(7, 3)
    sums.add(values, labels)
    before = copy.deepcopy(sums)
    sums.add(values[:, ::3], labels[::3])
    sums.add(values[:, ::3], labels[::3], sign=-1)
    np.testing.assert_array_equal(sums.totals, before.totals)
    np.testing.assert_array_equal(sums.counts, before.counts)


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int32"])
def test_sums_of_integers_do_not_depend_on_the_order(rng, dtype):
    values, labels = some_pixels(rng, dtype)
    order = rng.permutation(labels.size)
    straight, shuffled = Sums.zero(7, 3), Sums.zero(7, 3)
    straight.add(values, labels)
    for part in np.array_split(order, 13):
        shuffled.add(values[:, part], labels[part])
    np.testing.assert_array_equal(shuffled.totals, straight.totals)


def test_sums_of_two_parts_add_up_to_those_of_the_whole(rng):
    values, labels = some_pixels(rng)
    whole, first, second = (Sums.zero(7, 3) for _ in range(3))
    whole.add(values, labels)
    first.add(values[:, :4000], labels[:4000])
    second.add(values[:, 4000:], labels[4000:])
    first.inertia, second.inertia = 2.0, 3.0
    first += second
    np.testing.assert_array_equal(first.totals, whole.totals)
    np.testing.assert_array_equal(first.counts, whole.counts)
    assert first.inertia == 5.0


def test_means_are_those_of_the_clusters(rng):
    values, labels = some_pixels(rng)
    sums = Sums.zero(7, 3)
    sums.add(values, labels)
    expected = [values[:, labels == n].mean(axis=1) for n in range(1, 8)]
    np.testing.assert_allclose(sums.means(otherwise=np.zeros((7, 3))), expected, rtol=1e-12)


def test_cluster_without_pixels_keeps_its_centre():
    sums = Sums.zero(2, 2)
    sums.add(np.array([[4.0, 6.0], [1.0, 3.0]]), np.array([2, 2], dtype=np.uint8))
    means = sums.means(otherwise=np.array([[8.0, 9.0], [0.0, 0.0]]))
    np.testing.assert_array_equal(means, [[8.0, 9.0], [5.0, 2.0]])
