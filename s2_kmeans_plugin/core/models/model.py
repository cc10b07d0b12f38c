"""The outcome of a fit: plain arrays that can label pixels, in this process or another."""

from dataclasses import dataclass, field

import numpy as np

from ..clustering.fit import make_labeller
from ..errors import ArgumentError
from ..legend import make_legend
from ..numerics.components import Projection
from ..numerics.scaling import Scaling
from ..spectral.indices import Features
from .model_json import format_model, parse_attributes
from .sample_range import SampleRange


@dataclass(frozen=True)
class ClusterModel:
    """Centres of clusters, and the class of each. Needs numpy alone to predict.

    The features of a pixel are its bands and, behind them, its indices. Dimensions are the features
    or, where there is a projection, its components.

    Attributes
    ----------
    centers : ndarray of float64, shape (n_clusters, n_dimensions)
        In the unit of the raster or, in components, of the projection; darkest (smallest mean of
        the bands) first.
    offset, scale : ndarray of float64, shape (n_dimensions,)
        Distances are measured in ``(x - offset) / scale``.
    bands : tuple of int
        That were read.
    band_names : tuple of str
        Of the features.
    algorithm : str
    legend : tuple of ClassEntry
        By rising value.
    sample : SampleRange
    about : dict
        How the model came about, in JSON's types; nothing depends on it.
    values : tuple of int
        The class of each centre, 1 to 255, or 0 where its pixels are nodata; several may share one.
        When left out, the classes are 1, 2, 3 … in the order of the centres.
    weights : ndarray of float64 or None, shape (n_clusters,)
        Part of the pixels of the sample that each cluster holds, where it matters.
    covariances : ndarray of float64 or None, shape (n_clusters, n_dimensions, n_dimensions)
        In the unit of the centres. Where given, clusters are normal distributions: a pixel is of
        the most likely one, and distances are Mahalanobis distances.
    features : Features or None
        Which of the bands read are compared, and the indices; None for all of them and none.
    helper_names : tuple of str
        Of bands that are read for the indices alone.
    projection : Projection or None
    units : tuple of (float, float)
        Scale and offset that the raster declared for each band read; empty where it did not.
    """

    centers: np.ndarray
    offset: np.ndarray
    scale: np.ndarray
    bands: tuple
    band_names: tuple
    algorithm: str
    legend: tuple
    sample: SampleRange
    about: dict = field(default_factory=dict)
    values: tuple = ()
    weights: np.ndarray = None
    covariances: np.ndarray = None
    features: Features = None
    helper_names: tuple = ()
    projection: Projection = None
    units: tuple = ()

    def __post_init__(self):
        if not self.values:
            object.__setattr__(self, "values", _numbered(self.centers))

    @classmethod
    def from_fit(cls, fit, source, algorithm, values, projection=None):
        """Order the centres of a fit and put them into the raster's unit.

        Centres are rounded to float32 (less the offset), so that a difference in the last digit,
        which another processor or library may make, does not reach a pixel.

        Parameters
        ----------
        fit : Fit
        source : RasterSource
        algorithm : str
        values : ndarray, shape (n_features, n_samples)
            The sample.
        projection : Projection, optional
            Into whose components the sample was projected for the fit.
        """
        offset, scale = fit.scaling.offset, fit.scaling.scale
        centers = offset + (fit.centers - offset).astype(np.float32)
        n_bands = len(source.feature_names) - source.n_indices
        order = np.lexsort((*centers.T[::-1], brightness(centers, n_bands, projection)))
        classes = _numbered(centers)
        if fit.groups is not None:
            means = _class_means(centers, fit.weights, fit.groups)
            rank = np.argsort(np.argsort(brightness(means, n_bands, projection), kind="stable"))
            classes = tuple((rank[fit.groups[order]] + 1).tolist())
        weights, covariances = (
            None if array is None else array[order] for array in (fit.weights, fit.covariances)
        )
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
            weights=weights,
            covariances=covariances,
            features=source.features,
            helper_names=source.band_names[n_bands:],
            projection=projection,
            units=source.units,
        )

    @property
    def n_classes(self):
        return len(self.legend)

    @property
    def n_bands(self):
        """How many of the features are bands."""
        return len(self.band_names) if self.features is None else self.features.n_bands

    @property
    def input_names(self):
        """Names of the bands read, those compared before the others: tuple of str."""
        return self.band_names[: self.n_bands] + self.helper_names

    @property
    def feature_offset(self):
        """Near the mean of the sample: ndarray of float64, shape (n_features,)."""
        return self.offset if self.projection is None else self.projection.offset

    @property
    def feature_scale(self):
        """The unit in which each is measured: ndarray of float64, shape (n_features,)."""
        return self.scale if self.projection is None else self.projection.scale

    @property
    def class_means(self):
        """Mean of the centres of each class of the legend: ndarray, shape (n_classes, n_features).

        Of centres in components it is the point that they stand for, `Projection.reconstruct`: what
        the components that were dropped would add is taken as its mean.
        """
        weights = np.ones(len(self.centers)) if self.weights is None else self.weights
        kept = np.flatnonzero(self.values)
        classes = np.unique(np.array(self.values)[kept], return_inverse=True)[1]
        means = _class_means(self.centers[kept], weights[kept], classes)
        return means if self.projection is None else self.projection.reconstruct(means)

    @property
    def largest_class(self):
        return max(self.values)

    def predict(self, X):
        """Class of each pixel.

        Parameters
        ----------
        X : array_like, shape (n_samples, n_features)

        Returns
        -------
        ndarray of uint8, shape (n_samples,)
            One of the legend; 0 where a value is not finite or the class is dropped.
        """
        X = np.asarray(X)
        if X.ndim != 2 or X.shape[1] != len(self.band_names):
            raise ArgumentError(
                "X has the shape {shape}; the model needs (n_samples, {n_features}).",
                shape=X.shape,
                n_features=len(self.band_names),
            )
        classes, _ = self.label(X.T, np.isfinite(X).all(axis=1))
        return classes

    def label(self, values, valid):
        """Class of each pixel of a window.

        Parameters
        ----------
        values : ndarray, shape (n_features, height, width) or (n_features, n_pixels)
        valid : ndarray of bool, shape (height, width) or (n_pixels,)

        Returns
        -------
        classes : ndarray of uint8, shape as ``valid``
            One of the legend; 0 where not valid or the class is dropped.
        inertia : float
            Of all valid pixels.
        """
        classes = np.empty(valid.shape, dtype=np.uint8)
        inertia = self.labeller().label(self.project(values), valid, classes)
        if self.values != _numbered(self.centers):
            classes = np.array((0, *self.values), dtype=np.uint8)[classes]
        return classes, inertia

    def project(self, values):
        """Features of pixels in the dimensions of the centres.

        Parameters
        ----------
        values : ndarray, shape (n_features, ...)

        Returns
        -------
        ndarray, shape (n_dimensions, ...)
        """
        return values if self.projection is None else self.projection.project(values)

    def labeller(self):
        """What tells the cluster of a pixel in the dimensions of the centres, counted from 1.

        Returns
        -------
        NearestCenter or MostLikely
        """
        scaling = Scaling(self.offset, self.scale)
        return make_labeller(self.centers, scaling, self.weights, self.covariances)

    def to_json(self):
        """The model as text: `model_json`."""
        return format_model(self)

    @classmethod
    def from_json(cls, text):
        """The model of a text.

        Raises
        ------
        ArgumentError
            When the text is not such a model.
        """
        return cls(**parse_attributes(text))


def brightness(points, n_bands, projection=None):
    """Mean of the bands of points, by which classes are ordered.

    Parameters
    ----------
    points : ndarray, shape (n_points, n_dimensions)
    n_bands : int
        How many of the features, from the first, are bands.
    projection : Projection, optional
        Into whose components the points are projected.

    Returns
    -------
    ndarray of float64, shape (n_points,)
    """
    features = points if projection is None else projection.reconstruct(points)
    return features[:, :n_bands].mean(axis=1)


def _class_means(centers, weights, classes):
    """Weighted mean of the centres of each class, which are counted from 0."""
    totals = np.zeros((max(classes) + 1, centers.shape[1]))
    np.add.at(totals, classes, centers * weights[:, None])
    return totals / np.bincount(classes, weights)[:, None]


def _numbered(centers):
    return tuple(range(1, len(centers) + 1))
