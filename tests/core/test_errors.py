"""Errors of the core and the checks of arguments."""

import math
import pickle

import pytest

from s2_kmeans_plugin.core import errors
from s2_kmeans_plugin.core.errors import (
    ArgumentError,
    Cancelled,
    CoreError,
    RasterError,
    check_choices,
    check_numbers,
)

KINDS = [
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CoreError)
]


@pytest.mark.parametrize("kind", KINDS)
def test_error_has_one_root_and_keeps_template_and_values(kind):
    error = kind("{path} is damaged.", path="scene.tif")
    assert isinstance(error, CoreError)
    assert str(error) == "scene.tif is damaged."
    assert (error.template, error.values) == ("{path} is damaged.", {"path": "scene.tif"})


@pytest.mark.parametrize("kind", KINDS)
def test_error_comes_back_from_another_process(kind):
    error = pickle.loads(pickle.dumps(kind("{path} is damaged.", path="scene.tif")))
    assert type(error) is kind
    assert str(error) == "scene.tif is damaged."


def test_cancellation_needs_no_text():
    with pytest.raises(CoreError):
        raise Cancelled


def test_values_with_braces_stay_unchanged():
    assert str(RasterError("{path} is damaged.", path="{0}.tif")) == "{0}.tif is damaged."


@pytest.mark.parametrize("value", [2, 3.5, 8])
def test_number_within_its_limits_passes(value):
    check_numbers(n_clusters=(value, 2, 8))


@pytest.mark.parametrize(
    ("value", "high", "sentence"),
    [
        (1, 8, "n_clusters is 1. Choose from 2 to 8."),
        (9, 8, "n_clusters is 9. Choose from 2 to 8."),
        (1, math.inf, "n_clusters is 1. Choose 2 or more."),
        (math.nan, math.inf, "n_clusters is nan. Choose 2 or more."),
        (3_000_000_000, 2**31 - 1, "n_clusters is 3000000000. Choose from 2 to 2147483647."),
    ],
)
def test_number_out_of_its_limits_is_refused(value, high, sentence):
    with pytest.raises(ArgumentError) as caught:
        check_numbers(n_clusters=(value, 2, high))
    assert str(caught.value) == sentence


def test_argument_error_is_a_value_error():
    with pytest.raises(ValueError, match=r"^scaling is both. Choose one of none, standardise.$"):
        check_choices(scaling=("both", ("none", "standardise")))
