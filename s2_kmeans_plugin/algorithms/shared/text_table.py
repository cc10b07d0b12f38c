"""Tables in the log, for a font of fixed width."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def align(rows: Sequence[Sequence[str]], left: int) -> Iterator[str]:
    """Yield the lines of a table of numbers.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first row holds the titles.
    left : int
        Index of the column that is left-aligned.
    """
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        cells = [
            cell.ljust(width) if column == left else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))
        ]
        # The log is HTML, which would fold plain spaces into one.
        yield "  ".join(cells).replace(" ", "\N{NO-BREAK SPACE}")
