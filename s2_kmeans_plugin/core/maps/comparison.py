"""Comparison of two maps of classes on one grid: agreement and transitions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Callable

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
from ..files.commit import Staging
from ..legend import ClassEntry
from ..numerics.areas import Areas
from ..parallel.windows import Workers, by_window
from ..raster.class_map import read_classes, read_legend
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.geotiff import check_map_destination
from ..raster.grid import Window, check_same_grid
from ..raster.reader import RasterReader
from ..raster.source import RasterSource
from .labelling import write_recoded
from .needs import Work, announce_needs, estimate
from .options import commit_outcome
from .preview import Preview, PreviewGrid
from .tally import Tally, WindowSums
from .transitions import (
    Transition,
    change_codes,
    change_counts,
    change_legend,
    find_transitions,
    legends_agree,
)

_BY_NUMBER = (
    "Unchanged pixels have the same class number in both maps: the two legends agree on the "
    "meaning of numbers."
)
_BY_MATCH = (
    "Unchanged pixels have matched classes: the two legends differ, so equal class numbers have no "
    "common meaning."
)


@dataclass(frozen=True)
class ComparisonOutputs:
    """Files of a comparison. All of them appear together, or none does.

    Attributes
    ----------
    changes : str or None
        GeoTIFF of the changes: 0 where a map has no class, 1 for unchanged, then one class for each
        transition, the most frequent first.
    texts : mapping of str to callable
        See `Outputs`; the functions receive the `Comparison`.
    with_previews : bool
        Whether the outcome has the previews that a report shows.
    unchanged, other : str
        Names of unchanged pixels, and of transitions too rare for a class of their own.
    """

    changes: str | None = None
    texts: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    with_previews: bool = False
    unchanged: str = "Unchanged"
    other: str = "Other changes"


@dataclass(frozen=True, eq=False)
class Comparison:
    """Outcome of a comparison.

    If the legends agree, unchanged pixels have the same number in both maps; see `legends_agree`.
    Otherwise, as for two separate classifications, they have matched classes.

    Attributes
    ----------
    first, second : list of ClassEntry
        Classes of each map in pixels where both maps have one.
    table, hectares : ndarray, shape (n_first, n_second)
        Pixels and hectares of each pair of classes.
    n_one_only : int
        Pixels that have a class in only one map. They count nowhere else.
    transitions : list of Transition
        The most frequent first.
    by_number : bool
        Whether unchanged pixels have the same number, and not matched classes.
    agreement, kappa : float
        After the best one-to-one match of the classes; NaN without a match.
    partners : list of (ClassEntry, ClassEntry)
        Matched classes of the first and the second map.
    unmatched : MissingDependencyError or None
        Why the classes could not be matched.
    legend : list of ClassEntry
        Of the map of changes.
    previews : tuple of 3 ndarray of uint8, shape (height, width), or None
        First map, second map and map of changes, thinned; None if not requested.
    """

    first: list[ClassEntry]
    second: list[ClassEntry]
    table: np.ndarray
    hectares: np.ndarray | None
    n_one_only: int
    transitions: list[Transition]
    by_number: bool
    adjusted_rand_index: float
    normalized_mutual_information: float
    agreement: float
    kappa: float
    partners: list[tuple[ClassEntry, ClassEntry]]
    unmatched: MissingDependencyError | None
    legend: list[ClassEntry]
    previews: tuple[np.ndarray, np.ndarray, np.ndarray] | None

    @property
    def n_pixels(self) -> int:
        """Number of pixels that have a class in both maps."""
        return int(self.table.sum())

    @property
    def n_unchanged(self) -> int:
        """Number of unchanged pixels."""
        return sum(each.n_pixels for each in self.transitions if each.unchanged)

    @property
    def rule(self) -> str:
        """The meaning of unchanged, as a sentence."""
        return _BY_NUMBER if self.by_number else _BY_MATCH


def compare_classes(
    first: RasterSource,
    second: RasterSource,
    outputs: ComparisonOutputs | None = None,
    workers: Workers | None = None,
) -> Comparison:
    """Compare two maps of classes, and write a map of the changes if requested.

    Both maps have one band on one grid, and 0 is nodata. If the legends differ, classes must be
    matched, and that needs scipy.
    """
    outputs, workers = outputs or ComparisonOutputs(), workers or Workers()
    check_same_grid(first, second)
    path = outputs.changes
    if path:
        for source in (first, second):
            check_map_destination(path, source)
        announce_needs(path, estimate(first, first.grid.window, Work(), workers))
    with ExitStack() as stack:
        stack.enter_context(small_cache(cache_bytes(first, workers.n_workers)))
        one, two = (stack.enter_context(RasterReader(source)) for source in (first, second))
        workers.watch.stage(until=0.5 if path else 1.0)
        tally = _count(one, two, outputs.with_previews, workers)
        comparison = _compared(first, second, tally, outputs)
        workers.watch.stage(until=1.0)
        staging = stack.enter_context(Staging())
        if path:
            encode = partial(_encode, one, two, change_codes(comparison.transitions))
            legend = comparison.legend
            counts = change_counts(comparison.transitions, len(legend))
            write_recoded(staging.file(path), first, encode, legend, counts, None, workers)
        commit_outcome(comparison, outputs.texts, staging, workers.watch)
    return comparison


def _count(one: RasterReader, two: RasterReader, with_previews: bool, workers: Workers) -> Tally:
    """Count the pairs of classes; in the preview the second map is a band."""
    grid = one.source.grid
    tally = Tally(Areas(grid, (MAX_CLASSES + 1, MAX_CLASSES + 1)))
    preview = PreviewGrid.of(grid.window) if with_previews else None
    if preview is not None:
        tally.preview = Preview.empty(preview, 1, np.uint8)
    count_pairs = partial(_count_pairs, one, two, preview)
    windows = one.source.windows(grid.window)
    return tally.add_all(by_window(count_pairs, windows, workers))


def _count_pairs(
    one: RasterReader, two: RasterReader, preview: PreviewGrid | None, window: Window
) -> WindowSums:
    first, second = (read_classes(reader, window) for reader in (one, two))
    pixels = None
    if preview is not None:
        pixels = preview.thin(second, window)[None], preview.thin(first, window)
    return WindowSums(contingency(first, second, MAX_CLASSES, MAX_CLASSES), pixels=pixels)


def _compared(
    first: RasterSource, second: RasterSource, tally: Tally, outputs: ComparisonOutputs
) -> Comparison:
    table = tally.areas.counts
    both = table[1:, 1:]
    rows, cols = (np.flatnonzero(both.any(axis=axis)) for axis in (1, 0))
    part, hectares = tally.areas.of(np.ix_(rows + 1, cols + 1))
    before, after = (
        list(read_legend(source, (values + 1).tolist()).values())
        for source, values in ((first, rows), (second, cols))
    )
    by_number = legends_agree(before, after)
    matches, unmatched = _matches(part, by_number)
    matched = accuracy(part, matches)
    partners = [(before[row - 1], entry) for row, entry in zip(matches, after) if row]
    transitions = find_transitions(before, after, part, hectares, None if by_number else partners)
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
        legend=change_legend(transitions, outputs.unchanged, outputs.other),
        previews=_previews(tally.preview, before, after, transitions),
    )


def _matches(
    table: np.ndarray, by_number: bool
) -> tuple[np.ndarray, MissingDependencyError | None]:
    """Return the partner of each class of the second map, and why there is none."""
    try:
        return best_match(table), None
    except MissingDependencyError as error:
        if not by_number:
            raise
        return np.zeros(table.shape[1], dtype=np.intp), error


def _previews(
    preview: Preview | None,
    first: Sequence[ClassEntry],
    second: Sequence[ClassEntry],
    transitions: Sequence[Transition],
) -> tuple[np.ndarray, np.ndarray, np.ndarray] | None:
    if preview is None:
        return None
    # A class whose pixels are all nodata in the other map is in no legend.
    one, two = _among(first, preview.classes), _among(second, preview.values[0])
    return one, two, change_codes(transitions)[one, two]


def _among(legend: Sequence[ClassEntry], classes: np.ndarray) -> np.ndarray:
    """Return classes, with 0 for those that a legend does not have."""
    lookup = np.zeros(MAX_CLASSES + 1, dtype=np.uint8)
    for entry in legend:
        lookup[entry.value] = entry.value
    return lookup[classes]


def _encode(one: RasterReader, two: RasterReader, codes: np.ndarray, window: Window) -> np.ndarray:
    pairs = read_classes(one, window).astype(np.uint16) * np.uint16(len(codes))
    # A lookup by row and column takes twice as long.
    return codes.take(pairs + read_classes(two, window))
