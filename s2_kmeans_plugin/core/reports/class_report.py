"""Report of a class map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np

from ..evaluation.separability import MERGE_BELOW, SEPARATE_FROM, class_distances, nearest_pairs
from ..maps.class_facts import ClassFacts
from .distances import draw_distances
from .drawing import MAX_CROWD, MAX_NAMED, Figure
from .localisation import Translate, untranslated
from .page import Run, render
from .pictures import Picture
from .scatter import draw_scatter
from .spectra import MAX_LINES, draw_spectra

# Longest list of pairs of classes that are close to each other (chosen).
_MAX_PAIRS = 10


def render_class_report(
    facts: ClassFacts,
    run: Run | None = None,
    translate: Translate = untranslated,
    kind: Literal["classification", "statistics"] = "classification",
) -> str:
    """Render the report of a class map as HTML.

    The kind says whether the run made the map or only described it.
    """
    class_map = facts.class_map
    legend, preview = class_map.legend, class_map.preview
    sample, sample_classes = _finite_sample(facts)
    distances = class_distances(
        facts.means, facts.deviations, [entry.value for entry in legend], sample, sample_classes
    )
    return render(
        "class_report.html.j2",
        run,
        translate,
        figures={
            "spectra": _spectra(facts, translate),
            "distances": draw_distances(legend, distances, translate),
            "scatter": draw_scatter(legend, sample, sample_classes, facts.scale, translate),
        },
        pictures={
            "image": None if facts.image is None else Picture.of_image(facts.image),
            "map": None if preview is None else Picture.of_classes(preview.classes, legend),
        },
        kind=kind,
        facts=facts,
        class_map=class_map,
        rows=_rows(facts),
        max_crowd=MAX_CROWD,
        max_named=MAX_NAMED,
        max_lines=MAX_LINES,
        merge_below=MERGE_BELOW,
        separate_from=SEPARATE_FROM,
        **_close_pairs(distances),
    )


def _finite_sample(facts: ClassFacts) -> tuple[np.ndarray, np.ndarray]:
    sample = np.asarray(facts.sample, dtype=np.float64)
    is_finite = np.isfinite(sample).all(axis=0)
    return sample[:, is_finite], np.asarray(facts.sample_classes)[is_finite]


def _spectra(facts: ClassFacts, translate: Translate) -> Figure:
    # Indices have no wavelength.
    bands = slice(len(facts.band_names))
    means, deviations = facts.means[:, bands], facts.deviations[:, bands]
    legend, counts = facts.class_map.legend, facts.class_map.counts
    return draw_spectra(legend, counts, facts.band_names, means, deviations, translate)


def _rows(facts: ClassFacts) -> list[dict[str, Any]]:
    """Return the rows of the table of classes."""
    class_map = facts.class_map
    counts = class_map.counts.tolist()
    total, largest = max(sum(counts), 1), max([*counts, 1])
    areas: Sequence[float | None] = (
        [None] * len(counts) if class_map.hectares is None else class_map.hectares.tolist()
    )
    indices = facts.means[:, len(facts.band_names) :].tolist()
    return [
        {
            "entry": entry,
            "count": count,
            "share": count / total,
            "bar": count / largest,
            "hectares": area,
            "indices": of_class,
        }
        for entry, count, area, of_class in zip(class_map.legend, counts, areas, indices)
    ]


def _close_pairs(distances: np.ndarray) -> dict[str, Any]:
    """Return the pairs of classes that could be merged, and the nearest pair of all."""
    pairs = nearest_pairs(distances)
    close = [pair for pair in pairs if pair[2] < MERGE_BELOW]
    return {
        "pairs": close[:_MAX_PAIRS],
        "n_more_pairs": max(len(close) - _MAX_PAIRS, 0),
        "nearest": pairs[0] if pairs else None,
    }
