"""Reading windows: which pixels are valid, what is refused."""

import dataclasses
import json
import os
import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.errors import ArgumentError, RasterError
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource

WHOLE = Window(0, 0, 4, 3)


@pytest.fixture
def array():
    return np.arange(10, 10 + 3 * 3 * 4, dtype=np.uint16).reshape(3, 3, 4)


@pytest.fixture(params=[True, False], ids=["GDAL raises", "GDAL returns"])
def gdal_raises(request):
    before = gdal.GetUseExceptions()
    (gdal.UseExceptions if request.param else gdal.DontUseExceptions)()
    yield request.param
    (gdal.UseExceptions if before else gdal.DontUseExceptions)()


def valid_of(path, bands=None):
    return RasterSource.open(path, bands).read(WHOLE).valid


# What it tells


def test_values_are_those_of_the_file(make_raster, array):
    np.testing.assert_array_equal(RasterSource.open(make_raster(array)).read(WHOLE).values, array)


def test_a_window_holds_its_part(make_raster, array):
    block = RasterSource.open(make_raster(array)).read(Window(1, 2, 3, 1))
    np.testing.assert_array_equal(block.values, array[:, 2:3, 1:4])


def test_bands_come_in_the_order_chosen(make_raster, array):
    block = RasterSource.open(make_raster(array), (3, 1)).read(WHOLE)
    np.testing.assert_array_equal(block.values, array[[2, 0]])


def test_all_bands_are_chosen_when_none_is(make_raster, array):
    assert RasterSource.open(make_raster(array)).bands == (1, 2, 3)


def test_bands_have_the_names_of_the_file_or_their_numbers(make_raster, array):
    path = make_raster(array, band_names=("B02", "", "B04"))
    assert RasterSource.open(path).band_names == ("B02", "Band 2", "B04")


def test_the_grid_is_that_of_the_file(make_raster, array):
    rotated = (442970.0, 8.0, 5.0, 4174060.0, 6.0, -9.0)
    grid = RasterSource.open(make_raster(array, geotransform=rotated)).grid
    assert (grid.width, grid.height, grid.geotransform) == (4, 3, rotated)
    assert "UTM zone 18N" in grid.projection


def test_a_raster_without_georeference_has_none(make_raster, array):
    grid = RasterSource.open(make_raster(array, geotransform=None, epsg=None)).grid
    assert (grid.geotransform, grid.projection) == (None, "")


def test_choosing_other_bands_keeps_the_raster(make_raster, array):
    source = RasterSource.open(make_raster(array), (1,))
    assert source.choose((2, 3)) == RasterSource.open(source.path, (2, 3))


def test_open_options_reach_gdal(make_raster, array):
    path = make_raster(array, epsg=None)
    assert RasterSource.open(path).grid.geotransform is not None
    bare = RasterSource.open(path, open_options=("GEOREF_SOURCES=NONE",))
    assert bare.grid.geotransform is None


# Validity


def test_without_nodata_every_pixel_is_valid(make_raster, array):
    assert valid_of(make_raster(array)).all()


def test_declared_nodata_is_invalid(make_raster, array):
    np.testing.assert_array_equal(valid_of(make_raster(array, nodata=13), (1,)), array[0] != 13)


def test_each_band_has_its_own_nodata(make_raster, array):
    array[:, 0, :3] = [[1, 2, 3], [2, 3, 1], [3, 1, 2]]
    path = make_raster(array, nodata=(1, 3, None))
    expected = np.ones((3, 4), dtype=bool)
    expected[0, :2] = False
    np.testing.assert_array_equal(valid_of(path), expected)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_pixel_invalid_in_one_band_is_invalid(make_raster, array, number):
    array[number - 1, 1, 2] = 0
    assert np.flatnonzero(~valid_of(make_raster(array, nodata=0))).tolist() == [6]


def test_a_band_not_chosen_makes_no_pixel_invalid(make_raster, array):
    array[1] = 0
    assert valid_of(make_raster(array, nodata=0), (1, 3)).all()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_is_not_finite_is_invalid(make_raster, array, dtype, value):
    array = array.astype(dtype)
    array[2, 0, 1] = value
    assert np.flatnonzero(~valid_of(make_raster(array))).tolist() == [1]


