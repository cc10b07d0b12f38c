"""The most likely of some normal distributions."""

import tracemalloc

import numpy as np
import pytest
from scipy.stats import multivariate_normal
from sklearn.mixture import GaussianMixture

from s2_kmeans_plugin.core.clustering.normal import MostLikely


def scene(rng, n_clusters=5, n_bands=4, spread=200.0):
    """Centres, covariances and weights as images have them: bands that go together."""
    centers = rng.uniform(200, 4000, (n_clusters, n_bands))
    factors = rng.normal(0, spread, (n_clusters, n_bands, n_bands))
    covariances = factors @ factors.transpose(0, 2, 1) + 25 * np.eye(n_bands)
    weights = rng.dirichlet(np.full(n_clusters, 5.0))
    return centers, covariances, weights


def drawn(rng, clusters, n_pixels=20_000):
    centers, covariances, weights = clusters
    which = rng.choice(len(weights), n_pixels, p=weights)
    factors = np.linalg.cholesky(covariances)[which]
    z = np.einsum("nij,nj->ni", factors, rng.normal(size=(n_pixels, centers.shape[1])))
    return (centers[which] + z).T.astype(np.float32)


def densities(clusters, values):
    """What scipy says: logarithm of weight times density, shape (n_clusters, n_pixels)."""
    return np.array(
        [
            np.log(weight) + multivariate_normal(center, covariance).logpdf(values.T)
            for center, covariance, weight in zip(*clusters)
        ]
    )


def label(clusters, values, valid=None, offset=None):
    offset = np.zeros(len(values)) if offset is None else offset
    labels = np.empty(values.shape[1:], dtype=np.uint8)
    valid = np.ones(labels.shape, dtype=bool) if valid is None else valid
    inertia = MostLikely(*clusters, offset).label(values, valid, labels)
    return labels, inertia


@pytest.mark.parametrize("n_bands", [1, 2, 4, 13])
def test_a_pixel_gets_the_cluster_of_the_largest_density(rng, n_bands):
    clusters = scene(rng, n_bands=n_bands)
    values = drawn(rng, clusters, 3000)
    labels, _ = label(clusters, values, offset=values.mean(axis=1))
    np.testing.assert_array_equal(labels, densities(clusters, values).argmax(axis=0) + 1)


def test_the_inertia_is_the_sum_of_squared_mahalanobis_distances(rng):
    clusters = scene(rng)
    values = drawn(rng, clusters, 3000)
    labels, inertia = label(clusters, values)
    centers, covariances, _ = clusters
    expected = 0.0
    for n, (center, covariance) in enumerate(zip(centers, covariances), start=1):
        z = values[:, labels == n].astype(np.float64) - center[:, None]
        expected += (z * np.linalg.solve(covariance, z)).sum()
    assert inertia == pytest.approx(expected, rel=1e-4)


def test_a_heavier_cluster_takes_the_pixels_between_two_alike():
    centers, covariances = np.array([[0.0], [10.0]]), np.ones((2, 1, 1))
    labels, _ = label((centers, covariances, np.array([0.9, 0.1])), np.array([[4.9, 5.1, 5.5]]))
    # Equal where (x - 10)^2 - x^2 = 2 log 9, at x = 5.22.
    np.testing.assert_array_equal(labels, [1, 1, 2])


def test_a_wide_cluster_lies_on_both_sides_of_a_narrow_one():
    centers = np.array([[0.0], [0.0]])
    covariances = np.array([[[1.0]], [[100.0]]])
    labels, _ = label((centers, covariances, np.array([0.5, 0.5])), np.array([[-9.0, 0.0, 9.0]]))
    np.testing.assert_array_equal(labels, [2, 1, 2])


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "int32", "float32", "float64"])
def test_any_type_of_raster_will_do(rng, dtype):
    clusters = scene(rng, n_bands=2)
    values = np.clip(drawn(rng, clusters, 500), 0, 255).astype(dtype)
    labels, _ = label(clusters, values)
    np.testing.assert_array_equal(labels, densities(clusters, values).argmax(axis=0) + 1)


def test_hidden_pixels_are_of_no_class_and_count_nowhere(rng):
    clusters = scene(rng)
    values = drawn(rng, clusters, 2000)
    valid = rng.random(2000) < 0.6
    labels, inertia = label(clusters, values, valid)
    alone, of_alone = label(clusters, values[:, valid])
    np.testing.assert_array_equal(labels[valid], alone)
    assert (labels[~valid] == 0).all()
    assert inertia == pytest.approx(of_alone, rel=1e-5)


@pytest.mark.parametrize("nodata", [np.nan, np.inf, 3.4e38])
def test_what_hidden_pixels_hold_does_not_matter(rng, nodata):
    clusters = scene(rng)
    values = drawn(rng, clusters, 2000)
    valid = rng.random(2000) < 0.6
    expected, _ = label(clusters, values, valid)
    values[:, ~valid] = nodata
    labels, inertia = label(clusters, values, valid)
    np.testing.assert_array_equal(labels, expected)
    assert np.isfinite(inertia)


