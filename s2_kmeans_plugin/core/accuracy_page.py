"""The page of a map against a reference."""

import math

from .page import page

# A matrix of more rows or columns than this cannot be read on a page.
MOST_SHOWN = 100


def page_of(assessment, title, parameters, command, translate=lambda text: text):
    """An assessment as HTML.

    Parameters
    ----------
    assessment : Assessment
    title : str
        Such as the name of the map.
    parameters : list of (str, str)
        Labels and values.
    command : str
        The line that repeats the run; empty if not known.
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
    return page(
        "accuracy.html.j2",
        {},
        translate,
        title=title,
        parameters=parameters,
        command=command,
        assessment=assessment,
        # Every class has a partner: the last column, of those without, is empty.
        merged=_cells(matched.confusion[:, :-1], range(1, len(assessment.names) + 1)),
        raw=_cells(assessment.table, assessment.partners.tolist()),
        sums=assessment.table.sum(axis=1).tolist(),
        producers=[_percent(share) for share in matched.producers],
        users=[_percent(share) for share in matched.users],
        overall=_percent(matched.overall),
        purity=_percent(assessment.purity),
        kappa=_number(matched.kappa),
        adjusted_rand_index=_number(assessment.adjusted_rand_index),
        groups=_groups(assessment),
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


def _groups(assessment):
    """The reference class above neighbouring columns, and of how many: list of (str, int)."""
    partners = assessment.partners.tolist()
    return [
        (assessment.names[partner - 1], partners.count(partner))
        for partner in sorted(set(partners))
    ]


def _percent(share):
    return "–" if math.isnan(share) else f"{share:.1%}"


def _number(value):
    return "–" if math.isnan(value) else f"{value:.3f}"
