"""K-means on a sample, in numpy: k-means++ starts, the best of them carried on and crossed.

scikit-learn's KMeans could fit the sample where it is installed. It does not, by measurement: on
200,000 pixels of ten bands, eight clusters and two cores, its 20 starts took 3.1 s (10: 1.5 s) and
its import 0.4 s, this 0.4 s, to an inertia that agrees in the first four digits; and so a map does
not depend on whether, and in which version, scikit-learn is there. It is the oracle of the tests.
"""

from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from ..numerics.grouped import counted
from ..parallel.windows import ordered_map
from .coreset import coresets
from .lloyd import lloyd
from .nearest import NearestCenter
from .scores import cuts
from .starts import crossed, kmeans_plusplus, scaled
from .tiles import Pixels

# Starts run on the fewest pixels; the best of them are carried on, on more: coresets of the most,
# on which what they end in is compared. These are the first of a sample, as it is in random order.
START_PIXELS = 6_000
POLISH_PIXELS = 20_000
RANK_PIXELS = 400_000
# The variance is that of so many of the first pixels; coresets are drawn about a start on these,
# carried so far.
_ROUGH_PIXELS, _ROUGH_ITER = 10_000, 4
# Iterations on each of the two: near enough to an end to tell the better ones.
LEG_ITER = 10

# Of a step that is taken together, the scores of all pixels about all centres. With fewer, threads
# mostly wait for each other at the interpreter's lock: two took longer than one does now.
_BATCH_SCORES = 1_600_000

# Half of the starts are carried on and kept, fewer with so many classes that each takes long, but
# no fewer than are worth crossing.
_KEPT_CLASSES = 200
_FEWEST_KEPT = 4

# Crossing goes on until so many rounds have ended nowhere better. On 16 samples, six of them with a
# rare class, 4 of 320 runs ended more than 1.0005 of the best end away; with three rounds, 9 did.
_IDLE_ROUNDS = 5
_MOST_ROUNDS = 20

# Two ends of so nearly the same inertia are taken for one.
_SAME_END = 1e-5


@dataclass(frozen=True)
class Fit:
    """Where a fit ended.

    Attributes
    ----------
    centers : ndarray of float64, shape (n_clusters, n_bands)
        In the unit of the raster.
    inertia : float
        Of the pixels fitted on, in scaled units, about these centres or those of the last
        assignment, which by then hardly differ.
    n_iter : int
    weights : ndarray of float64 or None, shape (n_clusters,)
        Part of the pixels that each cluster holds, where the model needs it.
    covariances : ndarray of float64 or None, shape (n_clusters, n_bands, n_bands)
        In the unit of the raster, where clusters are normal distributions.
    groups : ndarray of int or None, shape (n_clusters,)
        Where several centres make one class, the class of each, from 0.
    """

    centers: np.ndarray
    inertia: float
    n_iter: int
    weights: np.ndarray = None
    covariances: np.ndarray = None
    groups: np.ndarray = None


