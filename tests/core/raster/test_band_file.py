"""Facts of a file of one band."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.raster.band_file import BandFile


def test_facts_are_those_of_the_file(make_raster):
    path = make_raster(np.zeros((2, 40, 60), np.uint16), nodata=7, tile=16)
    file = BandFile.open(path, 2)
    assert (file.path, file.band, file.driver) == (path, 2, "GTiff")
    assert (file.grid.width, file.grid.height) == (60, 40)
    assert (file.data_type, file.block_shape, file.nodata) == ("UInt16", (16, 16), 7)


def test_nodata_is_none_where_the_file_declares_none(make_raster):
    assert BandFile.open(make_raster(np.zeros((4, 6), np.uint8))).nodata is None


def test_geotransform_is_none_where_the_file_has_none(make_raster):
    path = make_raster(np.zeros((4, 6), np.uint8), geotransform=None, epsg=None)
    assert BandFile.open(path).grid.geotransform is None


@pytest.mark.parametrize("band", [0, 2])
def test_missing_band_is_refused(make_raster, band):
    with pytest.raises(RasterError, match=f"has 1 bands and no band {band}"):
        BandFile.open(make_raster(np.zeros((4, 6), np.uint8)), band)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(RasterError, match="is not a raster that GDAL can open"):
        BandFile.open(str(tmp_path / "missing.jp2"))
