"""Size of the windows in which a raster is read and written."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .source import RasterSource

# Chosen: large enough that the calls for a window take no share of its time, small enough that a
# window for each processor fits into memory.
WINDOW_PIXELS = 2**20
_WINDOW_BYTES = 24 * 2**20
_LARGEST_BLOCK_HEIGHT = 1024
# Rows of the windows of a file whose blocks are higher, as where the whole file is one block.
_SPLIT_BLOCK_HEIGHT = 256


def window_shape(source: RasterSource, n_pixels: int) -> tuple[int, int]:
    """Return width and height of windows that are cheap to read and to write.

    A window has whole blocks of the file, about ``n_pixels`` pixels (at least one block) and at
    most 24 MB of values. Its height is a multiple of 16, as the height of GeoTIFF tiles must be.
    """
    block_width, block_height = source.block_shape
    block_height = math.lcm(block_height, 16)
    if block_height > _LARGEST_BLOCK_HEIGHT:
        block_height = _SPLIT_BLOCK_HEIGHT
    n_pixels = max(1, min(n_pixels, _WINDOW_BYTES // source.bytes_per_pixel))
    if 2 * block_width > source.grid.width:
        width = source.grid.width
    else:
        width = max(1, math.isqrt(n_pixels) // block_width) * block_width
    height = max(1, n_pixels // width // block_height) * block_height
    return width, height
