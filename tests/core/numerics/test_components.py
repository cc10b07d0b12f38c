"""Principal components."""

import numpy as np
import pytest
from fits import scaling_of
from sklearn.decomposition import PCA

from s2_kmeans_plugin.core.errors import ArgumentError
from s2_kmeans_plugin.core.numerics.components import Projection, find_components, project_sample
from s2_kmeans_plugin.core.numerics.scaling import ScalingRule

SCALING = scaling_of([1000.0, 2000.0, 500.0, 3000.0], [1.0, 2.0, 0.5, 1.0])


@pytest.fixture
def values(rng):
    mixing = rng.normal(0, 100, (4, 4)) * [[4], [3], [2], [1]]
    return (mixing.T @ rng.normal(size=(4, 6000)) + SCALING.offset[:, None]).astype(np.float32)


def fitted(values, n_components=4):
    return Projection.fit(values, SCALING, n_components)


@pytest.mark.parametrize("n_components", [1, 2, 4])
def test_components_and_shares_are_those_of_scikit_learn(values, n_components):
    z = SCALING.scale_values(values).T
    oracle = PCA(n_components, svd_solver="full").fit(z)
    found = fitted(values, n_components)
    signs = np.sign((found.components * oracle.components_).sum(axis=1))
    np.testing.assert_allclose(found.components, signs[:, None] * oracle.components_, atol=1e-5)
    np.testing.assert_allclose(found.shares, oracle.explained_variance_ratio_, rtol=1e-5)


def test_largest_weight_of_a_component_is_positive(values):
    components = fitted(values).components
    assert (components[range(4), np.abs(components).argmax(axis=1)] > 0).all()


def test_last_digits_of_a_sample_do_not_turn_a_component(rng):
    # Two equal bands have equal weights, and rounding makes one of them larger.
    band = rng.normal(0, 100, 5000)
    signs = []
    for _ in range(10):
        sample = np.stack([band, -band]) * (1 + 1e-9 * rng.normal(size=(2, 5000)))
        signs.append(np.sign(find_components(sample, 1)[0][0, 0]))
    assert set(signs) == {1.0}


def test_projection_is_the_product_of_matrices(values):
    projection = fitted(values, 2)
    expected = projection.components @ SCALING.scale_values(values)
    np.testing.assert_allclose(projection.project(values), expected, atol=2e-3)


def test_values_too_small_for_products_of_float32_have_the_same_components(values):
    tiny = values.astype(np.float64) * 1e-60
    scaling = scaling_of(SCALING.offset * 1e-60, SCALING.scale * 1e-60)
    projection = Projection.fit(tiny, scaling, 2)
    np.testing.assert_allclose(
        projection.project(tiny), fitted(values, 2).project(values), atol=2e-3
    )


def test_all_components_keep_every_distance(values):
    z = SCALING.scale_values(values)
    projected = fitted(values).project(values)
    expected = np.linalg.norm(z[:, 1:] - z[:, :-1], axis=0)
    found = np.linalg.norm(projected[:, 1:] - projected[:, :-1], axis=0)
    np.testing.assert_allclose(found, expected, rtol=1e-4)


def test_components_of_a_pixel_do_not_depend_on_its_neighbours(values):
    projection = fitted(values, 3)
    alone = np.concatenate(
        [projection.project(values[:, n : n + 7]) for n in range(0, 6000, 7)], axis=1
    )
    np.testing.assert_array_equal(alone, projection.project(values))


@pytest.mark.parametrize("dtype", ["uint16", "int32", "float64"])
def test_components_do_not_depend_on_the_type_of_the_raster(values, dtype):
    whole = np.rint(values).clip(0)
    projection = fitted(values, 3)
    expected = projection.project(whole.astype(np.float32))
    np.testing.assert_array_equal(projection.project(whole.astype(dtype)), expected)


def test_all_components_reconstruct_the_features(values):
    projection = fitted(values)
    points = projection.project(values[:, :20]).T.astype(np.float64)
    np.testing.assert_allclose(projection.reconstruct(points).T, values[:, :20], rtol=1e-4)


def test_dropped_components_are_reconstructed_as_their_mean(values):
    projection = fitted(values, 2)
    all_of_them = fitted(values)
    points = np.array([[300.0, -50.0]])
    expected = all_of_them.reconstruct(np.array([[300.0, -50.0, 0.0, 0.0]]))
    np.testing.assert_allclose(projection.reconstruct(points), expected)


def test_constant_raster_has_components_without_variance():
    projection = Projection.fit(np.full((3, 50), 7.0), scaling_of(np.full(3, 7.0), np.ones(3)), 2)
    assert not projection.project(np.full((3, 50), 7.0)).any()
    assert projection.shares.tolist() == [0, 0]


def test_more_components_than_features_are_refused(values):
    with pytest.raises(ArgumentError, match="only 4 bands and indices are compared"):
        fitted(values, 5)


@pytest.mark.parametrize("rule", [ScalingRule(), ScalingRule("standardise", 1)])
def test_sample_without_components_is_unchanged(values, rule):
    found, found_rule, projection = project_sample(values, rule, 0)
    assert found is values
    assert found_rule == rule
    assert projection is None


def test_sample_in_components_needs_no_scaling(values):
    rule = ScalingRule("standardise", 1)
    found, found_rule, projection = project_sample(values, rule, 2)
    expected = Projection.fit(values, rule.fit(values), 2)
    np.testing.assert_array_equal(found, expected.project(values))
    np.testing.assert_array_equal(projection.components, expected.components)
    assert found_rule == ScalingRule("none", 0)


@pytest.mark.parametrize("n_bands", [2, 3, 10])
def test_shares_are_those_of_scikit_learn(rng, n_bands):
    z = rng.normal(50, 10, (n_bands, n_bands)) @ rng.normal(0, 1, (n_bands, 300))
    _, shares = find_components(z, 2)
    np.testing.assert_allclose(shares, PCA(2).fit(z.T).explained_variance_ratio_, rtol=1e-8)


def test_sign_of_a_direction_does_not_depend_on_the_order_of_pixels(rng):
    z = rng.normal(0, [[5], [3], [1]], (3, 200))
    reverse, _ = find_components(z[:, ::-1], 2)
    np.testing.assert_allclose(find_components(z, 2)[0], reverse)


def test_equal_pixels_have_no_share_of_the_variance():
    assert not find_components(np.full((3, 9), 4.0), 2)[1].any()
