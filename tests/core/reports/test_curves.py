"""Chart of a measure against the number of classes."""

import json

import plotly.graph_objects
import pytest

from s2_kmeans_plugin.core.reports.curves import CHOSEN_COLOR, draw_curve

TITLES = ("classes", "value")
NAN = float("nan")


def test_plotly_accepts_the_chart():
    figure = draw_curve([2, 3], [NAN, 1.0], 3, TITLES, limit=0.8, top=1, best=3)
    plotly.graph_objects.Figure(figure).to_json()


def test_chart_is_plain_json():
    figure = draw_curve([2, 3], [NAN, 1.0], 3, TITLES, limit=0.8, top=1, best=3)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def test_chosen_number_has_its_own_colour():
    trace = draw_curve([2, 3, 4], [1.0, 2.0, 3.0], 3, TITLES)["data"][0]
    assert [color == CHOSEN_COLOR for color in trace["marker"]["color"]] == [False, True, False]


def test_best_number_has_a_ring():
    ring = draw_curve([2, 3, 4], [1.0, 2.0, 3.0], 3, TITLES, best=4)["data"][1]
    assert (ring["x"], ring["y"]) == ([4], [3.0])


def test_unknown_value_leaves_a_gap():
    figure = draw_curve([2, 3], [NAN, 1.0], 3, TITLES, limit=0.8, top=1)
    assert figure["data"][0]["y"] == [None, 1.0]


@pytest.mark.parametrize(
    ("values", "lowest"), [([-0.2, 1.0], -0.2), ([0.5, 1], 0), ([NAN, NAN], 0)]
)
def test_axis_starts_at_zero_or_at_a_negative_value(values, lowest):
    figure = draw_curve([2, 3], values, 3, TITLES, limit=0.8, top=1)
    assert figure["layout"]["yaxis"]["range"][0] == lowest


@pytest.mark.parametrize(("last", "step"), [(12, 1), (50, 4)])
def test_axis_skips_labels_of_many_numbers(last, step):
    numbers = range(2, last + 1)
    ticks = draw_curve(numbers, list(numbers), 3, TITLES)["layout"]["xaxis"]["tickvals"]
    assert ticks == list(numbers)[::step]
