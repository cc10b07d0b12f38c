"""Files of a product in a folder, or in a zip that is read in place."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..errors import FileError

# Chosen: an older product of a dozen tiles has about 3,000 files, its metadata about 100 kB.
_MAX_FILES = 20_000
_MAX_LEVELS = 8
_MAX_BYTES = 4 * 2**20

# Bit of a member of a zip.
_ENCRYPTED = 1


def open_tree(path: str) -> tuple[Folder | Zip, str]:
    """Open the folder or the zip of a product, and return the beginning of the wanted names.

    A folder inside a product means its content. A file inside a product means its tile, or else the
    product. An image elsewhere means its folder without subfolders, which may hold anything. The
    beginning is empty unless the path lies inside a product. Raise FileError if the path does not
    exist or is not a complete zip.
    """
    path = os.path.abspath(path)
    if not os.path.exists(path):
        raise FileError("{path} does not exist. Choose an existing product.", path=path)
    if os.path.isfile(path) and zipfile.is_zipfile(path):
        return Zip(path), ""
    if path.lower().endswith(".zip"):
        raise FileError("{path} is not a complete zip. Download the product again.", path=path)
    is_file = os.path.isfile(path)
    folder = os.path.dirname(path) if is_file else path
    safe = _find_safe_folder(folder)
    if safe is None and is_file and not path.lower().endswith(".xml"):
        return Folder(folder, n_levels=0), ""
    if safe is None:
        zips = [name for name in sorted(os.listdir(folder)) if name.lower().endswith(".zip")]
        if not is_file and len(zips) == 1 and len(Folder(folder).names()) == 1:
            return open_tree(os.path.join(folder, zips[0]))
        return Folder(folder), ""
    inside = [name for name in os.path.relpath(folder, safe).split(os.sep) if name != "."]
    if is_file:
        inside = inside[:2] if inside[:1] == ["GRANULE"] else []
    return Folder(safe), "".join(name + "/" for name in inside)


def _find_safe_folder(folder: str) -> str | None:
    """Return the ``.SAFE`` folder at or above a folder."""
    paths = map(str, (Path(folder), *Path(folder).parents))
    return next((path for path in paths if path.lower().endswith(".safe")), None)


class Folder:
    """Folder on the disk, with some levels of subfolders; the title is its name."""

    def __init__(self, path: str, n_levels: int = _MAX_LEVELS) -> None:
        self.path = path
        self._n_levels = n_levels
        self.title = os.path.basename(path) or path

    def names(self) -> list[str]:
        """Return the relative paths of all files, with ``/`` between folders, sorted.

        Raise FileError if there are far more than in a product.
        """
        names: list[str] = []
        for folder, folders, files in os.walk(self.path):
            inside = os.path.relpath(folder, self.path).replace(os.sep, "/")
            prefix = "" if inside == "." else inside + "/"
            names.extend(prefix + name for name in files)
            if prefix.count("/") >= self._n_levels:
                folders.clear()
            folders.sort()
            _check_number(names, self.path)
        return sorted(names)

    def read(self, name: str) -> bytes:
        """Return a file; raise FileError if it cannot be read or is far larger than metadata."""
        with _read_errors(name), open(self.path_of(name), "rb") as file:
            return _read_limited(file, name)

    def path_of(self, name: str) -> str:
        """Return the path of a file for GDAL."""
        return os.path.join(self.path, *name.split("/"))

    def inputs(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the files on the disk that hold the named files."""
        return tuple(map(self.path_of, names))


class Zip:
    """Zip, which stays packed. Its attributes and methods are those of `Folder`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.title = os.path.basename(path)

    def names(self) -> list[str]:
        """Return the paths of all files, except for paths that lead out of the zip."""
        with _read_errors(self.path), zipfile.ZipFile(self.path) as archive:
            members = archive.infolist()
        _check_number(members, self.path)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise FileError(
                "{path} is protected by a password. Unpack it and choose the folder.",
                path=self.path,
            )
        names = (member.filename for member in members if not member.is_dir())
        return sorted(name for name in names if _stays_inside(name))

    def read(self, name: str) -> bytes:
        with _read_errors(name), zipfile.ZipFile(self.path) as archive, archive.open(name) as file:
            return _read_limited(file, name)

    def path_of(self, name: str) -> str:
        # Braces mark the end of the zip, whatever its name and its folders are.
        return f"/vsizip/{{{self.path}}}/{name}"

    def inputs(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the zip itself."""
        return (self.path,)


def _stays_inside(name: str) -> bool:
    parts = name.split("/")
    return ".." not in parts and parts[0] != "" and "\\" not in name


def _check_number(files: Sized, path: str) -> None:
    if len(files) > _MAX_FILES:
        raise FileError(
            "{path} has more than {most} files, far more than a product of Sentinel-2. Choose the "
            ".SAFE folder itself.",
            path=path,
            most=_MAX_FILES,
        )


def _read_limited(file: IO[bytes], name: str) -> bytes:
    data = file.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise FileError(
            "{name} is larger than {most} MB, the limit for metadata of Sentinel-2. Download the "
            "product again.",
            name=name,
            most=_MAX_BYTES // 2**20,
        )
    return data


@contextmanager
def _read_errors(name: str) -> Iterator[None]:
    """Turn the errors of reading a file or a zip into a FileError."""
    try:
        yield
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise FileError(
            "{name} cannot be read: {reason}. Download the product again.",
            name=name,
            reason=getattr(error, "strerror", None) or error,
        ) from error
