"""Display of a raster on screen, and the colours and pictures that follow from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..models.model import ClusterModel
from ..models.sampling import Sample
from ..raster.source import RasterSource
from ..spectral.bands import NATURAL_COLORS, identify_band
from .preview import Preview

Ranges = Sequence[tuple[float, float]]

# Percentiles of the values shown as 0 and 1 if a layer has no stretch: the default of QGIS.
_PERCENTILES = (2, 98)


@dataclass(frozen=True)
class Display:
    """Bands that a layer shows as red, green and blue.

    The ranges are the values shown as 0 and 1; by default they are percentiles of the sample.
    """

    bands: tuple[int, ...]
    ranges: Ranges | None = None

    @classmethod
    def of(cls, source: RasterSource) -> Display:
        """Return the default display of a raster.

        It has natural colours if the names identify these bands. Otherwise it has the first three
        bands, or the first one in grey.
        """
        bands = source.compared_bands
        meanings = [identify_band(name) for name in source.band_names[: len(bands)]]
        if all(meanings.count(band) == 1 for band in NATURAL_COLORS):
            return cls(tuple(bands[meanings.index(band)] for band in NATURAL_COLORS))
        return cls(bands[:3] if len(bands) > 2 else bands[:1] * 3)

    def in_values_of(self, source: RasterSource) -> Display:
        """Return the display with ranges in the values of the file.

        QGIS applies the declared scale and offset before it stretches values.
        """
        if self.ranges is None:
            return self
        shown = source.choose(sorted(set(self.bands)))
        units = dict(zip(shown.bands, zip(shown.scales, shown.offsets)))
        ranges = []
        for band, limits in zip(self.bands, self.ranges):
            scale, offset = units[band]
            low, high = ((limit - offset) / scale for limit in limits)
            ranges.append((low, high))
        return replace(self, ranges=ranges)


def shown_bands(display: Display, source: RasterSource) -> list[int]:
    """Return the positions, from 0, of the displayed bands among the compared bands.

    If a displayed band is not compared, the first bands take their place.
    """
    bands = source.compared_bands
    shown = display.bands if set(display.bands) <= set(bands) else (bands[:3] * 3)[:3]
    return [bands.index(band) for band in shown]


def picture(preview: Preview, display: Display, sample: Sample, source: RasterSource) -> np.ndarray:
    """Return a preview of the `shown_bands` in the colours of its layer.

    The sample gives the ranges that the display lacks. The result has shape (height, width, 4):
    red, green, blue and alpha as uint8.
    """
    ranges = display.ranges if set(display.bands) <= set(source.compared_bands) else None
    ranges = ranges or _percentile_ranges(
        sample.values[shown_bands(display, source)].astype(np.float64)
    )
    shown = stretch(preview.values.reshape(3, -1).astype(np.float64), ranges)
    image = np.rint(255 * np.nan_to_num(shown)).astype(np.uint8).reshape(preview.values.shape)
    return np.dstack([*image, np.where(preview.classes > 0, 255, 0).astype(np.uint8)])


def image_colors(
    model: ClusterModel,
    sample: Sample,
    bands: Sequence[int],
    others: Sequence[int],
    display: Display,
) -> np.ndarray:
    """Return the mean colour of each class on screen: float64, 0 to 1, shape (n_classes, 3).

    A class without pixels in the sample of the fit has NaN. The bands of ``sample.values`` and the
    others, of ``sample.display``, include the displayed bands.
    """
    columns = [
        sample.values[bands.index(band)] if band in bands else sample.display[others.index(band)]
        for band in display.bands
    ]
    shown = np.array(columns, dtype=np.float64)
    # Each pixel is clipped as on screen before the mean is taken. Otherwise glare whitens a class.
    shown = stretch(shown, display.ranges or _percentile_ranges(shown))
    classes, _ = model.label(sample.values, np.ones(sample.n_samples, dtype=bool))
    means = np.full((model.n_classes, len(shown)), np.nan)
    for value in range(1, model.n_classes + 1):
        for channel, values in enumerate(shown[:, classes == value]):
            known = values[np.isfinite(values)]
            if known.size:
                means[value - 1, channel] = known.mean()
    return means


def _percentile_ranges(shown: np.ndarray) -> Ranges:
    return [
        tuple(np.percentile(band[np.isfinite(band)], _PERCENTILES))
        if np.isfinite(band).any()
        else (0.0, 1.0)
        for band in shown
    ]


def stretch(values: np.ndarray, ranges: Ranges) -> np.ndarray:
    """Return values of display bands, shape (3, n_pixels), as a screen shows them: from 0 to 1.

    Each band has a range: the values shown as 0 and as 1. The first may be the larger.
    """
    low, high = np.asarray(ranges, dtype=np.float64).T[:, :, None]
    # A narrow range makes infinite ratios, which are clipped too.
    with np.errstate(over="ignore"):
        return np.clip((values - low) / np.where(high == low, 1.0, high - low), 0, 1)
