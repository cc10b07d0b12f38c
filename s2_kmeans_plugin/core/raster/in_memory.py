"""Keeps the pixels of a small raster for the length of a run, so that its file is read but once.

The sample of a small raster is drawn from all of it; then it is labelled, and before, if so asked,
gone through some times more. To decode it takes longer than to label it.
"""

import numpy as np

from .reader import Block

# Ten bands of 12 million pixels; a whole Sentinel-2 tile takes ten times as much.
_MOST_BYTES = 2**28
# As many times what is held there has to be: it spares time, and may not keep a run from its end.
_SPARE = 4


def held_bytes(source, window):
    """Bytes that keeping the pixels of a window takes; 0 where none are kept.

    That is where they are too many, or where the system does not grant several times as much.
    """
    n_bytes = len(source.feature_names) * np.dtype(source.feature_dtype).itemsize
    n_bytes = window.n_pixels * (n_bytes + 2)
    if n_bytes > _MOST_BYTES:
        return 0
    try:
        # Asked for and never touched.
        np.empty(_SPARE * n_bytes, dtype=np.uint8)
    except MemoryError:
        return 0
    return n_bytes


class HoldingReader:
    """Reads windows as a RasterReader does, each once.

    In another process nothing is held: there it is the reader itself.

    Parameters
    ----------
    reader : RasterReader
    window : Window
        All that is to be read.
    """

    def __init__(self, reader, window):
        self.source = reader.source
        self._reader = reader
        self._window = window
        shape = window.height, window.width
        n_features = len(self.source.feature_names)
        self._values = np.empty((n_features, *shape), dtype=self.source.feature_dtype)
        self._valid = np.empty(shape, dtype=bool)
        self._is_held = np.zeros(shape, dtype=bool)

    def read(self, window):
        """As `RasterReader.read`; what is held cannot be written to."""
        here = window.seen_from(self._window)
        rows, cols = (
            slice(start, start + size)
            for start, size in ((here.row, here.height), (here.col, here.width))
        )
        held = Block(self._values[:, rows, cols], self._valid[rows, cols])
        if self._is_held[rows, cols].all():
            for array in held:
                array.flags.writeable = False
            return held
        block = self._reader.read(window)
        held.values[...], held.valid[...] = block
        # Last, as another thread may ask for the same.
        self._is_held[rows, cols] = True
        return block

    def __reduce__(self):
        return self._reader.__reduce__()
