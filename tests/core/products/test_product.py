"""Products in folders and zips."""

import os
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from products import (
    BANDS,
    DATE,
    STAMP,
    make_old_product,
    make_product,
    metadata_xml,
    write_band,
    zipped,
)

from s2_kmeans_plugin.core.errors import CoreError, RasterError
from s2_kmeans_plugin.core.products import archive
from s2_kmeans_plugin.core.products.product import find_product

L2A_BANDS = tuple(band for band in BANDS if band != "B10")


@pytest.fixture(scope="module")
def l2a(sample_path, tmp_path_factory):
    return make_product(tmp_path_factory.mktemp("l2a"), sample_path, driver="GTiff")


@pytest.fixture(scope="module")
def l1c(sample_path, tmp_path_factory):
    return make_product(tmp_path_factory.mktemp("l1c"), sample_path, level="L1C", driver="GTiff")


@pytest.fixture
def copy(l2a, tmp_path):
    """Copy of the product of Level-2A, to damage."""
    return Path(shutil.copytree(l2a, tmp_path / os.path.basename(l2a)))


def refusal(path):
    with pytest.raises(CoreError) as caught:
        find_product(str(path))
    return str(caught.value)


def resolutions(product, band):
    return sorted(file.resolution for file in product.files[band])


def loose(folder, *names):
    for name in names:
        write_band(folder / name, np.ones((2, 2), np.uint16), 10, driver="GTiff")
    return find_product(str(folder))


def test_product_of_level_2a_is_complete(l2a):
    product = find_product(l2a)
    assert product.name == os.path.basename(l2a)
    assert product.tile == "18SVG"
    assert product.bands == L2A_BANDS
    assert product.metadata.level == "L2A"
    assert product.metadata.date == DATE
    assert not product.metadata.is_guessed
    assert resolutions(product, "B02") == [10, 20, 60]
    assert resolutions(product, "B05") == [20, 60]
    assert resolutions(product, "SCL") == [20]


def test_product_of_level_1c_is_complete(l1c):
    product = find_product(l1c)
    assert product.bands == tuple(BANDS)
    assert [resolutions(product, band) for band in ("B02", "B05", "B10")] == [[10], [20], [60]]
    assert "SCL" not in product.files


def test_product_with_older_names_is_complete(sample_path, tmp_path):
    product = find_product(make_old_product(tmp_path, sample_path))
    assert product.bands == tuple(BANDS)
    assert product.tile == "18SVG"
    assert (product.metadata.level, product.metadata.baseline) == ("L1C", "02.04")
    assert product.offset_of("B02") == 0


@pytest.mark.parametrize(
    "place",
    [
        "MTD_MSIL2A.xml",
        "GRANULE",
        f"GRANULE/L2A_T18SVG_A046720_{STAMP}/MTD_TL.xml",
        f"GRANULE/L2A_T18SVG_A046720_{STAMP}/IMG_DATA/R60m/T18SVG_{STAMP}_B01_60m.jp2",
    ],
)
def test_product_is_found_from_a_file_or_folder_in_it(l2a, place):
    assert find_product(f"{l2a}/{place}") == find_product(l2a)


def test_folder_of_one_pixel_size_excludes_the_others(l2a):
    product = find_product(f"{l2a}/GRANULE/L2A_T18SVG_A046720_{STAMP}/IMG_DATA/R20m")
    assert resolutions(product, "B02") == [20]
    assert product.metadata.baseline == "05.10"


@pytest.mark.parametrize("inside", ["", "downloads/2024 June/"])
def test_zip_is_read_in_place(l2a, tmp_path, inside):
    path = zipped(l2a, tmp_path / "product.zip", inside)
    product, folder = find_product(path), find_product(l2a)
    assert product.metadata == folder.metadata
    assert product.bands == folder.bands
    assert product.tile == "18SVG"
    assert product.inputs == (path,)
    assert os.listdir(tmp_path) == ["product.zip"]


def test_folder_with_one_zip_means_the_zip(l2a, tmp_path):
    path = zipped(l2a, tmp_path / "product.zip")
    assert find_product(str(tmp_path)).path == path


def test_names_that_lead_out_of_a_zip_are_ignored(l2a, tmp_path):
    path = zipped(l2a, tmp_path / "product.zip")
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("../B10.jp2", "/B10.jp2", "a/../../B10.jp2"):
            archive.writestr(name, b"")
    assert find_product(path).bands == L2A_BANDS


def test_product_without_metadata_has_the_facts_of_its_name(copy):
    (copy / "MTD_MSIL2A.xml").unlink()
    product = find_product(str(copy))
    assert product.metadata.is_guessed
    assert product.metadata.date == "2024-06-01T15:48:19Z"
    assert (product.metadata.level, product.metadata.baseline) == ("L2A", "05.10")
    assert product.offset_of("B02") == -0.1


