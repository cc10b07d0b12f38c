"""The charts of a report, as what plotly draws: plain lists, dicts and numbers."""

import numpy as np

from ..evaluation.separability import MERGE_BELOW, SEPARATE_FROM, principal_components
from ..spectral.bands import WAVELENGTHS, identify_bands
from .drawing import (
    EDGE,
    GREY,
    INK,
    MUTED,
    css,
    figure,
    inert,
    is_light,
    number,
    plain,
    rounded,
    ticks,
    titled_axis,
)

# With more classes than this, lines have no spread around them and a matrix no numbers in it; ...
MAX_CROWD = 12
# ... classes are told apart by pointing at them, as names beside a chart would fill the page; ...
MAX_NAMED = 20
# ... and only the largest have a line.
MAX_LINES = 60

MAX_POINTS = 3000
# Bands more than this go by their numbers.
_MAX_NAMED_BANDS = 40

_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star")

# A step at each limit, so that the pairs worth a look can be told without reading numbers.
_DISTANCE_COLORS = [
    [0, "#9a3412"],
    [MERGE_BELOW / 2, "#fdba74"],
    [MERGE_BELOW / 2, "#dbe7f0"],
    [SEPARATE_FROM / 2, "#dbe7f0"],
    [SEPARATE_FROM / 2, "#a9c4d9"],
    [1, "#a9c4d9"],
]


def spectra(legend, counts, band_names, means, deviations, translate):
    """Mean of each class in each band, and the spread around it.

    Parameters
    ----------
    legend : list of ClassEntry
    counts : ndarray of int, shape (n_classes,)
        Pixels of each class.
    band_names : sequence of str
    means, deviations : ndarray, shape (n_classes, n_bands)
        NaN for classes without pixels.
    translate : callable

    Returns
    -------
    dict
        With the ``data`` and the ``layout`` of a plotly figure.
    """
    bands = identify_bands(band_names)
    n_bands = len(band_names)
    positions = np.array([WAVELENGTHS[band] for band in bands] if bands else range(1, n_bands + 1))
    order = np.argsort(positions)
    x = rounded(positions[order])
    labels = [plain(band_names[n]) for n in order]
    x_axis, y_axis = titled_axis(translate("Band")), titled_axis(translate("Value of the pixels"))
    layout = {
        "xaxis": x_axis,
        "yaxis": y_axis,
        "showlegend": len(legend) <= MAX_NAMED,
        "legend": {"orientation": "h", "x": 0, "y": -0.24, "yanchor": "top"},
    }
    if bands:
        labels = [f"{label}, {at:g} nm" for label, at in zip(labels, x)]
        x_axis["title"] = {"text": translate("Wavelength (nm)")}
        layout["annotations"] = [
            _band_mark(bands[n], at, row % 2) for row, (n, at) in enumerate(zip(order, x))
        ]
        layout["margin"] = {"l": 64, "r": 16, "t": 40, "b": 52}
    elif n_bands <= _MAX_NAMED_BANDS:
        x_axis.update(ticks(labels, start=1))
    else:
        labels = [f"{at:g}" for at in x]
    for axis in (x_axis, y_axis):
        axis["fixedrange"] = True
    largest = np.sort(np.argsort(-np.asarray(counts), kind="stable")[:MAX_LINES])
    data = []
    for n in largest[np.isfinite(means[largest]).all(axis=1)].tolist():
        mean, deviation = means[n, order], deviations[n, order]
        if len(legend) <= MAX_CROWD:
            data.append(_spread(legend[n], x, mean, deviation))
        data += _line(legend[n], x, mean, deviation, labels, n)
    return figure(data, layout)


def scatter(legend, sample, sample_classes, scale, translate):
    """Pixels of a sample in two principal components.

    Parameters
    ----------
    legend : list of ClassEntry
    sample : ndarray, shape (n_bands, n_pixels)
    sample_classes : ndarray of uint8, shape (n_pixels,)
    scale : ndarray, shape (n_bands,)
    translate : callable

    Returns
    -------
    dict or None
        None where two components do not exist.
    """
    if len(sample) < 2 or sample.shape[1] < 2:
        return None
    coordinates, shares = principal_components(sample, scale)
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
    few = len(legend) <= MAX_NAMED
    layout = {
        "xaxis": titled_axis(x_title),
        "yaxis": titled_axis(y_title),
        "showlegend": few,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": -0.2,
            "yanchor": "top",
            "itemsizing": "constant",
        },
        "annotations": marks if few else [],
    }
    return figure(data, layout)


