"""By when: every term of a text, of whichever kind, with the words it is printed in."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.dates import DAY, FULL_DAY, TIME, DateContext, read_day, read_time
from extract.events import find_continuous, find_events
from extract.found import Found
from extract.periods import MONTH, PERIOD, POINT, QUARTER, WHOLE_YEAR, read_period
from extract.recurrence import find_recurring
from extract.relative import find_relative
from extract.skeleton import skeleton
from extract.terms import LINK, PREPOSITION, WEEKDAY, bound_of, clause_start, is_word, weekdays
from models.notice import Bound, Deadline, DeadlineKind, Flag, Scope

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_NEXT = r"(?:\s+(?:toi|sap toi|nay)\b(?=\s*(?:[.,;)]|$)))?"
_PREPOSITIONS = rf"(?:\btu\s+nay\s+)?(?:{PREPOSITION}{LINK})(?:{PREPOSITION}{LINK})*"
_DATED = re.compile(
    rf"(?P<lead>{_PREPOSITIONS}\s*(?:{TIME}\s*[,(]?\s*)?(?:{WEEKDAY}\s*[,(]?\s*)?)"
    rf"(?P<ngay>(?:het\s+)?ngay\s+)?(?P<day>{DAY}){_NEXT}"
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
    rf"(?P<lead>{_PREPOSITIONS})ngay\s+(?P<day>[0-3]?\d)(?!\s?[\d/%-]|\s+(?:thang\s+(?:\d|cuoi)|hang))"
    r"(?:\s+thang\s+nay\b)?"
)
_PERIOD_LEAD = (
    rf"(?:\btu\s+nay\s+(?:cho\s+)?)?(?:(?:{PREPOSITION}|\b(?:ngay\s+)?trong|\bhet)\s+)+"
    r"(?:(?:la|vao|trong|het|thoi gian)\s+)*"
)
_IN_PERIOD = re.compile(rf"(?P<lead>{_PERIOD_LEAD})(?P<period>{PERIOD}){_NEXT}")
_YEAR_ENDS = re.compile(
    rf"(?P<lead>\btruoc\s+(?:khi|luc)\s+(?:ket\s+thuc|het)\s+)(?P<period>{WHOLE_YEAR}|{QUARTER}|{MONTH}|nam\b(?!\s+hoc))"
)
_PERIODS = re.compile(
    rf"(?P<lead>\btrong\s+)(?:{PERIOD}|quy\s+[iv]+)\s*(?:,|va)\s*(?P<period>{PERIOD})"
)
_MONTH_RANGE = re.compile(
    rf"\btu\s+(?:thang|quy)\s+\w{{1,4}}(?:/\d{{4}})?\s*(?:den|-)\s*(?:het\s+)?(?P<period>{PERIOD})"
)
_AT_POINT = re.compile(rf"(?P<lead>)(?P<period>{POINT})")
_DONE_IN = re.compile(
    rf"(?P<lead>\b(?:hoan\s+thanh|xong|han|thoi\s+han)\s*[:(]?\s*)(?P<period>{PERIOD})"
)

_NO_TERM = re.compile(
    r"(?:co gia tri|co hieu luc|hieu luc|(?<!dan )(?<!ubnd )(?<!cap )(?<!toan )\btinh|co hieu luc thi hanh|so lieu|thoi diem|luy ke|ke tu"
    r"|ghi nhan|thuc trang|ket qua(?: thuc hien)?|tam nhin|giai doan|thoi ky|\bkhoa|nhiem ky|(?:phat|\bba|ong) sinh)\s*,?\s*$"
)
_SET_BY = re.compile(r"\b(?:truoc|nhat|khong|han|thoi gian)\b")
"""Words before a day that leave no doubt that it is a term."""
_DELIVERED = re.compile(
    r"\b(?:bao cao|gui|trinh|cong bo|tong hop|thong bao|cong khai|cap nhat|nop|cung cap|co|hoan thanh|tra)"
    r"\b[^;.:]{0,60}(?:ket qua(?: thuc hien)?|so lieu|thuc trang)\s*,?\s*$"
)
_REACHED_BY = re.compile(r"\b(?:thap|cao|con lai|ton|no dong|thu duoc|phat sinh|da co)\s*$")
"""What is so on a day: "tỷ lệ giải ngân thấp đến ngày 30/9"."""
_NEVER = re.compile(
    r"\b(?:khong|tranh|han che)\s+(?:de\s+)?(?:don|de|tap trung|u|keo|lam)\b[^,;.]*$"
)
"""Work that is not to be put off to a time: "không dồn thanh toán vào cuối năm"."""
_NO_POINT = (
    r"(?:\b(?:tu|ke tu|tinh den|so voi|thang|tru)"
    r"|(?:ky hop|phien hop|hoi nghi|cuoc hop|dai hoi)(?:\s+\w+){0,3})\s*$"
)
"""What stands before the beginning, middle or end of a period that is no term of its own."""
_NOT_BARE = re.compile(
    r"(?:\btu|ke tu|ky niem|chao mung|ngay le|dip|nhan|hieu luc|[/-][a-z]+|so\s+\S+|van ban|nam nay|"
    r"khai mac|da|luc|den|den het|dot|nghi le|ap dung|thi hanh|hien hanh|sinh)\s*(?:vao\s*)?,?\s*$"
)
_SET_IN = re.compile(
    r"(?:^|[,;.:(]|\b(?:hoan thanh|xong|vao|trong|truoc|den|dip|la|ngay|thoi gian|thoi han|han|het|nhat))\s*$"
)
"""What stands before "cuối năm 2025" where that is when, not which: "hộ nghèo cuối năm 2025"."""
_STATED = re.compile(
    r"(?:de ra|duoc giao|phat sinh|dat duoc|ket qua|dien ra|xay ra|thuc hien duoc|da|giao|ghi nhan"
    r"|han che|ton tai|phan bo|bi diem tru|du kien thu)\s*$"
)
_HORIZON = re.compile(r"(?:^|[,;.:(]|\b(?:phan dau|bao dam|dam bao|muc tieu|de|va))\s*$")
_UP_TO = re.compile(rf"(?:den|toi)\s+(?:het\s+)?(?:ngay\s+)?{DAY}")
"""Up to a day that has passed: what is so, not what is asked."""
_SCOPE = re.compile(
    r"\b(?:cac|nhung|toan bo|tat ca(?: cac)?)\s+(?:nhiem vu|noi dung|cong viec|viec|yeu cau|van de)"
    r"\s+(?:\w+\s+){0,3}?(?P<which>tren|nay|neu tren|noi tren|tai thong bao|tai ket luan|trong thong bao)\b"
)
_OLD = dt.timedelta(days=15)
_ON_WEEKDAY = re.compile(
    rf"\b(?:vao|truoc|trong|cham nhat)\s+(?:ngay\s+|chieu\s+|sang\s+)?{WEEKDAY}"
)
_SENTENCE = re.compile(r"[;]|\.(?=\s)")


def find_deadlines(text: str, context: DateContext) -> list[Found[Deadline]]:
    """All terms of a task's text, in order; evidence is left to the caller.

    Dates of cited documents and of meetings, plan years and horizons are none.

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
        if found.end > found.start and not any(
            found.start < other.end and other.start < found.end for other in chosen
        ):
            chosen.append(found)
    chosen.sort()
    return [_scoped(found, bones) for found in _folded(chosen, bones)]


