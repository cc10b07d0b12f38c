"""Cache of decoded blocks in a scratch file, so that a run decodes each block once.

The blocks of the files of a product do not fit into each other: blocks of 20 m pixels cover 1,280
pixels of 10 m, blocks of 10 m pixels 1,024. Whatever the windows, a block lies under several of
them, which several threads read. The sample and the map also share a third of the blocks.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from io import FileIO
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from .grid import Window
    from .vrt_parts import Part

# Column, row, width and height, in pixels of the file.
Box = tuple[int, int, int, int]
# Path, band and box. Parts at different places of the grid share the blocks of a file.
_Key = tuple[str, int, Box]


@dataclass
class _Block:
    """Place of a block in the scratch file; also its values, until they are used first."""

    place: int | None
    values: np.ndarray | None


_Claim = tuple["Part", Box, "Future[_Block]"]


class _Wanted(NamedTuple):
    """A part under a window: its columns and rows, and the pixels of the window to fill."""

    part: Part
    cols: np.ndarray
    rows: np.ndarray
    target: np.ndarray


class BlockCache:
    """Blocks of some parts, each decoded by the first thread that needs it.

    Several threads may call ``read_block``, which returns the values of a box of a part.
    """

    def __init__(self, read_block: Callable[[Part, Box], np.ndarray]) -> None:
        self._read_block = read_block
        self._lock = threading.Lock()
        self._blocks: dict[_Key, Future[_Block]] = {}
        self._file: FileIO | None = None
        self._end = 0

    def read(self, parts: Sequence[Part | None], window: Window, values: np.ndarray) -> None:
        """Fill an array of shape (n_parts, height, width) with a window of the parts' grid.

        A band without a part stays unchanged. Raise RasterError when a block cannot be read, in
        each thread that needs it.
        """
        wanted = [
            request
            for part, target in zip(parts, values)
            if part is not None and (request := _request(part, window, target)) is not None
        ]
        # Blocks of other threads come last, as most of them are ready by then.
        self._decode((request.part, box) for request in wanted for box in _boxes(request))
        for request in wanted:
            self._fill(request)

    def close(self) -> None:
        """Remove all blocks; no thread may be reading."""
        with self._lock:
            self._blocks = {}
            if self._file is not None:
                self._file.close()
            self._file = None
            self._end = 0

    def _decode(self, boxes: Iterable[tuple[Part, Box]]) -> None:
        """Decode the blocks that no other thread has begun."""
        claimed: list[_Claim] = []
        # An exception, such as a MemoryError, may come while blocks are being claimed. Other
        # threads may already wait for the blocks that were claimed before it.
        try:
            for part, box in boxes:
                self._claim(part, box, claimed)
            for part, box, block in claimed:
                values = self._read_block(part, box)
                block.set_result(_Block(self._store(values), values))
        except BaseException as error:
            for _, _, block in claimed:
                if not block.done():
                    block.set_exception(error)
            raise

    def _claim(self, part: Part, box: Box, claimed: list[_Claim]) -> None:
        """Add a block to those that this thread decodes, unless another thread decodes it."""
        key = _key(part, box)
        with self._lock:
            if key not in self._blocks:
                self._blocks[key] = Future()
                claimed.append((part, box, self._blocks[key]))

    def _store(self, values: np.ndarray) -> int | None:
        """Return the place of the values in the scratch file; None where the disk is full."""
        data = np.ascontiguousarray(values)
        with self._lock:
            try:
                if self._file is None:
                    self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - Until `close`.
                place = self._end
                self._file.seek(place)
                if self._file.write(data.data) != data.nbytes:
                    return None
            except OSError:
                return None
            self._end = place + data.nbytes
            return place

    def _fill(self, request: _Wanted) -> None:
        part, cols, rows, target = request
        corner = int(cols[0]), int(rows[0])
        native = np.empty((rows[-1] - rows[0] + 1, cols[-1] - cols[0] + 1), part.dtype)
        for box in _boxes(request):
            _paste(native, corner, self._values(part, box), box)
        if native.shape == target.shape:
            target[...] = native
        else:
            target[...] = native[(rows - rows[0])[:, None], cols - cols[0]]

    def _values(self, part: Part, box: Box) -> np.ndarray:
        """Return a block: later from the scratch file, or else decoded again."""
        block = self._blocks[_key(part, box)].result()
        values, block.values = block.values, None
        if values is not None:
            return values
        if block.place is not None:
            values = np.empty((box[3], box[2]), part.dtype)
            with self._lock:
                assert self._file is not None
                self._file.seek(block.place)
                n_read = self._file.readinto(values.data)
            if n_read == values.nbytes:
                return values
        return self._read_block(part, box)


def has_room(parts: Sequence[Part | None]) -> bool:
    """Return whether the folder for temporary files could hold all blocks of the parts twice."""
    needed = scratch_bytes(parts)
    return needed > 0 and shutil.disk_usage(tempfile.gettempdir()).free > 2 * needed


def scratch_bytes(parts: Sequence[Part | None]) -> int:
    """Return the bytes of all blocks of the parts."""
    return sum(part.n_bytes for part in parts if part is not None)


def _key(part: Part, box: Box) -> _Key:
    return part.file.path, part.file.band, box


def _request(part: Part, window: Window, target: np.ndarray) -> _Wanted | None:
    """Fill the surroundings of a part, and return what to read; None where it lies elsewhere."""
    cols, left = part.places(0, window.col, window.width)
    rows, top = part.places(1, window.row, window.height)
    target[...] = part.fill
    if not (cols.size and rows.size):
        return None
    return _Wanted(part, cols, rows, target[top : top + rows.size, left : left + cols.size])


def _boxes(request: _Wanted) -> list[Box]:
    """Return the blocks under the columns and rows of a part."""
    part, cols, rows, _ = request
    grid, (width, height) = part.file.grid, part.file.block_shape
    across = range(int(cols[0]) // width * width, int(cols[-1]) + 1, width)
    down = range(int(rows[0]) // height * height, int(rows[-1]) + 1, height)
    return [
        (col, row, min(width, grid.width - col), min(height, grid.height - row))
        for row, col in product(down, across)
    ]


def _paste(target: np.ndarray, corner: tuple[int, int], values: np.ndarray, box: Box) -> None:
    """Copy the pixels that a block shares with the array that begins at a corner."""
    to_rows, from_rows = _shared(corner[1], target.shape[0], box[1], box[3])
    to_cols, from_cols = _shared(corner[0], target.shape[1], box[0], box[2])
    target[to_rows, to_cols] = values[from_rows, from_cols]


def _shared(first: int, length: int, other_first: int, other_length: int) -> tuple[slice, slice]:
    """Return the overlap of two ranges, counted from the start of each."""
    start = max(first, other_first)
    stop = min(first + length, other_first + other_length)
    return slice(start - first, stop - first), slice(start - other_first, stop - other_first)
