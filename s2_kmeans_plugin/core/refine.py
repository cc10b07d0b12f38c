"""Lloyd's passes over every pixel of a raster, window by window."""

from functools import partial

import numpy as np

from .kmeans import Fit
from .lloyd import NearestCenter, Sums
from .parallel import ordered_map

# Passes end when one lowers the inertia by less than this part. On Sentinel-2 scenes the inertia
# left to gain is then below 1e-5 of it.
TOLERANCE = 2e-6


def refine(source, windows, fit, offset, scale, *, max_iter, executor, in_flight, watch):
    """Carry a fit on a sample on to all pixels.

    Parameters
    ----------
    source : RasterSource
    windows : list of Window
    fit : Fit
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
    centers = fit.centers
    inertia = None
    for n_iter in range(1, max_iter + 1):
        nearest = partial(_window_sums, source, centers, offset, scale)
        sums = Sums.zero(*centers.shape)
        for n_done, part in enumerate(
            ordered_map(executor, nearest, windows, in_flight, watch.check), start=1
        ):
            sums += part
            # How many passes are to come is not known: each takes a fifth of what is left.
            watch.at(1 - 0.8 ** (n_iter - 1 + n_done / len(windows)))
        before, centers = centers, sums.means(otherwise=centers)
        if inertia is not None and inertia - sums.inertia <= TOLERANCE * inertia:
            break
        if np.array_equal(centers, before):
            break
        inertia = sums.inertia
    return Fit(centers, sums.inertia, fit.n_iter + n_iter)


def _window_sums(source, centers, offset, scale, window):
    values, valid = source.read(window)
    labels = np.empty(valid.shape, dtype=np.uint8)
    sums = Sums.zero(*centers.shape)
    sums.inertia = NearestCenter(centers, offset, scale).label(values, valid, labels)
    sums.add(values.reshape(source.n_bands, -1), labels.reshape(-1))
    return sums
