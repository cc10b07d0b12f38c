"""What pixels from everywhere tell of the fit."""

import numpy as np
import pytest
from sklearn.cluster import KMeans

from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.second_look import N_PIXELS, Spots, worth_moving_a_center

LARGE = Window(300, 200, 1700, 1300)


def places(spots, window):
    """Columns and rows of the spots in a window, counted as the window is."""
    rows, cols = spots.within(window)
    return sorted(zip((cols + window.col).tolist(), (rows + window.row).tolist()))


@pytest.mark.parametrize("shape", [(256, 256), (1700, 1), (1, 1300), (333, 777), (9999, 9999)])
def test_windows_share_out_the_spots(shape):
    spots = Spots(LARGE, 0)
    found = [place for tile in LARGE.tiles(*shape) for place in places(spots, tile)]
    assert sorted(found) == places(spots, LARGE)
    assert len(found) == N_PIXELS


def test_spots_lie_in_the_window():
    rows, cols = Spots(LARGE, 0).within(LARGE)
    assert 0 <= rows.min() < rows.max() < LARGE.height
    assert 0 <= cols.min() < cols.max() < LARGE.width


def test_every_part_has_its_share_of_spots():
    spots = Spots(LARGE, 0)
    shares = [len(places(spots, tile)) for tile in LARGE.tiles(170, 130, origin=(300, 200))]
    # 500 each; a binomial number strays from it by 22, seldom by five times that.
    assert 390 < min(shares) < max(shares) < 610


def test_a_seed_decides_on_the_spots():
    assert places(Spots(LARGE, 1), LARGE) == places(Spots(LARGE, 1), LARGE)
    assert places(Spots(LARGE, 1), LARGE) != places(Spots(LARGE, 2), LARGE)


def blobs(rng, middles, n_pixels):
    """Pixels around some middles: ndarray, shape (2, sum of n_pixels)."""
    return np.hstack(
        [rng.normal(middle, 10, (n, 2)).T for middle, n in zip(middles, n_pixels)]
    ).round()


def best_centers(values, n_clusters):
    return KMeans(n_clusters, n_init=10, random_state=0).fit(values.T).cluster_centers_


COMMON = [(100, 100), (200, 120), (150, 300)]


@pytest.mark.parametrize("seed", range(5))
def test_a_rare_class_that_the_fit_did_not_see_is_noticed(seed):
    rng = np.random.default_rng(seed)
    centers = best_centers(blobs(rng, COMMON, [3000] * 3), 4)
    everywhere = blobs(rng, [*COMMON, (900, 900)], [3000, 3000, 3000, 9])
    assert worth_moving_a_center(everywhere, centers, np.ones(2), seed)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("n_clusters", [2, 3, 4, 7])
def test_a_good_fit_is_left_alone(seed, n_clusters):
    values = blobs(np.random.default_rng(seed), COMMON, [3000, 2000, 500])
    centers = best_centers(values, n_clusters)
    assert not worth_moving_a_center(values, centers, np.ones(2), seed)


def test_a_class_too_small_to_matter_is_left_alone(rng):
    values = blobs(rng, [*COMMON, (260, 140)], [3000, 3000, 3000, 3])
    centers = best_centers(values[:, :9000], 3)
    assert not worth_moving_a_center(values, centers, np.ones(2), 0)


def test_distances_are_scaled(rng):
    """What is far in one band only is near where that band counts for little."""
    values = blobs(rng, [*COMMON, (200, 900)], [3000, 3000, 3000, 9])
    centers = best_centers(values[:, :9000], 4)
    assert worth_moving_a_center(values, centers, np.ones(2), 0)
    assert not worth_moving_a_center(values, centers, np.array([1.0, 1000.0]), 0)


@pytest.mark.parametrize("n_clusters", [1, 3])
def test_pixels_on_their_centres_leave_nothing_to_gain(n_clusters):
    centers = np.arange(2.0 * n_clusters).reshape(-1, 2)
    assert not worth_moving_a_center(np.repeat(centers.T, 50, axis=1), centers, np.ones(2), 0)


def test_a_single_centre_has_nowhere_better_to_be(rng):
    values = blobs(rng, COMMON, [50, 50, 50])
    assert not worth_moving_a_center(values, np.array([[150.0, 170.0]]), np.ones(2), 0)


def test_without_pixels_there_is_nothing_to_tell():
    assert not worth_moving_a_center(np.empty((2, 0)), np.eye(2), np.ones(2), 0)
