"""Chart of the flows of pixels from the classes of one map to those of another (Sankey)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..legend import ClassEntry
from .drawing import (
    EDGE,
    GREY,
    MAX_NAME_LENGTH,
    MUTED,
    Figure,
    css,
    is_light,
    make_figure,
    round_numbers,
    shorten_name,
)
from .localisation import Translate, format_number

# Sizes in screen pixels. All flows together are as high as _FLOW_HEIGHT. The gap between two
# classes leaves room for the name of a rare class.
_FLOW_HEIGHT, _CLASS_GAP = 280, 18
# Width of the margins: for a percentage, and for each letter of a name.
_SHARE_WIDTH, _LETTER_WIDTH = 76, 6


def draw_flows(
    sides: tuple[Sequence[ClassEntry], Sequence[ClassEntry]],
    pixels: np.ndarray,
    hectares: np.ndarray | None,
    titles: tuple[str, str],
    translate: Translate,
) -> Figure | None:
    """Draw the flows between the classes of two maps, in the colours of the first map.

    The sides are the classes of both maps, from top to bottom, the titles the names of the maps.
    Pixels and hectares have shape (n_first, n_second). The names of the classes fit only the height
    in the layout. Without pixels there is no chart.
    """
    if not pixels.any():
        return None
    amounts = _Amounts(int(pixels.sum()), translate)
    height = _FLOW_HEIGHT + _CLASS_GAP * (max(pixels.shape) - 1)
    nodes: list[tuple[str, float, str]] = []
    marks = []
    for side, (entries, title) in enumerate(zip(sides, titles)):
        counts = pixels.sum(axis=1 - side)
        areas = [None] * len(entries) if hectares is None else hectares.sum(axis=1 - side)
        marks.append(_mark(f"<b>{shorten_name(title)}</b>", 1, side, yanchor="bottom", yshift=10))
        middles = _middles(counts / amounts.total, height)
        for entry, count, area, middle in zip(entries, counts, areas, middles):
            name = shorten_name(entry.name)
            share = f"<span style='color:{MUTED}'>{amounts.share(count, '.1%')}</span>"
            marks.append(_mark(f"{name}  {share}", 1 - middle, side))
            nodes.append((css(entry.color), middle, f"{name}<br>{amounts.text(count, area)}"))
    colors, places, texts = zip(*nodes)
    trace = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": {
            # Plotly ignores a position of 0.
            "x": [0.001] * len(sides[0]) + [0.999] * len(sides[1]),
            "y": round_numbers(places),
            "label": [""] * len(nodes),
            "color": list(colors),
            "customdata": list(texts),
            "hovertemplate": "%{customdata}<extra></extra>",
            "line": {"color": EDGE, "width": 0.5},
            "thickness": 14,
            "pad": _CLASS_GAP,
        },
        "link": _links(sides, pixels, hectares, amounts),
    }
    names = [*titles, *(entry.name for entries in sides for entry in entries)]
    longest = min(max(map(len, names)), MAX_NAME_LENGTH)
    margin = {"t": 36, "b": 12, **dict.fromkeys("lr", _SHARE_WIDTH + _LETTER_WIDTH * longest)}
    layout = {"annotations": marks, "margin": margin, "height": height + margin["t"] + margin["b"]}
    return make_figure([trace], layout)


class _Amounts:
    """Amounts of pixels as text."""

    def __init__(self, total: int, translate: Translate) -> None:
        self.total = total
        self._translate = translate

    def share(self, count: int, spec: str) -> str:
        return format_number(self._translate, spec, count / self.total)

    def text(self, count: int, area: float | None) -> str:
        """Return pixels, percentage and, where known, hectares."""
        translate = self._translate
        parts = [translate("{n:,} pixels").format(n=int(count)), self.share(count, ".2%")]
        if area is not None:
            parts.append(translate("{area:,.2f} hectares").format(area=area))
        return "<br>".join(parts)


def _links(
    sides: tuple[Sequence[ClassEntry], Sequence[ClassEntry]],
    pixels: np.ndarray,
    hectares: np.ndarray | None,
    amounts: _Amounts,
) -> dict[str, Any]:
    first, second = sides
    sources, targets, values, colors, texts = [], [], [], [], []
    for row, col in np.argwhere(pixels).tolist():
        before, after = first[row], second[col]
        area = None if hectares is None else hectares[row, col]
        sources.append(row)
        targets.append(len(first) + col)
        values.append(int(pixels[row, col]))
        colors.append(css(GREY if is_light(before.color) else before.color, 0.45))
        texts.append(
            f"{shorten_name(before.name)} → {shorten_name(after.name)}<br>"
            + amounts.text(values[-1], area)
        )
    return {
        "source": sources,
        "target": targets,
        "value": values,
        "color": colors,
        "customdata": texts,
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _middles(shares: np.ndarray, height: float) -> np.ndarray:
    """Return the middle of each class as a fraction of the height, from the top.

    A side with fewer classes stands in the middle of the chart.
    """
    heights = _FLOW_HEIGHT * shares
    used = _FLOW_HEIGHT + _CLASS_GAP * (len(shares) - 1)
    tops = np.cumsum(heights + _CLASS_GAP) - heights - _CLASS_GAP
    middles: np.ndarray = ((height - used) / 2 + tops + heights / 2) / height
    return middles


def _mark(text: str, y: float, side: int, **options: Any) -> dict[str, Any]:
    """Put a text beside the classes of the first (0) or the second map (1)."""
    return {
        "text": text,
        "x": side,
        "y": float(y),
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left" if side else "right",
        "yanchor": "middle",
        "xshift": 12 if side else -12,
        "showarrow": False,
        "align": "left" if side else "right",
        **options,
    }
