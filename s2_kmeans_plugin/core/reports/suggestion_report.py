"""Report of a suggested number of classes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from ..evaluation.suggestion import APART_FROM, STABLE_FROM, Suggestion, Trial
from ..evaluation.trials import SILHOUETTE_PIXELS
from ..legend import make_legend
from .curves import CHOSEN_COLOR, draw_curve
from .drawing import Figure
from .localisation import Translate, untranslated
from .page import Run, render
from .scatter import draw_scatter
from .suggestion_reasons import explain_suggestion


def render_suggestion_report(
    suggestion: Suggestion, run: Run | None = None, translate: Translate = untranslated
) -> str:
    """Render the report of a suggestion as HTML."""
    trials = suggestion.trials
    return render(
        "suggestion_report.html.j2",
        run,
        translate,
        figures=_figures(suggestion, translate),
        suggestion=suggestion,
        reasons=explain_suggestion(suggestion, translate),
        preferred=preferred_numbers(trials),
        apart_from=APART_FROM,
        stable_from=STABLE_FROM,
        with_delivered=any(trial.n_delivered != trial.n_clusters for trial in trials),
        n_silhouette=min(SILHOUETTE_PIXELS, suggestion.n_sampled),
        chosen_color=CHOSEN_COLOR,
    )


def preferred_numbers(trials: Sequence[Trial]) -> dict[str, int | None]:
    """Return the number of classes that each classic index prefers; None without a value."""
    scores = {
        "silhouette": [trial.silhouette for trial in trials],
        "calinski_harabasz": [trial.calinski_harabasz for trial in trials],
        "davies_bouldin": [-trial.davies_bouldin for trial in trials],
    }
    preferred: dict[str, int | None] = {}
    for name, values in scores.items():
        known = [n for n, value in enumerate(values) if math.isfinite(value)]
        best = max(known, key=values.__getitem__, default=None)
        preferred[name] = None if best is None else trials[best].n_clusters
    return preferred


def _figures(suggestion: Suggestion, translate: Translate) -> dict[str, Figure | None]:
    trials, chosen = suggestion.trials, suggestion.chosen
    numbers = [trial.n_clusters for trial in trials]
    best = preferred_numbers(trials)

    def draw(name: str, title: str, limit: float | None = None, top: float | None = None) -> Figure:
        return draw_curve(
            numbers,
            [getattr(trial, name) for trial in trials],
            chosen.n_clusters,
            (translate("Number of classes"), title),
            limit=limit,
            top=top,
            best=best.get(name),
        )

    distance = translate("Jeffries-Matusita distance")
    legend = make_legend(chosen.n_delivered, "distinct", translate("Class {value}"))
    return {
        "separability": draw("separability", distance, limit=APART_FROM, top=2),
        "stability": draw("stability", translate("Adjusted Rand index"), limit=STABLE_FROM, top=1),
        "silhouette": draw("silhouette", translate("Silhouette")),
        "calinski_harabasz": draw("calinski_harabasz", "Calinski-Harabasz"),
        "davies_bouldin": draw("davies_bouldin", "Davies-Bouldin"),
        "inertia": draw("inertia", translate("Inertia")),
        "scatter": draw_scatter(
            legend, suggestion.sample, suggestion.sample_labels, suggestion.scale, translate
        ),
    }
