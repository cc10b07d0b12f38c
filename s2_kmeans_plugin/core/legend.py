"""Values, names and colours of classes."""

from __future__ import annotations

import colorsys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

Color = tuple[int, int, int]

# Golden ratio: hues at multiples of this fraction of the circle stay far from each other (chosen).
_GOLDEN = 0.61803398875
# Saturation and brightness of neighbouring classes (chosen).
_DISTINCT_TONES = ((0.75, 0.90), (0.55, 0.60), (0.40, 0.95), (0.90, 0.70))


@dataclass(frozen=True)
class ClassEntry:
    """One class: value in the raster from 1, name, and red, green, blue from 0 to 255."""

    value: int
    name: str
    color: Color

    @property
    def hex_color(self) -> str:
        """Colour as ``#rrggbb``."""
        return "#{:02x}{:02x}{:02x}".format(*self.color)


def strip_controls(text: str) -> str:
    """Return a name without control characters, which XML and so a style cannot hold."""
    return "".join(char for char in text if unicodedata.category(char) != "Cc")


def make_legend(
    n_classes: int,
    palette: str,
    class_name: str = "Class {value}",
    image_colors: np.ndarray | None = None,
    names: Sequence[str] = (),
) -> list[ClassEntry]:
    """Name and colour the classes 1 to ``n_classes``; all colours differ.

    Parameters
    ----------
    palette : {"image", "distinct", "spectrum"}
    class_name : str
        Name of a class, with ``{value}`` for its value; it replaces an empty name.
    image_colors : ndarray of float, shape (n_classes, 3), optional
        For the palette ``image``: red, green and blue from 0 to 1; NaN for grey.
    """
    if palette == "image" and image_colors is not None:
        colors = np.where(np.isnan(image_colors), 0.5, image_colors)
    elif palette == "spectrum":
        colors = np.array([_spectrum_color(n, n_classes) for n in range(n_classes)])
    else:
        colors = np.array([_distinct_color(n) for n in range(n_classes)])
    rgb = np.rint(np.clip(colors, 0, 1) * 255).astype(int).tolist()
    names = names or [""] * n_classes
    return [
        ClassEntry(value, name or class_name.format(value=value), color)
        for value, (name, color) in enumerate(zip(names, _make_different(rgb)), start=1)
    ]


def _spectrum_color(n: int, n_classes: int) -> tuple[float, float, float]:
    return colorsys.hsv_to_rgb(0.7 * (1 - n / max(n_classes - 1, 1)), 0.85, 0.95)


def _distinct_color(n: int) -> tuple[float, float, float]:
    # The first hue is blue.
    return colorsys.hsv_to_rgb(0.58 + n * _GOLDEN, *_DISTINCT_TONES[n % len(_DISTINCT_TONES)])


def _make_different(colors: Iterable[Iterable[int]]) -> Iterator[Color]:
    """Yield the colours; a repeated colour is changed in one channel."""
    taken: set[tuple[int, ...]] = set()
    for color in map(list, colors):
        channel = len(taken) % 3
        step = 1 if color[channel] < 128 else -1
        while tuple(color) in taken:
            color[channel] += step
        taken.add(tuple(color))
        red, green, blue = color
        yield red, green, blue
