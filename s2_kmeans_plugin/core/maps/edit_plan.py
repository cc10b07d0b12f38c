"""What becomes of classes that are merged, renamed, recoloured or dropped."""

from dataclasses import dataclass, replace

import numpy as np

from ..legend import ClassEntry


@dataclass(frozen=True)
class Edit:
    """What is asked for one class.

    Attributes
    ----------
    value : int
        The class, 1 to 255.
    to : int
        What its pixels become, 1 to 255, or 0 for nodata; ``value`` where they stay.
    name : str
        Of the class ``to``; empty where none is given.
    color : tuple of 3 int or None
        Of the class ``to``; None where none is given.
    """

    value: int
    to: int
    name: str = ""
    color: tuple = None


@dataclass(frozen=True)
class Plan:
    """What becomes of each class.

    Attributes
    ----------
    lookup : ndarray of uint8, shape (256,)
        The new value of each value; 0 stays 0.
    legend : dict of int to ClassEntry
        The new classes, by rising value.
    unknown : tuple of int
        Classes of which something is asked and that do not exist.
    """

    lookup: np.ndarray
    legend: dict
    unknown: tuple

    def legend_of(self, values):
        """The entries of what some old classes become, by rising value: tuple of ClassEntry."""
        return tuple(self.legend[value] for value in sorted({*self.lookup[list(values)]} - {0}))

    def model(self, model, about):
        """A model whose classes are edited alike.

        Parameters
        ----------
        model : ClusterModel
        about : dict
            How the new one comes about.

        Returns
        -------
        ClusterModel
        """
        return replace(
            model,
            about=about,
            values=tuple(self.lookup[list(model.values)].tolist()),
            legend=self.legend_of(model.values),
        )


def plan(edits, legend, counts):
    """Decide what becomes of classes. All edits are done at once; other classes stay as they are.

    Of several names given for one new class, that of the class which has its number already
    counts, else the first; without any, the class keeps the name of that class or, where it is
    none of those that become it, the name of the largest of them. Colours likewise.

    Parameters
    ----------
    edits : sequence of Edit
        No two of one class.
    legend : dict of int to ClassEntry
        The old classes.
    counts : ndarray of int, shape (256,)
        Pixels of each old value.

    Returns
    -------
    Plan
    """
    lookup = np.zeros(256, dtype=np.uint8)
    lookup[list(legend)] = list(legend)
    for edit in edits:
        if edit.value in legend:
            lookup[edit.value] = edit.to
    merged = {}
    for value in sorted(legend):
        merged.setdefault(int(lookup[value]), []).append(value)
    merged.pop(0, None)
    # A row of a class that does not exist may still name the class that others become.
    told = [edit for edit in edits if edit.value in legend or _names_another(edit, merged)]
    return Plan(
        lookup,
        {
            value: _entry(value, [edit for edit in told if edit.to == value], olds, legend, counts)
            for value, olds in sorted(merged.items())
        },
        tuple(edit.value for edit in edits if edit not in told),
    )


def _names_another(edit, merged):
    return edit.value == edit.to and edit.to in merged


def _entry(value, edits, olds, legend, counts):
    edits = sorted(edits, key=lambda edit: edit.value != value)
    names = [edit.name for edit in edits if edit.name]
    colors = [edit.color for edit in edits if edit.color]
    keeper = legend[value if value in olds else max(olds, key=lambda old: counts[old])]
    return ClassEntry(value, (names or [keeper.name])[0], (colors or [keeper.color])[0])
