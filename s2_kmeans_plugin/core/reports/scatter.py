"""Chart of sample pixels in two principal components."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..legend import ClassEntry
from ..numerics.components import find_components
from .drawing import (
    EDGE,
    INK,
    LEGEND_BELOW,
    MAX_NAMED,
    Figure,
    css,
    escape_placeholders,
    is_light,
    make_axis,
    make_figure,
    round_numbers,
    shorten_name,
)
from .localisation import Translate

MAX_POINTS = 3000


def draw_scatter(
    legend: Sequence[ClassEntry],
    sample: np.ndarray,
    sample_classes: np.ndarray,
    scale: np.ndarray,
    translate: Translate,
) -> Figure | None:
    """Draw up to `MAX_POINTS` pixels of a sample in its first two principal components.

    The sample has shape (n_bands, n_pixels), and ``scale`` the unit of each band. With fewer than
    two bands or two pixels there is no chart.
    """
    if len(sample) < 2 or sample.shape[1] < 2:
        return None
    z = np.asarray(sample, dtype=np.float64) / np.asarray(scale)[:, None]
    z -= z.mean(axis=1, keepdims=True)
    directions, shares = find_components(z, 2)
    coordinates = directions @ z
    shown = np.unique(np.linspace(0, sample.shape[1] - 1, MAX_POINTS).astype(int))
    coordinates, classes = coordinates[:, shown], np.asarray(sample_classes)[shown]
    titles = (
        translate("First component ({share:.1%} of the variance)"),
        translate("Second component ({share:.1%} of the variance)"),
    )
    x_title, y_title = (text.format(share=share) for text, share in zip(titles, shares))
    data, marks = [], []
    for entry in legend:
        x, y = coordinates[:, classes == entry.value]
        if x.size:
            data.append(_points(entry, x, y))
            marks.append(_class_mark(entry, np.median(x), np.median(y)))
    is_named = len(legend) <= MAX_NAMED
    layout = {
        "xaxis": make_axis(x_title),
        "yaxis": make_axis(y_title),
        "showlegend": is_named,
        "legend": {**LEGEND_BELOW, "y": -0.2, "itemsizing": "constant"},
        "annotations": marks if is_named else [],
    }
    return make_figure(data, layout)


def _points(entry: ClassEntry, x: np.ndarray, y: np.ndarray) -> dict[str, Any]:
    name = shorten_name(entry.name)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": round_numbers(x),
        "y": round_numbers(y),
        "marker": {
            "size": 5,
            "color": css(entry.color),
            "opacity": 0.8,
            "line": {"width": 0.5, "color": EDGE if is_light(entry.color) else "white"},
        },
        "hovertemplate": f"{escape_placeholders(name)}<extra></extra>",
    }


def _class_mark(entry: ClassEntry, x: float, y: float) -> dict[str, Any]:
    at = round_numbers([x, y])
    return {
        "text": f"<b>{entry.value}</b>",
        "x": at[0],
        "y": at[1],
        "showarrow": False,
        "bgcolor": "rgba(255,255,255,0.85)",
        "bordercolor": EDGE if is_light(entry.color) else css(entry.color),
        "borderpad": 2,
        "font": {"size": 11, "color": INK},
    }