def test_nan_is_invalid_where_it_is_the_nodata_value(make_raster, array):
    array = array.astype(np.float32)
    array[0, 2, 3] = np.nan
    assert np.flatnonzero(~valid_of(make_raster(array, nodata=float("nan")))).tolist() == [11]


@pytest.mark.parametrize("nodata", [-3.4e38, -3.4028234663852886e38, -3.40282346638529e38, 3.4e38])
def test_the_usual_float_nodata_is_invalid_however_it_is_rounded(make_raster, array, nodata):
    array = array.astype(np.float32)
    array[0, 1, 1] = np.clip(nodata, np.finfo(np.float32).min, np.finfo(np.float32).max)
    assert np.flatnonzero(~valid_of(make_raster(array, nodata=nodata))).tolist() == [5]


def test_a_nodata_value_that_float32_rounds_is_found(make_raster, array):
    array = array.astype(np.float32)
    array[0, 1, 1] = -9999.9
    assert np.flatnonzero(~valid_of(make_raster(array, nodata=-9999.9))).tolist() == [5]


def test_a_nodata_value_of_a_float32_band_is_found_beside_a_float64_band(make_raster, tmp_path):
    narrow = np.array([[-9999.9, 1.0]], dtype=np.float32)
    path = make_raster(narrow, "narrow.tif", nodata=-9999.9, geotransform=None)
    wide = make_raster(np.array([[5.0, 6.0]]), "wide.tif", geotransform=None)
    mixed = stack(tmp_path, path, wide)
    source = RasterSource.open(mixed)
    assert source.read(Window(0, 0, 2, 1)).valid.tolist() == [[False, True]]


@pytest.mark.parametrize("nodata", [-9999, 70000, 0.5])
def test_a_nodata_value_that_the_type_cannot_hold_hides_nothing(make_raster, array, nodata):
    array[0, 0] = [0, 1, 65535, 55537]
    assert valid_of(make_raster(array, nodata=(nodata, None, None))).all()


@pytest.mark.parametrize("internal", [True, False], ids=["internal", "beside"])
def test_the_mask_of_the_dataset_hides_pixels(make_raster, array, internal):
    mask = array[0] % 3 > 0
    path = make_raster(array, mask=mask, internal_mask=internal)
    np.testing.assert_array_equal(valid_of(path), mask)


def test_the_mask_hides_pixels_of_every_band(make_raster, array):
    mask = array[0] % 3 > 0
    np.testing.assert_array_equal(valid_of(make_raster(array, mask=mask), (3,)), mask)


def test_nodata_counts_where_there_is_a_mask_too(make_raster, array):
    mask = array[0] != 13
    path = make_raster(array, mask=mask, nodata=17)
    np.testing.assert_array_equal(valid_of(path, (1,)), mask & (array[0] != 17))


def test_the_mask_is_read_at_the_window(make_raster, array):
    mask = array[0] % 3 > 0
    window = Window(1, 1, 2, 2)
    block = RasterSource.open(make_raster(array, mask=mask)).read(window)
    np.testing.assert_array_equal(block.valid, mask[1:3, 1:3])


def test_where_the_alpha_band_is_zero_pixels_are_invalid(make_raster, array):
    alpha = np.where(array[0] % 2, 255, 0)
    np.testing.assert_array_equal(valid_of(make_raster(array, alpha=alpha)), alpha > 0)


def test_half_transparent_is_valid(make_raster, array):
    assert valid_of(make_raster(array, alpha=np.full((3, 4), 1))).all()


def test_an_alpha_band_is_not_among_the_default_bands(make_raster, array):
    assert RasterSource.open(make_raster(array, alpha=array[0])).bands == (1, 2, 3)


def test_the_alpha_band_hides_pixels_of_a_single_band_too(make_raster, array):
    alpha = np.where(array[0] % 2, 255, 0)
    np.testing.assert_array_equal(valid_of(make_raster(array, alpha=alpha), (2,)), alpha > 0)


def test_nodata_values_of_the_dataset_hide_pixels(make_raster, array):
    """GDAL's NODATA_VALUES: nodata where all bands have their value at once."""
    path = make_raster(array)
    dataset = gdal.Open(path, gdal.GA_Update)
    dataset.SetMetadataItem("NODATA_VALUES", "13 25 37")
    dataset = None
    np.testing.assert_array_equal(valid_of(path), array[0] != 13)


