"""Bands of Sentinel-2 and their names."""

import pytest

from s2_kmeans_plugin.core.spectral.bands import WAVELENGTHS, identify_band, identify_bands


def test_bands_have_the_order_of_their_wavelengths():
    assert list(WAVELENGTHS.values()) == sorted(WAVELENGTHS.values())
    assert len(WAVELENGTHS) == 13


@pytest.mark.parametrize("band", WAVELENGTHS)
def test_code_of_a_band_is_identified(band):
    file_name = f"2018-12-01-00_00_2018-12-01-23_59_Sentinel-2_L2A_{band}_(Raw).tiff"
    for name in (band, band.lower(), f"{band} - some words", file_name, f"T32UMC_{band}_10m.jp2"):
        assert identify_band(name) == band


@pytest.mark.parametrize(
    ("name", "band"),
    [
        ("B2", "B02"),
        ("B8", "B08"),
        ("b8a", "B8A"),
        ("B08A", "B8A"),
        ("b11", "B11"),
        ("B02 - Blue", "B02"),
        ("B4, central wavelength 665 nm", "B04"),
        ("S2B_MSIL2A_20240101_B12", "B12"),
        ("blue", "B02"),
        ("Green", "B03"),
        ("Band 4: red", "B04"),
        ("NIR", "B08"),
        ("mean_nir", "B08"),
        ("near-infrared", "B08"),
        ("Near Infrared (842 nm)", "B08"),
        ("NIR narrow", "B8A"),
        ("narrow near infrared", "B8A"),
        ("nir08", "B8A"),
        ("red edge 2", "B06"),
        ("rededge1", "B05"),
        ("Vegetation Red Edge 3", "B07"),
        ("swir1", "B11"),
        ("SWIR 2", "B12"),
        ("swir16", "B11"),
        ("swir22", "B12"),
        ("short-wave infrared 1", "B11"),
        ("coastal aerosol", "B01"),
        ("water vapour", "B09"),
        ("cirrus", "B10"),
        # A word is one also with another satellite; its numbers are not.
        ("LC08_red", "B04"),
    ],
)
def test_other_names_of_bands_are_identified(name, band):
    assert identify_band(name) == band


@pytest.mark.parametrize(
    "name",
    [
        "",
        "ndvi",
        "Band 4",
        "Band_4",
        # Programs number the bands of any raster so.
        "b4",
        "B13",
        "B0",
        "B002",
        "AB02",
        "B8/B4",
        "(B08 - B04) / (B08 + B04)",
        "red-green ratio",
        "nir / red",
        "red edge",
        "swir",
        "infrared",
        "thermal infrared",
        "bluegrass",
        "shared",
        "LC08_L1TP_022049_B4",
        "LE07_B3.TIF",
        "SR_B4",
        "Landsat 5 B3",
        "band 3 reflectance",
    ],
)
def test_name_of_no_band_or_several_is_not_identified(name):
    assert identify_band(name) is None


def test_bands_are_identified_if_each_name_means_one():
    assert identify_bands(["B4", "B03"]) == ["B04", "B03"]
    assert identify_bands(["B4", "NDVI"]) is None


def test_repeated_band_is_not_identified():
    assert identify_bands(["B04", "B4"]) is None
