"""Labelling of blocks, tile by tile, for both kinds of clusters."""

from __future__ import annotations

from typing import Callable, NamedTuple, Protocol

import numpy as np

from ..numerics.grouped import count_values
from ..numerics.slices import iterate_slices
from .tiles import tile_pixels

# Chosen: wide tiles are copied faster than square ones.
_TILE_HEIGHT = 32

# Largest number of pixels times clusters that wait to be compared in float64. Chosen: 2 MB.
_MAX_WAITING = 2**18

# Returns the number, from 0, of the best candidate for each of a few pixels, given their values,
# their candidates and their rows in the block.
FindBest = Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]


class Labeller(Protocol):
    """Labels each pixel with the number of its cluster."""

    n_clusters: int
    n_bands: int

    def label(self, values: np.ndarray, valid: np.ndarray, labels: np.ndarray) -> float:
        """Write the labels of pixels, and return the inertia.

        Inertia is the sum of the squared distances of the valid pixels to their centres.
        """

    def label_sample(self, values: np.ndarray) -> tuple[np.ndarray, float]:
        """Return the labels and the inertia of pixels, (n_bands, n_pixels), that are all valid."""


class TileLabeller(Labeller):
    """Base of the labellers. A subclass labels one tile, and compares ties in float64."""

    def label(self, values: np.ndarray, valid: np.ndarray, labels: np.ndarray) -> float:
        values, valid, labels = (
            array if array.ndim == n_dim else array[..., None, :]
            for array, n_dim in ((values, 3), (valid, 2), (labels, 2))
        )
        inertia = 0.0
        ties = Ties(self._find_best, values, labels)
        masked = None if valid.all() else ~valid
        n_pixels = tile_pixels(self.n_clusters)
        height = max(_TILE_HEIGHT, n_pixels // max(1, valid.shape[1]))
        height = min(height, len(valid))
        for rows in iterate_slices(valid.shape[0], height):
            for cols in iterate_slices(valid.shape[1], n_pixels // height):
                masked_pixels = None if masked is None else np.flatnonzero(masked[rows, cols])
                tile_inertia, tied = self._label_tile(
                    values[:, rows, cols], masked_pixels, labels[rows, cols]
                )
                inertia += tile_inertia
                ties.add(tied, rows.start, cols.start)
        ties.settle()
        return inertia

    def label_sample(self, values: np.ndarray) -> tuple[np.ndarray, float]:
        labels = np.empty(values.shape[1], dtype=np.uint8)
        return labels, self.label(values, np.ones(labels.size, dtype=bool), labels)

    def _label_tile(
        self, values: np.ndarray, masked: np.ndarray | None, labels: np.ndarray
    ) -> tuple[float, Tied | None]:
        """Label a tile, and return its inertia and the pixels that are still to be labelled."""
        raise NotImplementedError

    def _find_best(
        self, values: np.ndarray, candidates: np.ndarray, rows: np.ndarray
    ) -> np.ndarray:
        """Return the best candidate for each of a few pixels, as `FindBest`."""
        raise NotImplementedError


class Tied(NamedTuple):
    """Pixels of a tile for which several clusters, the candidates, are equally good in float32."""

    rows: np.ndarray
    cols: np.ndarray
    candidates: np.ndarray


class Ties:
    """Tied pixels of the tiles of a block, settled together because numpy is slow for a few."""

    def __init__(self, find_best: FindBest, values: np.ndarray, labels: np.ndarray) -> None:
        self._find_best = find_best
        self._values = values
        self._labels = labels
        self._waiting: list[Tied] = []
        self._n_waiting = 0

    def add(self, tied: Tied | None, row: int = 0, col: int = 0) -> None:
        """Add the tied pixels of a tile, whose first pixel is at a row and column of the block."""
        if tied is None:
            return
        self._waiting.append(Tied(row + tied.rows, col + tied.cols, tied.candidates))
        self._n_waiting += tied.candidates.size
        if self._n_waiting > _MAX_WAITING:
            self.settle()

    def settle(self) -> None:
        """Write the labels of all pixels that wait."""
        if not self._waiting:
            return
        rows, cols, candidates = (np.concatenate(each, axis=-1) for each in zip(*self._waiting))
        for part in iterate_slices(rows.size, max(1, _MAX_WAITING // len(candidates))):
            place = rows[part], cols[part]
            values = self._values[:, rows[part], cols[part]]
            self._labels[place] = self._find_best(values, candidates[:, part], rows[part]) + 1
        self._waiting.clear()
        self._n_waiting = 0


def write_labels(is_best: np.ndarray, masked: np.ndarray | None, labels: np.ndarray) -> Tied | None:
    """Write the labels of a tile, and return the ties, which are still to be labelled.

    ``is_best``, bool (n_clusters, n_pixels), is overwritten.
    """
    n_valid = labels.size
    if masked is not None:
        is_best[:, masked] = False
        n_valid -= masked.size
    flags = is_best.view(np.uint8)
    numbers = np.arange(1, len(flags) + 1, dtype=np.uint8)
    # The sum of the numbers of the best clusters is the number of the only one, but for ties.
    labels[...] = np.einsum("kn,k->n", flags, numbers).reshape(labels.shape)
    if np.count_nonzero(is_best) <= n_valid:
        return None
    tied = np.flatnonzero(flags.sum(axis=0, dtype=np.uint8) > 1)
    rows, cols = np.divmod(tied, labels.shape[1])
    return Tied(rows, cols, is_best.take(tied, axis=1))


def count_labels(labels: np.ndarray, n_clusters: int) -> np.ndarray:
    """Return the number of pixels of each cluster: int64, shape (n_clusters,)."""
    return count_values(labels, n_clusters + 1)[1:]
