"""The model: order, prediction, JSON."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from s2_kmeans_plugin.core.clustering.kmeans import Fit
from s2_kmeans_plugin.core.errors import ArgumentError
from s2_kmeans_plugin.core.legend import ClassEntry, make_legend
from s2_kmeans_plugin.core.models.model import ClusterModel
from s2_kmeans_plugin.core.models.sample_range import SampleRange

numbers = st.floats(-1e15, 1e15, allow_subnormal=False)
positive = st.floats(1e-6, 1e12)


class_names = st.text(st.characters(blacklist_categories=("Cc", "Cs")))


@st.composite
def models(draw):
    n_bands = draw(st.integers(1, 13))
    n_classes = draw(st.integers(1, 20))
    names = st.lists(st.text(), min_size=n_bands, max_size=n_bands)
    return ClusterModel(
        centers=draw(hnp.arrays(np.float64, (n_classes, n_bands), elements=numbers)),
        offset=draw(hnp.arrays(np.float64, n_bands, elements=numbers)),
        scale=draw(hnp.arrays(np.float64, n_bands, elements=positive)),
        bands=tuple(draw(st.permutations(range(1, 14)))[:n_bands]),
        band_names=tuple(draw(names)),
        algorithm=draw(st.sampled_from(["kmeans", "minibatch_kmeans"])),
        legend=tuple(
            ClassEntry(value, draw(class_names), draw(st.tuples(*[st.integers(0, 255)] * 3)))
            for value in range(1, n_classes + 1)
        ),
        sample=SampleRange(
            *(draw(hnp.arrays(np.float64, n_bands, elements=numbers)) for _ in range(4))
        ),
        about=draw(
            st.dictionaries(st.text(), st.text() | st.integers(-(10**9), 10**9), max_size=3)
        ),
    )


@st.composite
def merged_models(draw):
    model = draw(models())
    values = draw(hnp.arrays(np.uint8, len(model.centers))).tolist()
    values[0] = values[0] or 1
    legend = tuple(ClassEntry(value, "a name", (1, 2, 3)) for value in sorted({*values} - {0}))
    return replace(model, values=tuple(values), legend=legend)


def model_of(centers, offset=None, scale=None):
    centers = np.asarray(centers, dtype=np.float64)
    n_bands = centers.shape[1]
    return ClusterModel(
        centers=centers,
        offset=np.zeros(n_bands) if offset is None else np.asarray(offset, dtype=np.float64),
        scale=np.ones(n_bands) if scale is None else np.asarray(scale, dtype=np.float64),
        bands=tuple(range(1, n_bands + 1)),
        band_names=tuple(f"B{n}" for n in range(1, n_bands + 1)),
        algorithm="kmeans",
        legend=tuple(make_legend(len(centers), "distinct")),
        sample=SampleRange(*np.zeros((4, n_bands))),
    )


def source_of(n_bands):
    names = ("B",) * n_bands
    return SimpleNamespace(
        bands=tuple(range(1, n_bands + 1)),
        band_names=names,
        feature_names=names,
        units=(),
        n_indices=0,
        features=None,
    )


def fitted(centers):
    centers = np.asarray(centers, dtype=np.float64)
    n_bands = centers.shape[1]
    source = source_of(n_bands)
    return ClusterModel.from_fit(
        Fit(centers, 0.0, 1), np.zeros(n_bands), np.ones(n_bands), source, "kmeans", centers.T
    )


# Order


def test_the_darkest_class_comes_first():
    model = fitted([[9, 1], [1, 2], [5, 20]])
    np.testing.assert_array_equal(model.centers, [[1, 2], [9, 1], [5, 20]])


def test_the_order_of_classes_does_not_depend_on_the_order_of_the_fit(rng):
    centers = rng.integers(0, 4, (60, 3))
    expected = fitted(centers).centers
    for _ in range(5):
        np.testing.assert_array_equal(fitted(rng.permutation(centers)).centers, expected)


def test_brightness_rises(rng):
    means = fitted(rng.uniform(0, 10_000, (255, 5))).centers.mean(axis=1)
    assert (np.diff(means) >= 0).all()


def test_the_last_digits_of_a_fit_do_not_reach_the_model(rng):
    centers = rng.uniform(0, 10_000, (30, 5)).astype(np.float32).astype(np.float64)
    wobbled = centers * (1 + 1e-14 * rng.choice([-1, 1], centers.shape))
    np.testing.assert_array_equal(fitted(wobbled).centers, fitted(centers).centers)


# Prediction


def test_predict_names_the_nearest_centre_as_scikit_learn_does(rng):
    from sklearn.cluster import KMeans

    X = rng.normal(3000, 1000, (20_000, 6)).astype(np.float32)
    estimator = KMeans(12, n_init=1, max_iter=5, random_state=0).fit(X)
    model = model_of(estimator.cluster_centers_, X.mean(axis=0))
    agreeing = model.predict(X) == estimator.predict(X) + 1
    assert agreeing.mean() > 0.9999


def test_a_model_of_tiny_bands_and_an_index_is_read():
    """The unit of the index is such that it counts as much as a band."""
    model = model_of([[1e-34, -0.5], [3e-34, 0.5]], scale=[1.0, 5e33])
    assert ClusterModel.from_json(model.to_json()).scale.tolist() == [1.0, 5e33]


def test_predict_measures_in_scaled_units():
    model = model_of([[0, 0], [10, 0.6]], scale=[100, 1])
    assert model.predict([[9, 0.1], [1, 0.5]]).tolist() == [1, 2]


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_predict_gives_0_where_a_value_is_not_finite(value):
    model = model_of([[0, 0], [10, 10]])
    assert model.predict([[1, value], [9, 9], [value, value]]).tolist() == [0, 2, 0]


@pytest.mark.parametrize("dtype", ["uint8", "int16", "float32", "float64", "int64"])
def test_predict_takes_any_type(dtype):
    model = model_of([[0, 0], [100, 100]])
    assert model.predict(np.array([[99, 98], [3, 4]], dtype=dtype)).tolist() == [2, 1]


def test_predict_of_nothing_is_nothing():
    assert model_of([[0, 0], [1, 1]]).predict(np.empty((0, 2))).shape == (0,)


@pytest.mark.parametrize("shape", [(5,), (5, 1), (5, 3), (2, 5), (5, 2, 1), ()])
def test_predict_refuses_another_shape(shape):
    with pytest.raises(ArgumentError, match=r"the model needs \(n_samples, 2\)"):
        model_of([[0, 0], [1, 1]]).predict(np.zeros(shape))


def test_label_keeps_the_shape_of_the_block(rng):
    model = model_of([[0, 0], [100, 100]])
    block = rng.uniform(0, 100, (2, 30, 40))
    classes, _ = model.label(block, np.ones((30, 40), dtype=bool))
    np.testing.assert_array_equal(classes.ravel(), model.predict(block.reshape(2, -1).T))


# Classes of several centres


@pytest.fixture
def merged():
    """Centres 10, 20, 30, 40: the outer ones are class 7, 20 is class 2, 30 is dropped."""
    model = model_of([[10], [20], [30], [40]])
    legend = (ClassEntry(2, "Sand", (9, 9, 0)), ClassEntry(7, "Water", (0, 0, 9)))
    return replace(model, values=(7, 2, 0, 7), legend=legend)


def test_centres_share_a_class_or_have_none(merged):
    assert merged.predict([[9], [21], [29], [44]]).tolist() == [7, 2, 0, 7]


def test_what_is_not_valid_has_no_class_in_a_merged_model_either(merged):
    assert merged.predict([[np.nan], [20]]).tolist() == [0, 2]


def test_as_many_classes_are_delivered_as_the_legend_has(merged):
    assert merged.n_classes == 2


def test_merging_changes_no_distance(merged, rng):
    values, valid = rng.uniform(0, 50, (1, 500)), np.ones(500, dtype=bool)
    plain = model_of(merged.centers)
    assert merged.label(values, valid)[1] == plain.label(values, valid)[1]


def test_each_centre_has_a_class_of_its_own_where_nothing_else_is_said():
    assert model_of([[1], [2], [3]]).values == (1, 2, 3)


# JSON


def test_a_name_keeps_no_character_that_xml_cannot_hold():
    entry = {"value": 1, "name": "a\0b\x01c – 水", "color": [1, 2, 3]}
    back = ClusterModel.from_json(changed(classes=[entry, {**entry, "value": 2}]))
    assert back.legend[0].name == "abc – 水"


@settings(max_examples=50)
@given(models() | merged_models())
def test_a_model_comes_back_from_json_exactly(model):
    back = ClusterModel.from_json(model.to_json())
    for name in ("centers", "offset", "scale"):
        np.testing.assert_array_equal(getattr(back, name), getattr(model, name))
    for name in ("bands", "band_names", "algorithm", "legend", "values"):
        assert getattr(back, name) == getattr(model, name)


@settings(max_examples=25)
@given(models())
def test_the_text_of_a_model_is_standard_json(model):
    def refuse(name):
        raise AssertionError(f"{name} is not JSON")

    json.loads(model.to_json(), parse_constant=refuse)


def test_a_model_from_json_labels_alike(rng):
    model = model_of(rng.uniform(0, 100, (9, 3)), offset=[50, 50, 50], scale=[1, 0.3, 7])
    X = rng.uniform(0, 100, (1000, 3))
    back = ClusterModel.from_json(model.to_json())
    np.testing.assert_array_equal(back.predict(X), model.predict(X))


def test_a_file_from_before_classes_could_be_merged_has_a_class_for_each_centre():
    assert ClusterModel.from_json(changed(values="left out")).values == (1, 2)


# Normal distributions


def mixture_of(centers, covariances, weights):
    model = model_of(centers)
    return replace(model, covariances=np.array(covariances), weights=np.array(weights))


def test_a_normal_distribution_takes_what_is_likely_not_what_is_near():
    model = mixture_of([[0.0], [10.0]], [[[1.0]], [[100.0]]], [0.5, 0.5])
    # 4 is 4 deviations from the first, which is nearer, and 0.6 from the second.
    np.testing.assert_array_equal(model.predict([[0.5], [4.0], [30.0]]), [1, 2, 2])


def test_a_mixture_comes_back_from_json_exactly(rng):
    factors = rng.normal(0, 10, (3, 2, 2))
    covariances = factors @ factors.transpose(0, 2, 1) + np.eye(2)
    model = mixture_of(rng.uniform(0, 100, (3, 2)), covariances, [0.2, 0.3, 0.5])
    back = ClusterModel.from_json(model.to_json())
    np.testing.assert_array_equal(back.covariances, model.covariances)
    np.testing.assert_array_equal(back.weights, model.weights)
    X = rng.uniform(0, 100, (500, 2))
    np.testing.assert_array_equal(back.predict(X), model.predict(X))


# Groups of centres


def grouped(centers, weights, groups):
    centers = np.asarray(centers, dtype=np.float64)
    n_bands = centers.shape[1]
    source = source_of(n_bands)
    found = Fit(centers, 0.0, 1, weights=np.array(weights), groups=np.array(groups))
    offset, scale = np.zeros(n_bands), np.ones(n_bands)
    return ClusterModel.from_fit(found, offset, scale, source, "ward", centers.T)


def test_classes_of_several_centres_are_in_the_order_of_their_means():
    # Of the means 5 (0.5 * 0 + 0.5 * 10) and 4, the second is darker.
    model = grouped([[0.0], [10.0], [4.0]], [0.25, 0.25, 0.5], [0, 0, 1])
    np.testing.assert_array_equal(model.predict([[0.0], [10.0], [4.0]]), [2, 2, 1])
    np.testing.assert_array_equal(model.class_means, [[4], [5]])


def test_the_mean_of_a_class_follows_the_pixels_of_its_centres():
    model = grouped([[0.0], [10.0], [40.0]], [0.6, 0.2, 0.2], [0, 0, 1])
    np.testing.assert_allclose(model.class_means, [[2.5], [40]])


def test_groups_come_back_from_json(rng):
    model = grouped(rng.uniform(0, 100, (6, 2)), np.full(6, 1 / 6), [0, 1, 2, 0, 1, 2])
    back = ClusterModel.from_json(model.to_json())
    assert back.values == model.values
    assert back.n_classes == 3
    np.testing.assert_array_equal(back.class_means, model.class_means)


def classes_of(*values):
    return [{"value": value, "name": "a", "color": [1, 2, 3]} for value in values]


def changed(**fields):
    text = json.loads(model_of([[0, 0], [1, 1]]).to_json())
    text.update(fields)
    return json.dumps({key: value for key, value in text.items() if value != "left out"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no model",
        "null",
        "7",
        "[]",
        '"text"',
        "{}",
        '{"format": "another"}',
        changed(format="another"),
        changed(version=3),
        changed(version=None),
        changed(centers="left out"),
        changed(offset="left out"),
        changed(scale="left out"),
        changed(bands="left out"),
        changed(band_names="left out"),
        changed(algorithm="left out"),
        changed(centers=[]),
        changed(centers=[[0, 0], [1]]),
        changed(centers=[[0], [1]]),
        changed(centers=[0, 1]),
        changed(centers=[[0, "dark"], [1, 1]]),
        changed(centers=[[0, float("nan")], [1, 1]]),
        changed(centers=[[0, float("inf")], [1, 1]]),
        changed(centers=[[0, None], [1, 1]]),
        changed(centers={"first": [0, 0]}),
        changed(centers=[[n, n] for n in range(256)]),
        changed(offset=[0]),
        changed(offset=[[0, 0]]),
        changed(offset=[0, float("nan")]),
        changed(offset=0),
        changed(units=[[[1, 2], [3, 4]]]),
        changed(units=[[1, 0]]),
        changed(units=[[1e-300, 0], [1, 0]]),
        changed(units=[[0, 0], [1, 0]]),
        changed(scale=[1, 0]),
        changed(scale=[1, -1]),
        changed(scale=[1, float("inf")]),
        changed(bands=[1]),
        changed(bands=[1, "B2"]),
        changed(bands=7),
        changed(band_names=["one"]),
        changed(band_names=None),
        changed(values=None),
        changed(values=[]),
        changed(values=[1]),
        changed(values=[1, 2, 2]),
        changed(values=[1, 3]),
        changed(values=[1, 1]),
        changed(values=[1, 2.0]),
        changed(values=[1, True], classes=classes_of(1)),
        changed(values=[1, "2"]),
        changed(values="12"),
        changed(values=[-1, 1], classes=classes_of(-1, 1)),
        changed(values=[1, 256], classes=classes_of(1, 256)),
        changed(values=[0, 0], classes=[]),
        changed(values=[0, 1], classes=classes_of(0, 1)),
        changed(values=[3, 1], classes=classes_of(3, 1)),
        changed(weights=[1]),
        changed(weights=[1, 0]),
        changed(weights=[1, None]),
        changed(covariances=[[[1, 0], [0, 1]]] * 2),
        changed(weights=[0.5, 0.5], covariances=[[[1, 0], [0, 1]]]),
        changed(weights=[0.5, 0.5], covariances=[[[1, 0]]] * 2),
        changed(weights=[0.5, 0.5], covariances=[[[1, 2], [2, 1]]] * 2),
        changed(weights=[0.5, 0.5], covariances=[[[1, 0.5], [0, 1]]] * 2),
        changed(weights=[0.5, 0.5], covariances=[[[0, 0], [0, 0]]] * 2),
    ],
)
def test_what_is_not_a_model_is_refused(text):
    with pytest.raises(ArgumentError, match="not a cluster model"):
        ClusterModel.from_json(text)
