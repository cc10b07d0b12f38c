"""Report of a suggested number of classes."""

import json
import re
from dataclasses import replace

import pytest
from suggestions import make_suggestion, make_trial

from s2_kmeans_plugin.core.reports.page import Run
from s2_kmeans_plugin.core.reports.suggestion_report import (
    preferred_numbers,
    render_suggestion_report,
)


def test_each_index_prefers_its_own_number():
    assert preferred_numbers(make_suggestion().trials) == {
        "silhouette": 2,
        "calinski_harabasz": 6,
        "davies_bouldin": 4,
    }


def test_index_without_values_prefers_no_number():
    assert preferred_numbers([make_trial(2, silhouette=float("nan"))])["silhouette"] is None


def figures_of(text):
    script = re.search(r'<script type="application/json" id="figures">(.*?)</script>', text, re.S)
    return json.loads(script.group(1))


def test_page_shows_each_measure_against_the_number_of_classes():
    figures = figures_of(render_suggestion_report(make_suggestion()))
    curves = {name: figure for name, figure in figures.items() if name != "scatter"}
    assert sorted(curves) == [
        "calinski_harabasz",
        "davies_bouldin",
        "inertia",
        "separability",
        "silhouette",
        "stability",
    ]
    for figure in curves.values():
        assert figure["data"][0]["x"] == [2, 3, 4, 5, 6]


def test_page_marks_the_suggested_number_among_the_others():
    text = render_suggestion_report(make_suggestion())
    tiles = re.findall(r'<li class="(both|one|neither)( chosen)?">(\d+)</li>', text)
    assert [int(number) for *_, number in tiles] == [2, 3, 4, 5, 6]
    assert [int(number) for _, mark, number in tiles if mark] == [4]
    assert [kind for kind, *_ in tiles] == ["both"] * 3 + ["one"] * 2


def test_page_contains_the_reasons():
    text = render_suggestion_report(make_suggestion("none"))
    assert "No number stands out" in text


def test_page_of_one_band_has_no_scatter():
    some = make_suggestion()
    text = render_suggestion_report(replace(some, sample=some.sample[:1], scale=some.scale[:1]))
    assert 'id="scatter"' not in text


def test_unknown_values_are_dashes():
    unknown = {"silhouette": float("nan"), "separability": float("nan")}
    assert "–" in render_suggestion_report(make_suggestion("none", **unknown))


def test_hostile_title_stays_text():
    text = render_suggestion_report(make_suggestion(), Run("<script>alert(1)</script>"))
    assert "<script>alert" not in text


@pytest.mark.parametrize("last", [2, 50])
def test_page_stays_below_5_mb(last):
    some = make_suggestion(k=2, last=last, n_asked=last)
    assert len(render_suggestion_report(some).encode()) < 5e6


def test_title_of_an_index_names_its_best_number():
    assert "Silhouette: best at 2" in render_suggestion_report(make_suggestion())


def test_title_of_an_index_without_values_names_no_number():
    nan = float("nan")
    unknown = [make_trial(n, silhouette=nan) for n in (2, 3)]
    some = replace(make_suggestion(k=2, last=3), trials=unknown, chosen=unknown[0])
    page = render_suggestion_report(some)
    assert "<h3>Silhouette</h3>" in page
