"""A map of classes against what is known of the ground: points, polygons or another map."""

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from ..choices import MAX_CLASSES
from ..errors import RasterError
from ..evaluation import agreement
from ..evaluation.agreement import contingency
from ..parallel.windows import by_window, way_of_working
from ..raster.class_map import read_classes, read_legend
from ..raster.grid import check_same_grid
from ..raster.reader import RasterReader, cache_bytes, small_cache
from ..raster.shapes import Shapes


@dataclass(frozen=True)
class LeftOut:
    """What of a reference tells nothing of the map.

    Attributes
    ----------
    n_unnamed : int
        Features without a shape or a class.
    n_outside : int
        Points and polygons beside the map.
    n_without_class : int
        Pixels of the reference that have no class in the map.
    """

    n_unnamed: int
    n_outside: int
    n_without_class: int


@dataclass(frozen=True)
class Assessment:
    """How well a map agrees with a reference.

    Each class of the map is matched with the reference class that most of its pixels have.

    Attributes
    ----------
    names : list of str
        Of the reference classes.
    legend : list of ClassEntry
        Of the map classes that meet the reference, grouped by their partners.
    table : ndarray of int64, shape (n_reference_classes, n_map_classes)
        Pixels of the reference by their class there and in the map.
    partners : ndarray of int, shape (n_map_classes,)
        The reference class, from 1, that each map class is matched with.
    matched : Accuracy
        Once map classes are merged into their partners.
    purity, adjusted_rand_index : float
    left_out : LeftOut
    """

    names: list
    legend: list
    table: np.ndarray
    partners: np.ndarray
    matched: agreement.Accuracy
    purity: float
    adjusted_rand_index: float
    left_out: LeftOut

    @property
    def n_pixels(self):
        """Pixels of the reference that have a class in the map."""
        return int(self.table.sum())


def assess_by_features(classes, features, **work):
    """Assess a map by points or polygons.

    Each point counts once. Polygons stand for the pixels whose centres lie inside; of polygons that
    overlap the last one counts.

    Parameters
    ----------
    classes : RasterSource
        Of one band; 0 is no class.
    features : iterable of (bytes or None, object)
        WKB in the coordinates of the map, and the name of the class: a text, a number, or None.
    **work
        ``executor, n_workers, progress, is_cancelled`` as in `pipeline.classify`.

    Returns
    -------
    Assessment

    Raises
    ------
    RasterError
        When the map cannot be read, or the reference tells nothing of it.
    ArgumentError
        When an argument is out of its range.
    Cancelled
        When ``is_cancelled`` said so.
    """
    features = list(features)
    named = [(wkb, _clean(label)) for wkb, label in features]
    told = [(wkb, label) for wkb, label in named if wkb is not None and label is not None]
    labels = sorted({label for _, label in told}, key=_order)
    if not labels:
        raise RasterError(
            "No feature of the reference has both a shape and a class: choose another layer or "
            "another field."
        )
    if len(labels) > MAX_CLASSES:
        raise RasterError(
            "The reference has {n_labels:,} classes, and no more than {most} can be told apart: "
            "choose a field that names classes.",
            n_labels=len(labels),
            most=MAX_CLASSES,
        )
    values = {label: value for value, label in enumerate(labels, start=1)}
    shapes = Shapes.on(classes.grid, [(wkb, values[label]) for wkb, label in told])
    windows = [window for window in classes.windows(classes.grid.window) if shapes.meet(window)]
    with RasterReader(classes) as reader:
        table = _count(partial(_meetings_with_shapes, reader, shapes), classes, windows, **work)
    return _assessment(
        classes,
        [_text(label) for label in labels],
        table[: len(labels) + 1],
        n_unnamed=len(features) - len(told),
        n_outside=shapes.n_outside,
    )


def assess_by_raster(classes, reference, **work):
    """Assess a map by another one, on the same grid.

    Parameters
    ----------
    classes, reference : RasterSource
        Of one band each; 0 is no class.
    **work
        As in `assess_by_features`.

    Returns
    -------
    Assessment

    Raises
    ------
    RasterError
        When the maps lie on different grids, cannot be read, or have no pixel in common.
    ArgumentError
        When an argument is out of its range.
    Cancelled
        When ``is_cancelled`` said so.
    """
    check_same_grid(classes, reference)
    windows = classes.windows(classes.grid.window)
    with RasterReader(classes) as reader, RasterReader(reference) as other:
        table = _count(partial(_meetings_of_maps, reader, other), classes, windows, **work)
    held = [value for value in range(1, MAX_CLASSES + 1) if table[value].any()]
    legend = read_legend(reference, held)
    return _assessment(classes, [legend[value].name for value in held], table[[0, *held]])


def _clean(label):
    """A label without spaces around it, or None where it says nothing."""
    if isinstance(label, str):
        return label.strip() or None
    return None if isinstance(label, float) and math.isnan(label) else label


def _order(label):
    """Numbers by size, before texts by letters."""
    if isinstance(label, str):
        return 1, label
    return 0, label


def _text(label):
    """A whole number reads as one, whatever the type of the field."""
    return str(int(label)) if isinstance(label, float) and label.is_integer() else str(label)


def _meetings_with_shapes(reader, shapes, window):
    classes = read_classes(reader, window)
    rows, cols, values = shapes.points_in(window)
    met = [(shapes.burn(window), classes), (values, classes[rows, cols])]
    return sum(contingency(first, second, MAX_CLASSES, MAX_CLASSES) for first, second in met)


def _meetings_of_maps(reader, reference, window):
    classes = read_classes(reader, window)
    return contingency(read_classes(reference, window), classes, MAX_CLASSES, MAX_CLASSES)


def _count(count_window, classes, windows, **work):
    """Pixels by class of the reference and of the map, shape (256, 256)."""
    n_workers, parallel = way_of_working(**work)
    table = np.zeros((MAX_CLASSES + 1, MAX_CLASSES + 1), dtype=np.int64)
    with small_cache(cache_bytes(classes, n_workers)):
        for _, counts in by_window(count_window, windows, **parallel):
            table += counts
    return table


def _assessment(classes, names, table, n_unnamed=0, n_outside=0):
    """What a table of meetings tells; row and column 0 are those of no class."""
    left_out = LeftOut(n_unnamed, n_outside, int(table[1:, 0].sum()))
    held = np.flatnonzero(table[1:, 1:].any(axis=0)) + 1
    if not held.size:
        raise RasterError(
            "No pixel of the reference has a class in {path}: choose a map and a reference of the "
            "same place, and check their coordinate systems.",
            path=classes.path,
        )
    partners = agreement.majority_match(table[1:, held])
    grouped = np.argsort(partners, kind="stable")
    held, partners = held[grouped], partners[grouped]
    legend = read_legend(classes, held.tolist())
    met = table[1:, held]
    return Assessment(
        names=names,
        legend=[legend[value] for value in held.tolist()],
        table=met,
        partners=partners,
        matched=agreement.accuracy(met, partners),
        purity=agreement.purity(met),
        adjusted_rand_index=agreement.adjusted_rand_index(met),
        left_out=left_out,
    )
