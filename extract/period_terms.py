"""Terms that name a month, quarter, half or year: "trong tháng 10/2024", "cuối năm"."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from extract.found import Found
from extract.periods import MONTH, PERIOD, POINT, QUARTER, WHOLE_YEAR, read_period
from extract.term_vetoes import own_words, vetoed
from extract.terms import PREPOSITION, is_word
from models.notice import Bound, Deadline, DeadlineKind, Flag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.dates import DateContext

_NEXT = r"(?:\s+(?:toi|sap toi|nay)\b(?=\s*(?:[.,;)]|$)))?"
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
_NEVER = re.compile(
    r"\b(?:khong|tranh|han che)\s+(?:de\s+)?(?:don|de|tap trung|u|keo|lam)\b[^,;.]*$"
)
"""Work that is not to be put off to a time: "không dồn thanh toán vào cuối năm"."""
_NO_POINT = (
    r"(?:\b(?:tu|ke tu|tinh den|so voi|thang|tru)"
    r"|(?:ky hop|phien hop|hoi nghi|cuoc hop|dai hoi)(?:\s+\w+){0,3})\s*$"
)
"""What stands before the beginning, middle or end of a period that is no term of its own."""
_SET_IN = re.compile(
    r"(?:^|[,;.:(]|\b(?:hoan thanh|xong|vao|trong|truoc|den|dip|la|ngay|thoi gian|thoi han|han|het|nhat))\s*$"
)
"""What stands before "cuối năm 2025" where that is when, not which: "hộ nghèo cuối năm 2025"."""
_STATED = re.compile(
    r"(?:de ra|duoc giao|phat sinh|dat duoc|ket qua|dien ra|xay ra|thuc hien duoc|da|giao|ghi nhan"
    r"|han che|ton tai|phan bo|bi diem tru|du kien thu)\s*$"
)
_HORIZON = re.compile(r"(?:^|[,;.:(]|\b(?:phan dau|bao dam|dam bao|muc tieu|de|va))\s*$")

_UNIT = re.compile(
    r"(?:thang|quy|nam)\s+(?:\d|[ivlh|]|nay|sau|toi)|(?:dau|giua|cuoi|het|thuc)\s+nam"
)
"""Without one of these there is no period, and the patterns take long to say so."""
_PATTERNS = (
    (_MONTH_RANGE, ("tu",)),
    (_YEAR_ENDS, ("truoc",)),
    (_PERIODS, ("trong",)),
    (_IN_PERIOD, ("",)),
    (_DONE_IN, ("hoan thanh", "xong", "han")),
    (_AT_POINT, ("dau", "giua", "cuoi", "tuan")),
)
"""Each with the words of which it needs one."""


def find_periods(text: str, bones: str, context: DateContext) -> Iterator[Found[Deadline]]:
    """Terms that name a period; finds may overlap, the surer come first."""
    if not _UNIT.search(bones):
        return
    for pattern, words in _PATTERNS:
        for match in pattern.finditer(bones) if any(word in bones for word in words) else ():
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
    if (context.reference and end < context.reference) or vetoed(text, match):
        return False
    if not own_words(text, match):
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


def _found(text: str, match: re.Match[str], deadline: Deadline) -> Found[Deadline]:
    skipped = 0
    if match.re is _DONE_IN:
        skipped = len(match["lead"])
        deadline = deadline.model_copy(
            update={"verbatim": text[match.start() + skipped : match.end()]}
        )
    return Found(match.start() + skipped, match.end(), deadline)
