"""Acquisition dates of images."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.raster.dates import date_of
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("S2A_MSIL2A_20240601T154819_N0510.tif", "2024-06-01"),
        ("scene_2024-06-01.tif", "2024-06-01"),
        ("2024_06_01.tif", "2024-06-01"),
        ("scene_20241399_20240602.tif", "2024-06-02"),
        ("image_12345678.tif", ""),
        ("T18SVG_123420240601.tif", ""),
    ],
)
def test_date_is_read_from_the_name(make_raster, name, date):
    assert date_of(RasterSource.open(make_raster(np.ones((2, 2), np.uint8), name))) == date


def test_date_in_the_metadata_comes_first(make_raster):
    path = make_raster(np.ones((2, 2), np.uint8), "scene_20200101.tif")
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.SetMetadata({"ACQUISITIONDATETIME": "2024-06-01T15:48:19.024Z"}, "IMAGERY")
    dataset = None
    assert date_of(RasterSource.open(path)) == "2024-06-01"
