"""Match of the bands of a raster with those of a model or of another raster."""

from dataclasses import replace

import numpy as np
import pytest
from cluster_models import model_of
from osgeo import gdal
from runs import apply_model, classify

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.maps.band_matching import in_bands_of, match_bands
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.core.spectral.indices import with_indices

QUICK = {"n_init": 2, "n_clusters": 4, "sample_size": 6000}


# Bands of a model


@pytest.fixture
def model():
    return replace(model_of(np.zeros((2, 3))), band_names=("B02", "B03", "B08"))


@pytest.fixture
def with_names(make_raster):
    """Return a function that makes a raster with the given names of bands."""

    def make(names):
        return RasterSource.open(make_raster(np.zeros((len(names), 2, 2)), band_names=names))

    return make


@pytest.mark.parametrize(
    ("names", "bands"),
    [
        (["B02", "B03", "B08"], (1, 2, 3)),
        (["B08", "B03", "B02"], (3, 2, 1)),
        (["B01", "B02", "B03", "B04", "B08"], (2, 3, 5)),
        (["coastal", "B2 - Blue", "green", "red", "NIR"], (2, 3, 5)),
        (["one", "two", "three"], (1, 2, 3)),
        (["Band 1", "Band 2", "Band 3"], (1, 2, 3)),
        (["B02", "B03", "B8A"], (1, 2, 3)),
    ],
)
def test_bands_match_a_model_by_name_meaning_or_order(model, with_names, names, bands):
    assert match_bands(model, with_names(names)) == bands


@pytest.mark.parametrize(
    "names",
    [
        ["B02", "B03"],
        ["one", "two", "three", "four"],
        ["B02", "B03", "B04", "B11"],
        ["B02", "B02", "B03", "B08"],
        ["B03", "B02", "B8A"],
    ],
)
def test_bands_that_match_no_model_are_refused_with_both_lists(model, with_names, names):
    with pytest.raises(RasterError) as caught:
        match_bands(model, with_names(names))
    assert ", ".join(names) in str(caught.value)
    assert "B02, B03, B08" in str(caught.value)


def test_bands_match_a_model_by_number_if_both_have_default_names(model, with_names):
    model = replace(model, band_names=("Band 2", "Band 3", "Band 5"))
    assert match_bands(model, with_names([f"Band {n}" for n in range(1, 8)])) == (2, 3, 5)


# Bands of the first raster of a series


def test_bands_without_names_match_by_number(make_raster, images):
    first, second = (
        RasterSource.open(make_raster(image, f"{n}.tif")) for n, image in enumerate(images[:2])
    )
    assert in_bands_of(first.choose([3, 1]), second).bands == (3, 1)


def test_different_bands_are_refused_with_both_lists(sources, make_raster, images):
    path = make_raster(images[1][:2], "other.tif", band_names=("B02", "B03"))
    with pytest.raises(RasterError, match=r"B02, B03.*B02, B04, B08"):
        in_bands_of(sources[0], RasterSource.open(path))


def test_other_rasters_take_the_indices_of_the_first(sources):
    first = with_indices(sources[0].choose([1]), ["NDVI"])
    second = in_bands_of(first, sources[1])
    assert second.feature_names == ("B02", "NDVI")
    assert np.allclose(
        second.read(second.grid.window).values[1],
        with_indices(sources[1].choose([1]), ["NDVI"]).read(second.grid.window).values[1],
    )


class TestUnits:
    """Products since baseline 04.00 have values larger by 1000 and declare this offset."""

    @pytest.fixture
    def old(self, make_raster, images, band_names):
        path = make_raster(
            images[0], "old.tif", band_names=band_names, scales=[1e-4] * 3, offsets=[0.0] * 3
        )
        return RasterSource.open(path)

    @pytest.fixture
    def new(self, make_raster, images, band_names):
        path = make_raster(
            images[0] + 1000,
            "new.tif",
            band_names=band_names,
            scales=[1e-4] * 3,
            offsets=[-0.1] * 3,
            nodata=1300,
        )
        return RasterSource.open(path)

    def test_equal_reflectances_have_equal_values(self, old, new):
        window = old.grid.window
        values, valid = in_bands_of(old, new).read(window)
        expected = old.read(window).values
        assert np.array_equal(values[:, valid], expected[:, valid])

    def test_nodata_keeps_its_declared_value(self, old, new):
        window = old.grid.window
        stored = new.read(window).values
        valid = in_bands_of(old, new).read(window).valid
        assert np.array_equal(valid, (stored != 1300).all(axis=0))

    def test_model_of_old_values_gives_the_same_map_of_new_values(self, old, new, out):
        outcome = classify(old, str(out / "old.tif"), **QUICK)
        model = type(outcome.model).from_json(outcome.model.to_json())
        applied = apply_model(new, model, str(out / "new.tif"))
        one, two = (gdal.Open(str(out / f"{name}.tif")).ReadAsArray() for name in ("old", "new"))
        assert np.array_equal(one[two > 0], two[two > 0])
        assert applied.likeness.sentinel2_shift == 0

    def test_values_are_not_converted_if_one_raster_declares_no_unit(self, sources, new):
        assert in_bands_of(sources[0], new).conversion is None
        assert in_bands_of(new, sources[0]).conversion is None
