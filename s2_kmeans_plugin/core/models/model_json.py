"""Cluster models as JSON.

Files may come from anybody. The reader refuses a text that is too long, nested too deep, or
inconsistent. Such a text could fill the memory, or fail in the middle of a run.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from ..choices import MAX_CLASSES
from ..errors import ArgumentError
from ..legend import ClassEntry, strip_controls
from ..numerics.components import Projection
from ..spectral.indices import Features, Index
from .json_values import (
    LARGEST,
    are_covariances,
    check_depth,
    to_array,
    to_class_value,
    to_color,
    to_integer,
    to_position,
    to_scale,
    to_text,
    to_whole_number,
)
from .sample_range import SampleRange

if TYPE_CHECKING:
    from .model import ClusterModel

FORMAT = "s2_kmeans_plugin cluster model"
# Version 2 added indices and principal components. A model without them is written as version 1.
VERSION = 2

# Limits for a text (chosen). A text of brackets takes a hundred times its size in memory. A mixture
# of 255 normal distributions in 13 bands has 3,600 lists.
_MAX_LISTS, _MAX_NUMBERS = 100_000, 1_500_000
_MAX_DEPTH = 50
_MAX_REASON_LENGTH = 200


def format_model(model: ClusterModel) -> str:
    """Return a model as a JSON text."""
    units = {"units": [list(unit) for unit in model.units]} if model.units else {}
    optional = {"weights": model.weights, "covariances": model.covariances}
    more = _fields_of_version_2(model)
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


def _fields_of_version_2(model: ClusterModel) -> dict[str, Any]:
    fields: dict[str, Any] = {}
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


def parse_attributes(text: str) -> dict[str, Any]:
    """Return the attributes of the ClusterModel in a JSON text, by name.

    Raises ArgumentError if the text is not a cluster model.
    """
    try:
        if text.count("[") + text.count("{") > _MAX_LISTS or text.count(",") > _MAX_NUMBERS:
            raise ValueError("too long")
        fields = json.loads(text, parse_int=to_integer)
        if fields["format"] != FORMAT or fields["version"] not in range(1, VERSION + 1):
            raise ValueError("another format or version")
        return _attributes(fields)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise ArgumentError(
            "The file is not a cluster model of version {version} or earlier ({reason}). Choose a "
            "file that the plugin wrote.",
            version=VERSION,
            reason=f"{type(error).__name__}: {error}"[:_MAX_REASON_LENGTH],
        ) from error


def _attributes(fields: dict[str, Any]) -> dict[str, Any]:
    bands = tuple(to_whole_number(number) for number in fields["bands"])
    names = tuple(to_text(name) for name in fields["band_names"])
    inputs = tuple(to_text(name) for name in fields.get("input_names", names))
    if len(inputs) != len(bands):
        raise ValueError("bands and names differ in number")
    features = _features(fields, inputs, names)
    projection = _projection(fields["projection"], names) if "projection" in fields else None
    n_dimensions = len(names) if projection is None else projection.n_components
    centers, offset, scale = _geometry(fields, n_dimensions)
    values, legend = _classes(fields, len(centers))
    weights, covariances = _distributions(fields, len(centers), n_dimensions)
    about = fields["about"] if isinstance(fields["about"], dict) else {}
    check_depth(about, _MAX_DEPTH)
    return {
        "centers": centers,
        "offset": offset,
        "scale": scale,
        "bands": bands,
        "band_names": names,
        "algorithm": to_text(fields["algorithm"]),
        "legend": legend,
        "sample": _sample_range(fields["sample"], len(names)),
        "about": about,
        "values": values,
        "weights": weights,
        "covariances": covariances,
        "features": features,
        "helper_names": () if features is None else inputs[features.n_bands :],
        "projection": projection,
        "units": _units(fields, len(inputs)),
    }


def _geometry(
    fields: dict[str, Any], n_dimensions: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return centres, offset and scale."""
    centers, offset = _measurements(fields["centers"]), _measurements(fields["offset"])
    scale = to_scale(fields["scale"])
    if {offset.shape, scale.shape} != {(n_dimensions,)}:
        raise ValueError("offset and scale differ from the dimensions in number")
    if centers.ndim != 2 or centers.shape[1] != n_dimensions:
        raise ValueError("centers and dimensions differ in number")
    if not 1 <= len(centers) <= MAX_CLASSES:
        raise ValueError("too few or too many centers")
    return centers, offset, scale


