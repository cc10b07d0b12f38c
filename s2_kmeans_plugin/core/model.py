"""The outcome of a fit: plain arrays that can label pixels and travel as JSON."""

import json
from dataclasses import dataclass, field

import numpy as np

from .clustering.gaussian import labeller_of
from .errors import ArgumentError
from .indices import Features, Index
from .legend import ClassEntry, make_legend
from .projection import Projection

FORMAT = "s2_kmeans_plugin cluster model"
# Version 2 knows indices and principal components; a model without them is written as version 1.
VERSION = 2

_MOST_CHARACTERS = 200
# What a text of brackets alone would hold takes a hundred times its size. A mixture of 255 normal
# distributions in 13 bands has 3,600 lists.
_MOST_LISTS, _MOST_NUMBERS = 100_000, 1_500_000
_DEEPEST = 50
_LONGEST_INTEGER = 25

# Far beyond these nothing is a measurement, and squares leave the range of float64.
_LARGEST, _SMALLEST = 1e20, 1e-100

_PERCENTILES = (0, 1, 50, 100)


@dataclass(frozen=True)
class SampleRange:
    """What the pixels of the sample were like, feature by feature.

    Attributes
    ----------
    low, dark, median, high : ndarray of float64, shape (n_features,)
        The smallest value, the first percentile, the middle and the largest value, in the raster's
        unit.
    """

    low: np.ndarray
    dark: np.ndarray
    median: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, values):
        """That of pixels: ndarray, shape (n_features, n_pixels)."""
        return cls(*np.percentile(values, _PERCENTILES, axis=1).astype(np.float64))


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
    def from_fit(cls, fit, offset, scale, source, algorithm, values, projection=None):
        """Order the centres of a fit and put them into the raster's unit.

        Centres are rounded to float32 (less the offset), so that a difference in the last digit,
        which another processor or library may make, does not reach a pixel.

        Parameters
        ----------
        fit : Fit
        offset, scale : ndarray, shape (n_dimensions,)
        source : RasterSource
        algorithm : str
        values : ndarray, shape (n_features, n_samples)
            The sample.
        projection : Projection, optional
            Into whose components the sample was projected for the fit.
        """
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

        Of centres in components it is the point that they stand for, `Projection.back`: what the
        components that were dropped would add is taken as its mean.
        """
        weights = np.ones(len(self.centers)) if self.weights is None else self.weights
        kept = np.flatnonzero(self.values)
        classes = np.unique(np.array(self.values)[kept], return_inverse=True)[1]
        means = _class_means(self.centers[kept], weights[kept], classes)
        return means if self.projection is None else self.projection.back(means)

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
        """Class of each pixel of a block.

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
        return values if self.projection is None else self.projection.of(values)

    def labeller(self):
        """What tells the cluster of a pixel in the dimensions of the centres, counted from 1.

        Returns
        -------
        NearestCenter or MostLikely
        """
        return labeller_of(self, self.offset, self.scale)

    def to_json(self):
        """The model as text."""
        units = {"units": [list(unit) for unit in self.units]} if self.units else {}
        optional = {"weights": self.weights, "covariances": self.covariances}
        more = self._more_fields()
        return json.dumps(
            {
                "format": FORMAT,
                "version": VERSION if more else 1,
                "algorithm": self.algorithm,
                "bands": list(self.bands),
                "band_names": list(self.band_names),
                **more,
                **units,
                "offset": self.offset.tolist(),
                "scale": self.scale.tolist(),
                "centers": self.centers.tolist(),
                "values": list(self.values),
                **{name: array.tolist() for name, array in optional.items() if array is not None},
                "classes": [
                    {"value": entry.value, "name": entry.name, "color": list(entry.color)}
                    for entry in self.legend
                ],
                "sample": {name: array.tolist() for name, array in vars(self.sample).items()},
                "about": self.about,
            },
            indent=1,
        )

    def _more_fields(self):
        """What only models of indices or of components have."""
        fields = {}
        if self.features is not None:
            fields["input_names"] = list(self.input_names)
            fields["indices"] = [
                {"name": index.name, "inputs": list(index.positions)}
                for index in self.features.indices
            ]
        if self.projection is not None:
            arrays = vars(self.projection)
            fields["projection"] = {name: array.tolist() for name, array in arrays.items()}
        return fields

    @classmethod
    def from_json(cls, text):
        """The model of a text.

        Raises
        ------
        ArgumentError
            When the text is not such a model.
        """
        try:
            if text.count("[") + text.count("{") > _MOST_LISTS or text.count(",") > _MOST_NUMBERS:
                raise ValueError("too long")
            fields = json.loads(text, parse_int=_integer)
            if fields["format"] != FORMAT or fields["version"] not in range(1, VERSION + 1):
                raise ValueError("another format or version")
            return cls._from_fields(fields)
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise ArgumentError(
                "This file is not a cluster model of version {version} or earlier ({reason}): "
                "choose a file that the plugin wrote.",
                version=VERSION,
                reason=f"{type(error).__name__}: {error}"[:_MOST_CHARACTERS],
            ) from error

    @classmethod
    def _from_fields(cls, fields):
        bands = tuple(_whole(number) for number in fields["bands"])
        names = tuple(_text(name) for name in fields["band_names"])
        inputs = tuple(_text(name) for name in fields.get("input_names", names))
        features = _features(fields, inputs, names)
        projection = _projection(fields["projection"], names) if "projection" in fields else None
        n_dimensions = len(names) if projection is None else projection.n_components
        centers = _numbers(fields["centers"])
        offset, scale = _numbers(fields["offset"]), _scale(fields["scale"])
        sample = SampleRange(
            *(_numbers(fields["sample"][name]) for name in ("low", "dark", "median", "high"))
        )
        legend = tuple(
            ClassEntry(_whole(entry["value"]), _text(entry["name"]), _color(entry["color"]))
            for entry in fields["classes"]
        )
        measured = (centers, offset, *vars(sample).values())
        if not all((np.abs(array) <= _LARGEST).all() for array in measured):
            raise ValueError("beyond all measurements")
        if len(inputs) != len(bands) or any(
            array.shape != (len(names),) for array in vars(sample).values()
        ):
            raise ValueError("bands of different number")
        if {offset.shape, scale.shape} != {(n_dimensions,)}:
            raise ValueError("offset and scale of different number")
        if centers.ndim != 2 or centers.shape[1] != n_dimensions or not 1 <= len(centers) <= 255:
            raise ValueError("centers")
        # Files from before classes could be merged have no values.
        values = tuple(_class_number(value) for value in fields.get("values", _numbered(centers)))
        if len(values) != len(centers):
            raise ValueError("not one value for each center")
        if [entry.value for entry in legend] != sorted({*values} - {0}) or not legend:
            raise ValueError("classes are not those of the centers")
        about = fields["about"] if isinstance(fields["about"], dict) else {}
        _check_depth(about, _DEEPEST)
        algorithm = _text(fields["algorithm"])
        units = tuple(map(tuple, _numbers(fields.get("units", ())).tolist()))
        if units and ({len(unit) for unit in units} != {2} or len(units) != len(inputs)):
            raise ValueError("units")
        if any(unit_scale == 0 for unit_scale, _ in units):
            raise ValueError("units")
        weights, covariances = (
            _numbers(fields[name]) if name in fields else None
            for name in ("weights", "covariances")
        )
        if weights is not None and (weights.shape != (len(centers),) or not (weights > 0).all()):
            raise ValueError("weights")
        if covariances is not None:
            shape = (len(centers), n_dimensions, n_dimensions)
            if weights is None or covariances.shape != shape or not _are_covariances(covariances):
                raise ValueError("covariances")
        return cls(
            centers,
            offset,
            scale,
            bands,
            names,
            algorithm,
            legend,
            sample,
            about,
            values,
            weights,
            covariances,
            features,
            () if features is None else inputs[features.n_bands :],
            projection,
            units,
        )


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
    features = points if projection is None else projection.back(points)
    return features[:, :n_bands].mean(axis=1)


