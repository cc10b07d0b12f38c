"""What a case lays on its raster to hide pixels: another raster, polygons."""

from dataclasses import dataclass

import numpy as np
from geotiffs import GEOTRANSFORM, write_raster
from hypothesis import strategies as st
from osgeo import ogr

from s2_kmeans_plugin.core.raster.mask import PolygonMask, RasterMask
from s2_kmeans_plugin.core.raster.source import RasterSource

# Of the mask; one pixel of it lies over so many of the raster, across and down.
_DTYPES = ("uint8", "int16", "float32")
_COARSER = (1, 1, 2, 3)


@dataclass(frozen=True)
class RasterCover:
    """A raster of the numbers from 0 to 4, some of which hide what lies under them.

    Attributes
    ----------
    seed : int
    values : tuple of float
        That hide.
    dtype : str
    coarser : int
    col, row : int
        The pixel of the covered raster at which its first one begins.
    width, height : int
    tile : int or None
    """

    seed: int
    values: tuple
    dtype: str
    coarser: int
    col: int
    row: int
    width: int
    height: int
    tile: int

    def pixels(self):
        rng = np.random.default_rng(self.seed)
        return rng.integers(0, 5, (self.height, self.width)).astype(self.dtype)

    def hidden(self, shape):
        rows, cols = np.indices(shape)
        rows, cols = (rows - self.row) // self.coarser, (cols - self.col) // self.coarser
        reached = (rows >= 0) & (rows < self.height) & (cols >= 0) & (cols < self.width)
        hidden = np.zeros(shape, dtype=bool)
        hidden[reached] = np.isin(self.pixels()[rows[reached], cols[reached]], self.values)
        return hidden

    def laid(self, folder):
        x, dx, _, y, _, dy = GEOTRANSFORM
        place = (x + self.col * dx, dx * self.coarser, 0.0, y + self.row * dy, 0.0)
        path = write_raster(
            folder / "mask.tif",
            self.pixels(),
            # That the mask has no data there hides nothing of it.
            nodata=1.0,
            geotransform=(*place, dy * self.coarser),
            tile=self.tile,
        )
        return RasterMask(RasterSource.open(path), self.values)


@dataclass(frozen=True)
class PolygonCover:
    """Rectangles that hide the pixels whose centres lie inside, or all others.

    Attributes
    ----------
    boxes : tuple of 4 int
        First and last column, first and last row of the pixels inside each.
    inside : bool
    """

    boxes: tuple
    inside: bool

    def hidden(self, shape):
        rows, cols = np.indices(shape)
        covered = np.zeros(shape, dtype=bool)
        for left, right, top, bottom in self.boxes:
            covered |= (cols >= left) & (cols <= right) & (rows >= top) & (rows <= bottom)
        return covered == self.inside

    def laid(self, _):
        return PolygonMask(tuple(map(_rectangle, self.boxes)), self.inside)


def _rectangle(box):
    """WKB of a rectangle a little larger than to the centres of the outermost pixels of a box."""
    left, right, top, bottom = np.add(box, (0.3, 0.7, 0.3, 0.7))
    x, dx, _, y, _, dy = GEOTRANSFORM
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for col, row in ((left, top), (right, top), (right, bottom), (left, bottom), (left, top)):
        ring.AddPoint_2D(float(x + col * dx), float(y + row * dy))
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(ring)
    return bytes(polygon.ExportToWkb())


@st.composite
def covers(draw, width, height):
    """What lies on a raster of some size: most often nothing."""
    drawn = draw(st.sampled_from(["", "", "", "raster", "raster", "polygons", "both"]))
    found = []
    if drawn in ("raster", "both"):
        is_same = draw(st.booleans())
        found.append(
            RasterCover(
                seed=draw(st.integers(0, 1000)),
                values=draw(st.sampled_from([(0.0,), (1.0, 3.0), (2.0, 99.0)])),
                dtype=draw(st.sampled_from(_DTYPES)),
                coarser=1 if is_same else draw(st.sampled_from(_COARSER)),
                col=0 if is_same else draw(st.integers(-5, width)),
                row=0 if is_same else draw(st.integers(-5, height)),
                width=width if is_same else draw(st.integers(1, width + 5)),
                height=height if is_same else draw(st.integers(1, height + 5)),
                tile=draw(st.sampled_from([None, 16])),
            )
        )
    if drawn in ("polygons", "both"):
        box = st.tuples(*(st.integers(-3, size + 3) for size in (width, width, height, height)))
        boxes = draw(st.lists(box, min_size=1, max_size=3))
        ordered = tuple((*sorted(box[:2]), *sorted(box[2:])) for box in boxes)
        found.append(PolygonCover(ordered, inside=draw(st.booleans())))
    return tuple(found)
