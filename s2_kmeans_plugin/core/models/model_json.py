"""A cluster model as JSON: written here, read from anybody.

Reading trusts nothing. What is too long, nested too deep, beyond all measurements or does not fit
together is refused before it can take memory, hang, or fail window by window in a run.
"""

import json

import numpy as np

from ..choices import MAX_CLASSES
from ..errors import ArgumentError
from ..legend import ClassEntry, printable
from ..numerics.components import Projection
from ..spectral.indices import Features, Index
from .sample_range import SampleRange

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


def text_of(model):
    """The text of a model.

    Parameters
    ----------
    model : ClusterModel

    Returns
    -------
    str
    """
    units = {"units": [list(unit) for unit in model.units]} if model.units else {}
    optional = {"weights": model.weights, "covariances": model.covariances}
    more = _more_fields(model)
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION if more else 1,
            "algorithm": model.algorithm,
            "bands": list(model.bands),
            "band_names": list(model.band_names),
            **more,
            **units,
            "offset": model.offset.tolist(),
            "scale": model.scale.tolist(),
            "centers": model.centers.tolist(),
            "values": list(model.values),
            **{name: array.tolist() for name, array in optional.items() if array is not None},
            "classes": [
                {"value": entry.value, "name": entry.name, "color": list(entry.color)}
                for entry in model.legend
            ],
            "sample": {name: array.tolist() for name, array in vars(model.sample).items()},
            "about": model.about,
        },
        indent=1,
    )


def _more_fields(model):
    """What only models of indices or of components have."""
    fields = {}
    if model.features is not None:
        fields["input_names"] = list(model.input_names)
        fields["indices"] = [
            {"name": index.name, "inputs": list(index.positions)}
            for index in model.features.indices
        ]
    if model.projection is not None:
        arrays = vars(model.projection)
        fields["projection"] = {name: array.tolist() for name, array in arrays.items()}
    return fields


def attributes_of(text):
    """What a text says of a model.

    Parameters
    ----------
    text : str

    Returns
    -------
    dict
        The attributes of a ClusterModel, by their names.

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
        return _attributes(fields)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ArgumentError(
            "This file is not a cluster model of version {version} or earlier ({reason}): "
            "choose a file that the plugin wrote.",
            version=VERSION,
            reason=f"{type(error).__name__}: {error}"[:_MOST_CHARACTERS],
        ) from error


def _attributes(fields):
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
    measured = (centers, offset, *vars(sample).values())
    if not all((np.abs(array) <= _LARGEST).all() for array in measured):
        raise ValueError("beyond all measurements")
    if len(inputs) != len(bands) or any(
        array.shape != (len(names),) for array in vars(sample).values()
    ):
        raise ValueError("bands of different number")
    if {offset.shape, scale.shape} != {(n_dimensions,)}:
        raise ValueError("offset and scale of different number")
    if centers.ndim != 2 or centers.shape[1] != n_dimensions:
        raise ValueError("centers")
    if not 1 <= len(centers) <= MAX_CLASSES:
        raise ValueError("centers")
    values, legend = _classes(fields, len(centers))
    weights, covariances = _distributions(fields, len(centers), n_dimensions)
    about = fields["about"] if isinstance(fields["about"], dict) else {}
    _check_depth(about, _DEEPEST)
    return {
        "centers": centers,
        "offset": offset,
        "scale": scale,
        "bands": bands,
        "band_names": names,
        "algorithm": _text(fields["algorithm"]),
        "legend": legend,
        "sample": sample,
        "about": about,
        "values": values,
        "weights": weights,
        "covariances": covariances,
        "features": features,
        "helper_names": () if features is None else inputs[features.n_bands :],
        "projection": projection,
        "units": _units(fields, len(inputs)),
    }


def _classes(fields, n_centers):
    """The class of each centre, and the legend."""
    legend = tuple(
        ClassEntry(_whole(entry["value"]), printable(_text(entry["name"])), _color(entry["color"]))
        for entry in fields["classes"]
    )
    # Files from before classes could be merged have no values.
    values = fields.get("values", range(1, n_centers + 1))
    values = tuple(_class_number(value) for value in values)
    if len(values) != n_centers:
        raise ValueError("not one value for each center")
    if [entry.value for entry in legend] != sorted({*values} - {0}) or not legend:
        raise ValueError("classes are not those of the centers")
    return values, legend


def _distributions(fields, n_centers, n_dimensions):
    """Weights and covariances of the clusters, each None where there are none."""
    weights, covariances = (
        _numbers(fields[name]) if name in fields else None for name in ("weights", "covariances")
    )
    if weights is not None and (weights.shape != (n_centers,) or not (weights > 0).all()):
        raise ValueError("weights")
    if covariances is not None:
        shape = (n_centers, n_dimensions, n_dimensions)
        if weights is None or covariances.shape != shape or not _are_covariances(covariances):
            raise ValueError("covariances")
    return weights, covariances


def _units(fields, n_inputs):
    """Scale and offset of each band read; empty where none are told."""
    units = _numbers(fields.get("units", ()))
    if units.size == 0:
        return ()
    if units.shape != (n_inputs, 2):
        raise ValueError("units")
    _scale(np.abs(units[:, 0]))
    return tuple(map(tuple, units.tolist()))


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


def _are_covariances(matrices):
    """Whether all are symmetric and positive definite."""
    try:
        factors = np.linalg.cholesky(matrices)
    except np.linalg.LinAlgError:
        return False
    narrowest = np.diagonal(factors, axis1=1, axis2=2).min()
    return bool((matrices == matrices.transpose(0, 2, 1)).all() and narrowest >= _SMALLEST)


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
    if not 0 <= _whole(value) <= MAX_CLASSES:
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
