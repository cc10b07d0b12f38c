"""Slices that cut a long axis of an array into parts."""

from __future__ import annotations

from collections.abc import Iterator


def iterate_slices(length: int, step: int) -> Iterator[slice]:
    """Yield slices of ``step`` elements that cover ``length``; the last one may be shorter."""
    return (slice(start, start + step) for start in range(0, length, step))
