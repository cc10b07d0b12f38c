"""Fits of small samples."""

import numpy as np
from sklearn.datasets import make_blobs

from s2_kmeans_plugin.core.clustering.fit_options import ClusteringOptions
from s2_kmeans_plugin.core.clustering.nearest import NearestCenter
from s2_kmeans_plugin.core.clustering.pixels import Pixels
from s2_kmeans_plugin.core.numerics.scaling import Scaling
from s2_kmeans_plugin.core.parallel.windows import Workers


def unscaled(values):
    """Return a scaling in the unit of the raster, relative to the mean."""
    return Scaling(np.rint(values.mean(axis=1, dtype=np.float64)), np.ones(len(values)))


def scaling_of(offset, scale):
    """Return a scaling of plain sequences."""
    return Scaling(np.asarray(offset, dtype=np.float64), np.asarray(scale, dtype=np.float64))


def fit(function, values, n_clusters, scaling=None, workers=None, **options):
    """Return the fit of a sample by one of the functions `fit_...`, with few starts."""
    options = {"n_init": 3, "max_iter": 100, **options}
    pixels = Pixels(values, scaling or unscaled(values))
    options = ClusteringOptions(n_clusters=n_clusters, **options)
    return function(pixels, options, workers or Workers())


def blobs(n_bands=4, n_blobs=9, n_pixels=20_000, spread=1.5, seed=3):
    """Return pixels around some centres: ndarray of float32, shape (n_bands, n_pixels)."""
    X, _ = make_blobs(n_pixels, n_bands, centers=n_blobs, cluster_std=spread, random_state=seed)
    return X.T.astype(np.float32)


def nearest_centers(values, centers):
    """Return the number, from 1, of the nearest centre of each pixel."""
    return NearestCenter(centers, unscaled(values)).label_sample(values)[0]


def exact_inertia(values, centers):
    """Return the inertia in float64, from the differences of pixels and centres."""
    X = values.T.astype(np.float64)
    return np.min([np.square(X - center).sum(axis=1) for center in centers], axis=0).sum()
