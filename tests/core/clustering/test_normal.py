"""Labelling with the most likely normal distribution."""

import tracemalloc

import numpy as np
import pytest
from normal_clusters import draw_pixels, make_clusters
from scipy.stats import multivariate_normal
from sklearn.mixture import GaussianMixture

from s2_kmeans_plugin.core.clustering.normal import MostLikely
from s2_kmeans_plugin.core.numerics.scaling import choose_offset


def densities(clusters, values):
    """Return the logarithm of weight times density by scipy, shape (n_clusters, n_pixels)."""
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
def test_pixel_gets_the_cluster_of_the_largest_density(rng, n_bands):
    clusters = make_clusters(rng, n_bands=n_bands)
    values = draw_pixels(rng, clusters, 3000)
    labels, _ = label(clusters, values, offset=values.mean(axis=1))
    np.testing.assert_array_equal(labels, densities(clusters, values).argmax(axis=0) + 1)


def test_inertia_is_the_sum_of_squared_mahalanobis_distances(rng):
    clusters = make_clusters(rng)
    values = draw_pixels(rng, clusters, 3000)
    labels, inertia = label(clusters, values)
    centers, covariances, _ = clusters
    expected = 0.0
    for n, (center, covariance) in enumerate(zip(centers, covariances), start=1):
        z = values[:, labels == n].astype(np.float64) - center[:, None]
        expected += (z * np.linalg.solve(covariance, z)).sum()
    assert inertia == pytest.approx(expected, rel=1e-4)


def test_heavier_of_two_equal_clusters_takes_the_pixels_between():
    centers, covariances = np.array([[0.0], [10.0]]), np.ones((2, 1, 1))
    labels, _ = label((centers, covariances, np.array([0.9, 0.1])), np.array([[4.9, 5.1, 5.5]]))
    # Equal where (x - 10)^2 - x^2 = 2 log 9, at x = 5.22.
    np.testing.assert_array_equal(labels, [1, 1, 2])


def test_wide_cluster_lies_on_both_sides_of_a_narrow_one():
    centers = np.array([[0.0], [0.0]])
    covariances = np.array([[[1.0]], [[100.0]]])
    labels, _ = label((centers, covariances, np.array([0.5, 0.5])), np.array([[-9.0, 0.0, 9.0]]))
    np.testing.assert_array_equal(labels, [2, 1, 2])


@pytest.mark.parametrize("dtype", ["uint8", "int16", "uint16", "int32", "float32", "float64"])
def test_pixels_of_any_type_are_labelled(rng, dtype):
    clusters = make_clusters(rng, n_bands=2)
    values = np.clip(draw_pixels(rng, clusters, 500), 0, 255).astype(dtype)
    labels, _ = label(clusters, values)
    np.testing.assert_array_equal(labels, densities(clusters, values).argmax(axis=0) + 1)


def test_masked_pixels_get_0_and_add_no_inertia(rng):
    clusters = make_clusters(rng)
    values = draw_pixels(rng, clusters, 2000)
    valid = rng.random(2000) < 0.6
    labels, inertia = label(clusters, values, valid)
    alone, of_alone = label(clusters, values[:, valid])
    np.testing.assert_array_equal(labels[valid], alone)
    assert (labels[~valid] == 0).all()
    assert inertia == pytest.approx(of_alone, rel=1e-5)


@pytest.mark.parametrize("nodata", [np.nan, np.inf, 3.4e38])
def test_values_of_masked_pixels_change_nothing(rng, nodata):
    clusters = make_clusters(rng)
    values = draw_pixels(rng, clusters, 2000)
    valid = rng.random(2000) < 0.6
    expected, _ = label(clusters, values, valid)
    values[:, ~valid] = nodata
    labels, inertia = label(clusters, values, valid)
    np.testing.assert_array_equal(labels, expected)
    assert np.isfinite(inertia)


def test_labels_do_not_depend_on_tiles(rng):
    clusters = make_clusters(rng, n_bands=10)
    values = draw_pixels(rng, clusters, 33_400)
    whole, _ = label(clusters, values)
    for start, stop in ((0, 32_768), (1, 33_400), (32_767, 32_769), (100, 4001)):
        part, _ = label(clusters, values[:, start:stop])
        np.testing.assert_array_equal(part, whole[start:stop])


@pytest.mark.parametrize("n_clusters", [8, 255])
def test_many_clusters_take_no_more_memory_than_few(rng, n_clusters):
    clusters = make_clusters(rng, n_clusters, n_bands=13)
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


def test_probabilities_are_those_of_scikit_learn(rng):
    clusters = make_clusters(rng)
    values = draw_pixels(rng, clusters, 33_400)
    mixture = GaussianMixture(5)
    mixture.means_, mixture.covariances_, mixture.weights_ = clusters
    mixture.precisions_cholesky_ = np.linalg.cholesky(np.linalg.inv(clusters[1]))
    likely = np.concatenate(
        [part.copy() for _, part, _ in MostLikely(*clusters, np.zeros(4)).posterior(values)], axis=1
    )
    np.testing.assert_allclose(likely.T, mixture.predict_proba(values.T), atol=2e-3)


@pytest.mark.filterwarnings("error")
def test_clusters_too_narrow_for_float32_get_the_same_labels(rng):
    centers, covariances, weights = make_clusters(rng)
    values = draw_pixels(rng, (centers, covariances, weights), 3000).astype(np.float64)
    expected, _ = label((centers, covariances, weights), values)
    tiny = centers * 1e-41, covariances * 1e-82, weights
    found, _ = label(tiny, values * 1e-41)
    np.testing.assert_array_equal(found, expected)


def test_bands_of_very_different_units_keep_their_distances(rng):
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


def test_covariance_that_is_not_positive_definite_is_refused():
    with pytest.raises(np.linalg.LinAlgError):
        MostLikely(np.zeros((1, 2)), np.array([[[1.0, 2.0], [2.0, 1.0]]]), [1.0], np.zeros(2))


@pytest.mark.parametrize("size", [1e-30, 1e-6, 1.0, 1e6])
@pytest.mark.parametrize("gap", [10.0, 1e6, 1e9])
def test_normal_distributions_of_any_size_and_distance_are_distinguished(rng, size, gap):
    spread = np.array([1.0, 0.3])
    centers = size * gap * np.array([[0.0, 0.0], [0.0, 1e-3], [1.0, 1.0]])
    values = centers[rng.integers(0, 3, 3000)].T
    values = values + size * spread[:, None] * rng.normal(0, 1, (2, 3000))
    covariances = np.array([np.diag(np.square(size * spread))] * 3)
    labels, inertia = MostLikely(
        centers, covariances, [0.2, 0.3, 0.5], choose_offset(values)
    ).label_sample(values)
    z = (values - centers[:, :, None]) / (size * spread)[:, None]
    distances = np.square(z).sum(axis=1)
    scores = distances - 2 * np.log([[0.2], [0.3], [0.5]])
    np.testing.assert_array_equal(labels, scores.argmin(axis=0) + 1)
    chosen = distances[labels.astype(int) - 1, np.arange(3000)]
    assert inertia == pytest.approx(chosen.sum(), rel=1e-2)
