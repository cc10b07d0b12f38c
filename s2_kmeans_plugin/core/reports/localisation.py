"""Texts and numbers in the language of the reader."""

from __future__ import annotations

import math
from collections.abc import Callable

Translate = Callable[[str], str]

_UNKNOWN = "–"


def untranslated(text: str) -> str:
    """Return an English text unchanged."""
    return text


def format_number(translate: Translate, spec: str, value: float) -> str:
    """Format a number by a format specification such as ``,.1f``.

    The translation of the specification in braces knows the separators of the language. NaN
    becomes a dash.
    """
    return _UNKNOWN if math.isnan(value) else translate("{:" + spec + "}").format(value)


def plotly_separators(translate: Translate) -> str:
    """Return the decimal and the thousands separator of a language."""
    decimal = format_number(translate, ".1f", 0.5)[1:-1]
    thousands = format_number(translate, ",", 1000)[1:-3]
    return decimal + thousands
