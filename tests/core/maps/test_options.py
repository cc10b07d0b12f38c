"""Options of a map, and the texts that a run writes."""

import pytest

from s2_kmeans_plugin.core.errors import ArgumentError, Cancelled, FileError
from s2_kmeans_plugin.core.maps.options import MapOptions, Outputs, with_texts
from s2_kmeans_plugin.core.parallel.progress import Watch
from s2_kmeans_plugin.core.parallel.windows import Workers


def contents(folder):
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def outcome_of(workers):
    return "outcome"


def fail(outcome):
    raise ZeroDivisionError


@pytest.fixture
def texts(out):
    """Texts at three paths, each made from the outcome."""
    return {
        str(out / name): lambda outcome, name=name: f"{name} of {outcome}"
        for name in ("table.csv", "model.json", "page.html")
    }


def test_with_texts_writes_all_texts_of_the_outcome(out, texts):
    with_texts(outcome_of, texts)
    assert contents(out) == {
        "table.csv": b"table.csv of outcome",
        "model.json": b"model.json of outcome",
        "page.html": b"page.html of outcome",
    }


def test_with_texts_returns_the_outcome(texts):
    assert with_texts(outcome_of, texts) == "outcome"


def test_with_texts_gives_its_workers_to_the_use_case():
    workers = Workers(n_workers=3)
    assert with_texts(lambda workers: workers, {}, workers) is workers


@pytest.mark.parametrize("failing", ["table.csv", "model.json", "page.html"])
def test_with_texts_writes_none_if_one_cannot_be_made(out, texts, failing):
    texts[str(out / failing)] = fail
    with pytest.raises(ZeroDivisionError):
        with_texts(outcome_of, texts)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("failing", ["table.csv", "model.json", "page.html"])
def test_with_texts_writes_none_if_one_cannot_be_moved(out, texts, failing):
    (out / failing / "inside").mkdir(parents=True)
    with pytest.raises(FileError, match=f"{failing} cannot be written"):
        with_texts(outcome_of, texts)
    assert contents(out) == {}


def test_with_texts_writes_none_if_it_is_cancelled(out, texts):
    with pytest.raises(Cancelled):
        with_texts(outcome_of, texts, Workers(watch=Watch(is_cancelled=lambda: True)))
    assert list(out.iterdir()) == []


def test_path_stands_for_outputs_of_classes_only():
    assert Outputs.of("map.tif") == Outputs("map.tif")


@pytest.mark.parametrize(("confidence", "n_rasters"), [(None, 1), ("confidence.tif", 2)])
def test_confidence_is_a_second_raster(confidence, n_rasters):
    assert Outputs("map.tif", confidence).n_rasters == n_rasters


def test_unknown_palette_is_refused():
    with pytest.raises(ArgumentError, match="palette is rainbow"):
        MapOptions(palette="rainbow").check()
