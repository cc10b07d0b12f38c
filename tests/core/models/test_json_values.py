"""Checked conversion of JSON values."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.models.json_values import (
    are_covariances,
    check_depth,
    to_array,
    to_class_value,
    to_color,
    to_integer,
    to_position,
    to_scale,
    to_text,
    to_whole_number,
)


@pytest.mark.parametrize(
    ("convert", "value"),
    [
        (to_integer, "1" * 26),
        (to_whole_number, 1.0),
        (to_whole_number, True),
        (to_whole_number, "1"),
        (to_class_value, -1),
        (to_class_value, 256),
        (lambda value: to_position(value, 3), 3),
        (lambda value: to_position(value, 3), -1),
        (lambda value: to_position(value, 3), True),
        (to_array, [float("nan")]),
        (to_array, [1e41]),
        (to_array, [[1], [1, 2]]),
        (to_scale, [0]),
        (to_scale, [-1]),
        (to_scale, [1e101]),
        (to_text, 7),
        (to_text, "\ud800"),
        (to_color, [1, 2]),
        (to_color, [1, 2, 256]),
        (to_color, [1, 2, 3.0]),
        (lambda value: check_depth(value, 2), [[[]]]),
        (lambda value: check_depth(value, 2), {"a": [{}]}),
    ],
)
def test_value_of_another_kind_is_refused(convert, value):
    with pytest.raises((ValueError, TypeError)):
        convert(value)


@pytest.mark.parametrize(
    ("convert", "value", "expected"),
    [
        (to_integer, "-12", -12),
        (to_class_value, 0, 0),
        (to_class_value, 255, 255),
        (lambda value: to_position(value, 3), 2, 2),
        (to_text, "水", "水"),
        (to_color, [0, 128, 255], (0, 128, 255)),
    ],
)
def test_value_is_converted(convert, value, expected):
    assert convert(value) == expected


def test_numbers_become_float64():
    assert to_array([[1, 2]]).dtype == np.float64


def test_nested_value_of_the_largest_depth_is_accepted():
    check_depth([[7], {"a": "b"}], 2)


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        ([[2, 1], [1, 2]], True),
        ([[1, 2], [2, 1]], False),
        ([[2, 1], [0, 2]], False),
        ([[0, 0], [0, 0]], False),
    ],
)
def test_covariances_are_symmetric_and_positive_definite(matrix, expected):
    assert are_covariances(np.array([matrix], dtype=float)) is expected