def distance_matrix(legend, distances, translate):
    """Distance of each pair of classes, as a triangle of colours.

    Parameters
    ----------
    legend : list of ClassEntry
    distances : ndarray, shape (n_classes, n_classes)
        NaN where not known.
    translate : callable

    Returns
    -------
    dict or None
        None for a single class.
    """
    n_classes = len(legend)
    if n_classes < 2:
        return None
    few = n_classes <= MAX_NAMED
    below = np.tri(n_classes, k=-1, dtype=bool)
    z = np.where(below, distances, np.nan)[1:, :-1]
    # What is cut off may be all that tells two names apart.
    names = [
        plain(entry.name if len(entry.name) <= 16 else f"{entry.value} {entry.name}", 16)
        for entry in legend
    ]
    values = [entry.value for entry in legend]
    trace = {
        "type": "heatmap",
        "x": list(range(n_classes - 1)) if few else values[:-1],
        "y": list(range(1, n_classes)) if few else values[1:],
        "z": [rounded(row, 3) for row in z],
        "zmin": 0,
        "zmax": 2,
        "xgap": 2 if few else 0,
        "ygap": 2 if few else 0,
        "hoverongaps": False,
        "colorscale": _DISTANCE_COLORS,
        "colorbar": {
            "thickness": 10,
            "outlinewidth": 0,
            "tickvals": [0, 0.5, 1, round(MERGE_BELOW, 2), 2],
            "tickfont": {"size": 11},
        },
        "hovertemplate": "%{y} – %{x}: %{z:.2f}<extra></extra>",
    }
    x_axis, y_axis = (titled_axis("" if few else translate("Class")) for _ in range(2))
    y_axis["autorange"] = "reversed"
    for axis in (x_axis, y_axis):
        axis.update(showgrid=False, fixedrange=True, ticks="")
    layout = {"xaxis": x_axis, "yaxis": y_axis}
    if few:
        x_axis.update(ticks(names[:-1]), tickangle=-45)
        y_axis.update(ticks(names[1:], start=1))
        trace["text"] = [[f"{row} – {column}" for column in names[:-1]] for row in names[1:]]
        trace["hovertemplate"] = "%{text}: %{z:.2f}<extra></extra>"
    if n_classes <= MAX_CROWD:
        size = 11 if n_classes <= 8 else 9
        layout["annotations"] = [
            _distance_mark(column, row + 1, z[row, column], size, translate)
            for row, column in zip(*np.nonzero(np.isfinite(z)))
        ]
    return figure([trace], layout)


def _line(entry, x, mean, deviation, labels, n):
    name = plain(entry.name)
    common = {"type": "scatter", "x": x, "y": rounded(mean), "legendgroup": str(entry.value)}
    line = {
        **common,
        "mode": "lines+markers",
        "name": name,
        "line": {"color": css(entry.color), "width": 2.5},
        "marker": {
            "size": 7,
            "symbol": _SYMBOLS[n % len(_SYMBOLS)],
            "color": css(entry.color),
            "line": {"width": 1 if is_light(entry.color) else 0, "color": EDGE},
        },
        "text": labels,
        "customdata": rounded(deviation, 3),
        "hovertemplate": f"{inert(name)}<br>%{{text}}<br>%{{y}} ± %{{customdata}}<extra></extra>",
    }
    if not is_light(entry.color):
        return [line]
    under = {"mode": "lines", "line": {"color": EDGE, "width": 4.5}}
    return [{**common, **under, "hoverinfo": "skip", "showlegend": False}, line]


def _spread(entry, x, mean, deviation):
    """One standard deviation to either side: a shade, or a bar where there is but one band."""
    color = GREY if is_light(entry.color) else entry.color
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x + x[::-1],
        "y": rounded(np.concatenate([mean + deviation, (mean - deviation)[::-1]])),
        "fill": "toself",
        "fillcolor": css(color, 0.14),
        "line": {"width": 0 if len(x) > 1 else 8, "color": css(color, 0.4)},
        "hoverinfo": "skip",
        "legendgroup": str(entry.value),
        "showlegend": False,
    }


def _points(entry, x, y):
    return {
        "type": "scatter",
        "mode": "markers",
        "name": plain(entry.name),
        "x": rounded(x),
        "y": rounded(y),
        "marker": {
            "size": 5,
            "color": css(entry.color),
            "opacity": 0.8,
            "line": {"width": 0.5, "color": EDGE if is_light(entry.color) else "white"},
        },
        "hovertemplate": f"{inert(plain(entry.name))}<extra></extra>",
    }


def _band_mark(band, at, row):
    """The name of a band above its wavelength, in one of two rows, as some are close together."""
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


def _class_mark(entry, x, y):
    return {
        "text": f"<b>{entry.value}</b>",
        "x": rounded([x])[0],
        "y": rounded([y])[0],
        "showarrow": False,
        "bgcolor": "rgba(255,255,255,0.85)",
        "bordercolor": EDGE if is_light(entry.color) else css(entry.color),
        "borderpad": 2,
        "font": {"size": 11, "color": INK},
    }


def _distance_mark(column, row, distance, size, translate):
    return {
        "text": number(translate, ".2f", distance),
        "x": int(column),
        "y": int(row),
        "showarrow": False,
        "font": {"size": size, "color": "white" if distance < 1 else INK},
    }
