"""Lloyd's iterations on a sample, from several sets of centres at once.

On the few thousand pixels of the starts of k-means, a call of numpy costs more than its work, and
threads wait for each other. So all sets take their steps together, each as if it were alone.
"""

from __future__ import annotations

from typing import Any, Callable

import numpy as np

from ..numerics.slices import iterate_slices
from .labeller import Tied, Ties
from .matmul import multiply_fast
from .pixels import Pixels
from .scores import Scores, find_true
from .sums import Sums
from .tiles import TILE_PIXELS

# Chosen: scores that stay in the second level of cache.
_SCORES_TOGETHER = 2**18


def iterate_lloyd(
    pixels: Pixels, centers: Any, *, max_iter: int, max_shift: float, check: Callable[[], None]
) -> tuple[np.ndarray, np.ndarray]:
    """Run Lloyd's iterations, and return the new centres and the number of iterations of each set.

    Parameters
    ----------
    centers : array_like of float64, shape (n_sets, n_clusters, n_bands)
        Each set moves on its own.
    max_shift : float
        A set ends when the sum of the squared, scaled moves of its centres is at most this.
    check : callable
        Called before each iteration; raises to stop.
    """
    centers = results = np.array(centers, dtype=np.float64)
    n_sets, n_clusters, n_bands = results.shape
    n_iters = np.zeros(n_sets, dtype=int)
    active = np.arange(n_sets)
    labels = np.zeros((n_sets, pixels.n_pixels), dtype=np.uint8)
    sums = Sums.zero(n_sets * n_clusters, len(pixels.summands))
    while active.size:
        check()
        before, labels = labels, _label(pixels, centers)
        _update(sums, pixels.summands, before, labels, n_clusters)
        moved = sums.means(otherwise=centers.reshape(-1, n_bands)).reshape(centers.shape)
        is_empty = (sums.counts == 0).reshape(-1, n_clusters)
        for number in np.flatnonzero(is_empty.any(axis=1)):
            # One cluster at a time, because the pixels farthest from all centres may be equal.
            moved[number, is_empty[number].argmax()] = _find_farthest(
                pixels, labels[number], centers[number]
            )
        shifts = np.square((moved - centers) / pixels.scaling.scale).sum(axis=(1, 2))
        results[active] = centers = moved
        n_iters[active] += 1
        continues = ((shifts > max_shift) | is_empty.any(axis=1)) & (n_iters[active] < max_iter)
        if not continues.all():
            active, centers, labels = active[continues], centers[continues], labels[continues]
            rows = np.repeat(continues, n_clusters)
            sums = Sums(sums.counts[rows], sums.totals[rows])
    return results, n_iters


def _label(pixels: Pixels, centers: np.ndarray) -> np.ndarray:
    """Return the nearest centre of each set: ndarray of uint8, shape (n_sets, n_pixels)."""
    n_sets, n_clusters, n_bands = centers.shape
    scores = Scores(centers.reshape(-1, n_bands), pixels.scaling)
    numbers = np.arange(1, n_clusters + 1, dtype=np.uint8)
    labels = np.empty((n_sets, pixels.n_pixels), dtype=np.uint8)
    values = np.broadcast_to(pixels.values[:, None], (n_bands, *labels.shape))

    def find_best(values: np.ndarray, candidates: np.ndarray, sets: np.ndarray) -> np.ndarray:
        return scores.find_nearest(values, candidates, first=sets * n_clusters)

    ties = Ties(find_best, values, labels)
    step = max(1, _SCORES_TOGETHER // (n_sets * n_clusters))
    for part, tile in pixels.tiles(scores.dtype):
        margins = scores.bound_differences(tile.reach, n_sets)[:, None]
        for columns in iterate_slices(tile.n_pixels, step):
            z = tile.z[:, columns]
            score = np.empty((len(scores.matrix), z.shape[1]), dtype=scores.dtype)
            multiply_fast(scores.matrix, z, score)
            score = score.reshape(n_sets, n_clusters, -1)
            best = score.max(axis=1)
            best -= margins
            is_best = (score >= best[:, None]).view(np.uint8)
            # As in `labeller.write_labels`.
            found = labels[:, part][:, columns]
            np.einsum("skn,k->sn", is_best, numbers, out=found)
            if np.count_nonzero(is_best) > found.size:
                sets, tied = find_true(is_best.sum(axis=1, dtype=np.uint8) > 1)
                candidates = is_best.view(bool)[sets, :, tied].T
                ties.add(Tied(sets, tied, candidates), 0, part.start + columns.start)
    ties.settle()
    return labels


def _update(
    sums: Sums, summands: np.ndarray, before: np.ndarray, labels: np.ndarray, n_clusters: int
) -> None:
    """Move the pixels whose label has changed from sum to sum; soon these are few."""
    dtype = np.min_scalar_type(len(sums.counts))
    for part in iterate_slices(labels.shape[1], TILE_PIXELS):
        sets, columns = find_true(before[:, part] != labels[:, part])
        changed = summands.take(part.start + columns, axis=1)
        first = (sets * n_clusters).astype(dtype)
        for each, sign in ((before, -1), (labels, 1)):
            in_set = each[:, part][sets, columns]
            # Before the first iteration all labels are 0.
            if in_set.any():
                sums.add(changed, first + in_set, sign)


def _find_farthest(pixels: Pixels, labels: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """Return the pixel that is farthest from its centre."""
    difference = (pixels.values - centers[labels - 1].T) / pixels.scaling.scale[:, None]
    return pixels.values[:, int(np.argmax(np.einsum("bn,bn->n", difference, difference)))]
