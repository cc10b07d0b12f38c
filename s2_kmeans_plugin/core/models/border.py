"""Undeclared nodata around an image."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..raster.grid import Window
from ..raster.valid_pixels import has_everywhere

# Values that scanners, mosaics and warps put around an image and do not declare.
_BORDER_VALUES = (0, 255)
# A smaller share of the outermost pixels is taken for dark or bright pixels of the image. Chosen.
_MIN_SHARE_OF_EDGE = 0.01


@dataclass(frozen=True)
class Border:
    """Pixels around an image that seem to be undeclared nodata.

    They have one value in every chosen band. The share is that of the pixels that were read.
    """

    value: int
    share: float


class BorderTally:
    """Counts of pixels that have one suspicious value in all bands; the window has the edge."""

    def __init__(self, window: Window) -> None:
        self._window = window
        # One row for each suspicious value, one for all pixels: their number, and that at the edge.
        self._counts = np.zeros((len(_BORDER_VALUES) + 1, 2), dtype=np.int64)

    def count(self, values: np.ndarray, valid: np.ndarray, tile: Window) -> np.ndarray:
        """Return the counts of one tile.

        ``values`` has shape (n_bands, height, width), ``valid`` (height, width).
        """
        kinds = [valid & has_everywhere(values, value) for value in _BORDER_VALUES]
        kinds.append(np.ones(values.shape[1:], dtype=bool))
        edge = self._edge(tile)
        return np.array([(np.count_nonzero(kind), np.count_nonzero(kind[edge])) for kind in kinds])

    def add(self, counts: np.ndarray) -> None:
        self._counts += counts

    def border(self) -> Border | None:
        """Return the value that prevails at the edge, or None if too few pixels there have one."""
        (*suspects, (n_pixels, n_edge)) = self._counts.tolist()
        (n_found, n_found_at_edge), value = max(
            zip(suspects, _BORDER_VALUES), key=lambda pair: pair[0][1]
        )
        if n_found_at_edge < max(1, _MIN_SHARE_OF_EDGE * n_edge):
            return None
        return Border(value, n_found / n_pixels)

    def _edge(self, tile: Window) -> np.ndarray:
        """Return which pixels of a tile lie at the edge: ndarray of bool, shape (height, width)."""
        window = self._window
        edge = np.zeros((tile.height, tile.width), dtype=bool)
        edge[0] |= tile.row == window.row
        edge[-1] |= tile.row + tile.height == window.row + window.height
        edge[:, 0] |= tile.col == window.col
        edge[:, -1] |= tile.col + tile.width == window.col + window.width
        return edge
