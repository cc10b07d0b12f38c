"""Checks of destinations before a run starts."""

import os

from ..errors import RasterError
from .atomic import excess_of_name
from .text import not_written


def check_folder(path, suffix=""):
    """Refuse a file that could not be put in its place.

    That is where its folder is not there or may not be written to, where its name is too long, and
    where another program holds the file that it would replace.

    Parameters
    ----------
    path : str
    suffix : str
        Added to the name for a file that goes beside it.

    Raises
    ------
    RasterError
    """
    folder = os.path.dirname(os.path.abspath(path))
    if os.path.isdir(path):
        raise RasterError(
            "{path} is a folder: give the name of a file, such as classes.tif, inside it.",
            path=path,
        )
    excess = excess_of_name(path, suffix)
    if excess:
        raise RasterError(
            "The name {name} is too long by {excess} bytes: choose a shorter one.",
            name=os.path.basename(path),
            excess=excess,
        )
    if not os.path.isdir(folder):
        raise RasterError(
            "{path} cannot be written: the folder {folder} does not exist. Make it first or "
            "choose another.",
            path=path,
            folder=folder,
        )
    if not os.access(folder, os.W_OK):
        raise RasterError(
            "{path} cannot be written: you may not write to the folder {folder}. Choose another.",
            path=path,
            folder=folder,
        )
    if os.path.exists(path):
        # Changes nothing. Windows refuses it where the file is open, such as that of a layer, and
        # would refuse to replace it in the end.
        try:
            os.rename(path, path)
        except OSError as error:
            raise not_written(path, error.strerror) from error


def place_of(path):
    """Where a file is, whatever leads there: str, the same for two names of one file.

    macOS, too, may take two names for one that differ in their letters' case; it does not tell.
    """
    return os.path.normcase(os.path.realpath(path))


def check_not_among(path, inputs):
    """Refuse an output that would overwrite a file it is made from.

    Parameters
    ----------
    path : str
    inputs : sequence of str
        Empty ones are passed over.

    Raises
    ------
    RasterError
    """
    for used in filter(None, inputs):
        if os.path.exists(path) and os.path.exists(used) and os.path.samefile(path, used):
            raise RasterError(
                "{path} is the input itself: give the output another name.", path=path
            )


def check_texts(paths, sources, files=(), outputs=()):
    """Refuse text files that would destroy an input or each other.

    Parameters
    ----------
    paths : sequence of str
    sources : sequence of RasterSource
    files : sequence of str
        Other inputs.
    outputs : sequence of str
        Other files that are to be written. Empty ones are passed over.

    Raises
    ------
    RasterError
    """
    inputs = [*files, *(file for source in sources for file in (source.path, *source.files))]
    taken = {place_of(output) for output in outputs if output}
    for path in paths:
        check_not_among(path, inputs)
        place = place_of(path)
        if place in taken:
            raise RasterError(
                "{path} is named for two outputs: give each a name of its own.", path=path
            )
        taken.add(place)
