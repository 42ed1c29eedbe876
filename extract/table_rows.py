"""Rows of tables and the pieces of lines that stand in their cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.markers import roman_value
from extract.table_columns import ColumnKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.flow import Place

NUMBER: Final = re.compile(r"[^\w\s]?([\dIVXLivxl]{1,4}|[^\W\d_]|[|!])\s?[^\w\s]{0,2}")
"""What may stand in the column of numbers."""


class CellPiece(NamedTuple):
    """Characters ``start`` to ``end`` of one line: what of it stands in a cell."""

    place: Place
    start: int
    end: int


Cell = tuple[CellPiece, ...]


class Row(NamedTuple):
    """A row: its number and its cells."""

    number: str
    """As the outline reads it: "3.", "I.", "-" where the table numbers no rows."""
    cells: dict[ColumnKind, Cell]

    @property
    def heads(self) -> bool:
        """Whether it only gives a title to the rows below it."""
        return not {ColumnKind.LEAD, ColumnKind.COORDINATE, ColumnKind.DEADLINE} & {*self.cells}


class Table(NamedTuple):
    """Lines ``first`` to ``last`` (not included) and the rows they print."""

    first: int
    last: int
    rows: tuple[Row, ...]


def label_of(printed: str, rows: Sequence[Row]) -> str:
    """The number of a row; one that was misread follows from the row before."""
    bare = re.sub(r"[\W_]+", "", printed)
    if not bare:
        return "-"
    if bare.isdecimal() or (bare.isupper() and roman_value(bare)):
        return f"{int(bare) if bare.isdecimal() else bare}."
    count = next((row.number for row in reversed(rows) if row.number[:-1].isdecimal()), "0.")
    return f"{int(count[:-1]) + 1}."
