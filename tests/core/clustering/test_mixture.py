"""The fit of a Gaussian mixture."""

import numpy as np
import pytest
from fits import fit, scaling_of
from normal_clusters import draw_pixels, make_clusters
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture

from s2_kmeans_plugin.core.clustering.mixture import (
    NormalClusters,
    _drop_empty,
    fit_gaussian_mixture,
    maximise,
)
from s2_kmeans_plugin.core.clustering.normal import MostLikely


def stripes(rng, n_pixels=6000):
    """Two long parallel clusters that k-means splits across, and the cluster of each pixel."""
    truth = rng.integers(0, 2, n_pixels)
    values = np.array([rng.normal(0, 300, n_pixels), rng.normal(0, 5, n_pixels) + 60 * truth])
    return values.astype(np.float32) + 1000, truth


def fitted(values, n_clusters=2, scale=None, **options):
    scale = np.ones(len(values)) if scale is None else scale
    scaling = scaling_of(values.mean(axis=1, dtype=np.float64), scale)
    found = fit(fit_gaussian_mixture, values, n_clusters, scaling, **options)
    return found, found.label(values)


def test_long_clusters_are_found_from_the_round_ones_of_kmeans(rng):
    values, truth = stripes(rng)
    standardised = values.std(axis=1, dtype=np.float64)
    _, labels = fitted(values, scale=standardised)
    assert adjusted_rand_score(truth, labels) > 0.99


def test_fit_is_as_likely_as_that_of_scikit_learn(rng):
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


def test_weights_sum_to_one(rng):
    found, _ = fitted(stripes(rng)[0])
    assert found.weights.sum() == pytest.approx(1)


@pytest.mark.parametrize("constant", [0.0, 5.0])
def test_constant_band_changes_no_cluster(rng, constant):
    values, truth = stripes(rng)
    values = np.concatenate([values, np.full((1, values.shape[1]), constant, np.float32)])
    scale = np.array([*values[:2].std(axis=1), 1.0])
    _, labels = fitted(values, scale=scale)
    assert adjusted_rand_score(truth, labels) > 0.99


def test_sample_that_begins_with_equal_pixels_is_fitted():
    values = np.full((2, 60_000), 100, dtype=np.uint16)
    values[:, -3:] = [[5, 900, 40], [7, 800, 30]]
    found, labels = fitted(values, 2)
    assert np.isfinite(found.covariances).all()
    assert (labels[:-3] == labels[0]).all()


def test_repeated_band_changes_no_cluster(rng):
    truth = rng.integers(0, 2, 5000)
    values = (rng.normal(0, 20, (2, 5000)) + 400 * truth).astype(np.float32)
    _, labels = fitted(np.concatenate([values, values[:1]]))
    assert adjusted_rand_score(truth, labels) == 1


def test_more_clusters_than_the_data_have_are_fitted(rng):
    values = rng.integers(0, 6, (2, 3000)).astype(np.uint8)
    found, labels = fitted(values, 20)
    assert np.isfinite(found.covariances).all()
    assert set(labels) == set(range(1, len(found.centers) + 1))


@pytest.mark.parametrize(("n_pixels", "n_left"), [(49, 1), (50, 2), (60, 2)])
def test_cluster_that_expects_less_than_one_pixel_of_the_sample_is_dropped(n_pixels, n_left):
    weights = np.array([0.98, 0.02])
    clusters = NormalClusters(np.zeros((2, 1)), np.ones((2, 1, 1)), weights)
    assert len(_drop_empty(clusters, n_pixels).centers) == n_left


@pytest.mark.parametrize("n_pixels", [49, 98, 103])
def test_cluster_of_one_pixel_is_kept_though_its_weight_is_rounded(n_pixels):
    weights = np.array([1 / n_pixels])
    assert weights[0] * n_pixels < 1
    clusters = NormalClusters(np.zeros((1, 1)), np.ones((1, 1, 1)), weights)
    assert len(_drop_empty(clusters, n_pixels).centers) == 1


def test_fit_makes_no_more_iterations_than_allowed(rng):
    found, _ = fitted(stripes(rng)[0], max_iter=3)
    # Three of k-means, which begins the fit, and three of its own.
    assert found.n_iter <= 6


def test_same_seed_gives_the_same_clusters(rng):
    values, _ = stripes(rng)
    first, again = fitted(values)[0], fitted(values)[0]
    np.testing.assert_array_equal(first.covariances, again.covariances)


def test_iteration_is_that_of_scikit_learn(rng):
    clusters = make_clusters(rng)
    values = draw_pixels(rng, clusters)
    moved = (clusters[0] + 50, clusters[1] * 1.5, np.full(5, 0.2))
    mixture = GaussianMixture(
        5,
        max_iter=1,
        means_init=moved[0],
        weights_init=moved[2],
        precisions_init=np.linalg.inv(moved[1]),
        reg_covar=0,
    )
    with pytest.warns(Warning, match="did not converge"):
        mixture.fit(values.T.astype(np.float64))
    found, _ = maximise(MostLikely(*moved, values.mean(axis=1)), values)
    np.testing.assert_allclose(found[0], mixture.means_, rtol=1e-3)
    np.testing.assert_allclose(found[1], mixture.covariances_, rtol=1e-2, atol=50)
    np.testing.assert_allclose(found[2], mixture.weights_, atol=1e-4)


def test_likelihood_never_falls(rng):
    clusters = make_clusters(rng)
    values = draw_pixels(rng, clusters)
    clusters = (clusters[0] + 100, clusters[1] * 2, np.full(5, 0.2))
    likelihoods = []
    for _ in range(8):
        clusters, likelihood = maximise(MostLikely(*clusters, values.mean(axis=1)), values)
        likelihoods.append(likelihood)
    assert (np.diff(likelihoods) > -1e-4).all()


@pytest.mark.filterwarnings("error")
def test_likelihood_of_clusters_too_narrow_for_float32_is_finite(rng):
    centers, covariances, weights = make_clusters(rng)
    values = draw_pixels(rng, (centers, covariances, weights), 3000).astype(np.float64)
    tiny = MostLikely(centers * 1e-41, covariances * 1e-82, weights, np.zeros(4))
    _, likelihood = maximise(tiny, values * 1e-41)
    assert np.isfinite(likelihood)
