"""Scratch map of classes whose small patches become part of their neighbours."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import count

import numpy as np
from osgeo import gdal

from ..parallel.progress import Watch
from .gdal_calls import watch_gdal
from .geotiff import NODATA, TILE, ByteWriter
from .grid import Window

# Factor between the sizes at which patches go, chosen: factors of 2 and 3 gave maps as good and
# took longer.
_FACTOR = 4

_FOUR_NEIGHBOURS = 4


class SievedMap(ByteWriter):
    """Map of classes in a scratch file; 0 is nodata.

    The file is not compressed, so that rewritten tiles take the place of the old ones.
    """

    COMPRESSION = ()

    def read(self, window: Window) -> np.ndarray:
        """Return the classes of a window: ndarray of uint8, shape (height, width)."""
        box = (window.col, window.row, window.width, window.height)
        return self._call(self._dataset.ReadAsArray, *box)

    def sieve(self, limit: int, watch: Watch) -> None:
        """Give patches below a limit to their largest neighbours.

        A patch is a set of pixels of one class that touch at their sides. Nodata pixels belong to
        no patch and never change. The smallest patches go first: below 2 pixels, below 8, 32 and so
        on, then below the limit until nothing changes. Speckle thus grows together to the class
        that prevails in its place. In a single pass all of it would go to the largest patch at its
        border.

        The limit is the pixels of the smallest patch that is kept. Afterwards no patch below it
        touches a larger one. A smaller patch remains only where nothing grew to the limit, as on a
        small island of data. Raise FileError if GDAL fails, for instance on a full disk.
        """
        steps = list(_steps(limit))
        n_expected = len(steps) + 2
        for n_done, size in enumerate(steps):
            self._pass(size, watch, n_done, n_expected)
        before = self._fingerprint(watch)
        # Images need two to six passes at the full size. Where no two adjacent pixels have the same
        # class, each pass grows patches by a pixel. The loop ends: every change leaves fewer
        # patches.
        for n_done in count(len(steps)):
            self._pass(limit, watch, min(n_done, n_expected - 1), n_expected)
            now = self._fingerprint(watch)
            if now == before:
                break
            before = now

    def _pass(self, limit: int, watch: Watch, n_done: int, n_expected: int) -> None:
        with watch_gdal(lambda part: watch.at((n_done + part) / n_expected)) as callback:
            band = self._dataset.GetRasterBand(1)
            bands = band, band.GetMaskBand(), band
            self._call(gdal.SieveFilter, *bands, limit, _FOUR_NEIGHBOURS, callback=callback)
        self._call(self._dataset.FlushCache)

    def _fingerprint(self, watch: Watch) -> int:
        """Return a number that differs between two states of the map."""
        number = 0
        for window in self._grid.window.tiles(self._grid.width, TILE):
            number = zlib.crc32(self.read(window).data, number)
            watch.check()
        return number

    def _describe(self, dataset: gdal.Dataset) -> None:
        dataset.GetRasterBand(1).SetNoDataValue(NODATA)


def _steps(limit: int) -> Iterator[int]:
    size = 2
    while size < limit:
        yield size
        size *= _FACTOR
