"""Names and colours of the classes of a new model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..legend import make_legend
from ..models.model import ClusterModel
from ..raster.source import RasterSource
from .options import MapOptions


def with_legend(
    model: ClusterModel,
    source: RasterSource,
    options: MapOptions,
    colors: np.ndarray | None,
    origin: dict[str, Any],
) -> ClusterModel:
    """Return the model with names, colours (`display.image_colors`) and origin.

    The version of numpy is added to the origin. The source declares the units of the bands.
    """
    names: Sequence[str] = ()
    if options.name_classes:
        means = source.to_measurements(model.class_means)[:, : model.n_bands]
        names = options.name_classes(means, model.band_names[: model.n_bands])
    legend = make_legend(model.n_classes, options.palette, options.class_name, colors, names)
    return replace(model, legend=tuple(legend), about={**origin, "numpy": np.__version__})
