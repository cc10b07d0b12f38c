"""Grids with a position on the ground."""

from osgeo import osr

from s2_kmeans_plugin.core.raster.grid import Grid


def grid_of(width, height):
    """Return a grid with pixels of 10 m."""
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32618)
    geotransform = (443_000.0, 10.0, 0.0, 4_174_000.0, 0.0, -10.0)
    return Grid(width, height, geotransform, reference.ExportToWkt())
