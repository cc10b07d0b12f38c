"""What is told of a suggestion: sentences and the page."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from s2_kmeans_plugin.core.evaluation.suggestion import Suggestion, Trial
from s2_kmeans_plugin.core.reports.curves import CHOSEN, curve
from s2_kmeans_plugin.core.reports.page import Run
from s2_kmeans_plugin.core.reports.suggestion_report import page_of, preferred, reasons

LABELS = {"x": "classes", "y": "value"}


def trial(n, **figures):
    values = {
        "inertia": 1000.0 / n,
        "silhouette": 0.6 - 0.01 * n,
        "calinski_harabasz": 100.0 * n,
        "davies_bouldin": abs(n - 4) + 0.5,
        "stability": 0.9,
        "separability": 1.95 if n < 5 else 1.2,
    }
    return Trial(n_clusters=n, n_delivered=n, **{**values, **figures})


def suggestion(verdict="clear", k=4, n_asked=6, last=6, **figures):
    trials = [trial(n, **(figures if n == k else {})) for n in range(2, last + 1)]
    rng = np.random.default_rng(0)
    return Suggestion(
        trials=trials,
        chosen=trials[k - 2],
        verdict=verdict,
        n_asked=n_asked,
        n_sampled=1234,
        sample=rng.normal(size=(3, 200)),
        sample_labels=rng.integers(1, k + 1, 200).astype(np.uint8),
        scale=np.ones(3),
    )


# Sentences


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("clear", "4 is the largest number whose classes all stand apart"),
        ("close", "take it as a guide"),
        ("more", "Raise the largest number"),
        ("distinct", "only 4 different pixels"),
        ("none", "No number stands out"),
    ],
)
def test_the_first_sentence_says_how_far_to_trust_the_number(verdict, words):
    assert words in reasons(suggestion(verdict))[0]


def test_the_figures_of_the_chosen_number_are_named():
    text = reasons(suggestion(separability=1.937, stability=0.874))[0]
    assert "1.94 of 2" in text
    assert "stability 0.87" in text


def test_what_speaks_against_one_class_more_is_named():
    assert "With 5 the nearest two classes" in reasons(suggestion())[1]


def test_lost_stability_speaks_against_one_class_more_too():
    some = suggestion(k=3)
    some.trials[2] = trial(4, stability=0.5)
    assert "With 4 other pixels give other classes (stability 0.50" in reasons(some)[1]


def test_two_classes_come_with_the_hint_that_they_may_hide_others():
    assert any("water and land" in text for text in reasons(suggestion(k=2)))
    assert not any("water and land" in text for text in reasons(suggestion(k=3)))


@pytest.mark.parametrize(("stability", "words"), [(0.9, "the last number"), (0.4, "most stable")])
def test_where_nothing_stands_out_the_start_is_explained(stability, words):
    assert words in reasons(suggestion("none", stability=stability))[1]


def test_a_range_that_ended_early_is_told():
    assert "More than 6 was not tried" in reasons(suggestion(n_asked=12))[-1]
    assert not any("not tried" in text for text in reasons(suggestion()))


def test_sentences_are_translated_before_they_are_filled():
    asked = []
    reasons(suggestion(), lambda text: asked.append(text) or text)
    assert any("{k}" in text for text in asked)


def test_each_index_has_its_own_favourite():
    assert preferred(suggestion().trials) == {
        "silhouette": 2,
        "calinski_harabasz": 6,
        "davies_bouldin": 4,
    }


def test_an_index_without_figures_prefers_none():
    assert preferred([trial(2, silhouette=float("nan"))])["silhouette"] is None


# The page


def figures_of(text):
    script = re.search(r'<script type="application/json" id="figures">(.*?)</script>', text, re.S)
    return json.loads(script.group(1))


def test_the_page_shows_each_figure_against_the_number_of_classes():
    figures = figures_of(page_of(suggestion()))
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


def test_the_page_marks_the_suggested_number_among_the_others():
    text = page_of(suggestion())
    tiles = re.findall(r'<li class="(both|one|neither)( chosen)?">(\d+)</li>', text)
    assert [int(number) for *_, number in tiles] == [2, 3, 4, 5, 6]
    assert [int(number) for _, mark, number in tiles if mark] == [4]
    assert [kind for kind, *_ in tiles] == ["both"] * 3 + ["one"] * 2


def test_the_page_says_why():
    text = page_of(suggestion("none"))
    assert "No number stands out" in text


def test_one_band_has_a_page_without_a_scatter():
    some = suggestion()
    text = page_of(replace(some, sample=some.sample[:1], scale=some.scale[:1]))
    assert 'id="scatter"' not in text


def test_figures_that_are_not_known_leave_a_whole_page():
    unknown = {"silhouette": float("nan"), "separability": float("nan")}
    assert "–" in page_of(suggestion("none", **unknown))


def test_a_name_from_outside_stays_text():
    text = page_of(suggestion(), Run("<script>alert(1)</script>"))
    assert "<script>alert" not in text


@pytest.mark.parametrize("last", [2, 50])
def test_few_and_many_numbers_have_a_page_of_less_than_five_megabytes(last):
    some = suggestion(k=2, last=last, n_asked=last)
    assert len(page_of(some).encode()) < 5e6


# Curves


def test_a_curve_marks_the_chosen_number():
    trace = curve([2, 3, 4], [1.0, 2.0, 3.0], 3, LABELS)["data"][0]
    assert [color == CHOSEN for color in trace["marker"]["color"]] == [False, True, False]


def test_a_curve_has_a_ring_at_its_best():
    ring = curve([2, 3, 4], [1.0, 2.0, 3.0], 3, LABELS, best=4)["data"][1]
    assert (ring["x"], ring["y"]) == ([4], [3.0])


def test_a_curve_leaves_a_gap_where_there_is_no_value():
    figure = curve([2, 3], [float("nan"), 1.0], 3, LABELS, limit=0.8, top=1)
    assert figure["data"][0]["y"] == [None, 1.0]


def test_values_below_zero_are_not_cut_off():
    figure = curve([2, 3], [-0.2, 1.0], 3, LABELS, limit=0.8, top=1)
    assert figure["layout"]["yaxis"]["range"][0] <= -0.2


@pytest.mark.parametrize(("last", "most"), [(12, 16), (50, 16)])
def test_not_all_of_many_numbers_are_written(last, most):
    numbers = range(2, last + 1)
    ticks = curve(numbers, list(numbers), 3, LABELS)["layout"]["xaxis"]["tickvals"]
    assert len(ticks) <= most
