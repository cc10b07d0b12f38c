"""PNG files from arrays, for pictures inside a report."""

import struct
import zlib
from base64 import b64encode

import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_INDEXED, _RGBA = 3, 6
_SUB = 1


def png_of_image(pixels):
    """The PNG file of an array of uint8, shape (height, width, 4): red, green, blue, alpha."""
    # What cannot be seen need not be stored.
    pixels = np.where(pixels[..., 3:] > 0, pixels, 0).astype(np.uint8)
    # Differences from the left neighbour shrink better than the values.
    differences = np.diff(pixels, axis=1, prepend=np.zeros_like(pixels[:, :1]))
    return _png(differences.reshape(len(pixels), -1), pixels.shape[1], _RGBA, _SUB)


def png_of_classes(classes, legend):
    """The PNG file of an array of uint8, shape (height, width), in the colours of a legend.

    Parameters
    ----------
    classes : ndarray of uint8, shape (height, width)
        0 is shown as nothing.
    legend : list of ClassEntry
    """
    palette = np.zeros((256, 3), dtype=np.uint8)
    for entry in legend:
        palette[entry.value] = entry.color
    colors = _chunk(b"PLTE", palette.tobytes()) + _chunk(b"tRNS", b"\0")
    return _png(classes.astype(np.uint8), classes.shape[1], _INDEXED, 0, colors)


def data_uri(pixels, encode, n_bytes):
    """The data URI of a picture, made smaller until it fits.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (height, width, ...)
    encode : callable
        Gives the PNG file of such an array.
    n_bytes : int
        That the file may have.
    """
    png = encode(pixels)
    while len(png) > n_bytes:
        height, width = (max(3 * size // 4, 1) for size in pixels.shape[:2])
        rows = np.arange(height) * pixels.shape[0] // height
        cols = np.arange(width) * pixels.shape[1] // width
        pixels = pixels[rows[:, None], cols]
        png = encode(pixels)
    return "data:image/png;base64," + b64encode(png).decode()


def _png(rows, width, kind, row_filter, palette=b""):
    header = struct.pack(">IIBBBBB", width, len(rows), 8, kind, 0, 0, 0)
    data = np.insert(rows, 0, row_filter, axis=1).tobytes()
    chunks = _chunk(b"IHDR", header), palette, _chunk(b"IDAT", zlib.compress(data, 9))
    return b"".join((_SIGNATURE, *chunks, _chunk(b"IEND", b"")))


def _chunk(name, data):
    checksum = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", checksum)
