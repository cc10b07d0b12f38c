"""Commit of all outputs of a run together: each final move fails in turn."""

import numpy as np
import pytest
from runs import classify, classify_many, compare_classes, edit_classes

from s2_kmeans_plugin.core.errors import Cancelled, CoreError
from s2_kmeans_plugin.core.maps.edit_plan import Edit
from s2_kmeans_plugin.core.maps.options import PolygonFile
from s2_kmeans_plugin.core.raster.source import RasterSource

QUICK = {"n_clusters": 3, "n_init": 1, "sample_size": 1000, "palette": "distinct"}
OF_CLASSIFY = ("map.tif", "confidence.tif", "polygons.gpkg", "table.csv", "model.json", "page.html")
OF_SERIES = ("one.tif", "two.tif", "table.csv", "model.json")


@pytest.fixture
def source(make_raster, rng):
    return RasterSource.open(
        make_raster(rng.integers(0, 99, (2, 60, 70), dtype=np.uint8), "scene.tif")
    )


def texts_of(out, names, at_last=lambda: None):
    """Return the texts of a run. The last one calls `at_last` right before the moves."""

    def last(outcome):
        at_last()
        return "new"

    *others, final = [str(out / name) for name in names if not name.endswith((".tif", ".gpkg"))]
    return {**dict.fromkeys(others, lambda outcome: "new"), final: last}


def run_classify(source, out, **options):
    at_last = options.pop("at_last", lambda: None)
    return classify(
        source,
        out / "map.tif",
        confidence=str(out / "confidence.tif"),
        polygons=PolygonFile(str(out / "polygons.gpkg")),
        texts=texts_of(out, OF_CLASSIFY, at_last),
        **QUICK,
        **options,
    )


def run_series(source, out, **options):
    at_last = options.pop("at_last", lambda: None)
    paths = [out / "one.tif", out / "two.tif"]
    texts = texts_of(out, OF_SERIES, at_last)
    return classify_many([source, source], paths, texts=texts, **QUICK, **options)


def contents(folder):
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def blocking(path):
    """Return a function that replaces an output by a folder that is not empty."""

    def block():
        path.unlink(missing_ok=True)
        (path / "inside").mkdir(parents=True)

    return block


each_output = pytest.mark.parametrize(
    ("run", "names", "failing"),
    [
        *((run_classify, OF_CLASSIFY, name) for name in OF_CLASSIFY),
        *((run_series, OF_SERIES, name) for name in OF_SERIES),
    ],
)


@each_output
def test_failing_move_keeps_every_existing_output(source, out, run, names, failing):
    for name in names:
        (out / name).write_bytes(b"old")
    with pytest.raises(CoreError, match=rf"{failing} cannot be written"):
        run(source, out, at_last=blocking(out / failing))
    expected = dict.fromkeys(names, b"old")
    del expected[failing]
    assert contents(out) == expected


@each_output
def test_failing_move_leaves_no_new_output(source, out, run, names, failing):
    with pytest.raises(CoreError):
        run(source, out, at_last=blocking(out / failing))
    assert [entry.name for entry in out.iterdir()] == [failing]


@pytest.mark.parametrize("run", [run_classify, run_series])
def test_cancellation_before_the_first_move_leaves_no_output(source, out, run):
    reached = []
    with pytest.raises(Cancelled):
        run(source, out, at_last=lambda: reached.append(True), is_cancelled=lambda: bool(reached))
    assert contents(out) == {}


@pytest.mark.parametrize(("run", "first"), [(run_classify, "map.tif"), (run_series, "one.tif")])
def test_cancellation_after_the_first_move_is_ignored(source, out, run, first):
    path = out / first
    run(source, out, is_cancelled=path.exists)
    assert path.exists()


def test_edited_map_and_its_model_appear_together(make_map, out):
    texts = {str(out / "model.json"): lambda outcome: "new"}
    (out / "model.json" / "inside").mkdir(parents=True)
    with pytest.raises(CoreError):
        edit_classes(make_map([[1, 2]], "classes"), [Edit(1, 2)], out / "map.tif", texts=texts)
    assert not (out / "map.tif").exists()


def test_map_of_changes_and_its_table_appear_together(make_map, out):
    pair = make_map([[1, 2]], "first"), make_map([[1, 1]], "second")
    texts = {str(out / "table.csv"): lambda outcome: "new"}
    (out / "table.csv" / "inside").mkdir(parents=True)
    with pytest.raises(CoreError):
        compare_classes(*pair, out / "changes.tif", texts=texts)
    assert not (out / "changes.tif").exists()


def test_failing_text_leaves_no_output(source, out):
    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_classify(source, out, at_last=fail)
    assert list(out.iterdir()) == []
