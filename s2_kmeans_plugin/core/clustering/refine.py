"""Lloyd's passes over every pixel of a raster, window by window.

Plain passes creep: each moves the centres a part of the way that is left, and reads the raster. The
sample on which the fit began knows the way well enough: the passes it takes in memory, each set
right by the difference between the last pass over all pixels and the sample's own step from there,
lead to where passes over all pixels would, but for what that difference changes on the way. So a
few readings do for many. (The thought is that of variance reduction, Johnson and Zhang
2013, "Accelerating Stochastic Gradient Descent using Predictive Variance Reduction".)
"""

from functools import partial

import numpy as np

from ..parallel.windows import give_back_at_times, ordered_map
from .kmeans import Fit
from .nearest import NearestCenter, Sums
from .scores import cuts
from .tiles import TILE_PIXELS, Pixels

# Passes end when moving each centre to the mean of its pixels would lower the inertia by less than
# this part of it, which by then is about all that is left to gain.
TOLERANCE = 5e-6

# Passes over the sample after one over all pixels, at most; each time that they led to a worse
# place the next ones may be half as many. Six runs in 8, 20 and 40 classes each read a scene 13, 17
# and 32 times.
FOLLOW_ITER = 40

# How far the inertia of a pass may be off.
_ROUNDING = 1e-6


def refine(reader, windows, fit, sample, offset, scale, *, max_iter, executor, in_flight, watch):
    """Carry a fit on a sample on to all pixels.

    Parameters
    ----------
    reader : RasterReader
    windows : list of Window
        Their sums are added in this order, whatever the executor. Other windows change the last
        digits where the raster holds float64; those of `RasterSource.windows` follow from the file
        and the chosen bands alone.
    fit : Fit
    sample : ndarray, shape (n_bands, n_samples)
        Pixels of the windows.
    offset, scale : ndarray, shape (n_bands,)
    max_iter : int
        Passes at most; each reads the raster once.
    executor : concurrent.futures.Executor or None
    in_flight : int
    watch : Watch

    Returns
    -------
    Fit
    """
    centers = fallback = fit.centers
    bound = np.inf
    n_followed = FOLLOW_ITER
    for n_iter in range(1, max_iter + 1):
        before = centers
        window_sums = partial(_window_sums, reader, before, offset, scale)
        sums = Sums.zero(*before.shape)
        for n_done, part in enumerate(
            ordered_map(executor, window_sums, windows, in_flight, watch.check), start=1
        ):
            give_back_at_times(n_done)
            sums += part
            # How many passes are to come is not known: each takes half of what is left.
            watch.at(1 - 0.5 ** (n_iter - 1 + n_done / len(windows)))
        if sums.inertia > bound * (1 + _ROUNDING):
            # The sample led astray, as a small one may: it is followed less far from here on.
            centers, bound, n_followed = fallback, np.inf, n_followed // 2
            continue
        centers = fallback = sums.means(otherwise=before)
        gain = _gain(sums.counts, before, fallback, scale)
        if gain <= TOLERANCE * sums.inertia or n_iter == max_iter:
            break
        # A plain pass would lower the inertia at least by the gain.
        bound = sums.inertia - gain
        if n_followed:
            enough = TOLERANCE * sums.inertia * sample.shape[1] / sums.counts.sum()
            centers = _follow(sample, offset, before, fallback, scale, enough, n_followed, watch)
    return Fit(centers, sums.inertia, fit.n_iter + n_iter)


def _follow(sample, offset, before, after, scale, enough, n_at_most, watch):
    """Go on from a pass, which led from ``before`` to ``after``, by passes over the sample.

    They end when the last one has lowered the sample's inertia by no more than ``enough``.
    """
    # Loaded anew each time: what would be kept while the raster is read is needed there.
    pixels = Pixels(sample, offset)
    correction = after - _sample_sums(pixels, before, scale).means(otherwise=before)
    for _ in range(n_at_most):
        watch.check()
        # A cluster of which the sample has no pixel stays where it is.
        sums = _sample_sums(pixels, after, scale)
        moved = sums.means(otherwise=after - correction) + correction
        gain = _gain(sums.counts, after, moved, scale)
        after = moved
        if gain <= enough:
            break
    return after


def _gain(counts, before, after, scale):
    """By how much the inertia falls when centres move to the means of so many pixels."""
    return (counts[:, None] * np.square((after - before) / scale)).sum()


def _sample_sums(pixels, centers, scale):
    labels, _ = NearestCenter(centers, pixels.offset, scale).label_pixels(pixels)
    sums = Sums.zero(*centers.shape)
    sums.add(pixels.values, labels)
    return sums


def _window_sums(reader, centers, offset, scale, window):
    values, valid = reader.read(window)
    labels = np.empty(valid.shape, dtype=np.uint8)
    sums = Sums.zero(*centers.shape)
    sums.inertia = NearestCenter(centers, offset, scale).label(values, valid, labels)
    # A few rows at a time: all of them, where they lie apart, would be copied.
    for rows in cuts(len(labels), max(1, TILE_PIXELS // window.width)):
        sums.add(values[:, rows].reshape(len(values), -1), labels[rows].reshape(-1))
    return sums
