"""Bytes of a file that only GDAL can open, such as one inside an archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from osgeo import gdal

from .gdal_calls import guard_gdal


class VsiFile:
    """A file that is open for reading, and its size in bytes."""

    def __init__(self, handle: Any, size: int) -> None:
        self.size = size
        self._handle = handle

    def read_at(self, place: int, n_bytes: int) -> bytes:
        """Return bytes from a place on; fewer at the end of the file."""
        gdal.VSIFSeekL(self._handle, place, 0)
        return bytes(gdal.VSIFReadL(1, n_bytes, self._handle) or b"")


@contextmanager
def open_vsi_file(path: str) -> Iterator[VsiFile]:
    """Open a file, such as ``/vsizip/product.zip/B02.jp2``; raise OSError where GDAL cannot."""
    with guard_gdal():
        try:
            information, handle = gdal.VSIStatL(path), gdal.VSIFOpenL(path, "rb")
        except RuntimeError as error:
            raise OSError(str(error)) from error
        if information is None or handle is None:
            raise OSError(f"{path} cannot be opened")
        try:
            yield VsiFile(handle, information.size)
        finally:
            gdal.VSIFCloseL(handle)
