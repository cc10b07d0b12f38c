"""What became of each class, as the Sankey picture that plotly draws."""

from functools import partial

import numpy as np

from .drawing import EDGE, GREY, LONGEST_NAME, MUTED, css, figure, is_light, number, plain, rounded

# Pixels of the screen that all flows take together, and between two classes: a name has to fit
# beside the rarest.
_FLOW_ROOM, _FLOW_GAP = 280, 18
# Beside them, for a percentage and for each letter of a name.
_FLOW_SHARE, _LETTER = 76, 6


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
            share = f"<span style='color:{MUTED}'>{number(translate, '.1%', count / total)}</span>"
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
            "y": rounded(middles),
            "label": [""] * len(nodes),
            "color": [css(color) for color in colors],
            "customdata": list(texts),
            "hovertemplate": "%{customdata}<extra></extra>",
            "line": {"color": EDGE, "width": 0.5},
            "thickness": 14,
            "pad": _FLOW_GAP,
        },
        "link": {
            "source": rows.tolist(),
            "target": (cols + len(first)).tolist(),
            "value": pixels[rows, cols].tolist(),
            "color": [
                css(GREY if is_light(first[row].color) else first[row].color, 0.45) for row in rows
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
    beside = _FLOW_SHARE + _LETTER * min(longest, LONGEST_NAME)
    margin = {"l": beside, "r": beside, "t": 36, "b": 12}
    height = room + margin["t"] + margin["b"]
    return figure([trace], {"annotations": marks, "margin": margin, "height": height})


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
    parts = [
        translate("{n:,} pixels").format(n=int(count)),
        number(translate, ".2%", count / total),
    ]
    if area is not None:
        parts.append(translate("{area:,.2f} hectares").format(area=area))
    return "<br>".join(parts)
