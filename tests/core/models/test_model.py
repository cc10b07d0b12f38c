"""Cluster model: order of the classes, prediction and merged classes."""

from dataclasses import replace

import numpy as np
import pytest
from cluster_models import fitted, grouped, mixture_of, model_of

from s2_kmeans_plugin.core.errors import ArgumentError
from s2_kmeans_plugin.core.legend import ClassEntry


def test_darkest_class_comes_first():
    model = fitted([[9, 1], [1, 2], [5, 20]])
    np.testing.assert_array_equal(model.centers, [[1, 2], [9, 1], [5, 20]])


def test_order_of_classes_does_not_depend_on_the_order_of_the_fit(rng):
    centers = rng.integers(0, 4, (60, 3))
    expected = fitted(centers).centers
    for _ in range(5):
        np.testing.assert_array_equal(fitted(rng.permutation(centers)).centers, expected)


def test_brightness_of_the_centres_rises(rng):
    means = fitted(rng.uniform(0, 10_000, (255, 5))).centers.mean(axis=1)
    assert (np.diff(means) >= 0).all()


def test_last_digits_of_a_fit_do_not_reach_the_model(rng):
    centers = rng.uniform(0, 10_000, (30, 5)).astype(np.float32).astype(np.float64)
    wobbled = centers * (1 + 1e-14 * rng.choice([-1, 1], centers.shape))
    np.testing.assert_array_equal(fitted(wobbled).centers, fitted(centers).centers)


def test_predict_agrees_with_scikit_learn(rng):
    from sklearn.cluster import KMeans

    X = rng.normal(3000, 1000, (20_000, 6)).astype(np.float32)
    estimator = KMeans(12, n_init=1, max_iter=5, random_state=0).fit(X)
    model = model_of(estimator.cluster_centers_, X.mean(axis=0))
    agreeing = model.predict(X) == estimator.predict(X) + 1
    assert agreeing.mean() > 0.9999


def test_predict_measures_in_scaled_units():
    model = model_of([[0, 0], [10, 0.6]], scale=[100, 1])
    assert model.predict([[9, 0.1], [1, 0.5]]).tolist() == [1, 2]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_pixel_with_a_value_that_is_not_finite_gets_0(value):
    model = model_of([[0, 0], [10, 10]])
    assert model.predict([[1, value], [9, 9], [value, value]]).tolist() == [0, 2, 0]


@pytest.mark.parametrize("dtype", ["uint8", "int16", "float32", "float64", "int64"])
def test_predict_accepts_any_type(dtype):
    model = model_of([[0, 0], [100, 100]])
    assert model.predict(np.array([[99, 98], [3, 4]], dtype=dtype)).tolist() == [2, 1]


def test_predict_returns_no_class_without_pixels():
    assert model_of([[0, 0], [1, 1]]).predict(np.empty((0, 2))).shape == (0,)


@pytest.mark.parametrize("shape", [(5,), (5, 1), (5, 3), (2, 5), (5, 2, 1), ()])
def test_predict_refuses_another_shape(shape):
    with pytest.raises(ArgumentError, match=r"of the shape \(n_samples, 2\)"):
        model_of([[0, 0], [1, 1]]).predict(np.zeros(shape))


def test_label_keeps_the_shape_of_the_block(rng):
    model = model_of([[0, 0], [100, 100]])
    block = rng.uniform(0, 100, (2, 30, 40))
    classes, _ = model.label(block, np.ones((30, 40), dtype=bool))
    np.testing.assert_array_equal(classes.ravel(), model.predict(block.reshape(2, -1).T))


@pytest.fixture
def merged():
    """Return centres 10 and 40 of class 7, 20 of class 2, and 30 of nodata."""
    model = model_of([[10], [20], [30], [40]])
    legend = (ClassEntry(2, "Sand", (9, 9, 0)), ClassEntry(7, "Water", (0, 0, 9)))
    return replace(model, values=(7, 2, 0, 7), legend=legend)


def test_centres_may_share_a_class_or_have_none(merged):
    assert merged.predict([[9], [21], [29], [44]]).tolist() == [7, 2, 0, 7]


def test_invalid_pixel_has_no_class_in_a_merged_model(merged):
    assert merged.predict([[np.nan], [20]]).tolist() == [0, 2]


def test_number_of_classes_is_that_of_the_legend(merged):
    assert merged.n_classes == 2


def test_merging_does_not_change_the_inertia(merged, rng):
    values, valid = rng.uniform(0, 50, (1, 500)), np.ones(500, dtype=bool)
    plain = model_of(merged.centers)
    assert merged.label(values, valid)[1] == plain.label(values, valid)[1]


def test_each_centre_has_its_own_class_by_default():
    assert model_of([[1], [2], [3]]).values == (1, 2, 3)


def test_pixel_gets_the_most_likely_class_and_not_the_nearest():
    model = mixture_of([[0.0], [10.0]], [[[1.0]], [[100.0]]], [0.5, 0.5])
    # The value 4 is 4 deviations from the first centre, and 0.6 from the second.
    np.testing.assert_array_equal(model.predict([[0.5], [4.0], [30.0]]), [1, 2, 2])


def test_classes_of_several_centres_are_ordered_by_their_means():
    # The means are 5 (0.5 * 0 + 0.5 * 10) and 4.
    model = grouped([[0.0], [10.0], [4.0]], [0.25, 0.25, 0.5], [0, 0, 1])
    np.testing.assert_array_equal(model.predict([[0.0], [10.0], [4.0]]), [2, 2, 1])
    np.testing.assert_array_equal(model.class_means, [[4], [5]])


def test_mean_of_a_class_is_weighted_by_the_pixels_of_its_centres():
    model = grouped([[0.0], [10.0], [40.0]], [0.6, 0.2, 0.2], [0, 0, 1])
    np.testing.assert_allclose(model.class_means, [[2.5], [40]])
