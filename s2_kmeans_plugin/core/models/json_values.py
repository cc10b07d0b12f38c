"""Checked conversion of JSON values from untrusted files.

Each function returns the value in its final type, and raises ValueError, TypeError or OverflowError
for anything else.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..choices import MAX_CLASSES

# Numbers beyond these are not measurements, and their squares leave the range of float64.
LARGEST, SMALLEST = 1e20, 1e-100

# Digits of a legitimate integer; chosen well above 64 bits.
_MAX_DIGITS = 25


def to_integer(text: str) -> int:
    """Convert the digits of an integer.

    Some versions of Python need hours for a million digits, so their number is limited.
    """
    if len(text) > _MAX_DIGITS:
        raise ValueError("a number has too many digits")
    return int(text)


def to_whole_number(value: object) -> int:
    """Return an int; no bool, float or text."""
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def to_class_value(value: object) -> int:
    """Return a class value, 0 to 255."""
    number = to_whole_number(value)
    if not 0 <= number <= MAX_CLASSES:
        raise ValueError("a class value is not a whole number from 0 to 255")
    return number


def to_position(value: object, n_items: int) -> int:
    """Return a position in a list, counted from 0."""
    if type(value) is not int or not 0 <= value < n_items:
        raise ValueError("an index needs a band that does not exist")
    return value


def to_array(values: Any) -> np.ndarray:
    """Return numbers as an array of float64."""
    array = np.array(values, dtype=np.float64)
    # Covariances are squares.
    if not (np.abs(array) <= LARGEST**2).all():
        raise ValueError("not finite, or too large for a measurement")
    return array


def to_scale(values: Any) -> np.ndarray:
    """Return positive numbers as an array of float64.

    The scale of an index beside bands of tiny values may exceed every measurement.
    """
    array = np.array(values, dtype=np.float64)
    if not ((array >= SMALLEST) & (array <= 1 / SMALLEST)).all():
        raise ValueError("a scale is not positive, or out of range")
    return array


def to_text(value: object) -> str:
    """Return a text that can be written to a file."""
    if not isinstance(value, str):
        raise TypeError("not a text")
    # JSON can contain halves of characters, which UTF-8 cannot.
    value.encode("utf-8")
    return value


def to_color(value: Any) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255."""
    red, green, blue = (to_whole_number(channel) for channel in value)
    if not all(0 <= channel <= 255 for channel in (red, green, blue)):
        raise ValueError("a color is not within 0 to 255")
    return red, green, blue


def check_depth(value: object, max_depth: int) -> None:
    """Refuse nested lists and objects that could not be written again."""
    if isinstance(value, (dict, list)):
        if max_depth == 0:
            raise ValueError("nested too deep")
        for part in value.values() if isinstance(value, dict) else value:
            check_depth(part, max_depth - 1)


def are_covariances(matrices: np.ndarray) -> bool:
    """Return whether all matrices are symmetric and positive definite."""
    try:
        factors = np.linalg.cholesky(matrices)
    except np.linalg.LinAlgError:
        return False
    narrowest = np.diagonal(factors, axis1=1, axis2=2).min()
    return bool((matrices == matrices.transpose(0, 2, 1)).all() and narrowest >= SMALLEST)
