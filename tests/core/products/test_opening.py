"""Opening of a product as one raster."""

import os
import shutil
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from products import (
    DATE,
    DRIVER,
    SIZE,
    band_values,
    make_product,
    scene_classes,
    write_band,
    zipped,
)
from runs import open_product

from s2_kmeans_plugin.core.errors import ArgumentError, Cancelled, CoreError, FileError
from s2_kmeans_plugin.core.raster.class_map import read_legend
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.core.spectral.bands import GROUND_BANDS, WAVELENGTHS

ROOT = Path(__file__).resolve().parents[3]
FEW = ("B02", "B05")

needs_jp2 = pytest.mark.skipif(
    DRIVER != "JP2OpenJPEG", reason="GDAL cannot write JPEG 2000 (JP2OpenJPEG)"
)


@pytest.fixture(scope="module")
def made(sample_path, tmp_path_factory):
    """Products by level and baseline."""

    def make(level, baseline, offset):
        folder = tmp_path_factory.mktemp("product")
        return make_product(folder, sample_path, level=level, baseline=baseline, offset=offset)

    return {
        ("L2A", "new"): make("L2A", "05.10", -1000),
        ("L2A", "old"): make("L2A", "03.01", None),
        ("L1C", "new"): make("L1C", "04.00", -1000),
        ("L1C", "old"): make("L1C", "02.04", None),
    }


@pytest.fixture
def l2a(made):
    return made["L2A", "new"]


@pytest.fixture
def damaged(l2a, tmp_path):
    """Copy of the product, and a file in it to damage."""
    safe = Path(shutil.copytree(l2a, tmp_path / os.path.basename(l2a)))
    return safe, next(safe.rglob("*_B05_20m.jp2"))


def pixels(path):
    return gdal.Open(str(path)).ReadAsArray()


def repeated(values, n):
    return values.repeat(n, axis=0).repeat(n, axis=1)


