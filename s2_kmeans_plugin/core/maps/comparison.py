"""Two maps of classes on one grid: how alike they are, and what became what."""

from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..choices import MAX_CLASSES
from ..errors import MissingDependencyError
from ..evaluation.agreement import (
    accuracy,
    adjusted_rand_index,
    best_match,
    contingency,
    normalized_mutual_information,
)
from ..legend import ClassEntry, make_legend
from ..numerics.areas import Areas
from ..parallel.windows import by_window, way_of_working
from ..raster.class_map import read_classes, read_legend
from ..raster.geotiff import ClassWriter, check_destination
from ..raster.grid import check_same_grid
from ..raster.reader import RasterReader, cache_bytes, small_cache
from .needs import tell_needs
from .preview import Preview, thinned

_GREY = (200, 200, 200)

# Unchanged pixels take one value of a byte; the rarest transitions share the last.
_MOST_TRANSITIONS = 253

_BY_NUMBER = (
    "Unchanged is what has the same class number in both maps: the two legends agree on what "
    "numbers mean."
)
_BY_MATCH = (
    "Unchanged is what has matched classes in both maps: the two legends differ, so class numbers "
    "mean nothing across them."
)


@dataclass(frozen=True)
class Transition:
    """Pixels that are of one class in the first map and of another, or the same, in the second."""

    before: ClassEntry
    after: ClassEntry
    n_pixels: int
    hectares: float
    unchanged: bool


@dataclass(frozen=True)
class Comparison:
    """How alike two maps are.

    What a change is depends on what numbers mean. Where the legends agree, unchanged is what has
    the same number in both maps: see `_means_the_same`. Otherwise, as for two classifications that
    know nothing of each other, it is what has the matched class.

    Attributes
    ----------
    first, second : list of ClassEntry
        Classes of each map where both maps have one.
    table : ndarray of int64, shape (n_first, n_second)
        Pixels of each pair of classes.
    hectares : ndarray of float or None, shape (n_first, n_second)
        None where the unit of the grid is not known.
    n_one_only : int
        Pixels that have a class in one map alone, and count nowhere else.
    transitions : list of Transition
        The most frequent first; hectares are None where the unit of the grid is not known.
    by_number : bool
        Whether unchanged is what has the same number, rather than the matched class.
    adjusted_rand_index, normalized_mutual_information : float
    agreement, kappa : float
        After the best one-to-one match of the classes; NaN where there is nothing to match.
    partners : list of (ClassEntry, ClassEntry)
        Matched classes of the first and of the second map.
    unmatched : MissingDependencyError or None
        Why the classes could not be matched.
    legend : list of ClassEntry
        Of the map of changes.
    small : tuple of 3 ndarray of uint8, shape (height, width), or None
        The first map, the second and that of the changes in small; None where not asked for.
    """

    first: list
    second: list
    table: np.ndarray
    hectares: np.ndarray
    n_one_only: int
    transitions: list
    by_number: bool
    adjusted_rand_index: float
    normalized_mutual_information: float
    agreement: float
    kappa: float
    partners: list
    unmatched: MissingDependencyError
    legend: list
    small: tuple

    @property
    def n_pixels(self):
        """Pixels that have a class in both maps."""
        return int(self.table.sum())

    @property
    def n_unchanged(self):
        return sum(each.n_pixels for each in self.transitions if each.unchanged)

    @property
    def rule(self):
        """A sentence on what counts as unchanged."""
        return _BY_NUMBER if self.by_number else _BY_MATCH


