"""Chart of the flows between classes."""

import json

import numpy as np
import plotly.graph_objects
import pytest

from s2_kmeans_plugin.core.legend import ClassEntry, make_legend
from s2_kmeans_plugin.core.reports.flows import draw_flows
from s2_kmeans_plugin.core.reports.localisation import untranslated


def flows_of(pixels, hectares=None, first=None, second=None):
    pixels = np.asarray(pixels)
    sides = [given or make_legend(n, "distinct") for given, n in zip((first, second), pixels.shape)]
    return draw_flows(sides, pixels, hectares, ("May", "June"), untranslated)


@pytest.mark.parametrize("shape", [(1, 1), (2, 5), (12, 3)])
def test_plotly_accepts_the_chart(shape):
    plotly.graph_objects.Figure(flows_of(np.ones(shape, int), np.ones(shape))).to_json()


def test_chart_is_plain_json():
    figure = flows_of([[3, 1], [0, 4]], np.array([[0.3, 0.1], [0, 0.4]]))
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def test_there_is_no_chart_without_pixels():
    assert flows_of(np.zeros((2, 2), int)) is None


def test_each_pair_that_shares_pixels_has_a_flow_in_the_colour_of_the_first_class():
    legend = [ClassEntry(1, "Water", (0, 0, 200)), ClassEntry(2, "Sand", (200, 150, 0))]
    link = flows_of([[3, 1], [0, 4]], first=legend)["data"][0]["link"]
    assert (link["source"], link["target"], link["value"]) == ([0, 0, 1], [2, 3, 3], [3, 1, 4])
    assert link["color"] == ["rgba(0,0,200,0.45)"] * 2 + ["rgba(200,150,0,0.45)"]


def test_flow_from_a_light_class_is_grey():
    link = flows_of([[3]], first=[ClassEntry(1, "Snow", (255, 255, 255))])["data"][0]["link"]
    assert link["color"] == ["rgba(123,135,148,0.45)"]


def test_hover_text_has_pixels_percentage_and_hectares():
    names = [ClassEntry(1, "Water", (0, 0, 200)), ClassEntry(2, "Sand", (200, 150, 0))]
    hectares = np.array([[60.0, 20], [0, 80]])
    trace = flows_of([[6000, 2000], [0, 8000]], hectares, names, names)["data"][0]
    assert trace["link"]["customdata"][1] == (
        "Water → Sand<br>2,000 pixels<br>12.50%<br>20.00 hectares"
    )
    assert trace["node"]["customdata"][3] == "Sand<br>10,000 pixels<br>62.50%<br>100.00 hectares"


def test_hover_text_has_no_hectares_where_the_unit_is_unknown():
    text = flows_of([[1]])["data"][0]["link"]["customdata"][0]
    assert text == "Class 1 → Class 1<br>1 pixels<br>100.00%"


def test_heights_of_classes_follow_their_shares():
    """3 and 1 of 4 pixels are 210 and 70 of 280 on the screen, with a gap of 18."""
    node = flows_of([[3, 0], [0, 1]])["data"][0]["node"]
    expected = [105 / 298, (210 + 18 + 35) / 298]
    assert node["y"] == pytest.approx(expected * 2, rel=1e-4)


def test_side_with_fewer_classes_stands_in_the_middle():
    node = flows_of([[2, 2]])["data"][0]["node"]
    assert node["y"][0] == 0.5


def test_name_stands_at_the_height_of_its_class():
    figure = flows_of([[3, 0], [0, 1]])
    marks = {mark["text"].split("  ")[0]: mark["y"] for mark in figure["layout"]["annotations"]}
    assert marks["Class 2"] == pytest.approx(1 - figure["data"][0]["node"]["y"][1], abs=1e-4)


def test_markup_in_a_name_is_shown_as_text():
    figure = flows_of([[1]], first=[ClassEntry(1, "<b>x</b>", (9, 9, 9))])
    texts = [mark["text"] for mark in figure["layout"]["annotations"]]
    assert any(text.startswith("&lt;b&gt;x&lt;/b&gt;") for text in texts)
