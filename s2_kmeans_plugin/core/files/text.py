"""Text files that appear whole or not at all."""

import os

from ..errors import RasterError
from .atomic import HiddenFolder

# A model of 255 classes and 400 bands has 2.5 MB; a mixture of eight in 200 bands, 8 MB.
_MOST_BYTES = 16 * 2**20


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
