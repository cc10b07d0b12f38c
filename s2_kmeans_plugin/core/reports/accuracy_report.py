"""Report of the accuracy of a class map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any

import numpy as np

from ..maps.assessment import Assessment
from .localisation import Translate, untranslated
from .page import Run, render

# Largest matrix on a page, in rows or columns (chosen).
MAX_SHOWN = 60
# A wider matrix is split into panels that fit on paper (chosen).
PANEL_COLUMNS = 10


def render_accuracy_report(
    assessment: Assessment, run: Run | None = None, translate: Translate = untranslated
) -> str:
    """Render the report of an accuracy assessment as HTML."""
    table, matched = assessment.table, assessment.matched
    n_names, n_classes = table.shape
    return render(
        "accuracy_report.html.j2",
        run,
        translate,
        assessment=assessment,
        # Every class has a partner, so the last column, for classes without one, is empty.
        merged=_cells(matched.confusion[:, :-1], range(1, n_names + 1)),
        raw=_cells(table, assessment.partners.tolist()),
        sums=table.sum(axis=1).tolist(),
        merged_panels=_panels(n_names),
        raw_panels=_panels(n_classes),
        groups=partial(_groups, assessment),
        fits=max(table.shape) <= MAX_SHOWN,
    )


def _cells(table: np.ndarray, columns: Sequence[int]) -> list[list[dict[str, Any]]]:
    """Return the cells of a table by row, given the reference class of each column."""
    return [
        [
            {"count": count, "share": count / max(sum(counts), 1), "agrees": column == row}
            for count, column in zip(counts, columns)
        ]
        for row, counts in enumerate(table.tolist(), start=1)
    ]


def _panels(n_columns: int) -> list[slice]:
    return [slice(start, start + PANEL_COLUMNS) for start in range(0, n_columns, PANEL_COLUMNS)]


def _groups(assessment: Assessment, panel: slice) -> list[tuple[str, int]]:
    """Return the reference classes above the columns of a panel, and their widths in columns."""
    return [
        (assessment.names[partner - 1], len(list(columns)))
        for partner, columns in groupby(assessment.partners[panel].tolist())
    ]
