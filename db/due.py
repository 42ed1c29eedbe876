"""Where a piece of work stands on a given day: its due state and its cell in the reports."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from db.tables import DayOff
from models import Cell, DueState, WorkState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

OFFICE_TIME = dt.timezone(dt.timedelta(hours=7))
"""Viet Nam has one time zone and no summer time; a day begins and ends there."""
_STOPPED = frozenset({WorkState.PAUSED, WorkState.CANCELLED})


class Standing(NamedTuple):
    """What the state of one piece of work hangs on."""

    state: WorkState = WorkState.NEW
    done_on: dt.date | None = None
    last_day: dt.date | None = None
    standing: bool = False

    def due(self, as_of: dt.date, soon: dt.date) -> DueState | None:
        """The due state of open work; None where it is done or stopped.

        >>> work = Standing(last_day=dt.date(2024, 10, 30))
        >>> work.due(dt.date(2024, 10, 28), soon=dt.date(2024, 10, 31))
        <DueState.SOON: 'sap_den_han'>
        >>> work.due(dt.date(2024, 10, 31), soon=dt.date(2024, 11, 5))
        <DueState.LATE: 'qua_han'>
        """
        if self.done_on is not None or self.state in _STOPPED:
            return None
        if self.last_day is None:
            return DueState.STANDING if self.standing else DueState.NO_DEADLINE
        if self.last_day < as_of:
            return DueState.LATE
        if self.last_day == as_of:
            return DueState.TODAY
        return DueState.SOON if self.last_day <= soon else DueState.AHEAD

    def cell(self, as_of: dt.date) -> Cell:
        """The cell it is counted in.

        >>> Standing(WorkState.DONE, dt.date(2024, 11, 2), dt.date(2024, 10, 30)).cell(
        ...     dt.date(2024, 12, 1)
        ... )
        <Cell.DONE_LATE: 'hoan_thanh_qua_han'>
        """
        if self.state in _STOPPED:
            return Cell.STOPPED
        if self.done_on is not None:
            if self.last_day is None:
                return Cell.DONE_NO_DEADLINE
            return Cell.DONE_LATE if self.done_on > self.last_day else Cell.DONE_IN_TIME
        if self.last_day is None:
            return Cell.STANDING if self.standing else Cell.OPEN_NO_DEADLINE
        return Cell.OPEN_LATE if self.last_day < as_of else Cell.OPEN_IN_TIME

    def days_late(self, as_of: dt.date, last_day: dt.date | None) -> int | None:
        """Days behind ``last_day``, of done work on the day it was done; negative: in time."""
        if last_day is None or self.state in _STOPPED:
            return None
        return ((self.done_on or as_of) - last_day).days


def today() -> dt.date:
    """The day it is in Viet Nam."""
    return dt.datetime.now(OFFICE_TIME).date()


def soon_until(as_of: dt.date, count: int, days_off: Mapping[dt.date, bool]) -> dt.date:
    """The day of the ``count``-th working day behind ``as_of``.

    Monday to Friday, but for ``days_off``, where True marks a weekend day that is worked.

    >>> soon_until(dt.date(2024, 8, 29), 3, {dt.date(2024, 9, 2): False, dt.date(2024, 9, 3): False})
    datetime.date(2024, 9, 5)
    """
    day, left = as_of, count
    while left > 0:
        day += dt.timedelta(days=1)
        left -= days_off.get(day, day.weekday() < 5)
    return day


def load_days_off(session: Session) -> dict[dt.date, bool]:
    """Days of the calendar that are not as their weekday says; True: worked."""
    return {item.day: item.worked for item in session.scalars(select(DayOff))}
