"""Working days and the counting of terms (Bộ luật Dân sự 2015, Điều 145-148)."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from typing import TYPE_CHECKING, NamedTuple

from extract.office_tables import DATA, rows

if TYPE_CHECKING:
    from pathlib import Path

_ONE = dt.timedelta(days=1)
_SATURDAY = 5
_OFF = frozenset({"holiday", "observed", "swapped_day_off"})
_KINDS = _OFF | {"working_saturday"}


class Calendar(NamedTuple):
    """Days off and make-up Saturdays. The table is the office's to edit."""

    off: frozenset[dt.date]
    working: frozenset[dt.date]

    @classmethod
    def load(cls, path: Path | None = None) -> Calendar:
        """From a table ``date kind name note`` (tabs); without a path the packaged one.

        Raises:
            BadTable: it cannot be used.
        """
        off, working = set[dt.date](), set[dt.date]()
        for row in rows(path or DATA / "holidays.tsv", ("date", "kind")):
            row.needed("date")
            if day := row.day("date"):
                (off if row.one_of("kind", _KINDS) in _OFF else working).add(day)
        return cls(frozenset(off), frozenset(working))

    def covers(self, year: int) -> bool:
        """Whether the table knows the days off of a year.

        >>> Calendar.load().covers(2025), Calendar.load().covers(1999)
        (True, False)
        """
        return any(day.year == year for day in self.off)

    def is_working(self, day: dt.date) -> bool:
        """Monday to Friday but the days off, and make-up Saturdays.

        >>> Calendar.load().is_working(dt.date(2024, 5, 4))  # làm bù cho 29/4
        True
        """
        if day in self.working:
            return True
        return day.weekday() < _SATURDAY and day not in self.off

    def next_working(self, day: dt.date) -> dt.date:
        """The day itself or the first working day behind it.

        >>> Calendar.load().next_working(dt.date(2024, 8, 31))  # thứ Bảy, rồi lễ 2/9
        datetime.date(2024, 9, 4)
        """
        while not self.is_working(day):
            day += _ONE
        return day

    def end_of_term(self, start: dt.date, count: int, unit: str) -> dt.date:
        """Last day of a term of ``count`` units that begins with the event on ``start``.

        The day of the event is not counted (Điều 147); weeks, months and years end on the day
        of the same number, or the last day of the month; a term that ends on a day off ends
        with the next working day (Điều 148).

        >>> calendar = Calendar.load()
        >>> calendar.end_of_term(dt.date(2024, 7, 9), 5, "working_day")
        datetime.date(2024, 7, 16)
        >>> calendar.end_of_term(dt.date(2024, 1, 31), 1, "month")
        datetime.date(2024, 2, 29)
        >>> calendar.end_of_term(dt.date(2024, 4, 26), 2, "working_day")  # 29/4-1/5 nghỉ
        datetime.date(2024, 5, 3)
        """
        if unit == "working_day":
            day = start
            for _ in range(count):
                day = self.next_working(day + _ONE)
            return day
        if unit == "month":
            day = add_months(start, count)
        elif unit == "year":
            day = add_months(start, 12 * count)
        else:
            day = start + dt.timedelta(days=count * (7 if unit == "week" else 1))
        return self.next_working(day)


def add_months(day: dt.date, count: int) -> dt.date:
    """The day of the same number ``count`` months on, or the last of that month.

    >>> add_months(dt.date(2024, 11, 30), 3)
    datetime.date(2025, 2, 28)
    """
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, last_day(year, month + 1)))


def last_day(year: int, month: int) -> int:
    """Number of days of a month.

    >>> last_day(2024, 2)
    29
    """
    return monthrange(year, month)[1]
