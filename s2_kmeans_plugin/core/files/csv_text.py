"""Tables as CSV, and that of classes."""

import csv
import io
import re

# A cell that begins so is a formula to a spreadsheet; and where the spreadsheet takes another
# character than the comma between cells, as German ones do, a cell may begin in the middle.
_FORMULA = r"(?=[=+\-@\t\r])"
_PLACE = r"(^|[;\t\r\n|])"


def csv_text(rows):
    """The text of a CSV file of rows of cells."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def plain(text):
    """Text that a spreadsheet takes for text."""
    return re.sub(f"{_PLACE}{_FORMULA}", r"\1'", text)


def unmarked(text):
    """What `plain` was given."""
    return re.sub(f"{_PLACE}'{_FORMULA}", r"\1", text)
