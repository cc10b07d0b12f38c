"""Cluster model: the outcome of a fit as plain arrays, which label pixels in any process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from ..clustering.fit import Fit, make_labeller
from ..clustering.labeller import Labeller
from ..errors import ArgumentError
from ..legend import ClassEntry, make_legend
from ..numerics.components import Projection
from ..numerics.scaling import Scaling
from ..spectral.indices import Features
from .model_json import format_model, parse_attributes
from .sample_range import SampleRange

if TYPE_CHECKING:
    from ..raster.source import RasterSource


@dataclass(frozen=True, eq=False)
class ClusterModel:
    """Centres of clusters, and the class of each. Prediction needs only numpy.

    The features of a pixel are its bands, then its indices. Its dimensions are the components of
    the projection, or the features if there is no projection.

    Attributes
    ----------
    centers : ndarray of float64, shape (n_clusters, n_dimensions)
        In the unit of the raster or of the projection. The darkest (smallest mean of the bands)
        comes first.
    offset, scale : ndarray of float64, shape (n_dimensions,)
        Distances are measured in ``(x - offset) / scale``.
    bands : tuple of int
        Numbers of the bands that are read.
    band_names : tuple of str
        Names of the features.
    algorithm : str
    legend : tuple of ClassEntry
        Ordered by value.
    sample : SampleRange
    about : dict
        Origin of the model, in the types of JSON; nothing depends on it.
    values : tuple of int
        Class of each centre, 1 to 255, or 0 for nodata. Several centres may share a class. Default:
        1, 2, 3, ... in the order of the centres.
    weights : ndarray of float64 or None, shape (n_clusters,)
        Part of the sample in each cluster, if the algorithm needs it.
    covariances : ndarray of float64 or None, shape (n_clusters, n_dimensions, n_dimensions)
        In the unit of the centres. If given, clusters are normal distributions: a pixel belongs to
        the most likely one, and distances are Mahalanobis distances.
    features : Features or None
        Compared bands and indices; None if all bands are compared and there are no indices.
    helper_names : tuple of str
        Names of bands that are read only for indices.
    projection : Projection or None
    units : tuple of (float, float)
        Declared scale and offset of each band that is read; empty if not declared.
    """

    centers: np.ndarray
    offset: np.ndarray
    scale: np.ndarray
    bands: tuple[int, ...]
    band_names: tuple[str, ...]
    algorithm: str
    legend: tuple[ClassEntry, ...]
    sample: SampleRange
    about: dict[str, Any] = field(default_factory=dict)
    values: tuple[int, ...] = ()
    weights: np.ndarray | None = None
    covariances: np.ndarray | None = None
    features: Features | None = None
    helper_names: tuple[str, ...] = ()
    projection: Projection | None = None
    units: tuple[tuple[float, float], ...] = ()

    def __post_init__(self) -> None:
        if not self.values:
            object.__setattr__(self, "values", _consecutive_values(self.centers))

    @classmethod
    def from_fit(
        cls,
        fit: Fit,
        source: RasterSource,
        algorithm: str,
        values: np.ndarray,
        projection: Projection | None = None,
    ) -> ClusterModel:
        """Return the model of a fit to values of shape (n_features, n_samples).

        Its centres are ordered by brightness and (less the offset) rounded to float32. Differences
        in the last digits between processors or libraries then do not reach a pixel.
        """
        offset, scale = fit.scaling.offset, fit.scaling.scale
        centers = offset + (fit.centers - offset).astype(np.float32)
        n_bands = len(source.feature_names) - source.n_indices
        order = np.lexsort((*centers.T[::-1], brightness(centers, n_bands, projection)))
        classes = _consecutive_values(centers)
        if fit.groups is not None:
            weights = np.ones(len(centers)) if fit.weights is None else fit.weights
            means = _class_means(centers, weights, fit.groups)
            rank = np.argsort(np.argsort(brightness(means, n_bands, projection), kind="stable"))
            classes = tuple((rank[fit.groups[order]] + 1).tolist())
        return cls(
            centers[order],
            offset,
            scale,
            source.bands,
            source.feature_names,
            algorithm,
            tuple(make_legend(max(classes), "distinct")),
            SampleRange.of(values),
            values=classes,
            weights=None if fit.weights is None else fit.weights[order],
            covariances=None if fit.covariances is None else fit.covariances[order],
            features=source.features,
            helper_names=source.band_names[n_bands:],
            projection=projection,
            units=source.units,
        )

    @property
    def n_classes(self) -> int:
        return len(self.legend)

    @property
    def n_bands(self) -> int:
        """Number of features that are bands."""
        return len(self.band_names) if self.features is None else self.features.n_bands

    @property
    def input_names(self) -> tuple[str, ...]:
        """Names of the bands that are read; those for indices only come last."""
        return self.band_names[: self.n_bands] + self.helper_names

    @property
    def feature_offset(self) -> np.ndarray:
        """Point near the mean of the sample: ndarray of float64, shape (n_features,)."""
        return self.offset if self.projection is None else self.projection.offset

    @property
    def feature_scale(self) -> np.ndarray:
        """Unit of each feature: ndarray of float64, shape (n_features,)."""
        return self.scale if self.projection is None else self.projection.scale

    @property
    def class_means(self) -> np.ndarray:
        """Mean of the centres of each class in the legend: ndarray, shape (n_classes, n_features).

        Centres in components are reconstructed (`Projection.reconstruct`).
        """
        weights = np.ones(len(self.centers)) if self.weights is None else self.weights
        kept = np.flatnonzero(self.values)
        classes = np.unique(np.array(self.values)[kept], return_inverse=True)[1]
        means = _class_means(self.centers[kept], weights[kept], classes)
        return means if self.projection is None else self.projection.reconstruct(means)

    @property
    def largest_class(self) -> int:
        return max(self.values)

    def predict(self, X: ArrayLike) -> np.ndarray:
        """Return the class of each pixel: uint8, shape (n_samples,).

        0 where a value is not finite or the class is nodata. ArgumentError is raised if ``X`` does
        not have the shape (n_samples, n_features).
        """
        X = np.asarray(X)
        if X.ndim != 2 or X.shape[1] != len(self.band_names):
            raise ArgumentError(
                "X has the shape {shape}. Give an array of the shape (n_samples, {n_features}).",
                shape=X.shape,
                n_features=len(self.band_names),
            )
        classes, _ = self.label(X.T, np.isfinite(X).all(axis=1))
        return classes

    def label(self, values: np.ndarray, valid: np.ndarray) -> tuple[np.ndarray, float]:
        """Label the pixels of a window.

        Parameters
        ----------
        values : ndarray, shape (n_features, height, width) or (n_features, n_pixels)
        valid : ndarray of bool, shape (height, width) or (n_pixels,)

        Returns
        -------
        classes : ndarray of uint8, shape of ``valid``
            0 where not valid or the class is nodata.
        inertia : float
            Of all valid pixels.
        """
        classes = np.empty(valid.shape, dtype=np.uint8)
        inertia = self.labeller().label(self.project(values), valid, classes)
        if self.values != _consecutive_values(self.centers):
            classes = np.array((0, *self.values), dtype=np.uint8)[classes]
        return classes, inertia

    def project(self, values: np.ndarray) -> np.ndarray:
        """Return features of shape (n_features, ...) as dimensions of shape (n_dimensions, ...)."""
        return values if self.projection is None else self.projection.project(values)

    def labeller(self) -> Labeller:
        """Return the labeller of the clusters, in dimensions; its labels start at 1."""
        scaling = Scaling(self.offset, self.scale)
        return make_labeller(self.centers, scaling, self.weights, self.covariances)

    def to_json(self) -> str:
        return format_model(self)

    @classmethod
    def from_json(cls, text: str) -> ClusterModel:
        """Return the model in a JSON text; raise ArgumentError if the text has none."""
        return cls(**parse_attributes(text))


def brightness(
    points: np.ndarray, n_bands: int, projection: Projection | None = None
) -> np.ndarray:
    """Return the mean of the bands of points, which orders the classes.

    Points have shape (n_points, n_dimensions); the first ``n_bands`` features are bands.
    """
    features = points if projection is None else projection.reconstruct(points)
    means: np.ndarray = features[:, :n_bands].mean(axis=1)
    return means


def _class_means(centers: np.ndarray, weights: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """Return the weighted mean of the centres of each class, counted from 0."""
    totals = np.zeros((max(classes) + 1, centers.shape[1]))
    np.add.at(totals, classes, centers * weights[:, None])
    means: np.ndarray = totals / np.bincount(classes, weights)[:, None]
    return means


def _consecutive_values(centers: np.ndarray) -> tuple[int, ...]:
    return tuple(range(1, len(centers) + 1))
