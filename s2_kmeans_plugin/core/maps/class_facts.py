"""Facts about the classes of a map, for a report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..models.sampling import Sample
from ..raster.source import RasterSource
from .display import Display, picture
from .tally import ClassMap

# Pixels of the sample that are kept for the charts (chosen).
N_SAMPLE_PIXELS = 10_000


@dataclass(frozen=True, eq=False)
class ClassFacts:
    """Figures, previews and sample pixels of the classes of a map.

    Attributes
    ----------
    means, deviations : ndarray of float, shape (n_classes, n_features)
        The features are the bands, then the indices. NaN for a class without pixels.
    image : ndarray of uint8 or None, shape (height, width, 4)
        Preview of the raster: red, green, blue, alpha.
    sample : ndarray, shape (n_features, n_pixels)
        Up to `N_SAMPLE_PIXELS` valid pixels.
    sample_classes : ndarray of uint8, shape (n_pixels,)
    scale : ndarray, shape (n_features,)
        Unit of the distances of the model, for each feature.
    """

    class_map: ClassMap
    band_names: tuple[str, ...]
    means: np.ndarray
    deviations: np.ndarray
    image: np.ndarray | None
    sample: np.ndarray
    sample_classes: np.ndarray
    scale: np.ndarray
    index_names: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        class_map: ClassMap,
        source: RasterSource,
        display: Display,
        sample: Sample,
        sample_classes: np.ndarray,
        **features: Any,
    ) -> ClassFacts:
        """Return the facts about a map with statistics and preview, in measurements of its raster.

        Parameters
        ----------
        sample_classes : ndarray of uint8, shape (n_pixels,)
            Classes of the first `N_SAMPLE_PIXELS` pixels of the sample.
        **features
            ``band_names``, ``index_names`` and ``scale`` of `ClassFacts`.
        """
        statistics, preview = class_map.statistics, class_map.preview
        if statistics is None or preview is None:
            raise ValueError("The map has no statistics or no preview.")
        facts = cls(
            class_map=class_map,
            means=statistics.means,
            deviations=statistics.deviations,
            image=picture(preview, display, sample, source),
            sample=sample.values[:, :N_SAMPLE_PIXELS],
            sample_classes=sample_classes,
            **features,
        )
        return facts.to_measurements(source)

    def to_measurements(self, source: RasterSource) -> ClassFacts:
        """Convert values of the file to measurements by the declared scale and offset."""
        factors = np.abs(source.feature_scales)
        return replace(
            self,
            means=source.to_measurements(self.means),
            deviations=self.deviations * factors,
            sample=source.to_measurements(self.sample.T).T,
            scale=self.scale * factors,
        )
