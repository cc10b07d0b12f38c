"""All algorithms, by the function that the rest of the core calls."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from fits import fit
from sklearn.datasets import make_blobs
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.choices import ALGORITHMS, SCALINGS
from s2_kmeans_plugin.core.clustering.algorithms import fit_clusters
from s2_kmeans_plugin.core.errors import Cancelled
from s2_kmeans_plugin.core.numerics.scaling import ScalingRule
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.parallel.windows import Workers

every = pytest.mark.parametrize("algorithm", ALGORITHMS)


def fitted(values, n_clusters, algorithm="kmeans", scaling="none", workers=None, **options):
    scaling = ScalingRule(scaling).fit(values)
    options = {"algorithm": algorithm, **options}
    return fit(fit_clusters, values, n_clusters, scaling, workers, **options)


def partition(values, *arguments, **options):
    return fitted(values, *arguments, **options).label(values)


@pytest.fixture(scope="module")
def values():
    X, _ = make_blobs(6000, 3, centers=7, cluster_std=0.7, random_state=4)
    return X.T.astype(np.float32)


# Few distinct pixels


@every
@pytest.mark.parametrize("n_distinct", [2, 3, 8])
def test_few_distinct_pixels_become_the_centres(algorithm, n_distinct):
    values = np.tile(np.arange(n_distinct, dtype=np.uint16) * 100, 500)[None]
    found = fitted(values, 8, algorithm)
    np.testing.assert_array_equal(np.sort(found.centers.ravel()), np.arange(n_distinct) * 100)


@every
def test_inertia_is_0_if_distinct_pixels_are_the_centres(algorithm):
    found = fitted(np.tile(np.arange(5, dtype=np.uint16), 500)[None], 8, algorithm)
    assert (found.inertia, found.n_iter) == (0.0, 0)


@every
@pytest.mark.parametrize("scaling", SCALINGS)
def test_constant_raster_has_one_centre(algorithm, scaling):
    found = fitted(np.full((3, 500), 17, dtype=np.uint8), 8, algorithm, scaling)
    np.testing.assert_array_equal(found.centers, [[17, 17, 17]])


def test_single_pixel_is_the_only_centre():
    found = fitted(np.array([[3], [4]], dtype=np.int16), 2)
    np.testing.assert_array_equal(found.centers, [[3, 4]])


def test_rare_distinct_pixels_late_in_the_sample_become_centres():
    values = np.zeros((1, 5000), dtype=np.uint8)
    values[0, -3:] = [50, 100, 150]
    found = fitted(values, 8)
    np.testing.assert_array_equal(np.sort(found.centers.ravel()), [0, 50, 100, 150])


def test_two_distinct_pixels_share_a_cluster_if_there_is_one_too_many():
    values = np.tile(np.array([0, 1, 100, 200], dtype=np.uint8), 300)[None]
    found = fitted(values, 3)
    np.testing.assert_allclose(np.sort(found.centers.ravel()), [0.5, 100, 200])


def test_additional_constant_band_changes_no_cluster(values):
    with_constant = np.concatenate([values, np.full((1, values.shape[1]), 5.0, np.float32)])
    plain = partition(values, 7, scaling="standardise")
    more = partition(with_constant, 7, scaling="standardise")
    assert adjusted_rand_score(plain, more) == 1.0


# Scaling


def test_unit_of_a_standardised_band_changes_no_cluster(values):
    other_unit = values * np.array([[1.0], [1000.0], [0.01]], dtype=np.float32)
    first = partition(values, 7, scaling="standardise")
    second = partition(other_unit, 7, scaling="standardise")
    assert adjusted_rand_score(first, second) >= 0.9999


def test_unit_of_a_band_changes_clusters_without_scaling(values):
    other_unit = values * np.array([[1.0], [1000.0], [1.0]], dtype=np.float32)
    first, second = partition(values, 7), partition(other_unit, 7)
    assert adjusted_rand_score(first, second) < 0.9


def test_centres_are_in_the_unit_of_the_raster(values):
    shifted = values * 50 + 3000
    found = fitted(shifted, 7, scaling="standardise")
    labels = found.label(shifted)
    means = [shifted[:, labels == n].mean(axis=1) for n in range(1, 8)]
    np.testing.assert_allclose(found.centers, means, rtol=1e-3)


def test_standardised_distances_are_measured_in_deviations(values):
    scaling = fitted(values, 7, scaling="standardise").scaling
    np.testing.assert_allclose(scaling.scale, values.astype(np.float64).std(axis=1), rtol=1e-6)


# Every algorithm


@every
@pytest.mark.parametrize("scaling", SCALINGS)
def test_blobs_far_apart_are_separated(algorithm, scaling):
    corners = [[0, 0], [0, 100], [100, 0], [100, 100]]
    X, truth = make_blobs(5000, 2, centers=corners, cluster_std=2, random_state=1)
    values = X.T.astype(np.float32)
    labels = partition(values, 4, algorithm, scaling)
    assert adjusted_rand_score(truth, labels) == 1.0


@every
def test_same_seed_gives_the_same_centres(algorithm, values):
    first, again = fitted(values, 7, algorithm), fitted(values, 7, algorithm)
    np.testing.assert_array_equal(first.centers, again.centers)


@every
@pytest.mark.parametrize("n_threads", [1, 2, 8])
def test_centres_do_not_depend_on_threads(algorithm, values, n_threads):
    alone = fitted(values, 7, algorithm)
    with ThreadPoolExecutor(n_threads) as executor:
        threaded = fitted(values, 7, algorithm, workers=Workers(executor))
    np.testing.assert_array_equal(alone.centers, threaded.centers)


@every
@pytest.mark.parametrize("n_clusters", [2, 30, 255])
def test_every_class_has_pixels(algorithm, values, n_clusters):
    labels = partition(values, n_clusters, algorithm, n_init=1)
    assert set(labels.tolist()) == set(range(1, int(labels.max()) + 1))


@pytest.mark.parametrize("algorithm", ["kmeans", "bisecting_kmeans", "gaussian_mixture", "ward"])
@pytest.mark.parametrize("n_clusters", [2, 7, 40])
def test_number_of_classes_is_n_clusters(algorithm, values, n_clusters):
    assert partition(values, n_clusters, algorithm).max() == n_clusters


@pytest.mark.parametrize("algorithm", sorted(set(ALGORITHMS) - {"gaussian_mixture"}))
def test_inertia_is_that_of_the_centres(algorithm, values):
    found = fitted(values, 7, algorithm)
    distances = [np.square(values.T - center).sum(axis=1) for center in found.centers]
    assert found.inertia == pytest.approx(np.min(distances, axis=0).sum(), rel=1e-4)


def test_inertia_of_minibatch_is_near_that_of_kmeans(values):
    exact = fitted(values, 7, n_init=10)
    rough = fitted(values, 7, "minibatch_kmeans", n_init=10)
    assert exact.inertia * 0.9999 <= rough.inertia <= exact.inertia * 1.05


@pytest.mark.parametrize("algorithm", ["bisecting_kmeans", "gaussian_mixture", "isodata", "ward"])
def test_progress_never_falls_and_stays_within_the_stage(algorithm, values):
    reports = []
    fitted(values, 7, algorithm, workers=Workers(watch=Watch(reports.append)), n_init=2)
    assert len(reports) > 1
    assert [0, *reports, 1] == sorted([0, *reports, 1])


@every
@pytest.mark.parametrize("n_asked", [1, 5, 30])
def test_cancelling_stops_the_fit(algorithm, values, n_asked):
    asked = iter(range(10_000))
    watch = Watch(is_cancelled=lambda: next(asked) >= n_asked)
    with pytest.raises(Cancelled):
        fitted(values, 7, algorithm, workers=Workers(watch=watch), n_init=20, tol=1e-9)
    assert next(asked) == n_asked + 1


@every
@pytest.mark.parametrize("n_clusters", [12, 13, 40])
def test_each_of_few_distinct_pixels_is_a_class(rng, algorithm, n_clusters):
    distinct = rng.permutation(100)[:12].astype(np.float32)
    values = np.stack([distinct, distinct**2])[:, rng.integers(0, 12, 3000)]
    assert np.unique(partition(values, n_clusters, algorithm)).size == 12


@every
@pytest.mark.parametrize("size", [1e-25, 1.0, 1e12])
def test_every_class_has_pixels_if_nearly_all_pixels_are_equal(rng, algorithm, size):
    values = np.zeros((2, 3000), dtype=np.float32)
    values[:, :20] = size * rng.permutation(40).reshape(2, 20)
    values = values[:, rng.permutation(3000)]
    found = fitted(values, 15, algorithm, n_init=2, max_iter=20)
    n_classes = len(found.centers) if found.groups is None else found.groups.max() + 1
    assert np.unique(found.label(values)).tolist() == list(range(1, n_classes + 1))
