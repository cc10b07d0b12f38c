"""Text files that appear whole or not at all."""

import os

import numpy as np
import pytest

from s2_kmeans_plugin.core.errors import RasterError
from s2_kmeans_plugin.core.files.checks import check_folder, check_texts
from s2_kmeans_plugin.core.files.text import read_text, write_text
from s2_kmeans_plugin.core.raster.source import RasterSource

TEXT = "naïve – 水\r\nsecond line\n"


def test_a_text_comes_back_as_it_was(tmp_path):
    path = tmp_path / "text.csv"
    write_text(str(path), TEXT)
    assert path.read_bytes() == TEXT.encode("utf-8")


def test_an_older_file_is_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "text.csv"
    path.write_text("older and much longer than what is to come, so that some might stay")
    write_text(str(path), TEXT)
    assert read_text(str(path)).splitlines()[-1] == "second line"
    assert os.listdir(tmp_path) == ["text.csv"]


def test_others_may_read_it_as_any_new_file(tmp_path):
    (tmp_path / "any").write_text("")
    write_text(str(tmp_path / "text.csv"), TEXT)
    assert os.stat(tmp_path / "text.csv").st_mode == os.stat(tmp_path / "any").st_mode


def test_what_cannot_be_written_leaves_nothing(tmp_path):
    """A folder is in the way, and it is not empty."""
    path = tmp_path / "text.csv"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(RasterError, match=r"text\.csv cannot be written"):
        write_text(str(path), TEXT)
    assert os.listdir(tmp_path) == ["text.csv"]


@pytest.mark.parametrize("check", [check_folder, lambda path: write_text(path, TEXT)])
def test_a_folder_that_is_not_there_is_named(tmp_path, check):
    with pytest.raises(RasterError, match="cannot be written"):
        check(str(tmp_path / "nowhere" / "text.csv"))


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(RasterError, match="is a folder"):
        check_folder(str(tmp_path))


def test_a_place_that_can_be_written_to_is_accepted(tmp_path):
    check_folder(str(tmp_path / "text.csv"))


def test_a_file_that_cannot_be_replaced_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "map.tif"
    path.write_text("mine")

    # As Windows does where the file is a layer.
    def rename(source, target):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(RasterError, match=r"map.tif cannot be written: The process cannot access"):
        check_folder(str(path))
    assert path.read_text() == "mine"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", None])
def test_what_is_no_text_or_not_there_cannot_be_read(tmp_path, content):
    path = tmp_path / "text.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RasterError, match=r"text\.json cannot be read"):
        read_text(str(path))


def test_a_huge_file_is_refused_without_being_held(tmp_path):
    path = tmp_path / "huge.json"
    with open(path, "wb") as file:
        file.truncate(2**40)
    with pytest.raises(RasterError, match="is larger than 16 MB"):
        read_text(str(path))


@pytest.fixture
def source(make_raster):
    return RasterSource.open(make_raster(np.ones((2, 2), np.uint8)))


def test_a_text_over_an_input_is_refused_by_whatever_name(source, tmp_path):
    link = tmp_path / "link.csv"
    link.symlink_to(source.path)
    with pytest.raises(RasterError, match="is the input itself"):
        check_texts([str(link)], [source])


def test_a_text_over_another_input_is_refused(source, tmp_path):
    path = str(tmp_path / "reference.csv")
    write_text(path, "reference")
    with pytest.raises(RasterError, match="is the input itself"):
        check_texts([path], [source], [path])


def test_one_name_for_two_texts_is_refused(source, tmp_path):
    path = str(tmp_path / "text.csv")
    with pytest.raises(RasterError, match="is named for two outputs"):
        check_texts([path, os.path.relpath(path)], [source])


def test_texts_of_their_own_names_are_accepted(source, tmp_path):
    check_texts([str(tmp_path / name) for name in ("a.csv", "a.html")], [source])
