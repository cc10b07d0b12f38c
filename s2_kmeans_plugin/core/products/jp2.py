"""Tells whether a JPEG 2000 file is whole, without decoding it."""

from osgeo import gdal

from ..errors import RasterError
from ..raster.gdal_calls import quiet_gdal

# ISO/IEC 15444-1, annex I: a file is a row of boxes. Each begins with its length and its type; the
# length 1 says that one of 8 bytes follows, and 0 that the box goes to the end of the file.
_SIGNATURE = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_CODESTREAM = b"jp2c"
_MOST_BOXES = 100


def check_whole(path):
    """Refuse a JPEG 2000 file that ends before its last box does; GDAL might open it.

    Other files pass.

    Parameters
    ----------
    path : str
        What GDAL opens.

    Raises
    ------
    RasterError
    """
    with quiet_gdal():
        information = gdal.VSIStatL(path)
        file = gdal.VSIFOpenL(path, "rb")
        if file is None or information is None:
            raise RasterError("{path} cannot be read. Download the product again.", path=path)
        try:
            is_whole = _is_whole(file, information.size)
        finally:
            gdal.VSIFCloseL(file)
    if not is_whole:
        raise RasterError("{path} is cut off or damaged: download the product again.", path=path)


def _is_whole(file, size):
    if _read(file, 0, len(_SIGNATURE)) != _SIGNATURE[:size]:
        return size > 0
    place = len(_SIGNATURE)
    for _ in range(_MOST_BOXES):
        head = _read(file, place, 16)
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        if len(head) < 8 or 1 < length < 8:
            return False
        place += length
        if kind == _CODESTREAM:
            return length == 0 or place <= size
        if length == 0:
            return False
    return False


def _read(file, place, n_bytes):
    gdal.VSIFSeekL(file, place, 0)
    return bytes(gdal.VSIFReadL(1, n_bytes, file) or b"")
