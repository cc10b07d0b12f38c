"""Fixtures of the tests of clustering."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture(scope="module")
def scene(sample_path):
    """Pixels of the sample in random order, shape (13, 30000)."""
    source = RasterSource.open(sample_path)
    values, valid = source.read(source.grid.window)
    pixels = np.random.default_rng(5).permutation(np.flatnonzero(valid))[:30_000]
    return values.reshape(source.n_bands, -1)[:, pixels]
