"""Staging and commit of the outputs of a run, with moves that fail."""

import os

import pytest

from s2_kmeans_plugin.core.errors import FileError
from s2_kmeans_plugin.core.files.commit import Staging, write_text
from s2_kmeans_plugin.core.files.text import read_text

NAMES = ("map.tif", "polygons.gpkg", "table.csv", "model.json")
TEXT = "naïve – 水\r\nsecond line\n"


def contents(folder):
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def stage(staging, out, names=NAMES, text="new"):
    for name in names:
        staging.write_text(str(out / name), text)


def block(out, name):
    """Replace an output by a folder that is not empty, so that its move fails."""
    path = out / name
    if path.exists():
        path.unlink()
    (path / "inside").mkdir(parents=True)


def test_commit_moves_all_outputs(out):
    with Staging() as staging:
        stage(staging, out)
        staging.commit()
    assert contents(out) == dict.fromkeys(NAMES, b"new")


def test_destinations_are_empty_before_the_commit(out):
    with Staging() as staging:
        stage(staging, out)
        assert contents(out) == {}


def test_staging_without_commit_leaves_no_file(out):
    with Staging() as staging:
        stage(staging, out)
    assert os.listdir(out) == []


@pytest.mark.parametrize("failing", NAMES)
def test_failing_move_restores_every_earlier_output(out, failing):
    for name in NAMES:
        (out / name).write_bytes(b"old " + name.encode())
    block(out, failing)
    before = contents(out)
    with Staging() as staging:
        stage(staging, out)
        with pytest.raises(FileError, match=f"{failing} cannot be written"):
            staging.commit()
    assert contents(out) == before
    assert sorted(os.listdir(out)) == sorted(NAMES)


@pytest.mark.parametrize("failing", NAMES)
def test_failing_move_removes_outputs_that_did_not_exist(out, failing):
    block(out, failing)
    with Staging() as staging:
        stage(staging, out)
        with pytest.raises(FileError):
            staging.commit()
    assert os.listdir(out) == [failing]


@pytest.mark.parametrize("failing", NAMES)
def test_failing_move_restores_outputs_on_a_disk_without_links(out, failing, monkeypatch):
    def refuse(*_):
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    for name in NAMES:
        (out / name).write_bytes(b"old")
    block(out, failing)
    before = contents(out)
    with Staging() as staging:
        stage(staging, out)
        with pytest.raises(FileError):
            staging.commit()
    assert contents(out) == before


def test_table_beside_a_raster_is_restored_with_it(out):
    (out / "map.tif").write_bytes(b"old map")
    (out / "map.tif.aux.xml").write_bytes(b"old table")
    block(out, "table.csv")
    with Staging() as staging:
        file = staging.file(str(out / "map.tif"))
        for path in (file.staged, file.staged + ".aux.xml"):
            with open(path, "wb") as staged:
                staged.write(b"new")
        staging.write_text(str(out / "table.csv"), "new")
        with pytest.raises(FileError):
            staging.commit()
    assert contents(out) == {"map.tif": b"old map", "map.tif.aux.xml": b"old table"}


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        *(("map.tif", suffix) for suffix in (".ovr", ".msk", ".aux.xml")),
        *(("bands.vrt", suffix) for suffix in (".ovr", ".aux.xml")),
        *(("polygons.gpkg", suffix) for suffix in ("-wal", "-shm", "-journal")),
    ],
)
def test_commit_removes_files_that_described_the_old_output(out, name, suffix):
    (out / (name + suffix)).write_bytes(b"of the old output")
    with Staging() as staging:
        stage(staging, out, [name])
        staging.commit()
    assert contents(out) == {name: b"new"}


@pytest.mark.parametrize("suffix", [".ovr", ".msk", ".aux.xml"])
def test_stale_file_that_cannot_be_removed_is_ignored(out, suffix):
    # The removal of a file fails on a folder.
    (out / f"map.tif{suffix}" / "inside").mkdir(parents=True)
    with Staging() as staging:
        stage(staging, out, ["map.tif"])
        staging.commit()
    assert contents(out) == {"map.tif": b"new"}


def test_folder_at_a_destination_is_not_replaced(out):
    block(out, "map.tif")
    with pytest.raises(FileError, match="cannot be written"):
        write_text(str(out / "map.tif"), "text")
    assert os.listdir(out / "map.tif") == ["inside"]


def test_scratch_file_is_not_committed(out):
    with Staging() as staging:
        file = staging.scratch(str(out / "map.tif"))
        with open(file.staged, "wb") as staged:
            staged.write(b"scratch")
        staging.commit()
    assert os.listdir(out) == []


# Text files


def test_written_text_keeps_its_line_ends(tmp_path):
    path = tmp_path / "text.csv"
    write_text(str(path), TEXT)
    assert path.read_bytes() == TEXT.encode("utf-8")


def test_older_file_is_replaced(tmp_path):
    path = tmp_path / "text.csv"
    path.write_text("an older text that is longer than the new one, and may remain")
    write_text(str(path), TEXT)
    assert read_text(str(path)).splitlines()[-1] == "second line"
    assert os.listdir(tmp_path) == ["text.csv"]


def test_new_file_has_the_usual_permissions(tmp_path):
    (tmp_path / "any").write_text("")
    write_text(str(tmp_path / "text.csv"), TEXT)
    assert os.stat(tmp_path / "text.csv").st_mode == os.stat(tmp_path / "any").st_mode


def test_text_that_cannot_be_written_leaves_no_staged_file(tmp_path):
    """A folder that is not empty stands at the destination."""
    path = tmp_path / "text.csv"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(FileError, match=r"text\.csv cannot be written"):
        write_text(str(path), TEXT)
    assert os.listdir(tmp_path) == ["text.csv"]


def test_text_in_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(FileError, match="cannot be written"):
        write_text(str(tmp_path / "nowhere" / "text.csv"), TEXT)
