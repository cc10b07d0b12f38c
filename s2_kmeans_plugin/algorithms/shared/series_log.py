"""Log lines about a series of rasters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...i18n import local, template, tr
from .run_log import border, search_lines
from .text_table import align

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...core.maps.series import Series
    from ...core.raster.source import RasterSource

_MAX_COLUMNS = 8


def series_lines(sources: Sequence[RasterSource]) -> Iterator[str]:
    """Yield the lines about the rasters of a series."""
    for source in sources:
        names = [f"{number} ({name})" for number, name in zip(source.bands, source.band_names)]
        yield template("Raster: {path}, {width:,} x {height:,} pixels, bands {bands}").format(
            path=source.path,
            width=source.grid.width,
            height=source.grid.height,
            bands=", ".join(names),
        )
        if source.conversion:
            yield tr("Its values are converted to the unit of the first raster.")


def outcome_lines(outcome: Series, labels: Sequence[str]) -> Iterator[str]:
    """Yield the lines about a finished series."""
    if outcome.sampled_again:
        yield tr(
            "A first sample missed pixels that differ from all others. The rasters were sampled "
            "and classified again."
        )
    yield from search_lines(outcome)
    for label, each in zip(labels, outcome.maps):
        yield template("{name}: {n_pixels:,} classified pixels, {n_nodata:,} nodata pixels").format(
            name=label, n_pixels=each.n_pixels, n_nodata=each.n_nodata
        )


def border_warnings(outcome: Series, labels: Sequence[str]) -> Iterator[str]:
    """Yield a warning for each raster with a border that looks like undeclared nodata."""
    for label, found in zip(labels, outcome.borders):
        yield from (f"{label}: {warning}" for warning in border(found))


def share_table(outcome: Series, labels: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the table of the percent of each class in each raster."""
    shown = labels[:_MAX_COLUMNS]
    rows = [[tr("class"), tr("name"), *(f"{label} %" for label in shown)]]
    for row, entry in enumerate(outcome.model.legend):
        shares = [
            local(100 * each.counts[row] / max(each.n_pixels, 1), ".2f")
            for each in outcome.maps[:_MAX_COLUMNS]
        ]
        rows.append([str(entry.value), entry.name, *shares])
    yield from align(rows, left=1)
    if len(labels) > len(shown):
        yield template("… and {n} more").format(n=len(labels) - len(shown))
