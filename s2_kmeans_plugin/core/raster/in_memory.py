"""Pixels of a small raster in memory during a run, so that its file is read only once.

The sample of a small raster comes from all its pixels, and the map from the same pixels again. A
fit on all pixels reads them several more times. Decoding them takes longer than labelling them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..parallel.memory import available_bytes
from .interfaces import Block

if TYPE_CHECKING:
    from .grid import Window
    from .reader import RasterReader
    from .source import RasterSource

# Chosen: ten bands of 12 million pixels. A whole Sentinel-2 tile takes ten times as much.
_MOST_BYTES = 2**28
# Share of the available memory that the pixels may take: chosen. They save time only, so the rest
# of the run must never lack this memory.
_MOST_SHARE = 0.25


def in_memory_bytes(source: RasterSource, window: Window) -> int:
    """Return the bytes that the pixels of a window take in memory; 0 where they are too many.

    They are too many above 256 MB, or above a quarter of the available memory, where the system
    reports it.
    """
    per_pixel = len(source.feature_names) * np.dtype(source.feature_dtype).itemsize
    # Two bytes for whether the pixel is valid and whether it has been read.
    n_bytes = window.n_pixels * (per_pixel + 2)
    available = available_bytes()
    if n_bytes > _MOST_BYTES or (available is not None and n_bytes > _MOST_SHARE * available):
        return 0
    return n_bytes


class InMemoryReader:
    """Reader that reads each window of a raster once, and later copies it from memory.

    Its window covers all windows to come. It is sent to another process without its pixels, as the
    reader inside it.
    """

    def __init__(self, reader: RasterReader, window: Window) -> None:
        self.source = reader.source
        self._reader = reader
        self._window = window
        shape = window.height, window.width
        n_features = len(self.source.feature_names)
        self._values = np.empty((n_features, *shape), dtype=self.source.feature_dtype)
        self._valid = np.empty(shape, dtype=bool)
        self._is_here = np.zeros(shape, dtype=bool)

    def read(self, window: Window) -> Block:
        """Read a window as `RasterReader.read` does; pixels from memory are read-only."""
        place = window.relative_to(self._window)
        rows = slice(place.row, place.row + place.height)
        cols = slice(place.col, place.col + place.width)
        here = Block(self._values[:, rows, cols], self._valid[rows, cols])
        if self._is_here[rows, cols].all():
            for array in here:
                array.flags.writeable = False
            return here
        block = self._reader.read(window)
        here.values[...], here.valid[...] = block
        # Last, since another thread may read the same pixels.
        self._is_here[rows, cols] = True
        return block

    def __reduce__(self) -> tuple[Any, ...]:
        return self._reader.__reduce__()
