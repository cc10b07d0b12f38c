"""How a layer shows its raster, and what that makes of classes and pictures."""

from dataclasses import dataclass, replace

import numpy as np

from ..legend import stretched
from ..spectral.bands import NATURAL_COLORS, identify_band

# Shown as black and full where a layer has no stretch of its own, as QGIS does by default.
_DISPLAY_PERCENTILES = (2, 98)


@dataclass(frozen=True)
class Display:
    """How a layer shows the raster.

    Attributes
    ----------
    bands : tuple of 3 int
        Shown as red, green and blue.
    ranges : tuple of 3 pairs of float, optional
        Values shown black and full; percentiles of the sample where left out.
    """

    bands: tuple
    ranges: tuple = None

    @classmethod
    def of(cls, source):
        """How a raster is shown where no layer tells.

        In natural colours where its names tell the bands, else by its first three, or one in grey.
        """
        bands = source.compared_bands
        meanings = [identify_band(name) for name in source.band_names[: len(bands)]]
        if all(meanings.count(band) == 1 for band in NATURAL_COLORS):
            return cls(tuple(bands[meanings.index(band)] for band in NATURAL_COLORS))
        return cls(bands[:3] if len(bands) > 2 else bands[:1] * 3)

    def in_values_of(self, source):
        """The same with ranges of the values in the file.

        QGIS shows, and stretches, the measurements that a raster declares its values to be.

        Parameters
        ----------
        source : RasterSource

        Returns
        -------
        Display
        """
        if self.ranges is None:
            return self
        shown = source.choose(sorted(set(self.bands)))
        units = dict(zip(shown.bands, zip(shown.scales, shown.offsets)))
        ranges = tuple(
            tuple((limit - units[band][1]) / units[band][0] for limit in limits)
            for band, limits in zip(self.bands, self.ranges)
        )
        return replace(self, ranges=ranges)


def shown_bands(display, source):
    """Where, counted from 0, the bands of a display are among those compared; else the first."""
    bands = source.compared_bands
    shown = display.bands if set(display.bands) <= set(bands) else (bands[:3] * 3)[:3]
    return [bands.index(band) for band in shown]


def picture(preview, display, sample, source):
    """A preview as the layer shows it.

    Parameters
    ----------
    preview : Preview
        Of the `shown_bands`.
    display : Display
    sample : Sample
        For the ranges of values, where the layer does not tell.
    source : RasterSource

    Returns
    -------
    ndarray of uint8, shape (height, width, 4)
        Red, green, blue, alpha.
    """
    ranges = display.ranges if set(display.bands) <= set(source.compared_bands) else None
    ranges = ranges or _percentile_ranges(
        sample.values[shown_bands(display, source)].astype(np.float64)
    )
    shown = stretched(preview.values.reshape(3, -1).astype(np.float64), ranges)
    image = np.rint(255 * np.nan_to_num(shown)).astype(np.uint8).reshape(preview.values.shape)
    return np.dstack([*image, np.where(preview.classes > 0, 255, 0).astype(np.uint8)])


def _percentile_ranges(shown):
    return [
        np.percentile(band[np.isfinite(band)], _DISPLAY_PERCENTILES)
        if np.isfinite(band).any()
        else (0.0, 1.0)
        for band in shown
    ]


def image_colors(model, sample, bands, others, display):
    """Mean colour of each class on the screen, from the sample.

    Parameters
    ----------
    model : ClusterModel
    sample : Sample
        That the model was fitted on.
    bands, others : sequence of int
        Bands whose values the sample holds, and those that it holds for display alone; among the
        two are all that are shown.
    display : Display

    Returns
    -------
    ndarray of float64, shape (n_classes, 3)
        Red, green and blue, 0 to 1; NaN for a class without pixels in the sample.
    """
    columns = [
        sample.values[bands.index(band)] if band in bands else sample.display[others.index(band)]
        for band in display.bands
    ]
    shown = np.array(columns, dtype=np.float64)
    ranges = display.ranges
    if ranges is None:
        ranges = _percentile_ranges(shown)
    # Each pixel is clipped as on the screen before the mean is taken: glare would whiten a class.
    shown = stretched(shown, ranges)
    classes, _ = model.label(sample.values, np.ones(sample.n_samples, dtype=bool))
    means = np.full((model.n_classes, len(shown)), np.nan)
    for value in range(1, model.n_classes + 1):
        of_class = shown[:, classes == value]
        for channel, values in enumerate(of_class):
            known = values[np.isfinite(values)]
            if known.size:
                means[value - 1, channel] = known.mean()
    return means
