"""Mini-batch k-means of scikit-learn."""

from __future__ import annotations

import numpy as np

from ..errors import MissingDependencyError
from ..parallel.windows import Workers
from .fit import Fit, fit_nonempty
from .fit_options import ClusteringOptions
from .pixels import Pixels
from .starts import Starts

# Pixels from which starts are drawn. Chosen.
_START_PIXELS = 10_000


def fit_minibatch_kmeans(pixels: Pixels, options: ClusteringOptions, workers: Workers) -> Fit:
    """Fit scikit-learn's MiniBatchKMeans from each start, and return the best result.

    scikit-learn itself compares the starts on a few pixels and fits once. Here each start is
    fitted, since that takes a tenth of a second; the run can be cancelled between starts.

    Raises
    ------
    MissingDependencyError
        If scikit-learn is not installed.
    """
    try:
        from sklearn.cluster import MiniBatchKMeans
        from threadpoolctl import threadpool_limits
    except ImportError as error:
        raise MissingDependencyError(
            "Mini-batch K-means needs scikit-learn, which this Python lacks ({reason}). Install it "
            "(Debian and Ubuntu: apt install python3-sklearn; Windows: in the OSGeo4W Shell, "
            "python -m pip install scikit-learn) and restart QGIS, or choose K-means, which needs "
            "no other package.",
            reason=error,
        ) from error
    z, unit = pixels.to_float32()
    X = np.ascontiguousarray(z.T)
    starts = Starts(pixels.first(_START_PIXELS), workers.watch.check)

    def fit_once(start: int) -> Fit:
        rng = np.random.default_rng([options.random_state, start])
        chosen = starts.choose_pixels(options.n_clusters, rng)
        estimator = MiniBatchKMeans(
            options.n_clusters,
            init=X[chosen],
            n_init=1,
            max_iter=options.max_iter,
            tol=options.tol,
            random_state=options.random_state,
        ).fit(X)
        centers = np.unique(estimator.cluster_centers_.astype(np.float64), axis=0)
        centers = pixels.scaling.unscale_points(centers * unit)
        return fit_nonempty(pixels, centers, int(estimator.n_iter_))

    fits = []
    # One thread: with more, scikit-learn sums in the order in which they finish.
    with threadpool_limits(limits=1):
        for start in range(options.n_init):
            fits.append(fit_once(start))
            workers.watch.at(len(fits) / options.n_init)
    return min(fits, key=lambda fit: fit.inertia)
