"""Text files."""

import os

import pytest

from s2_kmeans_plugin.core.errors import FileError
from s2_kmeans_plugin.core.files.commit import write_text
from s2_kmeans_plugin.core.files.text import read_text

TEXT = "naïve – 水\r\nsecond line\n"


def test_written_text_keeps_its_line_ends(tmp_path):
    path = tmp_path / "text.csv"
    write_text(str(path), TEXT)
    assert path.read_bytes() == TEXT.encode("utf-8")


def test_older_file_is_replaced(tmp_path):
    path = tmp_path / "text.csv"
    path.write_text(
        "an older text that is longer than the new one, and may remain"
    )
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


@pytest.mark.parametrize("content", [b"\xff\xfe\x00binary", None])
def test_file_that_is_missing_or_not_text_is_refused(tmp_path, content):
    path = tmp_path / "text.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(FileError, match=r"text\.json cannot be read"):
        read_text(str(path))


def test_huge_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.json"
    with open(path, "wb") as file:
        file.truncate(2**40)
    with pytest.raises(FileError, match="is larger than the limit of 16 MB"):
        read_text(str(path))
