"""Values of a raster as a person lists them: "0, 3, 8-10"."""

from __future__ import annotations

import re

from ..errors import ArgumentError

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
# Spaces stand on both sides of the minus or on neither: "0 -9999" are two values. Python refuses to
# read integers of thousands of digits, so 20 are the most here.
_RANGE = re.compile(r"(\d{1,20})(?:\s+-\s+|-)(\d{1,20})")
# Values of a 16-bit raster.
_MOST_VALUES = 65_536
# Characters of a wrong entry that a message shows: chosen.
_SHOWN = 50


def parse_values(text: str) -> tuple[float, ...]:
    """Return the values of a list, each once, in rising order; none for an empty text.

    The list has numbers, and ranges of integers, separated by commas, semicolons or spaces. Raise
    ArgumentError when an entry is neither, or when a range falls or is too long.
    """
    values: set[float] = set()
    for entry in re.split(r"[,;\s]+", _RANGE.sub(r"\1-\2", text.strip("[]() "))):
        whole_range = _RANGE.fullmatch(entry)
        if whole_range:
            first, last = map(int, whole_range.groups())
            if not 0 <= last - first < _MOST_VALUES:
                raise ArgumentError(
                    "The range {part} does not rise over at most {most:,} values. Write it as "
                    "8-10.",
                    part=entry,
                    most=_MOST_VALUES,
                )
            values.update(map(float, range(first, last + 1)))
        elif _NUMBER.fullmatch(entry):
            values.add(float(entry))
        elif entry:
            raise ArgumentError(
                "'{part}' is not a value. Give numbers and ranges, such as 0, 3, 8-10.",
                part=entry[:_SHOWN],
            )
    return tuple(sorted(values))
