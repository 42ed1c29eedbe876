"""Terms that name a day: "trước ngày 15/10", "từ 10/5 đến 14/5", "trước ngày 25"."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from extract.dates import DAY, FULL_DAY, PART_OF_DAY, TIME, DateContext, read_day, read_time
from extract.found import Found
from extract.term_vetoes import SET_BY, own_words, vetoed
from extract.terms import LINK, PREPOSITION, WEEKDAY, bound_of
from models.notice import Bound, Deadline, DeadlineKind, Flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NEXT = r"(?:\s+(?:toi|sap toi|nay)\b(?=\s*(?:[.,;)]|$)))?"
_FEAST = (
    r"(?:(?:ngay\s+)?(?:le\s+)?(?:quoc\s+khanh|quoc\s+te\s+lao\s+dong|giai\s+phong\s+mien\s+nam|nha\s+giao\s+viet\s+nam"
    r"|thuong\s+binh\s*[,-]?\s*liet\s+s[iy]|khai\s+giang|gio\s+to\s+hung\s+vuong)\s*\(?\s*(?:ngay\s+)?)?"
)
_PREPOSITIONS = rf"(?:\btu\s+nay\s+)?(?:{PREPOSITION}{LINK})(?:{PREPOSITION}{LINK})*"
_DATED = re.compile(
    rf"(?P<lead>{_PREPOSITIONS}\s*(?:{TIME}\s*[,(]?\s*)?(?:(?:ngay\s+)?{WEEKDAY}\s*[,(]?\s*)?(?:{PART_OF_DAY}\s+)?)"
    rf"(?P<ngay>(?:het\s+)?ngay\s+)?{_FEAST}(?P<day>{DAY}){_NEXT}"
)
_BARE_DATED = re.compile(
    rf"(?P<lead>(?:\b(?:trong|vao)\s+)?(?:{TIME}\s*,?\s*)?)(?P<ngay>\b(?:cac\s+|hai\s+|0?2\s+)?ngay\s+"
    rf"(?:[0-3]?\d\s*(?:,|va|-)\s*)*)(?P<day>{DAY}){_NEXT}"
)
_DONE_BY = re.compile(
    rf"(?P<lead>\b(?:hoan\s+thanh|xong|han)\s*[:(]?\s*)(?P<ngay>ngay\s+)?(?P<day>{FULL_DAY}|{DAY})"
)
_RANGE = re.compile(
    rf"(?:\btrong\s+(?:tuan|dot|thoi\s+gian)\s+)?\btu\s+(?:{TIME}\s*,?\s*)?(?:ngay\s+)?(?P<first>{DAY}|[0-3]?\d(?![\d/]))\s*(?:den|-|toi)\s*"
    rf"(?:het\s+)?(?:{TIME}\s*,?\s*)?(?:ngay\s+)?(?P<day>{DAY})"
)
_DAY_ONLY = re.compile(
    rf"(?P<lead>{_PREPOSITIONS})ngay\s+(?P<day>[0-3]?\d)(?!\s?[\d/%-]|\s?\.\s?\d|\s+(?:thang\s+(?:\d|cuoi)|hang))"
    r"(?:\s+(?:cua\s+)?thang\s+(?P<month>nay|sau|toi|ke tiep)\b)?"
)
_REACHED_BY = re.compile(r"\b(?:thap|cao|con lai|ton|no dong|thu duoc|phat sinh|da co)\s*$")
"""What is so on a day: "tỷ lệ giải ngân thấp đến ngày 30/9"."""
_DURING = re.compile(r"trong\b")
"""Of the notice's own day only this is a term: "trong ngày 27/9"."""
_NOT_BARE = re.compile(
    r"(?:\btu|ke tu|ky niem|chao mung|ngay le|dip|nhan|hieu luc|[/-][a-z]+|so\s+\S+|van ban|nam nay|"
    r"khai mac|da|luc|den|den het|dot|nghi le|ap dung|thi hanh|hien hanh|sinh)\s*(?:vao\s*)?,?\s*$"
)
_UP_TO = re.compile(rf"(?:den|toi)\s+(?:het\s+)?(?:ngay\s+)?{DAY}")
"""Up to a day that has passed: what is so, not what is asked."""
_OLD = dt.timedelta(days=15)
_LONG_AGO = dt.timedelta(days=366)
"""Between the two a term is kept, and flagged, where work is asked for by that day."""
_HANDED_IN = re.compile(r"\b(?:hoan thanh|xong|bao cao|gui|trinh|nop|ban hanh)\b[^,;.]{0,30}$")

SURE = (_RANGE, _DATED, _DONE_BY)
"""Words around the day say that it is a term."""
BARE = (_BARE_DATED,)
"""The day alone, of which nothing says that it is none."""


