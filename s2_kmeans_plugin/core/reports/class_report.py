"""The report of a map of classes, as a page."""

from functools import partial

import numpy as np

from ..evaluation.separability import MERGE_BELOW, SEPARATE_FROM, class_distances, nearest_pairs
from . import charts
from .page import page
from .pictures import data_uri, png_of_classes, png_of_image

_MAX_PAIRS = 10

# Bytes.
_MAX_PICTURE, _MIN_PICTURE = 900_000, 50_000


def page_of(report, run=None, translate=lambda text: text, template="report.html.j2"):
    """A report as HTML.

    Parameters
    ----------
    report : ClassFacts
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
    report : ClassFacts
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
