"""Text files that appear whole or not at all."""

import os
import tempfile

from .errors import RasterError


def check_folder(path):
    """Refuse a file whose folder is not there or may not be written to.

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
    taken = {os.path.realpath(output) for output in outputs if output}
    for path in paths:
        check_not_among(path, inputs)
        place = os.path.realpath(path)
        if place in taken:
            raise RasterError(
                "{path} is named for two outputs: give each a name of its own.", path=path
            )
        taken.add(place)


_MOST_BYTES = 64 * 2**20


def read_text(path):
    """The text of a file.

    Raises
    ------
    RasterError
        When it cannot be read, is no text, or is far larger than anything written here.
    """
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(_MOST_BYTES + 1)
    except UnicodeDecodeError as error:
        raise RasterError(
            "{path} cannot be read: it is no text. Choose another file.", path=path
        ) from error
    except OSError as error:
        raise RasterError(
            "{path} cannot be read: {reason}. Choose another file.",
            path=path,
            reason=error.strerror,
        ) from error
    if len(text) > _MOST_BYTES:
        raise RasterError("{path} is too large: choose a file that the plugin wrote.", path=path)
    return text


def write_text(path, text):
    """Write a file, or leave what stood there.

    Parameters
    ----------
    path : str
    text : str
        Line ends are written as they are.

    Raises
    ------
    RasterError
        When it cannot be written.
    """
    path = os.path.abspath(path)
    folder, name = os.path.split(path)
    made = None
    try:
        handle, made = tempfile.mkstemp(prefix=f".{name}-", dir=folder)
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        # mkstemp keeps others out, which a result should not.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(made, 0o666 & ~mask)
        os.replace(made, path)
    except OSError as error:
        if made is not None and os.path.exists(made):
            os.remove(made)
        raise RasterError(
            "{path} cannot be written: {reason}. Choose a place that you may write to and that "
            "has room.",
            path=path,
            reason=error.strerror,
        ) from error