def find_dated(
    text: str, bones: str, context: DateContext, patterns: Iterable[re.Pattern[str]]
) -> Iterator[Found[Deadline]]:
    """Terms that name day and month, by one family of patterns (``SURE``, ``BARE``)."""
    for pattern in patterns:
        for match in pattern.finditer(bones):
            day = read_day(match["day"], context.reference)
            date = day.date(context) if day else None
            if day is None or not _is_term(pattern, match, text, date, context):
                continue
            yield _found(text, match, _dated(text, bones, match, date, day.year is None, context))


def _is_term(
    pattern: re.Pattern[str],
    match: re.Match[str],
    text: str,
    date: dt.date | None,
    context: DateContext,
) -> bool:
    bones = match.string
    before = bones[max(0, match.start() - 40) : match.start()]
    if vetoed(text, match) or not own_words(text, match):
        return False
    if date and context.reference and date < context.reference - _OLD:
        asked = SET_BY.search(match[0]) and _HANDED_IN.search(before)
        return bool(asked and context.reference - date < _LONG_AGO)
    if pattern is _BARE_DATED:
        return bool(
            date
            and context.reference
            and (
                date > context.reference or (date == context.reference and _DURING.match(match[0]))
            )
            and not _NOT_BARE.search(before)
            and not bones.startswith((" cua", " den", "-"), match.end())
        )
    if _UP_TO.fullmatch(match[0]) and (
        (_REACHED_BY.search(before) and _recent(date, context))
        or (date and context.issue_date and date < context.issue_date)
    ):
        return False
    if pattern is _DATED and not match["ngay"]:
        loose = re.fullmatch(r"(?:den|toi|vao|trong)\s*", match["lead"])
        short = re.fullmatch(r"\d[\d\s]?\s?[/-]\s?\d[\d\s]?", match["day"])
        if short and (
            loose or re.match(r"\s+(?:xa|phuong|chi tieu|ho so|huyen)\b", bones[match.end() :])
        ):
            return False
    return True


def _recent(date: dt.date | None, context: DateContext) -> bool:
    """Whether a day lies so near the notice's own that it may tell what is so."""
    return bool(date and context.reference and date - context.reference < _OLD)


def _dated(
    text: str,
    bones: str,
    match: re.Match[str],
    date: dt.date | None,
    inferred: bool,  # noqa: FBT001
    context: DateContext,
) -> Deadline:
    start = match.start()
    lead = bones[start : match.start("day")]
    flags: list[Flag] = []
    if inferred:
        flags.append(Flag(code="year_inferred" if date else "year_missing", field="date"))
    if date and context.issue_date and date < context.issue_date:
        flags.append(Flag(code="deadline_before_issue", field="date", detail=match[0]))
    bound = bound_of(lead)
    if match.re is _RANGE or (bound is Bound.ON and match.re is _DONE_BY):
        bound = Bound.ON_OR_BEFORE
    return Deadline(
        verbatim=text[start : match.end()],
        kind=DeadlineKind.DATE,
        date=date,
        time=read_time(text[start : match.start("day")]),
        bound=bound,
        due=date,
        year_inferred=inferred and date is not None,
        flags=tuple(flags),
    )


def find_days_alone(text: str, bones: str, context: DateContext) -> Iterator[Found[Deadline]]:
    """A day such as "trước ngày 25" without a month: the first such day from the notice on."""
    for match in _DAY_ONLY.finditer(bones):
        if not own_words(text, match) or not 1 <= int(match["day"]) <= 31:
            continue
        day = int(match["day"])
        date = _next_day_of_month(day, _month_start(match["month"], context.reference))
        deadline = Deadline(
            verbatim=text[match.start() : match.end()],
            kind=DeadlineKind.DATE,
            date=date,
            due=date,
            bound=bound_of(match["lead"]),
            year_inferred=date is not None,
            flags=(Flag(code="month_inferred", field="date"),),
        )
        yield Found(match.start(), match.end(), deadline)


def _month_start(month: str | None, reference: dt.date | None) -> dt.date | None:
    """From when a day of the month is looked for: of "tháng sau" from the first of the next."""
    if reference is None or month in {None, "nay"}:
        return reference
    return (reference.replace(day=1) + dt.timedelta(days=32)).replace(day=1)


def _next_day_of_month(day: int, reference: dt.date | None) -> dt.date | None:
    if reference is None:
        return None
    for offset in range(62):
        date = reference + dt.timedelta(days=offset)
        if date.day == day:
            return date
    return None


def _found(text: str, match: re.Match[str], deadline: Deadline) -> Found[Deadline]:
    skipped = 0
    if match.re is _DONE_BY:
        skipped = len(match["lead"])
        deadline = deadline.model_copy(
            update={"verbatim": text[match.start() + skipped : match.end()]}
        )
    return Found(match.start() + skipped, match.end(), deadline)
