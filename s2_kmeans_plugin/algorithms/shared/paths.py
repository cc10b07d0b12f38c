"""The files behind layers and other inputs, and those that are temporary."""

import os

from qgis.core import QgsProcessingUtils, QgsProviderRegistry


def whole_path(source):
    """A source with the whole path of its file, for a line that repeats a run from anywhere.

    Parameters
    ----------
    source : str
        A path, or one with what a provider adds to it behind a bar, such as the name of a layer.

    Returns
    -------
    str
        The source itself where it names no file.
    """
    if os.path.exists(source):
        return os.path.abspath(source)
    path, bar, rest = source.partition("|")
    return (os.path.abspath(path) if os.path.exists(path) else path) + bar + rest


def temporary_folder(context):
    """The folder for temporary files of a run: str."""
    return _of_run(QgsProcessingUtils.tempFolder, context)


def temporary_path(name, context):
    """A place for a file in the folder for temporary files of a run: str."""
    return _of_run(QgsProcessingUtils.generateTempFilename, name, context)


def _of_run(function, *arguments):
    try:
        return function(*arguments)
    except TypeError:
        # Older versions of QGIS have one folder for all runs.
        return function(*arguments[:-1])


def files_of(layer):
    """The file of a layer, which no output may replace: tuple of str; empty where it has none."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = parts.get("path")
    return (path,) if path else ()
