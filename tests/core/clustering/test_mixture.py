"""The fit of a Gaussian mixture."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture

from s2_kmeans_plugin.core.clustering.algorithms import label
from s2_kmeans_plugin.core.clustering.mixture import gaussian_mixture
from s2_kmeans_plugin.core.parallel.progress import Watch


def stripes(rng, n_pixels=6000):
    """Two long parallel clusters that k-means cuts across, and which of them each pixel is of."""
    truth = rng.integers(0, 2, n_pixels)
    values = np.array([rng.normal(0, 300, n_pixels), rng.normal(0, 5, n_pixels) + 60 * truth])
    return values.astype(np.float32) + 1000, truth


def fitted(values, n_clusters=2, scale=None, **options):
    offset = values.mean(axis=1, dtype=np.float64)
    scale = np.ones(len(values)) if scale is None else scale
    options = {"n_init": 3, "max_iter": 100, "tol": 1e-5, "random_state": 0, **options}
    options = {"executor": None, "watch": Watch(), **options}
    found = gaussian_mixture(values, offset, scale, n_clusters=n_clusters, **options)
    return found, label(found, offset, scale, values)


def test_long_clusters_are_told_apart_where_k_means_begins_with_round_ones(rng):
    values, truth = stripes(rng)
    standardised = values.std(axis=1, dtype=np.float64)
    _, labels = fitted(values, scale=standardised)
    assert adjusted_rand_score(truth, labels) > 0.99


def test_the_fit_is_as_likely_as_that_of_scikit_learn(rng):
    centers = rng.uniform(0, 1000, (4, 3))
    factors = rng.normal(0, 40, (4, 3, 3))
    values = np.concatenate(
        [
            rng.multivariate_normal(c, f @ f.T + 25 * np.eye(3), 2000)
            for c, f in zip(centers, factors)
        ]
    ).T
    found, _ = fitted(values, 4, n_init=10)
    theirs = GaussianMixture(4, n_init=5, random_state=0, tol=1e-4).fit(values.T)
    ours = GaussianMixture(4)
    ours.means_, ours.covariances_, ours.weights_ = (
        found.centers,
        found.covariances,
        found.weights,
    )
    ours.precisions_cholesky_ = np.linalg.cholesky(np.linalg.inv(found.covariances))
    assert ours.score(values.T) > theirs.score(values.T) - 0.01


def test_weights_add_up_to_one(rng):
    found, _ = fitted(stripes(rng)[0])
    assert found.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("constant", [0.0, 5.0])
def test_a_constant_band_does_no_harm(rng, constant):
    values, truth = stripes(rng)
    values = np.concatenate([values, np.full((1, values.shape[1]), constant, np.float32)])
    scale = np.array([*values[:2].std(axis=1), 1.0])
    _, labels = fitted(values, scale=scale)
    assert adjusted_rand_score(truth, labels) > 0.99


def test_an_image_that_begins_with_one_value_does_no_harm():
    values = np.full((2, 60_000), 100, dtype=np.uint16)
    values[:, -3:] = [[5, 900, 40], [7, 800, 30]]
    found, labels = fitted(values, 2)
    assert np.isfinite(found.covariances).all()
    assert (labels[:-3] == labels[0]).all()


def test_a_band_that_repeats_another_does_no_harm(rng):
    truth = rng.integers(0, 2, 5000)
    values = (rng.normal(0, 20, (2, 5000)) + 400 * truth).astype(np.float32)
    _, labels = fitted(np.concatenate([values, values[:1]]))
    assert adjusted_rand_score(truth, labels) == 1


def test_more_clusters_than_there_is_reason_for_still_fit(rng):
    values = rng.integers(0, 6, (2, 3000)).astype(np.uint8)
    found, labels = fitted(values, 20)
    assert np.isfinite(found.covariances).all()
    assert set(labels) == set(range(1, len(found.centers) + 1))


def test_there_are_no_more_iterations_than_allowed(rng):
    found, _ = fitted(stripes(rng)[0], max_iter=3)
    # Some of k-means, which began it, and no more of its own than these.
    assert found.n_iter <= 6


def test_the_same_seed_gives_the_same_clusters(rng):
    values, _ = stripes(rng)
    first, again = fitted(values)[0], fitted(values)[0]
    np.testing.assert_array_equal(first.covariances, again.covariances)
