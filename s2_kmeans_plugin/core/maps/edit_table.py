"""Edits as cells of a form, or as a table that a spreadsheet saved."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..errors import ArgumentError, FileError
from ..files.csv_text import unescape_formulas
from ..files.text import read_text
from ..legend import strip_controls
from .edit_plan import Edit

# A form has the columns in this order, a file in any order.
COLUMNS = ("class", "to", "name", "color")

_SYNONYMS = {"from": "class", "new class": "to", "colour": "color"}
_DELIMITERS = ",;\t"

# Chosen: above a table of 255 classes with mean and deviation of 400 bands.
_MAX_BYTES, _MAX_ROWS = 2 * 2**20, 10_000
_NODATA = ("0", "nodata", "drop")

# A spreadsheet may have written 3 as 3.0.
_WHOLE = re.compile(r"(\d{1,3})([.,]0*)?", re.ASCII)
_HEX = re.compile(r"#?([0-9a-f]{6})", re.ASCII | re.IGNORECASE)
_CHANNELS = re.compile(r"(\d{1,3})[,; ]+(\d{1,3})[,; ]+(\d{1,3})", re.ASCII)


def read_edits(path: str) -> tuple[Edit, ...]:
    """Read the edits of a CSV file, such as a table of classes with an added column ``to``.

    The first line names the columns: ``class`` or ``from``, optionally ``to``, ``name`` and
    ``color`` or ``colour``, in any order and among others. A comma, a semicolon or a tab separates
    cells. Raises FileError if the file cannot be read, ArgumentError if it is not such a table.
    """
    text = _read(path)
    columns, delimiter = max(
        ((_columns(path, text, delimiter), delimiter) for delimiter in _DELIMITERS),
        key=lambda found: sum(column is not None for column in found[0]),
    )
    if "class" not in columns:
        raise ArgumentError(
            "{path} has no column 'class'. Name the columns in its first line: class, to, name, "
            "color.",
            path=path,
        )
    for column in COLUMNS:
        if columns.count(column) > 1:
            raise ArgumentError(
                "{path} has two columns '{column}'. Keep one of them.", path=path, column=column
            )
    _, *rows = _rows(path, text, delimiter)
    edits = _edits(path, [(line, _cells(path, line, columns, row)) for line, row in rows])
    if not edits:
        raise ArgumentError(
            "{path} has no class below its first line. Give a line for each class to change.",
            path=path,
        )
    return edits


def edits_of_cells(cells: Sequence[object], table: str) -> tuple[Edit, ...]:
    """Return the edits of a form's table; none if all cells are empty.

    The cells are row by row: class, new class, name and colour. Others raise ArgumentError; its
    message has the name of the table.
    """
    texts = [_text(cell) for cell in cells]
    if not any(texts):
        return ()
    width = len(COLUMNS)
    if len(texts) % width:
        raise ArgumentError(
            "{table} has {n_cells} cells, not a multiple of {width}. Give class, new class, name "
            "and colour of each class, and an empty cell for no change.",
            table=table,
            n_cells=len(texts),
            width=width,
        )
    rows = (texts[start : start + width] for start in range(0, len(texts), width))
    return _edits(
        table, [(n, dict(zip(COLUMNS, row))) for n, row in enumerate(rows, start=1) if any(row)]
    )


def _read(path: str) -> str:
    try:
        return read_text(path, _MAX_BYTES).lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
    except FileError as error:
        if not isinstance(error.__cause__, UnicodeDecodeError):
            raise
        raise FileError(
            "{path} is not text in UTF-8. Save the table from the spreadsheet as CSV in UTF-8.",
            path=path,
        ) from error


def _rows(path: str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of each row that is not blank."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for n_row, row in enumerate(reader):
            if n_row == _MAX_ROWS:
                raise ArgumentError(
                    "{path} has more than {most} lines. Give one line for each class to change.",
                    path=path,
                    most=_MAX_ROWS,
                )
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise ArgumentError(
            "{path}, line {line}: the cells cannot be separated ({reason}). Close each quotation "
            "mark, or save the table from a spreadsheet as CSV.",
            path=path,
            line=reader.line_num,
            reason=error,
        ) from error


def _columns(path: str, text: str, delimiter: str) -> list[str | None]:
    """Return the meaning of each column; an empty list if the cells have another delimiter."""
    try:
        _, header = next(_rows(path, text, delimiter), (0, []))
    except ArgumentError:
        return []
    names = [cell.strip().lower() for cell in header]
    names = [_SYNONYMS.get(name, name) for name in names]
    return [name if name in COLUMNS else None for name in names]


def _cells(
    path: str, line: int, columns: Sequence[str | None], row: Sequence[str]
) -> dict[str, str]:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise ArgumentError(
            "{path}, line {line} has more cells than the first line names. Put a text that has the "
            'separator between quotation marks ("").',
            path=path,
            line=line,
        )
    return {column: _text(cell) for column, cell in zip(columns, row) if column}


def _edits(table: str, rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Edit, ...]:
    edits: dict[int, Edit] = {}
    for line, cells in rows:
        edit = _edit(table, line, cells)
        if edit.value in edits:
            raise ArgumentError(
                "{table}, line {line} names class {value} a second time. Keep one of its lines.",
                table=table,
                line=line,
                value=edit.value,
            )
        edits[edit.value] = edit
    return tuple(edits.values())


def _edit(table: str, line: int, cells: Mapping[str, str]) -> Edit:
    value = _class_number(cells.get("class", ""))
    if not value:
        raise ArgumentError(
            "{table}, line {line}: '{value}' is not a class. Give a whole number from 1 to 255.",
            table=table,
            line=line,
            value=cells.get("class", ""),
        )
    given = cells.get("to", "")
    to = 0 if given.lower() in _NODATA else _class_number(given or str(value))
    if to is None:
        raise ArgumentError(
            "{table}, line {line}: '{value}' is not a new class. Give a whole number from 1 to "
            "255, nodata to remove class {old}, or an empty cell to keep it.",
            table=table,
            line=line,
            value=given,
            old=value,
        )
    given = cells.get("color", "")
    color = _color(given)
    if given and color is None:
        raise ArgumentError(
            "{table}, line {line}: '{value}' is not a colour. Write it as #ff8000 or as 255,128,0.",
            table=table,
            line=line,
            value=given,
        )
    return Edit(value, to, _name(cells.get("name", "")), color)


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _class_number(text: str) -> int | None:
    """Return the number, 0 to 255; None for any other text."""
    found = _WHOLE.fullmatch(text)
    number = int(found[1]) if found else 256
    return number if number <= 255 else None


def _color(text: str) -> tuple[int, int, int] | None:
    """Return red, green and blue; None for a text that is not a colour."""
    found = _HEX.fullmatch(text)
    if found:
        red, green, blue = bytes.fromhex(found[1])
        return red, green, blue
    found = _CHANNELS.fullmatch(text)
    if not found:
        return None
    red, green, blue = map(int, found.groups())
    return (red, green, blue) if max(red, green, blue) <= 255 else None


def _name(text: str) -> str:
    """Return a name on one line."""
    return strip_controls(" ".join(unescape_formulas(text).split()))
