"""Scale and offset, which make measurements from stored values: value * scale + offset."""

from __future__ import annotations

from collections.abc import Sequence

# Scale and offset of a band. As the factor and the summand of a conversion, the same two numbers.
Unit = tuple[float, float]

UNDECLARED: Unit = (1.0, 0.0)


def declared_units(scales: Sequence[float], offsets: Sequence[float]) -> tuple[Unit, ...]:
    """Return scale and offset of each band; empty unless every band declares them."""
    units = tuple(zip(scales, offsets))
    return () if UNDECLARED in units else units


def conversions(units: Sequence[Unit], others: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return factor and summand that turn stored values of one unit into those of another."""
    return tuple(
        (scale / other_scale, (offset - other_offset) / other_scale)
        for (scale, offset), (other_scale, other_offset) in zip(units, others)
    )
