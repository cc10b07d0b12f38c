"""Two maps of classes on one grid: how alike they are, and what became what."""

import csv
import io
import os
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

import numpy as np

from .agreement import (
    accuracy,
    adjusted_rand_index,
    best_match,
    contingency,
    normalized_mutual_information,
)
from .legend import ClassEntry, make_legend
from .needs import tell_needs
from .parallel import ordered_map
from .raster.class_map import read_classes, read_legend
from .raster.grid import check_same_grid
from .raster.reader import RasterReader, cache_bytes, small_cache
from .raster.writer import ClassWriter, check_destination
from .table import plain
from .watch import Watch

_MOST = 255
_GREY = (200, 200, 200)

# Unchanged pixels take one value of a byte; the rarest transitions share the last.
_MOST_TRANSITIONS = 253


@dataclass(frozen=True)
class Transition:
    """Pixels that are of one class in the first map and of another, or the same, in the second."""

    before: ClassEntry
    after: ClassEntry
    n_pixels: int
    hectares: float


@dataclass(frozen=True)
class Comparison:
    """How alike two maps are.

    Attributes
    ----------
    transitions : list of Transition
        The most frequent first; hectares are None where the unit of the grid is not known.
    n_pixels : int
        Pixels that have a class in both maps.
    adjusted_rand_index, normalized_mutual_information : float
    agreement, kappa : float
        After the best one-to-one match of the classes; NaN where there is nothing to match.
    partners : dict of str to str
        The class of the first map that each class of the second is matched with.
    legend : list of ClassEntry
        Of the map of changes.
    """

    transitions: list
    n_pixels: int
    adjusted_rand_index: float
    normalized_mutual_information: float
    agreement: float
    kappa: float
    partners: dict
    legend: list


def compare_classes(
    first,
    second,
    path=None,
    *,
    unchanged="Unchanged",
    other="Other changes",
    executor=None,
    n_workers=None,
    progress=None,
    is_cancelled=None,
):
    """Compare two maps of classes.

    Parameters
    ----------
    first, second : RasterSource
        Of one band each, on one grid; 0 is no class.
    path : str, optional
        Of a GeoTIFF of the changes: 0 where a map has no class, 1 unchanged, then one class for
        each transition, the most frequent first.
    unchanged, other : str
        Names of the pixels of the same class, and of those whose transition is too rare to have a
        class of its own.
    executor, n_workers, progress, is_cancelled
        As in `pipeline.classify`.

    Returns
    -------
    Comparison

    Raises
    ------
    RasterError
        When the maps lie on different grids or cannot be read, or the GeoTIFF cannot be written.
    MissingDependencyError
        When scipy is not installed.
    Cancelled
        When ``is_cancelled`` said so.
    """
    check_same_grid(first, second)
    n_workers = n_workers or os.cpu_count() or 1
    parallel = {
        "executor": executor,
        "in_flight": 2 * n_workers,
        "watch": Watch(progress, is_cancelled),
    }
    watch = parallel["watch"]
    if path:
        for source in (first, second):
            check_destination(path, source)
        tell_needs(
            path,
            first,
            first.grid.window,
            n_clusters=1,
            sample_size=1,
            n_workers=n_workers,
            in_flight=2 * n_workers,
        )
    windows = first.windows(first.grid.window)
    with ExitStack() as stack:
        stack.enter_context(small_cache(cache_bytes(first, n_workers)))
        one, two = (stack.enter_context(RasterReader(source)) for source in (first, second))
        watch.stage(until=0.5 if path else 1.0)
        table, hectares = _count(one, two, windows, first.grid, **parallel)
        comparison = _compared(first, second, table, hectares, unchanged, other)
        if path:
            watch.stage(until=1.0)
            _write(path, comparison, one, two, windows, **parallel)
    return comparison


