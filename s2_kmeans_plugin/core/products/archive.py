"""The files of a product on the disk or in a zip, which is read in place."""

import os
import re
import zipfile
import zlib
from contextlib import contextmanager

from ..errors import RasterError

# A product of the older naming, of a dozen tiles, has some 3,000.
_MOST_FILES = 20_000
_MOST_LEVELS = 8
# The metadata of a product has some 100 kB.
_MOST_BYTES = 4 * 2**20

_SAFE = re.compile(r"\.SAFE$", re.I)
_ENCRYPTED = 1


def open_tree(path):
    """The folder or the zip that holds a product.

    Parameters
    ----------
    path : str
        The folder or the zip, or a file or a folder in it. A folder in a product stands for what it
        holds; a file there for the tile that it belongs to, or for the product; and an image
        elsewhere for its folder without those below, which may hold anything.

    Returns
    -------
    tree : Folder or Zip
    part : str
        What the names of the wanted files begin with, where ``path`` is inside a product.

    Raises
    ------
    RasterError
    """
    path = os.path.abspath(path)
    if not os.path.exists(path):
        raise RasterError("{path} does not exist: choose a product that does.", path=path)
    if os.path.isfile(path) and zipfile.is_zipfile(path):
        return Zip(path), ""
    if path.lower().endswith(".zip"):
        raise RasterError("{path} is no whole zip: download the product again.", path=path)
    is_file = os.path.isfile(path)
    folder = os.path.dirname(path) if is_file else path
    safe = _product_around(folder)
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


def _product_around(folder):
    while not _SAFE.search(folder):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


class Folder:
    """A folder on the disk.

    Parameters
    ----------
    path : str
    n_levels : int
        How far down to look.

    Attributes
    ----------
    path : str
    title : str
        Its name.
    """

    def __init__(self, path, n_levels=_MOST_LEVELS):
        self.path = path
        self._n_levels = n_levels
        self.title = os.path.basename(path) or path

    def names(self):
        """Paths of all files from here, with ``/`` between folders: list of str.

        Raises
        ------
        RasterError
            When it is far larger than a product.
        """
        names = []
        for folder, folders, files in os.walk(self.path):
            inside = os.path.relpath(folder, self.path).replace(os.sep, "/")
            prefix = "" if inside == "." else inside + "/"
            names.extend(prefix + name for name in files)
            if prefix.count("/") >= self._n_levels:
                folders.clear()
            folders.sort()
            _check_number(names, self.path)
        return sorted(names)

    def read(self, name):
        """The bytes of a file.

        Raises
        ------
        RasterError
        """
        with _read_errors(name), open(self.path_of(name), "rb") as file:
            return _limited(file, name)

    def path_of(self, name):
        """What GDAL opens."""
        return os.path.join(self.path, *name.split("/"))

    def inputs(self, names):
        """Files on the disk that hold some of these: tuple of str."""
        return tuple(map(self.path_of, names))


class Zip:
    """A zip, none of whose files is unpacked.

    Attributes
    ----------
    path : str
    title : str
        Its name.
    """

    def __init__(self, path):
        self.path = path
        self.title = os.path.basename(path)

    def names(self):
        """As `Folder.names`. Names that lead out of the zip are passed over."""
        with _read_errors(self.path), zipfile.ZipFile(self.path) as archive:
            members = archive.infolist()
        _check_number(members, self.path)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise RasterError(
                "{path} is protected by a password: unpack it and choose the folder.",
                path=self.path,
            )
        names = (member.filename for member in members if not member.is_dir())
        return sorted(name for name in names if _stays_inside(name))

    def read(self, name):
        """As `Folder.read`."""
        with _read_errors(name), zipfile.ZipFile(self.path) as archive, archive.open(name) as file:
            return _limited(file, name)

    def path_of(self, name):
        """What GDAL opens."""
        # Braces tell where the zip ends, whatever it and the folders around it are called.
        return f"/vsizip/{{{self.path}}}/{name}"

    def inputs(self, names):
        """As `Folder.inputs`."""
        return (self.path,)


def _stays_inside(name):
    parts = name.split("/")
    return ".." not in parts and parts[0] != "" and "\\" not in name


def _check_number(files, path):
    if len(files) > _MOST_FILES:
        raise RasterError(
            "{path} has more than {most} files, far more than a product of Sentinel-2: choose the "
            ".SAFE folder itself.",
            path=path,
            most=_MOST_FILES,
        )


def _limited(file, name):
    data = file.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise RasterError(
            "{name} is larger than {most} MB, which no metadata of Sentinel-2 is: download the "
            "product again.",
            name=name,
            most=_MOST_BYTES // 2**20,
        )
    return data


@contextmanager
def _read_errors(name):
    try:
        yield
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise RasterError(
            "{name} cannot be read: {reason}. Download the product again.",
            name=name,
            reason=getattr(error, "strerror", None) or error,
        ) from error
