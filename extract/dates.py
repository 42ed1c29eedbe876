"""Days as notices spell them, and the day of a year that is not printed."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from extract.calendar import Calendar
from extract.skeleton import skeleton

_D = r"(?:[0-3]\s?\d|\d)"
_M = r"(?:[01]\s?\d|\d)"
_Y = r"(?:2\s?0\s?\d\s?\d|19\d\d)"
_YEAR = rf"(?:{_Y}|\d\d(?!\d))"
_END = r"(?!\d|\s?/\s?[\da-z]|[.,]\d|\s?%)"
YEAR = rf"(?:{_Y}|nay|sau|toi)(?!\d)"
"""What follows "năm": "2024", "nay", "sau"."""
FULL_DAY = (
    rf"(?<![\d/.])(?:{_D}\s?/\s?{_M}\s?/\s?{_YEAR}|{_D}\s?-\s?{_M}\s?-\s?{_YEAR}"
    rf"|{_D}\s?\.\s?{_M}\s?\.\s?{_YEAR}){_END}"
)
SHORT_DAY = rf"(?<![\d/.,])(?:{_D}\s?/\s?{_M}|{_D}-{_M}){_END}(?:\s+nam\s+{YEAR})?"
SPELT_DAY = (
    rf"(?<!\d){_D}\s+thang\s+{_M}(?:\s+nam\s+{YEAR}|\s?[/.-]\s?{_Y}|\s*,\s*nam\s+{_Y})?{_END}"
)
DAY = rf"(?:{SPELT_DAY}|{FULL_DAY}|{SHORT_DAY})"
"""One day in a skeleton, without the word "ngày"."""
TIME = (
    r"(?:\d{1,2}\s?(?:h|gio|g)(?![a-z])\s?(?:\d{2}(?!\d)\s?(?:phut|p)?)?|\d{1,2}:\d{2})"
    r"(?:\s+(?:sang|chieu|toi))?"
)
"""A time of day in a skeleton: "17h00", "16 giờ 30 phút", "8h"."""
PART_OF_DAY = r"(?:rang sang|sang|trua|chieu|toi|dem)"
"""A part of a day in a skeleton."""

_SPELT = re.compile(rf"({_D})\s+thang\s+({_M})(?:\s*,?\s*(?:nam\s+|[/.-]\s?)({_Y}|nay|sau|toi))?")
_SLASHED = re.compile(rf"({_D})\s?[/.-]\s?({_M})(?:\s?[/.-]\s?({_YEAR})|\s+nam\s+({YEAR}))?")
_TIME = re.compile(r"(\d{1,2})\s?(?:h|giờ|gio|g|:)\s?(\d{2})?")
_ANY_DAY = re.compile(rf"(?:\bngay\s+)?{DAY}")
_EVENING = re.compile(r"\b(?:chieu|toi)$")
_FIRST, _LAST = 1990, 2100
_GRACE = 15
"""A day this far before the notice's own is still taken for a slip of the same year."""


class DateContext(NamedTuple):
    """What a rule must know to turn words into days."""

    issue_date: dt.date | None = None
    meeting_date: dt.date | None = None
    calendar: Calendar = Calendar(frozenset(), frozenset())

    @property
    def reference(self) -> dt.date | None:
        """The day from which missing years are inferred: of issue, else of the meeting."""
        return self.issue_date or self.meeting_date


class Day(NamedTuple):
    """A printed day; ``year`` None where the paper has none."""

    day: int
    month: int
    year: int | None

    def date(self, context: DateContext) -> dt.date | None:
        """The calendar day; a missing year is that of the first such day from the notice on.

        >>> Day(15, 1, None).date(DateContext(dt.date(2024, 12, 20)))
        datetime.date(2025, 1, 15)
        >>> Day(31, 2, 2024).date(DateContext()) is None
        True
        """
        if self.year is not None:
            return make_date(self.year, self.month, self.day)
        if context.reference is None:
            return None
        same = make_date(context.reference.year, self.month, self.day)
        if same and same >= context.reference - dt.timedelta(days=_GRACE):
            return same
        return make_date(context.reference.year + 1, self.month, self.day)


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where there is no such day.

    >>> make_date(2023, 2, 29) is None
    True
    """
    if not _FIRST <= year <= _LAST:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def read_year(text: str | None, reference: dt.date | None) -> int | None:
    """A printed year, or "nay", "sau" as seen from the reference day.

    >>> read_year("2 024", None), read_year("24", None)
    (2024, 2024)
    >>> read_year("sau", dt.date(2024, 5, 1)), read_year("sau", None)
    (2025, None)
    """
    if not text:
        return None
    digits = "".join(text.split())
    if digits.isdigit():
        return int(digits) if len(digits) == 4 else 2000 + int(digits)
    if reference is None:
        return None
    return reference.year + (0 if digits == "nay" else 1)


def read_day(bones: str, reference: dt.date | None = None) -> Day | None:
    """The first day in a piece of skeleton that ``DAY`` matched; None for impossible ones.

    >>> read_day("3 1/10/2024")
    Day(day=31, month=10, year=2024)
    >>> read_day("ngay 05 thang 8 nam 2025")
    Day(day=5, month=8, year=2025)
    >>> read_day("20-9"), read_day("20.7.2020"), read_day("5/8/24")
    (Day(day=20, month=9, year=None), Day(day=20, month=7, year=2020), Day(day=5, month=8, year=2024))
    """
    match = _SPELT.search(bones) or _SLASHED.search(bones)
    if not match:
        return None
    groups = match.groups()
    day, month = (int("".join(part.split())) for part in groups[:2])
    printed = next((group for group in groups[2:] if group), None)
    year = read_year(printed, reference)
    leap_year = 2024
    if make_date(year or leap_year, month, day) is None:
        return None
    return Day(day, month, year)


def read_time(text: str) -> dt.time | None:
    """A time of day; None where there is none.

    >>> read_time("17h00"), read_time("16 giờ 30 phút"), read_time("23h59")
    (datetime.time(17, 0), datetime.time(16, 30), datetime.time(23, 59))
    >>> read_time("2 gio chieu")
    datetime.time(14, 0)
    """
    match = _TIME.search(text)
    if not match:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    noon = 12
    if hour < noon and _EVENING.search(skeleton(text).strip()):
        hour += noon
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def find_days(text: str, context: DateContext) -> list[tuple[int, int, dt.date]]:
    """All days of a text, whatever they are for: (start, end, date).

    >>> find_days("Ngày 12/11/2024, tại trụ sở UBND tỉnh", DateContext())
    [(0, 15, datetime.date(2024, 11, 12))]
    """
    found = []
    for match in _ANY_DAY.finditer(skeleton(text)):
        day = read_day(match[0], context.reference)
        date = day.date(context) if day else None
        if date:
            found.append((match.start(), match.end(), date))
    return found
