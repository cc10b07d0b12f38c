"""Text of CSV files, safe in spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

# A spreadsheet reads a cell that begins with one of these as a formula.
_FORMULA = r"(?=[=+\-@\t\r])"
# German spreadsheets, for instance, separate cells by semicolons, so a cell may begin after one.
_BEGIN = r"(^|[;\t\r\n|])"


def format_csv(rows: Iterable[Iterable[object]]) -> str:
    """Return the text of a CSV file with the given rows of cells."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def escape_formulas(text: str) -> str:
    """Put an apostrophe before all that a spreadsheet would read as a formula."""
    return re.sub(f"{_BEGIN}{_FORMULA}", r"\1'", text)


def unescape_formulas(text: str) -> str:
    """Return the text that was given to `escape_formulas`."""
    return re.sub(f"{_BEGIN}'{_FORMULA}", r"\1", text)