# Types


def stack(folder, *paths):
    """A VRT with each raster as a band of its own type and nodata value."""
    virtual = str(folder / "stack.vrt")
    gdal.BuildVRT(virtual, list(paths), separate=True).FlushCache()
    return virtual


def test_a_nodata_value_that_its_type_cannot_hold_hides_pixels_beside_wider_bands(
    make_raster, tmp_path
):
    """GDAL fills such pixels of a stack with 0.1, not with what float32 makes of it."""
    paths = [
        make_raster(np.array([[0.1, 0.2]], np.float32), "narrow.tif", nodata=0.1),
        make_raster(np.array([[1.0, 2.0]], np.float64), "wide.tif"),
    ]
    source = RasterSource.open(stack(tmp_path, *paths))
    assert source.read(source.grid.window).valid.tolist() == [[False, True]]


@pytest.mark.parametrize(
    "types",
    [
        ("uint8", "uint16"),
        ("uint16", "int16"),
        ("uint16", "float32"),
        ("int32", "float32"),
        ("uint32", "int16"),
        ("uint8", "float64"),
    ],
)
def test_bands_of_several_types_keep_their_values(make_raster, tmp_path, types):
    arrays = []
    for dtype in map(np.dtype, types):
        largest = np.iinfo(dtype).max if dtype.kind in "iu" else 1e9 + 512
        arrays.append(np.array([[1, largest]], dtype=dtype))
    paths = [
        make_raster(array, f"{number}.tif", geotransform=(0.0, 1.0, 0.0, 0.0, 0.0, -1.0))
        for number, array in enumerate(arrays)
    ]
    source = RasterSource.open(stack(tmp_path, *paths))
    values = source.read(Window(0, 0, 2, 1)).values
    assert [band.tolist() for band in values] == [array.tolist() for array in arrays]


def test_nodata_is_found_whatever_the_type_of_the_other_band(make_raster, tmp_path):
    place = {"geotransform": (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)}
    # A VRT with nodata values computes in float32, so the values lie as far apart as it can tell.
    large = np.array([[2**31, 2**31 + 4096]], dtype="uint32")
    first = make_raster(large, "first.tif", nodata=2**31, **place)
    second = make_raster(np.ones((1, 2), dtype="int16"), "second.tif", **place)
    source = RasterSource.open(stack(tmp_path, first, second))
    assert source.read(Window(0, 0, 2, 1)).valid.tolist() == [[False, True]]


@pytest.mark.parametrize(
    "dtype", ["uint8", "uint16", "int16", "uint32", "int32", "float32", "float64"]
)
def test_real_types_up_to_64_bits_are_read(make_raster, dtype):
    values = np.array([[0, 1, 100]], dtype=dtype)
    source = RasterSource.open(make_raster(values))
    np.testing.assert_array_equal(source.read(Window(0, 0, 3, 1)).values[0], values)
    assert source.dtype == dtype


@pytest.mark.parametrize(
    ("dtype", "name"),
    [
        ("complex64", "CFloat32"),
        ("complex128", "CFloat64"),
        ("int64", "Int64"),
        ("uint64", "UInt64"),
    ],
)
def test_complex_and_64_bit_types_are_refused_by_name(make_raster, tmp_path, dtype, name):
    place = {"geotransform": (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)}
    first = make_raster(np.ones((2, 2), dtype="uint8"), "first.tif", **place)
    second = make_raster(np.ones((2, 2), dtype=dtype), "second.tif", **place)
    mixed = stack(tmp_path, first, second)
    with pytest.raises(RasterError, match=f"Band 2 of .*stack.vrt has the type {name}"):
        RasterSource.open(mixed)


def test_a_band_of_a_refused_type_that_is_not_chosen_does_no_harm(make_raster, tmp_path):
    place = {"geotransform": (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)}
    first = make_raster(np.ones((2, 2), dtype="uint8"), "first.tif", **place)
    second = make_raster(np.ones((2, 2), dtype="complex64"), "second.tif", **place)
    assert RasterSource.open(stack(tmp_path, first, second), (1,)).dtype == "uint8"


