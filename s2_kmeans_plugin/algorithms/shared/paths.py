"""Files behind layers and other inputs, and temporary files."""

from __future__ import annotations

import os

from qgis.core import QgsProcessingUtils, QgsProviderRegistry


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
