"""By when: every term of a text, of whichever kind, with the words it is printed in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.day_terms import BARE, SURE, find_dated, find_days_alone
from extract.events import find_continuous, find_events
from extract.period_terms import find_periods
from extract.recurrence import find_recurring
from extract.relative import find_relative
from extract.skeleton import skeleton
from extract.term_folding import folded
from extract.terms import clause_start
from models.notice import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.dates import DateContext
    from extract.found import Found
    from models.notice import Deadline

_FOLLOWED = re.compile(r"\b(?:theo doi|don doc|giam sat|kiem tra|tong hop|bao cao|danh gia)\b")
"""Whoever follows "các nhiệm vụ nêu trên" reports by that day; the tasks may end earlier."""
_SCOPE = re.compile(
    r"\b(?:cac|nhung|toan bo|tat ca(?: cac)?)\s+(?:nhiem vu|noi dung|cong viec|viec|yeu cau|van de)"
    r"\s+(?:\w+\s+){0,3}?(?P<which>tren|nay|neu tren|noi tren|tai thong bao|tai ket luan|trong thong bao)\b"
)


def find_deadlines(text: str, context: DateContext) -> list[Found[Deadline]]:
    """All terms of a task's text, in order; evidence is left to the caller.

    Dates of cited documents and of meetings, plan years and horizons are none.

    >>> import datetime as dt
    >>> from extract.dates import DateContext
    >>> context = DateContext(dt.date(2024, 10, 18))
    >>> def show(text):
    ...     return [(f.value.verbatim, str(f.value.kind), f.value.date and f.value.date.isoformat())
    ...             for f in find_deadlines(text, context)]
    >>> show("theo Kế hoạch số 215/KH-UBND ngày 06/5/2024, gửi Sở chậm nhất ngày 15/11/2024.")
    [('chậm nhất ngày 15/11/2024', 'date', '2024-11-15')]
    >>> show("ra quân cao điểm từ nay đến ngày 20/11 tới, mỗi tuần ít nhất 03 buổi.")
    [('từ nay đến ngày 20/11 tới', 'date', '2024-11-20'), ('mỗi tuần ít nhất 03 buổi', 'recurring', None)]
    >>> show("hoàn thành trước 17h00 ngày 31/10/2024, đạt tỷ lệ từ 95% trở lên.")
    [('trước 17h00 ngày 31/10/2024', 'date', '2024-10-31')]
    >>> show("khắc phục các nội dung bị điểm trừ năm 2023, giai đoạn 2021-2025")
    []
    """
    bones = skeleton(text)
    chosen: list[Found[Deadline]] = []
    for found in _candidates(text, bones, context):
        if (
            found.end > found.start
            and not _is_lunar(bones, found)
            and not any(found.start < other.end and other.start < found.end for other in chosen)
        ):
            chosen.append(found)
    chosen.sort()
    return [_scoped(found, bones) for found in folded(chosen, bones)]


def _is_lunar(bones: str, found: Found[Deadline]) -> bool:
    """Whether a day is only told again by the moon: "(tức ngày 30/12 năm Quý Mão)".

    >>> import datetime as dt
    >>> from extract.dates import DateContext
    >>> text = "nghỉ từ ngày 13/02 đến hết ngày 18/02/2026 (tức ngày 26/12 năm Ất Tỵ)"
    >>> [f.value.verbatim for f in find_deadlines(text, DateContext(dt.date(2026, 1, 5)))]
    ['từ ngày 13/02 đến hết ngày 18/02/2026']
    """
    before = max(0, found.start - _LOOKED_BACK)
    return bool(_SAID_AGAIN.search(bones, before, found.start) or _MOON.match(bones, found.end))


def _candidates(text: str, bones: str, context: DateContext) -> Iterator[Found[Deadline]]:
    if not _WORTHWHILE.search(bones):
        return
    numbered = _DIGIT.search(bones) is not None
    yield from find_recurring(text, bones)
    if numbered:
        yield from find_dated(text, bones, context, SURE)
    yield from find_periods(text, bones, context)
    yield from find_relative(text, bones, context)
    if numbered:
        yield from find_dated(text, bones, context, BARE)
        yield from find_days_alone(text, bones, context)
    yield from find_events(text, bones, context)
    yield from find_continuous(text, bones)


_LOOKED_BACK = 1000
"""Characters before a term that may bear on it: sentences may have no end."""
_SAID_AGAIN = re.compile(r"\btuc\s+(?:la\s+)?(?:(?:tu|den|het)\s+)*$")
_MOON = re.compile(
    r"\s*(?:,\s*)?(?:am lich|nam\s+(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy)"
    r"\s+(?:ty|suu|dan|mao|thin|ngo|mui|than|dau|tuat|hoi)\b)"
)
_DIGIT = re.compile(r"\d")
_WORTHWHILE = re.compile(
    r"\d|thuong xuyen|lien tuc|dinh ky|\b(?:hang|moi|trong|truoc|sau|khi|tuan|cuoi|dau|giua|tai|nhat|han|quy|nay|mai)\b"
)


def _scoped(found: Found[Deadline], bones: str) -> Found[Deadline]:
    """A sentence on "các nhiệm vụ trên" sets the term of all items before it."""
    start = max(clause_start(bones, found.start), found.start - _LOOKED_BACK)
    match = _SCOPE.search(bones, start, found.start)
    if not match or _FOLLOWED.search(bones, start, match.start()):
        return found
    scope = Scope.NOTICE if match["which"].startswith(("tai", "trong")) else Scope.SECTION
    return found._replace(value=found.value.model_copy(update={"scope": scope}))
