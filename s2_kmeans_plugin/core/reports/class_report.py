"""The report of a map of classes, as a page."""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from ..evaluation.separability import MERGE_BELOW, SEPARATE_FROM, class_distances, nearest_pairs
from . import charts
from .page import page
from .pictures import data_uri, png_of_classes, png_of_image

_MAX_PAIRS = 10

# Bytes.
_MAX_PICTURE, _MIN_PICTURE = 900_000, 50_000


@dataclass(frozen=True)
class Report:
    """What a report shows.

    Attributes
    ----------
    legend : list of ClassEntry
    counts : ndarray of int, shape (n_classes,)
        Pixels of each class, in the order of the legend, as all that follows.
    hectares : ndarray of float or None, shape (n_classes,)
    n_nodata : int
        Pixels of no class.
    band_names : tuple of str
    means, deviations : ndarray of float, shape (n_classes, n_features)
        Of the bands and of the indices behind them; NaN for classes without pixels.
    image : ndarray of uint8 or None, shape (height, width, 4)
        The raster in small: red, green, blue, alpha.
    classes : ndarray of uint8 or None, shape (height, width)
        The map in small; 0 is nodata.
    sample : ndarray, shape (n_features, n_pixels)
        Some thousand valid pixels.
    sample_classes : ndarray of uint8, shape (n_pixels,)
    scale : ndarray, shape (n_features,)
        The unit in which the model measures each band and index.
    index_names : tuple of str
    """

    legend: list
    counts: np.ndarray
    hectares: np.ndarray
    n_nodata: int
    band_names: tuple
    means: np.ndarray
    deviations: np.ndarray
    image: np.ndarray
    classes: np.ndarray
    sample: np.ndarray
    sample_classes: np.ndarray
    scale: np.ndarray
    index_names: tuple = ()

    def measured_by(self, source):
        """The same report of measurements, by the scale and offset that the raster declares.

        Parameters
        ----------
        source : RasterSource
            That holds the values.
        """
        return replace(
            self,
            means=source.measured(self.means),
            deviations=self.deviations * np.abs(source.feature_scales),
            sample=source.measured(self.sample.T).T,
            scale=self.scale * np.abs(source.feature_scales),
        )


def page_of(report, run=None, translate=lambda text: text, template="report.html.j2"):
    """A report as HTML.

    Parameters
    ----------
    report : Report
    run : page.Run, optional
    translate : callable
        Gives the text to show for an English one.
    template : str
        As in `page.page`.

    Returns
    -------
    str

    Raises
    ------
    MissingDependencyError
        When jinja2 or plotly is not installed.
    """
    figures, pairs = _comparison(report, translate)
    return page(
        template,
        figures,
        run,
        translate,
        pictures=partial(_pictures, report),
        report=report,
        rows=_rows(report),
        n_pixels=int(report.counts.sum()),
        max_crowd=charts.MAX_CROWD,
        max_named=charts.MAX_NAMED,
        max_lines=charts.MAX_LINES,
        merge_below=MERGE_BELOW,
        separate_from=SEPARATE_FROM,
        **pairs,
    )


def _rows(report):
    """Rows of the table of classes."""
    total = max(int(report.counts.sum()), 1)
    largest = max(int(report.counts.max()), 1)
    return [
        {
            "entry": entry,
            "count": int(count),
            "share": count / total,
            "bar": count / largest,
            "hectares": None if report.hectares is None else float(report.hectares[n]),
            "indices": report.means[n, len(report.band_names) :].tolist(),
        }
        for n, (entry, count) in enumerate(zip(report.legend, report.counts))
    ]


def _comparison(report, translate):
    """Charts, and the pairs of classes that are hardly apart."""
    legend, sample = report.legend, np.asarray(report.sample, dtype=np.float64)
    finite = np.isfinite(sample).all(axis=0)
    sample, sample_classes = sample[:, finite], np.asarray(report.sample_classes)[finite]
    values = [entry.value for entry in legend]
    means, deviations = report.means, report.deviations
    distances = class_distances(means, deviations, values, sample, sample_classes)
    figures = {
        "spectra": charts.spectra(
            legend,
            report.counts,
            report.band_names,
            # An index has no place among wavelengths.
            means[:, : len(report.band_names)],
            deviations[:, : len(report.band_names)],
            translate,
        ),
        "distances": charts.distance_matrix(legend, distances, translate),
        "scatter": charts.scatter(legend, sample, sample_classes, report.scale, translate),
    }
    pairs = nearest_pairs(distances)
    near = [pair for pair in pairs if pair[2] < MERGE_BELOW]
    return figures, {
        "pairs": near[:_MAX_PAIRS],
        "n_more_pairs": max(len(near) - _MAX_PAIRS, 0),
        "nearest": pairs[0] if pairs else None,
    }


def _pictures(report, room):
    """Data URIs of the image and the map, by name; None for what is not known.

    Parameters
    ----------
    report : Report
    room : int
        Bytes that the two may take together.
    """
    # Three bytes are four characters of base64.
    n_bytes = min(max(room * 3 // 8, _MIN_PICTURE), _MAX_PICTURE)
    encoders = {
        "image": (report.image, png_of_image),
        "map": (report.classes, lambda classes: png_of_classes(classes, report.legend)),
    }
    return {
        name: None if pixels is None else data_uri(pixels, encode, n_bytes)
        for name, (pixels, encode) in encoders.items()
    }
