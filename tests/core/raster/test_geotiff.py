"""GeoTIFF of a class map: contents, destinations and failures of writing."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from runs import committed

from s2_kmeans_plugin.core.errors import FileError
from s2_kmeans_plugin.core.files.commit import Staging
from s2_kmeans_plugin.core.legend import ClassEntry
from s2_kmeans_plugin.core.raster.geotiff import ClassWriter, check_map_destination
from s2_kmeans_plugin.core.raster.grid import Grid, Window
from s2_kmeans_plugin.core.raster.source import RasterSource

ROOT = Path(__file__).resolve().parents[3]
LEGEND = [
    ClassEntry(1, "Sea", (0, 10, 200)),
    ClassEntry(2, "Sand", (250, 240, 200)),
    ClassEntry(3, "Forêt", (1, 99, 2)),
]
COUNTS = np.array([5, 0, 2**31 + 1])
NORTH_UP = (442970.0, 10.0, 0.0, 4174060.0, 0.0, -10.0)
ROTATED = (442970.125, 8.1, 5.2, 4174060.7, 6.3, -9.1)


@pytest.fixture
def grid(make_raster):
    return RasterSource.open(make_raster(np.zeros((300, 400), np.uint8), "grid.tif")).grid


@pytest.fixture
def classes(rng):
    return rng.integers(0, 4, (300, 400), dtype=np.uint8)


def write(path, grid, classes, counts=(1, 2, 3), window_height=256):
    with committed(path) as file, ClassWriter(file, grid, LEGEND, window_height) as writer:
        for tile in grid.window.tiles(grid.width, window_height):
            writer.write(tile, classes[tile.row : tile.row + tile.height])
        writer.add_table(np.array(counts))
        writer.seal()
    return gdal.Open(str(path))


def names_in(folder):
    return sorted(entry.name for entry in folder.iterdir())


# Contents


@pytest.mark.parametrize("window_height", [16, 48, 256, 512, 25])
def test_file_has_the_written_pixels(tmp_path, grid, classes, window_height):
    dataset = write(tmp_path / "map.tif", grid, classes, window_height=window_height)
    np.testing.assert_array_equal(dataset.ReadAsArray(), classes)


@pytest.mark.parametrize("geotransform", [NORTH_UP, ROTATED], ids=["north up", "rotated"])
def test_geotransform_is_exact(tmp_path, grid, classes, geotransform):
    placed = Grid(400, 300, geotransform, grid.projection)
    dataset = write(tmp_path / "map.tif", placed, classes)
    assert dataset.GetGeoTransform() == geotransform


def test_file_has_the_reference_system_of_the_grid(tmp_path, grid, classes):
    dataset = write(tmp_path / "map.tif", grid, classes)
    assert dataset.GetSpatialRef().GetAuthorityCode(None) == "32618"


def test_map_without_georeference_stays_without(tmp_path, classes):
    dataset = write(tmp_path / "map.tif", Grid(400, 300), classes)
    assert dataset.GetGeoTransform(can_return_null=True) is None
    assert dataset.GetProjection() == ""


def test_map_is_a_tiled_deflated_byte_geotiff_with_nodata_0(tmp_path, grid, classes):
    dataset = write(tmp_path / "map.tif", grid, classes)
    band = dataset.GetRasterBand(1)
    assert dataset.GetDriver().ShortName == "GTiff"
    assert dataset.RasterCount == 1
    assert band.DataType == gdal.GDT_Byte
    assert band.GetNoDataValue() == 0
    assert band.GetBlockSize() == [256, 256]
    assert dataset.GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE") == "DEFLATE"


def test_tiles_are_not_higher_than_windows(tmp_path, grid, classes):
    dataset = write(tmp_path / "map.tif", grid, classes, window_height=48)
    assert dataset.GetRasterBand(1).GetBlockSize() == [256, 48]


def test_colour_table_has_the_colours_of_the_legend(tmp_path, grid, classes):
    dataset = write(tmp_path / "map.tif", grid, classes)
    table = dataset.GetRasterBand(1).GetColorTable()
    colors = [table.GetColorEntry(entry.value) for entry in LEGEND]
    assert colors == [(*entry.color, 255) for entry in LEGEND]


def test_categories_have_the_names_of_the_legend(tmp_path, grid, classes):
    dataset = write(tmp_path / "map.tif", grid, classes)
    band = dataset.GetRasterBand(1)
    # GDAL 3.6 reads the category names only after other metadata of the band.
    assert band.GetDescription() == "class"
    assert band.GetCategoryNames() == ["", "Sea", "Sand", "Forêt"]


@pytest.fixture
def attribute_table(tmp_path, grid, classes):
    # The fixture yields, since a return would close the dataset that owns the table.
    dataset = write(tmp_path / "map.tif", grid, classes, COUNTS)
    yield dataset.GetRasterBand(1).GetDefaultRAT()  # noqa: PT022


def test_attribute_table_declares_the_usage_of_its_columns(attribute_table):
    columns = [
        (attribute_table.GetNameOfCol(n), attribute_table.GetUsageOfCol(n))
        for n in range(attribute_table.GetColumnCount())
    ]
    assert columns == [
        ("value", gdal.GFU_MinMax),
        ("name", gdal.GFU_Name),
        ("pixels", gdal.GFU_PixelCount),
        ("red", gdal.GFU_Red),
        ("green", gdal.GFU_Green),
        ("blue", gdal.GFU_Blue),
    ]


def test_attribute_table_has_a_row_for_each_class(attribute_table):
    rows = [
        (
            attribute_table.GetValueAsInt(row, 0),
            attribute_table.GetValueAsString(row, 1),
            tuple(attribute_table.GetValueAsInt(row, column) for column in (3, 4, 5)),
        )
        for row in range(attribute_table.GetRowCount())
    ]
    assert rows == [(entry.value, entry.name, entry.color) for entry in LEGEND]


def test_counts_beyond_32_bits_are_exact(attribute_table):
    assert [attribute_table.GetValueAsDouble(row, 2) for row in range(3)] == COUNTS.tolist()


def test_small_counts_are_integers(tmp_path, grid, classes):
    dataset = write(tmp_path / "map.tif", grid, classes)
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    assert table.GetTypeOfCol(2) == gdal.GFT_Integer
    assert [table.GetValueAsInt(row, 2) for row in range(3)] == [1, 2, 3]


def test_equal_classes_give_equal_files(tmp_path, grid, classes):
    write(tmp_path / "one.tif", grid, classes)
    write(tmp_path / "two.tif", grid, classes)
    assert (tmp_path / "one.tif").read_bytes() == (tmp_path / "two.tif").read_bytes()


# Staging


def test_writer_leaves_only_the_map_and_its_table(out, grid, classes):
    write(out / "map.tif", grid, classes)
    assert names_in(out) == ["map.tif", "map.tif.aux.xml"]


def test_destination_is_empty_before_the_commit(tmp_path, grid, classes):
    path = tmp_path / "map.tif"
    with Staging() as staging, ClassWriter(staging.file(str(path)), grid, LEGEND, 256) as writer:
        writer.write(Window(0, 0, 400, 256), classes[:256])
        assert not path.exists()


def test_staging_without_commit_leaves_no_file(out, grid, classes):
    path = str(out / "map.tif")
    with Staging() as staging, ClassWriter(staging.file(path), grid, LEGEND, 256) as writer:
        writer.write(Window(0, 0, 400, 256), classes[:256])
    assert names_in(out) == []


def test_error_while_writing_leaves_no_file(out, grid):
    path = str(out / "map.tif")
    with (
        pytest.raises(ZeroDivisionError),
        committed(path) as file,
        ClassWriter(file, grid, LEGEND, 256),
    ):
        raise ZeroDivisionError
    assert names_in(out) == []


def test_staging_without_commit_keeps_the_existing_files(out, grid, classes):
    write(out / "map.tif", grid, classes)
    (out / "map.tif.ovr").write_bytes(b"overviews")
    before = {name: (out / name).read_bytes() for name in names_in(out)}
    path = str(out / "map.tif")
    with Staging() as staging, ClassWriter(staging.file(path), grid, LEGEND, 256) as writer:
        writer.write(Window(0, 0, 400, 256), 3 - classes[:256])
    assert {name: (out / name).read_bytes() for name in names_in(out)} == before


def test_existing_output_is_replaced(tmp_path, grid, classes):
    write(tmp_path / "map.tif", grid, classes)
    dataset = write(tmp_path / "map.tif", grid, 3 - classes)
    np.testing.assert_array_equal(dataset.ReadAsArray(), 3 - classes)


@pytest.mark.parametrize("suffix", [".ovr", ".msk"])
def test_stale_file_of_an_older_map_is_removed(tmp_path, grid, classes, suffix):
    beside = tmp_path / f"map.tif{suffix}"
    beside.write_bytes(b"overviews")
    write(tmp_path / "map.tif", grid, classes)
    assert not beside.exists()


# Destinations


@pytest.fixture
def source(make_raster):
    return RasterSource.open(make_raster(np.zeros((3, 4), np.uint8), "input.tif"))


def test_new_file_in_a_folder_is_accepted(tmp_path, source):
    check_map_destination(str(tmp_path / "map.tif"), source)


def test_existing_file_other_than_the_input_is_accepted(tmp_path, source):
    (tmp_path / "map.tif").write_bytes(b"")
    check_map_destination(str(tmp_path / "map.tif"), source)


def test_folder_is_refused(tmp_path, source):
    with pytest.raises(FileError, match="is a folder"):
        check_map_destination(str(tmp_path), source)


def test_missing_folder_is_refused_by_name(tmp_path, source):
    with pytest.raises(FileError, match=f"the folder {tmp_path / 'nowhere'} does not exist"):
        check_map_destination(str(tmp_path / "nowhere" / "map.tif"), source)


def test_path_of_the_input_is_refused(source):
    with pytest.raises(FileError, match="is the input itself"):
        check_map_destination(source.path, source)


def test_link_to_the_input_is_refused(tmp_path, source):
    link = tmp_path / "link.tif"
    link.symlink_to(source.path)
    with pytest.raises(FileError, match="is the input itself"):
        check_map_destination(str(link), source)


def test_file_inside_the_input_is_refused(tmp_path, source):
    virtual = str(tmp_path / "input.vrt")
    gdal.BuildVRT(virtual, [source.path]).FlushCache()
    with pytest.raises(FileError, match="is the input itself"):
        check_map_destination(source.path, RasterSource.open(virtual))


def test_relative_path_of_the_input_is_refused(tmp_path, source, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match="is the input itself"):
        check_map_destination("input.tif", source)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_folder_without_permission_is_refused(tmp_path, grid, classes):
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        with pytest.raises(FileError, match="cannot be written"):
            write(folder / "map.tif", grid, classes)
    finally:
        folder.chmod(0o700)


def test_write_to_a_missing_folder_is_an_error(tmp_path, grid, classes):
    with pytest.raises(FileError, match="cannot be written"):
        write(tmp_path / "nowhere" / "map.tif", grid, classes)


FULL_DISK = """
    import resource, signal, sys
    import numpy as np
    from osgeo import gdal
    from s2_kmeans_plugin.core.errors import FileError
    from s2_kmeans_plugin.core.files.commit import Staging
    from s2_kmeans_plugin.core.legend import ClassEntry
    from s2_kmeans_plugin.core.raster.grid import Grid
    from s2_kmeans_plugin.core.raster.geotiff import ClassWriter

    path, limit, exceptions, noisy = sys.argv[1:]
    (gdal.UseExceptions if exceptions == "raises" else gdal.DontUseExceptions)()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    classes = np.ones((1024, 1024), dtype=np.uint8)
    if noisy == "True":
        classes = np.random.default_rng(0).integers(1, 255, classes.shape, dtype=np.uint8)
    legend = [ClassEntry(value, f"Class {value}", (value, 0, 0)) for value in range(1, 256)]
    grid = Grid(1024, 1024, (0.0, 1.0, 0.0, 0.0, 0.0, -1.0))
    try:
        with Staging() as staging:
            with ClassWriter(staging.file(path), grid, legend, 256) as writer:
                for tile in grid.window.tiles(1024, 256):
                    writer.write(tile, classes[tile.row : tile.row + tile.height])
                writer.add_table(np.ones(255, dtype=int))
                writer.seal()
            staging.commit()
    except FileError as error:
        print(error)
