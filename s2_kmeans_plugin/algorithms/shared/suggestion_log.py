"""Log lines about the suggested number of classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import local, template, tr
from .text_table import align

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...core.evaluation.suggestion import Suggestion


def suggestion_line(outcome: Suggestion) -> str:
    return template("Suggested number of classes: {k}").format(k=outcome.chosen.n_clusters)


def trial_table(outcome: Suggestion) -> Iterator[str]:
    """Yield the lines of the table of numbers of classes; < marks the suggested number."""
    titles = [tr("nearest two"), tr("stability"), tr("silhouette"), "Davies-Bouldin"]
    rows = [[tr("classes"), *titles, "Calinski-Harabasz", tr("inertia")]]
    for trial in outcome.trials:
        mark = " <" if trial is outcome.chosen else ""
        figures = trial.separability, trial.stability, trial.silhouette, trial.davies_bouldin
        rows.append(
            [
                f"{trial.n_clusters}{mark}",
                *(local(each, ".3f") for each in figures),
                local(trial.calinski_harabasz, ",.0f"),
                local(trial.inertia, ".5g"),
            ]
        )
    yield from align(rows, left=0)
