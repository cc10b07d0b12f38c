"""Check that a JPEG 2000 file is complete, without decoding it."""

from __future__ import annotations

from ..errors import FileError
from ..raster.vsi_file import VsiFile, open_vsi_file

# ISO/IEC 15444-1, annex I: a file is a sequence of boxes. A box begins with its length, in 4 bytes,
# and its type. Length 1 announces a length in 8 bytes; length 0 is a box up to the end of the file.
_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_CODESTREAM = b"jp2c"
# Chosen: files of products have fewer than ten boxes.
_MAX_BOXES = 100


def check_complete(path: str) -> None:
    """Raise FileError for a JPEG 2000 file that ends before its last box.

    GDAL may open such a file. Files in other formats pass.
    """
    try:
        with open_vsi_file(path) as file:
            is_complete = _is_complete(file)
    except OSError as error:
        raise FileError("{path} cannot be read. Download the product again.", path=path) from error
    if not is_complete:
        raise FileError("{path} is incomplete or damaged. Download the product again.", path=path)


def _is_complete(file: VsiFile) -> bool:
    if file.read_at(0, len(_SIGNATURE)) != _SIGNATURE[: file.size]:
        return file.size > 0
    place = len(_SIGNATURE)
    for _ in range(_MAX_BOXES):
        head = file.read_at(place, 16)
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if len(head) < 8 or 1 < length < 8:
            return False
        place += length
        if kind == _CODESTREAM:
            return length == 0 or place <= file.size
        if length == 0:
            return False
    return False
