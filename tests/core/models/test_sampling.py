"""Samples of a raster: drawn pixels, reads, missed classes and borders."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal
from runs import take_workers

from s2_kmeans_plugin.core.errors import Cancelled, RasterError
from s2_kmeans_plugin.core.models.sampling import READ_PIXELS, draw_sample, has_missed_something
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource


def n_pixels_of(windows):
    return sum(window.n_pixels for window in windows)


def draw(source, n_samples, window=None, **options):
    workers = take_workers(options)
    window = window or source.grid.window
    return draw_sample(RasterReader(source), window, n_samples, workers, **options)


@pytest.fixture
def numbered(make_raster):
    """A raster in which the value of a pixel is its number, row by row."""
    array = np.arange(600 * 500, dtype=np.int32).reshape(600, 500)
    return RasterSource.open(make_raster(array, tile=64))


@pytest.fixture(scope="module")
def large_path(tmp_path_factory):
    """A sparse raster of 108 million pixels: 1 in the leftmost tenth, 0 elsewhere."""
    path = str(tmp_path_factory.mktemp("large") / "large.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "COMPRESS=DEFLATE"]
    dataset = gdal.GetDriverByName("GTiff").Create(path, 12_000, 9000, 1, gdal.GDT_Byte, options)
    for row in range(0, 9000, 900):
        dataset.WriteArray(np.ones((900, 1200), np.uint8), 0, row)
    dataset = None
    return path


# Drawn pixels


def test_pixels_are_drawn_without_replacement(numbered):
    values = draw(numbered, 5000).values[0]
    assert len(np.unique(values)) == values.size == 5000


@pytest.mark.parametrize("n_samples", [5000, 300_000])
def test_band_of_a_sample_is_contiguous(numbered, n_samples):
    assert draw(numbered, n_samples).values.flags.c_contiguous


@pytest.mark.parametrize("n_samples", [150_000, 300_000, 300_001, 10**7])
def test_all_pixels_are_drawn_if_half_of_them_are_requested(numbered, n_samples):
    sample = draw(numbered, n_samples)
    np.testing.assert_array_equal(np.sort(sample.values[0]), np.arange(300_000))


def test_sample_has_the_requested_size_below_half_of_the_pixels(numbered):
    assert draw(numbered, 149_999).n_samples == 149_999


def test_pixels_come_in_random_order(numbered):
    values = draw(numbered, 300_000).values[0].astype(float)
    assert abs(np.corrcoef(values, np.arange(values.size))[0, 1]) < 0.01


def test_pixels_are_drawn_equally_from_every_part(numbered):
    values = draw(numbered, 60_000).values[0]
    row, col = values // 500, values % 500
    counts, _, _ = np.histogram2d(row, col, bins=(12, 10), range=((0, 600), (0, 500)))
    # The expected count of a cell is a fifth of 2500 pixels, with a deviation of 20.
    assert np.abs(counts - 500).max() < 100
    chi_square = (np.square(counts - 500) / (500 * 0.8)).sum()
    assert 60 < chi_square < 190


def test_only_valid_pixels_are_drawn(make_raster, rng):
    array = rng.integers(0, 4, (2, 300, 300), dtype=np.uint8)
    values = draw(RasterSource.open(make_raster(array, nodata=0)), 10**6).values
    assert values.min() == 1
    assert values.shape[1] == (array > 0).all(axis=0).sum()


def test_bands_of_a_pixel_stay_together(make_raster, rng):
    first = rng.integers(0, 30_000, (300, 300), dtype=np.uint16)
    values = draw(RasterSource.open(make_raster(np.stack([first, first + 1]))), 1000).values
    np.testing.assert_array_equal(values[1], values[0] + 1)


def test_sample_keeps_the_type_of_the_raster(numbered):
    assert draw(numbered, 10).values.dtype == np.int32


def test_pixels_are_drawn_inside_the_window(numbered):
    window = Window(100, 200, 37, 53)
    values = draw(numbered, 10**6, window).values[0]
    row, col = np.divmod(np.sort(values), 500)
    assert values.size == window.n_pixels
    assert (row.min(), row.max(), col.min(), col.max()) == (200, 252, 100, 136)


def test_sample_reports_the_number_of_valid_pixels(numbered):
    assert draw(numbered, 100).n_valid == 300_000


def test_raster_without_valid_pixels_is_refused(make_raster):
    source = RasterSource.open(make_raster(np.zeros((1, 50, 50), np.uint8), nodata=0))
    with pytest.raises(RasterError, match=r"raster\.tif has no valid pixel"):
        draw(source, 100)


# Display bands


def test_display_bands_come_from_the_same_pixels(make_raster, rng):
    first = rng.integers(0, 30_000, (300, 300), dtype=np.uint16)
    path = make_raster(np.stack([first, first + 1, first + 2]))
    display = RasterReader(RasterSource.open(path, (3, 2)))
    sample = draw(RasterSource.open(path, (1,)), 500, display=display)
    np.testing.assert_array_equal(sample.display[0], sample.values[0] + 2.0)
    np.testing.assert_array_equal(sample.display[1], sample.values[0] + 1.0)


def test_display_band_masks_no_pixel(make_raster):
    array = np.ones((2, 40, 40), dtype=np.uint8)
    array[1, :10] = 0
    path = make_raster(array, nodata=0)
    display = RasterReader(RasterSource.open(path, (2,)))
    sample = draw(RasterSource.open(path, (1,)), 9999, display=display)
    assert sample.n_samples == 1600
    assert np.isnan(sample.display).sum() == 400


# Reproducibility


@pytest.mark.parametrize("n_threads", [1, 2, 8])
@pytest.mark.parametrize("in_flight", [1, 5, 50])
def test_threads_do_not_change_the_sample(numbered, n_threads, in_flight):
    expected = draw(numbered, 2000).values
    with ThreadPoolExecutor(n_threads) as executor:
        values = draw(numbered, 2000, executor=executor, n_workers=in_flight).values
    np.testing.assert_array_equal(values, expected)


def test_threads_do_not_change_the_sample_of_a_large_raster(large_path):
    source = RasterSource.open(large_path)
    expected = draw(source, 2000)
    with ThreadPoolExecutor(2) as executor:
        threaded = draw(source, 2000, executor=executor, n_workers=7)
    np.testing.assert_array_equal(threaded.values, expected.values)
    assert threaded.n_valid == expected.n_valid


def test_another_seed_draws_other_pixels(numbered):
    first, second = (draw(numbered, 1000, random_state=seed).values[0] for seed in (0, 1))
    assert np.intersect1d(first, second).size < 30


def test_drawn_pixels_do_not_depend_on_the_bands(make_raster, rng):
    array = np.arange(300 * 300, dtype=np.int32).reshape(1, 300, 300).repeat(3, axis=0)
    path = make_raster(array)
    one, three = (draw(RasterSource.open(path, bands), 1000) for bands in ((1,), (1, 2, 3)))
    np.testing.assert_array_equal(np.sort(one.values[0]), np.sort(three.values[0]))


# Reads


def test_large_raster_is_read_in_part(large_path, windows_read):
    source = RasterSource.open(large_path)
    draw(source, 10_000)
    assert n_pixels_of(windows_read) <= 1.2 * READ_PIXELS < 0.2 * source.grid.window.n_pixels


def test_raster_of_few_large_blocks_is_read_to_a_third_at_most(tmp_path, windows_read):
    path = str(tmp_path / "blocks.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024"]
    gdal.GetDriverByName("GTiff").Create(path, 11_264, 11_264, 1, gdal.GDT_Byte, options)
    draw(RasterSource.open(path), 10_000)
    assert READ_PIXELS <= n_pixels_of(windows_read) <= 11_264**2 / 3 + 1024**2


def test_windows_of_a_vrt_follow_the_blocks_of_its_file(tmp_path, windows_read):
    """A block would be decoded again for every window that reads a part of it."""
    path, vrt = str(tmp_path / "blocks.tif"), str(tmp_path / "mosaic.vrt")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=1024"]
    gdal.GetDriverByName("GTiff").Create(path, 11_264, 11_264, 1, gdal.GDT_Byte, options)
    gdal.Translate(vrt, path, format="VRT")
    draw(RasterSource.open(vrt), 10_000)
    assert {(w.col % 512, w.row % 1024, w.width, w.height) for w in windows_read} == {
        (0, 0, 512, 1024)
    }


def test_sample_of_a_large_raster_represents_all_of_it(large_path):
    values = draw(RasterSource.open(large_path), 50_000).values
    assert values.mean() == pytest.approx(0.1, abs=0.02)


def test_small_raster_is_read_once(numbered, windows_read):
    draw(numbered, 1000)
    assert n_pixels_of(windows_read) == 300_000
    assert len(set(windows_read)) == len(windows_read)


def test_large_raster_of_mostly_nodata_fills_the_sample(large_path):
    """Nine tenths of the pixels are nodata."""
    source = replace(RasterSource.open(large_path), nodata=(0.0,))
    sample = draw(source, 1_500_000)
    assert sample.n_samples == 1_500_000


def test_only_valid_pixel_of_a_large_raster_is_drawn(tmp_path):
    path = str(tmp_path / "lonely.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512"]
    dataset = gdal.GetDriverByName("GTiff").Create(path, 6000, 4000, 1, gdal.GDT_Byte, options)
    dataset.GetRasterBand(1).SetNoDataValue(0)
    dataset.WriteArray(np.array([[7]], np.uint8), 5876, 3210)
    dataset = None
    assert draw(RasterSource.open(path), 1000).values.tolist() == [[7]]


# Missed classes


@pytest.mark.parametrize(
    ("n_centers", "found", "missed"),
    [
        (2, 0.9, False),
        (2, 1.0, False),
        (8, 1.01, False),
        (8, 1.03, True),
        (32, 1.03, False),
        (32, 1.07, True),
        (255, 2.0, True),
    ],
)
def test_larger_inertia_than_that_of_the_sample_suggests_a_missed_class(n_centers, found, missed):
    assert has_missed_something("kmeans", 300.0, found * 300.0, n_centers) is missed


@pytest.mark.parametrize("algorithm", ["gaussian_mixture", "ward"])
def test_algorithms_with_other_distances_than_kmeans_suggest_no_missed_class(algorithm):
    assert not has_missed_something(algorithm, 300.0, 600.0, 8)


@pytest.mark.parametrize("n_centers", [1, 255])
def test_any_inertia_suggests_a_missed_class_if_the_sample_has_none(n_centers):
    assert has_missed_something("kmeans", 0.0, 1e-3, n_centers)


@pytest.mark.parametrize("n_centers", [1, 255])
def test_no_inertia_suggests_no_missed_class(n_centers):
    assert not has_missed_something("kmeans", 0.0, 0.0, n_centers)


# Progress and cancellation


def test_progress_rises_to_1(numbered):
    reports = []
    draw(numbered, 1000, progress=reports.append)
    assert reports == sorted(reports)
    assert reports[-1] == 1


@pytest.mark.parametrize("n_allowed", [0, 1, 5])
def test_cancellation_stops_the_reads(large_path, n_allowed):
    calls = []

    def is_cancelled():
        calls.append(True)
        return len(calls) > n_allowed

    with pytest.raises(Cancelled):
        draw(RasterSource.open(large_path), 1000, is_cancelled=is_cancelled)
    assert len(calls) == n_allowed + 1
