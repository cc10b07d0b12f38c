"""Chart of the distances between classes."""

import json

import numpy as np
import plotly.graph_objects
import pytest

from s2_kmeans_plugin.core.legend import ClassEntry, make_legend
from s2_kmeans_plugin.core.reports.distances import draw_distances
from s2_kmeans_plugin.core.reports.drawing import MAX_CROWD, MAX_NAMED
from s2_kmeans_plugin.core.reports.localisation import untranslated


def chart_of(k):
    distances = np.random.default_rng(0).uniform(0, 2, (k, k))
    return draw_distances(make_legend(k, "distinct"), distances, untranslated)


@pytest.mark.parametrize("k", [2, MAX_CROWD + 1, MAX_NAMED + 1, 255])
def test_plotly_accepts_the_chart(k):
    plotly.graph_objects.Figure(chart_of(k)).to_json()


def test_chart_is_plain_json():
    figure = chart_of(5)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def test_each_pair_appears_once():
    distances = np.array([[0, 1.5, 0.5], [1.5, 0, 1], [0.5, 1, 0]])
    trace = draw_distances(make_legend(3, "distinct"), distances, untranslated)["data"][0]
    assert trace["z"] == [[1.5, None], [0.5, 1.0]]


def test_long_names_stay_distinct():
    legend = [ClassEntry(n, f"Sparse vegetation {n} (?)", (n, n, n)) for n in range(1, 5)]
    layout = draw_distances(legend, np.ones((4, 4)), untranslated)["layout"]
    assert len(set(layout["xaxis"]["ticktext"])) == len(layout["xaxis"]["ticktext"]) == 3


@pytest.mark.parametrize("k", [2, MAX_CROWD])
def test_few_classes_have_numbers(k):
    assert len(chart_of(k)["layout"]["annotations"]) == k * (k - 1) / 2


def test_many_classes_have_no_numbers():
    assert "annotations" not in chart_of(MAX_CROWD + 1)["layout"]


def test_one_class_has_no_chart():
    assert chart_of(1) is None
