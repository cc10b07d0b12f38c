"""Lloyd's iterations, against scikit-learn's and exact arithmetic."""

import numpy as np
import pytest
from fits import blobs, exact_inertia, nearest_centers, scaling_of, unscaled
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from s2_kmeans_plugin.core.clustering.lloyd import iterate_lloyd
from s2_kmeans_plugin.core.clustering.pixels import Pixels
from s2_kmeans_plugin.core.clustering.tiles import TILE_PIXELS


def from_sets(values, sets, scaling=None, weights=None, max_iter=300, tol=0.0):
    pixels = Pixels(values, scaling or unscaled(values), weights)
    max_shift = tol * pixels.mean_variance
    return iterate_lloyd(pixels, sets, max_iter=max_iter, max_shift=max_shift, check=lambda: None)


def from_centers(values, centers, *scaling, **options):
    (found,), _ = from_sets(values, [centers], *scaling, **options)
    return found


@pytest.mark.parametrize("n_clusters", [2, 8, 20])
@pytest.mark.parametrize("bands", [slice(3, 4), slice(1, 4), slice(None)], ids=["1", "3", "13"])
def test_same_starts_give_the_partition_of_scikit_learn(scene, rng, n_clusters, bands):
    values = scene[bands, :8000]
    starts = np.unique(values.T, axis=0).astype(np.float64)
    starts = starts[rng.choice(len(starts), n_clusters, replace=False)]
    # Whole pixels lie just between whole centres, and nothing says which of two equals wins.
    starts += rng.uniform(0.1, 0.9, starts.shape)
    ours = from_centers(values, starts, max_iter=1000)
    theirs = KMeans(n_clusters, init=starts, n_init=1, tol=0, max_iter=1000, algorithm="lloyd")
    theirs.fit(values.T.astype(np.float64))
    score = adjusted_rand_score(theirs.labels_, nearest_centers(values, ours))
    assert score >= 0.9999


def test_same_starts_give_the_centres_of_scikit_learn(rng):
    values = blobs()
    starts = values[:, rng.choice(values.shape[1], 9)].T.astype(np.float64)
    ours = from_centers(values, starts)
    theirs = KMeans(9, init=starts, n_init=1, tol=0, algorithm="lloyd").fit(values.T.astype(float))
    assert adjusted_rand_score(theirs.labels_, nearest_centers(values, ours)) >= 0.9999
    np.testing.assert_allclose(ours, theirs.cluster_centers_, atol=1e-3)


def test_step_moves_each_centre_to_the_mean_of_its_pixels(scene):
    values = scene[:, :5000]
    starts = values[:, :6].T.astype(np.float64)
    labels = nearest_centers(values, starts)
    expected = [values[:, labels == n].mean(axis=1) for n in range(1, 7)]
    np.testing.assert_allclose(from_centers(values, starts, max_iter=1), expected)


def test_inertia_never_rises_with_iterations(scene):
    values, starts = scene[:, :5000], scene[:, :10].T
    results = [from_centers(values, starts, max_iter=n) for n in range(1, 25)]
    inertias = [exact_inertia(values, centers) for centers in results]
    assert all(after <= before * (1 + 1e-6) for before, after in zip(inertias, inertias[1:]))


def test_each_centre_is_the_mean_of_its_pixels_at_the_end(scene):
    values = scene[1:4]
    found = from_centers(values, values[:, :6].T, max_iter=1000)
    labels = nearest_centers(values, found)
    means = [values[:, labels == n].mean(axis=1) for n in range(1, 7)]
    np.testing.assert_allclose(found, means, rtol=1e-12)


def test_scaled_band_counts_as_a_band_in_another_unit(rng):
    values = blobs(n_bands=3)
    scale = np.array([2.0, 0.25, 8.0])
    starts = values[:, :7].T.astype(np.float64)
    scaled = from_centers(values, starts, scaling_of(np.zeros(3), scale))
    other_unit = from_centers(
        values / scale[:, None].astype(np.float32),
        starts / scale,
        scaling_of(np.zeros(3), np.ones(3)),
    )
    np.testing.assert_allclose(scaled / scale, other_unit, rtol=1e-5)


@pytest.mark.parametrize("max_iter", [1, 3])
def test_iterations_end_at_their_maximum(scene, max_iter):
    _, n_iters = from_sets(scene, [scene[:, :9].T, scene[:, 9:18].T], max_iter=max_iter)
    assert n_iters.tolist() == [max_iter, max_iter]


def test_larger_tolerance_ends_earlier(scene):
    few, many = (from_sets(scene, [scene[:, :9].T], tol=tol)[1] for tol in (1e-2, 1e-6))
    assert few < many


@pytest.mark.parametrize("n_clusters", [2, 8, 70])
def test_set_moves_among_others_as_it_moves_alone(scene, n_clusters):
    # Twenty sets of 70 are more centres than a byte can number.
    values = scene[:, :2000]
    sets = [values[:, n * 70 : n * 70 + n_clusters].T for n in range(20)]
    together, n_iters = from_sets(values, sets)
    alone = [from_sets(values, [centers]) for centers in sets]
    assert len(set(n_iters)) > 1
    np.testing.assert_array_equal(n_iters, [n_iter for _, (n_iter,) in alone])
    np.testing.assert_array_equal(together, [centers for (centers,), _ in alone])


@pytest.mark.parametrize("max_iter", [1, 5])
def test_pixel_of_weight_3_counts_as_three(scene, rng, max_iter):
    values = scene[:, :5000]
    weights = rng.integers(1, 4, 5000)
    start, scaling = [values[:, :8].T.astype(float)], unscaled(values)
    weighted, _ = from_sets(values, start, scaling, weights, max_iter=max_iter)
    repeated, _ = from_sets(values.repeat(weights, axis=1), start, scaling, max_iter=max_iter)
    np.testing.assert_allclose(weighted, repeated, rtol=1e-6)


def test_centres_do_not_depend_on_the_number_of_tiles(scene):
    values = np.tile(scene[:3], 4)
    assert values.shape[1] > 3 * TILE_PIXELS
    starts = scene[:3, :6].T
    np.testing.assert_allclose(from_centers(values, starts), from_centers(scene[:3], starts))


def test_step_distinguishes_pixels_that_float32_cannot(rng):
    # Near 1e9, float32 has steps of 64.
    values = 1e9 + rng.normal(0, 1, (2, 3000))
    sets = [values[:, :5].T, values[:, 5:10].T]
    found, _ = from_sets(values, sets, scaling_of(np.zeros(2), np.ones(2)), max_iter=1)
    for centers, moved in zip(sets, found):
        distances = [np.square(values - center[:, None]).sum(axis=0) for center in centers]
        nearest = np.argmin(distances, axis=0)
        means = [values[:, nearest == n].mean(axis=1) for n in range(5)]
        np.testing.assert_allclose(moved, means, rtol=1e-13)


def test_empty_clusters_move_to_pixels(rng):
    values = np.concatenate([rng.normal(m, 1, 500) for m in (0, 50, 100, 150)])[None]
    starts = np.array([[0.0], [1e4], [2e4], [3e4]])
    found = from_centers(values, starts)
    np.testing.assert_allclose(np.sort(found.ravel()), [0, 50, 100, 150], atol=1)


def test_equal_starts_give_different_centres(scene):
    values = scene[:3, :3000]
    found = from_centers(values, np.repeat(values[:, :1].T, 5, axis=0))
    assert len(np.unique(found, axis=0)) == 5
    assert set(nearest_centers(values, found)) == {1, 2, 3, 4, 5}
