"""Patches of pixels that were cut along lines between blocks, put together again.

All points are corners of pixels, in whole columns and rows, and all edges are level or upright. So
the union is exact and takes no search: where two pieces share an edge of a pixel on a cut, the edge
goes and the pieces are one; what is left of the rings is linked end to end.
"""

from collections import defaultdict

import numpy as np

_CHECKED_EVERY = 500


def join(pieces, block, size, check):
    """Put pieces of patches of one class together.

    Parameters
    ----------
    pieces : iterable of list of ndarray of int, shape (n_points, 2)
        Rings of each piece, the outer one first; no point is repeated at the end.
    block : int
        Cuts lie at its multiples.
    size : tuple of 2 int
        Columns and rows of the map.
    check : callable
        Called often; raises to stop.

    Yields
    ------
    list of ndarray of int, shape (n_points, 2)
        Rings of each patch, the outer one first, with points at corners only.
    """
    together = _Together()
    whole, broken = [], []
    waiting = {}
    for piece, rings in enumerate(pieces):
        together.add(piece)
        for n, ring in enumerate(rings):
            ring = ring if (_area(ring) > 0) == (n == 0) else ring[::-1]
            points, is_on_cut = _in_pixels(ring, block, size)
            if not is_on_cut.any():
                whole.append((piece, ring))
                continue
            stays = np.ones(len(points), dtype=bool)
            broken.append((piece, points, stays))
            on_cut = np.flatnonzero(is_on_cut)
            # Twice the middle of an edge tells it from all others, whichever way it runs.
            middles = points[on_cut] + np.roll(points, -1, axis=0)[on_cut]
            for edge, middle in zip(on_cut.tolist(), map(tuple, middles.tolist())):
                if middle in waiting:
                    other, there, its_edge = waiting.pop(middle)
                    stays[edge] = there[its_edge] = False
                    together.merge(piece, other)
                else:
                    waiting[middle] = piece, stays, edge
        if piece % _CHECKED_EVERY == 0:
            check()
    patches = defaultdict(list)
    for piece, ring in whole:
        patches[together.root(piece)].append(ring)
    for piece, ring in _linked(broken):
        patches[together.root(piece)].extend(_loops(_corners(ring)))
        check()
    for rings in patches.values():
        # A patch hangs together, so it has one outer ring.
        yield sorted(rings, key=lambda ring: _area(ring) < 0)


class _Together:
    """Which pieces are one."""

    def __init__(self):
        self._parents = {}

    def add(self, piece):
        self._parents[piece] = piece

    def root(self, piece):
        while self._parents[piece] != piece:
            self._parents[piece] = self._parents[self._parents[piece]]
            piece = self._parents[piece]
        return piece

    def merge(self, one, other):
        low, high = sorted((self.root(one), self.root(other)))
        self._parents[high] = low


def _area(ring):
    """Twice the area, below zero where the ring runs the other way round."""
    x, y = ring.T
    return int((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())


def _in_pixels(ring, block, size):
    """The ring with a point at each pixel along cuts, and whether the edge after a point is on one.

    Returns
    -------
    points : ndarray of int, shape (n_points, 2)
    is_on_cut : ndarray of bool, shape (n_points,)
    """
    step = np.roll(ring, -1, axis=0) - ring
    is_cut = (ring % block == 0) & (ring > 0) & (ring < size)
    on_cut = (is_cut & (step == 0)).any(axis=1)
    lengths = np.where(on_cut, np.abs(step).sum(axis=1), 1)
    edges = np.repeat(np.arange(len(ring)), lengths)
    along = np.arange(edges.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return ring[edges] + along[:, None] * np.sign(step)[edges], on_cut[edges]


def _linked(broken):
    """Rings from what is left of rings whose edges went, each with one of its pieces."""
    paths = []
    for piece, points, stays in broken:
        if stays.all():
            yield piece, points
        elif stays.any():
            first = -int(np.argmin(stays))
            points, stays = np.roll(points, first, axis=0), np.roll(stays, first)
            steps = np.diff(stays.astype(np.int8), prepend=0, append=0)
            points = np.concatenate([points, points[:1]])
            for start, stop in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)):
                paths.append((piece, points[start : stop + 1]))
    starts = defaultdict(list)
    for number, (_, path) in enumerate(paths):
        starts[tuple(path[0].tolist())].append(number)
    left = set(range(len(paths)))
    for first, (piece, _) in enumerate(paths):
        if first not in left:
            continue
        ring, number = [], first
        while number in left:
            left.remove(number)
            path = paths[number][1]
            ring.append(path[:-1])
            number = _next(path, starts[tuple(path[-1].tolist())], paths)
        yield piece, np.concatenate(ring)


def _next(path, numbers, paths):
    """Which path goes on: of two, the one around the same pixel."""
    if len(numbers) == 1:
        return numbers[0]
    x, y = path[-1] - path[-2]
    for number in numbers:
        its_path = paths[number][1]
        its_x, its_y = its_path[1] - its_path[0]
        if x * its_y - y * its_x > 0:
            return number
    raise AssertionError("two paths begin where none turns to the inside")


def _corners(ring):
    """The ring without points on straight lines."""
    step = np.roll(ring, -1, axis=0) - ring
    before = np.roll(step, 1, axis=0)
    return ring[before[:, 0] * step[:, 1] != before[:, 1] * step[:, 0]]


def _loops(ring):
    """Cut a ring where it touches itself: a hole that touches the border is a ring of its own."""
    places = ring[:, 0] << 32 | ring[:, 1]
    _, which, counts = np.unique(places, return_inverse=True, return_counts=True)
    touches = np.flatnonzero(counts[which] > 1)
    if not touches.size:
        yield ring
        return
    ring, which = np.roll(ring, -touches[0], axis=0), np.roll(which, -touches[0])
    touches -= touches[0]
    waiting = []
    for part in np.split(np.arange(len(ring)), touches[1:]):
        point = which[part[0]]
        starts = [place for place, other in enumerate(waiting) if which[other[0]] == point]
        if starts:
            yield ring[np.concatenate(waiting[starts[-1] :])]
            del waiting[starts[-1] :]
        waiting.append(part)
    yield ring[np.concatenate(waiting)]
