"""Complete and incomplete JPEG 2000 files."""

import pytest

from s2_kmeans_plugin.core.errors import FileError
from s2_kmeans_plugin.core.products.jp2 import check_complete

SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
HEADER = b"\x00\x00\x00\x0aftypxx"


def box(kind, content, length=None):
    """Return a box with its length, or with another one."""
    n_bytes = 8 + len(content) if length is None else length
    return n_bytes.to_bytes(4, "big") + kind + content


def long_box(kind, content):
    return b"\x00\x00\x00\x01" + kind + (16 + len(content)).to_bytes(8, "big") + content


@pytest.fixture
def check(tmp_path):
    def check(data):
        path = tmp_path / "B02.jp2"
        path.write_bytes(data)
        check_complete(str(path))

    return check


@pytest.mark.parametrize(
    "last",
    [
        box(b"jp2c", b"pixels"),
        long_box(b"jp2c", b"pixels"),
        # Length 0: up to the end of the file.
        box(b"jp2c", b"pixels", 0),
        box(b"jp2c", b"pixels") + b"more",
    ],
)
def test_complete_file_passes(check, last):
    check(SIGNATURE + HEADER + last)


@pytest.mark.parametrize("n_bytes", [5, 12, 15, 22, 25, 35])
def test_file_cut_anywhere_is_refused(check, n_bytes):
    whole = SIGNATURE + HEADER + box(b"jp2c", b"pixels")
    assert n_bytes < len(whole)
    with pytest.raises(FileError, match=r"B02\.jp2 is incomplete or damaged"):
        check(whole[:n_bytes])


@pytest.mark.parametrize(
    "boxes",
    [box(b"abcd", b"", 7) + box(b"jp2c", b""), box(b"abcd", b"", 0), box(b"abcd", b"") * 200, b""],
)
def test_damaged_boxes_are_refused(check, boxes):
    with pytest.raises(FileError, match="incomplete or damaged"):
        check(SIGNATURE + boxes)


@pytest.mark.parametrize("data", [b"II*\x00 a GeoTIFF", b"x"])
def test_other_format_passes(check, data):
    check(data)


def test_empty_file_is_refused(check):
    with pytest.raises(FileError, match="incomplete or damaged"):
        check(b"")


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(FileError, match="cannot be read"):
        check_complete(str(tmp_path / "B02.jp2"))
