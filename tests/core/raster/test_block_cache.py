"""Blocks of JPEG 2000 that are decoded once in a run."""

import itertools
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from osgeo import gdal
from products import CORNER, DRIVER, write_band
from runs import classify

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.products.product import find_product
from s2_kmeans_plugin.core.products.vrt import product_vrt
from s2_kmeans_plugin.core.raster import block_cache
from s2_kmeans_plugin.core.raster import reader as reader_module
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource

pytestmark = pytest.mark.skipif(
    DRIVER != "JP2OpenJPEG", reason="GDAL cannot write JPEG 2000 (JP2OpenJPEG)"
)

WINDOWS = [Window(col, row, 50, 60) for row in range(0, 180, 60) for col in range(0, 200, 50)]


@pytest.fixture
def make_source(tmp_path, rng):
    """Bands of 10, 20 and 60 m in blocks that do not fit into each other."""

    def make(shift=(0, 0), resolution=10):
        for band, size, block in (("B02", 10, 64), ("B05", 20, 40), ("B01", 60, 32)):
            shape = (180 * 10 // size, 240 * 10 // size)
            values = rng.integers(1, 9000, shape).astype(np.uint16)
            corner = (CORNER[0] + shift[0] * (size > 10), CORNER[1] + shift[1] * (size > 10))
            write_band(tmp_path / f"{band}.jp2", values, size, corner=corner, block=block)
        product = find_product(str(tmp_path))
        return RasterSource.open(product_vrt(product, ("B01", "B02", "B05"), resolution))

    return make


@pytest.fixture
def decoded_blocks(monkeypatch):
    """The blocks that were decoded, as they are."""
    blocks = []
    read = RasterReader._read_block

    def logged(self, part, box):
        blocks.append((part.file.path, box))
        return read(self, part, box)

    monkeypatch.setattr(RasterReader, "_read_block", logged)
    return blocks


def by_gdal(source):
    return gdal.Open(source.path).ReadAsArray()


def whole(reader, windows=WINDOWS, executor=None):
    source = reader.source
    values = np.zeros((source.n_bands, source.grid.height, source.grid.width), source.dtype)

    def read(window):
        return reader.read(window).values.copy()

    for window, part in zip(windows, (executor.map if executor else map)(read, windows)):
        rows = slice(window.row, window.row + window.height)
        values[:, rows, window.col : window.col + window.width] = part
    return values


@pytest.mark.parametrize(
    "shift", [(0, 0), (-10, 0), (10, -10), (-30, 50), (600, -900), (5, -5), (-14, 3)]
)
def test_values_are_those_of_gdal(make_source, shift):
    source = make_source(shift)
    assert all(source.parts)
    windows = list(source.grid.window.tiles(70, 37))
    with RasterReader(source) as reader:
        np.testing.assert_array_equal(whole(reader, windows), by_gdal(source))


def test_averaged_band_is_read_by_gdal(make_source):
    source = make_source(resolution=20)
    assert [part is None for part in source.parts] == [False, True, False]
    windows = list(source.grid.window.tiles(40, 37))
    with RasterReader(source) as reader:
        np.testing.assert_array_equal(whole(reader, windows), by_gdal(source))


def test_each_block_is_decoded_once_in_several_readings(make_source, decoded_blocks):
    source = make_source()
    with RasterReader(source) as reader, ThreadPoolExecutor(4) as executor:
        for _ in range(3):
            np.testing.assert_array_equal(whole(reader, executor=executor)[:, :, :200],
                                          by_gdal(source)[:, :, :200])  # fmt: skip
    assert len(decoded_blocks) == len(set(decoded_blocks)) > 10


def test_a_whole_run_decodes_each_block_once(make_source, decoded_blocks, tmp_path):
    with ThreadPoolExecutor(2) as executor:
        classify(make_source(), str(tmp_path / "map.tif"), n_clusters=2, executor=executor,
                 sample_size=0, n_init=1)  # fmt: skip
    assert len(decoded_blocks) == len(set(decoded_blocks)) == 12 + 9 + 2


def test_gdal_reads_where_the_disk_has_no_room_for_blocks(make_source, decoded_blocks, monkeypatch):
    monkeypatch.setattr(reader_module, "has_room", lambda parts: False)
    source = make_source()
    with RasterReader(source) as reader:
        values = reader.read(source.grid.window).values
    np.testing.assert_array_equal(values, by_gdal(source))
    assert decoded_blocks == []


def test_blocks_are_decoded_again_where_the_disk_is_full(make_source, monkeypatch):
    class Full:
        def seek(self, place):
            pass

        def write(self, data):
            raise OSError(28, "No space left on device")

        def close(self):
            pass

    monkeypatch.setattr(block_cache.tempfile, "TemporaryFile", lambda **options: Full())
    source = make_source()
    with RasterReader(source) as reader:
        for _ in range(2):
            values = reader.read(source.grid.window).values
            np.testing.assert_array_equal(values, by_gdal(source))


def test_block_that_cannot_be_decoded_is_an_error_in_every_thread(make_source, monkeypatch):
    source = make_source()
    started = threading.Barrier(2, timeout=10)

    def fail(self, part, box):
        raise RasterError("{path} cannot be read.", path=part.file.path)

    monkeypatch.setattr(RasterReader, "_read_block", fail)

    def read(window):
        started.wait()
        with pytest.raises(RasterError, match=r"cannot be read"):
            reader.read(window)
        return True

    with RasterReader(source) as reader, ThreadPoolExecutor(2) as executor:
        assert list(executor.map(read, WINDOWS[:2])) == [True, True]


def test_error_while_blocks_are_claimed_reaches_the_threads_that_wait(make_source, monkeypatch):
    """The second claim of the first thread fails while the other waits for its first block."""
    source = make_source()
    claim = block_cache.BlockCache._claim
    n_claims = itertools.count()
    has_claimed, has_failed = threading.Event(), threading.Event()

    def claim_once(self, part, box, claimed):
        if threading.current_thread().name == "first" and next(n_claims):
            has_claimed.set()
            has_failed.wait(10)
            raise MemoryError
        claim(self, part, box, claimed)

    monkeypatch.setattr(block_cache.BlockCache, "_claim", claim_once)
    errors = []

    def read():
        try:
            reader.read(source.grid.window)
        except BaseException as error:
            errors.append(type(error))

    reader = RasterReader(source)
    first = threading.Thread(target=read, name="first", daemon=True)
    first.start()
    assert has_claimed.wait(10)
    other = threading.Thread(target=read, name="other", daemon=True)
    other.start()
    has_failed.set()
    for thread in (first, other):
        thread.join(10)
        assert not thread.is_alive()
    reader.close()
    assert errors == [MemoryError, MemoryError]


def test_needs_of_a_run_include_the_scratch_file(make_source, tmp_path):
    needs = []
    classify(make_source(), str(tmp_path / "map.tif"), n_clusters=2, on_needs=needs.append)
    assert needs[0].scratch == 2 * (240 * 180 + 120 * 90 + 40 * 30)


def test_source_with_parts_is_the_same_after_pickling(make_source):
    source = make_source()
    assert pickle.loads(pickle.dumps(source)) == source
