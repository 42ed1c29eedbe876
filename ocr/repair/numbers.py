"""Blanks that a recogniser put inside a number. Digits are never changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATE = re.compile(
    r"\D{0,2}(?P<day>[0-3]?\d)[/.-](?P<month>[01]?\d)(?:[/.-](?P<year>(?:19|20)\d\d))?\D{0,3}"
)
_DECIMAL = re.compile(r"[(]?\d{1,3}[,.]\d{1,3}\s?%[).,;:]{0,2}")
_BROKEN_DAY = re.compile(r"[(]?[0-3]")
_BROKEN_DAY_REST = re.compile(r"\d[/.-][01]?\d[/.-](?:19|20)\d\d\W{0,3}")
_HEAD = re.compile(r"[(]?\d{1,3}")
_FRACTION = re.compile(r"[,.]\d{1,3}%?[).,;:]{0,2}")
_DATE_HEAD = re.compile(r"[(]?[0-3]?\d/?")
_DATE_TAIL = re.compile(r"/?[01]?\d/(?:19|20)\d\d\W{0,3}")


def is_date(text: str) -> bool:
    """Whether a text is a possible day.

    >>> is_date("31/10/2024."), is_date("33/10/2024"), is_date("31/2/2024")
    (True, False, False)
    >>> is_date("31/5/2024"), is_date("31/6/2024"), is_date("30/6")
    (True, False, True)
    """
    found = _DATE.fullmatch(text)
    if not found:
        return False
    day, month = int(found["day"]), int(found["month"])
    return 1 <= month <= 12 and 1 <= day <= (
        29 if month == 2 else 30 if month in {4, 6, 9, 11} else 31
    )


def joins(tokens: Sequence[str]) -> set[int]:
    """Places i where tokens i and i + 1 are one number with a blank inside.

    >>> joins("trước 3 1/10/2024 đạt 35 ,35% và 9 ,29%;".split())
    {1, 4, 7}
    >>> joins("năm 2024 , 35 chỉ tiêu, quý 3 1/10".split())
    set()
    """
    return {at for at in range(len(tokens) - 1) if _is_one(tokens[at], tokens[at + 1])}


def _is_one(left: str, right: str) -> bool:
    if not left or not right or right[0] not in "0123456789,./":
        return False
    if _BROKEN_DAY.fullmatch(left) and _BROKEN_DAY_REST.fullmatch(right):
        return is_date(left + right)
    if _DATE_HEAD.fullmatch(left) and _DATE_TAIL.fullmatch(right):
        return ("/" in (left[-1], right[0])) and is_date(left + right)
    return bool(_HEAD.fullmatch(left) and _FRACTION.fullmatch(right))
