"""The page of a map against a reference."""

import math
from functools import partial
from itertools import groupby

from .drawing import number
from .page import page

# A matrix of more rows or columns than this cannot be read on a page; ...
MOST_SHOWN = 60
# ... and one of more columns than this is cut, so that it fits on paper.
PANEL_COLUMNS = 10


def page_of(assessment, run=None, translate=lambda text: text):
    """An assessment as HTML.

    Parameters
    ----------
    assessment : Assessment
    run : page.Run, optional
    translate : callable
        Gives the text to show for an English one.

    Returns
    -------
    str

    Raises
    ------
    MissingDependencyError
        When jinja2 or plotly is not installed.
    """
    matched = assessment.matched
    known = partial(_known, translate)
    return page(
        "accuracy.html.j2",
        {},
        run,
        translate,
        assessment=assessment,
        # Every class has a partner: the last column, of those without, is empty.
        merged=_cells(matched.confusion[:, :-1], range(1, len(assessment.names) + 1)),
        raw=_cells(assessment.table, assessment.partners.tolist()),
        sums=assessment.table.sum(axis=1).tolist(),
        producers=[known(".1%", share) for share in matched.producers],
        users=[known(".1%", share) for share in matched.users],
        overall=known(".1%", matched.overall),
        purity=known(".1%", assessment.purity),
        kappa=known(".3f", matched.kappa),
        adjusted_rand_index=known(".3f", assessment.adjusted_rand_index),
        merged_panels=_panels(len(assessment.names)),
        raw_panels=_panels(len(assessment.legend)),
        groups=partial(_groups, assessment),
        fits=max(assessment.table.shape) <= MOST_SHOWN,
    )


def _cells(table, columns):
    """Rows of a matrix: count, part of its row, and whether its column stands for its row."""
    return [
        [
            {"count": count, "share": count / max(sum(counts), 1), "agrees": column == row}
            for count, column in zip(counts, columns)
        ]
        for row, counts in enumerate(table.tolist(), start=1)
    ]


def _panels(n_columns):
    """The columns side by side in each panel: list of slice."""
    return [slice(start, start + PANEL_COLUMNS) for start in range(0, n_columns, PANEL_COLUMNS)]


def _groups(assessment, panel):
    """The reference class above neighbouring columns of a panel, and of how many it is."""
    return [
        (assessment.names[partner - 1], len(list(columns)))
        for partner, columns in groupby(assessment.partners[panel].tolist())
    ]


def _known(translate, spec, value):
    return "–" if math.isnan(value) else number(translate, spec, value)
