"""Chart of the distances between classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..evaluation.separability import MERGE_BELOW, SEPARATE_FROM
from ..legend import ClassEntry
from .drawing import (
    INK,
    MAX_CROWD,
    MAX_NAMED,
    Figure,
    make_axis,
    make_figure,
    make_ticks,
    round_numbers,
    shorten_name,
)
from .localisation import Translate, format_number

_MAX_NAME_LENGTH = 16

# The colours change abruptly at both limits, so that close pairs stand out.
_COLOR_SCALE = [
    [0, "#9a3412"],
    [MERGE_BELOW / 2, "#fdba74"],
    [MERGE_BELOW / 2, "#dbe7f0"],
    [SEPARATE_FROM / 2, "#dbe7f0"],
    [SEPARATE_FROM / 2, "#a9c4d9"],
    [1, "#a9c4d9"],
]


def draw_distances(
    legend: Sequence[ClassEntry], distances: np.ndarray, translate: Translate
) -> Figure | None:
    """Draw the distance of each pair of classes as a triangle of colours; None for one class.

    The Jeffries-Matusita distances, 0 to 2, have shape (n_classes, n_classes); NaN where unknown.
    """
    n_classes = len(legend)
    if n_classes < 2:
        return None
    is_named = n_classes <= MAX_NAMED
    z = np.where(np.tri(n_classes, k=-1, dtype=bool), distances, np.nan)[1:, :-1]
    values = [entry.value for entry in legend]
    trace = {
        "type": "heatmap",
        "x": list(range(n_classes - 1)) if is_named else values[:-1],
        "y": list(range(1, n_classes)) if is_named else values[1:],
        "z": [round_numbers(row, 3) for row in z],
        "zmin": 0,
        "zmax": 2,
        "xgap": 2 if is_named else 0,
        "ygap": 2 if is_named else 0,
        "hoverongaps": False,
        "colorscale": _COLOR_SCALE,
        "colorbar": {
            "thickness": 10,
            "outlinewidth": 0,
            "tickvals": [0, 0.5, 1, round(MERGE_BELOW, 2), 2],
            "tickfont": {"size": 11},
        },
        "hovertemplate": "%{y} – %{x}: %{z:.2f}<extra></extra>",
    }
    x_axis, y_axis = (make_axis("" if is_named else translate("Class")) for _ in range(2))
    y_axis["autorange"] = "reversed"
    for axis in (x_axis, y_axis):
        axis.update(showgrid=False, fixedrange=True, ticks="")
    layout: dict[str, Any] = {"xaxis": x_axis, "yaxis": y_axis}
    if is_named:
        names = [_distinct_name(entry) for entry in legend]
        x_axis.update(make_ticks(names[:-1]), tickangle=-45)
        y_axis.update(make_ticks(names[1:], start=1))
        trace["text"] = [[f"{row} – {column}" for column in names[:-1]] for row in names[1:]]
        trace["hovertemplate"] = "%{text}: %{z:.2f}<extra></extra>"
    if n_classes <= MAX_CROWD:
        layout["annotations"] = _marks(z, translate)
    return make_figure([trace], layout)


def _distinct_name(entry: ClassEntry) -> str:
    """Shorten the name of a class; the value in front keeps shortened names distinct."""
    is_short = len(entry.name) <= _MAX_NAME_LENGTH
    return shorten_name(entry.name if is_short else f"{entry.value} {entry.name}", _MAX_NAME_LENGTH)


def _marks(z: np.ndarray, translate: Translate) -> list[dict[str, Any]]:
    """Write the known distances into their cells."""
    size = 11 if len(z) < 8 else 9
    return [
        {
            "text": format_number(translate, ".2f", z[row, column]),
            "x": column,
            "y": row + 1,
            "showarrow": False,
            "font": {"size": size, "color": "white" if z[row, column] < 1 else INK},
        }
        for row, column in np.argwhere(np.isfinite(z)).tolist()
    ]