def _features(fields, inputs, names):
    """The features of a file, whose names are those of bands that it reads and of indices."""
    if "indices" not in fields:
        if inputs != names:
            raise ValueError("bands that no index needs")
        return None
    indices = tuple(
        Index(_text(entry["name"]), tuple(_position(n, inputs) for n in entry["inputs"]))
        for entry in fields["indices"]
    )
    features = Features(len(names) - len(indices), indices)
    if not indices or features.n_bands < 1 or len(set(features.names)) < len(indices):
        raise ValueError("indices")
    if names != inputs[: features.n_bands] + features.names:
        raise ValueError("band_names are not those of bands and indices")
    return features


def _projection(fields, names):
    projection = Projection(
        _numbers(fields["offset"]),
        _scale(fields["scale"]),
        *(_numbers(fields[name]) for name in ("components", "shares")),
    )
    components, shares = projection.components, projection.shares
    if components.ndim != 2 or not 1 <= len(components) <= len(names):
        raise ValueError("components")
    # Of length 1, but for their rounding.
    if np.abs(components).max(initial=0) > 1.001:
        raise ValueError("components")
    if {projection.offset.shape, projection.scale.shape, components.shape[1:]} != {(len(names),)}:
        raise ValueError("projection of another number of features")
    if shares.shape != (len(components),):
        raise ValueError("projection")
    return projection


