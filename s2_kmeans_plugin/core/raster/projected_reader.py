"""Reader of the principal components of a raster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..numerics.components import Projection
from .interfaces import Block, Reader

if TYPE_CHECKING:
    from .grid import Window
    from .source import RasterSource


class ProjectedReader:
    """Reader of pixels as principal components, in place of their features."""

    def __init__(self, reader: Reader, projection: Projection) -> None:
        self.source: RasterSource = reader.source
        self._reader = reader
        self._projection = projection

    def read(self, window: Window) -> Block:
        """Read the components of the pixels of a window."""
        block = self._reader.read(window)
        return block._replace(values=self._projection.project(block.values))