"""


def write_with_limit(path, limit, exceptions="returns", noisy=True):
    """Return the error of the writer if no file may be larger than a limit."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            textwrap.dedent(FULL_DISK),
            *(str(path), str(limit), exceptions, str(noisy)),
        ],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def earlier_map(out):
    path = out / "map.tif"
    path.write_bytes(b"old map")
    return path


def assert_untouched(path):
    assert names_in(path.parent) == ["map.tif"]
    assert path.read_bytes() == b"old map"


limits_files = pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files")


@limits_files
@pytest.mark.parametrize("exceptions", ["raises", "returns"])
@pytest.mark.parametrize("limit", [100, 10_000, 400_000, 900_000])
def test_full_disk_is_an_error_and_keeps_the_existing_file(earlier_map, limit, exceptions):
    assert "map.tif cannot be written" in write_with_limit(earlier_map, limit, exceptions)
    assert_untouched(earlier_map)


@limits_files
@pytest.mark.parametrize("exceptions", ["raises", "returns"])
@pytest.mark.parametrize("missing", [1, 100, 1000, 5000])
def test_disk_that_is_full_at_the_last_moment_is_an_error(
    tmp_path, earlier_map, missing, exceptions
):
    assert write_with_limit(tmp_path / "whole.tif", 10**9) == ""
    limit = (tmp_path / "whole.tif").stat().st_size - missing
    assert "map.tif cannot be written" in write_with_limit(earlier_map, limit, exceptions)
    assert_untouched(earlier_map)