def _position(value, inputs):
    if type(value) is not int or not 0 <= value < len(inputs):
        raise ValueError("an index of a band that is not there")
    return value


def _class_means(centers, weights, classes):
    """Weighted mean of the centres of each class, which are counted from 0."""
    totals = np.zeros((max(classes) + 1, centers.shape[1]))
    np.add.at(totals, classes, centers * weights[:, None])
    return totals / np.bincount(classes, weights)[:, None]


def _are_covariances(matrices):
    """Whether all are symmetric and positive definite."""
    try:
        factors = np.linalg.cholesky(matrices)
    except np.linalg.LinAlgError:
        return False
    narrowest = np.diagonal(factors, axis1=1, axis2=2).min()
    return bool((matrices == matrices.transpose(0, 2, 1)).all() and narrowest >= _SMALLEST)


def _numbered(centers):
    return tuple(range(1, len(centers) + 1))


def _integer(text):
    """As `int`, which some versions of Python let take hours over a million digits."""
    if len(text) > _LONGEST_INTEGER:
        raise ValueError("a number has too many digits")
    return int(text)


def _whole(value):
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def _class_number(value):
    if not 0 <= _whole(value) <= 255:
        raise ValueError("a value is no whole number from 0 to 255")
    return value


def _numbers(values):
    array = np.array(values, dtype=np.float64)
    # Covariances are squares.
    if not (np.abs(array) <= _LARGEST**2).all():
        raise ValueError("not finite, or beyond all measurements")
    return array


def _scale(values):
    """Positive numbers. That of an index beside bands of tiny values is beyond all measurements."""
    array = np.array(values, dtype=np.float64)
    if not ((array >= _SMALLEST) & (array <= 1 / _SMALLEST)).all():
        raise ValueError("scale")
    return array


def _text(value):
    if not isinstance(value, str):
        raise TypeError("not a text")
    # JSON can hold halves of characters, which no file can.
    value.encode("utf-8")
    return value


def _color(value):
    red, green, blue = (_whole(channel) for channel in value)
    if not all(0 <= channel <= 255 for channel in (red, green, blue)):
        raise ValueError("color")
    return red, green, blue


def _check_depth(value, deepest):
    """Refuse what is nested too deep to be written again."""
    if isinstance(value, (dict, list)):
        if deepest == 0:
            raise ValueError("nested too deep")
        for part in value.values() if isinstance(value, dict) else value:
            _check_depth(part, deepest - 1)
