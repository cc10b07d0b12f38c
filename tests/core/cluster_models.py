"""Cluster models for tests."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from s2_kmeans_plugin.core.clustering.fit import Fit
from s2_kmeans_plugin.core.legend import make_legend
from s2_kmeans_plugin.core.models.model import ClusterModel
from s2_kmeans_plugin.core.models.sample_range import SampleRange
from s2_kmeans_plugin.core.numerics.scaling import Scaling


def model_of(centers, offset=None, scale=None):
    centers = np.asarray(centers, dtype=np.float64)
    n_bands = centers.shape[1]
    return ClusterModel(
        centers=centers,
        offset=np.zeros(n_bands) if offset is None else np.asarray(offset, dtype=np.float64),
        scale=np.ones(n_bands) if scale is None else np.asarray(scale, dtype=np.float64),
        bands=tuple(range(1, n_bands + 1)),
        band_names=tuple(f"B{n}" for n in range(1, n_bands + 1)),
        algorithm="kmeans",
        legend=tuple(make_legend(len(centers), "distinct")),
        sample=SampleRange(*np.zeros((4, n_bands))),
    )


def source_of(n_bands):
    names = ("B",) * n_bands
    return SimpleNamespace(
        bands=tuple(range(1, n_bands + 1)),
        band_names=names,
        feature_names=names,
        units=(),
        n_indices=0,
        features=None,
    )


def unscaled(n_bands):
    return Scaling(np.zeros(n_bands), np.ones(n_bands))


def fitted(centers):
    centers = np.asarray(centers, dtype=np.float64)
    n_bands = centers.shape[1]
    source = source_of(n_bands)
    return ClusterModel.from_fit(
        Fit(centers, unscaled(n_bands), 0.0, 1), source, "kmeans", centers.T
    )


def mixture_of(centers, covariances, weights):
    model = model_of(centers)
    return replace(model, covariances=np.array(covariances), weights=np.array(weights))


def grouped(centers, weights, groups):
    centers = np.asarray(centers, dtype=np.float64)
    n_bands = centers.shape[1]
    source = source_of(n_bands)
    weights, groups = np.array(weights), np.array(groups)
    found = Fit(centers, unscaled(n_bands), 0.0, 1, weights=weights, groups=groups)
    return ClusterModel.from_fit(found, source, "ward", centers.T)
