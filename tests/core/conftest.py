"""Fixtures of the tests of the core."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.watch import Watch


@pytest.fixture
def rng():
    return np.random.default_rng(20240613)


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def windows_read(monkeypatch):
    """The windows that any reader reads, as they are read."""
    windows = []
    read = RasterReader.read

    def logged(self, window):
        windows.append(window)
        return read(self, window)

    monkeypatch.setattr(RasterReader, "read", logged)
    return windows
