"""Colours, names and axes that the charts share."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

# Chart as plotly takes it: ``data`` and ``layout``, in the types of JSON.
Figure = dict[str, Any]
Color = tuple[int, int, int]

# Limits for legible charts (chosen). Up to MAX_CROWD classes, lines have a shade of their spread
# and matrices have numbers.
MAX_CROWD = 12
# Up to this number of classes, names stand beside the chart.
MAX_NAMED = 20

MAX_NAME_LENGTH = 28
INK, MUTED, EDGE = "#1f2933", "#52606d", "#7b8794"
ACCENT = "#1f5f8b"
# Substitute for colours that are too light on white.
GREY: Color = (123, 135, 148)
_GRID = "#e4e7eb"
_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
# Legend of a chart below its axis.
LEGEND_BELOW = {"orientation": "h", "x": 0, "yanchor": "top"}
_LIGHT_FROM = 200
_DIGITS = 5


def is_light(color: Color) -> bool:
    """Return whether a colour is too light on white and needs an edge (luma by ITU-R BT.709)."""
    red, green, blue = color
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > _LIGHT_FROM


def css(color: Color, alpha: float = 1) -> str:
    """Return a colour in CSS notation."""
    channels = ",".join(map(str, color))
    return f"rgb({channels})" if alpha == 1 else f"rgba({channels},{alpha})"


def shorten_name(text: object, max_length: int = MAX_NAME_LENGTH) -> str:
    """Return a name in one line for plotly: shortened and with its markup escaped."""
    name = " ".join(str(text).split())
    if len(name) > max_length:
        name = name[: max_length - 1].rstrip() + "…"
    return html.escape(name, quote=False)


def escape_placeholders(text: str) -> str:
    """Escape what plotly would replace in a hover text, such as ``%{x}``."""
    return text.replace("%", "&#37;")


def make_axis(title: str) -> dict[str, Any]:
    """Return a plotly axis with a title."""
    return {
        "title": {"text": title},
        "gridcolor": _GRID,
        "zeroline": False,
        "linecolor": _GRID,
        "automargin": True,
        "tickfont": {"size": 11, "color": MUTED},
    }


def make_ticks(names: Sequence[str], start: int = 0) -> dict[str, Any]:
    """Return the part of a plotly axis that puts names at ``start``, ``start + 1``, ..."""
    return {"tickvals": list(range(start, start + len(names))), "ticktext": list(names)}


def round_numbers(
    values: np.ndarray | Iterable[float], digits: int = _DIGITS
) -> list[float | None]:
    """Round numbers to significant digits; None where a value is not finite."""
    array = values if isinstance(values, np.ndarray) else list(values)
    return [
        float(f"{value:.{digits}g}") if np.isfinite(value) else None for value in np.asarray(array)
    ]


def make_figure(data: Sequence[dict[str, Any]], layout: dict[str, Any]) -> Figure:
    """Return a plotly figure with the common look; ``layout`` overrides it."""
    return {
        "data": list(data),
        "layout": {
            "margin": {"l": 64, "r": 16, "t": 12, "b": 52},
            "font": {"family": _FONT, "size": 12, "color": INK},
            "paper_bgcolor": "white",
            "plot_bgcolor": "white",
            "hovermode": "closest",
            "hoverlabel": {"bgcolor": "white", "bordercolor": EDGE, "font": {"color": INK}},
            **layout,
        },
    }