# Bands that do not exist


@pytest.mark.parametrize("number", [0, 4, 14, -1])
def test_a_band_that_does_not_exist_is_refused(make_raster, array, number):
    path = make_raster(array)
    with pytest.raises(ArgumentError) as caught:
        RasterSource.open(path, (1, number))
    assert str(caught.value) == (
        f"Band {number} does not exist in {path}, which has 3. Choose from 1 to 3."
    )


def test_a_band_chosen_twice_is_refused(make_raster, array):
    with pytest.raises(ArgumentError, match="Band 2 is chosen twice"):
        RasterSource.open(make_raster(array), (2, 1, 2))


# Files that are none


def test_a_missing_file_is_refused(tmp_path, gdal_raises):
    with pytest.raises(RasterError, match=r"missing\.tif is not a raster"):
        RasterSource.open(str(tmp_path / "missing.tif"))


def test_a_text_file_is_refused(tmp_path, gdal_raises):
    path = tmp_path / "notes.txt"
    path.write_text("no raster\n")
    with pytest.raises(RasterError, match=r"notes\.txt is not a raster"):
        RasterSource.open(str(path))


@pytest.mark.parametrize("creation_options", [(), ("COMPRESS=DEFLATE",)], ids=["plain", "deflate"])
def test_a_truncated_file_is_an_error_when_it_is_read(
    make_raster, gdal_raises, creation_options, rng
):
    array = rng.integers(0, 65535, (1, 300, 300), dtype=np.uint16)
    path = make_raster(array, creation_options=creation_options)
    source = RasterSource.open(path)
    os.truncate(path, os.path.getsize(path) // 2)
    with pytest.raises(RasterError, match="cannot be read at column 0, row 0"):
        source.read(source.grid.window)


def test_a_file_that_vanished_is_an_error_when_it_is_read(make_raster, array, gdal_raises):
    source = RasterSource.open(make_raster(array))
    os.remove(source.path)
    with pytest.raises(RasterError, match="is not a raster"):
        source.read(WHOLE)


def test_a_broken_mask_is_an_error_when_it_is_read(make_raster, gdal_raises, rng):
    array = np.ones((1, 300, 300), dtype=np.uint8)
    mask = rng.random((300, 300)) > 0.5
    path = make_raster(array, mask=mask, internal_mask=False)
    source = RasterSource.open(path)
    os.truncate(path + ".msk", os.path.getsize(path + ".msk") // 2)
    with pytest.raises(RasterError, match="cannot be read"):
        source.read(source.grid.window)


def test_reading_leaves_the_way_gdal_reports_errors(make_raster, array, gdal_raises):
    RasterSource.open(make_raster(array)).read(WHOLE)
    with pytest.raises(RasterError):
        RasterSource.open("nowhere.tif")
    assert bool(gdal.GetUseExceptions()) == gdal_raises


def test_valid_pixels_do_not_depend_on_the_way_gdal_reports_errors(make_raster, array, gdal_raises):
    path = make_raster(array, mask=array[0] > 13, nodata=20)
    np.testing.assert_array_equal(valid_of(path, (1,)), (array[0] > 13) & (array[0] != 20))


def test_what_gdal_says_is_not_printed(tmp_path, capfd, gdal_raises):
    with pytest.raises(RasterError):
        RasterSource.open(str(tmp_path / "missing.tif"))
    assert capfd.readouterr() == ("", "")


def test_a_container_without_bands_asks_for_a_subdataset(tmp_path):
    folder = tmp_path / "container.zarr"
    driver = gdal.GetDriverByName("Zarr")
    if driver is None:
        pytest.skip("this GDAL has no container format that can be written here")
    dataset = driver.CreateMultiDimensional(str(folder))
    group = dataset.GetRootGroup()
    kind = gdal.ExtendedDataType.Create(gdal.GDT_Byte)
    dimensions = [group.CreateDimension(name, None, None, 2) for name in ("y", "x")]
    for name in ("first", "second"):
        group.CreateMDArray(name, dimensions, kind)
    group = dimensions = dataset = None
    with pytest.raises(RasterError, match="subdatasets"):
        RasterSource.open(str(folder))


# A source is a value


def test_a_source_reads_the_same_after_pickling(make_raster, array):
    source = RasterSource.open(make_raster(array, nodata=(13, 25, None), mask=array[0] > 11))
    travelled = pickle.loads(pickle.dumps(source))
    here, there = source.read(WHOLE), travelled.read(WHOLE)
    assert travelled == source
    np.testing.assert_array_equal(there.values, here.values)
    np.testing.assert_array_equal(there.valid, here.valid)


def test_a_source_is_numbers_and_text(make_raster, array):
    source = RasterSource.open(make_raster(array, nodata=13, mask=array[0] > 11))
    assert json.loads(json.dumps(dataclasses.asdict(source)))["bands"] == [1, 2, 3]


def test_threads_may_read_one_source_at_once(make_raster, rng):
    array = rng.integers(0, 65535, (2, 200, 200), dtype=np.uint16)
    source = RasterSource.open(make_raster(array, tile=16))
    tiles = list(source.grid.window.tiles(33, 27)) * 4
    with ThreadPoolExecutor(8) as executor:
        blocks = list(executor.map(source.read, tiles))
    for tile, block in zip(tiles, blocks):
        part = array[:, tile.row : tile.row + tile.height, tile.col : tile.col + tile.width]
        np.testing.assert_array_equal(block.values, part)


@pytest.mark.parametrize("tile", [None, 16, 64, 256])
@pytest.mark.parametrize("n_pixels", [1, 1000, 2**16, 2**20])
def test_windows_are_whole_blocks_and_rows_of_16(make_raster, tile, n_pixels):
    source = RasterSource.open(make_raster(np.zeros((1, 300, 700), np.uint8), tile=tile))
    width, height = source.window_shape(n_pixels)
    assert width % source.block_shape[0] == 0 or width == 700
    assert height % source.block_shape[1] == 0
    assert height % 16 == 0


@pytest.mark.parametrize("n_bands", [1, 13])
def test_a_window_is_held_in_bounded_memory(tmp_path, n_bands):
    path = str(tmp_path / "wide.tif")
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BIGTIFF=YES"]
    gdal.GetDriverByName("GTiff").Create(path, 40_000, 40_000, n_bands, gdal.GDT_Float64, options)
    source = RasterSource.open(path)
    width, height = source.window_shape()
    assert width * height * n_bands * 8 <= 24 * 2**20


# Blocks


def mosaic(path, *paths):
    gdal.BuildVRT(str(path), [str(part) for part in paths])
    return str(path)


def test_blocks_are_those_of_the_file(make_raster):
    path = make_raster(np.zeros((2, 300, 700), np.uint8), tile=64)
    assert RasterSource.open(path).block_shape == (64, 64)


@pytest.mark.parametrize("depth", [1, 3])
def test_blocks_of_a_vrt_are_those_of_the_file_below_it(make_raster, tmp_path, depth):
    path = make_raster(np.zeros((2, 300, 700), np.uint8), tile=64)
    for level in range(depth):
        path = mosaic(tmp_path / f"{level}.vrt", path)
    assert RasterSource.open(path).block_shape == (64, 64)


def test_blocks_of_a_vrt_whose_file_is_gone_are_its_own(make_raster, tmp_path):
    path = make_raster(np.zeros((2, 300, 700), np.uint8), tile=64)
    vrt = mosaic(tmp_path / "lost.vrt", path)
    os.remove(path)
    assert RasterSource.open(vrt).block_shape == (128, 128)


def test_measurements_follow_from_the_scale_and_offset_of_each_band(make_raster, array):
    n = len(array)
    path = make_raster(array, scales=[1e-4] * (n - 1) + [2.0], offsets=[-0.1] * (n - 1) + [0.5])
    source = RasterSource.open(path, (n, 1))
    np.testing.assert_allclose(source.measured([[3, 3000]]), [[6.5, 0.2]])
    np.testing.assert_array_equal(source.read(source.grid.window).values, array[[n - 1, 0]])


def test_where_nothing_is_declared_values_are_the_measurements(make_raster, array):
    source = RasterSource.open(make_raster(array), (1, 2))
    np.testing.assert_array_equal(source.measured([7, 9]), [7, 9])