def test_a_tile_more_or_less_changes_no_label(rng):
    clusters = scene(rng, n_bands=10)
    values = drawn(rng, clusters, 33_400)
    whole, _ = label(clusters, values)
    for start, stop in ((0, 32_768), (1, 33_400), (32_767, 32_769), (100, 4001)):
        part, _ = label(clusters, values[:, start:stop])
        np.testing.assert_array_equal(part, whole[start:stop])


@pytest.mark.parametrize("n_clusters", [8, 255])
def test_many_clusters_take_no_more_memory_than_few(rng, n_clusters):
    clusters = scene(rng, n_clusters, n_bands=13)
    values = rng.uniform(0, 4000, (13, 60_000)).astype(np.float32)
    tracemalloc.start()
    label(clusters, values)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50e6


def test_near_ties_are_settled_in_float64(rng):
    centers = np.array([[0.0, 0.0], [2000.0, 0.0]])
    covariances = np.array([np.diag([4.0, 9.0])] * 2)
    x = 1000 + rng.uniform(-1e-3, 1e-3, 5000)
    values = np.array([x, rng.normal(0, 3, 5000)])
    labels, _ = label((centers, covariances, np.array([0.5, 0.5])), values)
    np.testing.assert_array_equal(labels, np.where(x > 1000, 2, 1))


def test_likelihoods_are_those_of_scikit_learn(rng):
    clusters = scene(rng)
    values = drawn(rng, clusters, 33_400)
    mixture = GaussianMixture(5)
    mixture.means_, mixture.covariances_, mixture.weights_ = clusters
    mixture.precisions_cholesky_ = np.linalg.cholesky(np.linalg.inv(clusters[1]))
    likely = np.concatenate(
        [part.copy() for _, part, _ in MostLikely(*clusters, np.zeros(4)).posterior(values)], axis=1
    )
    np.testing.assert_allclose(likely.T, mixture.predict_proba(values.T), atol=2e-3)


def test_an_iteration_is_that_of_scikit_learn(rng):
    clusters = scene(rng)
    values = drawn(rng, clusters)
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
    found, _ = MostLikely(*moved, values.mean(axis=1)).improved(values)
    np.testing.assert_allclose(found[0], mixture.means_, rtol=1e-3)
    np.testing.assert_allclose(found[1], mixture.covariances_, rtol=1e-2, atol=50)
    np.testing.assert_allclose(found[2], mixture.weights_, atol=1e-4)


def test_the_likelihood_never_falls(rng):
    clusters = scene(rng)
    values = drawn(rng, clusters)
    clusters = (clusters[0] + 100, clusters[1] * 2, np.full(5, 0.2))
    told = []
    for _ in range(8):
        clusters, likelihood = MostLikely(*clusters, values.mean(axis=1)).improved(values)
        told.append(likelihood)
    assert (np.diff(told) > -1e-4).all()


@pytest.mark.filterwarnings("error")
def test_clusters_too_narrow_for_float32_are_told_apart(rng):
    centers, covariances, weights = scene(rng)
    values = drawn(rng, (centers, covariances, weights), 3000).astype(np.float64)
    expected, _ = label((centers, covariances, weights), values)
    tiny = centers * 1e-41, covariances * 1e-82, weights
    found, _ = label(tiny, values * 1e-41)
    np.testing.assert_array_equal(found, expected)
    _, likelihood = MostLikely(*tiny, np.zeros(4)).improved(values * 1e-41)
    assert np.isfinite(likelihood)


def test_bands_of_very_different_size_keep_their_distances(rng):
    factors = np.tril(rng.normal(size=(3, 5, 5)))
    factors[:, range(5), range(5)] = 1
    # The last two bands follow from the others, as indices do.
    factors[..., 3:] *= 1e-6
    centers, covariances = rng.normal(size=(3, 5)), factors @ factors.transpose(0, 2, 1)
    clusters = centers, covariances, np.full(3, 1 / 3)
    values = (centers[0] + rng.normal(size=(300, 5)) @ factors[0].T).T
    # Powers of 2, which cost no digit.
    sizes = np.ldexp(1.0, [-70, -60, -50, 0, 0])
    tiny = centers * sizes, covariances * sizes * sizes[:, None], clusters[2]
    _, expected = label(clusters, values)
    _, found = label(tiny, values * sizes[:, None])
    assert found == pytest.approx(expected, rel=1e-11)


def test_a_covariance_that_is_none_is_refused():
    with pytest.raises(np.linalg.LinAlgError):
        MostLikely(np.zeros((1, 2)), np.array([[[1.0, 2.0], [2.0, 1.0]]]), [1.0], np.zeros(2))
