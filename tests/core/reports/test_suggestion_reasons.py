"""Sentences that explain a suggestion."""

import pytest
from suggestions import make_suggestion, make_trial

from s2_kmeans_plugin.core.reports.suggestion_reasons import explain_suggestion


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("clear", "4 is the largest number whose classes are all separable"),
        ("close", "Take it as a guide"),
        ("more", "Raise the largest number"),
        ("distinct", "only 4 different pixels"),
        ("none", "No number stands out"),
    ],
)
def test_first_sentence_states_the_verdict(verdict, words):
    assert words in explain_suggestion(make_suggestion(verdict))[0]


def test_first_sentence_has_the_figures_of_the_chosen_number():
    text = explain_suggestion(make_suggestion(separability=1.937, stability=0.874))[0]
    assert "1.94 of 2" in text
    assert "other pixels: 0.87" in text


def test_second_sentence_says_why_a_larger_number_is_worse():
    assert "With 5 classes, the nearest two" in explain_suggestion(make_suggestion())[1]


def test_lost_stability_is_named_where_the_classes_stay_separable():
    some = make_suggestion(k=3)
    some.trials[2] = make_trial(4, stability=0.5)
    assert (
        "With 4 classes, other pixels give other classes (agreement: 0.50"
        in explain_suggestion(some)[1]
    )


def test_two_classes_come_with_a_hint_at_hidden_classes():
    assert any("water and land" in text for text in explain_suggestion(make_suggestion(k=2)))
    assert not any("water and land" in text for text in explain_suggestion(make_suggestion(k=3)))


@pytest.mark.parametrize(("stability", "words"), [(0.9, "the last number"), (0.4, "most stable")])
def test_start_is_explained_where_no_number_stands_out(stability, words):
    assert words in explain_suggestion(make_suggestion("none", stability=stability))[1]


def test_last_sentence_says_why_the_range_ended_early():
    assert "Larger numbers than 6 need more" in explain_suggestion(make_suggestion(n_asked=12))[-1]
    assert not any("Larger numbers" in text for text in explain_suggestion(make_suggestion()))


def test_sentences_are_translated_before_they_are_filled_in():
    asked = []
    explain_suggestion(make_suggestion(), lambda text: asked.append(text) or text)
    assert any("{k}" in text for text in asked)