def _measurements(values: Any) -> np.ndarray:
    array = to_array(values)
    if not (np.abs(array) <= LARGEST).all():
        raise ValueError("too large for a measurement")
    return array


def _sample_range(fields: dict[str, Any], n_features: int) -> SampleRange:
    sample = SampleRange(
        *(_measurements(fields[name]) for name in ("low", "dark", "median", "high"))
    )
    if any(array.shape != (n_features,) for array in vars(sample).values()):
        raise ValueError("sample and features differ in number")
    return sample


def _classes(
    fields: dict[str, Any], n_centers: int
) -> tuple[tuple[int, ...], tuple[ClassEntry, ...]]:
    """Return the class of each centre, and the legend."""
    legend = tuple(
        ClassEntry(
            to_whole_number(entry["value"]),
            strip_controls(to_text(entry["name"])),
            to_color(entry["color"]),
        )
        for entry in fields["classes"]
    )
    # Files from before the merging of classes have no values.
    values = fields.get("values", range(1, n_centers + 1))
    values = tuple(to_class_value(value) for value in values)
    if len(values) != n_centers:
        raise ValueError("values and centers differ in number")
    if [entry.value for entry in legend] != sorted({*values} - {0}) or not legend:
        raise ValueError("classes are not those of the centers")
    return values, legend


def _distributions(
    fields: dict[str, Any], n_centers: int, n_dimensions: int
) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Return weights and covariances of the clusters, None where the file has none."""
    weights, covariances = (
        to_array(fields[name]) if name in fields else None for name in ("weights", "covariances")
    )
    if weights is not None and (weights.shape != (n_centers,) or not (weights > 0).all()):
        raise ValueError("weights do not fit the centers")
    if covariances is not None:
        shape = (n_centers, n_dimensions, n_dimensions)
        if weights is None or covariances.shape != shape or not are_covariances(covariances):
            raise ValueError("covariances do not fit the centers")
    return weights, covariances


def _units(fields: dict[str, Any], n_inputs: int) -> tuple[tuple[float, float], ...]:
    """Return scale and offset of each input band; empty where the file has none."""
    units = to_array(fields.get("units", ()))
    if units.size == 0:
        return ()
    if units.shape != (n_inputs, 2):
        raise ValueError("units and bands differ in number")
    to_scale(np.abs(units[:, 0]))
    return tuple((scale, offset) for scale, offset in units.tolist())


def _features(
    fields: dict[str, Any], inputs: tuple[str, ...], names: tuple[str, ...]
) -> Features | None:
    """Return the features, whose names are those of bands, then of indices."""
    if "indices" not in fields:
        if inputs != names:
            raise ValueError("bands that no index needs")
        return None
    indices = tuple(
        Index(to_text(entry["name"]), tuple(to_position(n, len(inputs)) for n in entry["inputs"]))
        for entry in fields["indices"]
    )
    features = Features(len(names) - len(indices), indices)
    if not indices or features.n_bands < 1 or len(set(features.names)) < len(indices):
        raise ValueError("indices do not fit the bands")
    if names != inputs[: features.n_bands] + features.names:
        raise ValueError("band_names are not those of bands and indices")
    return features


def _projection(fields: dict[str, Any], names: tuple[str, ...]) -> Projection:
    projection = Projection(
        to_array(fields["offset"]),
        to_scale(fields["scale"]),
        *(to_array(fields[name]) for name in ("components", "shares")),
    )
    components, shares = projection.components, projection.shares
    if components.ndim != 2 or not 1 <= len(components) <= len(names):
        raise ValueError("components and features differ in number")
    # Directions have the length 1, apart from rounding.
    if np.abs(components).max(initial=0) > 1.001:
        raise ValueError("components longer than 1")
    if {projection.offset.shape, projection.scale.shape, components.shape[1:]} != {(len(names),)}:
        raise ValueError("projection and features differ in number")
    if shares.shape != (len(components),):
        raise ValueError("shares and components differ in number")
    return projection
