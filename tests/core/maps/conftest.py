"""Fixtures of the tests of maps: images of one place at several dates."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture
def band_names():
    return ("B02", "B04", "B08")


@pytest.fixture
def images(rng):
    """Three images of 40 x 50 pixels with the same four kinds of ground in different places."""
    kinds = np.array([[300, 200, 100], [900, 700, 3000], [1500, 1800, 2200], [400, 300, 4200]])
    made = []
    for _ in range(3):
        places = rng.integers(0, 4, (10, 8)).repeat(5, axis=0).repeat(5, axis=1)
        noise = rng.normal(0, 20, (50, 40, 3))
        made.append(np.moveaxis(kinds[places] + noise, -1, 0).astype(np.uint16))
    return made


@pytest.fixture
def sources(make_raster, images, band_names):
    return [
        RasterSource.open(make_raster(image, f"image{n}.tif", band_names=band_names))
        for n, image in enumerate(images)
    ]
