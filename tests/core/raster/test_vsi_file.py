"""Files that GDAL opens, byte by byte."""

import zipfile

import pytest

from s2_kmeans_plugin.core.raster.vsi_file import open_vsi_file


@pytest.fixture(params=["file", "archive"])
def path(request, tmp_path):
    """A file of ten bytes, in a folder or in an archive."""
    plain = tmp_path / "digits.bin"
    plain.write_bytes(b"0123456789")
    if request.param == "file":
        return str(plain)
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "folder/digits.bin")
    return f"/vsizip/{tmp_path / 'all.zip'}/folder/digits.bin"


def test_size_is_the_number_of_bytes(path):
    with open_vsi_file(path) as file:
        assert file.size == 10


@pytest.mark.parametrize(
    ("place", "n_bytes", "expected"),
    [(0, 3, b"012"), (7, 3, b"789"), (8, 9, b"89"), (10, 1, b""), (99, 1, b"")],
)
def test_bytes_are_read_at_a_place(path, place, n_bytes, expected):
    with open_vsi_file(path) as file:
        assert file.read_at(place, n_bytes) == expected


def test_missing_file_is_an_error(tmp_path, capfd):
    with (
        pytest.raises(OSError, match=r"missing\.bin"),
        open_vsi_file(str(tmp_path / "missing.bin")),
    ):
        pass
    assert capfd.readouterr() == ("", "")
