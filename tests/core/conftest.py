"""Fixtures of the tests of the core."""

import numpy as np
import pytest
from grids import grid_of
from runs import write_map

from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource


@pytest.fixture
def rng():
    return np.random.default_rng(20240613)


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def out(tmp_path):
    """Return an empty folder for outputs."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def windows_read(monkeypatch):
    """Return the list of windows that readers read, in their order."""
    windows = []
    read = RasterReader.read

    def logged(self, window):
        windows.append(window)
        return read(self, window)

    monkeypatch.setattr(RasterReader, "read", logged)
    return windows


@pytest.fixture
def make_map(tmp_path):
    """Return a function that writes a class map and opens it as a source."""

    def make(classes, name, names=None, blue=9):
        path = str(tmp_path / f"{name}.tif")
        classes = np.asarray(classes, dtype=np.uint8)
        height, width = classes.shape
        names = names or [f"Class {n}" for n in range(1, int(classes.max()) + 1)]
        legend = [ClassEntry(n, text, (n, 0, blue)) for n, text in enumerate(names, start=1)]
        counts = np.bincount(classes.ravel(), minlength=len(names) + 1)[1:]
        write_map(path, grid_of(width, height), legend, classes, counts)
        return RasterSource.open(path)

    return make
