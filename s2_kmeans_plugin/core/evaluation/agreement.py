"""How alike two classifications are, from the table of how often their classes meet.

Two maps may be far larger than memory, their table is not: it is counted window by window. The rows
of a table are the classes of the first map, or of the reference; the columns those of the second,
the map that is looked at. Class 1 comes first, and what has no class in either is left out, as by
``contingency(...)[1:, 1:]``.

Clusters have no names, so their numbers mean nothing across two maps. Some measures do without
numbers (`adjusted_rand_index`, `normalized_mutual_information`, `purity`); the others need classes
matched first, one to one (`best_match`) or several to one (`majority_match`).

Pairs of pixels and squares of counts outgrow 64 bits at a few billion pixels, and float64 does not
hold them exactly: such sums are Python's integers, which know no limit.
"""

from dataclasses import dataclass

import numpy as np

from ..errors import ArgumentError, MissingDependencyError


def contingency(first, second, n_first, n_second):
    """Count how often each class of one map meets each of another. Tables of windows add up.

    Parameters
    ----------
    first, second : ndarray of uint8, of the same shape
        The same window of both maps; 0 is no class.
    n_first, n_second : int
        Classes of each.

    Returns
    -------
    ndarray of int64, shape (n_first + 1, n_second + 1)
        Row and column 0 count pixels that have no class.

    Raises
    ------
    ArgumentError
        When a window holds a class above ``n_first`` or ``n_second``.
    """
    for classes, n_classes in ((first, n_first), (second, n_second)):
        highest = classes.max(initial=0)
        if highest > n_classes:
            raise ArgumentError(
                "A map has the class {value}, but should have {n_classes} classes.",
                value=int(highest),
                n_classes=n_classes,
            )
    # The largest number, 255 * 256 + 255, just fits into 16 bits.
    pairs = first.astype(np.uint16) * np.uint16(n_second + 1) + second
    counts = np.bincount(pairs.ravel(), minlength=(n_first + 1) * (n_second + 1))
    return counts.astype(np.int64, copy=False).reshape(n_first + 1, n_second + 1)


def adjusted_rand_index(table):
    """Part of the pairs of pixels on which two maps agree, corrected for chance.

    A pair is agreed on if both maps put it into one class, or both into two. 1 for the same
    classes, around 0 for unrelated ones (Hubert and Arabie 1985, "Comparing partitions").

    Parameters
    ----------
    table : ndarray of int, shape (n_first, n_second)

    Returns
    -------
    float
        1 where there is nothing to disagree on, as in scikit-learn.
    """
    rows, columns, n = _margins(table)
    pairs = n * (n - 1)
    in_both, in_first, in_second = (
        _sum_of_squares(counts) - n for counts in (table.ravel().tolist(), rows, columns)
    )
    by_chance = 2 * in_first * in_second
    most = pairs * (in_first + in_second) - by_chance
    return (2 * pairs * in_both - by_chance) / most if most else 1.0


def normalized_mutual_information(table):
    """Information that two maps share, as a part of the mean of what each of them holds.

    Parameters
    ----------
    table : ndarray of int, shape (n_first, n_second)

    Returns
    -------
    float
        From 0 to 1. The mean is the arithmetic one, as is scikit-learn's default; others are in
        use too. 1 where neither map holds any, as there.
    """
    rows, columns, n = (np.asarray(sums, dtype=np.float64) for sums in _margins(table))
    in_both = _entropy(rows, n) + _entropy(columns, n)
    if in_both == 0:
        return 1.0
    row, column = np.nonzero(table)
    met = table[row, column]
    shared = float(met / n @ np.log(met * n / (rows[row] * columns[column])))
    return min(max(2.0 * shared / in_both, 0.0), 1.0)


def purity(table):
    """Part of the pixels that have the most frequent reference class of their map class.

    Never falls when a class is split: compare it only between maps of as many classes.

    Parameters
    ----------
    table : ndarray of int, shape (n_first, n_second)

    Returns
    -------
    float
        NaN without pixels.
    """
    return _ratio(int(table.max(axis=0, initial=0).sum()), int(table.sum()))


