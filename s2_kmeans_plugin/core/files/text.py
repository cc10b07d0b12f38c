"""Reading of text files."""

from __future__ import annotations

from ..errors import FileError

# A model of 255 classes and 400 bands has 2.5 MB; a mixture of eight in 200 bands, 8 MB.
_MOST_BYTES = 16 * 2**20


def read_text(path: str, most_bytes: int = _MOST_BYTES) -> str:
    """Return the text of a file, with line feeds as line ends.

    Raises FileError if the file cannot be read, is not text in UTF-8, or is larger than
    ``most_bytes``: a wrong file must not fill the memory.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(most_bytes + 1)
        text = "" if len(data) > most_bytes else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FileError(
            "{path} cannot be read: it is not text in UTF-8. Choose another file.", path=path
        ) from error
    except OSError as error:
        raise FileError(
            "{path} cannot be read: {reason}. Choose another file.",
            path=path,
            reason=error.strerror,
        ) from error
    if len(data) > most_bytes:
        raise FileError(
            "{path} is larger than the limit of {most} MB. Choose a file that the plugin wrote.",
            path=path,
            most=most_bytes // 2**20,
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def not_written(path: str, reason: object) -> FileError:
    """Return the error for a file that cannot be written; GDAL or the system gives the reason."""
    return FileError(
        "{path} cannot be written: {reason}. Choose a writable folder with enough free space.",
        path=path,
        reason=str(reason).rstrip("."),
    )
