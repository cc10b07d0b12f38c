"""Which pixels the fit sees."""

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
    """Every pixel has its own value: its number, row by row."""
    array = np.arange(600 * 500, dtype=np.int32).reshape(600, 500)
    return RasterSource.open(make_raster(array, tile=64))


@pytest.fixture(scope="module")
def large_path(tmp_path_factory):
    """108 million pixels that take no room: 0, but for a band of ones along the left."""
    path = str(tmp_path_factory.mktemp("large") / "large.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "COMPRESS=DEFLATE"]
    dataset = gdal.GetDriverByName("GTiff").Create(path, 12_000, 9000, 1, gdal.GDT_Byte, options)
    for row in range(0, 9000, 900):
        dataset.WriteArray(np.ones((900, 1200), np.uint8), 0, row)
    dataset = None
    return path


# What is drawn


def test_pixels_are_drawn_without_replacement(numbered):
    values = draw(numbered, 5000).values[0]
    assert len(np.unique(values)) == values.size == 5000


@pytest.mark.parametrize("n_samples", [5000, 300_000])
def test_a_band_of_a_sample_lies_in_one_piece(numbered, n_samples):
    assert draw(numbered, n_samples).values.flags.c_contiguous


@pytest.mark.parametrize("n_samples", [150_000, 300_000, 300_001, 10**7])
def test_all_pixels_are_drawn_where_half_of_them_are_asked_for(numbered, n_samples):
    sample = draw(numbered, n_samples)
    np.testing.assert_array_equal(np.sort(sample.values[0]), np.arange(300_000))


def test_of_more_than_twice_as_many_pixels_no_more_than_asked_for_are_drawn(numbered):
    assert draw(numbered, 149_999).n_samples == 149_999


def test_pixels_come_in_random_order(numbered):
    values = draw(numbered, 300_000).values[0].astype(float)
    assert abs(np.corrcoef(values, np.arange(values.size))[0, 1]) < 0.01


def test_every_part_of_the_raster_is_drawn_from_alike(numbered):
    values = draw(numbered, 60_000).values[0]
    row, col = values // 500, values % 500
    counts, _, _ = np.histogram2d(row, col, bins=(12, 10), range=((0, 600), (0, 500)))
    # A fifth of 2500 pixels in each cell: 500 give or take 20.
    assert np.abs(counts - 500).max() < 100
    chi_square = (np.square(counts - 500) / (500 * 0.8)).sum()
    assert 60 < chi_square < 190


def test_only_valid_pixels_are_drawn(make_raster, rng):
    array = rng.integers(0, 4, (2, 300, 300), dtype=np.uint8)
    values = draw(RasterSource.open(make_raster(array, nodata=0)), 10**6).values
    assert values.min() == 1
    assert values.shape[1] == (array > 0).all(axis=0).sum()


def test_the_bands_of_a_pixel_stay_together(make_raster, rng):
    first = rng.integers(0, 30_000, (300, 300), dtype=np.uint16)
    values = draw(RasterSource.open(make_raster(np.stack([first, first + 1]))), 1000).values
    np.testing.assert_array_equal(values[1], values[0] + 1)


def test_values_keep_the_type_of_the_raster(numbered):
    assert draw(numbered, 10).values.dtype == np.int32


def test_a_window_bounds_what_is_drawn(numbered):
    window = Window(100, 200, 37, 53)
    values = draw(numbered, 10**6, window).values[0]
    row, col = np.divmod(np.sort(values), 500)
    assert values.size == window.n_pixels
    assert (row.min(), row.max(), col.min(), col.max()) == (200, 252, 100, 136)


def test_it_tells_how_many_valid_pixels_there_were(numbered):
    assert draw(numbered, 100).n_valid == 300_000


def test_a_raster_without_valid_pixels_is_refused(make_raster):
    source = RasterSource.open(make_raster(np.zeros((1, 50, 50), np.uint8), nodata=0))
    with pytest.raises(RasterError, match=r"raster\.tif has no valid pixel"):
        draw(source, 100)


# Display bands


def test_other_bands_of_the_same_pixels_come_along(make_raster, rng):
    first = rng.integers(0, 30_000, (300, 300), dtype=np.uint16)
    path = make_raster(np.stack([first, first + 1, first + 2]))
    display = RasterReader(RasterSource.open(path, (3, 2)))
    sample = draw(RasterSource.open(path, (1,)), 500, display=display)
    np.testing.assert_array_equal(sample.display[0], sample.values[0] + 2.0)
    np.testing.assert_array_equal(sample.display[1], sample.values[0] + 1.0)


def test_a_band_for_display_hides_no_pixel(make_raster):
    array = np.ones((2, 40, 40), dtype=np.uint8)
    array[1, :10] = 0
    path = make_raster(array, nodata=0)
    display = RasterReader(RasterSource.open(path, (2,)))
    sample = draw(RasterSource.open(path, (1,)), 9999, display=display)
    assert sample.n_samples == 1600
    assert np.isnan(sample.display).sum() == 400


# The same every time


@pytest.mark.parametrize("n_threads", [1, 2, 8])
@pytest.mark.parametrize("in_flight", [1, 5, 50])
def test_the_sample_is_the_same_whatever_reads_it(numbered, n_threads, in_flight):
    expected = draw(numbered, 2000).values
    with ThreadPoolExecutor(n_threads) as executor:
        values = draw(numbered, 2000, executor=executor, n_workers=in_flight).values
    np.testing.assert_array_equal(values, expected)


def test_the_sample_of_a_large_raster_is_the_same_whatever_reads_it(large_path):
    source = RasterSource.open(large_path)
    expected = draw(source, 2000)
    with ThreadPoolExecutor(2) as executor:
        threaded = draw(source, 2000, executor=executor, n_workers=7)
    np.testing.assert_array_equal(threaded.values, expected.values)
    assert threaded.n_valid == expected.n_valid


def test_another_seed_draws_other_pixels(numbered):
    first, second = (draw(numbered, 1000, random_state=seed).values[0] for seed in (0, 1))
    assert np.intersect1d(first, second).size < 30


def test_the_pixels_do_not_depend_on_the_bands(make_raster, rng):
    array = np.arange(300 * 300, dtype=np.int32).reshape(1, 300, 300).repeat(3, axis=0)
    path = make_raster(array)
    one, three = (draw(RasterSource.open(path, bands), 1000) for bands in ((1,), (1, 2, 3)))
    np.testing.assert_array_equal(np.sort(one.values[0]), np.sort(three.values[0]))


# How much is read


def test_of_a_large_raster_only_a_part_is_read(large_path, windows_read):
    source = RasterSource.open(large_path)
    draw(source, 10_000)
    assert n_pixels_of(windows_read) <= 1.2 * READ_PIXELS < 0.2 * source.grid.window.n_pixels


def test_of_large_blocks_that_are_few_at_most_a_third_is_read(tmp_path, windows_read):
    path = str(tmp_path / "blocks.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024"]
    gdal.GetDriverByName("GTiff").Create(path, 11_264, 11_264, 1, gdal.GDT_Byte, options)
    draw(RasterSource.open(path), 10_000)
    assert READ_PIXELS <= n_pixels_of(windows_read) <= 11_264**2 / 3 + 1024**2


def test_the_blocks_below_a_vrt_decide_what_is_read(tmp_path, windows_read):
    """Each would be decoded again for every part of it."""
    path, vrt = str(tmp_path / "blocks.tif"), str(tmp_path / "mosaic.vrt")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=1024"]
    gdal.GetDriverByName("GTiff").Create(path, 11_264, 11_264, 1, gdal.GDT_Byte, options)
    gdal.Translate(vrt, path, format="VRT")
    draw(RasterSource.open(vrt), 10_000)
    assert {(w.col % 512, w.row % 1024, w.width, w.height) for w in windows_read} == {
        (0, 0, 512, 1024)
    }


def test_the_part_of_a_large_raster_stands_for_all_of_it(large_path):
    values = draw(RasterSource.open(large_path), 50_000).values
    assert values.mean() == pytest.approx(0.1, abs=0.02)


def test_a_small_raster_is_read_once(numbered, windows_read):
    draw(numbered, 1000)
    assert n_pixels_of(windows_read) == 300_000
    assert len(set(windows_read)) == len(windows_read)


def test_a_large_raster_of_mostly_nodata_still_fills_the_sample(large_path):
    """Nine tenths of the zeros are nodata now."""
    source = replace(RasterSource.open(large_path), nodata=(0.0,))
    sample = draw(source, 1_500_000)
    assert sample.n_samples == 1_500_000


def test_the_only_valid_pixel_of_a_large_raster_is_found(tmp_path):
    path = str(tmp_path / "lonely.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512"]
    dataset = gdal.GetDriverByName("GTiff").Create(path, 6000, 4000, 1, gdal.GDT_Byte, options)
    dataset.GetRasterBand(1).SetNoDataValue(0)
    dataset.WriteArray(np.array([[7]], np.uint8), 5876, 3210)
    dataset = None
    assert draw(RasterSource.open(path), 1000).values.tolist() == [[7]]


# What it missed


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
def test_a_raster_described_worse_than_its_sample_holds_something_else(n_centers, found, missed):
    assert has_missed_something("kmeans", 300.0, found * 300.0, n_centers) is missed


@pytest.mark.parametrize("algorithm", ["gaussian_mixture", "ward"])
def test_sample_of_an_algorithm_with_other_distances_than_kmeans_is_never_suspected(algorithm):
    assert not has_missed_something(algorithm, 300.0, 600.0, 8)


@pytest.mark.parametrize("n_centers", [1, 255])
def test_pixels_off_the_centres_of_a_sample_that_lay_on_them_are_something_else(n_centers):
    assert has_missed_something("kmeans", 0.0, 1e-3, n_centers)
    assert not has_missed_something("kmeans", 0.0, 0.0, n_centers)


# Progress and cancel


def test_progress_rises_to_the_end_of_the_stage(numbered):
    reports = []
    draw(numbered, 1000, progress=reports.append)
    assert reports == sorted(reports)
    assert reports[-1] == 1


@pytest.mark.parametrize("n_asked", [0, 1, 5])
def test_cancelling_stops_the_reading(large_path, n_asked):
    asked = []

    def is_cancelled():
        asked.append(True)
        return len(asked) > n_asked

    with pytest.raises(Cancelled):
        draw(RasterSource.open(large_path), 1000, is_cancelled=is_cancelled)
    assert len(asked) == n_asked + 1


def framed(value, others, width=5, n_bands=2, dtype=np.uint8):
    """An image of other values with a frame of one value."""
    array = np.full((n_bands, 200, 300), value, dtype=dtype)
    array[:, width : 200 - width, width : 300 - width] = others
    return array


@pytest.mark.parametrize("value", [0, 255])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_a_border_that_nothing_declares_is_found_with_its_share(make_raster, value, dtype):
    source = RasterSource.open(make_raster(framed(value, 90, dtype=dtype)))
    border = draw(source, 1000).border
    assert border.value == value
    assert border.share == pytest.approx(1 - 190 * 290 / (200 * 300))


def test_a_border_on_one_side_is_found(make_raster):
    array = np.full((2, 200, 300), 90, dtype=np.uint8)
    array[:, 150:] = 0
    assert draw(RasterSource.open(make_raster(array)), 1000).border.share == pytest.approx(0.25)


def test_a_border_is_in_all_bands(make_raster):
    array = framed(0, 90)
    array[1] = 90
    assert draw(RasterSource.open(make_raster(array)), 1000).border is None


def test_dark_pixels_inside_are_no_border(make_raster):
    array = np.full((2, 200, 300), 90, dtype=np.uint8)
    array[:, 50:150, 50:150] = 0
    assert draw(RasterSource.open(make_raster(array)), 1000).border is None


@pytest.mark.parametrize("kind", ["nodata", "ignored", "mask"])
def test_a_raster_that_tells_what_is_nodata_has_no_border(make_raster, kind):
    array = framed(0, 90)
    options = {"nodata": {"nodata": 7}, "mask": {"mask": array[0] > 0}}.get(kind, {})
    source = RasterSource.open(make_raster(array, **options))
    if kind == "ignored":
        source = source.with_masks(ignore_value=0)
    assert draw(source, 1000).border is None


def test_a_border_is_looked_for_at_the_edge_of_the_part_asked_for(make_raster):
    source = RasterSource.open(make_raster(framed(0, 90)))
    assert draw(source, 1000, Window(20, 20, 100, 100)).border is None
    assert draw(source, 1000, Window(0, 20, 100, 100)).border.share == pytest.approx(0.05)
