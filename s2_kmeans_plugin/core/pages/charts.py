"""The charts of a report, as what plotly draws: plain lists, dicts and numbers."""

import html
from functools import partial

import numpy as np

from ..sentinel2 import WAVELENGTHS, bands_of
from ..separability import MERGE_BELOW, SEPARATE_FROM, principal_components

# With more classes than this, lines have no spread around them and a matrix no numbers in it; ...
MAX_CROWD = 12
# ... classes are told apart by pointing at them, as names beside a chart would fill the page; ...
MAX_NAMED = 20
# ... and only the largest have a line.
MAX_LINES = 60

MAX_POINTS = 3000
# Bands more than this go by their numbers.
_MAX_NAMED_BANDS = 40

# Pixels of the screen that all flows of a Sankey picture take together, and between two classes: a
# name has to fit beside the rarest.
_FLOW_ROOM, _FLOW_GAP = 280, 18
# Beside them, for a percentage and for each letter of a name.
_FLOW_SHARE, _LETTER = 76, 6
# More numbers than this are not written below one chart.
_MOST_TICKS = 16

_DIGITS = 5
_LONGEST_NAME = 28
_INK, _MUTED, _GRID, _EDGE = "#1f2933", "#52606d", "#e4e7eb", "#7b8794"
# In the place of a colour that would be lost on white.
_GREY = (123, 135, 148)
_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
_ACCENT = "#1f5f8b"
# What is suggested, wherever it is marked.
CHOSEN = "#c2570c"
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "x", "star")


def is_light(color):
    """Whether a colour (red, green, blue) would be lost on white, so that it needs an edge."""
    red, green, blue = color
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 200


def css(color, alpha=1):
    """A colour (red, green, blue) as CSS."""
    return (
        "rgb({},{},{})".format(*color) if alpha == 1 else "rgba({},{},{},{})".format(*color, alpha)
    )


def plain(text, longest=_LONGEST_NAME):
    """A name as plotly shows it: it would take markup for markup."""
    text = " ".join(str(text).split())
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    return html.escape(text, quote=False)


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
    bands = bands_of(band_names)
    n_bands = len(band_names)
    positions = np.array([WAVELENGTHS[band] for band in bands] if bands else range(1, n_bands + 1))
    order = np.argsort(positions)
    x = _numbers(positions[order])
    labels = [plain(band_names[n]) for n in order]
    x_axis, y_axis = _axis(translate("Band")), _axis(translate("Value of the pixels"))
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
        x_axis.update(_ticks(labels, start=1))
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
    return _figure(data, layout)


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
        "xaxis": _axis(x_title),
        "yaxis": _axis(y_title),
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
    return _figure(data, layout)


