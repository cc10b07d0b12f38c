"""Text files that appear whole or not at all."""

import os

from .errors import RasterError
from .hidden import HiddenFolder, excess_of_name

# A model of 255 classes and 400 bands has 2.5 MB; a mixture of eight in 200 bands, 8 MB.
_MOST_BYTES = 16 * 2**20


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


def read_text(path, most_bytes=_MOST_BYTES):
    """The text of a file.

    Parameters
    ----------
    path : str
    most_bytes : int

    Raises
    ------
    RasterError
        When it cannot be read, is no text, or is far larger than anything written here.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(most_bytes + 1)
        text = "" if len(data) > most_bytes else data.decode("utf-8")
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
    if len(data) > most_bytes:
        raise RasterError(
            "{path} is larger than {most} MB, the most that is read here: choose a file that the "
            "plugin wrote.",
            path=path,
            most=most_bytes // 2**20,
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def not_written(path, reason):
    """What to raise where a file cannot be written: RasterError.

    Parameters
    ----------
    path : str
    reason : object
        As GDAL or the system tells it.
    """
    return RasterError(
        "{path} cannot be written: {reason}. Choose a place that you may write to and that "
        "has room.",
        path=path,
        reason=str(reason).rstrip("."),
    )


def write_text(path, text, move=os.replace):
    """Write a file, or leave what stood there.

    Parameters
    ----------
    path : str
    text : str
        Line ends are written as they are.
    move : callable
        Given where the file is and where it goes, moves it there.

    Raises
    ------
    RasterError
        When it cannot be written.
    """
    try:
        with HiddenFolder(path) as folder:
            made = os.path.join(folder, "text")
            with open(made, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            move(made, path)
    except OSError as error:
        raise not_written(path, error.strerror) from error
