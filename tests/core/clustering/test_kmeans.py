"""K-means against scikit-learn's, and against itself."""

import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.clustering.kmeans import kmeans
from s2_kmeans_plugin.core.clustering.lloyd import lloyd
from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.tiles import TILE_PIXELS, Pixels
from s2_kmeans_plugin.core.errors import Cancelled
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture(scope="module")
def scene(sample_path):
    """Pixels of the sample in random order, shape (13, 30000)."""
    source = RasterSource.open(sample_path)
    values, valid = source.read(source.grid.window)
    pixels = np.random.default_rng(5).permutation(np.flatnonzero(valid))[:30_000]
    return values.reshape(source.n_bands, -1)[:, pixels]


def blobs(n_bands=4, n_blobs=9, n_pixels=20_000, spread=1.5, seed=3):
    X, _ = make_blobs(n_pixels, n_bands, centers=n_blobs, cluster_std=spread, random_state=seed)
    return X.T.astype(np.float32)


def frame(values):
    """An offset and a scale as a fit takes them."""
    return np.rint(values.mean(axis=1, dtype=np.float64)), np.ones(len(values))


def fit(values, n_clusters, executor=None, watch=None, **options):
    options = {"n_init": 10, "max_iter": 300, "tol": 1e-5, "random_state": 0, **options}
    return kmeans(
        values,
        *frame(values),
        n_clusters=n_clusters,
        executor=executor,
        watch=watch or Watch(),
        **options,
    )


def from_sets(values, sets, offset=None, scale=None, max_iter=300, tol=0.0):
    default_offset, default_scale = frame(values)
    scale = default_scale if scale is None else scale
    return lloyd(
        Pixels(values, default_offset if offset is None else offset),
        sets,
        scale=scale,
        max_iter=max_iter,
        max_shift=tol * np.square(values.std(axis=1, dtype=np.float64) / scale).mean(),
        check=lambda: None,
    )


def from_centers(values, centers, *frame, **options):
    (ended,), _ = from_sets(values, [centers], *frame, **options)
    return ended


def labels_of(values, centers, scale=None):
    offset, ones = frame(values)
    labels = np.empty(values.shape[1], dtype=np.uint8)
    nearest = NearestCenter(centers, offset, ones if scale is None else scale)
    nearest.label(values, np.ones(labels.size, dtype=bool), labels)
    return labels


def exact_inertia(values, centers):
    X = values.T.astype(np.float64)
    return np.min([np.square(X - center).sum(axis=1) for center in centers], axis=0).sum()


# From the same starting centres


@pytest.mark.parametrize("n_clusters", [2, 8, 20])
@pytest.mark.parametrize("bands", [slice(3, 4), slice(1, 4), slice(None)], ids=["1", "3", "13"])
def test_the_same_starts_lead_to_the_partition_of_scikit_learn(scene, rng, n_clusters, bands):
    values = scene[bands, :8000]
    starts = np.unique(values.T, axis=0).astype(np.float64)
    starts = starts[rng.choice(len(starts), n_clusters, replace=False)]
    # Whole pixels lie just between whole centres, and which of two equals wins is no one's word.
    starts += rng.uniform(0.1, 0.9, starts.shape)
    ours = from_centers(values, starts, max_iter=1000)
    theirs = KMeans(n_clusters, init=starts, n_init=1, tol=0, max_iter=1000, algorithm="lloyd")
    theirs.fit(values.T.astype(np.float64))
    score = adjusted_rand_score(theirs.labels_, labels_of(values, ours))
    assert score >= 0.9999


def test_the_same_starts_lead_to_the_same_partition_of_blobs(rng):
    values = blobs()
    starts = values[:, rng.choice(values.shape[1], 9)].T.astype(np.float64)
    ours = from_centers(values, starts)
    theirs = KMeans(9, init=starts, n_init=1, tol=0, algorithm="lloyd").fit(values.T.astype(float))
    assert adjusted_rand_score(theirs.labels_, labels_of(values, ours)) >= 0.9999
    np.testing.assert_allclose(ours, theirs.cluster_centers_, atol=1e-3)


def test_a_step_is_the_mean_of_the_nearest_pixels(scene):
    values = scene[:, :5000]
    starts = values[:, :6].T.astype(np.float64)
    labels = labels_of(values, starts)
    expected = [values[:, labels == n].mean(axis=1) for n in range(1, 7)]
    np.testing.assert_allclose(from_centers(values, starts, max_iter=1), expected)


