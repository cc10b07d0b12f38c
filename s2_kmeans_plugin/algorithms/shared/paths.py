"""Files: behind layers, of a series of rasters, and temporary ones."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from qgis.core import (
    QgsFileUtils,
    QgsProcessingException,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRasterLayer,
)

from ...i18n import tr

SUFFIX = "_classes.tif"


def whole_path(source: str) -> str:
    """Return a source with the absolute path of its file; unchanged if it names no file.

    The source may have a suffix of the provider such as ``|layername=…``.
    """
    if os.path.exists(source):
        return os.path.abspath(source)
    path, bar, rest = source.partition("|")
    return (os.path.abspath(path) if os.path.exists(path) else path) + bar + rest


def temporary_folder(context) -> str:
    """Return the folder of the temporary files of a run."""
    return _call_for_run(QgsProcessingUtils.tempFolder, context)


def temporary_path(name: str, context) -> str:
    """Return a new path with this file name in the temporary folder of a run."""
    return _call_for_run(QgsProcessingUtils.generateTempFilename, name, context)


def _call_for_run(function, *arguments):
    try:
        return function(*arguments)
    except TypeError:
        # Older versions of QGIS have one temporary folder for all runs, and take no context.
        return function(*arguments[:-1])


def files_of(layer) -> tuple[str, ...]:
    """Return the file of a layer, which no output may replace; empty if it has none."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = parts.get("path")
    return (path,) if path else ()


def find_layers(pattern: str) -> list[QgsRasterLayer]:
    """Open the rasters that a pattern matches, sorted by name, without maps of a series.

    Raise QgsProcessingException if no file matches, or QGIS cannot open a file.
    """
    matches = sorted(glob.glob(os.path.expanduser(pattern), recursive=True))
    paths = [path for path in matches if os.path.isfile(path) and not path.endswith(SUFFIX)]
    if not paths:
        raise QgsProcessingException(
            tr("PATTERN {pattern} matches no file. Give a pattern such as scenes/*.tif.").format(
                pattern=pattern
            )
        )
    layers = [QgsRasterLayer(path, os.path.splitext(os.path.basename(path))[0]) for path in paths]
    for path, layer in zip(paths, layers):
        if not layer.isValid():
            raise QgsProcessingException(
                tr("{path} is not a raster that QGIS can open. Give a narrower pattern.").format(
                    path=path
                )
            )
    return layers


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


def _make_unique(names):
    """Append numbers to repeated names; upper and lower case count as equal."""
    lower, unique = set(), []
    for name in names:
        number, candidate = 1, name
        while candidate.lower() in lower:
            number += 1
            candidate = f"{name}_{number}"
        lower.add(candidate.lower())
        unique.append(candidate)
    return unique
