"""Meaning of the names of files and products."""

import pytest

from s2_kmeans_plugin.core.products.product_names import (
    find_images,
    granules_of,
    metadata_from_name,
    names_scene_classes,
    resolution_of,
    tile_of,
)

STAMP = "20240601T154819"
GRANULE = f"GRANULE/L2A_T18SVG_A046720_{STAMP}"


@pytest.mark.parametrize(
    ("name", "band", "resolution"),
    [
        (f"{GRANULE}/IMG_DATA/R20m/T18SVG_{STAMP}_B02_20m.jp2", "B02", 20),
        (f"T18SVG_{STAMP}_B02.jp2", "B02", 10),
        ("B8A.tif", "B8A", 20),
        ("B01.tiff", "B01", 60),
        ("SCL.tif", "SCL", 20),
        ("SCL_60m.tif", "SCL", 60),
    ],
)
def test_name_of_a_file_means_a_band_and_a_pixel_size(name, band, resolution):
    assert find_images([name], "") == {name: band}
    assert resolution_of(name, band) == resolution


@pytest.mark.parametrize(
    "name",
    [
        "MTD_MSIL2A.xml",
        f"{GRANULE}/QI_DATA/MSK_DETFOO_B02.jp2",
        "MSK_CLOUDS_B02.tif",
        "__MACOSX/B02.jp2",
        "folder/._B02.jp2",
        "T18SVG_TCI.jp2",
        "B02.png",
    ],
)
def test_other_files_are_ignored(name):
    assert find_images([name], "") == {}


def test_files_outside_the_wanted_part_are_ignored():
    assert find_images(["a/B02.tif", "b/B03.tif"], "b/") == {"b/B03.tif": "B03"}


def test_specified_folders_exclude_pictures_beside_them():
    official = f"{GRANULE}/IMG_DATA/B02.jp2"
    assert find_images(["preview/B03.jp2", official], "") == {official: "B02"}


def test_granules_and_tiles_are_those_of_the_names():
    names = [f"{GRANULE}/IMG_DATA/T18SVG_{STAMP}_{band}.jp2" for band in ("B02", "B03")]
    assert granules_of(names) == [GRANULE]
    assert tile_of(names) == "18SVG"
    assert tile_of([*names, "T18SVF_B04.jp2"]) == ""
    assert granules_of(["B02.jp2"]) == []


@pytest.mark.parametrize("name", ["SCL.tif", f"T18SVG_{STAMP}_SCL_20m.jp2", "scl.vrt"])
def test_name_of_a_scene_classification_is_recognised(name):
    assert names_scene_classes(name)


@pytest.mark.parametrize("name", ["B02.tif", "SCLERA.tif", "MUSCLE.tif"])
def test_other_name_is_no_scene_classification(name):
    assert not names_scene_classes(name)


@pytest.mark.parametrize(("baseline", "offsets"), [("N0400", {-1000.0}), ("N0399", set())])
def test_name_of_a_product_states_its_metadata(baseline, offsets):
    name = f"S2A_MSIL2A_{STAMP}_{baseline}_R054_T18SVG_20240601T204159.SAFE"
    metadata = metadata_from_name(name)
    assert (metadata.level, metadata.date) == ("L2A", "2024-06-01T15:48:19Z")
    assert metadata.baseline == f"{baseline[1:3]}.{baseline[3:]}"
    assert metadata.quantification == 10_000
    assert set(metadata.offsets.values()) == offsets
    assert metadata.is_guessed


def test_other_name_states_no_metadata():
    assert metadata_from_name("S2A_OPER_PRD_MSIL1C.SAFE") is None
