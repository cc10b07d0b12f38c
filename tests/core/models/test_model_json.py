"""Cluster models as JSON."""

import json
from dataclasses import replace

import numpy as np
import pytest
from cluster_models import grouped, mixture_of, model_of
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from s2_kmeans_plugin.core.errors import ArgumentError
from s2_kmeans_plugin.core.legend import ClassEntry
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


def test_model_of_tiny_bands_and_an_index_is_read():
    """The index has a huge unit, so that it counts as much as a band."""
    model = model_of([[1e-34, -0.5], [3e-34, 0.5]], scale=[1.0, 5e33])
    assert ClusterModel.from_json(model.to_json()).scale.tolist() == [1.0, 5e33]


def test_name_loses_characters_that_xml_cannot_contain():
    entry = {"value": 1, "name": "a\0b\x01c – 水", "color": [1, 2, 3]}
    back = ClusterModel.from_json(changed(classes=[entry, {**entry, "value": 2}]))
    assert back.legend[0].name == "abc – 水"


@settings(max_examples=50)
@given(models() | merged_models())
def test_model_returns_from_json_unchanged(model):
    back = ClusterModel.from_json(model.to_json())
    for name in ("centers", "offset", "scale"):
        np.testing.assert_array_equal(getattr(back, name), getattr(model, name))
    for name in ("bands", "band_names", "algorithm", "legend", "values"):
        assert getattr(back, name) == getattr(model, name)


@settings(max_examples=25)
@given(models())
def test_text_of_a_model_is_standard_json(model):
    def refuse(name):
        raise AssertionError(f"{name} is not JSON")

    json.loads(model.to_json(), parse_constant=refuse)


def test_model_from_json_gives_the_same_classes(rng):
    model = model_of(rng.uniform(0, 100, (9, 3)), offset=[50, 50, 50], scale=[1, 0.3, 7])
    X = rng.uniform(0, 100, (1000, 3))
    back = ClusterModel.from_json(model.to_json())
    np.testing.assert_array_equal(back.predict(X), model.predict(X))


def test_file_without_values_has_a_class_for_each_centre():
    assert ClusterModel.from_json(changed(values="missing")).values == (1, 2)


def test_mixture_returns_from_json_unchanged(rng):
    factors = rng.normal(0, 10, (3, 2, 2))
    covariances = factors @ factors.transpose(0, 2, 1) + np.eye(2)
    model = mixture_of(rng.uniform(0, 100, (3, 2)), covariances, [0.2, 0.3, 0.5])
    back = ClusterModel.from_json(model.to_json())
    np.testing.assert_array_equal(back.covariances, model.covariances)
    np.testing.assert_array_equal(back.weights, model.weights)
    X = rng.uniform(0, 100, (500, 2))
    np.testing.assert_array_equal(back.predict(X), model.predict(X))


def test_merged_classes_return_from_json(rng):
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
    return json.dumps({key: value for key, value in text.items() if value != "missing"})


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
        changed(centers="missing"),
        changed(offset="missing"),
        changed(scale="missing"),
        changed(bands="missing"),
        changed(band_names="missing"),
        changed(algorithm="missing"),
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
def test_other_text_is_refused(text):
    with pytest.raises(ArgumentError, match="not a cluster model"):
        ClusterModel.from_json(text)
