"""Chart of the mean spectra of classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..legend import ClassEntry
from ..spectral.bands import WAVELENGTHS, identify_bands
from .drawing import (
    EDGE,
    GREY,
    LEGEND_BELOW,
    MAX_CROWD,
    MAX_NAMED,
    MUTED,
    Figure,
    css,
    escape_placeholders,
    is_light,
    make_axis,
    make_figure,
    make_ticks,
    round_numbers,
    shorten_name,
)
from .localisation import Translate

# Of more classes, only the largest have a line (chosen).
MAX_LINES = 60
# More bands appear as numbers (chosen).
_MAX_NAMED_BANDS = 40

_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star")


def draw_spectra(
    legend: Sequence[ClassEntry],
    counts: np.ndarray,
    band_names: Sequence[str],
    means: np.ndarray,
    deviations: np.ndarray,
    translate: Translate,
) -> Figure:
    """Draw the mean and the spread of each class in each band.

    Bands of Sentinel-2 stand at their wavelengths, other bands at equal distances. Means and
    deviations have shape (n_classes, n_bands), and NaN for classes without pixels.
    """
    bands = identify_bands(band_names)
    n_bands = len(band_names)
    positions = np.array([WAVELENGTHS[band] for band in bands] if bands else range(1, n_bands + 1))
    order = np.argsort(positions)
    x = round_numbers(positions[order])
    labels = [shorten_name(band_names[n]) for n in order]
    x_axis, y_axis = make_axis(translate("Band")), make_axis(translate("Pixel value"))
    layout: dict[str, Any] = {
        "xaxis": x_axis,
        "yaxis": y_axis,
        "showlegend": len(legend) <= MAX_NAMED,
        "legend": {**LEGEND_BELOW, "y": -0.24},
    }
    if bands:
        labels = [f"{label}, {at:g} nm" for label, at in zip(labels, x)]
        x_axis["title"] = {"text": translate("Wavelength (nm)")}
        layout["annotations"] = [
            _band_mark(bands[n], at, row % 2) for row, (n, at) in enumerate(zip(order, x))
        ]
        layout["margin"] = {"l": 64, "r": 16, "t": 40, "b": 52}
    elif n_bands <= _MAX_NAMED_BANDS:
        x_axis.update(make_ticks(labels, start=1))
    else:
        labels = [f"{at:g}" for at in x]
    for axis in (x_axis, y_axis):
        axis["fixedrange"] = True
    data = []
    largest = np.sort(np.argsort(-np.asarray(counts), kind="stable")[:MAX_LINES])
    for n in largest[np.isfinite(means[largest]).all(axis=1)].tolist():
        mean, deviation = means[n, order], deviations[n, order]
        if len(legend) <= MAX_CROWD:
            data.append(_spread(legend[n], x, mean, deviation))
        data += _line(legend[n], x, mean, deviation, labels, _SYMBOLS[n % len(_SYMBOLS)])
    return make_figure(data, layout)


def _line(
    entry: ClassEntry,
    x: list[float | None],
    mean: np.ndarray,
    deviation: np.ndarray,
    labels: list[str],
    symbol: str,
) -> list[dict[str, Any]]:
    name = shorten_name(entry.name)
    hover = f"{escape_placeholders(name)}<br>%{{text}}<br>%{{y}} ± %{{customdata}}<extra></extra>"
    common = {"type": "scatter", "x": x, "y": round_numbers(mean), "legendgroup": str(entry.value)}
    line = {
        **common,
        "mode": "lines+markers",
        "name": name,
        "line": {"color": css(entry.color), "width": 2.5},
        "marker": {
            "size": 7,
            "symbol": symbol,
            "color": css(entry.color),
            "line": {"width": 1 if is_light(entry.color) else 0, "color": EDGE},
        },
        "text": labels,
        "customdata": round_numbers(deviation, 3),
        "hovertemplate": hover,
    }
    if not is_light(entry.color):
        return [line]
    under = {"mode": "lines", "line": {"color": EDGE, "width": 4.5}}
    return [{**common, **under, "hoverinfo": "skip", "showlegend": False}, line]


def _spread(
    entry: ClassEntry, x: list[float | None], mean: np.ndarray, deviation: np.ndarray
) -> dict[str, Any]:
    """Shade one standard deviation on either side; a bar if there is only one band."""
    color = GREY if is_light(entry.color) else entry.color
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x + x[::-1],
        "y": round_numbers(np.concatenate([mean + deviation, (mean - deviation)[::-1]])),
        "fill": "toself",
        "fillcolor": css(color, 0.14),
        "line": {"width": 0 if len(x) > 1 else 8, "color": css(color, 0.4)},
        "hoverinfo": "skip",
        "legendgroup": str(entry.value),
        "showlegend": False,
    }


def _band_mark(band: str, at: float | None, row: int) -> dict[str, Any]:
    """Put the name of a band above its wavelength, in one of two rows against overlaps."""
    return {
        "text": band,
        "x": at,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 13 * row,
        "showarrow": False,
        "font": {"size": 10, "color": MUTED},
    }
