"""Plots of counts as figures of rectangles, drawn on the server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db import Counts

CELLS: Final = (
    ("done_in_time", "hoàn thành đúng hạn", "done in time"),
    ("done_late", "hoàn thành quá hạn", "done late"),
    ("open_in_time", "đang làm, trong hạn", "open, in time"),
    ("open_late", "đang làm, quá hạn", "open, overdue"),
)
"""The four cells that reports count."""
OTHERS: Final = (
    ("done_no_deadline", "hoàn thành, không hạn", "done, no deadline"),
    ("open_no_deadline", "đang làm, không hạn", "open, no deadline"),
    ("standing", "thường xuyên", "standing"),
    ("stopped", "dừng, hủy", "stopped"),
)


class Piece(NamedTuple):
    """A rectangle of a bar."""

    cell: str
    number: int
    begin: float
    """Where it begins, in parts of a hundred of the plot's width or height."""
    size: float


class Bar(NamedTuple):
    """A bar of pieces, and what it stands for."""

    name: str
    key: str
    counts: Counts
    total: int
    """Of the four cells."""
    pieces: tuple[Piece, ...]


def bars(named: Sequence[tuple[str, str, Counts]]) -> list[Bar]:
    """Bars of name, key and counts, the longest of them a hundred long.

    >>> from db import Counts
    >>> made = bars([("A", "a", Counts(done_in_time=3, open_late=1)), ("B", "b", Counts(open_late=2))])
    >>> [(piece.cell, piece.begin, piece.size) for piece in made[0].pieces]
    [('done_in_time', 0.0, 75.0), ('open_late', 75.0, 25.0)]
    >>> made[1].pieces[0].size
    50.0
    """
    totals = [sum(getattr(counts, cell) for cell, _, _ in CELLS) for _, _, counts in named]
    most = max([*totals, 1])
    made = []
    for (name, key, counts), total in zip(named, totals, strict=True):
        begin, pieces = 0.0, []
        for cell, _, _ in CELLS:
            count: int = getattr(counts, cell)
            if count:
                size = 100 * count / most
                pieces.append(Piece(cell, count, round(begin, 3), round(size, 3)))
                begin += size
        made.append(Bar(name, key, counts, total, tuple(pieces)))
    return made
