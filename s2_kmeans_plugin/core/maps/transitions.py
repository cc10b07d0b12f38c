"""Transitions between the classes of two maps, and the legend of a map of changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..choices import MAX_CLASSES
from ..legend import ClassEntry, make_legend

_GREY = (200, 200, 200)

# Unchanged pixels take one value of a byte; the rarest transitions share the last one.
_MAX_TRANSITIONS = 253


@dataclass(frozen=True)
class Transition:
    """Pixels of one class in the first map, and of the same or another class in the second.

    Hectares are None if the unit of the grid is unknown.
    """

    before: ClassEntry
    after: ClassEntry
    n_pixels: int
    hectares: float | None
    unchanged: bool


def legends_agree(first: Sequence[ClassEntry], second: Sequence[ClassEntry]) -> bool:
    """Return whether two legends share numbers, and each shared number has the same meaning."""
    of_second = {entry.value: entry for entry in second}
    shared = [(entry, of_second[entry.value]) for entry in first if entry.value in of_second]
    return bool(shared) and all(_mean_the_same(*pair) for pair in shared)


def _mean_the_same(one: ClassEntry, two: ClassEntry) -> bool:
    """Return whether two classes of one number have one name.

    A name that contains the number, as ``Class 3``, says little. Then the colours must agree too,
    as they do in maps of one model, and hardly ever in maps of separate fits.
    """
    says_something = str(one.value) not in one.name
    return one.name == two.name and (says_something or one.color == two.color)


def find_transitions(
    first: Sequence[ClassEntry],
    second: Sequence[ClassEntry],
    table: np.ndarray,
    hectares: np.ndarray | None,
    partners: Sequence[tuple[ClassEntry, ClassEntry]] | None,
) -> list[Transition]:
    """Return all pairs of classes that occur, the most frequent first.

    Table and hectares have shape (n_first, n_second). Partners are matched classes, which are
    unchanged; without partners, classes of equal number are.
    """
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


def change_legend(
    transitions: Sequence[Transition], unchanged: str, other: str
) -> list[ClassEntry]:
    """Return the legend of a map of changes: grey for unchanged, a colour for each change.

    Transitions too rare for a class of their own share the last class, named ``other``.
    """
    changes = [each for each in transitions if not each.unchanged]
    names = [f"{change.before.name} → {change.after.name}" for change in changes[:_MAX_TRANSITIONS]]
    if len(changes) > _MAX_TRANSITIONS:
        names.append(other)
    colored = make_legend(len(names), "distinct", names=names) if names else []
    return [
        ClassEntry(1, unchanged, _GREY),
        *(ClassEntry(entry.value + 1, entry.name, entry.color) for entry in colored),
    ]


def change_codes(transitions: Sequence[Transition]) -> np.ndarray:
    """Return the class in the map of changes by the classes of both maps: uint8, (256, 256)."""
    codes = np.zeros((MAX_CLASSES + 1, MAX_CLASSES + 1), dtype=np.uint8)
    n_changes = 0
    for each in transitions:
        n_changes += not each.unchanged
        code = 1 if each.unchanged else min(n_changes, _MAX_TRANSITIONS + 1) + 1
        codes[each.before.value, each.after.value] = code
    return codes


def change_counts(transitions: Sequence[Transition], n_classes: int) -> np.ndarray:
    """Return the pixels of each class of the map of changes: ndarray of int64."""
    codes = change_codes(transitions)
    counts = np.zeros(n_classes + 1, dtype=np.int64)
    for each in transitions:
        counts[codes[each.before.value, each.after.value]] += each.n_pixels
    return counts[1:]
