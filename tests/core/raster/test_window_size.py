"""Size of the windows in which a raster is read."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.mark.parametrize("tile", [None, 16, 64, 256])
@pytest.mark.parametrize("n_pixels", [1, 1000, 2**16, 2**20])
def test_windows_are_whole_blocks_and_rows_of_16(make_raster, tile, n_pixels):
    source = RasterSource.open(make_raster(np.zeros((1, 300, 700), np.uint8), tile=tile))
    width, height = source.window_shape(n_pixels)
    assert width % source.block_shape[0] == 0 or width == 700
    assert height % source.block_shape[1] == 0
    assert height % 16 == 0


@pytest.mark.parametrize("n_bands", [1, 13])
def test_a_window_is_held_in_bounded_memory(tmp_path, n_bands):
    path = str(tmp_path / "wide.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BIGTIFF=YES"]
    gdal.GetDriverByName("GTiff").Create(path, 40_000, 40_000, n_bands, gdal.GDT_Float64, options)
    source = RasterSource.open(path)
    width, height = source.window_shape()
    assert width * height * n_bands * 8 <= 24 * 2**20
