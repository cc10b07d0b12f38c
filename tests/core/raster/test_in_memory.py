"""Keeping the pixels of a small raster."""

import pickle

import numpy as np
import pytest

from s2_kmeans_plugin.core.raster import in_memory
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.in_memory import InMemoryReader, in_memory_bytes
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource

PART = Window(10, 20, 60, 40)


@pytest.fixture
def source(make_raster, rng):
    """Three bands of 90 x 70 pixels, some of them nodata."""
    return RasterSource.open(
        make_raster(rng.integers(0, 20, (3, 70, 90), dtype=np.uint16), nodata=0)
    )


@pytest.fixture
def in_memory_reader(source):
    return InMemoryReader(RasterReader(source), PART)


def read_all(in_memory_reader):
    for window in PART.tiles(32, 32):
        in_memory_reader.read(window)


@pytest.mark.parametrize(
    "window", [PART, Window(10, 20, 1, 1), Window(30, 25, 40, 35), Window(69, 59, 1, 1)]
)
def test_pixels_in_memory_are_those_of_the_raster(source, in_memory_reader, window):
    read_all(in_memory_reader)
    for array, expected in zip(in_memory_reader.read(window), source.read(window)):
        np.testing.assert_array_equal(array, expected)


def test_pixels_that_are_not_in_memory_are_read(source, in_memory_reader):
    in_memory_reader.read(Window(10, 20, 30, 40))
    wider = Window(10, 20, 31, 40)
    for array, expected in zip(in_memory_reader.read(wider), source.read(wider)):
        np.testing.assert_array_equal(array, expected)


def test_pixels_in_memory_outlive_the_file(source, in_memory_reader, tmp_path):
    before = in_memory_reader.read(PART).values.copy()
    (tmp_path / source.path).write_bytes(b"")
    np.testing.assert_array_equal(in_memory_reader.read(PART).values, before)


def test_pixels_in_memory_are_read_only(in_memory_reader):
    read_all(in_memory_reader)
    for array in in_memory_reader.read(PART):
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 1


def test_another_process_is_sent_no_pixels(source, in_memory_reader):
    read_all(in_memory_reader)
    sent = pickle.dumps(in_memory_reader)
    assert len(sent) < 2000
    np.testing.assert_array_equal(pickle.loads(sent).read(PART).values, source.read(PART).values)


def test_crop_of_a_product_is_kept_and_a_tile_is_not(source):
    assert in_memory_bytes(source, Window(0, 0, 2745, 2745)) == 2745**2 * (3 * 2 + 2)
    assert in_memory_bytes(source, Window(0, 0, 10_980, 10_980)) == 0


def test_nothing_is_kept_where_little_memory_is_available(source, monkeypatch):
    monkeypatch.setattr(in_memory, "available_bytes", lambda: 4 * 60 * 40 * 8 - 1)
    assert in_memory_bytes(source, PART) == 0
    monkeypatch.setattr(in_memory, "available_bytes", lambda: 4 * 60 * 40 * 8)
    assert in_memory_bytes(source, PART) == 60 * 40 * 8


def test_a_fixed_limit_holds_where_the_available_memory_is_unknown(source, monkeypatch):
    monkeypatch.setattr(in_memory, "available_bytes", lambda: None)
    assert in_memory_bytes(source, PART) == 60 * 40 * 8
    assert in_memory_bytes(source, Window(0, 0, 10_980, 10_980)) == 0
