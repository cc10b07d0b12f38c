"""Masks on a grid of 90 x 70 pixels, and their values point by point."""

import numpy as np
from osgeo import gdal, osr

from s2_kmeans_plugin.core.raster.grid import Grid
from s2_kmeans_plugin.core.raster.mask import RasterMask
from s2_kmeans_plugin.core.raster.source import RasterSource

# The origin of `conftest.write_raster`.
X0, Y0 = 442970.0, 4174060.0
GEOTRANSFORM = (X0, 10.0, 0.0, Y0, 0.0, -10.0)
ROTATED = (X0, 8.0, 6.0, Y0, 6.0, -8.0)

# Pixels as large, larger, finer, shifted by a part of one, upside down, beside, rotated.
PLACES = [
    GEOTRANSFORM,
    (X0, 20.0, 0.0, Y0, 0.0, -20.0),
    (X0 - 33.0, 47.0, 0.0, Y0 + 21.0, 0.0, -31.0),
    (X0 + 104.0, 2.0, 0.0, Y0 - 106.0, 0.0, -3.0),
    (X0, 20.0, 0.0, Y0 - 700.0, 0.0, 20.0),
    (X0 + 1e6, 20.0, 0.0, Y0, 0.0, -20.0),
    ROTATED,
]


def wkt(code):
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(code)
    return reference.ExportToWkt()


GRID = Grid(90, 70, GEOTRANSFORM, wkt(32618))


def mask_of(path, *values):
    return RasterMask(RasterSource.open(path), tuple(map(float, values)))


def nearest(grid, mask):
    """The values of a mask under the centres of a grid's pixels, point by point: the oracle."""
    dataset = gdal.Open(mask.source.path)
    values = dataset.ReadAsArray().astype(float)
    one, two = osr.SpatialReference(), osr.SpatialReference()
    for reference, text in ((one, grid.projection), (two, dataset.GetProjection())):
        reference.ImportFromWkt(text)
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(one, two)
    inverse = gdal.InvGeoTransform(dataset.GetGeoTransform())
    found = np.full((grid.height, grid.width), np.nan)
    for row in range(grid.height):
        for col in range(grid.width):
            x, y = gdal.ApplyGeoTransform(list(grid.geotransform), col + 0.5, row + 0.5)
            x, y, _ = transform.TransformPoint(x, y)
            place = [int(np.floor(n)) for n in gdal.ApplyGeoTransform(inverse, x, y)]
            if 0 <= place[0] < values.shape[1] and 0 <= place[1] < values.shape[0]:
                found[row, col] = values[place[1], place[0]]
    return found