def test_the_inertia_never_rises_with_iterations(scene):
    values, starts = scene[:, :5000], scene[:, :10].T
    ends = [from_centers(values, starts, max_iter=n) for n in range(1, 25)]
    inertias = [exact_inertia(values, centers) for centers in ends]
    assert all(after <= before * (1 + 1e-6) for before, after in zip(inertias, inertias[1:]))


def test_where_it_ends_each_centre_is_the_mean_of_its_pixels(scene):
    values = scene[1:4]
    found = from_centers(values, values[:, :6].T, max_iter=1000)
    labels = labels_of(values, found)
    means = [values[:, labels == n].mean(axis=1) for n in range(1, 7)]
    np.testing.assert_allclose(found, means, rtol=1e-12)


def test_a_scaled_band_is_a_band_in_another_unit(rng):
    values = blobs(n_bands=3)
    scale = np.array([2.0, 0.25, 8.0])
    starts = values[:, :7].T.astype(np.float64)
    offset = np.zeros(3)
    scaled = from_centers(values, starts, offset, scale)
    other_unit = from_centers(values / scale[:, None].astype(np.float32), starts / scale, offset)
    np.testing.assert_allclose(scaled / scale, other_unit, rtol=1e-5)


@pytest.mark.parametrize("max_iter", [1, 3])
def test_there_are_no_more_iterations_than_allowed(scene, max_iter):
    _, n_iters = from_sets(scene, [scene[:, :9].T, scene[:, 9:18].T], max_iter=max_iter)
    assert n_iters.tolist() == [max_iter, max_iter]


def test_a_larger_tolerance_ends_earlier(scene):
    few, many = (from_sets(scene, [scene[:, :9].T], tol=tol)[1] for tol in (1e-2, 1e-6))
    assert few < many


# Several sets of centres at once


@pytest.mark.parametrize("n_clusters", [2, 8, 70])
def test_each_set_goes_where_it_goes_alone(scene, n_clusters):
    # Twenty sets of 70 are more centres than a byte can number.
    values = scene[:, :2000]
    sets = [values[:, n * 70 : n * 70 + n_clusters].T for n in range(20)]
    together, n_iters = from_sets(values, sets)
    alone = [from_sets(values, [centers]) for centers in sets]
    assert len(set(n_iters)) > 1
    np.testing.assert_array_equal(n_iters, [n_iter for _, (n_iter,) in alone])
    np.testing.assert_array_equal(together, [centers for (centers,), _ in alone])


@pytest.mark.parametrize("max_iter", [1, 5])
def test_a_pixel_of_weight_3_draws_centres_as_three_do(scene, rng, max_iter):
    values = scene[:, :5000]
    weights = rng.integers(1, 4, 5000)
    offset, scale = frame(values)
    start = [values[:, :8].T.astype(float)]
    options = {"scale": scale, "max_iter": max_iter, "max_shift": 0, "check": lambda: None}
    weighted, _ = lloyd(Pixels(values, offset, weights), start, **options)
    repeated, _ = lloyd(Pixels(values.repeat(weights, axis=1), offset), start, **options)
    np.testing.assert_allclose(weighted, repeated, rtol=1e-6)


def test_a_sample_of_many_tiles_is_one_sample(scene):
    values = np.tile(scene[:3], 4)
    assert values.shape[1] > 3 * TILE_PIXELS
    starts = scene[:3, :6].T
    np.testing.assert_allclose(from_centers(values, starts), from_centers(scene[:3], starts))


def test_steps_tell_apart_what_float32_cannot(rng):
    # Of values about 1e9 float32 keeps what is 64 apart.
    values = 1e9 + rng.normal(0, 1, (2, 3000))
    sets = [values[:, :5].T, values[:, 5:10].T]
    ended, _ = from_sets(values, sets, offset=np.zeros(2), max_iter=1)
    for centers, moved in zip(sets, ended):
        distances = [np.square(values - center[:, None]).sum(axis=0) for center in centers]
        nearest = np.argmin(distances, axis=0)
        means = [values[:, nearest == n].mean(axis=1) for n in range(5)]
        np.testing.assert_allclose(moved, means, rtol=1e-13)


# Empty clusters


def test_empty_clusters_are_moved_to_where_pixels_are(rng):
    values = np.concatenate([rng.normal(m, 1, 500) for m in (0, 50, 100, 150)])[None]
    starts = np.array([[0.0], [1e4], [2e4], [3e4]])
    found = from_centers(values, starts)
    np.testing.assert_allclose(np.sort(found.ravel()), [0, 50, 100, 150], atol=1)


