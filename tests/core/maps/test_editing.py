"""Editing of a class map and of its model."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal
from runs import apply_model, classify, edit_classes

from s2_kmeans_plugin.core.errors import Cancelled, FileError, RasterError
from s2_kmeans_plugin.core.legend import ClassEntry, make_legend
from s2_kmeans_plugin.core.maps.edit_plan import Edit
from s2_kmeans_plugin.core.maps.edit_table import read_edits
from s2_kmeans_plugin.core.models.model import ClusterModel
from s2_kmeans_plugin.core.raster.class_map import read_legend
from s2_kmeans_plugin.core.raster.source import RasterSource
from s2_kmeans_plugin.core.reports.tables import class_table

GREEN = (0, 99, 0)

# Class 1 has 4 pixels, class 2 has 3, class 3 has 2, class 9 has 1, and 2 are nodata.
# A pixel has 100 square metres.
CLASSES = np.array([[1, 1, 2, 0], [1, 1, 2, 3], [9, 3, 2, 0]])


@pytest.fixture
def map_of(make_raster):
    """Return a function that writes a class map without legend and opens it."""

    def make(classes, dtype=np.uint8, **options):
        return RasterSource.open(make_raster(np.asarray(classes, dtype), **options))

    return make


def with_legend(source, names, colors=()):
    """Return a VRT around a raster, with category names and a colour table."""
    path = source.path + ".vrt"
    dataset = gdal.GetDriverByName("VRT").CreateCopy(path, gdal.Open(source.path))
    band = dataset.GetRasterBand(1)
    band.SetCategoryNames(list(names))
    if colors:
        table = gdal.ColorTable()
        for value, color in enumerate(colors):
            table.SetColorEntry(value, (*color, 255))
        band.SetColorTable(table)
    band = dataset = None
    return RasterSource.open(path)


def classes_in(path):
    source = RasterSource.open(str(path))
    return source.read(source.grid.window).values[0]


def legend_in(path):
    values = np.unique(classes_in(path)).tolist()
    return read_legend(RasterSource.open(str(path)), [value for value in values if value])


# The map


def test_edited_map_equals_one_made_by_hand(map_of, out):
    path = str(out / "map.tif")
    edits = [Edit(3, 1, "Forest", GREEN), Edit(9, 0), Edit(2, 200)]
    outcome = edit_classes(map_of(CLASSES), edits, path)
    assert classes_in(path).tolist() == [[1, 1, 200, 0], [1, 1, 200, 1], [0, 1, 200, 0]]
    assert [entry.value for entry in outcome.legend] == [1, 200]
    assert outcome.counts.tolist() == [6, 3]
    assert outcome.hectares == pytest.approx([0.06, 0.03])
    assert (outcome.n_pixels, outcome.n_nodata, outcome.unknown) == (9, 3, ())


def test_file_has_the_new_names_and_colours(map_of, out):
    path = str(out / "map.tif")
    outcome = edit_classes(map_of(CLASSES), [Edit(3, 7, "Forest", GREEN)], path)
    assert legend_in(path) == {entry.value: entry for entry in outcome.legend}
    assert legend_in(path)[7] == ClassEntry(7, "Forest", GREEN)
    dataset = gdal.Open(path)
    table = dataset.GetRasterBand(1).GetDefaultRAT()
    rows = range(table.GetRowCount())
    assert [table.GetValueAsInt(row, 0) for row in rows] == [1, 2, 7, 9]
    assert [table.GetValueAsInt(row, 2) for row in rows] == [4, 3, 2, 1]


def test_classes_without_an_edit_keep_names_and_colours_of_a_foreign_map(map_of, out):
    colors = [(0, 0, 0), (1, 1, 250), (250, 250, 2), (3, 90, 3)]
    source = with_legend(map_of(CLASSES), ["", "Water", "Sand", "Wood"], colors)
    outcome = edit_classes(source, [Edit(3, 3, "Forest"), Edit(9, 0)], str(out / "map.tif"))
    assert outcome.legend == (
        ClassEntry(1, "Water", (1, 1, 250)),
        ClassEntry(2, "Sand", (250, 250, 2)),
        ClassEntry(3, "Forest", (3, 90, 3)),
    )


@pytest.mark.parametrize("red", [65_535, 256, -1])
def test_colours_outside_8_bits_are_ignored(map_of, out, red):
    source = with_legend(map_of(CLASSES), ["", "Water", "Sand", "Wood"])
    table = gdal.RasterAttributeTable()
    usages = (gdal.GFU_MinMax, gdal.GFU_Red, gdal.GFU_Green, gdal.GFU_Blue)
    for column, (usage, value) in enumerate(zip(usages, (1, red, 0, 0))):
        table.CreateColumn(str(usage), gdal.GFT_Integer, usage)
        table.SetRowCount(1)
        table.SetValueAsInt(0, column, value)
    dataset = gdal.Open(source.path, gdal.GA_Update)
    dataset.GetRasterBand(1).SetDefaultRAT(table)
    dataset = None
    outcome = edit_classes(source, [Edit(3, 3, "Forest")], str(out / "map.tif"))
    assert outcome.legend[0] == make_legend(3, "distinct", names=["Water"] * 3)[0]


@pytest.mark.parametrize("dtype", [np.int16, np.uint16, np.int32, np.float32, np.float64])
def test_map_of_any_type_is_edited(map_of, out, dtype):
    path = str(out / "map.tif")
    nodata = -9999 if np.dtype(dtype).kind != "u" else 65_535
    classes = np.where(CLASSES == 0, nodata, CLASSES)
    edit_classes(map_of(classes, dtype, nodata=nodata), [Edit(3, 1)], path)
    np.testing.assert_array_equal(classes_in(path), np.where(CLASSES == 3, 1, CLASSES))
    assert classes_in(path).dtype == np.uint8


@pytest.mark.parametrize("n_threads", [None, 3])
@pytest.mark.parametrize("tile", [None, 64])
def test_layout_and_threads_do_not_change_the_edited_map(map_of, out, rng, tile, n_threads):
    classes = rng.integers(0, 256, (900, 1300))
    lookup = rng.integers(0, 256, 256)
    lookup[0] = 0
    edits = [Edit(n, int(lookup[n])) for n in range(1, 256)]
    executor = ThreadPoolExecutor(n_threads) if n_threads else None
    plain = str(out / "plain.tif")
    edit_classes(map_of(classes, name="plain.tif"), edits, plain)
    source = map_of(classes, name="other.tif", tile=tile)
    edit_classes(source, edits, str(out / "map.tif"), executor=executor)
    np.testing.assert_array_equal(classes_in(out / "map.tif"), lookup[classes])
    if tile is None:
        with open(plain, "rb") as one, open(out / "map.tif", "rb") as other:
            assert one.read() == other.read()


def test_named_class_without_pixels_stays_in_the_legend(map_of, out):
    source = with_legend(map_of([[1, 2]]), ["", "Water", "Sand", "Ice"])
    outcome = edit_classes(source, [Edit(3, 8)], str(out / "map.tif"))
    assert [(entry.value, entry.name) for entry in outcome.legend] == [
        (1, "Water"),
        (2, "Sand"),
        (8, "Ice"),
    ]
    assert outcome.counts.tolist() == [1, 1, 0]


def test_map_without_unit_has_no_hectares(map_of, out):
    source = map_of(CLASSES, geotransform=None, epsg=None)
    assert edit_classes(source, [Edit(3, 1)], str(out / "map.tif")).hectares is None


def test_metadata_keep_the_origin_of_the_map(map_of, out):
    path = str(out / "map.tif")
    edit_classes(map_of(CLASSES), [Edit(3, 1)], path, about={"command": "the line"})
    assert gdal.Open(path).GetMetadataItem("S2KMEANS_COMMAND") == "the line"


# Refusals and cancellation


def test_unknown_class_is_reported(map_of, out):
    edits = [Edit(77, 1), Edit(3, 1)]
    assert edit_classes(map_of(CLASSES), edits, str(out / "map.tif")).unknown == (77,)


def test_edits_of_unknown_classes_only_are_refused(map_of, out):
    with pytest.raises(RasterError, match=r"has the classes 1, 2, 3, 9, .* 77, 78"):
        edit_classes(map_of(CLASSES), [Edit(77, 1), Edit(78, 2)], str(out / "map.tif"))
    assert os.listdir(out) == []


def test_edits_that_drop_every_class_are_refused(map_of, out):
    with pytest.raises(RasterError, match="Keep at least one"):
        edit_classes(map_of([[4, 5]]), [Edit(4, 0), Edit(5, 0)], str(out / "map.tif"))


def test_raster_of_nodata_only_is_refused(map_of, out):
    with pytest.raises(RasterError, match="only nodata and no classes"):
        edit_classes(map_of([[0, 0]]), [Edit(4, 1)], str(out / "map.tif"))


def test_image_is_refused(map_of, out):
    with pytest.raises(RasterError, match="is not a class map"):
        edit_classes(map_of([[1, 900]], np.int16), [Edit(1, 2)], str(out / "map.tif"))


def test_output_over_the_input_is_refused(map_of):
    source = map_of(CLASSES)
    with pytest.raises(FileError, match="is the input itself"):
        edit_classes(source, [Edit(3, 1)], source.path)


@pytest.mark.parametrize("n_allowed", [1, 4])
def test_cancellation_keeps_the_existing_file(map_of, out, rng, n_allowed):
    path = out / "map.tif"
    path.write_bytes(b"before")
    calls = []

    def is_cancelled():
        calls.append(True)
        return len(calls) > n_allowed

    with pytest.raises(Cancelled):
        edit_classes(
            map_of(rng.integers(1, 9, (2500, 2500))),
            [Edit(3, 1)],
            str(path),
            is_cancelled=is_cancelled,
        )
    assert os.listdir(out) == ["map.tif"]
    assert path.read_bytes() == b"before"


# The model


@pytest.fixture(scope="module")
def scene(sample_path):
    return RasterSource.open(sample_path, (2, 3, 8))


@pytest.fixture(scope="module")
def made(scene, tmp_path_factory):
    """A map of eight classes, its model and its table."""
    folder = tmp_path_factory.mktemp("made")
    path = str(folder / "map.tif")
    outcome = classify(
        scene, path, n_clusters=8, n_init=2, sample_size=20_000, with_statistics=True
    )
    table = class_table(outcome, scene.band_names)
    return RasterSource.open(path), outcome.model, table


EDITS = (
    Edit(2, 2, "Fields", (200, 180, 9)),
    Edit(3, 2),
    Edit(5, 2),
    Edit(4, 40),
    Edit(8, 0),
)


def test_edited_model_reproduces_the_edited_map(scene, made, out):
    source, model, _ = made
    edited, applied = str(out / "edited.tif"), str(out / "applied.tif")
    outcome = edit_classes(source, EDITS, edited, model=model)
    again = apply_model(scene, ClusterModel.from_json(outcome.model.to_json()), applied)
    np.testing.assert_array_equal(classes_in(applied), classes_in(edited))
    assert again.legend == outcome.legend == outcome.model.legend
    assert again.counts.tolist() == outcome.counts.tolist()
    assert again.n_nodata == outcome.n_nodata
    np.testing.assert_allclose(again.hectares, outcome.hectares)


def test_model_edited_twice_reproduces_the_map_edited_twice(scene, made, out):
    source, model, _ = made
    once = edit_classes(source, EDITS, str(out / "once.tif"), model=model)
    twice = edit_classes(
        RasterSource.open(str(out / "once.tif")),
        [Edit(40, 2), Edit(1, 3), Edit(7, 0)],
        str(out / "twice.tif"),
        model=once.model,
    )
    again = apply_model(scene, twice.model, str(out / "applied.tif"))
    np.testing.assert_array_equal(classes_in(out / "applied.tif"), classes_in(out / "twice.tif"))
    assert again.legend == twice.legend


def test_unchanged_table_of_classes_changes_nothing(made, out):
    source, model, table = made
    (out / "table.csv").write_text(table, encoding="utf-8")
    edits = read_edits(str(out / "table.csv"))
    outcome = edit_classes(source, edits, str(out / "map.tif"), model=model)
    np.testing.assert_array_equal(classes_in(out / "map.tif"), classes_in(source.path))
    assert outcome.legend == model.legend
    assert outcome.model.values == model.values


def test_model_names_classes_of_a_map_without_names(made, map_of, out):
    """A sieve of QGIS drops names and colours."""
    source, model, _ = made
    sieved = map_of(classes_in(source.path), geotransform=source.grid.geotransform)
    edits = [Edit(3, 2)]
    from_sieved = edit_classes(sieved, edits, str(out / "sieved.tif"), model=model)
    assert from_sieved.legend == edit_classes(source, edits, str(out / "map.tif")).legend


def test_class_of_the_model_without_pixels_is_edited(made, map_of, out):
    _, model, _ = made
    outcome = edit_classes(
        map_of([[1, 2]]), [Edit(8, 1, "Bright")], str(out / "map.tif"), model=model
    )
    assert outcome.unknown == ()
    assert outcome.model.values == (1, 2, 3, 4, 5, 6, 7, 1)
    assert [entry.value for entry in outcome.legend] == [1, 2]
    assert outcome.legend[0].name == "Bright"


def test_edits_that_drop_every_class_of_the_model_are_refused(made, map_of, out):
    legend = (ClassEntry(1, "One", GREEN),)
    model = replace(made[1], values=(1,) * 8, legend=legend)
    with pytest.raises(RasterError, match="Keep at least one"):
        edit_classes(map_of([[1, 2]]), [Edit(1, 0)], str(out / "map.tif"), model=model)


def test_edited_model_keeps_its_earlier_origin(made, out):
    source, model, _ = made
    about = {"command": "the line"}
    outcome = edit_classes(source, EDITS, str(out / "map.tif"), model=model, about=about)
    assert outcome.model.about == {"model": model.about, "command": "the line"}
