"""Charts, as plotly is given them."""

import json

import numpy as np
import plotly.graph_objects
import pytest

from s2_kmeans_plugin.core.legend import ClassEntry, make_legend
from s2_kmeans_plugin.core.reports.charts import (
    MAX_CROWD,
    MAX_LINES,
    MAX_NAMED,
    MAX_POINTS,
    distance_matrix,
    scatter,
    spectra,
)
from s2_kmeans_plugin.core.reports.drawing import is_light, plain
from s2_kmeans_plugin.core.reports.flows import flows
from s2_kmeans_plugin.core.spectral.bands import WAVELENGTHS


def same(text):
    return text


def spectra_of(k, names, means=None, legend=None):
    means = np.arange(k * len(names), dtype=float).reshape(k, -1) if means is None else means
    legend = legend or make_legend(k, "distinct")
    return spectra(legend, np.arange(k, 0, -1), names, means, means / 10, same)


def scatter_of(k, n_pixels=500, n_bands=3):
    rng = np.random.default_rng(0)
    sample = rng.normal(0, 1, (n_bands, n_pixels))
    classes = np.arange(n_pixels) % k + 1
    return scatter(make_legend(k, "distinct"), sample, classes, np.ones(n_bands), same)


def matrix_of(k):
    distances = np.random.default_rng(0).uniform(0, 2, (k, k))
    return distance_matrix(make_legend(k, "distinct"), distances, same)


def lines(figure):
    return [trace for trace in figure["data"] if "name" in trace]


FIGURES = {
    "spectra": lambda k: spectra_of(k, ("B04", "B03", "B8A")),
    "spectra of unknown bands": lambda k: spectra_of(k, ("red", "NDVI")),
    "spectra of one band": lambda k: spectra_of(k, ("B04",)),
    "scatter": scatter_of,
    "distances": matrix_of,
}


@pytest.mark.parametrize("k", [2, MAX_CROWD + 1, MAX_NAMED + 1, 255])
@pytest.mark.parametrize("name", FIGURES)
def test_plotly_accepts_a_chart(name, k):
    plotly.graph_objects.Figure(FIGURES[name](k)).to_json()


@pytest.mark.parametrize("name", FIGURES)
def test_a_chart_is_plain_json(name):
    figure = FIGURES[name](5)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def test_bands_of_sentinel_2_stand_at_their_wavelengths():
    line, *_ = lines(spectra_of(1, ("B11", "B2 - Blue", "b8a")))
    assert line["x"] == [WAVELENGTHS[band] for band in ("B02", "B8A", "B11")]


def test_values_follow_their_bands_into_the_order_of_wavelengths():
    line, *_ = lines(spectra_of(1, ("B11", "B02", "B8A"), np.array([[11.0, 2, 8]])))
    assert line["y"] == [2, 8, 11]


def test_other_bands_stand_in_their_order():
    figure = spectra_of(1, ("B04", "NDVI"))
    assert lines(figure)[0]["x"] == [1, 2]
    assert figure["layout"]["xaxis"]["ticktext"] == ["B04", "NDVI"]


def test_very_many_bands_go_by_their_numbers():
    figure = spectra_of(1, [f"band of {at} nm" for at in range(400, 600)])
    assert lines(figure)[0]["text"][:2] == ["1", "2"]
    assert "ticktext" not in figure["layout"]["xaxis"]


def test_a_shade_reaches_one_deviation_to_either_side():
    shade = spectra_of(1, ("B02", "B03"), np.array([[100.0, 200]]))["data"][0]
    assert shade["x"] == [492.4, 559.8, 559.8, 492.4]
    assert shade["y"] == [110, 220, 180, 90]


def test_a_class_without_pixels_has_no_line():
    means = np.array([[1.0, 2], [np.nan, np.nan], [3, 4]])
    assert [line["name"] for line in lines(spectra_of(3, "ab", means))] == ["Class 1", "Class 3"]


def test_of_many_classes_the_largest_have_a_line():
    drawn = [line["name"] for line in lines(spectra_of(255, "ab"))]
    assert drawn == [f"Class {value}" for value in range(1, MAX_LINES + 1)]


def test_a_white_line_is_drawn_on_a_dark_one():
    legend = [ClassEntry(1, "snow", (255, 255, 255))]
    _, under, line = spectra_of(1, "ab", legend=legend)["data"]
    assert under["line"]["width"] > line["line"]["width"]
    assert (under["x"], under["y"]) == (line["x"], line["y"])


@pytest.mark.parametrize(
    ("color", "light"),
    [((255, 255, 255), True), ((255, 255, 0), True), ((200, 0, 0), False), ((0, 0, 0), False)],
)
def test_colours_lost_on_white_are_known(color, light):
    assert is_light(color) is light


def test_a_scatter_shows_no_more_points_than_can_be_told_apart():
    shown = sum(len(trace["x"]) for trace in scatter_of(8, 20_000)["data"])
    assert 0.99 * MAX_POINTS < shown <= MAX_POINTS


def test_a_scatter_says_how_much_of_the_variance_it_shows():
    sample = np.array([[-3.0, 3, 0, 0], [0, 0, -1, 1]])
    figure = scatter(make_legend(1, "distinct"), sample, np.ones(4), np.ones(2), same)
    assert "(90.0% of the variance)" in figure["layout"]["xaxis"]["title"]["text"]
    assert "(10.0% of the variance)" in figure["layout"]["yaxis"]["title"]["text"]


