"""PNG pictures inside a page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..legend import ClassEntry
from ..raster.png import png_bytes

# Limits for the size of one picture file, and for all pictures of a page (chosen). Bytes.
_MIN_PICTURE_BYTES, _MAX_TOTAL_BYTES = 50_000, 1_800_000

_TRANSPARENT = (0, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class Picture:
    """Pixels of a picture: uint8, entries of the palette, or red, green, blue, alpha (4, ...).

    A value that the palette does not have is transparent.
    """

    pixels: np.ndarray
    palette: dict[int, tuple[int, int, int, int]] | None = None

    @classmethod
    def of_image(cls, image: np.ndarray) -> Picture:
        """Return the picture of an image of shape (height, width, 4): red, green, blue, alpha."""
        # Hidden colours would only make the file larger.
        return cls(np.where(image[..., 3:] > 0, image, 0).transpose(2, 0, 1))

    @classmethod
    def of_classes(cls, classes: np.ndarray, legend: Sequence[ClassEntry]) -> Picture:
        """Return the picture of a class map in the colours of its legend; 0 is transparent."""
        palette = {entry.value: (*entry.color, 255) for entry in legend}
        return cls(classes, {**palette, 0: _TRANSPARENT})

    def shrink(self) -> Picture:
        """Return the picture with three quarters of the rows and columns."""
        rows, cols = (
            np.arange(max(3 * size // 4, 1)) * size // max(3 * size // 4, 1)
            for size in self.pixels.shape[-2:]
        )
        return Picture(self.pixels[..., rows[:, None], cols], self.palette)

    def png(self) -> bytes:
        return png_bytes(self.pixels, self.palette)


def embed_pictures(pictures: Mapping[str, Picture | None], n_bytes: int) -> dict[str, str | None]:
    """Encode pictures as data URIs, shrunk until all of them together fit into ``n_bytes``."""
    # Base64 turns three bytes into four.
    room = min(max(n_bytes, 0) * 3 // 4, _MAX_TOTAL_BYTES) // max(len(pictures), 1)
    room = max(room, _MIN_PICTURE_BYTES)
    return {
        name: None if picture is None else _data_uri(picture, room)
        for name, picture in pictures.items()
    }


def _data_uri(picture: Picture, n_bytes: int) -> str:
    png = picture.png()
    while len(png) > n_bytes:
        picture = picture.shrink()
        png = picture.png()
    return "data:image/png;base64," + b64encode(png).decode()
