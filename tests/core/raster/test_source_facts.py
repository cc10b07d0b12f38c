"""Facts that are read when a source is opened."""

import os

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.errors import ArgumentError, RasterError
from s2_kmeans_plugin.core.raster.source import RasterSource


def test_all_bands_are_chosen_where_none_is_named(make_raster, array):
    assert RasterSource.open(make_raster(array)).bands == (1, 2, 3)


def test_an_alpha_band_is_not_among_the_default_bands(make_raster, array):
    assert RasterSource.open(make_raster(array, alpha=array[0])).bands == (1, 2, 3)


def test_the_grid_is_that_of_the_file(make_raster, array):
    rotated = (442970.0, 8.0, 5.0, 4174060.0, 6.0, -9.0)
    grid = RasterSource.open(make_raster(array, geotransform=rotated)).grid
    assert (grid.width, grid.height, grid.geotransform) == (4, 3, rotated)
    assert "UTM zone 18N" in grid.projection


def test_a_raster_without_georeference_has_none(make_raster, array):
    grid = RasterSource.open(make_raster(array, geotransform=None, epsg=None)).grid
    assert (grid.geotransform, grid.projection) == (None, "")


@pytest.mark.parametrize("number", [0, 4, 14, -1])
def test_a_band_that_does_not_exist_is_refused(make_raster, array, number):
    path = make_raster(array)
    with pytest.raises(ArgumentError) as caught:
        RasterSource.open(path, (1, number))
    assert str(caught.value) == (
        f"Band {number} does not exist in {path}, which has 3. Choose from 1 to 3."
    )


def test_a_band_chosen_twice_is_refused(make_raster, array):
    with pytest.raises(ArgumentError, match="Band 2 is chosen twice"):
        RasterSource.open(make_raster(array), (2, 1, 2))


def test_a_container_without_bands_asks_for_a_subdataset(tmp_path):
    folder = tmp_path / "container.zarr"
    driver = gdal.GetDriverByName("Zarr")
    if driver is None:
        pytest.skip("this GDAL has no container format that can be written here")
    dataset = driver.CreateMultiDimensional(str(folder))
    group = dataset.GetRootGroup()
    kind = gdal.ExtendedDataType.Create(gdal.GDT_Byte)
    dimensions = [group.CreateDimension(name, None, None, 2) for name in ("y", "x")]
    for name in ("first", "second"):
        group.CreateMDArray(name, dimensions, kind)
    group = dimensions = dataset = None
    with pytest.raises(RasterError, match="subdatasets"):
        RasterSource.open(str(folder))


def mosaic(path, *paths):
    gdal.BuildVRT(str(path), [str(part) for part in paths])
    return str(path)


def test_blocks_are_those_of_the_file(make_raster):
    path = make_raster(np.zeros((2, 300, 700), np.uint8), tile=64)
    assert RasterSource.open(path).block_shape == (64, 64)


@pytest.mark.parametrize("depth", [1, 3])
def test_blocks_of_a_vrt_are_those_of_the_file_below_it(make_raster, tmp_path, depth):
    path = make_raster(np.zeros((2, 300, 700), np.uint8), tile=64)
    for level in range(depth):
        path = mosaic(tmp_path / f"{level}.vrt", path)
    assert RasterSource.open(path).block_shape == (64, 64)


def test_blocks_of_a_vrt_whose_file_is_gone_are_its_own(make_raster, tmp_path):
    path = make_raster(np.zeros((2, 300, 700), np.uint8), tile=64)
    vrt = mosaic(tmp_path / "lost.vrt", path)
    os.remove(path)
    assert RasterSource.open(vrt).block_shape == (128, 128)
