"""Fixtures of all tests. This module does not import QGIS, since the core is tested without it."""

from pathlib import Path

import pytest
from geotiffs import write_raster
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# No deadline: the time of an example depends on the load of the machine.
settings.register_profile("anywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("anywhere")


@pytest.fixture(scope="session")
def sample_path():
    return str(ROOT / "resources" / "sample" / "sentinel2_virginia.tif")


@pytest.fixture
def make_raster(tmp_path):
    """Return a function that writes a small GeoTIFF and returns its path."""

    def make(array, name="raster.tif", **options):
        return write_raster(tmp_path / name, array, **options)

    return make
