"""The algorithms a user can choose, through the one door to them."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from sklearn.datasets import make_blobs
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.choices import ALGORITHMS, SCALINGS
from s2_kmeans_plugin.core.clustering.algorithms import fit, label
from s2_kmeans_plugin.core.errors import Cancelled
from s2_kmeans_plugin.core.models.sampling import Sample
from s2_kmeans_plugin.core.parallel.progress import Watch

every = pytest.mark.parametrize("algorithm", ALGORITHMS)


def fitted(values, n_clusters, algorithm="kmeans", scaling="none", executor=None, **options):
    options = {"n_init": 3, "max_iter": 100, "tol": 1e-5, "random_state": 0, **options}
    sample = Sample(values, np.empty((0, values.shape[1])), values.shape[1], values.shape[1])
    return fit(
        sample,
        algorithm,
        scaling,
        n_clusters=n_clusters,
        executor=executor,
        watch=Watch(),
        **options,
    )


def partition(values, outcome):
    return label(*outcome, values)


@pytest.fixture(scope="module")
def values():
    X, _ = make_blobs(6000, 3, centers=7, cluster_std=0.7, random_state=4)
    return X.T.astype(np.float32)


# Few distinct pixels


@every
@pytest.mark.parametrize("n_distinct", [2, 3, 8])
def test_no_more_centres_than_distinct_pixels(algorithm, n_distinct):
    values = np.tile(np.arange(n_distinct, dtype=np.uint16) * 100, 500)[None]
    found, _, _ = fitted(values, 8, algorithm)
    np.testing.assert_array_equal(np.sort(found.centers.ravel()), np.arange(n_distinct) * 100)


@every
def test_distinct_pixels_as_centres_leave_no_inertia(algorithm):
    found, _, _ = fitted(np.tile(np.arange(5, dtype=np.uint16), 500)[None], 8, algorithm)
    assert (found.inertia, found.n_iter) == (0.0, 0)


@every
@pytest.mark.parametrize("scaling", SCALINGS)
def test_a_constant_raster_has_one_centre(algorithm, scaling):
    found, offset, scale = fitted(np.full((3, 500), 17, dtype=np.uint8), 8, algorithm, scaling)
    np.testing.assert_array_equal(found.centers, [[17, 17, 17]])
    assert np.isfinite([offset, scale]).all()


def test_a_single_pixel_has_one_centre():
    found, _, _ = fitted(np.array([[3], [4]], dtype=np.int16), 2)
    np.testing.assert_array_equal(found.centers, [[3, 4]])


def test_rare_pixels_late_in_the_sample_are_distinct_too():
    values = np.zeros((1, 5000), dtype=np.uint8)
    values[0, -3:] = [50, 100, 150]
    found, _, _ = fitted(values, 8)
    np.testing.assert_array_equal(np.sort(found.centers.ravel()), [0, 50, 100, 150])


def test_one_distinct_pixel_more_than_clusters_is_clustered():
    values = np.tile(np.array([0, 1, 100, 200], dtype=np.uint8), 300)[None]
    found, _, _ = fitted(values, 3)
    np.testing.assert_allclose(np.sort(found.centers.ravel()), [0.5, 100, 200])


def test_a_band_that_is_constant_among_others_does_no_harm(values):
    with_constant = np.concatenate([values, np.full((1, values.shape[1]), 5.0, np.float32)])
    plain = partition(values, fitted(values, 7, scaling="standardise"))
    more = partition(with_constant, fitted(with_constant, 7, scaling="standardise"))
    assert adjusted_rand_score(plain, more) == 1.0


# Scaling


def test_the_unit_of_a_standardised_band_does_not_matter(values):
    other_unit = values * np.array([[1.0], [1000.0], [0.01]], dtype=np.float32)
    first = partition(values, fitted(values, 7, scaling="standardise"))
    second = partition(other_unit, fitted(other_unit, 7, scaling="standardise"))
    assert adjusted_rand_score(first, second) >= 0.9999


def test_the_unit_of_a_band_matters_where_nothing_is_scaled(values):
    other_unit = values * np.array([[1.0], [1000.0], [1.0]], dtype=np.float32)
    first = partition(values, fitted(values, 7))
    second = partition(other_unit, fitted(other_unit, 7))
    assert adjusted_rand_score(first, second) < 0.9


def test_centres_are_in_the_unit_of_the_raster(values):
    shifted = values * 50 + 3000
    found, _, _ = fitted(shifted, 7, scaling="standardise")
    labels = partition(shifted, (found, shifted.mean(axis=1), shifted.std(axis=1)))
    means = [shifted[:, labels == n].mean(axis=1) for n in range(1, 8)]
    np.testing.assert_allclose(found.centers, means, rtol=1e-3)


def test_standardised_distances_are_counted_in_deviations(values):
    _, _, scale = fitted(values, 7, scaling="standardise")
    np.testing.assert_allclose(scale, values.astype(np.float64).std(axis=1), rtol=1e-6)


# Every algorithm


@every
@pytest.mark.parametrize("scaling", SCALINGS)
def test_blobs_far_apart_are_told_apart(algorithm, scaling):
    corners = [[0, 0], [0, 100], [100, 0], [100, 100]]
    X, truth = make_blobs(5000, 2, centers=corners, cluster_std=2, random_state=1)
    values = X.T.astype(np.float32)
    labels = partition(values, fitted(values, 4, algorithm, scaling))
    assert adjusted_rand_score(truth, labels) == 1.0


@every
def test_the_same_seed_gives_the_same_centres(algorithm, values):
    first, _, _ = fitted(values, 7, algorithm)
    again, _, _ = fitted(values, 7, algorithm)
    np.testing.assert_array_equal(first.centers, again.centers)


@every
@pytest.mark.parametrize("n_threads", [1, 2, 8])
def test_the_executor_changes_nothing(algorithm, values, n_threads):
    alone, _, _ = fitted(values, 7, algorithm)
    with ThreadPoolExecutor(n_threads) as executor:
        threaded, _, _ = fitted(values, 7, algorithm, executor=executor)
    np.testing.assert_array_equal(alone.centers, threaded.centers)


@every
@pytest.mark.parametrize("n_clusters", [2, 30, 255])
def test_every_class_has_pixels(algorithm, values, n_clusters):
    labels = partition(values, fitted(values, n_clusters, algorithm, n_init=1))
    assert set(labels.tolist()) == set(range(1, int(labels.max()) + 1))


@pytest.mark.parametrize("algorithm", ["kmeans", "bisecting_kmeans", "gaussian_mixture", "ward"])
@pytest.mark.parametrize("n_clusters", [2, 7, 40])
def test_as_many_classes_are_delivered_as_are_asked_for(algorithm, values, n_clusters):
    assert partition(values, fitted(values, n_clusters, algorithm)).max() == n_clusters


@pytest.mark.parametrize("algorithm", sorted(set(ALGORITHMS) - {"gaussian_mixture"}))
def test_the_inertia_is_that_of_the_centres(algorithm, values):
    found, _, _ = fitted(values, 7, algorithm)
    distances = [np.square(values.T - center).sum(axis=1) for center in found.centers]
    assert found.inertia == pytest.approx(np.min(distances, axis=0).sum(), rel=1e-4)


def test_minibatch_comes_near_to_kmeans(values):
    exact, _, _ = fitted(values, 7, n_init=10)
    rough, _, _ = fitted(values, 7, "minibatch_kmeans", n_init=10)
    assert exact.inertia * 0.9999 <= rough.inertia <= exact.inertia * 1.05


@pytest.mark.parametrize("algorithm", ["bisecting_kmeans", "gaussian_mixture", "isodata", "ward"])
def test_progress_never_falls_and_stays_within_the_stage(algorithm, values):
    told = []
    sample = Sample(values, np.empty((0, 6000)), 6000, 6000)
    options = {"n_init": 2, "max_iter": 50, "tol": 1e-5, "random_state": 0, "executor": None}
    fit(sample, algorithm, "none", n_clusters=7, watch=Watch(told.append), **options)
    assert told == sorted(told)
    assert len(told) > 1
    assert 0 < told[-1] <= 1


@every
@pytest.mark.parametrize("n_asked", [1, 5, 30])
def test_cancelling_stops_the_fit(algorithm, values, n_asked):
    asked = iter(range(10_000))
    watch = Watch(is_cancelled=lambda: next(asked) >= n_asked)
    sample = Sample(values, np.empty((0, 6000)), 6000, 6000)
    options = {"n_init": 20, "max_iter": 50, "tol": 1e-9, "random_state": 0, "executor": None}
    with pytest.raises(Cancelled):
        fit(sample, algorithm, "none", n_clusters=7, watch=watch, **options)
    assert next(asked) == n_asked + 1
