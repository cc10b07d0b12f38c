"""Hidden folders beside a destination, where a file is made before it is moved there.

A killed run leaves its folder behind, and the next run to the same destination removes it. Each
folder holds a lock that the system releases when the process ends. So two runs to one destination
at the same time do not disturb each other.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import threading
from contextlib import suppress
from types import ModuleType
from typing import ClassVar

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed.
    fcntl = None

_LOCK = "writer.lock"
# Limit of most file systems, in bytes.
_MAX_NAME = 255
# Bytes of the destination's name in the name of the folder.
_KEPT_BYTES = 200


class HiddenFolder:
    """Hidden folder beside a destination, for the length of a with block.

    To enter it raises OSError if the folder cannot be made.
    """

    def __init__(self, path: str) -> None:
        self._parent, name = os.path.split(os.path.abspath(path))
        self._prefix = f".{_cut(name, _KEPT_BYTES)}-"
        self._lock: _Lock | None = None
        self.path = ""

    def __enter__(self) -> str:
        self._remove_abandoned()
        self.path = tempfile.mkdtemp(prefix=self._prefix, dir=self._parent)
        try:
            self._lock = _Lock.in_folder(self.path)
        except OSError:
            self.__exit__()
            raise
        return self.path

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.release(self.path)
            self._lock = None
        shutil.rmtree(self.path, ignore_errors=True)

    def _remove_abandoned(self) -> None:
        """Remove the folders of killed runs to this destination."""
        own = re.compile(re.escape(self._prefix) + r"[a-z0-9_]{8}")
        with suppress(OSError):
            for name in os.listdir(self._parent):
                folder = os.path.join(self._parent, name)
                if own.fullmatch(name) and _is_abandoned(folder):
                    shutil.rmtree(folder, ignore_errors=True)


class _Lock:
    """Locked open file, which proves that this process is alive.

    Hidden folders in one place share the file, and each has a link to it. A series may have more
    maps than a process may have open files.
    """

    _of_place: ClassVar[dict[str, _Lock]] = {}
    _guard: ClassVar[threading.Lock] = threading.Lock()

    def __init__(self, path: str) -> None:
        self._place = os.path.dirname(os.path.dirname(path))
        # Links in the folders that still exist.
        self._paths = [path]
        # The lock gets its name when it is held, so that nobody finds it before.
        made = os.path.join(os.path.dirname(path), "new.lock")
        self._file = open(made, "wb")  # noqa: SIM115
        try:
            if fcntl is not None:
                with suppress(OSError):  # Some network drives have no locks.
                    fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    os.rename(made, path)
            else:
                self._file.close()
                os.rename(made, path)
                self._file = open(path, "r+b")  # type: ignore[assignment]  # noqa: SIM115
        except OSError:
            self._file.close()
            raise

    @classmethod
    def in_folder(cls, folder: str) -> _Lock:
        """Return the lock of a new hidden folder."""
        place, path = os.path.dirname(folder), os.path.join(folder, _LOCK)
        with cls._guard:
            shared = cls._of_place.get(place)
            # Windows cannot remove a link to an open file.
            if fcntl is not None and shared is not None:
                with suppress(OSError):
                    os.link(shared._paths[0], path)
                    shared._paths.append(path)
                    return shared
            lock = cls._of_place[place] = cls(path)
            return lock

    def release(self, folder: str) -> None:
        """Release the lock of one folder."""
        with self._guard:
            self._paths.remove(os.path.join(folder, _LOCK))
            if not self._paths:
                self._file.close()
                if self._of_place.get(self._place) is self:
                    del self._of_place[self._place]


def excess_of_name(path: str, suffix: str = "") -> int:
    """Return how many bytes a file name with a suffix exceeds the limit."""
    return max(0, len(os.fsencode(os.path.basename(path) + suffix)) - _MAX_NAME)


def _is_abandoned(folder: str) -> bool:
    """Return whether the process of a folder has ended; False if that is unknown."""
    path = os.path.join(folder, _LOCK)
    try:
        if fcntl is None:
            os.remove(path)
            return True
        with open(path, "r+b") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except OSError:
        return False


def _cut(name: str, n_bytes: int) -> str:
    return os.fsencode(name)[:n_bytes].decode("utf-8", "ignore")
