"""Checks of destinations before a run starts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from ..errors import FileError
from .atomic import excess_of_name
from .text import not_written

GEOTIFF_SUFFIXES = (".tif", ".tiff", ".gtif", ".gtiff")
VRT_SUFFIXES = (".vrt",)
GEOPACKAGE_SUFFIXES = (".gpkg",)

# GDAL writes the attribute table of a raster into a file beside it.
_TABLE_SUFFIX = ".aux.xml"


def check_destination(
    path: str,
    inputs: Iterable[str | None] = (),
    suffixes: Sequence[str] = (),
    *,
    layer: str | None = None,
) -> None:
    """Raise FileError for a destination that cannot be written, or that would destroy an input.

    Parameters
    ----------
    inputs : iterable of str
        Files that the run reads. Empty names are ignored.
    suffixes : sequence of str, optional
        Endings that the name may have, in small letters; any ending by default.
    layer : str, optional
        Path of the input layer. QGIS would show the layer in the style of an output whose name
        differs in the ending only.
    """
    if os.path.isdir(path):
        raise FileError(
            "{path} is a folder. Give the name of a file inside it, such as classes.tif.", path=path
        )
    if suffixes and not path.lower().endswith(tuple(suffixes)):
        raise FileError(
            "{path} does not end in {suffixes}. Give the output such a name.",
            path=path,
            suffixes=", ".join(suffixes),
        )
    excess = excess_of_name(path, _TABLE_SUFFIX if _is_geotiff(path) else "")
    if excess:
        raise FileError(
            "The name {name} is too long by {excess} bytes. Choose a shorter name.",
            name=os.path.basename(path),
            excess=excess,
        )
    _check_folder(path)
    for used in inputs:
        if used and os.path.exists(path) and os.path.exists(used) and os.path.samefile(path, used):
            raise FileError("{path} is the input itself. Give the output another name.", path=path)
    if layer and style_place(path) == style_place(layer):
        raise FileError(
            "{path} differs from the input {input} in its ending only, and QGIS would show both in "
            "the style of the output. Give the output another name.",
            path=path,
            input=os.path.basename(layer),
        )
    if os.path.exists(path):
        # Renaming a file to its own name changes nothing. Windows refuses it if the file is open,
        # and would refuse to replace it after the run.
        try:
            os.rename(path, path)
        except OSError as error:
            raise not_written(path, error.strerror) from error


def check_distinct(paths: Iterable[str | None]) -> None:
    """Raise FileError for two outputs with one destination, or two GeoTIFFs with one style.

    Empty names are ignored.
    """
    taken = set()
    for path in filter(None, paths):
        place = style_place(path) if _is_geotiff(path) else place_of(path)
        if place in taken:
            raise FileError(
                "{path} is named for two outputs. Give each output a name of its own.", path=path
            )
        taken.add(place)


def place_of(path: str) -> str:
    """Return the place of a file, the same for all names of it.

    The file systems of macOS may ignore the case of letters, which Python cannot see.
    """
    return os.path.normcase(os.path.realpath(path))


def style_place(path: str) -> str:
    """Return the place of the style that QGIS loads with a raster, whatever the ending."""
    return place_of(os.path.splitext(path)[0] + ".qml")


def _is_geotiff(path: str) -> bool:
    return path.lower().endswith(GEOTIFF_SUFFIXES)


def _check_folder(path: str) -> None:
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise FileError(
            "{path} cannot be written: the folder {folder} does not exist. Create it, or choose "
            "another folder.",
            path=path,
            folder=folder,
        )
    if not os.access(folder, os.W_OK):
        raise FileError(
            "{path} cannot be written: the folder {folder} is protected. Choose another folder.",
            path=path,
            folder=folder,
        )
