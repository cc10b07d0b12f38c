"""Indices, computed as the bands are read."""

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from s2_kmeans_plugin.core import choices
from s2_kmeans_plugin.core.errors import ArgumentError
from s2_kmeans_plugin.core.raster.grid import Window
from s2_kmeans_plugin.core.raster.reader import RasterReader
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.core.spectral.indices import FORMULAS, Features, Index, with_indices

NAMES = ("B02", "B03", "B04", "B08", "B11")
WHOLE = Window(0, 0, 30, 20)


@pytest.fixture
def array(rng):
    return rng.integers(1000, 9000, (5, 20, 30)).astype(np.uint16)


def values_of(source, window=WHOLE):
    return source.read(window).values


def by_hand(blue, green, red, nir, swir):
    """Return the six indices as published, in float64."""
    return {
        "NDVI": (nir - red) / (nir + red),
        "NDWI": (green - nir) / (green + nir),
        "MNDWI": (green - swir) / (green + swir),
        "NDBI": (swir - nir) / (swir + nir),
        "NDMI": (nir - swir) / (nir + swir),
        "BSI": ((swir + red) - (nir + blue)) / ((swir + red) + (nir + blue)),
    }


# The formulas


def test_forms_offer_every_index():
    assert tuple(FORMULAS) == choices.INDICES


@pytest.mark.parametrize("name", FORMULAS)
def test_index_follows_its_formula(make_raster, array, name):
    source = with_indices(RasterSource.open(make_raster(array, band_names=NAMES)), [name])
    expected = by_hand(*array.astype(np.float64))[name]
    np.testing.assert_allclose(values_of(source)[5], expected, atol=1e-6)


@pytest.mark.parametrize("name", FORMULAS)
def test_declared_scale_and_offset_are_applied(make_raster, array, name):
    path = make_raster(array, band_names=NAMES, scales=[1e-4] * 5, offsets=[-0.1] * 5)
    expected = by_hand(*(array * 1e-4 - 0.1))[name]
    index = values_of(with_indices(RasterSource.open(path), [name]))[5]
    np.testing.assert_allclose(index, expected, atol=1e-6)


def test_each_band_has_its_own_scale_and_offset(make_raster, array):
    scales, offsets = [1e-4, 2e-4, 5e-5, 1e-4, 1e-3], [0.1, 0.2, 0.0, -0.05, 0.3]
    path = make_raster(array, band_names=NAMES, scales=scales, offsets=offsets)
    measured = array * np.array(scales)[:, None, None] + np.array(offsets)[:, None, None]
    values = values_of(with_indices(RasterSource.open(path), FORMULAS))
    np.testing.assert_allclose(values[5:], list(by_hand(*measured).values()), atol=1e-6)


def test_bands_keep_the_values_of_the_file(make_raster, array):
    path = make_raster(array, band_names=NAMES, scales=[1e-4] * 5, offsets=[-0.1] * 5)
    values = values_of(with_indices(RasterSource.open(path), ["NDVI"]))
    np.testing.assert_array_equal(values[:5], array)


def test_black_pixels_have_an_index_of_zero(make_raster):
    path = make_raster(np.zeros((5, 20, 30), np.uint8), band_names=NAMES)
    assert not values_of(with_indices(RasterSource.open(path), FORMULAS)).any()


def test_negative_reflectance_counts_as_zero(make_raster, array):
    array[2:4] = [[[995]], [[1003]]]
    path = make_raster(array, band_names=NAMES, scales=[1e-4] * 5, offsets=[-0.1] * 5)
    # Red is -5 and near infrared 3 of 10,000: green rather than, with a sum below 0, bare.
    assert (values_of(with_indices(RasterSource.open(path), ["NDVI"]))[5] == 1).all()


floats = st.floats(width=32, allow_subnormal=True)


@given(
    hnp.arrays(np.float32, (5, 3, 4), elements=floats),
    st.sampled_from([1.0, 1e-4, -2.0, 1e6]),
    st.sampled_from([0.0, -0.1, 1000.0]),
)
def test_index_lies_between_minus_one_and_one(values, scale, offset):
    indices = (Index("NDVI", (0, 1)), Index("BSI", (0, 1, 2, 3)))
    out = np.empty((7, 3, 4), dtype=np.float32)
    Features(5, indices).fill(out, values, (scale,) * 5, (offset,) * 5)
    assert (np.abs(out[5:]) <= 1).all()


