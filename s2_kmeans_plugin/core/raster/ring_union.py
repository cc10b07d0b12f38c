"""Union of pieces of patches that were cut along the lines between blocks.

All points are corners of pixels, in whole columns and rows, and all edges are horizontal or
vertical. So the union is exact and needs no search. Where two pieces share an edge of a pixel on a
cut, the edge is removed and the pieces belong together. The remaining edges are linked into rings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

# Pieces between two checks for cancellation: chosen.
_CHECK_EVERY = 500

# Array of int, shape (n_points, 2), of columns and rows. The first point is not repeated.
Ring = np.ndarray


def join_pieces(
    pieces: Iterable[Sequence[Ring]],
    block: int,
    size: tuple[int, int],
    check: Callable[[], None],
) -> Iterator[list[Ring]]:
    """Yield the patches of one class from their pieces.

    Parameters
    ----------
    pieces : iterable of sequence of ndarray of int, shape (n_points, 2)
        Rings of each piece, the outer one first. The first point is not repeated.
    block : int
        Cuts lie at multiples of this column and row.
    size : tuple of 2 int
        Columns and rows of the map.
    check : callable
        Called often; raises to stop.

    Yields
    ------
    list of ndarray of int, shape (n_points, 2)
        Rings of each patch, the outer one first, with points at corners only.
    """
    groups = _Groups()
    whole: list[tuple[int, Ring]] = []
    cut: list[_CutRing] = []
    unmatched: dict[tuple[int, int], tuple[_CutRing, int]] = {}
    for piece, rings in enumerate(pieces):
        groups.add(piece)
        for n, ring in enumerate(rings):
            ring = ring if (_signed_area(ring) > 0) == (n == 0) else ring[::-1]
            points, is_on_cut = _split_at_pixels(ring, block, size)
            if is_on_cut.any():
                cut.append(_CutRing(piece, points, np.ones(len(points), dtype=bool)))
                _remove_shared(cut[-1], np.flatnonzero(is_on_cut), unmatched, groups)
            else:
                whole.append((piece, ring))
        if piece % _CHECK_EVERY == 0:
            check()
    patches: defaultdict[int, list[Ring]] = defaultdict(list)
    for piece, ring in whole:
        patches[groups.root(piece)].append(ring)
    for piece, ring in _link(cut):
        patches[groups.root(piece)].extend(_loops(_corners(ring)))
        check()
    for joined in patches.values():
        # The pixels of a patch are connected, so it has one outer ring.
        yield sorted(joined, key=lambda ring: _signed_area(ring) < 0)


class _CutRing(NamedTuple):
    """A ring with an edge on a cut, and which of the edges after its points remain."""

    piece: int
    points: Ring
    remains: np.ndarray


class _Groups:
    """Disjoint sets of pieces that belong together."""

    def __init__(self) -> None:
        self._parents: dict[int, int] = {}

    def add(self, piece: int) -> None:
        self._parents[piece] = piece

    def root(self, piece: int) -> int:
        while self._parents[piece] != piece:
            self._parents[piece] = self._parents[self._parents[piece]]
            piece = self._parents[piece]
        return piece

    def merge(self, one: int, other: int) -> None:
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low


def _remove_shared(
    ring: _CutRing,
    on_cut: np.ndarray,
    unmatched: dict[tuple[int, int], tuple[_CutRing, int]],
    groups: _Groups,
) -> None:
    """Remove edges that the ring shares with an earlier piece, and merge the pieces."""
    # Twice the middle of an edge identifies it in either direction.
    middles = ring.points[on_cut] + np.roll(ring.points, -1, axis=0)[on_cut]
    for edge, (x, y) in zip(on_cut.tolist(), middles.tolist()):
        if (x, y) in unmatched:
            other, other_edge = unmatched.pop((x, y))
            ring.remains[edge] = other.remains[other_edge] = False
            groups.merge(ring.piece, other.piece)
        else:
            unmatched[x, y] = ring, edge


def _signed_area(ring: Ring) -> int:
    """Return twice the area, negative where the ring runs the other way."""
    x, y = ring.T
    return int((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())


def _split_at_pixels(ring: Ring, block: int, size: tuple[int, int]) -> tuple[Ring, np.ndarray]:
    """Return the ring with a point at each pixel along cuts, and which edges lie on a cut."""
    step = np.roll(ring, -1, axis=0) - ring
    is_cut = (ring % block == 0) & (ring > 0) & (ring < size)
    on_cut = (is_cut & (step == 0)).any(axis=1)
    lengths = np.where(on_cut, np.abs(step).sum(axis=1), 1)
    edges = np.repeat(np.arange(len(ring)), lengths)
    along = np.arange(edges.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return ring[edges] + along[:, None] * np.sign(step)[edges], on_cut[edges]


def _link(cut: Iterable[_CutRing]) -> Iterator[tuple[int, Ring]]:
    """Yield rings from the remaining edges, each with one of its pieces."""
    paths: list[tuple[int, Ring]] = []
    for piece, points, remains in cut:
        if remains.all():
            yield piece, points
        elif remains.any():
            paths.extend((piece, path) for path in _paths(points, remains))
    starts: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, (_, path) in enumerate(paths):
        starts[tuple(path[0].tolist())].append(number)
    unused = set(range(len(paths)))
    for first, (piece, _) in enumerate(paths):
        if first not in unused:
            continue
        ring, number = [], first
        while number in unused:
            unused.remove(number)
            path = paths[number][1]
            ring.append(path[:-1])
            number = _next(path, starts[tuple(path[-1].tolist())], paths)
        yield piece, np.concatenate(ring)


def _paths(points: Ring, remains: np.ndarray) -> Iterator[Ring]:
    """Yield the points along each run of remaining edges."""
    first = -int(np.argmin(remains))
    points, remains = np.roll(points, first, axis=0), np.roll(remains, first)
    steps = np.diff(remains.astype(np.int8), prepend=0, append=0)
    points = np.concatenate([points, points[:1]])
    for start, stop in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)):
        yield points[start : stop + 1]


def _next(path: Ring, numbers: Sequence[int], paths: Sequence[tuple[int, Ring]]) -> int:
    """Return the path that continues; of two the one around the same pixel."""
    if len(numbers) == 1:
        return numbers[0]
    x, y = path[-1] - path[-2]
    for number in numbers:
        following = paths[number][1]
        next_x, next_y = following[1] - following[0]
        if x * next_y - y * next_x > 0:
            return number
    raise AssertionError("No path turns towards the inside.")


def _corners(ring: Ring) -> Ring:
    """Return the ring without points on straight lines."""
    step = np.roll(ring, -1, axis=0) - ring
    before = np.roll(step, 1, axis=0)
    return ring[before[:, 0] * step[:, 1] != before[:, 1] * step[:, 0]]


def _loops(ring: Ring) -> Iterator[Ring]:
    """Yield the parts of a ring that touches itself; a hole at the border is a ring of its own."""
    places = ring[:, 0] << 32 | ring[:, 1]
    _, which, counts = np.unique(places, return_inverse=True, return_counts=True)
    touches = np.flatnonzero(counts[which] > 1)
    if not touches.size:
        yield ring
        return
    ring, which = np.roll(ring, -touches[0], axis=0), np.roll(which, -touches[0])
    touches -= touches[0]
    waiting: list[np.ndarray] = []
    for part in np.split(np.arange(len(ring)), touches[1:]):
        point = which[part[0]]
        starts = [place for place, other in enumerate(waiting) if which[other[0]] == point]
        if starts:
            yield ring[np.concatenate(waiting[starts[-1] :])]
            del waiting[starts[-1] :]
        waiting.append(part)
    yield ring[np.concatenate(waiting)]
