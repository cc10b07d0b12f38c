"""Reading of text files."""

import pytest

from s2_kmeans_plugin.core.errors import FileError
from s2_kmeans_plugin.core.files.text import read_text


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
