"""Lloyd's passes over all pixels of a raster, window by window.

Plain Lloyd passes converge slowly, and each reads the raster. Passes over the sample take no
reading and lead nearly the same way. So after each pass over all pixels, passes over the sample
continue it, corrected by the difference between the pass over all pixels and the sample's own. The
idea is that of variance reduction (Johnson and Zhang 2013, "Accelerating Stochastic Gradient
Descent using Predictive Variance Reduction").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Callable, Protocol

import numpy as np

from ..numerics.scaling import Scaling
from ..numerics.slices import iterate_slices
from ..parallel.windows import Workers, by_window
from .fit import Fit
from .nearest import NearestCenter
from .pixels import Pixels
from .sums import Sums
from .tiles import TILE_PIXELS

# Passes end when the next one would lower the inertia by less than this part. Chosen: about all
# that is then left to gain.
TOLERANCE = 5e-6

# Largest number of passes over the sample after one over all pixels. It is halved each time that
# they lead to a higher inertia. Chosen: six runs for 8, 20 and 40 classes then read a scene 13, 17
# and 32 times.
SAMPLE_PASSES = 40

# Relative error of the inertia of a pass. Chosen.
_ROUNDING = 1e-6


class WindowReader(Protocol):
    """Reader of the pixels of a window."""

    def read(self, window: Any) -> tuple[np.ndarray, np.ndarray]:
        """Return values and valid."""


def refine(
    fit: Fit,
    reader: WindowReader,
    windows: Sequence[Any],
    sample: np.ndarray,
    max_iter: int,
    workers: Workers,
) -> Fit:
    """Continue a fit of a sample on all pixels, and return it with the inertia of all pixels.

    Parameters
    ----------
    windows : sequence of Window
        Sums are added in this order, whatever the executor. For a raster of float64, other windows
        change the last digits, so take those of `RasterSource.windows`, which follow from the file
        and the bands.
    sample : ndarray, shape (n_bands, n_pixels)
        Pixels of the windows.
    max_iter : int
        Maximum number of passes over all pixels.
    """
    scaling = fit.scaling
    centers = plain = fit.centers
    bound = np.inf
    n_sample_passes = SAMPLE_PASSES
    n_iter, inertia = 0, fit.inertia
    for n_iter in range(1, max_iter + 1):
        before = centers
        # The number of passes is unknown: each takes half of the progress that is left.
        pass_workers = workers.part(1 - 0.5 ** (n_iter - 1), 1 - 0.5**n_iter)
        sums = Sums.zero(*before.shape)
        sum_window = partial(_sum_window, reader, before, scaling)
        for _, part in by_window(sum_window, windows, pass_workers):
            sums += part
        inertia = sums.inertia
        if inertia > bound * (1 + _ROUNDING):
            # The sample led to a worse place, so it is followed less far from now on.
            centers, bound, n_sample_passes = plain, np.inf, n_sample_passes // 2
            continue
        centers = plain = sums.means(otherwise=before)
        gain = _gain(sums.counts, before, plain, scaling)
        if gain <= TOLERANCE * inertia or n_iter == max_iter:
            break
        # A plain pass would lower the inertia at least by the gain.
        bound = inertia - gain
        if n_sample_passes:
            min_gain = TOLERANCE * inertia * sample.shape[1] / sums.counts.sum()
            # Loaded anew each time, because reading the raster needs the memory.
            pixels = Pixels(sample, scaling)
            check = workers.watch.check
            centers = _follow_sample(pixels, before, plain, min_gain, n_sample_passes, check)
    return replace(fit, centers=centers, inertia=inertia, n_iter=fit.n_iter + n_iter)


def _follow_sample(
    pixels: Pixels,
    before: np.ndarray,
    after: np.ndarray,
    min_gain: float,
    max_passes: int,
    check: Callable[[], None],
) -> np.ndarray:
    """Continue a pass from ``before`` to ``after`` by passes over the sample.

    They end when one lowers the sample's inertia by at most ``min_gain``.
    """
    correction = after - _sum_sample(pixels, before).means(otherwise=before)
    for _ in range(max_passes):
        check()
        sums = _sum_sample(pixels, after)
        # A cluster without pixels in the sample keeps its centre.
        moved = sums.means(otherwise=after - correction) + correction
        gain = _gain(sums.counts, after, moved, pixels.scaling)
        after = moved
        if gain <= min_gain:
            break
    return after


def _gain(counts: np.ndarray, before: np.ndarray, after: np.ndarray, scaling: Scaling) -> float:
    """Return by how much the inertia falls when centres move to the means of their pixels."""
    return float((counts[:, None] * np.square((after - before) / scaling.scale)).sum())


def _sum_sample(pixels: Pixels, centers: np.ndarray) -> Sums:
    labels, _ = NearestCenter(centers, pixels.scaling).label_pixels(pixels)
    sums = Sums.zero(*centers.shape)
    sums.add(pixels.values, labels)
    return sums


def _sum_window(reader: WindowReader, centers: np.ndarray, scaling: Scaling, window: Any) -> Sums:
    values, valid = reader.read(window)
    labels = np.empty(valid.shape, dtype=np.uint8)
    sums = Sums.zero(*centers.shape)
    sums.inertia = NearestCenter(centers, scaling).label(values, valid, labels)
    # A few rows at a time, because reshaping all rows would copy them.
    for rows in iterate_slices(len(labels), max(1, TILE_PIXELS // valid.shape[1])):
        sums.add(values[:, rows].reshape(len(values), -1), labels[rows].reshape(-1))
    return sums