def test_windows_have_the_values_of_the_whole(make_raster, array):
    source = with_indices(RasterSource.open(make_raster(array, band_names=NAMES)), FORMULAS)
    parts = [values_of(source, Window(col, 0, 7, 20)).copy() for col in (0, 7, 14)]
    np.testing.assert_array_equal(np.concatenate(parts, axis=2), values_of(source)[:, :, :21])


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [("uint8", "float32"), ("uint16", "float32"), ("int32", "float64"), ("float64", "float64")],
)
def test_feature_type_holds_bands_and_indices(make_raster, array, dtype, expected):
    path = make_raster((array // 40).astype(dtype), band_names=NAMES)
    source = with_indices(RasterSource.open(path), ["NDVI"])
    assert values_of(source).dtype == source.feature_dtype == expected


# Which bands


def test_band_that_only_an_index_needs_is_no_feature(make_raster, array):
    path = make_raster(array, band_names=NAMES)
    source = with_indices(RasterSource.open(path, (2, 1)), ["NDVI"])
    assert source.feature_names == ("B03", "B02", "NDVI")
    assert source.compared_bands == (2, 1)
    values = values_of(source)
    np.testing.assert_array_equal(values[:2], array[[1, 0]])
    expected = by_hand(*array.astype(np.float64))["NDVI"]
    np.testing.assert_allclose(values[2], expected, atol=1e-6)


def test_pixel_is_invalid_if_a_band_of_an_index_has_no_value(make_raster, array):
    array[3, 4, 5] = 0
    path = make_raster(array, band_names=NAMES, nodata=0)
    block = with_indices(RasterSource.open(path, (1,)), ["NDVI"]).read(WHOLE)
    assert np.flatnonzero(~block.valid).tolist() == [4 * 30 + 5]


def test_near_infrared_of_10_m_is_preferred_to_the_narrow_one(make_raster, array):
    path = make_raster(array, band_names=("B8A", "B03", "B04", "B08", "B11"))
    assert with_indices(RasterSource.open(path, (1, 3)), ["NDVI"]).bands == (1, 3, 4)


def test_narrow_near_infrared_is_accepted(make_raster, array):
    path = make_raster(array, band_names=("B02", "B03", "B04", "B8A", "B11"))
    assert with_indices(RasterSource.open(path, (1,)), ["NDVI"]).bands == (1, 4, 3)


def test_bands_without_names_can_be_given(make_raster, array):
    source = RasterSource.open(make_raster(array[::-1].copy()), (1,))
    source = with_indices(source, ["NDVI"], {"NIR": 2, "RED": 3})
    expected = by_hand(*array.astype(np.float64))["NDVI"]
    np.testing.assert_allclose(values_of(source)[1], expected, atol=1e-6)


def test_given_band_is_preferred_to_a_named_one(make_raster, array):
    path = make_raster(array, band_names=NAMES)
    source = with_indices(RasterSource.open(path, (1,)), ["NDVI"], {"RED": 2})
    assert source.bands == (1, 4, 2)


def test_chosen_date_is_preferred(make_raster, array):
    path = make_raster(array[:4], band_names=("1 B04", "1 B08", "2 B04", "2 B08"))
    source = with_indices(RasterSource.open(path, (3, 4)), ["NDVI"])
    assert source.features.indices[0].positions == (1, 0)


def refused(source, names, given=None):
    with pytest.raises(ArgumentError) as refusal:
        with_indices(source, names, given)
    return str(refusal.value)


def test_missing_band_is_named_with_the_way_out(make_raster, array):
    message = refused(RasterSource.open(make_raster(array)), ["NDVI", "BSI"])
    for part in ("NDVI", "NIR", "B08", "Band 1, Band 2", "NIR_BAND", "leave NDVI out"):
        assert part in message


def test_two_bands_with_one_meaning_are_refused(make_raster, array):
    path = make_raster(array, band_names=("1 B04", "1 B08", "2 B04", "2 B08", "x"))
    message = refused(RasterSource.open(path), ["NDVI"])
    assert "several bands" in message
    assert "(2, 4)" in message


def test_band_that_does_not_exist_is_refused(make_raster, array):
    source = RasterSource.open(make_raster(array, band_names=NAMES))
    assert "Band 9 does not exist" in refused(source, ["NDVI"], {"NIR": 9})


def test_one_band_for_two_roles_is_refused(make_raster, array):
    source = RasterSource.open(make_raster(array, band_names=NAMES))
    assert "band 3 stands for both" in refused(source, ["NDVI"], {"NIR": 3})


def test_source_without_indices_stays_the_same(make_raster, array):
    source = RasterSource.open(make_raster(array, band_names=NAMES))
    assert with_indices(source, []) is source


def test_repeated_index_counts_once(make_raster, array):
    source = RasterSource.open(make_raster(array, band_names=NAMES))
    assert with_indices(source, ["NDVI", "BSI", "NDVI"]).features.names == ("NDVI", "BSI")


def test_index_with_a_wrong_number_of_bands_is_refused():
    with pytest.raises(ValueError, match="is not an index of"):
        Index("BSI", (0, 1))


# As a value


def test_source_with_indices_can_be_pickled(make_raster, array):
    source = with_indices(RasterSource.open(make_raster(array, band_names=NAMES)), FORMULAS)
    there = pickle.loads(pickle.dumps(RasterReader(source)))
    np.testing.assert_array_equal(there.read(WHOLE).values, values_of(source))


def test_indices_have_no_scale(make_raster, array):
    path = make_raster(array, band_names=NAMES, scales=[1e-4] * 5, offsets=[-0.1] * 5)
    source = with_indices(RasterSource.open(path, (1, 2)), ["NDVI"])
    measured = source.to_measurements([2000, 3000, 0.5])
    np.testing.assert_allclose(measured, [0.1, 0.2, 0.5])


def test_windows_of_a_source_with_indices_hold_no_more_bytes(make_raster):
    source = RasterSource.open(make_raster(np.zeros((5, 4000, 300), np.float64), band_names=NAMES))
    wide = replace(source, features=with_indices(source, FORMULAS).features)
    width, height = wide.window_shape()
    assert width * height * (5 + 11) * 8 <= 24 * 2**20
