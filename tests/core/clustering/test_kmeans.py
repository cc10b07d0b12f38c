"""K-means, against scikit-learn's."""

import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from fits import blobs, exact_inertia, fit, nearest_centers
from sklearn.cluster import KMeans

from s2_kmeans_plugin.core.clustering.kmeans import fit_kmeans
from s2_kmeans_plugin.core.errors import Cancelled
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.parallel.windows import Workers


def kmeans(values, n_clusters, workers=None, **options):
    options = {"n_init": 10, "max_iter": 300, **options}
    return fit(fit_kmeans, values, n_clusters, workers=workers, **options)


@pytest.mark.parametrize("n_clusters", [2, 50, 255])
def test_every_cluster_has_pixels(scene, n_clusters):
    values = scene[1:3, :4000]
    found = kmeans(values, n_clusters, n_init=2)
    assert len(np.unique(nearest_centers(values, found.centers))) == n_clusters


def test_inertia_is_0_with_a_cluster_for_each_distinct_pixel():
    values = np.tile(np.arange(0, 200, 10, dtype=np.uint8), 50)[None]
    found = kmeans(values, 20)
    assert exact_inertia(values, found.centers) == 0


@pytest.mark.parametrize("bands", [slice(3, 4), slice(1, 4), slice(None)], ids=["1", "3", "13"])
def test_inertia_is_that_of_ten_starts_of_scikit_learn(scene, bands):
    values = scene[bands]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = KMeans(8, n_init=10, random_state=0).fit(values.T.astype(np.float32))
    assert exact_inertia(values, kmeans(values, 8).centers) <= 1.0005 * theirs.inertia_


@pytest.mark.parametrize("n_blobs", [3, 9])
def test_inertia_of_blobs_is_that_of_scikit_learn(n_blobs):
    values = blobs(n_blobs=n_blobs, spread=0.5)
    theirs = KMeans(n_blobs, n_init=10, random_state=0).fit(values.T)
    assert exact_inertia(values, kmeans(values, n_blobs).centers) <= 1.0005 * theirs.inertia_


@pytest.mark.parametrize("seed", range(6))
def test_class_on_a_thousandth_of_the_pixels_is_found_though_the_first_10000_lack_it(scene, seed):
    values = np.tile(scene, 4)
    rng = np.random.default_rng(seed)
    rare = rng.integers(10_000, values.shape[1], values.shape[1] // 1000)
    values[:, rare] = rng.normal(5000, 150, (13, rare.size)).round()
    centers = kmeans(values, 8, n_init=20, random_state=seed).centers
    assert np.abs(centers - 5000).max(axis=1).min() < 500


def test_few_pixels_give_the_same_inertia_from_any_seed(scene):
    values = scene[:, :1000]
    inertias = [kmeans(values, 12, n_init=20, random_state=seed).inertia for seed in range(6)]
    assert max(inertias) <= 1.001 * min(inertias)


def test_inertia_is_that_of_the_centres(scene):
    found = kmeans(scene, 8)
    assert found.inertia == pytest.approx(exact_inertia(scene, found.centers), rel=1e-4)


def test_fit_does_not_depend_on_threads(scene):
    values = scene[:4]
    alone = kmeans(values, 8, n_init=5)
    for n_threads in (1, 2, 8):
        with ThreadPoolExecutor(n_threads) as executor:
            threaded = kmeans(values, 8, Workers(executor), n_init=5)
        np.testing.assert_array_equal(threaded.centers, alone.centers)
        assert (threaded.inertia, threaded.n_iter) == (alone.inertia, alone.n_iter)


def test_another_seed_gives_other_starts(scene):
    values = scene[:4, :3000]
    first, second = (kmeans(values, 40, n_init=1, random_state=seed) for seed in (0, 1))
    assert not np.array_equal(first.centers, second.centers)


@pytest.mark.parametrize("n_init", [2, 4, 10, 20])
@pytest.mark.parametrize("seed", range(3))
def test_several_starts_are_no_worse_than_one(scene, n_init, seed):
    values = scene[:4, :10_000]
    one, several = (kmeans(values, 12, n_init=n, random_state=seed).inertia for n in (1, n_init))
    assert several <= one


def test_progress_rises_with_each_start(scene):
    reports = []
    kmeans(scene[:3, :2000], 4, Workers(watch=Watch(reports.append)), n_init=4)
    assert reports == sorted(reports)
    assert len(reports) >= 4


@pytest.mark.parametrize("n_asked", [0, 1, 10, 40])
def test_cancelling_stops_the_fit(scene, n_asked):
    asked = []

    def is_cancelled():
        asked.append(True)
        return len(asked) > n_asked

    with pytest.raises(Cancelled):
        kmeans(scene[:3, :2000], 8, Workers(watch=Watch(is_cancelled=is_cancelled)))
    assert len(asked) == n_asked + 1
