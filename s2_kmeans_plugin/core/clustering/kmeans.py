"""K-means on a sample, in numpy: several k-means++ starts, the best of them polished.

scikit-learn's KMeans could fit the sample where it is installed. It does not, by measurement: on
200,000 pixels of ten bands, eight clusters and two cores, its 20 starts took 3.6 s (10: 2.6 s) and
its import 0.9 s, these 20 starts 0.7 s, to an inertia that agrees in the first five digits; and so
a map does not depend on whether, and in which version, scikit-learn is there. It is the oracle of
the tests.
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..groups import counted
from ..parallel import ordered_map
from .lloyd import NearestCenter, Pixels, Sums

# The first pixels of a sample stand for all of it, because it is in random order. Starts run on the
# fewest; what they lead to is compared on the most; the best of these are carried on in between.
START_PIXELS = 10_000
POLISH_PIXELS = 30_000
RANK_PIXELS = 200_000
START_ITER = 10
POLISH_ITER = 20

# How many are carried on: all of 20 with eight classes, fewer with more, for whom it takes long. Of
# a burnt landscape in eight classes the best ten of 20 lacked the best end in two runs of 20.
_POLISHED_CLASSES = 160
_FEWEST_POLISHED = 4


@dataclass(frozen=True)
class Fit:
    """Where a fit ended.

    Attributes
    ----------
    centers : ndarray of float64, shape (n_clusters, n_bands)
        In the unit of the raster.
    inertia : float
        Of the pixels fitted on, in scaled units, at the last assignment.
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

    ``n_init`` k-means++ starts are carried a little way on few pixels of the sample, the best of
    them farther on more, and the best of these to the end, on all. Each time they are ranked on
    many pixels, for what looks best on few need not be the best on all.

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
    spread = (values[:, :RANK_PIXELS].var(axis=1, dtype=np.float64) / scale**2).mean()
    fit = partial(lloyd, scale=scale, max_shift=tol * spread, check=watch.check)
    few, more, many = (
        Pixels(values[:, :n], offset) for n in (START_PIXELS, POLISH_PIXELS, RANK_PIXELS)
    )
    z, _ = scaled(few.values, offset, scale)

    def first_leg(start):
        rng = np.random.default_rng([random_state, start])
        chosen = kmeans_plusplus(z, n_clusters, rng, watch.check)
        centers = few.values[:, chosen].T.astype(np.float64)
        begun = fit(few, centers, max_iter=min(START_ITER, max_iter))
        return ranked(begun)

    def second_leg(begun):
        return ranked(fit(more, begun.centers, max_iter=min(POLISH_ITER, max_iter)))

    def ranked(found):
        watch.check()
        _, inertia = NearestCenter(found.centers, offset, scale).label_pixels(many)
        return replace(found, inertia=inertia)

    begun = []
    for leg in run(first_leg, range(n_init)):
        begun.append(leg)
        watch.at(0.5 * len(begun) / n_init)
    begun.sort(key=lambda leg: leg.inertia)
    n_polished = max(_FEWEST_POLISHED, _POLISHED_CLASSES // n_clusters)
    best = min(run(second_leg, begun[:n_polished]), key=lambda leg: leg.inertia)
    watch.at(0.8)
    best = fit(more, best.centers, max_iter=max_iter)
    all_pixels = many if values.shape[1] <= RANK_PIXELS else Pixels(values, offset)
    return fit(all_pixels, best.centers, max_iter=max_iter)


def lloyd(pixels, centers, *, scale, max_iter, max_shift, check):
    """Lloyd's iterations on a sample from given centres.

    Parameters
    ----------
    pixels : Pixels
    centers : ndarray of float64, shape (n_clusters, n_bands)
    max_shift : float
        Stop when the sum of the squared, scaled moves of the centres is no larger.
    check : callable
        Called before each iteration; raises to stop.
    scale, max_iter
        As in `kmeans`.

    Returns
    -------
    Fit
    """
    values = pixels.values
    sums = Sums.zero(*centers.shape)
    labels = None
    for n_iter in range(1, max_iter + 1):
        check()
        before = labels
        labels, sums.inertia = NearestCenter(centers, pixels.offset, scale).label_pixels(pixels)
        # Few pixels change their cluster after the first iterations: only they are added up.
        if n_iter == 1:
            sums.add(values, labels)
        else:
            changed = np.flatnonzero(labels != before)
            moving = values[:, changed]
            sums.add(moving, before[changed], sign=-1)
            sums.add(moving, labels[changed])
        moved = sums.means(otherwise=centers)
        empty = np.flatnonzero(sums.counts == 0)
        if empty.size:
            # One at a time: the pixels farthest from all centres may well be equal.
            moved[empty[0]] = _farthest(values, labels, centers, scale)
        shift = np.square((moved - centers) / scale).sum()
        centers = moved
        if shift <= max_shift and not empty.size:
            break
    return Fit(centers, sums.inertia, n_iter)


def kmeans_plusplus(z, n_clusters, rng, check):
    """Greedy k-means++ (Arthur and Vassilvitskii 2007): of ``2 + ln k`` candidates the best.

    The greedy choice and the number of candidates are scikit-learn's.

    Parameters
    ----------
    z : ndarray of float32, shape (n_bands, n_pixels)
        Scaled.
    n_clusters : int
    rng : numpy.random.Generator
    check : callable
        Called before each choice; raises to stop.

    Returns
    -------
    list of int
        The chosen pixels.
    """
    n_candidates = 2 + int(np.log(n_clusters))
    chosen = [int(rng.integers(z.shape[1]))]
    nearest = _squared_distances(z, chosen[0])
    while len(chosen) < n_clusters:
        check()
        cumulated = np.cumsum(nearest, dtype=np.float64)
        drawn = np.searchsorted(cumulated, rng.random(n_candidates) * cumulated[-1], side="right")
        drawn = np.minimum(drawn, z.shape[1] - 1)
        options = [np.minimum(nearest, _squared_distances(z, int(pixel))) for pixel in drawn]
        potentials = [option.sum(dtype=np.float64) for option in options]
        best = int(np.argmin(potentials))
        chosen.append(int(drawn[best]))
        nearest = options[best]
    return chosen


def pixels_of_each(labels, n_clusters):
    """Pixels of each cluster: ndarray of int, shape (n_clusters,).

    Parameters
    ----------
    labels : ndarray of uint8, shape (n_pixels,)
        From 1, as labellers give them.
    n_clusters : int
    """
    return counted(labels, n_clusters + 1)[1:]


def scaled(values, offset, scale):
    """Scaled pixels whose squares are in the range of float32.

    Parameters
    ----------
    values : ndarray, shape (n_bands, n_pixels)
    offset, scale : ndarray, shape (n_bands,)

    Returns
    -------
    z : ndarray of float32, shape (n_bands, n_pixels)
        The largest has the size of 1.
    unit : float
        What ``z`` times is ``(values - offset) / scale``: a power of 2, which costs no digit.
    """
    z = (values - offset[:, None]) / scale[:, None]
    _, exponent = np.frexp(np.abs(z).max(initial=0))
    return np.ldexp(z, -exponent).astype(np.float32), float(np.ldexp(1.0, exponent))


def _squared_distances(z, pixel):
    difference = z - z[:, pixel, None]
    return np.einsum("bn,bn->n", difference, difference)


def _farthest(values, labels, centers, scale):
    """The pixel farthest from the centre of its cluster."""
    difference = (values - centers[labels - 1].T) / scale[:, None]
    return values[:, int(np.argmax(np.einsum("bn,bn->n", difference, difference)))]
