"""Counts of the work by the month in which it falls due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from db import tables as t
from db.overview import Counts, cell_of, counts_of
from db.tables.task import COUNTED
from db.work import columns, day_of
from models import Cell
from models.base import Record

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class MonthCounts(Record):
    """The work whose last day lies in a month."""

    month: dt.date
    """Its first day."""
    counts: Counts


def month_counts(session: Session, first: dt.date, months: int = 12) -> list[MonthCounts]:
    """Counts of today for ``months`` months from the one of ``first`` on, empty ones too."""
    day = day_of(session, None)
    begins = [_month(first, number) for number in range(months + 1)]
    named = func.to_char(t.TaskAgency.last_day, "YYYY-MM")
    if session.get_bind().dialect.name == "sqlite":
        named = func.strftime("%Y-%m", t.TaskAgency.last_day)
    rows = (
        select(named.label("month"), cell_of(columns(day), day).label("cell"))
        .where(
            text(COUNTED),
            t.TaskAgency.last_day >= begins[0],
            t.TaskAgency.last_day < begins[-1],
        )
        .subquery()
    )
    cells: dict[str, dict[Cell, int]] = {}
    for month, cell, count in session.execute(
        select(rows.c.month, rows.c.cell, func.count()).group_by(rows.c.month, rows.c.cell)
    ):
        cells.setdefault(month, {})[Cell(cell)] = count
    return [
        MonthCounts(month=begin, counts=counts_of(cells.get(f"{begin:%Y-%m}", {})))
        for begin in begins[:-1]
    ]


def _month(first: dt.date, number: int) -> dt.date:
    """The first day of the month so many months later.

    >>> _month(dt.date(2024, 11, 30), 2)
    datetime.date(2025, 1, 1)
    """
    years, month = divmod(first.month - 1 + number, 12)
    return dt.date(first.year + years, month + 1, 1)