def _candidates(text: str, bones: str, context: DateContext) -> Iterator[Found[Deadline]]:
    if not _WORTHWHILE.search(bones):
        return
    yield from find_recurring(text, bones)
    yield from _days(text, bones, context, (_RANGE, _DATED, _DONE_BY))
    yield from _periods(text, bones, context)
    yield from find_relative(text, bones, context)
    yield from _days(text, bones, context, (_BARE_DATED,))
    yield from _days_only(text, bones, context)
    yield from find_events(text, bones, context)
    yield from find_continuous(text, bones)


_WORTHWHILE = re.compile(
    r"\d|thuong xuyen|lien tuc|dinh ky|\b(?:hang|moi|trong|truoc|sau|khi|tuan|cuoi|tai)\b"
)


def _days(
    text: str, bones: str, context: DateContext, patterns: Iterable[re.Pattern[str]]
) -> Iterator[Found[Deadline]]:
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
    if _vetoed(text, match) or not _own_words(text, match):
        return False
    if date and context.reference and date < context.reference - _OLD:
        return False
    if pattern is _BARE_DATED:
        return bool(
            date
            and context.reference
            and date > context.reference
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


def _vetoed(text: str, match: re.Match[str]) -> bool:
    """Whether the words before say that the day is no term: "tính đến", "có giá trị đến"."""
    bones = match.string
    before = bones[max(0, match.start() - 90) : match.start()]
    veto = _NO_TERM.search(before)
    if veto is None or _SET_BY.search(match[0]) or _DELIVERED.search(before):
        return False
    at = match.start() - len(before) + veto.start()
    return not veto[0].startswith("tinh") or is_word(text, at, "tinh")


def _own_words(text: str, match: re.Match[str]) -> bool:
    return all(
        is_word(text, match.start() + word.start(), word[0])
        for word in re.finditer(r"\b(?:toi|den|han|dau)\b", match[0])
    )


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


def _found(text: str, match: re.Match[str], deadline: Deadline) -> Found[Deadline]:
    skipped = 0
    if match.re in (_DONE_BY, _DONE_IN):
        skipped = len(match["lead"])
        deadline = deadline.model_copy(
            update={"verbatim": text[match.start() + skipped : match.end()]}
        )
    return Found(match.start() + skipped, match.end(), deadline)


def _periods(text: str, bones: str, context: DateContext) -> Iterator[Found[Deadline]]:
    for pattern in (_MONTH_RANGE, _YEAR_ENDS, _PERIODS, _IN_PERIOD, _DONE_IN, _AT_POINT):
        for match in pattern.finditer(bones):
            period = read_period(match["period"], context)
            if period is None:
                yield from _undated_period(text, match, context)
                continue
            if not _is_period_term(pattern, match, text, period.end, context):
                continue
            before = re.search(
                r"\btruoc\s+(?!khi)$", match[0][: match.start("period") - match.start()]
            )
            date, bound = period.end, Bound.ON_OR_BEFORE
            if before and period.start != period.end:
                date = period.start - dt.timedelta(days=1)
            elif before:
                bound = Bound.BEFORE
            flags = (Flag(code="year_inferred", field="date"),) if period.inferred else ()
            deadline = Deadline(
                verbatim=text[match.start() : match.end()],
                kind=DeadlineKind.DATE,
                date=date,
                due=date,
                bound=bound,
                year_inferred=period.inferred,
                flags=flags,
            )
            yield _found(text, match, deadline)


def _undated_period(
    text: str, match: re.Match[str], context: DateContext
) -> Iterator[Found[Deadline]]:
    if context.reference is None and match.re in (_IN_PERIOD, _PERIODS):
        deadline = Deadline(
            verbatim=text[match.start() : match.end()],
            kind=DeadlineKind.DATE,
            bound=Bound.ON_OR_BEFORE,
            flags=(Flag(code="year_missing", field="date"),),
        )
        yield Found(match.start(), match.end(), deadline)


def _is_period_term(
    pattern: re.Pattern[str], match: re.Match[str], text: str, end: dt.date, context: DateContext
) -> bool:
    bones = match.string
    before = bones[max(0, match.start() - 40) : match.start()]
    if (context.reference and end < context.reference) or _vetoed(text, match):
        return False
    if not _own_words(text, match):
        return False
    whole_year = re.fullmatch(r"nam\s+\S+", match["period"])
    if pattern is _AT_POINT:
        point_year = re.match(r"(?:dau|giua|cuoi)\s+nam\b", match["period"])
        if point_year and not _SET_IN.search(before):
            return False
        since = re.search(_NO_POINT, before)
        real = since and is_word(text, match.start() - len(before) + since.start(), "tu")
        return not real and not (point_year and not re.search(r"\d", match["period"]))
    if match["lead"].strip() in {"vao", "den"} and _NEVER.search(before):
        return False
    if not whole_year:
        return True
    lead = match[0][: match.start("period") - match.start()].strip()
    if lead in {"den", "toi"}:
        return bool(_HORIZON.search(before)) and not re.match(
            r"\s*,?\s*(?:tam nhin|theo)", bones[match.end() :]
        )
    if lead == "trong":
        return not _STATED.search(before)
    return lead != "vao"


def _days_only(text: str, bones: str, context: DateContext) -> Iterator[Found[Deadline]]:
    """A day such as "trước ngày 25" without a month: the first such day from the notice on."""
    for match in _DAY_ONLY.finditer(bones):
        if not _own_words(text, match) or not 1 <= int(match["day"]) <= 31:
            continue
        date = _next_day_of_month(int(match["day"]), context.reference)
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


def _next_day_of_month(day: int, reference: dt.date | None) -> dt.date | None:
    if reference is None:
        return None
    for offset in range(62):
        date = reference + dt.timedelta(days=offset)
        if date.day == day:
            return date
    return None


def _folded(chosen: list[Found[Deadline]], bones: str) -> list[Found[Deadline]]:
    """A day without month or year in the sentence of a recurring term belongs to that term.

    "Hằng tháng, tổng hợp báo cáo trước ngày 25" is one recurring deadline.
    """
    result: list[Found[Deadline]] = []
    dropped: set[int] = set()
    for i, found in enumerate(chosen):
        if found.value.kind is not DeadlineKind.RECURRING:
            continue
        for j, other in enumerate(chosen):
            if j != i and j not in dropped and i not in dropped and _belongs(found, other, bones):
                found = _joined(found, other)  # noqa: PLW2901
                dropped.add(j)
        result.append(_weekly(found, bones)) if i not in dropped else None
    kept = [
        found
        for j, found in enumerate(chosen)
        if j not in dropped and found.value.kind is not DeadlineKind.RECURRING
    ]
    return sorted(result + kept)


def _belongs(found: Found[Deadline], other: Found[Deadline], bones: str) -> bool:
    start, end = min(found.end, other.end), max(found.start, other.start)
    if _SENTENCE.search(bones, start, end):
        return False
    rule = found.value.rrule or ""
    if "BYMONTHDAY" in rule and other.value.rrule is not None:
        return False
    if other.value.kind is DeadlineKind.RECURRING:
        lasting = "BYMONTH=" in (other.value.rrule or "") and "INTERVAL=3" in rule
        return lasting or not rule or not other.value.rrule
    if other.value.kind is not DeadlineKind.DATE or other.start < found.start:
        return False
    month_missing = any(flag.code == "month_inferred" for flag in other.value.flags)
    if month_missing:
        return "MONTHLY" in rule
    no_year = any(flag.code in {"year_inferred", "year_missing"} for flag in other.value.flags)
    return no_year and "YEARLY" in rule and bool(re.search(r"\d", other.value.verbatim))


def _weekly(found: Found[Deadline], bones: str) -> Found[Deadline]:
    """The day of the week where it stands apart: "hằng tuần tổng hợp, báo cáo vào thứ Sáu"."""
    if found.value.rrule != "FREQ=WEEKLY":
        return found
    stop = _SENTENCE.search(bones, found.end)
    named = _ON_WEEKDAY.search(bones, found.end, stop.start() if stop else len(bones))
    days = weekdays(named[0]) if named else []
    if not days:
        return found
    rule = f"FREQ=WEEKLY;BYDAY={','.join(days)}"
    return found._replace(value=found.value.model_copy(update={"rrule": rule}))


def _joined(found: Found[Deadline], other: Found[Deadline]) -> Found[Deadline]:
    if other.value.rrule and not found.value.rrule:
        found, other = other, found
    rule = found.value.rrule
    day = other.value.date
    numbers = re.findall(r"\d+", other.value.verbatim)
    if other.value.rrule:
        rule = other.value.rrule
    elif rule and "YEARLY" in rule and day:
        rule = f"FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={day.day}"
    elif rule and numbers:
        rule = f"{rule};BYMONTHDAY={int(numbers[-1])}"
    update = {"rrule": rule, "bound": other.value.bound or found.value.bound}
    return Found(found.start, found.end, found.value.model_copy(update=update))


def _scoped(found: Found[Deadline], bones: str) -> Found[Deadline]:
    """A sentence on "các nhiệm vụ trên" sets the term of all items before it."""
    start = clause_start(bones, found.start)
    match = _SCOPE.search(bones, start, found.start)
    if not match:
        return found
    scope = Scope.NOTICE if match["which"].startswith(("tai", "trong")) else Scope.SECTION
    return found._replace(value=found.value.model_copy(update={"scope": scope}))


def gaps(found: list[Found[Deadline]]) -> list[tuple[int, int]]:
    """The stretches between terms, for rules that read what is left.

    >>> gaps([Found(0, 3, None), Found(8, 9, None)])
    [(3, 8)]
    """
    return [(left.end, right.start) for left, right in pairwise(found)]