def test_older_product_without_metadata_has_no_offset(copy):
    (copy / "MTD_MSIL2A.xml").unlink()
    old = copy.rename(copy.parent / copy.name.replace("N0510", "N0301"))
    product = find_product(str(old))
    assert (product.scale, product.offset_of("B02")) == (1e-4, 0)


@pytest.mark.parametrize(
    "names",
    [
        ("s2_B02.jp2", "s2_B8A.jp2"),
        ("B02.tif", "B8A.tif", "B02.tif.aux.xml", "preview.tif"),
        ("R10m/B02.jp2", "R20m/B8A.jp2", "qi/MSK_CLDPRB_20m.jp2"),
        ("T18SVG_20240601T154819_B02_10m.tif", "T18SVG_20240601T154819_B8A_20m.tif"),
        ("2024-06-01-00_00_Sentinel-2_L2A_B02_(Raw).tiff", "x_Sentinel-2_L2A_B8A_(Raw).tiff"),
        ("blue.tif", "nir08.tif", "visual.tif"),
        ("B02.jp2", "._B02.jp2", "__MACOSX/B02.jp2", "B8A.jp2"),
        ("a/B02.jp2", "B8A.jp2", "a/MSK_DETFOO_B02.jp2"),
    ],
)
def test_folder_of_bands_is_a_product_without_metadata(tmp_path, names):
    product = loose(tmp_path, *names)
    assert product.bands == ("B02", "B8A")
    assert product.metadata.date == ""
    assert product.scale is None


def test_file_in_a_folder_of_bands_means_the_folder(tmp_path):
    product = loose(tmp_path, "B02.tif", "B03.tif")
    assert find_product(str(tmp_path / "B03.tif")) == product


def test_file_in_a_folder_of_bands_excludes_the_subfolders(tmp_path):
    loose(tmp_path, "B02.tif", "older/B02.tif", "older/B03.tif")
    assert find_product(str(tmp_path / "B02.tif")).bands == ("B02",)


@pytest.mark.parametrize(
    ("band", "wanted", "chosen"),
    [("B02", 10, 10), ("B02", 60, 60), ("B05", 10, 20), ("B08", 60, 10)],
)
def test_file_that_fits_the_pixel_size_is_chosen(l2a, band, wanted, chosen):
    assert find_product(l2a).file_of(band, wanted).resolution == chosen


def test_missing_band_is_named_with_the_existing_ones(l2a):
    with pytest.raises(RasterError, match=r"SAFE has no B10, only B01, B02, .*. Choose among"):
        find_product(l2a).file_of("B10", 10)


def test_two_files_of_one_band_are_refused(tmp_path):
    product = loose(tmp_path, "a/B02.tif", "b/B02.tif")
    with pytest.raises(RasterError, match=r"several files of B02: a/B02.tif, b/B02.tif"):
        product.file_of("B02", 10)


def test_several_tiles_are_refused_and_one_of_them_can_be_chosen(sample_path, tmp_path):
    safe = make_old_product(tmp_path, sample_path, tiles=("18SVG", "18SVF"))
    assert "holds 2 tiles" in refusal(safe)
    granules = sorted(os.listdir(f"{safe}/GRANULE"))
    assert find_product(f"{safe}/GRANULE/{granules[0]}").tile == "18SVF"


def test_folder_of_several_products_is_refused(l2a, l1c, tmp_path):
    shutil.copytree(l2a, tmp_path / os.path.basename(l2a))
    shutil.copytree(l1c, tmp_path / os.path.basename(l1c))
    assert "holds 2 tiles" in refusal(tmp_path)


def test_damaged_metadata_are_refused(copy):
    (copy / "MTD_MSIL2A.xml").write_text(metadata_xml()[:500])
    assert "MTD_MSIL2A.xml is damaged" in refusal(copy)


def test_huge_metadata_are_refused(copy, monkeypatch):
    monkeypatch.setattr(archive, "_MAX_BYTES", 100)
    assert "MTD_MSIL2A.xml is larger than" in refusal(copy)


def test_folder_with_too_many_files_is_refused(copy, monkeypatch):
    monkeypatch.setattr(archive, "_MAX_FILES", 5)
    assert "more than 5 files" in refusal(copy)


def test_incomplete_zip_is_refused(l2a, tmp_path):
    path = Path(zipped(l2a, tmp_path / "product.zip"))
    path.write_bytes(path.read_bytes()[:-1000])
    assert "is not a complete zip. Download the product again" in refusal(path)


@pytest.mark.parametrize("name", ["nothing", "nothing.zip"])
def test_missing_path_is_refused(tmp_path, name):
    assert "does not exist" in refusal(tmp_path / name)


def test_folder_without_bands_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("B02.jp2")
    assert "has no bands of Sentinel-2" in refusal(tmp_path)