def flows(first, second, pixels, hectares, titles, translate):
    """What became of each class (Sankey): flows as wide as their pixels, coloured as their origin.

    Parameters
    ----------
    first, second : list of ClassEntry
        Classes of two maps, each in the order in which they stand below one another.
    pixels : ndarray of int, shape (n_first, n_second)
        Of each pair of classes.
    hectares : ndarray of float or None, shape (n_first, n_second)
    titles : pair of str
        Of the maps.
    translate : callable

    Returns
    -------
    dict or None
        None without pixels. Names stand beside their classes only at the height of the layout.
    """
    if not pixels.any():
        return None
    total = int(pixels.sum())
    amount = partial(_amount, total=total, translate=translate)
    room = _FLOW_ROOM + _FLOW_GAP * (max(pixels.shape) - 1)
    nodes, marks = [], []
    for at_right, (entries, title) in enumerate(zip((first, second), titles)):
        counts = pixels.sum(axis=1 - at_right)
        areas = [None] * len(entries) if hectares is None else hectares.sum(axis=1 - at_right)
        middles = _middles(counts / total, room)
        marks.append(_flow_mark(f"<b>{plain(title)}</b>", 1, at_right, yanchor="bottom", yshift=10))
        for entry, count, area, middle in zip(entries, counts, areas, middles):
            name = plain(entry.name)
            share = f"<span style='color:{_MUTED}'>{count / total:.1%}</span>"
            marks.append(_flow_mark(f"{name}  {share}", 1 - middle, at_right))
            nodes.append((entry.color, middle, f"{name}<br>{amount(count, area)}"))
    colors, middles, texts = zip(*nodes)
    rows, cols = np.nonzero(pixels)
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            # Plotly takes 0 for no place at all.
            "x": [0.001] * len(first) + [0.999] * len(second),
            "y": _numbers(middles),
            "label": [""] * len(nodes),
            "color": [css(color) for color in colors],
            "customdata": list(texts),
            "hovertemplate": "%{customdata}<extra></extra>",
            "line": {"color": _EDGE, "width": 0.5},
            "thickness": 14,
            "pad": _FLOW_GAP,
        },
        "link": {
            "source": rows.tolist(),
            "target": (cols + len(first)).tolist(),
            "value": pixels[rows, cols].tolist(),
            "color": [
                css(_GREY if is_light(first[row].color) else first[row].color, 0.45) for row in rows
            ],
            "customdata": [
                f"{plain(first[row].name)} → {plain(second[col].name)}<br>"
                + amount(pixels[row, col], None if hectares is None else hectares[row, col])
                for row, col in zip(rows, cols)
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    }
    longest = max(len(text) for text in (*titles, *(each.name for each in (*first, *second))))
    beside = _FLOW_SHARE + _LETTER * min(longest, _LONGEST_NAME)
    margin = {"l": beside, "r": beside, "t": 36, "b": 12}
    height = room + margin["t"] + margin["b"]
    return _figure([trace], {"annotations": marks, "margin": margin, "height": height})


def curve(numbers, values, chosen, labels, *, limit=None, top=None, best=None):
    """A figure against the number of classes, with the chosen number marked.

    Parameters
    ----------
    numbers : sequence of int
    values : sequence of float
        NaN where there is none.
    chosen : int
    labels : dict of str to str
        ``x`` and ``y`` name the axes.
    limit : float, optional
        Above which a number passes: the ground there is shaded.
    top : float, optional
        The largest value there can be; the axis then begins at 0.
    best : int, optional
        The number that the figure itself prefers, which gets a ring.

    Returns
    -------
    dict
    """
    numbers, shown = list(numbers), _numbers(values)
    sizes = [13 if number == chosen else 7 for number in numbers]
    colors = [CHOSEN if number == chosen else _ACCENT for number in numbers]
    hover = "%{x}: %{y}<extra></extra>"
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": numbers,
            "y": shown,
            "line": {"color": _ACCENT, "width": 2.5},
            "marker": {"size": sizes, "color": colors, "opacity": 1},
            "hovertemplate": hover,
        }
    ]
    if best is not None:
        ring = {"size": 19, "symbol": "circle-open", "color": _ACCENT, "line": {"width": 2}}
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [best],
                "y": [shown[numbers.index(best)]],
                "marker": ring,
                "cliponaxis": False,
                "hovertemplate": hover,
            }
        )
    x_axis, y_axis = _axis(labels["x"]), _axis(labels["y"])
    step = -(-len(numbers) // _MOST_TICKS)
    x_axis.update(
        range=[numbers[0] - 0.5, numbers[-1] + 0.5], tickvals=numbers[::step], showgrid=False
    )
    if top is not None:
        y_axis["range"] = [min([0, *(value for value in shown if value is not None)]), 1.04 * top]
    for axis in (x_axis, y_axis):
        axis["fixedrange"] = True
    shapes = [_ground(chosen - 0.5, chosen + 0.5, "x", "#fdebd8")]
    if limit is not None:
        shapes.insert(0, _ground(limit, 1.04 * top, "y", "#eaf4ee"))
        edge = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": limit, "y1": limit}
        shapes.append({**edge, "line": {"color": "#3f8f63", "width": 1.5, "dash": "dash"}})
    layout = {
        "xaxis": x_axis,
        "yaxis": y_axis,
        "shapes": [{"layer": "below", **shape} for shape in shapes],
        "showlegend": False,
    }
    return _figure(data, layout)


def _ground(start, stop, axis, color):
    """A shade behind a chart, between two values of one axis."""
    other = "y" if axis == "x" else "x"
    return {
        "type": "rect",
        f"{axis}0": start,
        f"{axis}1": stop,
        f"{other}ref": "paper",
        f"{other}0": 0,
        f"{other}1": 1,
        "fillcolor": color,
        "line": {"width": 0},
    }


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
        "z": [_numbers(row, 3) for row in z],
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
    x_axis, y_axis = (_axis("" if few else translate("Class")) for _ in range(2))
    y_axis["autorange"] = "reversed"
    for axis in (x_axis, y_axis):
        axis.update(showgrid=False, fixedrange=True, ticks="")
    layout = {"xaxis": x_axis, "yaxis": y_axis}
    if few:
        x_axis.update(_ticks(names[:-1]), tickangle=-45)
        y_axis.update(_ticks(names[1:], start=1))
        trace["text"] = [[f"{row} – {column}" for column in names[:-1]] for row in names[1:]]
        trace["hovertemplate"] = "%{text}: %{z:.2f}<extra></extra>"
    if n_classes <= MAX_CROWD:
        layout["annotations"] = [
            _distance_mark(column, row + 1, z[row, column], size=11 if n_classes <= 8 else 9)
            for row, column in zip(*np.nonzero(np.isfinite(z)))
        ]
    return _figure([trace], layout)


# A step at each limit, so that the pairs worth a look can be told without reading numbers.
_DISTANCE_COLORS = [
    [0, "#9a3412"],
    [MERGE_BELOW / 2, "#fdba74"],
    [MERGE_BELOW / 2, "#dbe7f0"],
    [SEPARATE_FROM / 2, "#dbe7f0"],
    [SEPARATE_FROM / 2, "#a9c4d9"],
    [1, "#a9c4d9"],
]


def _middles(shares, room):
    """Where the classes of a map stand: each as a part of the height, counted from the top.

    Parameters
    ----------
    shares : ndarray of float, shape (n_classes,)
        With the sum 1.
    room : float
        Height in pixels of the screen.
    """
    heights = _FLOW_ROOM * shares
    taken = _FLOW_ROOM + _FLOW_GAP * (len(shares) - 1)
    tops = np.cumsum(heights + _FLOW_GAP) - heights - _FLOW_GAP
    return ((room - taken) / 2 + tops + heights / 2) / room


def _flow_mark(text, y, at_right, **place):
    """A text beside the classes of a map."""
    return {
        "text": text,
        "x": at_right,
        "y": float(y),
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left" if at_right else "right",
        "yanchor": "middle",
        "xshift": 12 if at_right else -12,
        "showarrow": False,
        "align": "left" if at_right else "right",
        **place,
    }


def _amount(count, area, total, translate):
    """Pixels, percent and, where known, hectares."""
    parts = [translate("{n:,} pixels").format(n=int(count)), f"{count / total:.2%}"]
    if area is not None:
        parts.append(translate("{area:,.2f} hectares").format(area=area))
    return "<br>".join(parts)


def _line(entry, x, mean, deviation, labels, n):
    name = plain(entry.name)
    common = {"type": "scatter", "x": x, "y": _numbers(mean), "legendgroup": str(entry.value)}
    line = {
        **common,
        "mode": "lines+markers",
        "name": name,
        "line": {"color": css(entry.color), "width": 2.5},
        "marker": {
            "size": 7,
            "symbol": _SYMBOLS[n % len(_SYMBOLS)],
            "color": css(entry.color),
            "line": {"width": 1 if is_light(entry.color) else 0, "color": _EDGE},
        },
        "text": labels,
        "customdata": _numbers(deviation, 3),
        "hovertemplate": f"{_inert(name)}<br>%{{text}}<br>%{{y}} ± %{{customdata}}<extra></extra>",
    }
    if not is_light(entry.color):
        return [line]
    under = {"mode": "lines", "line": {"color": _EDGE, "width": 4.5}}
    return [{**common, **under, "hoverinfo": "skip", "showlegend": False}, line]


def _spread(entry, x, mean, deviation):
    """One standard deviation to either side: a shade, or a bar where there is but one band."""
    color = _GREY if is_light(entry.color) else entry.color
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x + x[::-1],
        "y": _numbers(np.concatenate([mean + deviation, (mean - deviation)[::-1]])),
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
        "x": _numbers(x),
        "y": _numbers(y),
        "marker": {
            "size": 5,
            "color": css(entry.color),
            "opacity": 0.8,
            "line": {"width": 0.5, "color": _EDGE if is_light(entry.color) else "white"},
        },
        "hovertemplate": f"{_inert(plain(entry.name))}<extra></extra>",
    }


