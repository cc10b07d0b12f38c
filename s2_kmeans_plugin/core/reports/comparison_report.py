"""The report of two maps of classes compared, as a page."""

from functools import partial

import numpy as np

from ..legend import ClassEntry
from .charts import MAX_CROWD
from .flows import flows
from .page import page
from .pictures import data_uri, png_of_classes

# With more classes than this in a map, its rarest are joined.
MAX_SHOWN = MAX_CROWD
MAX_CHANGES = 12

_OTHERS = (176, 184, 193)

# Bytes of a small map.
_MAX_PICTURE, _MIN_PICTURE = 600_000, 50_000


def page_of(comparison, names, run=None, translate=lambda text: text):
    """A comparison as HTML.

    Parameters
    ----------
    comparison : Comparison
        With its small maps.
    names : pair of str
        Of the two maps, such as those of their layers.
    run : page.Run, optional
    translate : callable
        Gives the text to show for an English one.

    Returns
    -------
    str

    Raises
    ------
    MissingDependencyError
        When jinja2 or plotly is not installed.
    """
    first, second, pixels, hectares = _joined(comparison, translate)
    return page(
        "comparison.html.j2",
        {"flows": flows(first, second, pixels, hectares, names, translate)},
        run,
        translate,
        pictures=partial(_pictures, comparison),
        comparison=comparison,
        names=names,
        n_hectares=None if hectares is None else float(hectares.sum()),
        is_joined=max(len(comparison.first), len(comparison.second)) > MAX_SHOWN,
        max_alone=MAX_SHOWN - 1,
        rows=_rows(first, second, pixels, comparison),
        columns=_columns(second, pixels),
        unchanged=_sums([each for each in comparison.transitions if each.unchanged], comparison),
        **_changes(comparison),
    )


def _joined(comparison, translate):
    """The classes to show, those of the second map beside their partners, and what they share.

    Returns
    -------
    first, second : list of ClassEntry
    pixels : ndarray of int64, shape (n_first, n_second)
    hectares : ndarray of float or None, shape (n_first, n_second)
    """
    table, areas = comparison.table, comparison.hectares
    first, rows = _largest(
        comparison.first, table.sum(axis=1), range(len(comparison.first)), translate
    )
    second, cols = _largest(comparison.second, table.sum(axis=0), _order(comparison), translate)

    def added_up(values):
        sums = np.zeros((len(first), len(second)), dtype=values.dtype)
        np.add.at(sums, np.ix_(rows, cols), values)
        return sums

    return first, second, added_up(table), None if areas is None else added_up(areas)


def _order(comparison):
    """The classes of the second map, counted from 0, so that few flows cross.

    Numbers that mean the same in both maps stay in their order. Other classes stand beside their
    partner or, where they have none, after the class that most of their pixels come from.
    """
    columns = range(len(comparison.second))
    if comparison.by_number or not comparison.n_pixels:
        return columns
    rows = {entry.value: row for row, entry in enumerate(comparison.first)}
    partners = {after.value: rows[before.value] for before, after in comparison.partners}
    origins = comparison.table.argmax(axis=0).tolist()

    def place(column):
        value = comparison.second[column].value
        if value in partners:
            return partners[value], 0
        return origins[column], 1

    return sorted(columns, key=place)


def _largest(entries, counts, order, translate):
    """The classes to show, and where among them each class is.

    Parameters
    ----------
    entries : list of ClassEntry
    counts : ndarray of int64, shape (n_classes,)
    order : sequence of int
        The classes, counted from 0, one below the other.
    translate : callable

    Returns
    -------
    list of ClassEntry
    ndarray of int, shape (n_classes,)
    """
    n_alone = len(entries) if len(entries) <= MAX_SHOWN else MAX_SHOWN - 1
    largest = set(np.argsort(-counts, kind="stable")[:n_alone].tolist())
    alone = [n for n in order if n in largest]
    places = np.full(len(entries), n_alone, dtype=np.intp)
    places[alone] = np.arange(n_alone)
    shown = [entries[n] for n in alone]
    if n_alone < len(entries):
        name = translate("{n} others").format(n=len(entries) - n_alone)
        shown.append(ClassEntry(0, name, _OTHERS))
    return shown, places


def _rows(first, second, pixels, comparison):
    """Rows of the table of classes that meet; a share is that of the pixels of the row."""
    total = max(comparison.n_pixels, 1)
    unchanged = {
        (each.before.value, each.after.value) for each in comparison.transitions if each.unchanged
    }
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
                for other, count in zip(second, counts)
            ],
        }
        for entry, counts in zip(first, pixels.tolist())
    ]


def _columns(second, pixels):
    total = max(int(pixels.sum()), 1)
    sums = pixels.sum(axis=0).tolist()
    return [{"entry": entry, "share": count / total} for entry, count in zip(second, sums)]


def _changes(comparison):
    """The largest changes, in the colours of the map of changes, and what the others add up to."""
    changes = [each for each in comparison.transitions if not each.unchanged]
    # Behind the unchanged pixels the legend has the changes; the rarest may share its last class.
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
        "more": _sums(changes[MAX_CHANGES:], comparison),
    }


def _sums(transitions, comparison):
    """Pixels, their share of all, and hectares of several transitions."""
    n_pixels = sum(each.n_pixels for each in transitions)
    known = comparison.hectares is not None
    return {
        "pixels": n_pixels,
        "share": n_pixels / max(comparison.n_pixels, 1),
        "hectares": sum(each.hectares for each in transitions) if known else None,
    }


def _pictures(comparison, room):
    """Data URIs of the two maps and of their changes, by name.

    Parameters
    ----------
    comparison : Comparison
    room : int
        Bytes that the three may take together.
    """
    # Three bytes are four characters of base64.
    n_bytes = min(max(room // 4, _MIN_PICTURE), _MAX_PICTURE)
    legends = comparison.first, comparison.second, comparison.legend
    return {
        name: data_uri(small, partial(png_of_classes, legend=legend), n_bytes)
        for name, small, legend in zip(("first", "second", "changes"), comparison.small, legends)
    }
