"""Mini-batch k-means of scikit-learn."""

import numpy as np

from ..errors import MissingDependencyError
from .kmeans import Fit, pixels_of_each
from .nearest import NearestCenter
from .starts import kmeans_plusplus, scaled

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
