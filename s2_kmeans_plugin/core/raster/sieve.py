"""A map of classes in the making, whose small patches can be given away."""

import zlib
from itertools import count

from osgeo import gdal

from .gdal_calls import followed
from .geotiff import NODATA, TILE, ByteWriter

# The sizes by which patches go grow by this factor. Steps of 2 and 3 give maps as good, and take
# longer.
_FACTOR = 4

_FOUR_NEIGHBOURS = 4


class SievedMap(ByteWriter):
    """A scratch map of classes, beside a destination and gone in the end; 0 is nodata.

    It is not compressed: what is written anew then takes the place of the old.

    Parameters
    ----------
    path : str
        Of the destination.
    grid : Grid
    window_height : int
    """

    COMPRESSION = ()

    def read(self, window):
        """The classes of a window: ndarray of uint8, shape (height, width)."""
        box = (window.col, window.row, window.width, window.height)
        return self._call(self._dataset.ReadAsArray, *box)

    def sieve(self, limit, watch):
        """Give patches of fewer pixels than a limit to their largest neighbours.

        A patch are pixels of one class that touch at their sides; pixels of no class are never
        part of one, and never change. The smallest go first: patches of 1 pixel, then of fewer than
        8, 32 and so on, and those below the limit until nothing changes. What is speckle then
        grows together to the class that prevails where it lies; at once, all of it would go to the
        one large patch that borders on it.

        In the end no patch below the limit touches one that is not. Those that are left lie where
        no patch grew to the limit, such as on an island of data that is smaller itself.

        Parameters
        ----------
        limit : int
        watch : Watch

        Raises
        ------
        RasterError
            When GDAL cannot do it, as where the disk is full.
        """
        steps = list(_steps(limit))
        n_expected = len(steps) + 2
        for n_done, size in enumerate(steps):
            self._pass(size, watch, n_done, n_expected)
        before = self._fingerprint(watch)
        # On images the second pass at the full size leaves little, and the sixth nothing. Where no
        # two pixels that touch are alike, patches grow by a pixel in each. There is an end to it:
        # what changes leaves fewer patches.
        for n_done in count(len(steps)):
            self._pass(limit, watch, min(n_done, n_expected - 1), n_expected)
            now = self._fingerprint(watch)
            if now == before:
                break
            before = now

    def discard(self):
        """Remove it before the end: a series may have more maps than there is room for."""
        self.__exit__()

    def _pass(self, limit, watch, n_done, n_expected):
        with followed(lambda part: watch.at((n_done + part) / n_expected)) as callback:
            band = self._dataset.GetRasterBand(1)
            self._call(
                gdal.SieveFilter,
                band,
                band.GetMaskBand(),
                band,
                limit,
                _FOUR_NEIGHBOURS,
                callback=callback,
            )
        self._call(self._dataset.FlushCache)

    def _fingerprint(self, watch):
        """A number that tells two states of the map apart."""
        number = 0
        for window in self._grid.window.tiles(self._grid.width, TILE):
            number = zlib.crc32(self.read(window), number)
            watch.check()
        return number

    def _describe(self, dataset):
        dataset.GetRasterBand(1).SetNoDataValue(NODATA)


def _steps(limit):
    size = 2
    while size < limit:
        yield size
        size *= _FACTOR
