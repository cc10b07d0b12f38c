"""Table of the algorithms, and the fit of a sample by one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np

from ..parallel.windows import Workers
from .bisecting import fit_bisecting_kmeans
from .fit import Fit
from .fit_options import ClusteringOptions
from .isodata import fit_isodata
from .kmeans import fit_kmeans
from .minibatch import fit_minibatch_kmeans
from .mixture import fit_gaussian_mixture
from .pixels import Pixels
from .ward import fit_ward


@dataclass(frozen=True)
class Algorithm:
    """Entry of the table of algorithms.

    Attributes
    ----------
    runs_on_all_pixels : bool
        Whether Lloyd's passes over all pixels can continue the fit, and keep its kind of clusters.
    has_known_inertia : bool
        Whether it is known how far the mean inertia of all pixels exceeds that of the sample by
        chance (`models.sampling.has_missed_something`). Measured for k-means and its variants. The
        Mahalanobis distances of a mixture and the many centres of Ward differ from these.
    """

    fit: Callable[[Pixels, ClusteringOptions, Workers], Fit]
    runs_on_all_pixels: bool = False
    has_known_inertia: bool = True


# In the order of `choices.ALGORITHMS`.
TABLE = {
    "kmeans": Algorithm(fit_kmeans, runs_on_all_pixels=True),
    "minibatch_kmeans": Algorithm(fit_minibatch_kmeans, runs_on_all_pixels=True),
    "bisecting_kmeans": Algorithm(fit_bisecting_kmeans),
    "gaussian_mixture": Algorithm(fit_gaussian_mixture, has_known_inertia=False),
    "isodata": Algorithm(fit_isodata, runs_on_all_pixels=True),
    "ward": Algorithm(fit_ward, has_known_inertia=False),
}

ON_ALL_PIXELS = tuple(name for name, entry in TABLE.items() if entry.runs_on_all_pixels)


def fit_clusters(pixels: Pixels, options: ClusteringOptions, workers: Workers) -> Fit:
    """Fit clusters to a sample by the algorithm of the options.

    A sample with at most ``n_clusters`` distinct pixels has these as centres.

    Raises
    ------
    MissingDependencyError
        If the algorithm needs a package that is not installed.
    """
    distinct = _find_few_distinct(pixels.values, options.n_clusters)
    if distinct is not None:
        return Fit(distinct, pixels.scaling, 0.0, 0)
    return TABLE[options.algorithm].fit(pixels, options, workers)


def _find_few_distinct(values: np.ndarray, n_clusters: int) -> np.ndarray | None:
    """Return the distinct pixels, shape (n_distinct, n_bands); None for more than n_clusters."""
    # The first pixels of most samples are distinct enough.
    for n_pixels in (1000, values.shape[1]):
        distinct = np.unique(values[:, :n_pixels].T, axis=0)
        if len(distinct) > n_clusters:
            return None
    return distinct.astype(np.float64)
