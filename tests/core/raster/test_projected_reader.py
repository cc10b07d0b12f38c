"""Reading of principal components."""

import pickle

import numpy as np
import pytest

from s2_kmeans_plugin.core.numerics.components import Projection
from s2_kmeans_plugin.core.numerics.scaling import ScalingRule
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.projected_reader import ProjectedReader
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource

WHOLE = Window(0, 0, 30, 20)


@pytest.fixture
def values(rng):
    return rng.normal(1000, 100, (4, 600)).astype(np.float32)


@pytest.fixture
def projection(values):
    return Projection.fit(values, ScalingRule().fit(values), 2)


@pytest.fixture
def reader(make_raster, values, projection):
    path = make_raster(values.reshape(4, 20, 30), nodata=float(values[0, 5]))
    return ProjectedReader(RasterReader(RasterSource.open(path)), projection)


def test_reader_reads_components_of_all_pixels(reader, values, projection):
    block = reader.read(WHOLE)
    np.testing.assert_array_equal(block.values.reshape(2, -1), projection.project(values))


def test_reader_keeps_the_mask(reader):
    assert np.flatnonzero(~reader.read(WHOLE).valid).tolist() == [5]


def test_reader_reads_the_same_in_another_process(reader):
    there = pickle.loads(pickle.dumps(reader))
    np.testing.assert_array_equal(there.read(WHOLE).values, reader.read(WHOLE).values)
