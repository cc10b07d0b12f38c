"""Lloyd's iterations on a sample, from several sets of centres at once.

On the few thousand pixels that starts of k-means run on, a step takes less time than to call numpy
for it, and threads that do so wait for each other. So the sets take their steps together, each as
if it were alone.
"""

from functools import partial

import numpy as np

from .matmul import matmul
from .nearest import Sums
from .scores import Scores, cuts, where
from .tiles import TILE_PIXELS, Ties

# Scores that are held at a time, so that they stay near the processor.
_HELD_SCORES = 2**18


def lloyd(pixels, centers, *, scale, max_iter, max_shift, check):
    """Lloyd's iterations on a sample from given centres.

    Parameters
    ----------
    pixels : Pixels
    centers : array_like of float64, shape (n_sets, n_clusters, n_bands)
        Each set is moved on its own.
    scale : ndarray, shape (n_bands,)
        Distances are measured in ``(x - offset) / scale``.
    max_iter : int
    max_shift : float
        A set is at its end when the sum of the squared, scaled moves of its centres is no larger.
    check : callable
        Called before each iteration; raises to stop.

    Returns
    -------
    centers : ndarray of float64, shape (n_sets, n_clusters, n_bands)
    n_iter : ndarray of int, shape (n_sets,)
    """
    centers = ended = np.array(centers, dtype=np.float64)
    n_sets, n_clusters, n_bands = ended.shape
    n_iters = np.zeros(n_sets, dtype=int)
    moving = np.arange(n_sets)
    labels = np.zeros((n_sets, pixels.values.shape[1]), dtype=np.uint8)
    sums = Sums.zero(n_sets * n_clusters, len(pixels.summands))
    while moving.size:
        check()
        before, labels = labels, _label(pixels, centers, scale)
        _add_changed(sums, pixels.summands, before, labels, n_clusters)
        moved = sums.means(otherwise=centers.reshape(-1, n_bands)).reshape(centers.shape)
        is_empty = (sums.counts == 0).reshape(-1, n_clusters)
        for number in np.flatnonzero(is_empty.any(axis=1)):
            # One at a time: the pixels farthest from all centres may well be equal.
            moved[number, is_empty[number].argmax()] = _farthest(
                pixels.values, labels[number], centers[number], scale
            )
        shifts = np.square((moved - centers) / scale).sum(axis=(1, 2))
        ended[moving] = centers = moved
        n_iters[moving] += 1
        goes_on = ((shifts > max_shift) | is_empty.any(axis=1)) & (n_iters[moving] < max_iter)
        if not goes_on.all():
            moving, centers, labels = moving[goes_on], centers[goes_on], labels[goes_on]
            held = np.repeat(goes_on, n_clusters)
            sums = Sums(sums.counts[held], sums.totals[held], 0.0)
    return ended, n_iters


def _label(pixels, centers, scale):
    """Label pixels with the nearest centres of each set: ndarray of uint8, (n_sets, n_pixels)."""
    n_sets, n_clusters, n_bands = centers.shape
    scores = Scores(centers.reshape(-1, n_bands), pixels.offset, scale)
    numbers = np.arange(1, n_clusters + 1, dtype=np.uint8)
    labels = np.empty((n_sets, pixels.values.shape[1]), dtype=np.uint8)
    values = np.broadcast_to(pixels.values[:, None], (n_bands, *labels.shape))
    ties = Ties(partial(_nearest, scores, n_clusters), values, labels)
    step = max(1, _HELD_SCORES // (n_sets * n_clusters))
    for part, tile in pixels.tiles(scores.dtype):
        off = scores.off(tile.reach).reshape(n_sets, n_clusters)
        # How far apart two scores may be computed that are equal in truth.
        slack = (2.0 * off.max(axis=1, keepdims=True)).astype(scores.dtype)
        for some in cuts(tile.z.shape[1], step):
            z = tile.z[:, some]
            score = np.empty((len(scores.weights), z.shape[1]), dtype=scores.dtype)
            matmul(scores.weights, z, score)
            score = score.reshape(n_sets, n_clusters, -1)
            best = score.max(axis=1)
            best -= slack
            is_best = (score >= best[:, None]).view(np.uint8)
            # The sum of the numbers of the best centres, which most often is one.
            found = labels[:, part][:, some]
            np.einsum("skn,k->sn", is_best, numbers, out=found)
            if np.count_nonzero(is_best) > found.size:
                sets, columns = where(is_best.sum(axis=1, dtype=np.uint8) > 1)
                candidates = is_best.view(bool)[sets, :, columns].T
                ties.add(sets, part.start + some.start + columns, candidates)
    ties.settle()
    return labels


def _nearest(scores, n_clusters, values, candidates, sets):
    return scores.nearest(values, candidates, first=sets * n_clusters)


def _add_changed(sums, summands, before, labels, n_clusters):
    """Add up the pixels of each set whose label is not what it was before.

    After the first iterations these are few.
    """
    dtype = np.min_scalar_type(len(sums.counts))
    for part in cuts(labels.shape[1], TILE_PIXELS):
        sets, columns = where(before[:, part] != labels[:, part])
        changed = summands.take(part.start + columns, axis=1)
        first = (sets * n_clusters).astype(dtype)
        for of_each, sign in ((before, -1), (labels, 1)):
            of_set = of_each[:, part][sets, columns]
            # Before the first iteration pixels have no label.
            if of_set.any():
                sums.add(changed, first + of_set, sign)


def _farthest(values, labels, centers, scale):
    """The pixel farthest from the centre of its cluster."""
    difference = (values - centers[labels - 1].T) / scale[:, None]
    return values[:, int(np.argmax(np.einsum("bn,bn->n", difference, difference)))]
