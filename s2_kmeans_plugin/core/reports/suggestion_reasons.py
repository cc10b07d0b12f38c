"""Sentences that explain a suggested number of classes."""

from __future__ import annotations

from ..evaluation.suggestion import APART_FROM, STABLE_FROM, Suggestion, Trial
from .localisation import Translate, untranslated


def explain_suggestion(suggestion: Suggestion, translate: Translate = untranslated) -> list[str]:
    """Return sentences on why a number is suggested and how reliable it is."""
    chosen, trials, verdict = suggestion.chosen, suggestion.trials, suggestion.verdict
    sentences = _verdict(verdict, chosen, translate)
    larger = [trial for trial in trials if trial.n_clusters > chosen.n_clusters]
    if larger and verdict in ("clear", "close"):
        sentences += _objections(larger[0], translate)
        if chosen.n_clusters == 2:
            sentences.append(
                translate(
                    "Two groups that are far apart, such as water and land, can hide the "
                    "differences within each group. Try again on an extent with only one of them."
                )
            )
    if trials[-1].n_clusters < suggestion.n_asked and verdict != "distinct":
        sentences.append(
            translate("Larger numbers than {last} need more different pixels than there are.")
        )
    figures = {
        "k": chosen.n_clusters,
        "apart": chosen.separability,
        "stable": chosen.stability,
        "last": trials[-1].n_clusters,
    }
    return [sentence.format(**figures) for sentence in sentences]


def _verdict(verdict: str, chosen: Trial, translate: Translate) -> list[str]:
    """Return the sentences on a verdict, not yet filled in."""
    if verdict == "clear":
        return [
            translate(
                "{k} is the largest number whose classes are all separable (distance of the "
                "nearest two: {apart:.2f} of 2) and stable (agreement on other pixels: "
                "{stable:.2f})."
            )
        ]
    if verdict == "close":
        return [
            translate(
                "{k} is the largest number whose classes are all separable and stable (agreement "
                "on other pixels: {stable:.2f}), but the nearest two are only just separable "
                "({apart:.2f} of 2). Take it as a guide: one class more or fewer is as good."
            )
        ]
    if verdict == "more":
        return [
            translate(
                "Even the largest number tried, {k}, gives classes that are all separable "
                "(distance of the nearest two: {apart:.2f} of 2) and stable (agreement on other "
                "pixels: {stable:.2f}). The image may contain more classes. Raise the largest "
                "number, or take as many classes as you can name."
            )
        ]
    if verdict == "distinct":
        return [translate("The chosen bands have only {k} different pixels: each is a class.")]
    return [
        translate(
            "No number stands out: with none are all classes both separable and stable. The pixels "
            "form a continuum, which every number divides in another way. Choose the number by the "
            "purpose of the map."
        ),
        translate("Start with {k}, the last number before the classes become unstable.")
        if chosen.is_stable
        else translate("Start with {k}, the number with the most stable classes."),
    ]


def _objections(trial: Trial, translate: Translate) -> list[str]:
    """Return what speaks against a larger number."""
    if not trial.is_apart:
        text = translate(
            "With {n} classes, the nearest two may be halves of one cloud of pixels (distance: "
            "{value:.2f}; limit: {limit:.2f})."
        )
        return [text.format(n=trial.n_clusters, value=trial.separability, limit=APART_FROM)]
    if not trial.is_stable:
        text = translate(
            "With {n} classes, other pixels give other classes (agreement: {value:.2f}; limit: "
            "{limit:.2f})."
        )
        return [text.format(n=trial.n_clusters, value=trial.stability, limit=STABLE_FROM)]
    return []
