"""Tab-separated tables that an office may edit in a spreadsheet: agencies, days off."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.errors import BadTable, Both

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

DATA = Path(__file__).parent / "data"
"""Where the packaged ones lie."""


class Row(NamedTuple):
    """One line of a table; cells that are missing at its end are empty."""

    table: Path
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """What stands in a cell."""
        return self.cells[column].strip()

    def needed(self, column: str) -> str:
        """What stands in a cell that may not be empty.

        Raises:
            BadTable: nothing does.
        """
        if found := self.text(column):
            return found
        raise self.wrong(column, Both("còn trống", "is empty"))

    def one_of(self, column: str, words: Collection[str]) -> str:
        """What stands in a cell that holds one of these words.

        Raises:
            BadTable: it holds another.
        """
        found = self.text(column)
        if found in words:
            return found
        known = ", ".join(sorted(filter(None, words)))
        raise self.wrong(
            column, Both(f"“{found}” không thuộc: {known}", f"“{found}” is none of: {known}")
        )

    def day(self, column: str) -> dt.date | None:
        """The day in a cell, written as ``2025-07-01``; None where it is empty.

        Raises:
            BadTable: it is no day, or written otherwise.
        """
        found = self.text(column)
        try:
            return dt.date.fromisoformat(found) if found else None
        except ValueError:
            raise self.wrong(
                column,
                Both(
                    f"“{found}” không phải ngày viết theo kiểu 2025-07-01",
                    f"“{found}” is no day written as 2025-07-01",
                ),
            ) from None

    def wrong(self, column: str, what: Both) -> BadTable:
        """The error that names line and column."""
        return BadTable(
            table=self.table,
            detail=Both(
                f"dòng {self.line}, cột {column}: {what.vi}",
                f"line {self.line}, column {column}: {what.en}",
            ),
        )


def rows(table: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Rows of a table with a line of headings; lines that begin with # are notes.

    Args:
        table: UTF-8, cells divided by tabs.
        columns: Columns it has, in any order; others are passed over.

    Raises:
        BadTable: it cannot be opened, is no UTF-8, or a column is missing.
    """
    try:
        text = table.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadTable(table=table, detail=Both("không phải UTF-8", "it is no UTF-8")) from None
    except OSError:
        raise BadTable(
            table=table, detail=Both("không mở được tệp", "it cannot be opened")
        ) from None
    lines = (
        (number, line.split("\t"))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    )
    _, header = next(lines, (0, [""]))
    header = [cell.strip() for cell in header]
    missing = ", ".join(column for column in columns if column not in header)
    if missing:
        raise BadTable(table=table, detail=Both(f"thiếu cột {missing}", f"no column {missing}"))
    for number, cells in lines:
        padded = [*cells, *[""] * (len(header) - len(cells))]
        yield Row(table, number, dict(zip(header, padded, strict=False)))
