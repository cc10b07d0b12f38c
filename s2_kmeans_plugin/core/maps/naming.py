"""Names and colours of the classes of a new model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..legend import make_legend
from ..models.sampling import Sample
from ..models.search import Found
from ..raster.source import RasterSource
from .display import Display, image_colors
from .options import MapOptions


def with_legend(
    found: Found,
    sample: Sample,
    source: RasterSource,
    options: MapOptions,
    display: Display,
    others: Sequence[int],
    origin: dict[str, Any],
) -> Found:
    """Name and colour the classes of a new model.

    See `display.image_colors` for ``others``. The source declares the units of the bands.
    """
    model, colors = found.model, None
    if options.palette == "image":
        colors = image_colors(model, sample, source.compared_bands, others, display)
    names: Sequence[str] = ()
    if options.name_classes:
        means = source.to_measurements(model.class_means)[:, : model.n_bands]
        names = options.name_classes(means, model.band_names[: model.n_bands])
    legend = make_legend(model.n_classes, options.palette, options.class_name, colors, names)
    about = {**origin, "numpy": np.__version__}
    return replace(found, model=replace(model, legend=tuple(legend), about=about))