def transition_table(comparison):
    """The text of a CSV file with one row a transition."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["from", "from name", "to", "to name", "pixels", "percent", "hectares"])
    for change in comparison.transitions:
        writer.writerow(
            [
                change.before.value,
                plain(change.before.name),
                change.after.value,
                plain(change.after.name),
                change.n_pixels,
                f"{100 * change.n_pixels / max(1, comparison.n_pixels):.4f}",
                "" if change.hectares is None else f"{change.hectares:.4f}",
            ]
        )
    return text.getvalue()


def _count(one, two, windows, grid, *, executor, in_flight, watch):
    """Pixels and hectares by class of the first and of the second map."""
    table = np.zeros((_MOST + 1, _MOST + 1), dtype=np.int64)
    known = grid.hectares_per_pixel(grid.window) is not None
    hectares = np.zeros(table.shape) if known else None
    counts = ordered_map(executor, partial(_pairs, one, two), windows, in_flight, watch.check)
    for n_done, (window, part) in enumerate(zip(windows, counts), start=1):
        table += part
        if known:
            hectares += part * grid.hectares_per_pixel(window)
        watch.at(n_done / len(windows))
    return table, hectares


def _pairs(one, two, window):
    return contingency(read_classes(one, window), read_classes(two, window), _MOST, _MOST)


def _compared(first, second, table, hectares, unchanged, other):
    both = table[1:, 1:]
    rows, cols = (np.flatnonzero(both.any(axis=axis)) for axis in (1, 0))
    before = read_legend(first, (rows + 1).tolist())
    after = read_legend(second, (cols + 1).tolist())
    part = both[np.ix_(rows, cols)]
    partners = best_match(part)
    matched = accuracy(part, partners)
    pairs = [(int(row), int(col)) for row, col in np.argwhere(both)]
    pairs.sort(key=lambda pair: (-both[pair], pair))
    transitions = [
        Transition(
            before[row + 1],
            after[col + 1],
            int(both[row, col]),
            None if hectares is None else float(hectares[row + 1, col + 1]),
        )
        for row, col in pairs
    ]
    names = {
        after[col + 1].name: before[rows[partner - 1] + 1].name
        for col, partner in zip(cols, partners)
        if partner
    }
    return Comparison(
        transitions=transitions,
        n_pixels=int(both.sum()),
        adjusted_rand_index=adjusted_rand_index(part),
        normalized_mutual_information=normalized_mutual_information(part),
        agreement=matched.overall,
        kappa=matched.kappa,
        partners=names,
        legend=_legend(transitions, unchanged, other),
    )


def _changes(transitions):
    return [change for change in transitions if change.before.value != change.after.value]


def _legend(transitions, unchanged, other):
    """Unchanged is grey; a change has a colour of its own and the name ``from → to``."""
    changes = _changes(transitions)
    names = [
        f"{change.before.name} → {change.after.name}" for change in changes[:_MOST_TRANSITIONS]
    ]
    if len(changes) > _MOST_TRANSITIONS:
        names.append(other)
    colored = make_legend(len(names), "distinct", names=names) if names else []
    return [
        ClassEntry(1, unchanged, _GREY),
        *(ClassEntry(entry.value + 1, entry.name, entry.color) for entry in colored),
    ]


def _write(path, comparison, one, two, windows, *, executor, in_flight, watch):
    codes = np.full((_MOST + 1, _MOST + 1), _MOST_TRANSITIONS + 2, dtype=np.uint8)
    codes[0] = codes[:, 0] = 0
    np.fill_diagonal(codes[1:, 1:], 1)
    kept = _changes(comparison.transitions)[:_MOST_TRANSITIONS]
    for code, change in enumerate(kept, start=2):
        codes[change.before.value, change.after.value] = code
    counts = np.zeros(_MOST + 1, dtype=np.int64)
    encoded = ordered_map(
        executor, partial(_encode, one, two, codes), windows, in_flight, watch.check
    )
    source = one.source
    _, height = source.window_shape()
    with ClassWriter(path, source.grid, comparison.legend, height) as writer:
        for n_done, (window, changes) in enumerate(zip(windows, encoded), start=1):
            writer.write(window, changes)
            counts += np.bincount(changes.ravel(), minlength=_MOST + 1)
            watch.at(n_done / len(windows))
        writer.finish(counts[1 : len(comparison.legend) + 1])


def _encode(one, two, codes, window):
    return codes[read_classes(one, window), read_classes(two, window)]
