"""Log lines about two class maps, and about a class map and a reference."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ...i18n import template, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...core.maps.assessment import Assessment
    from ...core.maps.comparison import Comparison

_MAX_MATCHES = 30


def comparison_lines(outcome: Comparison) -> Iterator[str]:
    """Yield the lines about the agreement of two class maps."""
    yield template("Pixels with a class in both maps: {n_pixels:,}").format(
        n_pixels=outcome.n_pixels
    )
    yield _rand_index(outcome.adjusted_rand_index)
    yield template("Normalised mutual information: {value:.4f}").format(
        value=outcome.normalized_mutual_information
    )
    if not outcome.unmatched:
        yield template(
            "Agreement after matching classes: {percent:.2f} %, kappa {kappa:.4f}"
        ).format(percent=100 * outcome.agreement, kappa=outcome.kappa)
    for first, second in outcome.partners[:_MAX_MATCHES]:
        yield template("Matched: {before} of the first map, {after} of the second map").format(
            before=f"{first.value} {first.name}", after=f"{second.value} {second.name}"
        )
    if len(outcome.partners) > _MAX_MATCHES:
        yield template("… and {n} more").format(n=len(outcome.partners) - _MAX_MATCHES)
    yield tr(outcome.rule)
    yield template("Unchanged: {percent:.2f} %").format(
        percent=100 * outcome.n_unchanged / max(outcome.n_pixels, 1)
    )


def unmatched_warning(outcome: Comparison) -> str:
    """Return the warning that agreement and kappa could not be computed."""
    reason = outcome.unmatched
    return template("Agreement and kappa are missing. {reason}").format(
        reason=tr(reason.template).format(**reason.values)
    )


def accuracy_lines(outcome: Assessment) -> Iterator[str]:
    """Yield the lines about the agreement of a class map with a reference."""
    yield template("Reference pixels with a class in the map: {n_pixels:,}").format(
        n_pixels=outcome.n_pixels
    )
    unused = outcome.unused
    for line, number in (
        (template("Ignored features without geometry or class: {n:,}"), unused.n_unnamed),
        (template("Ignored points and polygons outside the map: {n:,}"), unused.n_outside),
        (
            template("Ignored reference pixels without a class in the map: {n:,}"),
            unused.n_without_class,
        ),
    ):
        if number:
            yield line.format(n=number)
    yield template("Overall accuracy: {percent:.2f} %, kappa {kappa:.4f}").format(
        percent=100 * outcome.matched.overall, kappa=outcome.matched.kappa
    )
    yield _rand_index(outcome.adjusted_rand_index)
    for entry, partner in islice(zip(outcome.legend, outcome.partners), _MAX_MATCHES):
        yield template("Matched: {after} of the map, {before} of the reference").format(
            after=entry.name, before=outcome.names[partner - 1]
        )


def _rand_index(value: float) -> str:
    return template("Adjusted Rand index: {value:.4f}").format(value=value)
