"""The algorithms a user can choose. The only importer of scikit-learn, and only when asked to."""

import numpy as np

from ..numerics.scaling import units
from .bisecting import bisecting_kmeans
from .isodata import isodata
from .kmeans import Fit, kmeans
from .minibatch import minibatch_kmeans
from .mixture import gaussian_mixture
from .normal import labeller_of
from .ward import ward

# In the order of `choices.ALGORITHMS`.
FITS = {
    "kmeans": kmeans,
    "minibatch_kmeans": minibatch_kmeans,
    "bisecting_kmeans": bisecting_kmeans,
    "gaussian_mixture": gaussian_mixture,
    "isodata": isodata,
    "ward": ward,
}

# Those whose clusters Lloyd's passes over all pixels carry on, and do not turn into others.
ON_ALL_PIXELS = ("kmeans", "minibatch_kmeans", "isodata")


def fit(sample, algorithm, scaling, *, n_clusters, n_indices=0, rules=None, **options):
    """Fit an algorithm on a sample.

    Parameters
    ----------
    sample : Sample
    algorithm : str
        One of `choices.ALGORITHMS`.
    scaling : {"none", "standardise"}
        Whether distances are measured in the raster's unit or in standard deviations of each band.
    n_clusters : int
    n_indices : int
        How many of the last values of a pixel are indices: `statistics.units`.
    rules : isodata.Rules, optional
        For ISODATA alone.
    **options
        As in `kmeans.kmeans`.

    Returns
    -------
    fit : Fit
        With fewer centres than asked where the sample has fewer distinct pixels.
    offset, scale : ndarray of float64, shape (n_bands,)

    Raises
    ------
    MissingDependencyError
        When the algorithm needs a package that is not installed.
    """
    values = sample.values
    offset, scale = units(values, scaling, n_indices)
    distinct = _few_distinct(values, n_clusters)
    if distinct is not None:
        return Fit(distinct, 0.0, 0), offset, scale
    if algorithm == "isodata":
        options["rules"] = rules
    outcome = FITS[algorithm](values, offset, scale, n_clusters=n_clusters, **options)
    return outcome, offset, scale


def label(found, offset, scale, values):
    """Cluster of each pixel of a sample.

    Parameters
    ----------
    found : Fit
    offset, scale : ndarray, shape (n_bands,)
    values : ndarray, shape (n_bands, n_pixels)

    Returns
    -------
    ndarray of uint8, shape (n_pixels,)
        From 1; where several centres make one class, its number.
    """
    labels, _ = labeller_of(found, offset, scale).label_sample(values)
    if found.groups is not None:
        labels = np.append(0, found.groups + 1).astype(np.uint8)[labels]
    return labels


def _few_distinct(values, n_clusters):
    """The distinct pixels where there are no more than ``n_clusters``, else None."""
    for n_pixels in (1000, values.shape[1]):
        distinct = np.unique(values[:, :n_pixels].T, axis=0)
        if len(distinct) > n_clusters:
            return None
    return distinct.astype(np.float64)
