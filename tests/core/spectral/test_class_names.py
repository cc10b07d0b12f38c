"""Suggested names of classes."""

import numpy as np
import pytest

from s2_kmeans_plugin.core.errors import ArgumentError
from s2_kmeans_plugin.core.spectral import class_names
from s2_kmeans_plugin.core.spectral.class_names import NAMES, suggest_names

pytestmark = pytest.mark.filterwarnings("error")

BANDS = ("B02", "B03", "B04", "B08", "B11")

# Reflectances of surfaces in blue, green, red, near and short-wave infrared, as textbooks draw
# them.
SPECTRA = {
    "clear water": (0.05, 0.04, 0.02, 0.01, 0.005),
    "turbid water": (0.08, 0.11, 0.12, 0.09, 0.02),
    "mudflat": (0.08, 0.10, 0.12, 0.14, 0.09),
    "forest": (0.02, 0.04, 0.03, 0.35, 0.15),
    "meadow": (0.04, 0.08, 0.05, 0.45, 0.22),
    "stubble": (0.07, 0.10, 0.13, 0.25, 0.30),
    "dry soil": (0.10, 0.14, 0.19, 0.26, 0.36),
    "asphalt": (0.10, 0.11, 0.12, 0.14, 0.17),
    "beach": (0.24, 0.31, 0.37, 0.43, 0.52),
    "white roof": (0.25, 0.25, 0.27, 0.30, 0.27),
    "snow": (0.90, 0.88, 0.86, 0.75, 0.10),
    "cloud": (0.60, 0.58, 0.58, 0.62, 0.45),
}


def named(*surfaces, bands=BANDS, scale=1e4, **options):
    """Return the names that are suggested for surfaces by some of their bands."""
    columns = [BANDS.index(band) for band in bands]
    means = np.array([SPECTRA[surface] for surface in surfaces])[:, columns] * scale
    return suggest_names(means, bands, **options)


@pytest.mark.parametrize(
    ("surface", "name"),
    [
        ("clear water", "Water"),
        ("turbid water", "Water"),
        ("mudflat", "Wet or shadow"),
        ("forest", "Dense vegetation"),
        ("meadow", "Dense vegetation"),
        ("stubble", "Sparse vegetation"),
        ("dry soil", "Bare soil or built-up"),
        ("asphalt", "Bare soil or built-up"),
        ("beach", "Sand or bright surface"),
        ("snow", "Snow or cloud"),
        ("white roof", "Bright surface, snow or cloud"),
        ("cloud", "Bright surface, snow or cloud"),
    ],
)
def test_surface_gets_its_name(surface, name):
    assert named(surface) == [name]


@pytest.mark.parametrize("bands", [("B03", "B04", "B08"), ("B04", "B08")])
def test_names_are_coarser_without_short_wave_infrared(bands):
    names = named(
        "clear water",
        "forest",
        "stubble",
        "dry soil",
        "asphalt",
        "beach",
        "snow",
        "cloud",
        bands=bands,
    )
    assert names == [
        "Water",
        "Dense vegetation",
        "Sparse vegetation",
        "Bare soil or built-up",
        "Dark surface or shadow",
        "Bright surface, snow or cloud 1",
        "Bright surface, snow or cloud 2",
        "Bright surface, snow or cloud 3",
    ]


@pytest.mark.parametrize("bands", [("B04",), ("B08", "B11"), ("B02", "B03", "B04"), ()])
def test_red_and_near_infrared_are_needed(bands):
    assert named("forest", "beach", bands=bands) == ["Class 1", "Class 2"]


def test_unidentified_bands_are_ignored():
    means = np.array([[300.0, 0.84, 3500.0, 9.0], [1900.0, 0.16, 2600.0, 9.0]])
    names = suggest_names(means, ("b04", "ndvi", "b08", "Band 4"))
    assert names == ["Dense vegetation", "Bare soil or built-up"]


def test_bands_may_be_named_in_words():
    means = [[0.03, 0.35], [0.19, 0.26]]
    names = suggest_names(means, ("Red", "NIR"))
    assert names == ["Dense vegetation", "Bare soil or built-up"]


def test_narrow_near_infrared_replaces_a_missing_wide_one():
    assert suggest_names([[300, 3500]], ("B04", "B8A")) == ["Dense vegetation"]
    # The NDVI is 0.16 with B08 and 0.65 with B8A.
    assert suggest_names([[1900, 9000, 2600]], ("B04", "B8A", "B08")) == ["Bare soil or built-up"]


def test_first_of_several_dates_counts():
    bands = ("2018_B04", "2018_B08", "2019_B04", "2019_B08")
    assert suggest_names([[300, 3500, 1900, 2600]], bands) == ["Dense vegetation"]


