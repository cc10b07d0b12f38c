"""Values of a raster as a person lists them: "0, 3, 8-10"."""

import re

from ..errors import ArgumentError

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
# With spaces on both sides of the minus or on none: "0 -9999" are two values. Python reads no whole
# number of thousands of digits.
_RANGE = re.compile(r"(\d{1,20})(?:\s+-\s+|-)(\d{1,20})")
_MOST_VALUES = 65_536
_SHOWN = 50


def parse_values(text):
    """Read a list of values.

    Parameters
    ----------
    text : str
        Numbers, and ranges of whole numbers, between commas, semicolons or spaces.

    Returns
    -------
    tuple of float
        Each once, in rising order; none for an empty text.

    Raises
    ------
    ArgumentError
        When a part is neither, or a range runs downward or is too long.
    """
    values = set()
    for part in re.split(r"[,;\s]+", _RANGE.sub(r"\1-\2", text.strip("[]() "))):
        whole_range = _RANGE.fullmatch(part)
        if whole_range:
            first, last = map(int, whole_range.groups())
            if not 0 <= last - first < _MOST_VALUES:
                raise ArgumentError(
                    "The range {part} does not run upward over at most {most:,} values: write it "
                    "as 8-10.",
                    part=part,
                    most=_MOST_VALUES,
                )
            values.update(map(float, range(first, last + 1)))
        elif _NUMBER.fullmatch(part):
            values.add(float(part))
        elif part:
            raise ArgumentError(
                "'{part}' is no value: give numbers and ranges, such as 0, 3, 8-10.",
                part=part[:_SHOWN],
            )
    return tuple(sorted(values))
