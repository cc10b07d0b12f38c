"""Reads what to make of classes: from a table that a spreadsheet saved, or from cells of a form."""

import csv
import io
import re

from ..errors import ArgumentError, FileError
from ..files.csv_text import unescape_formulas
from ..files.text import read_text
from ..legend import printable
from .edit_plan import Edit

# Of the form, in its order; of a file, in any.
COLUMNS = ("class", "to", "name", "color")

_ALSO_CALLED = {"from": "class", "new class": "to", "colour": "color"}
_DELIMITERS = ",;\t"

# A table of 255 classes with the means and deviations of 400 bands has less.
_MOST_BYTES, _MOST_ROWS = 2 * 2**20, 10_000
_DROPPED = ("0", "nodata", "drop")

# A spreadsheet may have made 3.0 of 3.
_WHOLE = re.compile(r"(\d{1,3})([.,]0*)?", re.ASCII)
_HEX = re.compile(r"#?([0-9a-f]{6})", re.ASCII | re.IGNORECASE)
_CHANNELS = re.compile(r"(\d{1,3})[,; ]+(\d{1,3})[,; ]+(\d{1,3})", re.ASCII)


def read_edits(path):
    """The edits of a CSV file, such as the table of classes with a column ``to`` added.

    The first line names the columns: ``class`` or ``from``, and where wanted ``to``, ``name`` and
    ``color`` or ``colour``, in any order and among others. Cells are separated by comma, semicolon
    or tab.

    Parameters
    ----------
    path : str

    Returns
    -------
    tuple of Edit

    Raises
    ------
    FileError
        When the file cannot be read.
    ArgumentError
        When it is no such table.
    """
    text = _text_of(path)
    columns, delimiter = max(
        ((_columns(path, text, delimiter), delimiter) for delimiter in _DELIMITERS),
        key=lambda found: sum(column is not None for column in found[0]),
    )
    if "class" not in columns:
        raise ArgumentError(
            "{path} has no column 'class': its first line has to name the columns, class, to, "
            "name and color.",
            path=path,
        )
    for column in COLUMNS:
        if columns.count(column) > 1:
            raise ArgumentError(
                "{path} has two columns for '{column}': keep one of them.", path=path, column=column
            )
    _, *rows = _rows(path, text, delimiter)
    edits = _edits(path, [(line, _cells(path, line, columns, row)) for line, row in rows])
    if not edits:
        raise ArgumentError(
            "{path} has no class below its first line: give a line for each class to change.",
            path=path,
        )
    return edits


def edits_of_cells(cells, table):
    """The edits of a form's table, whose columns are class, new class, name and colour.

    Parameters
    ----------
    cells : sequence of str, int, float or None
        Row by row.
    table : str
        What errors call it.

    Returns
    -------
    tuple of Edit
        Empty where all cells are.

    Raises
    ------
    ArgumentError
    """
    texts = [_text(cell) for cell in cells]
    if not any(texts):
        return ()
    width = len(COLUMNS)
    if len(texts) % width:
        raise ArgumentError(
            "{table} has {n_cells} cells, which make no rows of {width}: give class, new class, "
            "name and colour for each class, and leave empty what stays.",
            table=table,
            n_cells=len(texts),
            width=width,
        )
    rows = (texts[start : start + width] for start in range(0, len(texts), width))
    return _edits(
        table, [(n, dict(zip(COLUMNS, row))) for n, row in enumerate(rows, start=1) if any(row)]
    )


def _text_of(path):
    try:
        return read_text(path, _MOST_BYTES).lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")
    except FileError as error:
        if not isinstance(error.__cause__, UnicodeDecodeError):
            raise
        raise FileError(
            "{path} is not text in UTF-8: save the table from the spreadsheet as CSV in UTF-8.",
            path=path,
        ) from error


def _rows(path, text, delimiter):
    """Line and cells of each row that is not blank."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for n_row, row in enumerate(reader):
            if n_row == _MOST_ROWS:
                raise ArgumentError(
                    "{path} has more than {most} lines: give one line for each class to change.",
                    path=path,
                    most=_MOST_ROWS,
                )
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise ArgumentError(
            "{path}, line {line}: the cells cannot be told apart ({reason}). Look for a quotation "
            "mark that is not closed, or save the table from a spreadsheet as CSV.",
            path=path,
            line=reader.line_num,
            reason=error,
        ) from error


def _columns(path, text, delimiter):
    """What each column is, or None; empty where the cells have another delimiter."""
    try:
        _, header = next(_rows(path, text, delimiter), (0, []))
    except ArgumentError:
        return []
    names = [cell.strip().lower() for cell in header]
    names = [_ALSO_CALLED.get(name, name) for name in names]
    return [name if name in COLUMNS else None for name in names]


def _cells(path, line, columns, row):
    """The text of each column that means something."""
    if any(cell.strip() for cell in row[len(columns) :]):
        raise ArgumentError(
            "{path}, line {line}: there are more cells than the first line names. Put a text that "
            'holds the separator between quotation marks ("").',
            path=path,
            line=line,
        )
    return {column: _text(cell) for column, cell in zip(columns, row) if column}


def _edits(table, rows):
    edits = {}
    for line, cells in rows:
        edit = _edit(table, line, cells)
        if edit.value in edits:
            raise ArgumentError(
                "{table}, line {line}: class {value} was named before. Keep one of its lines.",
                table=table,
                line=line,
                value=edit.value,
            )
        edits[edit.value] = edit
    return tuple(edits.values())


def _edit(table, line, cells):
    value = _class_number(cells.get("class", ""))
    if not value:
        raise ArgumentError(
            "{table}, line {line}: '{value}' is no class. Give a whole number from 1 to 255.",
            table=table,
            line=line,
            value=cells.get("class", ""),
        )
    told = cells.get("to", "")
    to = 0 if told.lower() in _DROPPED else _class_number(told or str(value))
    if to is None:
        raise ArgumentError(
            "{table}, line {line}: '{value}' is no new class. Give a whole number from 1 to 255, "
            "or nodata to drop class {old}, or nothing to keep it.",
            table=table,
            line=line,
            value=told,
            old=value,
        )
    told = cells.get("color", "")
    color = _color(told)
    if told and color is None:
        raise ArgumentError(
            "{table}, line {line}: '{value}' is no colour. Write it as #ff8000, or as 255,128,0.",
            table=table,
            line=line,
            value=told,
        )
    return Edit(value, to, _name(cells.get("name", "")), color)


def _text(cell):
    return "" if cell is None else str(cell).strip()


def _class_number(text):
    """The number, 0 to 255; None where it is none."""
    found = _WHOLE.fullmatch(text)
    number = int(found[1]) if found else 256
    return number if number <= 255 else None


def _color(text):
    """Red, green and blue; None where the text is no colour."""
    found = _HEX.fullmatch(text)
    if found:
        return tuple(bytes.fromhex(found[1]))
    found = _CHANNELS.fullmatch(text)
    color = tuple(map(int, found.groups())) if found else (256,)
    return color if max(color) <= 255 else None


def _name(text):
    """A name on one line."""
    return printable(" ".join(unescape_formulas(text).split()))
