"""Colours and names in charts."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.reports.drawing import css, is_light, round_numbers, shorten_name


@pytest.mark.parametrize(
    ("color", "light"),
    [((255, 255, 255), True), ((255, 255, 0), True), ((200, 0, 0), False), ((0, 0, 0), False)],
)
def test_colour_is_light_where_it_is_hardly_visible_on_white(color, light):
    assert is_light(color) is light


@pytest.mark.parametrize(
    ("alpha", "text"), [(1, "rgb(1,2,3)"), (0.5, "rgba(1,2,3,0.5)"), (0, "rgba(1,2,3,0)")]
)
def test_css_names_the_opacity_below_1(alpha, text):
    assert css((1, 2, 3), alpha) == text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("&lt;", "&amp;lt;"),
        ("two\n lines", "two lines"),
        ("a" * 100, "a" * 27 + "…"),
    ],
)
def test_name_is_shown_as_text_in_one_short_line(name, shown):
    assert shorten_name(name) == shown


def test_numbers_are_rounded_to_significant_digits():
    assert round_numbers(np.array([123456.0, 0.00123456])) == [123460.0, 0.0012346]


@pytest.mark.parametrize("unknown", [float("nan"), float("inf")])
def test_unknown_numbers_are_none(unknown):
    assert round_numbers([1.0, unknown]) == [1.0, None]
