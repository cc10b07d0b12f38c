"""Types of pixels, and nodata values as these types hold them."""

import numpy as np
import pytest
from osgeo import gdal

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.source import RasterSource

WHOLE = Window(0, 0, 4, 3)


def valid_of(path, bands=None):
    return RasterSource.open(path, bands).read(WHOLE).valid


def stack(folder, *paths):
    """A VRT with each raster as a band of its own type and nodata value."""
    virtual = str(folder / "stack.vrt")
    gdal.BuildVRT(virtual, list(paths), separate=True).FlushCache()
    return virtual


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


def test_refused_type_of_a_band_that_is_not_chosen_is_ignored(make_raster, tmp_path):
    place = {"geotransform": (0.0, 1.0, 0.0, 0.0, 0.0, -1.0)}
    first = make_raster(np.ones((2, 2), dtype="uint8"), "first.tif", **place)
    second = make_raster(np.ones((2, 2), dtype="complex64"), "second.tif", **place)
    assert RasterSource.open(stack(tmp_path, first, second), (1,)).dtype == "uint8"