@pytest.mark.parametrize("ending", ["vrt", "tif"])
@pytest.mark.parametrize("level", ["L1C", "L2A"])
def test_ten_bands_lie_on_the_grid_of_10_m(made, sample_path, tmp_path, level, ending):
    path = str(tmp_path / f"bands.{ending}")
    open_product(made[level, "new"], path)
    source = RasterSource.open(path)
    assert source.band_names == GROUND_BANDS
    values = pixels(path)
    for n, band in enumerate(GROUND_BANDS):
        size = 20 if band not in ("B02", "B03", "B04", "B08") else 10
        expected = repeated(band_values(sample_path, band, size), size // 10)
        np.testing.assert_array_equal(values[n], expected)
    assert os.listdir(tmp_path) == [f"bands.{ending}"]


@pytest.mark.parametrize("ending", ["vrt", "tif"])
@pytest.mark.parametrize("level", ["L1C", "L2A"])
@pytest.mark.parametrize(("age", "offset"), [("new", -0.1), ("old", 0.0)])
def test_scale_and_offset_make_reflectances(made, tmp_path, level, age, offset, ending):
    path = str(tmp_path / f"bands.{ending}")
    open_product(made[level, age], path, bands=FEW)
    dataset = gdal.Open(path)
    for number in (1, 2):
        band = dataset.GetRasterBand(number)
        assert band.GetScale() == 0.0001
        assert (band.GetOffset() or 0.0) == offset
        assert band.GetNoDataValue() == 0


@pytest.mark.parametrize("ending", ["vrt", "tif"])
def test_date_baseline_and_wavelengths_are_kept(l2a, tmp_path, ending):
    path = str(tmp_path / f"bands.{ending}")
    open_product(l2a, path, bands=FEW)
    dataset = gdal.Open(path)
    items = dataset.GetMetadata()
    assert items["PRODUCT_START_TIME"] == DATE
    assert items["PROCESSING_BASELINE"] == "05.10"
    assert items["PROCESSING_LEVEL"] == "L2A"
    assert items["PRODUCT_URI"] == os.path.basename(l2a)
    band = dataset.GetRasterBand(2)
    assert band.GetDescription() == "B05"
    assert float(band.GetMetadataItem("wavelength")) == WAVELENGTHS["B05"]
    assert band.GetMetadataItem("wavelength_units") == "Nanometers"


def test_red_green_and_blue_have_their_colours(l2a, tmp_path):
    open_product(l2a, str(tmp_path / "bands.vrt"))
    dataset = gdal.Open(str(tmp_path / "bands.vrt"))
    colors = [dataset.GetRasterBand(n).GetColorInterpretation() for n in (1, 2, 3, 4)]
    assert colors == [gdal.GCI_BlueBand, gdal.GCI_GreenBand, gdal.GCI_RedBand, gdal.GCI_GrayIndex]


def test_bands_have_the_order_of_their_wavelengths(l2a, tmp_path):
    open_product(l2a, str(tmp_path / "bands.vrt"), bands=("B11", "B8A", "B01"))
    assert RasterSource.open(str(tmp_path / "bands.vrt")).band_names == ("B01", "B8A", "B11")


def test_zip_gives_the_same_raster_as_its_folder(l2a, tmp_path):
    path = zipped(l2a, tmp_path / "product.zip", "a {b}/")
    for product, name in ((l2a, "folder"), (path, "zip")):
        open_product(product, str(tmp_path / f"{name}.vrt"))
    np.testing.assert_array_equal(pixels(tmp_path / "zip.vrt"), pixels(tmp_path / "folder.vrt"))


@pytest.mark.parametrize(("resolution", "size"), [(20, SIZE // 2), (60, SIZE // 6)])
def test_coarser_file_of_a_band_is_used_unchanged(l2a, sample_path, tmp_path, resolution, size):
    path = str(tmp_path / "bands.vrt")
    open_product(l2a, path, resolution=resolution, bands=("B02",))
    assert pixels(path).shape == (size, size)
    np.testing.assert_array_equal(pixels(path), band_values(sample_path, "B02", resolution))


@pytest.mark.parametrize("resolution", [10, 20, 60])
@pytest.mark.parametrize("threads", [False, True])
def test_scene_classification_lies_on_the_same_grid(l2a, tmp_path, resolution, threads):
    bands, classes = str(tmp_path / "bands.vrt"), str(tmp_path / "scl.tif")
    executor = ThreadPoolExecutor(2) if threads else None
    open_product(
        l2a, bands, bands=("B02",), resolution=resolution, scene_classes_path=classes,
        executor=executor,
    )  # fmt: skip
    assert RasterSource.open(classes).grid == RasterSource.open(bands).grid
    expected = {
        10: repeated(scene_classes(), 2),
        20: scene_classes(),
        60: scene_classes()[1::3, 1::3],
    }
    np.testing.assert_array_equal(pixels(classes), expected[resolution])


@needs_jp2
@pytest.mark.parametrize("kind", ["SCL", "B02"])
def test_overviews_in_jpeg_2000_replace_no_pixel(tmp_path, rng, kind):
    # OpenJPEG keeps them of files as large as this.
    values = rng.choice(np.array([1, 11], np.uint8 if kind == "SCL" else np.uint16), (600, 600))
    write_band(tmp_path / "B01.jp2", np.ones((200, 200), np.uint16), 60)
    file = write_band(tmp_path / f"{kind}.jp2", values, 20, block=256)
    assert gdal.Open(file).GetRasterBand(1).GetOverviewCount() > 0
    bands, classes = tmp_path / "bands.vrt", tmp_path / "scl.tif"
    names = ("B01",) if kind == "SCL" else ("B01", "B02")
    scl = str(classes) if kind == "SCL" else None
    open_product(str(tmp_path), str(bands), bands=names, resolution=60, scene_classes_path=scl)
    if kind == "SCL":
        np.testing.assert_array_equal(pixels(classes), values[1::3, 1::3])
    else:
        means = values.reshape(200, 3, 200, 3).mean(axis=(1, 3))
        np.testing.assert_allclose(pixels(bands)[1], means, atol=0.51)


def test_scene_classes_have_their_names_and_colours(l2a, tmp_path):
    classes = str(tmp_path / "scl.tif")
    open_product(l2a, str(tmp_path / "bands.vrt"), scene_classes_path=classes)
    source = RasterSource.open(classes)
    legend = read_legend(source, range(1, 12))
    assert source.nodata == (0,)
    assert (legend[4].name, legend[4].color) == ("Vegetation", (0, 160, 0))
    assert (legend[9].name, legend[9].color) == ("Cloud, high probability", (255, 255, 255))
    assert (legend[11].name, legend[11].color) == ("Snow or ice", (255, 150, 255))


def refusal(product, out, error=CoreError, **options):
    """Return the message of a run that fails and leaves nothing."""
    before = set(os.listdir(out.parent))
    with pytest.raises(error) as caught:
        open_product(str(product), str(out), **options)
    assert set(os.listdir(out.parent)) == before
    return str(caught.value)


@pytest.mark.parametrize("ending", ["vrt", "tif"])
def test_missing_band_is_named(damaged, tmp_path, ending):
    safe, _ = damaged
    for file in safe.rglob("*_B05_*"):
        file.unlink()
    sentence = refusal(safe, tmp_path / f"x.{ending}")
    assert "has no B05, only B01, B02, B03" in sentence


@needs_jp2
@pytest.mark.parametrize("part", [0, 0.001, 0.3, 0.9, 0.9999])
def test_incomplete_file_is_named(damaged, tmp_path, part):
    safe, file = damaged
    data = file.read_bytes()
    file.write_bytes(data[: int(part * len(data))])
    sentence = refusal(safe, tmp_path / "x.vrt")
    assert "_B05_20m.jp2 is" in sentence
    assert sentence.endswith(".")


@needs_jp2
def test_incomplete_file_in_a_zip_is_named(damaged, tmp_path):
    safe, file = damaged
    file.write_bytes(file.read_bytes()[:-500])
    path = zipped(safe, tmp_path / "product.zip")
    assert "_B05_20m.jp2 is incomplete or damaged" in refusal(path, tmp_path / "x.vrt")


def test_file_that_is_not_a_raster_is_named(damaged, tmp_path):
    safe, file = damaged
    file.write_bytes(b"<html>Not found</html>")
    assert "_B05_20m.jp2 is not a raster" in refusal(safe, tmp_path / "x.vrt")


def test_scene_classification_of_level_1c_is_refused(made, tmp_path):
    sentence = refusal(
        made["L1C", "new"], tmp_path / "x.vrt", scene_classes_path=str(tmp_path / "scl.tif")
    )
    assert "has no scene classification" in sentence


def test_unknown_scene_class_is_refused(damaged, tmp_path):
    safe, _ = damaged
    file = next(safe.rglob("*_SCL_20m.jp2"))
    file.unlink()
    write_band(file, np.full((SIZE // 2, SIZE // 2), 12, np.uint8), 20)
    sentence = refusal(safe, tmp_path / "x.vrt", scene_classes_path=str(tmp_path / "scl.tif"))
    assert "has the value 12, beyond its last class, 11" in sentence


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"resolution": 30}, "resolution is 30. Choose one of 10, 20, 60."),
        ({"bands": ("B13",)}, "band is B13. Choose one of B01, "),
        ({"bands": ()}, "list of bands is empty"),
    ],
)
def test_unknown_choice_is_refused(l2a, tmp_path, options, sentence):
    assert sentence in refusal(l2a, tmp_path / "x.vrt", ArgumentError, **options)


def test_output_with_another_ending_is_refused(l2a, tmp_path):
    assert "does not end in .vrt, .tif" in refusal(l2a, tmp_path / "x.jp2")


def test_two_outputs_of_one_name_are_refused(l2a, tmp_path):
    path = tmp_path / "x.tif"
    assert "for two outputs" in refusal(l2a, path, scene_classes_path=str(path))


@pytest.mark.parametrize("output", ["B02.tif", "out.vrt"])
def test_file_of_a_band_is_never_overwritten(sample_path, tmp_path, output):
    write_band(tmp_path / "B02.tif", band_values(sample_path, "B02", 10), 10, driver="GTiff")
    write_band(tmp_path / "SCL.tif", scene_classes(), 20, driver="GTiff")
    before = (tmp_path / "B02.tif").read_bytes()
    classes = str(tmp_path / "B02.tif") if output != "B02.tif" else None
    reports = refusal(tmp_path, tmp_path / output, bands=("B02",), scene_classes_path=classes)
    assert "is the input itself" in reports
    assert (tmp_path / "B02.tif").read_bytes() == before


@pytest.mark.parametrize("ending", ["vrt", "tif"])
def test_cancelled_run_leaves_the_old_files(l2a, tmp_path, ending):
    out = tmp_path / f"x.{ending}"
    out.write_text("mine")
    refusal(l2a, out, Cancelled, is_cancelled=lambda: True)
    assert out.read_text() == "mine"


def test_run_cancelled_while_bands_are_copied_leaves_both_outputs_as_they_were(l2a, tmp_path):
    outs = [tmp_path / name for name in ("x.tif", "scl.tif")]
    for out in outs:
        out.write_text("mine")
    reports = []
    with pytest.raises(Cancelled):
        open_product(
            l2a,
            str(outs[0]),
            scene_classes_path=str(outs[1]),
            progress=reports.append,
            is_cancelled=lambda: bool(reports) and reports[-1] > 0.3,
        )
    assert [out.read_text() for out in outs] == ["mine", "mine"]
    assert sorted(os.listdir(tmp_path)) == ["scl.tif", "x.tif"]


@pytest.mark.parametrize("ending", ["vrt", "tif"])
@pytest.mark.parametrize("failing", [0, 1])
def test_failing_move_of_one_output_keeps_the_other(l2a, tmp_path, ending, failing):
    outs = [tmp_path / f"x.{ending}", tmp_path / "scl.tif"]
    for out in outs:
        out.write_text("mine")

    def block_at_the_end(fraction):
        # A folder that is not empty: the move onto it fails.
        if fraction == 1.0:
            outs[failing].unlink()
            (outs[failing] / "inside").mkdir(parents=True)

    paths = {"scene_classes_path": str(outs[1]), "bands": FEW}
    with pytest.raises(FileError, match="cannot be written"):
        open_product(l2a, str(outs[0]), progress=block_at_the_end, **paths)
    assert outs[1 - failing].read_text() == "mine"


@pytest.mark.parametrize("ending", ["vrt", "tif"])
def test_cancel_at_the_end_leaves_both_outputs_unchanged(l2a, tmp_path, ending):
    outs = [tmp_path / f"x.{ending}", tmp_path / "scl.tif"]
    for out in outs:
        out.write_text("mine")
    reports = []
    with pytest.raises(Cancelled):
        open_product(
            l2a,
            str(outs[0]),
            scene_classes_path=str(outs[1]),
            bands=FEW,
            progress=reports.append,
            is_cancelled=lambda: reports[-1:] == [1.0],
        )
    assert [out.read_text() for out in outs] == ["mine", "mine"]


@pytest.mark.parametrize("ending", ["vrt", "tif"])
def test_cancel_after_the_first_move_does_not_count(l2a, tmp_path, ending):
    out, classes = tmp_path / f"x.{ending}", tmp_path / "scl.tif"
    paths = {"scene_classes_path": str(classes), "bands": FEW}
    open_product(l2a, str(out), is_cancelled=lambda: out.exists() or classes.exists(), **paths)
    assert out.exists()
    assert classes.exists()


@pytest.mark.parametrize("ending", ["vrt", "tif"])
def test_stale_files_of_the_old_raster_are_removed(l2a, tmp_path, ending):
    out = tmp_path / f"x.{ending}"
    open_product(l2a, str(out), bands=FEW)
    expected = set(os.listdir(tmp_path))
    for suffix in (".ovr", ".msk", ".aux.xml"):
        (tmp_path / f"x.{ending}{suffix}").write_text("stale")
    open_product(l2a, str(out), bands=FEW)
    assert set(os.listdir(tmp_path)) == expected


def test_progress_reaches_the_end(l2a, tmp_path):
    reports = []
    open_product(
        l2a,
        str(tmp_path / "x.tif"),
        scene_classes_path=str(tmp_path / "scl.tif"),
        progress=reports.append,
    )
    assert reports == sorted(reports)
    assert reports[-1] == 1.0


FULL = """
    import resource, signal, sys
    from s2_kmeans_plugin.core import ProductOutputs, open_product
    from s2_kmeans_plugin.core.errors import FileError

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
    try:
        open_product(sys.argv[1], ProductOutputs(sys.argv[2]))
        print("made")
    except FileError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits of POSIX")
# Of the file: versions of GDAL pack it differently. The last is all but one byte.
@pytest.mark.parametrize("part", [0.15, 0.85, 0.997, 0.999_999])
def test_full_disk_is_an_error_and_leaves_the_old_files(l2a, tmp_path, part):
    whole = tmp_path / "whole.tif"
    open_product(l2a, str(whole))
    limit = int(part * whole.stat().st_size)
    whole.unlink()
    out = tmp_path / "x.tif"
    out.write_text("mine")
    code = textwrap.dedent(FULL)
    done = subprocess.run(
        [sys.executable, "-c", code, l2a, str(out), str(limit)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert "cannot be written" in done.stdout, done.stderr
    assert out.read_text() == "mine"
    assert os.listdir(tmp_path) == ["x.tif"]
