"""Principal components."""

import pickle

import numpy as np
import pytest
from sklearn.decomposition import PCA

from s2_kmeans_plugin.core.errors import ArgumentError
from s2_kmeans_plugin.core.numerics.components import ProjectedReader, Projection
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource

OFFSET = np.array([1000.0, 2000.0, 500.0, 3000.0])
SCALE = np.array([1.0, 2.0, 0.5, 1.0])


@pytest.fixture
def values(rng):
    mixing = rng.normal(0, 100, (4, 4)) * [[4], [3], [2], [1]]
    return (mixing.T @ rng.normal(size=(4, 6000)) + OFFSET[:, None]).astype(np.float32)


def fitted(values, n_components=4):
    return Projection.fit(values, OFFSET, SCALE, n_components)


@pytest.mark.parametrize("n_components", [1, 2, 4])
def test_components_and_shares_are_those_of_scikit_learn(values, n_components):
    z = ((values - OFFSET[:, None]) / SCALE[:, None]).T
    oracle = PCA(n_components, svd_solver="full").fit(z)
    found = fitted(values, n_components)
    signs = np.sign((found.components * oracle.components_).sum(axis=1))
    np.testing.assert_allclose(found.components, signs[:, None] * oracle.components_, atol=1e-5)
    np.testing.assert_allclose(found.shares, oracle.explained_variance_ratio_, rtol=1e-5)


def test_the_largest_part_of_a_component_is_positive(values):
    components = fitted(values).components
    assert (components[range(4), np.abs(components).argmax(axis=1)] > 0).all()


def test_the_last_digits_of_a_sample_do_not_turn_a_component(rng):
    # Two bands that are one: both count alike, whichever rounding makes the larger.
    band = rng.normal(0, 100, 5000)
    signs = []
    for _ in range(10):
        sample = np.stack([band, -band]) * (1 + 1e-9 * rng.normal(size=(2, 5000)))
        signs.append(np.sign(Projection.fit(sample, np.zeros(2), np.ones(2), 1).components[0, 0]))
    assert set(signs) == {1.0}


def test_projecting_is_the_product_of_matrices(values):
    projection = fitted(values, 2)
    expected = projection.components @ ((values - OFFSET[:, None]) / SCALE[:, None])
    np.testing.assert_allclose(projection.of(values), expected, atol=2e-3)


def test_values_too_small_for_the_products_of_float32_are_projected_as_others(values):
    tiny = values.astype(np.float64) * 1e-60
    projection = Projection.fit(tiny, OFFSET * 1e-60, SCALE * 1e-60, 2)
    np.testing.assert_allclose(projection.of(tiny), fitted(values, 2).of(values), atol=2e-3)


def test_all_components_keep_every_distance(values):
    z = (values - OFFSET[:, None]) / SCALE[:, None]
    projected = fitted(values).of(values)
    expected = np.linalg.norm(z[:, 1:] - z[:, :-1], axis=0)
    found = np.linalg.norm(projected[:, 1:] - projected[:, :-1], axis=0)
    np.testing.assert_allclose(found, expected, rtol=1e-4)


def test_a_pixel_does_not_depend_on_those_beside_it(values):
    projection = fitted(values, 3)
    alone = np.concatenate([projection.of(values[:, n : n + 7]) for n in range(0, 6000, 7)], axis=1)
    np.testing.assert_array_equal(alone, projection.of(values))


@pytest.mark.parametrize("dtype", ["uint16", "int32", "float64"])
def test_the_type_of_the_raster_changes_nothing(values, dtype):
    whole = np.rint(values).clip(0)
    projection = fitted(values, 3)
    expected = projection.of(whole.astype(np.float32))
    np.testing.assert_array_equal(projection.of(whole.astype(dtype)), expected)


def test_all_components_lead_back(values):
    projection = fitted(values)
    points = projection.of(values[:, :20]).T.astype(np.float64)
    np.testing.assert_allclose(projection.back(points).T, values[:, :20], rtol=1e-4)


def test_what_dropped_components_hold_is_taken_as_its_mean(values):
    projection = fitted(values, 2)
    all_of_them = fitted(values)
    points = np.array([[300.0, -50.0]])
    expected = all_of_them.back(np.array([[300.0, -50.0, 0.0, 0.0]]))
    np.testing.assert_allclose(projection.back(points), expected)


def test_a_constant_raster_has_components_too():
    projection = Projection.fit(np.full((3, 50), 7.0), np.full(3, 7.0), np.ones(3), 2)
    assert not projection.of(np.full((3, 50), 7.0)).any()
    assert projection.shares.tolist() == [0, 0]


def test_more_components_than_features_are_refused(values):
    with pytest.raises(ArgumentError, match="only 4 bands and indices are compared: choose from 1"):
        fitted(values, 5)


def test_a_reader_of_components_reads_them_anywhere(make_raster, values):
    path = make_raster(values.reshape(4, 60, 100), nodata=float(values[0, 5]))
    reader = RasterReader(RasterSource.open(path))
    projection = fitted(values, 2)
    there = pickle.loads(pickle.dumps(ProjectedReader(reader, projection)))
    block = there.read(Window(0, 0, 100, 60))
    np.testing.assert_array_equal(block.values.reshape(2, -1), projection.of(values))
    assert np.flatnonzero(~block.valid).tolist() == [5]