def compare_classes(
    first,
    second,
    path=None,
    *,
    unchanged="Unchanged",
    other="Other changes",
    with_report=False,
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
        Names of the pixels that are unchanged, and of those whose transition is too rare to have a
        class of its own.
    with_report : bool
        Whether to keep the small maps that a report shows.
    executor, n_workers, progress, is_cancelled
        As in `pipeline.classify`.

    Returns
    -------
    Comparison

    Raises
    ------
    RasterError
        When the maps lie on different grids or cannot be read, or the GeoTIFF cannot be written.
    ArgumentError
        When an argument is out of its range.
    MissingDependencyError
        When scipy is not installed and the legends differ, so that classes have to be matched.
    Cancelled
        When ``is_cancelled`` said so.
    """
    check_same_grid(first, second)
    n_workers, parallel = way_of_working(executor, n_workers, progress, is_cancelled)
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
            in_flight=parallel["in_flight"],
        )
    windows = first.windows(first.grid.window)
    with ExitStack() as stack:
        stack.enter_context(small_cache(cache_bytes(first, n_workers)))
        one, two = (stack.enter_context(RasterReader(source)) for source in (first, second))
        watch.stage(until=0.5 if path else 1.0)
        # The first map as the classes, the second as the one band beside them.
        preview = Preview.empty(first.grid.window, 1, np.uint8) if with_report else None
        areas = _count(one, two, windows, preview, **parallel)
        comparison = _compared(first, second, areas, preview, unchanged, other)
        if path:
            watch.stage(until=1.0)
            _write(path, comparison, one, two, windows, **parallel)
    return comparison


def _count(one, two, windows, preview, **parallel):
    """Areas by class of the first and of the second map."""
    grid = one.source.grid
    areas = Areas(grid, (MAX_CLASSES + 1, MAX_CLASSES + 1))
    meet = partial(_meet, one, two, None if preview is None else (grid.window, preview.step))
    for window, (table, small) in by_window(meet, windows, **parallel):
        areas.add(window, table)
        if preview is not None:
            preview.add(window, small[1][None], small[0])
    return areas


def _meet(one, two, preview, window):
    """Pixels by class of both maps in a window, and what a preview keeps of either."""
    classes = [read_classes(reader, window) for reader in (one, two)]
    small = None
    if preview is not None:
        small = [thinned(each, window, *preview) for each in classes]
    return contingency(*classes, MAX_CLASSES, MAX_CLASSES), small


def _compared(first, second, areas, preview, unchanged, other):
    table = areas.counts
    both = table[1:, 1:]
    rows, cols = (np.flatnonzero(both.any(axis=axis)) for axis in (1, 0))
    part, hectares = areas.of(np.ix_(rows + 1, cols + 1))
    before, after = (
        list(read_legend(source, (values + 1).tolist()).values())
        for source, values in ((first, rows), (second, cols))
    )
    by_number = _legends_agree(before, after)
    unmatched = None
    try:
        matches = best_match(part)
    except MissingDependencyError as error:
        if not by_number:
            raise
        unmatched = error
        matches = np.zeros(len(after), dtype=np.intp)
    matched = accuracy(part, matches)
    partners = [(before[row - 1], entry) for row, entry in zip(matches, after) if row]
    transitions = _transitions(before, after, part, hectares, None if by_number else partners)
    small = None
    if preview is not None:
        # A class that the other map never has a pixel for is in no legend.
        pair = (_among(before, preview.classes), _among(after, preview.values[0]))
        small = (*pair, _codes(transitions)[pair])
    return Comparison(
        first=before,
        second=after,
        table=part,
        hectares=hectares,
        n_one_only=int(table[0, 1:].sum() + table[1:, 0].sum()),
        transitions=transitions,
        by_number=by_number,
        adjusted_rand_index=adjusted_rand_index(part),
        normalized_mutual_information=normalized_mutual_information(part),
        agreement=float("nan") if unmatched else matched.overall,
        kappa=float("nan") if unmatched else matched.kappa,
        partners=partners,
        unmatched=unmatched,
        legend=_legend(transitions, unchanged, other),
        small=small,
    )


def _legends_agree(first, second):
    """Whether the maps share numbers, and each means the same in both."""
    of_second = {entry.value: entry for entry in second}
    shared = [(entry, of_second[entry.value]) for entry in first if entry.value in of_second]
    return bool(shared) and all(_means_the_same(*pair) for pair in shared)


def _means_the_same(one, two):
    """Whether two classes of one number have one name.

    A name that holds the number says little, as ``Class 3``: then the colours have to be the same
    too, as they are in maps made with one model, and hardly ever in maps that were made apart.
    """
    says_something = str(one.value) not in one.name
    return one.name == two.name and (says_something or one.color == two.color)


def _transitions(first, second, table, hectares, partners):
    """All pairs of classes that meet; without partners, those of one number are unchanged."""
    pairs = np.argwhere(table).tolist()
    pairs.sort(key=lambda pair: (-table[tuple(pair)], pair))
    same = None if partners is None else {(one.value, two.value) for one, two in partners}
    transitions = []
    for row, col in pairs:
        before, after = first[row], second[col]
        values = (before.value, after.value)
        transitions.append(
            Transition(
                before,
                after,
                int(table[row, col]),
                None if hectares is None else float(hectares[row, col]),
                values[0] == values[1] if same is None else values in same,
            )
        )
    return transitions


def _legend(transitions, unchanged, other):
    """Unchanged is grey; a change has a colour of its own and the name ``from → to``."""
    changes = [each for each in transitions if not each.unchanged]
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


def _among(legend, classes):
    """Classes of a map, 0 where a legend does not have them."""
    held = np.zeros(MAX_CLASSES + 1, dtype=np.uint8)
    for entry in legend:
        held[entry.value] = entry.value
    return held[classes]


def _codes(transitions):
    """The class, in the map of changes, of each class of the first map and of the second.

    Returns
    -------
    ndarray of uint8, shape (256, 256)
    """
    codes = np.zeros((MAX_CLASSES + 1, MAX_CLASSES + 1), dtype=np.uint8)
    n_changes = 0
    for each in transitions:
        n_changes += not each.unchanged
        code = 1 if each.unchanged else min(n_changes, _MOST_TRANSITIONS + 1) + 1
        codes[each.before.value, each.after.value] = code
    return codes


def _write(path, comparison, one, two, windows, **parallel):
    codes = _codes(comparison.transitions)
    counts = np.zeros(len(comparison.legend) + 1, dtype=np.int64)
    for each in comparison.transitions:
        counts[codes[each.before.value, each.after.value]] += each.n_pixels
    source = one.source
    _, height = source.window_shape()
    with ClassWriter(path, source.grid, comparison.legend, height) as writer:
        for window, changes in by_window(partial(_encode, one, two, codes), windows, **parallel):
            writer.write(window, changes)
        writer.finish(counts[1:])


def _encode(one, two, codes, window):
    pairs = read_classes(one, window).astype(np.uint16) * np.uint16(len(codes))
    # Looking up rows and columns takes twice as long.
    return codes.take(pairs + read_classes(two, window))
