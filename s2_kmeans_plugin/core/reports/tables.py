"""CSV tables of the outcomes of runs.

Unknown values are empty cells. Percentages and hectares have 4 decimals, measurements 8 significant
digits. A text that a spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..files.csv_text import escape_formulas, format_csv
from ..legend import ClassEntry

if TYPE_CHECKING:
    from ..evaluation.suggestion import Suggestion
    from ..maps.assessment import Assessment
    from ..maps.comparison import Comparison
    from ..maps.series import Series
    from ..maps.tally import ClassMap

_TRIAL_FIGURES = (
    "inertia",
    "silhouette",
    "calinski_harabasz",
    "davies_bouldin",
    "stability",
    "separability",
)


def class_table(outcome: ClassMap, band_names: Sequence[str]) -> str:
    """Format the figures of classes with statistics, one row for each class.

    Columns: class, name, color (#rrggbb), pixels, percent, hectares, then the mean and the standard
    deviation of each band.
    """
    if outcome.statistics is None:
        raise ValueError("The outcome has no statistics.")
    bands = [
        escape_formulas(f"{kind} {name}") for name in band_names for kind in ("mean", "deviation")
    ]
    rows: list[list[object]] = [["class", "name", "color", "pixels", "percent", "hectares", *bands]]
    counts = [int(count) for count in outcome.counts]
    total = max(sum(counts), 1)
    means, deviations = outcome.statistics.means, outcome.statistics.deviations
    for row, (entry, count) in enumerate(zip(outcome.legend, counts)):
        area = None if outcome.hectares is None else outcome.hectares[row]
        spectrum = np.column_stack((means[row], deviations[row])).ravel()
        rows.append(
            [
                *_class_cells(entry),
                entry.hex_color,
                count,
                _decimal(100 * count / total),
                _decimal(area),
                *map(_measurement, spectrum),
            ]
        )
    return format_csv(rows)


def series_table(series: Series, names: Sequence[str]) -> str:
    """Format the area and the percentage of each class in each raster, one row for each class.

    The names of the rasters give the columns ``NAME hectares`` (``NAME pixels`` where the unit of
    the grid is unknown) and ``NAME percent``.
    """
    columns = []
    for name, each in zip(names, series.maps):
        unit = "pixels" if each.hectares is None else "hectares"
        columns += [escape_formulas(f"{name} {unit}"), escape_formulas(f"{name} percent")]
    rows: list[list[object]] = [["class", "name", "color", *columns]]
    for row, entry in enumerate(series.model.legend):
        cells: list[object] = []
        for each in series.maps:
            count = int(each.counts[row])
            area = count if each.hectares is None else _decimal(each.hectares[row])
            cells += [area, _decimal(100 * count / max(each.n_pixels, 1))]
        rows.append([*_class_cells(entry), entry.hex_color, *cells])
    return format_csv(rows)


def transition_table(comparison: Comparison) -> str:
    """Format the transitions between the classes of two maps, one row for each transition."""
    rows: list[list[object]] = [
        ["from", "from name", "to", "to name", "pixels", "percent", "hectares"]
    ]
    total = max(comparison.n_pixels, 1)
    for change in comparison.transitions:
        rows.append(
            [
                *_class_cells(change.before),
                *_class_cells(change.after),
                change.n_pixels,
                _decimal(100 * change.n_pixels / total),
                _decimal(change.hectares),
            ]
        )
    return format_csv(rows)


def contingency_table(comparison: Comparison) -> str:
    """Format the pixels that each pair of classes shares.

    A row is a class of the first map. A column is a class of the second map; its header is the
    value and the name of the class.
    """
    columns = [escape_formulas(f"{entry.value} {entry.name}") for entry in comparison.second]
    rows: list[list[object]] = [["from", "from name", *columns]]
    for entry, pixels in zip(comparison.first, comparison.table.tolist()):
        rows.append([*_class_cells(entry), *pixels])
    return format_csv(rows)


def confusion_table(assessment: Assessment) -> str:
    """Format a confusion matrix, one row for each reference class and one for all together.

    Columns: pixels of the reference class, producer's and user's accuracy, pixels in each reference
    class of the map (its classes merged into their partners), pixels in each class of the map.
    """
    names, matched = assessment.names, assessment.matched
    partners = [names[partner - 1] for partner in assessment.partners.tolist()]
    header: list[object] = [
        "reference",
        "pixels",
        "producer's accuracy percent",
        "user's accuracy percent",
        *(escape_formulas(f"mapped as {name}") for name in names),
        *(
            escape_formulas(f"class {entry.value} {entry.name} → {partner}")
            for entry, partner in zip(assessment.legend, partners)
        ),
    ]
    # Every class has a partner, so the last column, for classes without one, is empty.
    pixels = np.hstack((matched.confusion[:, :-1], assessment.table))
    rows = [header]
    for row, name in enumerate(names):
        rows.append(
            [
                escape_formulas(name),
                int(assessment.table[row].sum()),
                _decimal(100 * matched.producers[row]),
                _decimal(100 * matched.users[row]),
                *pixels[row].tolist(),
            ]
        )
    overall = _decimal(100 * matched.overall)
    rows.append(["all", assessment.n_pixels, overall, overall, *pixels.sum(axis=0).tolist()])
    return format_csv(rows)


def suggestion_table(suggestion: Suggestion) -> str:
    """Format the trials of a suggestion, one row for each number of clusters.

    Columns: n_clusters, delivered, inertia, silhouette, calinski_harabasz, davies_bouldin,
    stability, separability, suggested (1 or 0).
    """
    rows: list[list[object]] = [["n_clusters", "delivered", *_TRIAL_FIGURES, "suggested"]]
    for trial in suggestion.trials:
        figures = (_measurement(getattr(trial, name)) for name in _TRIAL_FIGURES)
        is_suggested = int(trial is suggestion.chosen)
        rows.append([trial.n_clusters, trial.n_delivered, *figures, is_suggested])
    return format_csv(rows)


def _class_cells(entry: ClassEntry) -> tuple[int, str]:
    return entry.value, escape_formulas(entry.name)


def _decimal(value: float | None) -> str:
    return "" if value is None or math.isnan(value) else f"{value:.4f}"


def _measurement(value: float) -> str:
    return f"{value:.8g}" if math.isfinite(value) else ""