def kmeans(
    values, offset, scale, *, n_clusters, n_init, max_iter, tol, random_state, executor, watch
):
    """Fit k-means.

    ``n_init`` k-means++ starts are carried a little way on few pixels of the sample, the best half
    of them farther on more; both are drawn so that small clusters are among them. Where these end
    apart, they are crossed, two and two, to start again from in between, as long as that finds
    better ends. The best is carried to the end, on all. They are ranked on more pixels than they
    ran on, for what looks best on few need not be so on all.

    Parameters
    ----------
    values : ndarray, shape (n_bands, n_samples)
        In random order.
    offset, scale : ndarray, shape (n_bands,)
        Distances are measured in ``(x - offset) / scale``.
    n_clusters : int
    n_init : int
    max_iter : int
    tol : float
        Stop when the centres move less than this: the sum of squared moves, relative to the mean
        variance of the bands, as in scikit-learn.
    random_state : int
    executor : concurrent.futures.Executor or None
    watch : Watch

    Returns
    -------
    Fit
    """
    run = partial(ordered_map, executor, in_flight=n_init, check_cancelled=watch.check)
    spread = (values[:, :_ROUGH_PIXELS].var(axis=1, dtype=np.float64) / scale**2).mean()
    move = partial(lloyd, scale=scale, max_shift=tol * spread, check=watch.check)
    many = Pixels(values[:, :RANK_PIXELS], offset)
    short = min(LEG_ITER, max_iter)
    n_kept = min(n_init, max(_FEWEST_KEPT, min(n_init // 2, _KEPT_CLASSES // n_clusters)))
    n_rounds = _MOST_ROUNDS if n_kept > 1 else 0
    n_at_most = n_init + n_rounds * n_kept
    ends = []

    def few_and_more():
        """What starts run on, and what the best of them are carried on, on."""
        if many.values.shape[1] <= START_PIXELS:
            return many, many
        first = Pixels(values[:, :_ROUGH_PIXELS], offset)
        alike = np.ones(first.values.shape[1], dtype=np.float32)
        z, _ = scaled(first.values, offset, scale)
        # Whatever the number of starts, and unlike any of theirs.
        rng = np.random.default_rng([random_state, 0, 1])
        chosen = kmeans_plusplus(z, alike, n_clusters, rng, watch.check)
        (rough,), _ = move(first, [first.values[:, chosen].T], max_iter=_ROUGH_ITER)
        return coresets(many, rough, scale, (START_PIXELS, POLISH_PIXELS), rng)

    def start(number):
        rng = np.random.default_rng([random_state, number])
        if number < n_init:
            chosen = kmeans_plusplus(z, weights, n_clusters, rng, watch.check)
            return few.values[:, chosen].T.astype(np.float64)
        # Each is the better one of two that are drawn.
        pair = rng.integers(len(ends), size=(2, 2)).min(axis=1)
        to_z = ((ends[end].centers - offset) / scale / unit for end in pair)
        return crossed(*to_z, z, weights, rng) * unit * scale + offset

    def leg(pixels, starts, judged_on, progress):
        """Where starts get in a few iterations, and how good that is on more pixels."""
        n_scores = pixels.values.shape[1] * n_clusters
        batches = [starts[part] for part in cuts(len(starts), max(1, _BATCH_SCORES // n_scores))]
        moved = []
        for centers, _ in run(partial(move, pixels, max_iter=short), batches):
            moved.extend(centers)
            progress.at(len(moved) / len(starts))
        return list(map(_End, moved, run(partial(inertia_of, judged_on), moved)))

    def inertia_of(pixels, centers):
        watch.check()
        return NearestCenter(centers, offset, scale).inertia(pixels)

    def best_ends(first, n_begun, n_carried):
        """The best ends, when so many more have begun and the best of them were carried on."""
        begin, middle, end = (0.8 * (first + part * n_begun) / n_at_most for part in (0, 0.5, 1))
        starts = [start(first + number) for number in range(n_begun)]
        begun = leg(few, starts, more, watch.part(begin, middle))
        best = [found.centers for found in sorted(begun, key=_by_inertia)[:n_carried]]
        carried = leg(more, best, many, watch.part(middle, end))
        return _distinct(sorted([*ends, *carried], key=_by_inertia))[:n_kept]

    few, more = few_and_more()
    z, unit = scaled(few.values, offset, scale)
    weights = np.ones(z.shape[1], dtype=np.float32) if few.weights is None else few.weights
    ends = best_ends(0, n_init, n_kept)
    n_idle = 0
    for first in range(n_init, n_at_most, n_kept):
        before = ends[0].inertia
        ends = best_ends(first, n_kept, n_kept // 2)
        n_idle = 0 if ends[0].inertia < (1 - _SAME_END) * before else n_idle + 1
        if n_idle == _IDLE_ROUNDS:
            break
    watch.at(0.8)
    nearly, _ = move(more, [ends[0].centers], max_iter=max_iter)
    all_pixels = many if values.shape[1] <= RANK_PIXELS else Pixels(values, offset)
    (centers,), (n_iter,) = move(all_pixels, nearly, max_iter=max_iter)
    return Fit(centers, inertia_of(all_pixels, centers), int(n_iter))


def pixels_of_each(labels, n_clusters):
    """Pixels of each cluster: ndarray of int, shape (n_clusters,).

    Parameters
    ----------
    labels : ndarray of uint8, shape (n_pixels,)
        From 1, as labellers give them.
    n_clusters : int
    """
    return counted(labels, n_clusters + 1)[1:]


class _End(NamedTuple):
    """Where a start ended: its centres, ndarray of float64, and their inertia."""

    centers: np.ndarray
    inertia: float


def _by_inertia(end):
    return end.inertia


def _distinct(ends):
    """Of ends in the order of their inertia, one of each."""
    distinct = ends[:1]
    for end in ends[1:]:
        if end.inertia > (1 + _SAME_END) * distinct[-1].inertia:
            distinct.append(end)
    return distinct
