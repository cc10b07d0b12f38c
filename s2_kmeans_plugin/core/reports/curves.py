"""Chart of a measure against the number of classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .drawing import ACCENT, Figure, make_axis, make_figure, round_numbers

# Colour of the suggested number on the whole page.
CHOSEN_COLOR = "#c2570c"

_CHOSEN_SHADE, _PASSING_SHADE, _LIMIT_COLOR = "#fdebd8", "#eaf4ee", "#3f8f63"

# Largest number of labels on the x axis (chosen).
_MAX_TICKS = 16

# The y axis ends a little above its largest value.
_HEADROOM = 1.04

_HOVER = "%{x}: %{y}<extra></extra>"


def draw_curve(
    numbers: Sequence[int],
    values: Sequence[float],
    chosen: int,
    titles: tuple[str, str],
    *,
    limit: float | None = None,
    top: float | None = None,
    best: int | None = None,
) -> Figure:
    """Draw a measure against the number of classes and mark the chosen number.

    Parameters
    ----------
    values : sequence of float
        NaN where unknown.
    titles : (str, str)
        Titles of the x and of the y axis.
    limit : float, optional
        Smallest value that passes; needs ``top``. The area of passing values is shaded.
    top : float, optional
        Largest possible value. The y axis then starts at 0, or below for negative values.
    best : int, optional
        Number with the best value; it gets a ring.
    """
    shown = round_numbers(values)
    data = [_line(numbers, shown, chosen)]
    if best is not None:
        data.append(_ring(best, shown[list(numbers).index(best)]))
    x_axis, y_axis = (make_axis(title) for title in titles)
    step = -(-len(numbers) // _MAX_TICKS)
    x_axis.update(
        range=[numbers[0] - 0.5, numbers[-1] + 0.5], tickvals=list(numbers)[::step], showgrid=False
    )
    if top is not None:
        lowest = min((value for value in shown if value is not None), default=0)
        y_axis["range"] = [min(lowest, 0), _HEADROOM * top]
    for axis in (x_axis, y_axis):
        axis["fixedrange"] = True
    shapes = [_shade("x", chosen - 0.5, chosen + 0.5, _CHOSEN_SHADE)]
    if limit is not None and top is not None:
        shapes.insert(0, _shade("y", limit, _HEADROOM * top, _PASSING_SHADE))
        shapes.append(_limit_line(limit))
    return make_figure(
        data, {"xaxis": x_axis, "yaxis": y_axis, "shapes": shapes, "showlegend": False}
    )


def _line(numbers: Sequence[int], values: list[float | None], chosen: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(numbers),
        "y": values,
        "line": {"color": ACCENT, "width": 2.5},
        "marker": {
            "size": [13 if number == chosen else 7 for number in numbers],
            "color": [CHOSEN_COLOR if number == chosen else ACCENT for number in numbers],
            "opacity": 1,
        },
        "hovertemplate": _HOVER,
    }


def _ring(number: int, value: float | None) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [number],
        "y": [value],
        "marker": {"size": 19, "symbol": "circle-open", "color": ACCENT, "line": {"width": 2}},
        "cliponaxis": False,
        "hovertemplate": _HOVER,
    }


def _shade(axis: str, start: float, stop: float, color: str) -> dict[str, Any]:
    """Shade the chart between two values of one axis."""
    other = "y" if axis == "x" else "x"
    return {
        "layer": "below",
        "type": "rect",
        f"{axis}0": start,
        f"{axis}1": stop,
        f"{other}ref": "paper",
        f"{other}0": 0,
        f"{other}1": 1,
        "fillcolor": color,
        "line": {"width": 0},
    }


def _limit_line(limit: float) -> dict[str, Any]:
    return {
        "layer": "below",
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": limit,
        "y1": limit,
        "line": {"color": _LIMIT_COLOR, "width": 1.5, "dash": "dash"},
    }
