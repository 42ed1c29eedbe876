"""Months, quarters, halves and years as terms: the day on which they end."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from extract.calendar import last_day
from extract.dates import YEAR, DateContext, make_date, read_year

_END = r"(?!\d|\s?/\s?[\da-z]|[.,]\d|\s?%)"
_OF_YEAR = rf"(?:\s?[/.-]\s?2\s?0\s?\d\s?\d|\s*,?\s*(?:cua\s+)?nam\s+{YEAR})"
_ROMAN = r"(?:[il1|h]v|[il1|h]{1,3}|[1-4])"
MONTH = rf"\bthang\s+(?:[01]\s?\d|\d)(?:{_OF_YEAR})?{_END}(?:\s+nay\b)?"
QUARTER = rf"\bquy\s+{_ROMAN}(?![\da-z|])(?:{_OF_YEAR})?{_END}"
HALF = (
    rf"\b(?:0?[369]|sau|chin|ba)\s+thang\s+(?:(?:dau|cuoi)\s+nam(?:\s+{YEAR}|{_END})?|nam\s+{YEAR})"
)
HALVES = rf"\bnua\s+(?:dau|cuoi)\s+nam(?:\s+{YEAR})?"
WHOLE_YEAR = rf"\bnam\s+{YEAR}{_END}"
WEEK = (
    rf"\btuan\s+(?:thu\s+)?(?:[1-5]|nhat|hai|ba|tu|nam|dau(?:\s+tien)?|cuoi(?:\s+cung)?)"
    rf"\s+(?:cua\s+)?{MONTH}"
)
POINT = (
    rf"{WEEK}|(?<!thang )\b(?:nua\s+dau|nua\s+cuoi|dau|giua|cuoi|thuong tuan|trung tuan|ha tuan)\s+"
    rf"(?:{MONTH}|{QUARTER}|{WHOLE_YEAR}|nam\b(?!\s+hoc))"
)
PERIOD = rf"(?:{POINT}|{HALF}|{HALVES}|{MONTH}|{QUARTER}|{WHOLE_YEAR})"
"""A period in a skeleton: "tháng 10/2024", "quý IV năm 2024", "cuối năm 2025"."""

_MONTH = re.compile(r"\bthang\s+([01]\s?\d|\d)")
_QUARTER = re.compile(rf"\bquy\s+({_ROMAN})(?![\da-z|])")
_HALF = re.compile(
    r"\b(0?[369]|sau|chin|ba|nua)\s+(?:(?:thang\s+)?(dau|cuoi)\s+nam|thang\s+nam\s+(?=\d))"
)
_POINT = re.compile(
    r"\b(nua dau|nua cuoi|dau|giua|cuoi|thuong tuan|trung tuan|ha tuan)\s+(?:thang|quy|nam)"
)
_WEEK = re.compile(r"\btuan\s+(?:thu\s+)?([1-5]|nhat|hai|ba|tu|nam|dau|cuoi)\b")
_WEEKS = {"nhat": 1, "dau": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "cuoi": 5}
_PRINTED_YEAR = re.compile(r"(?:nam\s+|[/.-]\s?)(2\s?0\s?\d\s?\d|19\d\d|nay|sau|toi)(?!\d)")
_GRACE = 31


class Period(NamedTuple):
    """A printed period: its first and last day and whether its year was inferred."""

    start: dt.date
    end: dt.date
    inferred: bool


class _Months(NamedTuple):
    first: int
    last: int


def read_period(bones: str, context: DateContext) -> Period | None:
    """The period in a piece of skeleton; of "đầu tháng" the first day, and so on.

    The points are those of Bộ luật Dân sự 2015, Điều 146.

    >>> context = DateContext(dt.date(2025, 11, 3))
    >>> read_period("quy iv nam 2025", context).end
    datetime.date(2025, 12, 31)
    >>> read_period("dau thang 9/2025", context).end, read_period("giua nam 2026", context).end
    (datetime.date(2025, 9, 1), datetime.date(2026, 6, 30))
    >>> read_period("6 thang dau nam 2026", context).end
    datetime.date(2026, 6, 30)
    >>> read_period("tuan 3 thang 12", context).end
    datetime.date(2025, 12, 21)
    >>> read_period("thang 2", context)
    Period(start=datetime.date(2026, 2, 1), end=datetime.date(2026, 2, 28), inferred=True)
    """
    months = _read_months(bones)
    printed = _PRINTED_YEAR.search(bones)
    year = read_year(printed[1], context.reference) if printed else None
    inferred = year is None
    if year is None:
        year = _infer_year(months, context)
    if year is None or make_date(year, months.first, 1) is None:
        return None
    start = dt.date(year, months.first, 1)
    end = dt.date(year, months.last, last_day(year, months.last))
    week = _WEEK.search(bones)
    if week:
        number = _WEEKS.get(week[1]) or int(week[1])
        start = end = min(end, start + dt.timedelta(days=7 * number - 1))
        return Period(start, end, inferred)
    point = _POINT.search(bones)
    if point and not _HALF.search(bones):
        start = end = _point(point[1], months, start, end)
    return Period(start, end, inferred)


def _infer_year(months: _Months, context: DateContext) -> int | None:
    if context.reference is None:
        return None
    year = context.reference.year
    end = dt.date(year, months.last, last_day(year, months.last))
    return year if end >= context.reference - dt.timedelta(days=_GRACE) else year + 1


def _read_months(bones: str) -> _Months:
    half = _HALF.search(bones)
    if half:
        count = {"nua": 6, "sau": 6, "chin": 9, "ba": 3}.get(half[1]) or int(half[1])
        return _Months(13 - count, 12) if half[2] == "cuoi" else _Months(1, count)
    quarter = _QUARTER.search(bones)
    if quarter:
        number = read_quarter(quarter[1])
        return _Months(3 * number - 2, 3 * number)
    month = _MONTH.search(bones)
    number = int("".join(month[1].split())) if month else 0
    if 1 <= number <= 12:
        return _Months(number, number)
    return _Months(1, 12)


def read_quarter(bones: str) -> int:
    """A quarter's number, Roman or Arabic, as printed or as recognition leaves it.

    >>> [read_quarter(word) for word in ("iv", "4", "ll", "il", "h", "iii", "1v", "i")]
    [4, 4, 2, 2, 2, 3, 4, 1]
    """
    if bones.isdigit() and len(bones) == 1:
        return int(bones)
    if bones.endswith("v"):
        return 4
    return min(3, len(bones) + bones.count("h"))


def _point(word: str, months: _Months, start: dt.date, end: dt.date) -> dt.date:
    if word == "nua dau" and months.first == months.last:
        return start.replace(day=15)
    if word in {"dau", "thuong tuan"}:
        return start if word == "dau" else start.replace(day=10)
    if word in {"cuoi", "nua cuoi", "ha tuan"}:
        return end
    if word == "trung tuan":
        return start.replace(day=20)
    span = months.last - months.first
    if not span:
        return start.replace(day=15)
    middle = months.first + span // 2
    if span == 11:
        return start.replace(month=6, day=30)
    return start.replace(month=middle, day=15)