@limits_files
@pytest.mark.parametrize("exceptions", ["raises", "returns"])
@pytest.mark.parametrize("missing", [2, 1000, 10_000])  # The last byte is a line end.
def test_disk_without_room_for_the_attribute_table_is_an_error(
    tmp_path, earlier_map, missing, exceptions
):
    assert write_with_limit(tmp_path / "whole.tif", 10**9, noisy=False) == ""
    # GDAL keeps the table beside the raster, and inside it since 3.11. That file is the larger one.
    table = max(path.stat().st_size for path in tmp_path.glob("whole.*"))
    message = write_with_limit(earlier_map, table - missing, exceptions, noisy=False)
    assert "map.tif cannot be written" in message
    assert_untouched(earlier_map)


def test_existing_table_is_kept_if_the_raster_cannot_be_moved(tmp_path, monkeypatch, grid, classes):
    path = tmp_path / "map.tif"
    (tmp_path / "map.tif.aux.xml").write_text("earlier")
    move = os.replace

    def refuse_the_raster(source, target):
        # Windows refuses the move while another program has the file open.
        if str(target) == str(path):
            raise PermissionError(13, "in use")
        move(source, target)

    monkeypatch.setattr(os, "replace", refuse_the_raster)
    with pytest.raises(FileError, match="in use"):
        write(path, grid, classes)
    assert (tmp_path / "map.tif.aux.xml").read_text() == "earlier"
    assert names_in(tmp_path) == ["grid.tif", "map.tif.aux.xml"]
