"""Masks of a case: rasters and polygons."""

from dataclasses import dataclass

import numpy as np
from geotiffs import GEOTRANSFORM, write_raster
from hypothesis import strategies as st
from osgeo import ogr

from s2_kmeans_plugin.core.raster.mask import PolygonMask, RasterMask
from s2_kmeans_plugin.core.raster.source import RasterSource

# Dtypes of raster masks, and ratios of the size of their pixels to that of the raster.
_DTYPES = ("uint8", "int16", "float32")
_COARSER = (1, 1, 2, 3)


@dataclass(frozen=True)
class RasterCover:
    """Raster mask of the numbers from 0 to 4; some of them mask pixels.

    Attributes
    ----------
    seed : int
    values : tuple of float
        Values that mask.
    dtype : str
    coarser : int
        Ratio of the size of a pixel to that of the masked raster.
    col, row : int
        Position of the first pixel in the masked raster.
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

    def masked(self, shape):
        rows, cols = np.indices(shape)
        rows, cols = (rows - self.row) // self.coarser, (cols - self.col) // self.coarser
        reached = (rows >= 0) & (rows < self.height) & (cols >= 0) & (cols < self.width)
        masked = np.zeros(shape, dtype=bool)
        masked[reached] = np.isin(self.pixels()[rows[reached], cols[reached]], self.values)
        return masked

    def write(self, folder):
        x, dx, _, y, _, dy = GEOTRANSFORM
        place = (x + self.col * dx, dx * self.coarser, 0.0, y + self.row * dy, 0.0)
        path = write_raster(
            folder / "mask.tif",
            self.pixels(),
            # Nodata of the mask is a value like others.
            nodata=1.0,
            geotransform=(*place, dy * self.coarser),
            tile=self.tile,
        )
        return RasterMask(RasterSource.open(path), self.values)


@dataclass(frozen=True)
class PolygonCover:
    """Polygon mask of rectangles, for the pixels with their centres inside or for all others.

    Attributes
    ----------
    boxes : tuple of 4 int
        First and last column, first and last row of the pixels inside each rectangle.
    inside : bool
    """

    boxes: tuple
    inside: bool

    def masked(self, shape):
        rows, cols = np.indices(shape)
        covered = np.zeros(shape, dtype=bool)
        for left, right, top, bottom in self.boxes:
            covered |= (cols >= left) & (cols <= right) & (rows >= top) & (rows <= bottom)
        return covered == self.inside

    def write(self, _):
        return PolygonMask(tuple(map(_rectangle, self.boxes)), self.inside)


def _rectangle(box):
    """Return the WKB of a rectangle just beyond the centres of the outermost pixels of a box."""
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
    """Draw the masks of a raster, mostly none."""
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