def test_equal_names_are_numbered_in_the_order_of_the_classes():
    assert named("clear water", "forest", "dry soil", "meadow", "asphalt", "stubble") == [
        "Water",
        "Dense vegetation 1",
        "Bare soil or built-up 1",
        "Dense vegetation 2",
        "Bare soil or built-up 2",
        "Sparse vegetation",
    ]


def test_class_without_means_keeps_its_number():
    means = [SPECTRA["forest"], [np.nan] * 5, SPECTRA["meadow"]]
    names = suggest_names(means, BANDS, class_name="Klasse {value}")
    assert names == ["Dense vegetation 1", "Klasse 2", "Dense vegetation 2"]


def test_band_without_a_mean_counts_as_missing():
    means = np.array([SPECTRA["beach"], SPECTRA["forest"]])
    means[0, 4] = means[1, 2] = np.nan
    assert suggest_names(means, BANDS) == ["Bright surface, snow or cloud", "Class 2"]


def test_names_are_translated_without_their_numbers():
    asked = []

    def translate(text):
        asked.append(text)
        return text.upper()

    names = named("forest", "meadow", "clear water", translate=translate)
    assert names == ["DENSE VEGETATION 1", "DENSE VEGETATION 2", "WATER"]
    assert set(asked) <= set(NAMES)


def test_list_of_names_to_translate_is_complete():
    constants = {
        value
        for name, value in vars(class_names).items()
        if name.isupper() and isinstance(value, str)
    }
    assert constants == set(NAMES)
    assert len(NAMES) == len(constants)


@pytest.mark.parametrize("scale", [1, 1e4])
def test_unit_of_products_is_recognised(scale):
    surfaces = tuple(SPECTRA)
    assert named(*surfaces, scale=scale) == named(*surfaces, scale=1, reflectance_scale=1)


@pytest.mark.parametrize("scale", [100, 255, 65535])
def test_values_in_an_unknown_unit_get_no_names(scale):
    assert named("snow", "forest", scale=scale) == ["Class 1", "Class 2"]


def test_unit_can_be_given():
    assert named("snow", "forest", scale=100, reflectance_scale=0.01) == [
        "Snow or cloud",
        "Dense vegetation",
    ]


def test_unidentified_bands_do_not_change_the_unit():
    assert suggest_names([[0.03, 0.35, 295.0]], ("red", "nir", "temperature")) == [
        "Dense vegetation"
    ]


def test_reflectances_below_zero_count_as_black():
    means = [[0.02, -0.01, -0.02, -0.001], [-0.01, -0.01, -0.01, -0.01]]
    assert suggest_names(means, ("B03", "B04", "B08", "B11")) == ["Class 1", "Class 2"]
    assert suggest_names([[0.03, 0.01, -0.02, -0.001]], ("B03", "B04", "B08", "B11")) == ["Water"]


@pytest.mark.parametrize(
    ("red", "nir", "name"),
    [
        (0.1, 0.301, "Dense vegetation"),  # NDVI 0.5012
        (0.1, 0.3, "Sparse vegetation"),  # 0.5
        (0.2, 0.301, "Sparse vegetation"),  # 0.201
        (0.2, 0.299, "Bare soil or built-up"),  # 0.198
        (0.12, 0.149, "Dark surface or shadow"),
        (0.1, 0.1, "Dark surface or shadow"),
        (0.1, 0.099, "Water"),  # Below 0.
        (0.25, 0.25, "Bare soil or built-up"),
        (0.251, 0.25, "Bright surface, snow or cloud"),
    ],
)
def test_names_change_at_the_published_thresholds(red, nir, name):
    assert suggest_names([[red, nir]], ("B04", "B08")) == [name]


@pytest.mark.parametrize(
    ("nir", "swir", "name"),
    [
        (0.30, 0.34, "Sand or bright surface"),  # 0.88
        (0.30, 0.33, "Bright surface, snow or cloud"),  # 0.91
        (0.30, 0.10, "Bright surface, snow or cloud"),
    ],
)
def test_infrared_separates_bright_surfaces(nir, swir, name):
    assert suggest_names([[0.27, nir, swir]], ("B04", "B08", "B11")) == [name]


def test_surface_is_wet_if_only_one_index_says_water():
    bands = ("B03", "B04", "B08", "B11")
    # NDWI 0.05, MNDWI -0.1; then -0.05 and 0.1.
    assert suggest_names([[0.1, 0.09, 0.09, 0.12]], bands) == ["Wet or shadow"]
    assert suggest_names([[0.1, 0.10, 0.11, 0.08]], bands) == ["Wet or shadow"]


def test_no_classes_get_no_names():
    assert suggest_names(np.empty((0, 5)), BANDS) == []


@pytest.mark.parametrize("means", [[[1.0, 2.0]], [1.0, 2.0, 3.0]])
def test_wrong_number_of_band_names_is_refused(means):
    with pytest.raises(ArgumentError, match="3 band names need"):
        suggest_names(means, ("B03", "B04", "B08"))
