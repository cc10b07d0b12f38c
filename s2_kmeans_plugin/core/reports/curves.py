"""A figure against the number of classes, as plotly draws it."""

from .drawing import ACCENT, figure, rounded, titled_axis

# What is suggested, wherever it is marked.
CHOSEN = "#c2570c"

# More numbers than this are not written below one chart.
_MOST_TICKS = 16


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
    numbers, shown = list(numbers), rounded(values)
    sizes = [13 if number == chosen else 7 for number in numbers]
    colors = [CHOSEN if number == chosen else ACCENT for number in numbers]
    hover = "%{x}: %{y}<extra></extra>"
    data = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": numbers,
            "y": shown,
            "line": {"color": ACCENT, "width": 2.5},
            "marker": {"size": sizes, "color": colors, "opacity": 1},
            "hovertemplate": hover,
        }
    ]
    if best is not None:
        ring = {"size": 19, "symbol": "circle-open", "color": ACCENT, "line": {"width": 2}}
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
    x_axis, y_axis = titled_axis(labels["x"]), titled_axis(labels["y"])
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
    return figure(data, layout)


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
