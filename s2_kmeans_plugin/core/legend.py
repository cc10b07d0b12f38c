"""Names and colours of classes."""

import colorsys
import unicodedata
from dataclasses import dataclass

import numpy as np

# Hues that follow each other at this fraction of a turn never come near an earlier one for long.
_GOLDEN = 0.61803398875
_DISTINCT_TONES = ((0.75, 0.90), (0.55, 0.60), (0.40, 0.95), (0.90, 0.70))


@dataclass(frozen=True)
class ClassEntry:
    """One class: its value in the raster, its name and its colour (red, green, blue; 0 to 255)."""

    value: int
    name: str
    color: tuple

    @property
    def hex_color(self):
        """The colour as ``#rrggbb``."""
        return "#{:02x}{:02x}{:02x}".format(*self.color)


def printable(text):
    """A name without control characters, which no style or other XML may hold."""
    return "".join(char for char in text if unicodedata.category(char) != "Cc")


def make_legend(n_classes, palette, class_name="Class {value}", image_colors=None, names=()):
    """Name and colour the classes 1 to ``n_classes``; no two have the same colour.

    Parameters
    ----------
    n_classes : int
    palette : {"image", "distinct", "spectrum"}
    class_name : str
        With ``{value}`` where the number goes.
    image_colors : ndarray of float, shape (n_classes, 3), optional
        For the palette ``image``: red, green and blue from 0 to 1; NaN where unknown.
    names : sequence of str, optional
        Of the classes; an empty one stands for ``class_name``.

    Returns
    -------
    list of ClassEntry
    """
    if palette == "image" and image_colors is not None:
        colors = np.where(np.isnan(image_colors), 0.5, image_colors)
    elif palette == "spectrum":
        colors = [
            colorsys.hsv_to_rgb(0.7 * (1 - n / max(n_classes - 1, 1)), 0.85, 0.95)
            for n in range(n_classes)
        ]
    else:
        colors = [
            colorsys.hsv_to_rgb(0.58 + n * _GOLDEN, *_DISTINCT_TONES[n % len(_DISTINCT_TONES)])
            for n in range(n_classes)
        ]
    rgb = np.rint(np.clip(colors, 0, 1) * 255).astype(int).tolist()
    names = names or [""] * n_classes
    return [
        ClassEntry(value, name or class_name.format(value=value), color)
        for value, (name, color) in enumerate(zip(names, _told_apart(rgb)), start=1)
    ]


def stretched(values, ranges):
    """Values of display bands as a screen shows them, from 0 to 1.

    Parameters
    ----------
    values : ndarray, shape (3, n_pixels)
    ranges : sequence of 3 pairs
        The values shown as 0 and 1, of red, green and blue; the first may be the larger.

    Returns
    -------
    ndarray of float64, shape (3, n_pixels)
    """
    low, high = np.asarray(ranges, dtype=np.float64).T[:, :, None]
    # What lies so far beyond a narrow range that the ratio is infinite is clipped as well.
    with np.errstate(over="ignore"):
        return np.clip((values - low) / np.where(high == low, 1.0, high - low), 0, 1)


def _told_apart(colors):
    """Change a channel by a shade where a colour is taken already."""
    taken = set()
    for color in colors:
        color = tuple(color)
        channel = len(taken) % 3
        step = 1 if color[channel] < 128 else -1
        while color in taken:
            color = tuple(c + step * (i == channel) for i, c in enumerate(color))
        taken.add(color)
        yield color
