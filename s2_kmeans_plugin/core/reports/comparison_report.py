"""Report of the comparison of two class maps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..legend import ClassEntry
from ..maps.comparison import Comparison
from ..maps.transitions import Transition
from .drawing import MAX_CROWD, Color
from .flows import draw_flows
from .localisation import Translate, untranslated
from .page import Run, render
from .pictures import Picture

# Of more classes in a map, the smallest are combined into one row or column.
MAX_SHOWN = MAX_CROWD
# Longest list of changes (chosen).
MAX_CHANGES = 12

_OTHERS_COLOR: Color = (176, 184, 193)


def render_comparison_report(
    comparison: Comparison,
    names: tuple[str, str],
    run: Run | None = None,
    translate: Translate = untranslated,
) -> str:
    """Render the report of a comparison as HTML; without previews it has no pictures.

    ``names`` are those of the maps, for example of their layers.
    """
    shown = _combine(comparison, translate)
    unchanged = [each for each in comparison.transitions if each.unchanged]
    legends = comparison.first, comparison.second, comparison.legend
    return render(
        "comparison_report.html.j2",
        run,
        translate,
        figures={
            "flows": draw_flows(
                (shown.first, shown.second), shown.pixels, shown.hectares, names, translate
            )
        },
        pictures={
            name: Picture.of_classes(classes, legend)
            for name, classes, legend in zip(
                ("first", "second", "changes"), comparison.previews or (), legends
            )
        },
        comparison=comparison,
        names=names,
        n_hectares=None if shown.hectares is None else float(shown.hectares.sum()),
        is_combined=max(len(comparison.first), len(comparison.second)) > MAX_SHOWN,
        max_separate=MAX_SHOWN - 1,
        rows=_rows(shown, {(each.before.value, each.after.value) for each in unchanged}),
        columns=_columns(shown),
        unchanged=_sum(unchanged, comparison),
        **_changes(comparison),
    )


@dataclass(frozen=True, eq=False)
class _Shown:
    """Classes on the page, and amounts of shape (n_first, n_second)."""

    first: list[ClassEntry]
    second: list[ClassEntry]
    pixels: np.ndarray
    hectares: np.ndarray | None


def _combine(comparison: Comparison, translate: Translate) -> _Shown:
    """Combine the smallest classes, and put those of the second map beside their partners."""
    table, areas = comparison.table, comparison.hectares
    in_order = range(len(comparison.first))
    first, rows = _largest(comparison.first, table.sum(axis=1), in_order, translate)
    second, cols = _largest(
        comparison.second, table.sum(axis=0), _order_of_second(comparison), translate
    )

    def sum_up(values: np.ndarray) -> np.ndarray:
        sums = np.zeros((len(first), len(second)), dtype=values.dtype)
        np.add.at(sums, np.ix_(rows, cols), values)
        return sums

    return _Shown(first, second, sum_up(table), None if areas is None else sum_up(areas))


def _order_of_second(comparison: Comparison) -> Sequence[int]:
    """Order the classes of the second map, counted from 0, so that few flows cross.

    Where class values mean the same in both maps, their order is kept. Otherwise a class stands
    beside its partner; without one, after the class from which most of its pixels come.
    """
    columns = range(len(comparison.second))
    if comparison.by_number or not comparison.n_pixels:
        return columns
    rows = {entry.value: row for row, entry in enumerate(comparison.first)}
    partners = {after.value: rows[before.value] for before, after in comparison.partners}
    origins = comparison.table.argmax(axis=0).tolist()

    def place(column: int) -> tuple[int, int]:
        value = comparison.second[column].value
        if value in partners:
            return partners[value], 0
        return origins[column], 1

    return sorted(columns, key=place)


def _largest(
    entries: Sequence[ClassEntry], counts: np.ndarray, order: Sequence[int], translate: Translate
) -> tuple[list[ClassEntry], np.ndarray]:
    """Return the classes on the page, from top to bottom, and the position of each class."""
    n_separate = len(entries) if len(entries) <= MAX_SHOWN else MAX_SHOWN - 1
    largest = set(np.argsort(-counts, kind="stable")[:n_separate].tolist())
    separate = [n for n in order if n in largest]
    places = np.full(len(entries), n_separate, dtype=np.intp)
    places[separate] = np.arange(n_separate)
    shown = [entries[n] for n in separate]
    if n_separate < len(entries):
        name = translate("{n} other classes").format(n=len(entries) - n_separate)
        shown.append(ClassEntry(0, name, _OTHERS_COLOR))
    return shown, places


def _rows(shown: _Shown, unchanged: set[tuple[int, int]]) -> list[dict[str, Any]]:
    """Return the rows of the transition matrix; the share of a cell is a fraction of its row."""
    total = max(int(shown.pixels.sum()), 1)
    return [
        {
            "entry": entry,
            "pixels": sum(counts),
            "share": sum(counts) / total,
            "cells": [
                {
                    "pixels": count,
                    "share": count / max(sum(counts), 1),
                    "unchanged": (entry.value, other.value) in unchanged,
                }
                for other, count in zip(shown.second, counts)
            ],
        }
        for entry, counts in zip(shown.first, shown.pixels.tolist())
    ]


def _columns(shown: _Shown) -> list[dict[str, Any]]:
    total = max(int(shown.pixels.sum()), 1)
    sums = shown.pixels.sum(axis=0).tolist()
    return [{"entry": entry, "share": count / total} for entry, count in zip(shown.second, sums)]


def _changes(comparison: Comparison) -> dict[str, Any]:
    """Return the largest changes in the colours of the map of changes, and the sum of the rest."""
    changes = [each for each in comparison.transitions if not each.unchanged]
    # The first entry of the legend is for unchanged pixels. The rarest changes may share the last.
    colors = [entry.color for entry in comparison.legend[1:]]
    largest = max((each.n_pixels for each in changes), default=1)
    return {
        "changes": [
            {
                "transition": each,
                "entry": ClassEntry(0, "", color),
                "bar": each.n_pixels / largest,
                "share": each.n_pixels / comparison.n_pixels,
            }
            for each, color in zip(changes[:MAX_CHANGES], colors)
        ],
        "n_more": max(len(changes) - MAX_CHANGES, 0),
        "more": _sum(changes[MAX_CHANGES:], comparison),
    }


def _sum(transitions: Iterable[Transition], comparison: Comparison) -> dict[str, Any]:
    """Return pixels, their share of all pixels, and hectares of several transitions."""
    transitions = list(transitions)
    n_pixels = sum(each.n_pixels for each in transitions)
    is_known = comparison.hectares is not None
    return {
        "pixels": n_pixels,
        "share": n_pixels / max(comparison.n_pixels, 1),
        "hectares": sum(each.hectares for each in transitions) if is_known else None,
    }
