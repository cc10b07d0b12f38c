"""Options of a fit, and the cluster model that the fit of a sample gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

import numpy as np

from .. import choices
from ..clustering.algorithms import ON_ALL_PIXELS, fit_clusters
from ..clustering.fit import Fit
from ..clustering.fit_options import ClusteringOptions, Rules
from ..clustering.pixels import Pixels
from ..errors import ArgumentError, check_choices, check_numbers
from ..numerics.components import Projection, check_n_components, project_sample
from ..numerics.scaling import ScalingRule
from ..parallel.windows import Workers
from ..raster.source import RasterSource
from .model import ClusterModel
from .sampling import Sample

# Continues the fit of a sample on more pixels: given the fit, the values that it saw, and the
# projection.
Refine = Callable[[Fit, np.ndarray, "Projection | None"], Fit]


@dataclass(frozen=True)
class FitOptions(ClusteringOptions):
    """Options of the sample and its features, in addition to those of `ClusteringOptions`.

    Attributes
    ----------
    scaling : {"none", "standardise"}
        Whether each band counts in its own unit or in standard deviations. An index always counts
        as much as a band: `ScalingRule`.
    n_components : int
        Number of principal components that replace bands and indices; 0 for none.
    sample_size : int
        Smallest number of valid pixels for the fit. 0 for all pixels, which the algorithms of
        `ON_ALL_PIXELS` allow: the fit of a sample then continues on every pixel.
    """

    scaling: str = "none"
    n_components: int = 0
    sample_size: int = choices.SAMPLE_SIZE

    @property
    def uses_all_pixels(self) -> bool:
        return self.sample_size == 0

    @property
    def n_drawn(self) -> int:
        """Smallest number of pixels to draw."""
        return choices.GUIDING_SAMPLE_SIZE if self.uses_all_pixels else self.sample_size

    def check(self, source: RasterSource) -> None:
        """Raise ArgumentError for an option out of its range, or beyond what a raster has."""
        check_numbers(
            n_clusters=(self.n_clusters, *choices.N_CLUSTERS_LIMITS),
            sample_size=(self.sample_size, *choices.SAMPLE_SIZE_LIMITS),
            n_components=(self.n_components, *choices.N_COMPONENTS_LIMITS),
            n_init=(self.n_init, *choices.N_INIT_LIMITS),
            max_iter=(self.max_iter, *choices.MAX_ITER_LIMITS),
            random_state=(self.random_state, *choices.RANDOM_STATE_LIMITS),
        )
        if self.rules is not None:
            check_numbers(
                min_size=(self.rules.min_size, *choices.ISODATA_MIN_SIZE_LIMITS),
                max_spread=(self.rules.max_spread, *choices.ISODATA_MAX_SPREAD_LIMITS),
                min_distance=(self.rules.min_distance, *choices.ISODATA_MIN_DISTANCE_LIMITS),
                max_pairs=(self.rules.max_pairs, *choices.ISODATA_MAX_PAIRS_LIMITS),
            )
        if not self.uses_all_pixels and self.sample_size < self.n_clusters:
            raise ArgumentError(
                "sample_size is {value}, below the number of clusters, {n_clusters}. Choose a "
                "larger sample, or 0 for all pixels.",
                value=self.sample_size,
                n_clusters=self.n_clusters,
            )
        check_choices(
            algorithm=(self.algorithm, choices.ALGORITHMS), scaling=(self.scaling, choices.SCALINGS)
        )
        if self.uses_all_pixels and self.algorithm not in ON_ALL_PIXELS:
            raise ArgumentError(
                "sample_size is 0 (all pixels), and {algorithm} needs a sample. Choose a number "
                "such as {default}, or one of the algorithms {choices}.",
                algorithm=self.algorithm,
                default=choices.SAMPLE_SIZE,
                choices=", ".join(ON_ALL_PIXELS),
            )
        check_n_components(self.n_components, len(source.feature_names))

    def about(self, source: RasterSource) -> dict[str, Any]:
        """Return the parameters of a run for the metadata, of JSON's types."""
        names = ("algorithm", "n_clusters", "scaling", "sample_size", "n_init", "max_iter", "tol")
        return {
            **{name: getattr(self, name) for name in names},
            "random_state": self.random_state,
            **({"isodata": vars(self.rules or Rules())} if self.algorithm == "isodata" else {}),
            "bands": list(source.compared_bands),
            **({"indices": list(source.features.names)} if source.features else {}),
            **({"n_components": self.n_components} if self.n_components else {}),
            "masks": [mask.about() for mask in source.masks],
            "ignore_value": source.ignore_value,
        }


@dataclass(frozen=True, eq=False)
class Found:
    """Result of a fit; the inertia is that of the sample alone, before any refinement."""

    model: ClusterModel
    n_iter: int
    inertia_per_pixel: float


def find_clusters(
    sample: Sample,
    source: RasterSource,
    options: FitOptions,
    workers: Workers,
    refine: Refine | None = None,
) -> Found:
    """Fit a cluster model to a sample, and continue the fit on more pixels if requested.

    The source is the raster of the sample, or the first of several.
    """
    rule = ScalingRule(options.scaling, source.n_indices)
    values, rule, projection = project_sample(sample.values, rule, options.n_components)
    fitted = fit_clusters(Pixels(values, rule.fit(values)), options, workers)
    inertia = fitted.inertia / sample.n_samples
    if refine:
        fitted = refine(fitted, values, projection)
    model = ClusterModel.from_fit(fitted, source, options.algorithm, sample.values, projection)
    return Found(model, fitted.n_iter, inertia)
