"""Assessment of a map of classes with reference data: points, polygons or another map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Callable, Union

import numpy as np

from ..choices import MAX_CLASSES
from ..errors import RasterError
from ..evaluation import agreement
from ..evaluation.agreement import contingency
from ..legend import ClassEntry
from ..parallel.windows import Workers, by_window
from ..raster.class_map import read_classes, read_legend
from ..raster.gdal_cache import cache_bytes, small_cache
from ..raster.grid import Window, check_same_grid
from ..raster.reader import RasterReader
from ..raster.shapes import Shapes
from ..raster.source import RasterSource

# The class of a feature: a text or a number.
Label = Union[str, int, float]


@dataclass(frozen=True)
class UnusedReference:
    """Parts of the reference that say nothing about the map.

    Features without a shape or a class, points and polygons outside the map, and reference pixels
    that have no class in the map.
    """

    n_unnamed: int
    n_outside: int
    n_without_class: int


@dataclass(frozen=True, eq=False)
class Assessment:
    """Agreement of a map with reference data.

    Each class of the map is matched with the reference class of most of its pixels.

    Attributes
    ----------
    names : list of str
        Reference classes.
    legend : list of ClassEntry
        Map classes that occur in the reference, grouped by their partners.
    table : ndarray of int64, shape (n_reference_classes, n_map_classes)
        Reference pixels by reference class and map class.
    partners : ndarray of int, shape (n_map_classes,)
        Matched reference class of each map class, from 1.
    matched : Accuracy
        After map classes are merged into their partners.
    """

    names: list[str]
    legend: list[ClassEntry]
    table: np.ndarray
    partners: np.ndarray
    matched: agreement.Accuracy
    purity: float
    adjusted_rand_index: float
    unused: UnusedReference

    @property
    def n_pixels(self) -> int:
        """Number of reference pixels that have a class in the map."""
        return int(self.table.sum())


def assess_by_features(
    classes: RasterSource,
    features: Iterable[tuple[bytes | None, Label | None]],
    workers: Workers | None = None,
) -> Assessment:
    """Assess a map of one band by points or polygons, given as WKB in its coordinates and a class.

    Each point counts once. A polygon counts for the pixels whose centres it contains; where
    polygons overlap, the last one counts.
    """
    features = list(features)
    cleaned = [(wkb, _clean(label)) for wkb, label in features]
    named = [(wkb, label) for wkb, label in cleaned if wkb is not None and label is not None]
    labels = _labels(label for _, label in named)
    values = {label: value for value, label in enumerate(labels, start=1)}
    shapes = Shapes.on(classes.grid, [(wkb, values[label]) for wkb, label in named])
    windows = [window for window in classes.windows(classes.grid.window) if shapes.meet(window)]
    with RasterReader(classes) as reader:
        table = _count(partial(_pairs_with_shapes, reader, shapes), classes, windows, workers)
    return _assessment(
        classes,
        [_text(label) for label in labels],
        table[: len(labels) + 1],
        n_unnamed=len(features) - len(named),
        n_outside=shapes.n_outside,
    )


def assess_by_raster(
    classes: RasterSource, reference: RasterSource, workers: Workers | None = None
) -> Assessment:
    """Assess a map by another map on the same grid; both have one band, and 0 is nodata."""
    check_same_grid(classes, reference)
    windows = classes.windows(classes.grid.window)
    with RasterReader(classes) as reader, RasterReader(reference) as other:
        table = _count(partial(_pairs_of_maps, reader, other), classes, windows, workers)
    present = [value for value in range(1, MAX_CLASSES + 1) if table[value].any()]
    legend = read_legend(reference, present)
    return _assessment(classes, [legend[value].name for value in present], table[[0, *present]])


def _labels(labels: Iterable[Label]) -> list[Label]:
    """Return the distinct labels in order."""
    distinct = sorted(set(labels), key=_order)
    if not distinct:
        raise RasterError(
            "The reference has no feature with both a shape and a class. Choose another layer or "
            "another field."
        )
    if len(distinct) > MAX_CLASSES:
        raise RasterError(
            "The reference has {n_labels:,} classes, above the limit of {most}. Choose a field "
            "that names classes.",
            n_labels=len(distinct),
            most=MAX_CLASSES,
        )
    return distinct


def _clean(label: Label | None) -> Label | None:
    """Return a label without surrounding spaces, or None if it says nothing."""
    if isinstance(label, str):
        return label.strip() or None
    return None if isinstance(label, float) and math.isnan(label) else label


def _order(label: Label) -> tuple[int, Label]:
    """Return a sort key: numbers by size, then texts by letters."""
    return (1 if isinstance(label, str) else 0), label


def _text(label: Label) -> str:
    """Return the text of a label; a whole number has no decimals."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def _pairs_with_shapes(reader: RasterReader, shapes: Shapes, window: Window) -> np.ndarray:
    classes = read_classes(reader, window)
    rows, cols, values = shapes.points_in(window)
    pairs = [(shapes.burn(window), classes), (values, classes[rows, cols])]
    tables = [contingency(first, second, MAX_CLASSES, MAX_CLASSES) for first, second in pairs]
    return np.sum(tables, axis=0)


def _pairs_of_maps(reader: RasterReader, reference: RasterReader, window: Window) -> np.ndarray:
    classes = read_classes(reader, window)
    return contingency(read_classes(reference, window), classes, MAX_CLASSES, MAX_CLASSES)


def _count(
    count_pairs: Callable[[Window], np.ndarray],
    classes: RasterSource,
    windows: Sequence[Window],
    workers: Workers | None,
) -> np.ndarray:
    """Return the pixels by reference class and map class, shape (256, 256)."""
    workers = workers or Workers()
    table = np.zeros((MAX_CLASSES + 1, MAX_CLASSES + 1), dtype=np.int64)
    with small_cache(cache_bytes(classes, workers.n_workers)):
        for _, counts in by_window(count_pairs, windows, workers):
            table += counts
    return table


def _assessment(
    classes: RasterSource,
    names: list[str],
    table: np.ndarray,
    n_unnamed: int = 0,
    n_outside: int = 0,
) -> Assessment:
    """Return the assessment of a table; its row and column 0 are nodata."""
    unused = UnusedReference(n_unnamed, n_outside, int(table[1:, 0].sum()))
    present = np.flatnonzero(table[1:, 1:].any(axis=0)) + 1
    if not present.size:
        raise RasterError(
            "{path} has no class in any pixel of the reference. Choose a map and a reference of "
            "the same place, and check their coordinate systems.",
            path=classes.path,
        )
    partners = agreement.majority_match(table[1:, present])
    grouped = np.argsort(partners, kind="stable")
    present, partners = present[grouped], partners[grouped]
    legend = read_legend(classes, present.tolist())
    table = table[1:, present]
    return Assessment(
        names=names,
        legend=[legend[value] for value in present.tolist()],
        table=table,
        partners=partners,
        matched=agreement.accuracy(table, partners),
        purity=agreement.purity(table),
        adjusted_rand_index=agreement.adjusted_rand_index(table),
        unused=unused,
    )
