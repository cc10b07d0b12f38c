"""Plan of an edit: the new value, name and colour of each class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..legend import ClassEntry
from ..models.model import ClusterModel


@dataclass(frozen=True)
class Edit:
    """Requested change of one class.

    Attributes
    ----------
    value, to : int
        The class, 1 to 255, and the new class of its pixels; 0 is nodata, ``value`` keeps them.
    name, color
        Name and colour of the class ``to``; an empty text and None give none.
    """

    value: int
    to: int
    name: str = ""
    color: tuple[int, int, int] | None = None


@dataclass(frozen=True, eq=False)
class Plan:
    """Result of all edits.

    Attributes
    ----------
    lookup : ndarray of uint8, shape (256,)
        New value of each value; 0 stays 0.
    legend : dict of int to ClassEntry
        New classes in order.
    unknown : tuple of int
        Classes of the edits that do not exist.
    """

    lookup: np.ndarray
    legend: dict[int, ClassEntry]
    unknown: tuple[int, ...]

    def legend_of(self, values: Iterable[int]) -> tuple[ClassEntry, ...]:
        """Return the new classes of some old classes, in order."""
        return tuple(self.legend[value] for value in sorted({*self.lookup[list(values)]} - {0}))

    def model(self, model: ClusterModel, about: dict[str, Any]) -> ClusterModel:
        """Return a model with the same edits and a new origin, ``about``."""
        return replace(
            model,
            about=about,
            values=tuple(self.lookup[list(model.values)].tolist()),
            legend=self.legend_of(model.values),
        )


def plan(edits: Sequence[Edit], legend: Mapping[int, ClassEntry], counts: np.ndarray) -> Plan:
    """Return the plan of edits, which all happen at once. Other classes stay unchanged.

    If edits give several names to one new class, the name from the class with its number wins, or
    else the first name. Without a given name the new class keeps the name of the class with its
    number, or else of the largest class that becomes it. The same holds for colours.

    Parameters
    ----------
    edits : sequence of Edit
        At most one for each class.
    legend : mapping of int to ClassEntry
        Old classes.
    counts : ndarray of int, shape (256,)
        Pixels of each old value.
    """
    lookup = np.zeros(256, dtype=np.uint8)
    lookup[list(legend)] = list(legend)
    for edit in edits:
        if edit.value in legend:
            lookup[edit.value] = edit.to
    merged: dict[int, list[int]] = {}
    for value in sorted(legend):
        merged.setdefault(int(lookup[value]), []).append(value)
    merged.pop(0, None)
    # An edit of a missing class may still name the class that other classes become.
    known = [edit for edit in edits if edit.value in legend or _names_another(edit, merged)]
    return Plan(
        lookup,
        {
            value: _entry(value, [edit for edit in known if edit.to == value], olds, legend, counts)
            for value, olds in sorted(merged.items())
        },
        tuple(edit.value for edit in edits if edit not in known),
    )


def _names_another(edit: Edit, merged: Mapping[int, Sequence[int]]) -> bool:
    return edit.value == edit.to and edit.to in merged


def _entry(
    value: int,
    edits: Sequence[Edit],
    olds: Sequence[int],
    legend: Mapping[int, ClassEntry],
    counts: np.ndarray,
) -> ClassEntry:
    edits = sorted(edits, key=lambda edit: edit.value != value)
    names = [edit.name for edit in edits if edit.name]
    colors = [edit.color for edit in edits if edit.color]
    keeper = legend[value if value in olds else max(olds, key=lambda old: counts[old])]
    return ClassEntry(value, (names or [keeper.name])[0], (colors or [keeper.color])[0])
