"""Scaling of features."""

import numpy as np
import pytest
from fits import scaling_of

from s2_kmeans_plugin.core.numerics.scaling import ScalingRule, choose_offset


def test_index_counts_as_much_as_a_band_on_average(rng):
    values = rng.normal([[1000], [3000], [0.1]], [[30], [400], [0.2]], (3, 5000))
    scaling = ScalingRule("none", 1).fit(values.astype(np.float32))
    variances = scaling.scale_values(values).var(axis=1)
    assert variances[2] == pytest.approx(variances[:2].mean(), rel=1e-3)


def test_bands_beside_an_index_keep_their_unit(rng):
    values = rng.normal([[1000], [3000], [0.1]], [[30], [400], [0.2]], (3, 5000))
    assert ScalingRule("none", 1).fit(values).scale[:2].tolist() == [1, 1]


def test_standardised_features_have_a_deviation_of_1(rng):
    values = rng.normal([[1000], [0.1]], [[30], [0.2]], (2, 5000))
    scaling = ScalingRule("standardise", 1).fit(values)
    np.testing.assert_allclose(scaling.scale_values(values).std(axis=1), 1)


@pytest.mark.parametrize("method", ["none", "standardise"])
def test_constant_index_keeps_its_unit(rng, method):
    values = np.stack([rng.normal(1000, 30, 500), np.full(500, 0.3)])
    assert ScalingRule(method, 1).fit(values).scale[1] == 1


def test_index_of_constant_bands_keeps_its_unit():
    scaling = ScalingRule("none", 1).fit(np.full((3, 50), 7.0))
    assert scaling.scale.tolist() == [1, 1, 1]


def test_offset_of_integers_is_an_integer():
    assert choose_offset(np.array([[1, 2, 2]], dtype=np.uint16)).tolist() == [2]


def test_offset_of_float32_is_a_number_of_float32(rng):
    offset = choose_offset(rng.normal(1e6, 3, (3, 500)).astype(np.float32))
    np.testing.assert_array_equal(offset, offset.astype(np.float32))


def test_scaled_points_are_restored(rng):
    scaling = scaling_of([1000.0, 3.0], [2.0, 0.5])
    points = rng.normal(0, 100, (5, 2))
    np.testing.assert_allclose(scaling.unscale_points(scaling.scale_points(points)), points)


def test_values_and_points_are_scaled_equally(rng):
    scaling = scaling_of([1000.0, 3.0], [2.0, 0.5])
    points = rng.normal(0, 100, (5, 2))
    np.testing.assert_array_equal(scaling.scale_values(points.T).T, scaling.scale_points(points))
