"""The algorithms a user can choose. The only importer of scikit-learn, and only when asked to."""

import numpy as np

from ..errors import MissingDependencyError
from ..statistics import units
from .bisecting import bisecting_kmeans
from .gaussian import labeller_of
from .isodata import isodata
from .kmeans import Fit, kmeans, pixels_of_each
from .lloyd import NearestCenter
from .mixture import gaussian_mixture
from .seeding import kmeans_plusplus, scaled
from .ward import ward

# Of the sample, for mini-batch k-means: what a start is drawn from.
_START_PIXELS = 10_000


def minibatch_kmeans(
    values, offset, scale, *, n_clusters, n_init, max_iter, tol, random_state, executor, watch
):
    """Fit scikit-learn's MiniBatchKMeans. Parameters and result as in `kmeans.kmeans`.

    scikit-learn tries its starts on a few pixels and fits once. Here each start is fitted, which
    takes a tenth of a second, and the best outcome is kept; between them the run can be stopped.

    Raises
    ------
    MissingDependencyError
        When scikit-learn is not installed.
    """
    try:
        from sklearn.cluster import MiniBatchKMeans
        from threadpoolctl import threadpool_limits
    except ImportError as error:
        raise MissingDependencyError(
            "Mini-batch K-means needs scikit-learn, which this Python lacks ({reason}). Install it "
            "(Debian and Ubuntu: apt install python3-sklearn; Windows: in the OSGeo4W Shell, "
            "python -m pip install scikit-learn) and restart QGIS, or choose K-means, which needs "
            "nothing more.",
            reason=error,
        ) from error
    z, unit = scaled(values, offset, scale)
    X = np.ascontiguousarray(z.T)
    few = np.ascontiguousarray(X[:_START_PIXELS].T)
    alike = np.ones(few.shape[1], dtype=np.float32)

    def fit_once(start):
        rng = np.random.default_rng([random_state, start])
        estimator = MiniBatchKMeans(
            n_clusters,
            init=few[:, kmeans_plusplus(few, alike, n_clusters, rng, watch.check)].T,
            n_init=1,
            max_iter=max_iter,
            tol=tol,
            random_state=random_state,
        ).fit(X)
        centers = np.unique(estimator.cluster_centers_.astype(np.float64), axis=0)
        centers = centers * unit * scale + offset
        labels, inertia = NearestCenter(centers, offset, scale).label_sample(values)
        held = pixels_of_each(labels, len(centers)) > 0
        return Fit(centers[held], inertia, int(estimator.n_iter_))

    fits = []
    # One thread: with more, scikit-learn adds up in the order in which they happen to finish.
    with threadpool_limits(limits=1):
        for start in range(n_init):
            fits.append(fit_once(start))
            watch.at(len(fits) / n_init)
    return min(fits, key=lambda once: once.inertia)


# The orders are those of the choices in the forms, a public interface: new ones come last.
ALGORITHMS = {
    "kmeans": kmeans,
    "minibatch_kmeans": minibatch_kmeans,
    "bisecting_kmeans": bisecting_kmeans,
    "gaussian_mixture": gaussian_mixture,
    "isodata": isodata,
    "ward": ward,
}
SCALINGS = ("none", "standardise")

# Those whose clusters Lloyd's passes over all pixels carry on, and do not turn into others.
ON_ALL_PIXELS = ("kmeans", "minibatch_kmeans", "isodata")


def fit(sample, algorithm, scaling, *, n_clusters, n_indices=0, rules=None, **options):
    """Fit an algorithm on a sample.

    Parameters
    ----------
    sample : Sample
    algorithm : str
        A key of `ALGORITHMS`.
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
    outcome = ALGORITHMS[algorithm](values, offset, scale, n_clusters=n_clusters, **options)
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
