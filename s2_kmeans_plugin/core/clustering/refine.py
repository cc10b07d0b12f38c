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

from ..parallel import give_back_at_times, ordered_map
from .kmeans import Fit
from .lloyd import NearestCenter, Sums
from .scores import cuts
from .tiles import TILE_PIXELS, Pixels

# Passes end when moving each centre to the mean of its pixels would lower the inertia by less than
# this part of it, which by then is about all that is left to gain.
TOLERANCE = 5e-6

# Passes over the sample, at most, and the part of what it is set right by that the last one moves:
# with a tenth of that, a raster in 8, 20 and 40 classes was read as often.
FOLLOW_ITER = 40
_STILL = 0.03

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
    following = True
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
            # The sample led astray, as a small one may: from here on passes are plain ones.
            centers, bound, following = fallback, np.inf, False
            continue
        centers = fallback = sums.means(otherwise=before)
        gain = (sums.counts[:, None] * np.square((fallback - before) / scale)).sum()
        if gain <= TOLERANCE * sums.inertia or n_iter == max_iter:
            break
        # A plain pass would lower the inertia at least by the gain.
        bound = sums.inertia - gain
        if following:
            centers = _follow(sample, offset, before, fallback, scale, watch)
    return Fit(centers, sums.inertia, fit.n_iter + n_iter)


def _follow(sample, offset, before, after, scale, watch):
    """Go on from a pass, which led from ``before`` to ``after``, by passes over the sample."""
    # Loaded anew each time: what would be kept while the raster is read is needed there.
    pixels = Pixels(sample, offset)
    correction = after - _sample_step(pixels, before, scale, otherwise=before)
    enough = _STILL**2 * np.square(correction / scale).sum()
    for _ in range(FOLLOW_ITER):
        watch.check()
        # A cluster of which the sample has no pixel stays where it is.
        stay = after - correction
        moved = _sample_step(pixels, after, scale, otherwise=stay) + correction
        still = np.square((moved - after) / scale).sum() <= enough
        after = moved
        if still:
            break
    return after


def _sample_step(pixels, centers, scale, otherwise):
    labels, _ = NearestCenter(centers, pixels.offset, scale).label_pixels(pixels)
    sums = Sums.zero(*centers.shape)
    sums.add(pixels.values, labels)
    return sums.means(otherwise)


def _window_sums(reader, centers, offset, scale, window):
    values, valid = reader.read(window)
    labels = np.empty(valid.shape, dtype=np.uint8)
    sums = Sums.zero(*centers.shape)
    sums.inertia = NearestCenter(centers, offset, scale).label(values, valid, labels)
    # A few rows at a time: all of them, where they lie apart, would be copied.
    for rows in cuts(len(labels), max(1, TILE_PIXELS // window.width)):
        sums.add(values[:, rows].reshape(len(values), -1), labels[rows].reshape(-1))
    return sums