@pytest.mark.parametrize(("n_bands", "n_pixels"), [(1, 100), (3, 1), (3, 0)])
def test_no_scatter_without_two_components(n_bands, n_pixels):
    assert scatter_of(2, n_pixels, n_bands) is None


def test_a_matrix_shows_each_pair_once():
    distances = np.array([[0, 1.5, 0.5], [1.5, 0, 1], [0.5, 1, 0]])
    trace = distance_matrix(make_legend(3, "distinct"), distances, same)["data"][0]
    assert trace["z"] == [[1.5, None], [0.5, 1.0]]


def test_long_names_in_a_matrix_stay_apart():
    legend = [ClassEntry(n, f"Sparse vegetation {n} (?)", (n, n, n)) for n in range(1, 5)]
    layout = distance_matrix(legend, np.ones((4, 4)), same)["layout"]
    assert len(set(layout["xaxis"]["ticktext"])) == len(layout["xaxis"]["ticktext"]) == 3


@pytest.mark.parametrize("k", [2, MAX_CROWD])
def test_a_matrix_of_few_classes_has_numbers(k):
    assert len(matrix_of(k)["layout"]["annotations"]) == k * (k - 1) / 2


def test_a_matrix_of_many_classes_has_none():
    assert "annotations" not in matrix_of(MAX_CROWD + 1)["layout"]


def test_one_class_has_no_matrix():
    assert matrix_of(1) is None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("&lt;", "&amp;lt;"),
        ("two\n lines", "two lines"),
        ("a" * 100, "a" * 27 + "…"),
    ],
)
def test_a_name_is_shown_as_it_is(name, shown):
    assert plain(name) == shown


def test_plotly_finds_nothing_to_fill_in_in_the_name_of_a_class():
    legend = [ClassEntry(1, "%{x}", (9, 9, 9))]
    template = spectra_of(1, "ab", legend=legend)["data"][-1]["hovertemplate"]
    assert "%{x}" not in template
    assert "{x}" in template


def flows_of(pixels, hectares=None, first=None, second=None):
    pixels = np.asarray(pixels)
    sides = (given or make_legend(n, "distinct") for given, n in zip((first, second), pixels.shape))
    return flows(*sides, pixels, hectares, ("May", "June"), same)


@pytest.mark.parametrize("shape", [(1, 1), (2, 5), (12, 3)])
def test_plotly_accepts_flows(shape):
    plotly.graph_objects.Figure(flows_of(np.ones(shape, int), np.ones(shape))).to_json()


def test_flows_are_plain_json():
    figure = flows_of([[3, 1], [0, 4]], np.array([[0.3, 0.1], [0, 0.4]]))
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def test_without_pixels_nothing_flows():
    assert flows_of(np.zeros((2, 2), int)) is None


def test_each_pair_that_meets_has_a_flow_in_the_colour_it_comes_from():
    legend = [ClassEntry(1, "Water", (0, 0, 200)), ClassEntry(2, "Sand", (200, 150, 0))]
    link = flows_of([[3, 1], [0, 4]], first=legend)["data"][0]["link"]
    assert (link["source"], link["target"], link["value"]) == ([0, 0, 1], [2, 3, 3], [3, 1, 4])
    assert link["color"] == ["rgba(0,0,200,0.45)"] * 2 + ["rgba(200,150,0,0.45)"]


def test_a_flow_that_would_be_lost_on_white_is_grey():
    link = flows_of([[3]], first=[ClassEntry(1, "Snow", (255, 255, 255))])["data"][0]["link"]
    assert link["color"] == ["rgba(123,135,148,0.45)"]


def test_a_flow_tells_pixels_percent_and_hectares():
    names = [ClassEntry(1, "Water", (0, 0, 200)), ClassEntry(2, "Sand", (200, 150, 0))]
    hectares = np.array([[60.0, 20], [0, 80]])
    trace = flows_of([[6000, 2000], [0, 8000]], hectares, names, names)["data"][0]
    assert trace["link"]["customdata"][1] == (
        "Water → Sand<br>2,000 pixels<br>12.50%<br>20.00 hectares"
    )
    assert trace["node"]["customdata"][3] == "Sand<br>10,000 pixels<br>62.50%<br>100.00 hectares"


def test_a_flow_of_unknown_area_tells_none():
    text = flows_of([[1]])["data"][0]["link"]["customdata"][0]
    assert text == "Class 1 → Class 1<br>1 pixels<br>100.00%"


def test_classes_stand_apart_by_their_shares():
    """3 and 1 of 4 pixels are 210 and 70 of 280 on the screen, with a gap of 18."""
    node = flows_of([[3, 0], [0, 1]])["data"][0]["node"]
    expected = [105 / 298, (210 + 18 + 35) / 298]
    assert node["y"] == pytest.approx(expected * 2, rel=1e-4)


def test_the_side_with_fewer_classes_stands_in_the_middle():
    node = flows_of([[2, 2]])["data"][0]["node"]
    assert node["y"][0] == 0.5


def test_a_name_stands_at_the_height_of_its_class():
    figure = flows_of([[3, 0], [0, 1]])
    marks = {mark["text"].split("  ")[0]: mark["y"] for mark in figure["layout"]["annotations"]}
    assert marks["Class 2"] == pytest.approx(1 - figure["data"][0]["node"]["y"][1], abs=1e-4)


def test_a_name_beside_flows_is_shown_as_it_is():
    figure = flows_of([[1]], first=[ClassEntry(1, "<b>x</b>", (9, 9, 9))])
    texts = [mark["text"] for mark in figure["layout"]["annotations"]]
    assert any(text.startswith("&lt;b&gt;x&lt;/b&gt;") for text in texts)