def _inert(text):
    """A text in which plotly finds nothing to fill in."""
    return text.replace("%", "&#37;")


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
        "font": {"size": 10, "color": _MUTED},
    }


def _class_mark(entry, x, y):
    return {
        "text": f"<b>{entry.value}</b>",
        "x": _numbers([x])[0],
        "y": _numbers([y])[0],
        "showarrow": False,
        "bgcolor": "rgba(255,255,255,0.85)",
        "bordercolor": _EDGE if is_light(entry.color) else css(entry.color),
        "borderpad": 2,
        "font": {"size": 11, "color": _INK},
    }


def _distance_mark(column, row, distance, size):
    return {
        "text": f"{distance:.2f}",
        "x": int(column),
        "y": int(row),
        "showarrow": False,
        "font": {"size": size, "color": "white" if distance < 1 else _INK},
    }


def _axis(title):
    return {
        "title": {"text": title},
        "gridcolor": _GRID,
        "zeroline": False,
        "linecolor": _GRID,
        "automargin": True,
        "tickfont": {"size": 11, "color": _MUTED},
    }


def _ticks(names, start=0):
    return {"tickvals": list(range(start, start + len(names))), "ticktext": names}


def _figure(data, layout):
    return {
        "data": data,
        "layout": {
            "margin": {"l": 64, "r": 16, "t": 12, "b": 52},
            "font": {"family": _FONT, "size": 12, "color": _INK},
            "paper_bgcolor": "white",
            "plot_bgcolor": "white",
            "hovermode": "closest",
            "hoverlabel": {"bgcolor": "white", "bordercolor": _EDGE, "font": {"color": _INK}},
            **layout,
        },
    }


def _numbers(array, digits=_DIGITS):
    """Numbers as JSON has them, without digits that nobody sees; None for what is no number."""
    return [
        float(f"{value:.{digits}g}") if np.isfinite(value) else None for value in np.asarray(array)
    ]
