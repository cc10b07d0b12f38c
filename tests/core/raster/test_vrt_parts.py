"""Files that a VRT lays on one grid."""

import numpy as np
import pytest
from osgeo import gdal
from products import DRIVER, write_band

from s2_kmeans_plugin.core.raster.band_file import BandFile
from s2_kmeans_plugin.core.raster.grid import Grid
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.core.raster.vrt_parts import Part

pytestmark = pytest.mark.skipif(
    DRIVER != "JP2OpenJPEG", reason="GDAL cannot write JPEG 2000 (JP2OpenJPEG)"
)


def part(width=4, source_box=(0, 0, 4, 4), target_box=(0, 0, 8, 8)):
    file = BandFile("B05.jp2", 1, Grid(width, 4), "JP2OpenJPEG", "UInt16", (4, 4), None)
    return Part(file, source_box, target_box, 0.0)


@pytest.fixture
def make_vrt(tmp_path, rng):
    """A factory of the source of a VRT of one band in JPEG 2000, with a change of its text."""

    def make(old="", new=""):
        band = tmp_path / "B02.jp2"
        write_band(band, rng.integers(1, 9000, (64, 64)).astype(np.uint16), 10)
        path = tmp_path / "stack.vrt"
        gdal.BuildVRT(str(path), [str(band)]).FlushCache()
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return RasterSource.open(str(path))

    return make


def test_pixels_of_the_grid_find_the_pixel_of_the_file_under_their_middle():
    places, first = part().places(0, 0, 8)
    assert (places.tolist(), first) == ([0, 0, 1, 1, 2, 2, 3, 3], 0)


def test_pixels_beyond_the_file_have_no_place():
    places, first = part(target_box=(2, 0, 8, 8)).places(0, 0, 6)
    assert (places.tolist(), first) == ([0, 0, 1, 1], 2)


def test_places_follow_a_shift_by_a_part_of_a_pixel():
    places, _ = part(source_box=(0.5, 0, 3.5, 4), target_box=(0, 0, 7, 8)).places(0, 0, 7)
    assert places.tolist() == [0, 1, 1, 2, 2, 3, 3]


def test_file_of_a_vrt_is_a_part(make_vrt):
    (found,) = make_vrt().parts
    assert found.file.path.endswith("B02.jp2")
    assert (found.file.grid.width, found.file.grid.height, found.dtype) == (64, 64, "uint16")
    assert found.n_bytes == 64 * 64 * 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<SourceBand>1</SourceBand>", "<SourceBand>2</SourceBand>"),
        ("<SimpleSource>", '<SimpleSource resampling="bilinear">'),
        ("SimpleSource>", "ComplexSource>"),
        (
            "<SourceBand>",
            '<OpenOptions><OOI key="OVERVIEW_LEVEL">NONE</OOI></OpenOptions><SourceBand>',
        ),
    ],
    ids=["no such band", "resampled", "complex", "with options"],
)
def test_band_that_is_anything_but_one_file_has_no_part(make_vrt, old, new):
    assert make_vrt(old, new).parts == ()


def test_other_rasters_have_no_parts(sample_path, make_raster):
    assert RasterSource.open(sample_path).parts == ()
    path = make_raster(np.ones((1, 8, 8), np.uint16), nodata=[0])
    assert path.endswith(".vrt")
    assert RasterSource.open(path).parts == ()
