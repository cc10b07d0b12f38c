"""Hidden folders beside a destination, in which a file is made before it is moved there.

A run that is killed leaves its folder behind; the next run to the same destination removes it. That
its writer is dead is told by a lock, which ends with the process that holds it, however it ends: so
two runs to one destination at once leave each other alone.
"""

import os
import re
import shutil
import tempfile
import threading
from contextlib import suppress

try:
    import fcntl
except ImportError:  # Windows, where nobody can remove a file that is open.
    fcntl = None

_LOCK = "writer.lock"
_LONGEST_NAME = 255
# Of the name of the destination, so that the folder's is no longer than a name may be.
_KEPT_BYTES = 200


class HiddenFolder:
    """A folder beside a destination, for the length of a with block.

    Parameters
    ----------
    path : str
        Of the destination.

    Raises
    ------
    OSError
        On entering, when it cannot be made.
    """

    def __init__(self, path):
        self._parent, name = os.path.split(os.path.abspath(path))
        self._prefix = f".{_cut(name, _KEPT_BYTES)}-"
        self._lock = None
        self.path = None

    def __enter__(self):
        self._remove_stale()
        self.path = tempfile.mkdtemp(prefix=self._prefix, dir=self._parent)
        try:
            self._lock = _Lock.in_folder(self.path)
        except OSError:
            self.__exit__()
            raise
        return self.path

    def __exit__(self, *_):
        if self._lock is not None:
            self._lock.release(self.path)
            self._lock = None
        shutil.rmtree(self.path, ignore_errors=True)

    def _remove_stale(self):
        """Remove what runs to this destination left that were killed."""
        of_this_kind = re.compile(re.escape(self._prefix) + r"[a-z0-9_]{8}")
        with suppress(OSError):
            for name in os.listdir(self._parent):
                folder = os.path.join(self._parent, name)
                if of_this_kind.fullmatch(name) and _is_abandoned(folder):
                    shutil.rmtree(folder, ignore_errors=True)


class _Lock:
    """Tells that this process is alive, by an open file that is locked.

    Hidden folders in one place share the file, each with a link to it: a series may have more maps
    than a process may have open files.
    """

    _of_place = {}
    _guard = threading.Lock()

    def __init__(self, path):
        self._place = os.path.dirname(os.path.dirname(path))
        # Its links, one in each folder that is still there.
        self._paths = [path]
        # Nobody may find the lock before it is held.
        made = os.path.join(os.path.dirname(path), "new.lock")
        self._file = open(made, "wb")  # noqa: SIM115
        try:
            if fcntl is not None:
                with suppress(OSError):  # Some network drives know no locks.
                    fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    os.rename(made, path)
            else:
                self._file.close()
                os.rename(made, path)
                self._file = open(path, "r+b")  # noqa: SIM115
        except OSError:
            self._file.close()
            raise

    @classmethod
    def in_folder(cls, folder):
        """The lock of a new hidden folder."""
        place, path = os.path.dirname(folder), os.path.join(folder, _LOCK)
        with cls._guard:
            shared = cls._of_place.get(place)
            # Windows removes no link to a file that is open.
            if fcntl is not None and shared is not None:
                with suppress(OSError):
                    os.link(shared._paths[0], path)
                    shared._paths.append(path)
                    return shared
            lock = cls._of_place[place] = cls(path)
            return lock

    def release(self, folder):
        """Let go of it for one folder."""
        with self._guard:
            self._paths.remove(os.path.join(folder, _LOCK))
            if not self._paths:
                self._file.close()
                if self._of_place.get(self._place) is self:
                    del self._of_place[self._place]


def excess_of_name(path, suffix=""):
    """By how many bytes the name of a file, with a suffix, is longer than a name may be."""
    return max(0, len(os.fsencode(os.path.basename(path) + suffix)) - _LONGEST_NAME)


def _is_abandoned(folder):
    """Whether the process that made a folder is dead; no where that cannot be told."""
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


def _cut(name, n_bytes):
    return os.fsencode(name)[:n_bytes].decode("utf-8", "ignore")
