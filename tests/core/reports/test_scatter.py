"""Chart of sample pixels in two principal components."""

import json

import numpy as np
import plotly.graph_objects
import pytest

from s2_kmeans_plugin.core.legend import make_legend
from s2_kmeans_plugin.core.reports.drawing import MAX_CROWD, MAX_NAMED
from s2_kmeans_plugin.core.reports.localisation import untranslated
from s2_kmeans_plugin.core.reports.scatter import MAX_POINTS, draw_scatter


def scatter_of(k, n_pixels=500, n_bands=3):
    sample = np.random.default_rng(0).normal(0, 1, (n_bands, n_pixels))
    classes = np.arange(n_pixels) % k + 1
    return draw_scatter(make_legend(k, "distinct"), sample, classes, np.ones(n_bands), untranslated)


@pytest.mark.parametrize("k", [2, MAX_CROWD + 1, MAX_NAMED + 1, 255])
def test_plotly_accepts_the_chart(k):
    plotly.graph_objects.Figure(scatter_of(k)).to_json()


def test_chart_is_plain_json():
    figure = scatter_of(5)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def test_number_of_points_is_limited():
    shown = sum(len(trace["x"]) for trace in scatter_of(8, 20_000)["data"])
    assert 0.99 * MAX_POINTS < shown <= MAX_POINTS


def test_axes_name_their_part_of_the_variance():
    sample = np.array([[-3.0, 3, 0, 0], [0, 0, -1, 1]])
    figure = draw_scatter(make_legend(1, "distinct"), sample, np.ones(4), np.ones(2), untranslated)
    assert "(90.0% of the variance)" in figure["layout"]["xaxis"]["title"]["text"]
    assert "(10.0% of the variance)" in figure["layout"]["yaxis"]["title"]["text"]


def test_points_keep_their_distances_along_the_axes():
    sample = np.array([[-3.0, 3, 0, 0], [0, 0, -1, 1]])
    points = draw_scatter(make_legend(1, "distinct"), sample, np.ones(4), np.ones(2), untranslated)[
        "data"
    ][0]
    assert points["x"] == pytest.approx([-3, 3, 0, 0], abs=1e-4)
    assert points["y"] == pytest.approx([0, 0, -1, 1], abs=1e-4)


@pytest.mark.parametrize(("n_bands", "n_pixels"), [(1, 100), (3, 1), (3, 0)])
def test_there_is_no_chart_without_two_components(n_bands, n_pixels):
    assert scatter_of(2, n_pixels, n_bands) is None
