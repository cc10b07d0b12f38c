"""Keeps decoded blocks in a scratch file, so that none is decoded twice in a run.

The blocks of the files of a product do not fit into each other: those of 20 m cover 1,280 pixels of
10 m, those of 10 m 1,024. Whatever the windows, a block is under several of them, which several
threads read; and a third of the blocks is read for the sample as well as for the map.
"""

import shutil
import tempfile
import threading
from itertools import product

import numpy as np


class DecodedBlocks:
    """The blocks of some parts, each decoded by the first thread that needs it.

    Parameters
    ----------
    read_block : callable
        Gives the values of a box of a part, as ``read_block(part, (col, row, width, height))``; may
        be called by several threads.
    """

    def __init__(self, read_block):
        self._read_block = read_block
        self._lock = threading.Lock()
        self._blocks = {}
        self._file = None
        self._end = 0

    def read(self, parts, window, values):
        """Read a window of the grid on which the parts lie.

        Parameters
        ----------
        parts : sequence of (Part or None)
            None for a band that is to be left as it is.
        window : Window
        values : ndarray, shape (n_parts, height, width)
            Filled.
        """
        wanted = []
        for part, target in zip(parts, values):
            if part is not None:
                cols, left = part.places(0, window.col, window.width)
                rows, top = part.places(1, window.row, window.height)
                target[...] = part.fill
                if cols.size and rows.size:
                    inside = target[top : top + rows.size, left : left + cols.size]
                    wanted.append((part, cols, rows, inside))
        here = {
            (part, box): self._claim(part, box)
            for part, cols, rows, _ in wanted
            for box in _boxes(part, cols, rows)
        }
        # Those that other threads are decoding come last: by then most are done.
        mine = {key: block for key, (block, is_mine) in here.items() if is_mine}
        try:
            for (part, box), block in mine.items():
                block.values = self._read_block(part, box)
                block.place = self._keep(block.values)
                block.is_done.set()
        except BaseException as error:
            for block in mine.values():
                if not block.is_done.is_set():
                    block.error = error
                    block.is_done.set()
            raise
        for part, cols, rows, inside in wanted:
            corner = cols[0], rows[0]
            native = np.empty((rows[-1] - rows[0] + 1, cols[-1] - cols[0] + 1), part.dtype)
            for box in _boxes(part, cols, rows):
                _paste(native, corner, self._values(here[part, box][0], part, box), box)
            if native.shape == inside.shape:
                inside[...] = native
            else:
                inside[...] = native[(rows - rows[0])[:, None], cols - cols[0]]

    def close(self):
        """Forget all blocks; no thread may be reading."""
        with self._lock:
            self._blocks = {}
            if self._file is not None:
                self._file.close()
            self._file = None
            self._end = 0

    def _claim(self, part, box):
        """A block, and whether the caller is the one to decode it."""
        key = part.path, part.band, box
        with self._lock:
            is_new = key not in self._blocks
            return self._blocks.setdefault(key, _Block()), is_new

    def _keep(self, values):
        """Where in the scratch file the values are, or None where the disk is full."""
        data = np.ascontiguousarray(values)
        with self._lock:
            try:
                if self._file is None:
                    self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - Until `close`.
                place = self._end
                self._file.seek(place)
                if self._file.write(data) != data.nbytes:
                    return None
            except OSError:
                return None
            self._end = place + data.nbytes
            return place

    def _values(self, block, part, box):
        block.is_done.wait()
        if block.error is not None:
            raise block.error
        values, block.values = block.values, None
        if values is not None:
            return values
        if block.place is None:
            return self._read_block(part, box)
        values = np.empty((box[3], box[2]), part.dtype)
        with self._lock:
            self._file.seek(block.place)
            n_read = self._file.readinto(values)
        return values if n_read == values.nbytes else self._read_block(part, box)


class _Block:
    """Where a block is; its values themselves until they are taken for the first time."""

    def __init__(self):
        self.is_done = threading.Event()
        self.place = None
        self.values = None
        self.error = None


def has_room(parts):
    """Whether the folder for temporary files could hold all blocks of some parts twice over."""
    needed = scratch_bytes(parts)
    return needed > 0 and shutil.disk_usage(tempfile.gettempdir()).free > 2 * needed


def scratch_bytes(parts):
    """Bytes of all blocks of some parts."""
    return sum(part.n_bytes for part in parts if part is not None)


def _boxes(part, cols, rows):
    """The blocks under columns and rows: list of tuples of column, row, width and height."""
    width, height = part.block_shape
    across = range(cols[0] // width * width, cols[-1] + 1, width)
    down = range(rows[0] // height * height, rows[-1] + 1, height)
    return [
        (col, row, min(width, part.width - col), min(height, part.height - row))
        for row, col in product(down, across)
    ]


def _paste(target, corner, values, box):
    """Copy what a block shares with the array that begins at a corner."""
    slices = []
    for axis, size in ((1, target.shape[0]), (0, target.shape[1])):
        start = max(box[axis], corner[axis])
        stop = min(box[axis] + box[axis + 2], corner[axis] + size)
        slices.append(
            (slice(start - corner[axis], stop - corner[axis]),
             slice(start - box[axis], stop - box[axis]))
        )  # fmt: skip
    (to_rows, from_rows), (to_cols, from_cols) = slices
    target[to_rows, to_cols] = values[from_rows, from_cols]
