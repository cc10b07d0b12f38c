"""Protocols of readers and masks, and the values that they return."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from .grid import Grid, Window
    from .source import RasterSource


class Block(NamedTuple):
    """Pixels of a window.

    The values are bands, then indices, of shape (n_features, height, width). A pixel is valid, in a
    bool array of shape (height, width), where every band that was read has a value.
    """

    values: np.ndarray
    valid: np.ndarray


class Reader(Protocol):
    """An object that reads windows of a raster, from any thread."""

    @property
    def source(self) -> RasterSource:
        """The raster that is read."""

    def read(self, window: Window) -> Block:
        """Read a window; the same thread may overwrite the values with its next one.

        Raise RasterError when the pixels cannot be read.
        """


class MaskCoverage(NamedTuple):
    """Approximate share of the pixels that a mask masks, and whether it overlaps the raster."""

    masked_share: float
    overlaps: bool


class GridMask(Protocol):
    """A mask on the pixels of a grid, from any thread."""

    def masked_pixels(self, window: Window) -> np.ndarray:
        """Return which pixels of a window are masked: bool, shape (height, width).

        Raise RasterError when the mask cannot be read.
        """

    def close(self) -> None:
        """Close the files of the mask in all threads; no thread may be reading."""


class Mask(Protocol):
    """A value that describes which pixels to mask, in any coordinate system."""

    @property
    def files(self) -> Sequence[str]:
        """Files of the mask, which no output may replace."""

    def about(self) -> dict[str, Any]:
        """Return a description for the parameters of a model, in the types of JSON."""

    def on(self, grid: Grid) -> GridMask:
        """Return the mask on the pixels of a grid; raise RasterError where it has no place."""

    def coverage(self, grid: Grid) -> MaskCoverage:
        """Return the effect of the mask on the raster of a grid, as `on` and `masked_pixels`."""
