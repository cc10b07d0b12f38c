"""Files of a series of rasters: images by a pattern, labels of images, paths of maps."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from qgis.core import QgsFileUtils, QgsProcessingException, QgsRasterLayer

from ...i18n import tr

SUFFIX = "_classes.tif"


def find_layers(pattern: str) -> list[QgsRasterLayer]:
    """Open the rasters that a pattern matches, sorted by name, without maps of a series.

    Raise QgsProcessingException if no file matches, or QGIS cannot open a file.
    """
    found = sorted(glob.glob(os.path.expanduser(pattern), recursive=True))
    paths = [path for path in found if os.path.isfile(path) and not path.endswith(SUFFIX)]
    if not paths:
        raise QgsProcessingException(
            tr("PATTERN {pattern} matches no file. Give a pattern such as scenes/*.tif.").format(
                pattern=pattern
            )
        )
    return [_open_layer(path) for path in paths]


def label_images(names: Sequence[str], dates: Sequence[str | None]) -> list[str]:
    """Return the labels of images in tables: their dates if all differ, else unique names."""
    if all(dates) and len(set(dates)) == len(dates):
        return list(dates)
    return _make_unique(names)


def map_paths(folder: str, names: Sequence[str]) -> list[str]:
    """Return the path of the map of each image."""
    stems = [QgsFileUtils.stringToSafeFilename(name) for name in names]
    return [os.path.join(folder, stem + SUFFIX) for stem in _make_unique(stems)]


@contextmanager
def output_folder(folder: str) -> Iterator[None]:
    """Create a folder if it is missing, and remove a new folder that stays empty.

    Raise QgsProcessingException if the folder cannot be created.
    """
    is_new = not os.path.isdir(folder)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise QgsProcessingException(
            tr("The folder {folder} cannot be created: {reason}. Choose another folder.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    try:
        yield
    finally:
        if is_new:
            with suppress(OSError):
                os.rmdir(folder)


def _open_layer(path):
    layer = QgsRasterLayer(path, os.path.splitext(os.path.basename(path))[0])
    if not layer.isValid():
        raise QgsProcessingException(
            tr("{path} is not a raster that QGIS can open. Give a narrower pattern.").format(
                path=path
            )
        )
    return layer


def _make_unique(names):
    """Append numbers to repeated names; upper and lower case count as equal."""
    taken, unique = set(), []
    for name in names:
        number, candidate = 1, name
        while candidate.lower() in taken:
            number += 1
            candidate = f"{name}_{number}"
        taken.add(candidate.lower())
        unique.append(candidate)
    return unique
