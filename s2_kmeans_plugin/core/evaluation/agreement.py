"""Agreement of two class maps, from their contingency table.

A table has shape (n_first, n_second). Rows are the classes of the first map or of the reference,
columns those of the second map. Tables of windows add up, so maps may be larger than memory. The
measures expect a table without nodata: ``contingency(...)[1:, 1:]``.

Classes of two unsupervised maps have unrelated numbers. `adjusted_rand_index`,
`normalized_mutual_information` and `purity` do not need the numbers. `accuracy` needs classes that
are matched, either one to one (`best_match`) or several to one (`majority_match`). A match has
shape (n_second,) and gives the class of the first map, from 1; 0 stands for none.

Pairs of pixels and squares of counts exceed 64 bits in large maps, and float64 rounds them. Such
sums are Python integers, which have no limit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..errors import ArgumentError, MissingDependencyError


def contingency(first: np.ndarray, second: np.ndarray, n_first: int, n_second: int) -> np.ndarray:
    """Count the pixels that each pair of classes shares: int64, shape (n_first + 1, n_second + 1).

    Row 0 and column 0 count nodata.

    Parameters
    ----------
    first, second : ndarray of uint8, of the same shape
        The same window of both maps; 0 is nodata.
    n_first, n_second : int
        Largest class of each map; a window with a larger one raises ArgumentError.
    """
    for classes, n_classes in ((first, n_first), (second, n_second)):
        largest = classes.max(initial=0)
        if largest > n_classes:
            raise ArgumentError(
                "A map has the class {value}, above the limit of {n_classes}. Raise the limit.",
                value=int(largest),
                n_classes=n_classes,
            )
    # The largest possible value, 255 * 256 + 255, is the largest of 16 bits.
    pairs = first.astype(np.uint16) * np.uint16(n_second + 1) + second
    counts = np.bincount(pairs.ravel(), minlength=(n_first + 1) * (n_second + 1))
    return counts.astype(np.int64, copy=False).reshape(n_first + 1, n_second + 1)


def adjusted_rand_index(table: np.ndarray) -> float:
    """Return the part of the pairs of pixels on which two maps agree, corrected for chance.

    Maps agree on a pair if both put it into the same class, or both into different classes. The
    index is 1 for identical partitions and about 0 for unrelated ones (Hubert and Arabie 1985,
    "Comparing partitions"). It is 1 if no disagreement is possible, as in scikit-learn.
    """
    rows, columns, n = _margins(table)
    pairs = n * (n - 1)
    in_both, in_first, in_second = (
        _sum_of_squares(counts) - n for counts in (table.ravel().tolist(), rows, columns)
    )
    by_chance = 2 * in_first * in_second
    most = pairs * (in_first + in_second) - by_chance
    return (2 * pairs * in_both - by_chance) / most if most else 1.0


def normalized_mutual_information(table: np.ndarray) -> float:
    """Return the information that two maps share, divided by the mean of their entropies.

    0 to 1; 1 if neither map has any information. This and the arithmetic mean are the choices of
    scikit-learn.
    """
    rows, columns, n = (np.asarray(sums, dtype=np.float64) for sums in _margins(table))
    in_both = _entropy(rows, n) + _entropy(columns, n)
    if in_both == 0:
        return 1.0
    row, column = np.nonzero(table)
    counts = table[row, column]
    shared = float(counts / n @ np.log(counts * n / (rows[row] * columns[column])))
    return min(max(2.0 * shared / in_both, 0.0), 1.0)


def purity(table: np.ndarray) -> float:
    """Return the part of the pixels in the most frequent reference class of their map class.

    Splitting a class never lowers the purity, so compare it only between maps with the same number
    of classes. NaN without pixels.
    """
    return _ratio(int(table.max(axis=0, initial=0).sum()), int(table.sum()))


def best_match(table: np.ndarray) -> np.ndarray:
    """Match the classes of the second map one to one, so that most pixels agree.

    A class has no partner if the first map has fewer classes, or if it shares no pixel with the
    remaining ones. Raises MissingDependencyError if scipy is not installed.
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


def majority_match(table: np.ndarray) -> np.ndarray:
    """Match each class of the second map with the class of most of its pixels.

    Several classes may have the same partner. If two partners share equally many pixels, the first
    one counts. A class without pixels has none.
    """
    is_shared = table.any(axis=0)
    partners = np.zeros(table.shape[1], dtype=np.intp)
    if is_shared.any():
        partners[is_shared] = table[:, is_shared].argmax(axis=0) + 1
    return partners


@dataclass(frozen=True, eq=False)
class Accuracy:
    """Accuracy of a map whose classes are matched with those of a reference.

    Measures as in Congalton 1991, "A review of assessing the accuracy of classifications of
    remotely sensed data". NaN if there are no pixels for a measure.

    Attributes
    ----------
    confusion : ndarray of int64, shape (n_classes, n_classes + 1)
        Rows are the reference classes, columns the same classes in the map. The last column counts
        the pixels of map classes without a partner.
    overall : float
        Part of the pixels that agree.
    kappa : float
        Overall accuracy corrected for chance (Cohen 1960, "A coefficient of agreement for nominal
        scales"); NaN if all pixels agree by chance alone.
    producers : ndarray of float, shape (n_classes,)
        Part of the pixels of each reference class that the map assigns to the class.
    users : ndarray of float, shape (n_classes,)
        Part of the pixels of each map class that belong to the class in the reference.
    """

    confusion: np.ndarray
    overall: float
    kappa: float
    producers: np.ndarray
    users: np.ndarray


def accuracy(table: np.ndarray, partners: np.ndarray) -> Accuracy:
    """Return the accuracy of a map whose classes are matched with those of the reference."""
    n_classes = len(table)
    confusion = np.zeros((n_classes, n_classes + 1), dtype=np.int64)
    # Partner 0 becomes -1, the last column.
    np.add.at(confusion.T, np.asarray(partners, dtype=np.intp) - 1, table.T)
    rows, columns, n = _margins(confusion)
    agreed = confusion.diagonal().tolist()
    n_agreed = sum(agreed)
    # Chance puts no reference class into the last column, and zip omits it.
    by_chance = sum(row * column for row, column in zip(rows, columns))
    return Accuracy(
        confusion=confusion,
        overall=_ratio(n_agreed, n),
        kappa=_ratio(n * n_agreed - by_chance, n * n - by_chance),
        producers=np.array([_ratio(hit, row) for hit, row in zip(agreed, rows)]),
        users=np.array([_ratio(hit, column) for hit, column in zip(agreed, columns)]),
    )


def _margins(table: np.ndarray) -> tuple[list[int], list[int], int]:
    """Return the sums of the rows, of the columns and of all cells as Python integers."""
    return table.sum(axis=1).tolist(), table.sum(axis=0).tolist(), int(table.sum())


def _sum_of_squares(counts: Iterable[int]) -> int:
    return sum(count * count for count in counts)


def _entropy(counts: np.ndarray, n: np.ndarray) -> float:
    known = counts[counts > 0]
    return float(known / n @ np.log(n / known))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
