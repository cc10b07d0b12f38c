"""Outputs of a run: staged beside their destinations, then moved there together."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress

from .atomic import HiddenFolder
from .text import not_written

# GDAL keeps the attribute table of a raster in a file with this ending beside it.
TABLE_SUFFIX = ".aux.xml"

# Files beside a replaced output that would describe the new one wrongly: pyramids and masks of
# rasters, and what SQLite leaves beside a database that is open.
_STALE = {
    **dict.fromkeys((".tif", ".tiff", ".gtif", ".gtiff", ".vrt"), (".ovr", ".msk", TABLE_SUFFIX)),
    ".gpkg": ("-wal", "-shm", "-journal"),
}


class StagedFile:
    """One output, written into a hidden folder beside its destination.

    To make one raises FileError if the folder cannot be made.

    Attributes
    ----------
    path : str
        Absolute destination.
    folder : str
        The hidden folder; other scratch files of the output may lie there, too.
    staged : str
        Where to write the output; the name ends like the destination.
    """

    def __init__(self, path: str) -> None:
        self.path = os.path.abspath(path)
        self._hidden = HiddenFolder(self.path)
        try:
            self.folder = self._hidden.__enter__()
        except OSError as error:
            raise not_written(path, error.strerror) from error
        self.staged = os.path.join(self.folder, "output" + os.path.splitext(path)[1].lower())

    def discard(self) -> None:
        """Remove the hidden folder and all that it holds."""
        self._hidden.__exit__()

    def _moves(self) -> list[_Move]:
        kept = os.path.join(self.folder, "replaced")
        moves = [_Move(self.staged, self.path, kept)]
        if os.path.exists(self.staged + TABLE_SUFFIX):
            table = (path + TABLE_SUFFIX for path in (self.staged, self.path, kept))
            moves.insert(0, _Move(*table))
        return moves

    def _stale(self) -> set[str]:
        ending = os.path.splitext(self.path)[1].lower()
        return {self.path + suffix for suffix in _STALE.get(ending, ())}


class Staging:
    """All outputs of one run: either all of them reach their destinations, or none does.

    Used as a context manager. Leaving it without `commit` removes every staged file.
    """

    def __init__(self) -> None:
        self._open = ExitStack()
        self._files: list[StagedFile] = []

    def __enter__(self) -> Staging:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def file(self, path: str) -> StagedFile:
        """Stage an output; raise FileError if no folder can be made beside the destination."""
        file = self.scratch(path)
        self._files.append(file)
        return file

    def scratch(self, path: str) -> StagedFile:
        """Stage a file that is no output: it lies beside a destination, and `commit` ignores it."""
        file = StagedFile(path)
        self._open.callback(file.discard)
        return file

    def write_text(self, path: str, text: str) -> None:
        """Stage a text with unchanged line ends; raise FileError if it cannot be written."""
        file = self.file(path)
        try:
            with open(file.staged, "w", encoding="utf-8", newline="") as staged:
                staged.write(text)
        except OSError as error:
            raise not_written(path, error.strerror) from error

    def commit(self) -> None:
        """Move all outputs to their destinations; if one move fails, undo those before it.

        Then FileError is raised, and every destination is as it was before. After the last move,
        stale files beside the outputs are removed. If that fails, they stay without a report,
        because the outputs are complete.
        """
        done: list[_Move] = []
        for file in self._files:
            for move in file._moves():
                try:
                    move.do()
                except OSError as error:
                    for earlier in reversed(done):
                        earlier.undo()
                    raise not_written(file.path, error.strerror) from error
                done.append(move)
        moved = {move.path for move in done}
        for file in self._files:
            for path in file._stale() - moved:
                with suppress(OSError):
                    os.remove(path)


class _Move:
    """Move that can be undone; the replaced file is kept until the staging ends."""

    def __init__(self, staged: str, path: str, kept: str) -> None:
        self.path = path
        self._staged = staged
        self._kept = kept
        self._replaced = False

    def do(self) -> None:
        self._keep()
        try:
            os.replace(self._staged, self.path)
        except OSError:
            self.undo()
            raise

    def undo(self) -> None:
        # Nothing better is left to do for a destination that became unwritable meanwhile.
        with suppress(OSError):
            if self._replaced:
                os.replace(self._kept, self.path)
            elif os.path.exists(self.path):
                os.remove(self.path)

    def _keep(self) -> None:
        # A folder is never replaced: the move onto it fails, and it stays.
        if not os.path.exists(self.path) or os.path.isdir(self.path):
            return
        try:
            # The destination never disappears, not even for a moment.
            os.link(self.path, self._kept)
        except OSError:
            # Some file systems have no links.
            os.replace(self.path, self._kept)
        self._replaced = True


def write_text(path: str, text: str) -> None:
    """Write one text file completely; if that fails, raise FileError and keep the former file."""
    with Staging() as staging:
        staging.write_text(path, text)
        staging.commit()