def best_match(table):
    """Partner of each class of the second map, one to one, so that most pixels agree.

    Parameters
    ----------
    table : ndarray of int, shape (n_first, n_second)

    Returns
    -------
    ndarray of int, shape (n_second,)
        Classes of the first map, from 1; 0 for a class that has no partner, because there are
        fewer of them or because it never meets the one left over.

    Raises
    ------
    MissingDependencyError
        When scipy is not installed.
    """
    try:
        from scipy.optimize import linear_sum_assignment
    except ImportError as error:
        raise MissingDependencyError(
            "Matching the classes of two maps needs scipy, which this Python lacks ({reason}). "
            "Install it (Debian and Ubuntu: apt install python3-scipy; Windows: in the OSGeo4W "
            "Shell, python -m pip install scipy) and restart QGIS.",
            reason=error,
        ) from error
    row, column = linear_sum_assignment(table, maximize=True)
    partners = np.zeros(table.shape[1], dtype=np.intp)
    partners[column] = np.where(table[row, column] > 0, row + 1, 0)
    return partners


def majority_match(table):
    """Partner of each class of the second map: the class that most of its pixels have.

    Several may share a partner; of partners with as many pixels the first is taken.

    Parameters
    ----------
    table : ndarray of int, shape (n_first, n_second)

    Returns
    -------
    ndarray of int, shape (n_second,)
        Classes of the first map, from 1; 0 for a class without pixels.
    """
    held = table.any(axis=0)
    partners = np.zeros(table.shape[1], dtype=np.intp)
    if held.any():
        partners[held] = table[:, held].argmax(axis=0) + 1
    return partners


@dataclass(frozen=True)
class Accuracy:
    """How well a map with matched classes agrees with the reference.

    See Congalton 1991, "A review of assessing the accuracy of classifications of remotely sensed
    data". A value is NaN where there are no pixels to tell it from.

    Attributes
    ----------
    confusion : ndarray of int64, shape (n_classes, n_classes + 1)
        Rows are the classes of the reference, columns the same classes in the map; the last column
        counts pixels of map classes without a partner.
    overall : float
        Part of the pixels that agree.
    kappa : float
        The same, corrected for chance (Cohen 1960, "A coefficient of agreement for nominal
        scales"); NaN where chance alone makes all agree.
    producers : ndarray of float, shape (n_classes,)
        Part of the pixels of each reference class that the map shows as that class.
    users : ndarray of float, shape (n_classes,)
        Part of the pixels that the map shows as a class that have it in the reference.
    """

    confusion: np.ndarray
    overall: float
    kappa: float
    producers: np.ndarray
    users: np.ndarray


def accuracy(table, partners):
    """Assess a map whose classes have been matched to those of the reference.

    Parameters
    ----------
    table : ndarray of int, shape (n_first, n_second)
    partners : ndarray of int, shape (n_second,)
        Reference class of each map class, from 1; 0 for none: as `best_match` and `majority_match`
        give them.

    Returns
    -------
    Accuracy
    """
    n_classes = len(table)
    confusion = np.zeros((n_classes, n_classes + 1), dtype=np.int64)
    # Partner 0 becomes -1, which is the last column.
    np.add.at(confusion.T, np.asarray(partners, dtype=np.intp) - 1, table.T)
    rows, columns, n = _margins(confusion)
    agreed = confusion.diagonal().tolist()
    n_agreed = sum(agreed)
    # No reference class meets the last column by chance, nor does `zip`.
    by_chance = sum(row * column for row, column in zip(rows, columns))
    return Accuracy(
        confusion=confusion,
        overall=_ratio(n_agreed, n),
        kappa=_ratio(n * n_agreed - by_chance, n * n - by_chance),
        producers=np.array([_ratio(hit, row) for hit, row in zip(agreed, rows)]),
        users=np.array([_ratio(hit, column) for hit, column in zip(agreed, columns)]),
    )


def _margins(table):
    """Sums of the rows, of the columns and of all, as Python's integers."""
    return table.sum(axis=1).tolist(), table.sum(axis=0).tolist(), int(table.sum())


def _sum_of_squares(counts):
    return sum(count * count for count in counts)


def _entropy(counts, n):
    held = counts[counts > 0]
    return float(held / n @ np.log(n / held))


def _ratio(part, whole):
    return part / whole if whole else float("nan")