def test_equal_starts_end_in_different_centres(scene):
    values = scene[:3, :3000]
    found = from_centers(values, np.repeat(values[:, :1].T, 5, axis=0))
    assert len(np.unique(found, axis=0)) == 5
    assert set(labels_of(values, found)) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("n_clusters", [2, 50, 255])
def test_every_cluster_has_pixels(scene, n_clusters):
    values = scene[1:3, :4000]
    found = fit(values, n_clusters, n_init=2)
    assert len(np.unique(labels_of(values, found.centers))) == n_clusters


def test_as_many_clusters_as_distinct_pixels_leave_no_inertia():
    values = np.tile(np.arange(0, 200, 10, dtype=np.uint8), 50)[None]
    found = fit(values, 20)
    assert exact_inertia(values, found.centers) == 0


# From its own starts


@pytest.mark.parametrize("bands", [slice(3, 4), slice(1, 4), slice(None)], ids=["1", "3", "13"])
def test_its_own_starts_are_as_good_as_ten_of_scikit_learn(scene, bands):
    values = scene[bands]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = KMeans(8, n_init=10, random_state=0).fit(values.T.astype(np.float32))
    assert exact_inertia(values, fit(values, 8).centers) <= 1.0005 * theirs.inertia_


@pytest.mark.parametrize("n_blobs", [3, 9])
def test_blobs_are_found(n_blobs):
    values = blobs(n_blobs=n_blobs, spread=0.5)
    theirs = KMeans(n_blobs, n_init=10, random_state=0).fit(values.T)
    assert exact_inertia(values, fit(values, n_blobs).centers) <= 1.0005 * theirs.inertia_


@pytest.mark.parametrize("seed", range(6))
def test_a_class_on_a_thousandth_of_the_pixels_is_found_though_the_first_10000_lack_it(scene, seed):
    values = np.tile(scene, 4)
    rng = np.random.default_rng(seed)
    rare = rng.integers(10_000, values.shape[1], values.shape[1] // 1000)
    values[:, rare] = rng.normal(5000, 150, (13, rare.size)).round()
    centers = fit(values, 8, n_init=20, random_state=seed).centers
    assert np.abs(centers - 5000).max(axis=1).min() < 500


def test_few_pixels_end_the_same_from_any_seed(scene):
    values = scene[:, :1000]
    inertias = [fit(values, 12, n_init=20, random_state=seed).inertia for seed in range(6)]
    assert max(inertias) <= 1.001 * min(inertias)


def test_the_inertia_is_that_of_the_centres_it_gives(scene):
    found = fit(scene, 8)
    assert found.inertia == pytest.approx(exact_inertia(scene, found.centers), rel=1e-4)


# The same every time


def test_a_fit_is_the_same_whatever_runs_it(scene):
    values = scene[:4]
    alone = fit(values, 8, n_init=5)
    for n_threads in (1, 2, 8):
        with ThreadPoolExecutor(n_threads) as executor:
            threaded = fit(values, 8, executor, n_init=5)
        np.testing.assert_array_equal(threaded.centers, alone.centers)
        assert (threaded.inertia, threaded.n_iter) == (alone.inertia, alone.n_iter)


def test_another_seed_makes_other_starts(scene):
    values = scene[:4, :3000]
    first, second = (fit(values, 40, n_init=1, random_state=seed) for seed in (0, 1))
    assert not np.array_equal(first.centers, second.centers)


@pytest.mark.parametrize("n_init", [2, 4, 10, 20])
@pytest.mark.parametrize("seed", range(3))
def test_several_starts_are_no_worse_than_one(scene, n_init, seed):
    values = scene[:4, :10_000]
    one, several = (fit(values, 12, n_init=n, random_state=seed).inertia for n in (1, n_init))
    assert several <= one


# Progress and cancel


def test_progress_counts_the_starts(scene):
    reports = []
    fit(scene[:3, :2000], 4, watch=Watch(reports.append), n_init=4)
    assert reports == sorted(reports)
    assert len(reports) >= 4


@pytest.mark.parametrize("n_asked", [0, 1, 10, 40])
def test_cancelling_stops_the_fit(scene, n_asked):
    asked = []

    def is_cancelled():
        asked.append(True)
        return len(asked) > n_asked

    with pytest.raises(Cancelled):
        fit(scene[:3, :2000], 8, watch=Watch(is_cancelled=is_cancelled))
    assert len(asked) == n_asked + 1
