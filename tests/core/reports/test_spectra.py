"""Chart of the mean spectra."""

import json

import numpy as np
import plotly.graph_objects
import pytest

from s2_kmeans_plugin.core.legend import ClassEntry, make_legend
from s2_kmeans_plugin.core.reports.drawing import MAX_CROWD, MAX_NAMED
from s2_kmeans_plugin.core.reports.localisation import untranslated
from s2_kmeans_plugin.core.reports.spectra import MAX_LINES, draw_spectra
from s2_kmeans_plugin.core.spectral.bands import WAVELENGTHS


def spectra_of(k, names, means=None, legend=None):
    means = np.arange(k * len(names), dtype=float).reshape(k, -1) if means is None else means
    legend = legend or make_legend(k, "distinct")
    return draw_spectra(legend, np.arange(k, 0, -1), names, means, means / 10, untranslated)


def lines(figure):
    return [trace for trace in figure["data"] if "name" in trace]


BANDS = [("B04", "B03", "B8A"), ("red", "NDVI"), ("B04",)]


@pytest.mark.parametrize("k", [2, MAX_CROWD + 1, MAX_NAMED + 1, 255])
@pytest.mark.parametrize("names", BANDS)
def test_plotly_accepts_the_chart(names, k):
    plotly.graph_objects.Figure(spectra_of(k, names)).to_json()


@pytest.mark.parametrize("names", BANDS)
def test_chart_is_plain_json(names):
    figure = spectra_of(5, names)
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


def test_bands_of_sentinel_2_stand_at_their_wavelengths():
    line, *_ = lines(spectra_of(1, ("B11", "B2 - Blue", "b8a")))
    assert line["x"] == [WAVELENGTHS[band] for band in ("B02", "B8A", "B11")]


def test_values_follow_their_bands_into_the_order_of_wavelengths():
    line, *_ = lines(spectra_of(1, ("B11", "B02", "B8A"), np.array([[11.0, 2, 8]])))
    assert line["y"] == [2, 8, 11]


def test_other_bands_keep_their_order():
    assert lines(spectra_of(1, ("B04", "NDVI")))[0]["x"] == [1, 2]


def test_other_bands_have_their_names_on_the_axis():
    assert spectra_of(1, ("B04", "NDVI"))["layout"]["xaxis"]["ticktext"] == ["B04", "NDVI"]


def test_very_many_bands_have_numbers_in_place_of_names():
    figure = spectra_of(1, [f"band of {at} nm" for at in range(400, 600)])
    assert lines(figure)[0]["text"][:2] == ["1", "2"]
    assert "ticktext" not in figure["layout"]["xaxis"]


def test_shade_reaches_one_deviation_on_either_side():
    shade = spectra_of(1, ("B02", "B03"), np.array([[100.0, 200]]))["data"][0]
    assert shade["x"] == [492.4, 559.8, 559.8, 492.4]
    assert shade["y"] == [110, 220, 180, 90]


def test_class_without_pixels_has_no_line():
    means = np.array([[1.0, 2], [np.nan, np.nan], [3, 4]])
    assert [line["name"] for line in lines(spectra_of(3, "ab", means))] == ["Class 1", "Class 3"]


def test_only_the_largest_of_many_classes_have_a_line():
    drawn = [line["name"] for line in lines(spectra_of(255, "ab"))]
    assert drawn == [f"Class {value}" for value in range(1, MAX_LINES + 1)]


def test_white_line_is_drawn_over_a_wider_dark_line():
    legend = [ClassEntry(1, "snow", (255, 255, 255))]
    _, under, line = spectra_of(1, "ab", legend=legend)["data"]
    assert under["line"]["width"] > line["line"]["width"]
    assert (under["x"], under["y"]) == (line["x"], line["y"])


def test_plotly_replaces_nothing_in_the_name_of_a_class():
    legend = [ClassEntry(1, "%{x}", (9, 9, 9))]
    template = spectra_of(1, "ab", legend=legend)["data"][-1]["hovertemplate"]
    assert "%{x}" not in template
    assert "{x}" in template
