"""Fixtures of the tests of rasters."""

import numpy as np
import pytest
from osgeo import gdal


@pytest.fixture
def array():
    return np.arange(10, 10 + 3 * 3 * 4, dtype=np.uint16).reshape(3, 3, 4)


@pytest.fixture(params=[True, False], ids=["GDAL raises", "GDAL returns"])
def gdal_raises(request):
    before = gdal.GetUseExceptions()
    (gdal.UseExceptions if request.param else gdal.DontUseExceptions)()
    yield request.param
    (gdal.UseExceptions if before else gdal.DontUseExceptions)()


@pytest.fixture
def stripes(rng):
    return np.repeat(rng.integers(0, 12, (7, 9), dtype=np.uint8), 5, axis=0).repeat(5, axis=1)
