"""Terms counted from an event: "trong vòng 05 ngày làm việc kể từ ngày …", "tuần sau"."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

from extract.dates import DAY, TIME, DateContext, read_day, read_time
from extract.found import Found
from extract.numbers import COUNT, read_count
from extract.terms import WEEK, WEEKDAY, is_word, weekdays
from models.notice import Bound, Deadline, DeadlineKind, Flag

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAD = (
    r"(?:\b(?:cham nhat|muon nhat|khong qua|khong vuot qua|toi da|ngay)\s+(?:la\s+)?)*"
    r"(?:\btrong\s+(?:thoi\s+(?:han|gian)\s+|vong\s+|khoang\s+)*(?:(?:khong qua|toi da|khong vuot qua|cham nhat|toi thieu)\s+)?"
    r"|\bsau\s+(?:thoi han\s+)?|\b(?:khong qua|khong vuot qua|toi da|cham nhat|muon nhat)\s+(?:la\s+|sau\s+)?"
    r"|\bthoi\s+(?:han|gian)\s+(?:la|toi da|khong qua|cham nhat|hoan thanh|thuc hien|giai quyet|xu ly)?(?:\s*:)?\s*(?:la\s+)?(?:khong qua\s+|toi da\s+)?)"
)
_UNIT = r"(?:ngay\s+lam\s+viec|ngay|tuan(?:\s+le)?|thang|nam|gio|phut|h\b|quy)"
_TERM = re.compile(
    rf"(?P<lead>{_LEAD})(?:(?P<count>{COUNT})|(?P<half>nua))\s*(?P<unit>{_UNIT})\b"
    r"(?!\s+(?:dau|cuoi|qua|gan|lien|\d|lam viec trong|truoc)|\s*/\s*(?:lan|ngay|tuan|thang|quy|nam|\d)|\s+mot\s+lan)"
    rf"(?P<anchor>\s*[,(]?\s*(?:(?:ke\s+|tinh\s+)?(?:tu|sau)\s+(?:ngay|khi|luc|thoi\s+diem|ngay\s+ngay)?\b\s*|\bsau\s+khi\s+)(?P<event>[^.;,)]*))?"
)
_COUNTED = re.compile(
    r"(?:\d|\)|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|lam|nua)\s*(?:ngay|tuan|thang|nam|gio|phut|h\b|quy)"
)
"""Without a count before a unit of time there is no term to look for."""
_NAMES = (
    r"\bngay\s+lam\s+viec\s+(?:tiep\s+theo|ke\s+tiep|lien\s+ke|hom\s+sau)|\b(?:ngay\s+)?hom\s+nay\b|\b(?:ngay|sang|chieu)\s+mai\b|\bcung\s+ngay\b"
    r"|\btuan\s+(?:nay|sau|toi|tiep\s+theo)\b|\bthang\s+(?:nay|sau|toi)\b|\bquy\s+(?:nay|sau|toi)\b"
)
_NAME = re.compile(_NAMES)
_NAMED = re.compile(
    rf"(?P<lead>(?:\b(?:cham nhat|muon nhat|truoc|den|ngay|het|khong qua)\s+(?:la\s+)?)*(?:{TIME}\s*,?\s*)?(?:\b(?:ngay\s+)?trong\s+)?(?:\b(?:het|dau|giua|cuoi)\s+)?)"
    rf"(?P<name>{_NAMES})"
)
_WEEKDAY = re.compile(
    rf"\b(?P<lead>(?:(?:cham nhat|muon nhat|truoc|vao|den|trong|het)\s+(?:la\s+|ngay\s+|het\s+|sang\s+|chieu\s+)*)+)"
    rf"(?P<day>{WEEKDAY})(?:\s*,)?\s+(?:(?:cua\s+)?tuan\s+)?(?P<week>nay|sau|toi|tiep theo|ke tiep)\b"
)
"""A day of this week or the next: "trước thứ Tư tuần tới"."""
_SAME_DAY = re.compile(
    r"\b(?:ngay\s+)?trong\s+(?:ngay(?:\s+lam\s+viec)?|tuan)\b"
    r"(?!\s+(?:\d|tiep|ke|lien|nay|sau|toi|nghi|le|hoi|dau|cuoi|lam|bau|khai|mua|thu|bat))"
)
_WEEK_POINT = re.compile(
    r"(?:\b(?:truoc|den|vao|trong|cham nhat)\s+)(?:dau|giua|cuoi)\s+tuan\b(?!\s+(?:nay|sau|toi))"
)
_REVIEWED = re.compile(r"\b(?:so ket|tong ket|danh gia|bao cao|kiem tra)\s*$")
_AHEAD = re.compile(
    rf"\btruoc\s+(?:(?:it nhat|toi thieu)\s+)?(?P<count>{COUNT})\s+(?P<unit>ngay(?:\s+lam\s+viec)?|tuan)\b(?!\s+\d)"
)
"""So long before what the notice does not date: "thông báo cho người dân trước 05 ngày"."""
_WITHIN = re.compile(r"\b(?:ngay|buoi|lan|gio)\s*$")
"""What counts inside a week and sets no term: "tất cả các ngày trong tuần"."""
_MONTH_POINT = re.compile(
    r"\b(?:vao|truoc|trong|den|cham nhat|hoan thanh|xong)\s+(?:dau|giua|cuoi)\s+thang\b(?!\s+(?:\d|nay|sau|toi))"
)
_PAST = re.compile(
    r"(?:da|(?<!ket )qua|(?<!tra )(?<!gui )(?<!bao cao )(?<!thong bao )(?<!cong bo )ket qua|thuc hien duoc|binh quan|xuong|con|(?<!dau )tu|trung binh)\s*$"
)
_ISSUED = re.compile(
    r"\b(?:ban hanh|ky|phat hanh|ra|co|thong bao|ket luan)\b.*\b(?:thong bao|ket luan|van ban|chi thi|cong van|ke hoach)\s*(?:nay)?\b"
    r"|\b(?:nhan duoc|nhan)\s+(?:thong bao|ket luan|van ban|chi thi|cong van)\s+nay\b|\bky\s+ban\s+hanh\b|\bhom nay\b|\bban hanh\s*$"
)
_UNITS = {
    "ngay": "day",
    "tuan": "week",
    "thang": "month",
    "nam": "year",
    "gio": "hour",
    "h": "hour",
    "phut": "minute",
    "quy": "quarter",
}
_ONE = dt.timedelta(days=1)


class _Term(NamedTuple):
    length: int
    unit: str


def find_relative(text: str, bones: str, context: DateContext) -> Iterator[Found[Deadline]]:
    """Terms that count from an event; the notice's issue where no other is named.

    >>> from extract.calendar import Calendar
    >>> from extract.skeleton import skeleton
    >>> context = DateContext(dt.date(2024, 7, 9), calendar=Calendar.load())
    >>> def show(text):
    ...     return [(f.value.verbatim, f.value.offset, f.value.unit, f.value.anchor, f.value.due and str(f.value.due))
    ...             for f in find_relative(text, skeleton(text), context)]
    >>> show("gửi Phòng trong vòng 05 ngày làm việc kể từ ngày ban hành Thông báo này.")
    [('trong vòng 05 ngày làm việc kể từ ngày ban hành Thông báo này', 5, 'working_day', 'issue_date', '2024-07-16')]
    >>> show("trả lời không quá 02 ngày làm việc kể từ khi tiếp nhận.")
    [('không quá 02 ngày làm việc kể từ khi tiếp nhận', 2, 'working_day', 'tiếp nhận', None)]
    >>> show("kết luận trong vòng nửa tháng; xong trong tuần sau")
    [('trong vòng nửa tháng', 15, 'day', 'issue_date', '2024-07-24'), ('trong tuần sau', 1, 'week', 'issue_date', '2024-07-19')]
    >>> show("rút ngắn thời gian chờ xuống dưới 15 phút; 9 tháng đầu năm 2024")
    []
    """
    for match in _TERM.finditer(bones) if _COUNTED.search(bones) else ():
        if _is_term(text, match):
            yield _counted(text, match, context)
    for match in _WEEKDAY.finditer(bones) if "thu" in bones or "chu nhat" in bones else ():
        yield _weekday(text, match, context)
    for match in _NAMED.finditer(bones) if _NAME.search(bones) else ():
        if _is_named(match):
            yield _named(text, match, context)
    for match in _AHEAD.finditer(bones) if "truoc" in bones else ():
        yield _ahead(text, match)
    for pattern, word in ((_SAME_DAY, "trong"), (_WEEK_POINT, "tuan"), (_MONTH_POINT, "thang")):
        for match in pattern.finditer(bones) if word in bones else ():
            days = text.startswith("ngày", match.start()) and bones.startswith(
                "ngay", match.start()
            )
            if not days and not _WITHIN.search(bones, 0, match.start()):
                yield _near(text, match, context)


def _is_term(text: str, match: re.Match[str]) -> bool:
    bones = match.string
    before = bones[max(0, match.start() - 30) : match.start()]
    lead = match["lead"].strip()
    words = [(word.start(), word[0]) for word in re.finditer(r"\b(?:sau|han|toi)\b", match["lead"])]
    if any(not is_word(text, match.start() + at, word) for at, word in words if word != "toi"):
        return False
    if match["unit"] == "phut" and not match["anchor"]:
        return False
    if _PAST.search(before) or (
        match["unit"] == "nam" and not match["anchor"] and lead in {"trong", "sau"}
    ):
        return False
    if lead.startswith("thoi") and not re.search(
        r"khong qua|toi da|\bla\b|hoan thanh|:|giai quyet|xu ly|thuc hien", lead
    ):
        return lead.startswith("thoi han")
    if lead == "sau" and not match["anchor"] and not _REVIEWED.search(before):
        return not re.match(
            r"\s+(?:thuc hien|trien khai|van hanh|hoat dong|thi hanh|to chuc|ap dung)",
            bones[match.end() :],
        )
    if lead in {"toi da", "khong qua", "khong vuot qua"} and match["unit"] in {
        "nam",
        "thang",
        "gio",
        "h",
    }:
        return bool(match["anchor"]) or not re.match(
            r"\s+(?:tuoi|cong tac|/)", bones[match.end() :]
        )
    return True


def _counted(text: str, match: re.Match[str], context: DateContext) -> Found[Deadline]:
    term = _read_term(match)
    end = match.end()
    event = (match["event"] or "").strip()
    while end > match.start() and text[end - 1] in " ,":
        end -= 1
    if "(" in (match["anchor"] or "") and text[end : end + 1] == ")":
        end += 1
    anchor, start = "issue_date", context.issue_date
    flags: list[Flag] = []
    if match["anchor"] is not None:
        day = read_day(match["event"], context.reference) if re.match(DAY, match["event"]) else None
        if day:
            start = day.date(context)
            anchor = start.isoformat() if start else event
        elif not _ISSUED.search(match["event"]):
            anchor, start = text[match.start("event") : end].strip() or "issue_date", None
    else:
        flags.append(Flag(code="anchor_assumed", field="anchor"))
    due = _due(start, term, context) if start else None
    if start and due and not context.calendar.covers(due.year):
        flags.append(Flag(code="holidays_unknown", field="due", detail=str(due.year)))
    deadline = Deadline(
        verbatim=text[match.start() : end],
        kind=DeadlineKind.RELATIVE,
        bound=Bound.ON_OR_BEFORE,
        anchor=anchor,
        offset=term.length,
        unit=term.unit,
        due=due,
        flags=tuple(flags),
    )
    return Found(match.start(), end, deadline)


def _ahead(text: str, match: re.Match[str]) -> Found[Deadline]:
    unit = "working_day" if match["unit"].endswith("viec") else _UNITS[match["unit"].split()[0]]
    deadline = Deadline(
        verbatim=text[match.start() : match.end()],
        kind=DeadlineKind.RELATIVE,
        bound=Bound.BEFORE,
        offset=-read_count(match["count"]),
        unit=unit,
    )
    return Found(match.start(), match.end(), deadline)


def _read_term(match: re.Match[str]) -> _Term:
    unit = " ".join(match["unit"].split())
    plain = "working_day" if unit.endswith("viec") else _UNITS[unit.split()[0]]
    if match["half"]:
        return {"month": _Term(15, "day"), "year": _Term(6, "month"), "day": _Term(1, "day")}.get(
            plain, _Term(1, plain)
        )
    count = read_count(match["count"])
    if plain in {"hour", "minute"}:
        hours = count if plain == "hour" else -(-count // 60)
        return _Term(max(1, -(-hours // 24)), "day")
    return _Term(3 * count, "month") if plain == "quarter" else _Term(count, plain)


def _due(start: dt.date, term: _Term, context: DateContext) -> dt.date | None:
    if term.length > 1000:
        return None
    try:
        return context.calendar.end_of_term(start, term.length, term.unit)
    except (OverflowError, ValueError):
        return None


def _is_named(match: re.Match[str]) -> bool:
    name, lead = match["name"], match["lead"].strip()
    before = match.string[max(0, match.start() - 20) : match.start()]
    if re.search(r"\bngay\s+\d{1,2}\s+(?:cua\s*)?$", before):
        return False  # "trước ngày 05 của tháng sau" is a day
    if name.endswith(("hom nay", "mai", "cung ngay")):
        return bool(lead) and not re.search(r"(?:tai|den)\s*$", lead)
    return not re.search(r"(?:tu|hop|giao ban|lich|ke hoach|chuong trinh)\s*$", before) or bool(
        lead
    )


def _named(text: str, match: re.Match[str], context: DateContext) -> Found[Deadline]:
    """Named times: "tuần sau", "trong tháng này", "ngày làm việc tiếp theo"."""
    name = " ".join(match["name"].split())
    nearest = name.endswith(("nay", "cung ngay"))
    unit = "working_day" if "lam viec" in name else _UNITS.get(name.split()[0], "day")
    count = 0 if nearest else 1
    start = context.issue_date
    due = _end_of(start, unit, count, match["lead"], context) if start else None
    deadline = Deadline(
        verbatim=text[match.start() : match.end()].strip(),
        kind=DeadlineKind.RELATIVE,
        time=read_time(text[match.start() : match.start("name")]),
        bound=Bound.BEFORE if "truoc" in match["lead"] else Bound.ON_OR_BEFORE,
        anchor="issue_date",
        offset=count,
        unit="month" if unit == "quarter" else unit,
        due=due,
    )
    return Found(match.start() + len(match[0]) - len(match[0].lstrip()), match.end(), deadline)


def _weekday(text: str, match: re.Match[str], context: DateContext) -> Found[Deadline]:
    """A weekday of the week in which the notice was issued, or of the next."""
    count = 0 if match["week"] == "nay" else 1
    day = weekdays(match["day"])
    due = None
    if context.issue_date and day:
        monday = context.issue_date - dt.timedelta(days=context.issue_date.weekday())
        due = monday + dt.timedelta(days=7 * count + WEEK.index(day[0]))
    deadline = Deadline(
        verbatim=text[match.start() : match.end()],
        kind=DeadlineKind.RELATIVE,
        bound=Bound.BEFORE if "truoc" in match["lead"] else Bound.ON_OR_BEFORE,
        anchor="issue_date",
        offset=count,
        unit="week",
        due=due,
    )
    return Found(match.start(), match.end(), deadline)


def _near(text: str, match: re.Match[str], context: DateContext) -> Found[Deadline]:
    unit = "week" if "tuan" in match[0] else "month" if "thang" in match[0] else "day"
    due = _end_of(context.issue_date, unit, 0, match[0], context) if context.issue_date else None
    deadline = Deadline(
        verbatim=match[0] if text == match.string else text[match.start() : match.end()],
        kind=DeadlineKind.RELATIVE,
        bound=Bound.ON_OR_BEFORE,
        anchor="issue_date",
        offset=0,
        unit=unit,
        due=due,
    )
    return Found(match.start(), match.end(), deadline)


def _end_of(start: dt.date, unit: str, count: int, words: str, context: DateContext) -> dt.date:
    """Last day of the named day, week (Friday), month or quarter; "đầu tuần" is its Monday."""
    if unit == "working_day":
        return context.calendar.next_working(start + _ONE)
    if unit == "week":
        monday = start + dt.timedelta(days=7 * count - start.weekday())
        if re.search(r"\bdau\b", words):
            return monday
        return monday + dt.timedelta(days=2 if re.search(r"\bgiua\b", words) else 4)
    if unit == "month" and re.search(r"\b(?:dau|giua)\b", words):
        first = dt.date(
            start.year + (start.month + count - 1) // 12, (start.month + count - 1) % 12 + 1, 1
        )
        return first if re.search(r"\bdau\b", words) else first.replace(day=15)
    if unit in {"month", "quarter"}:
        step = 1 if unit == "month" else 3
        index = start.year * 12 + (start.month - 1) // step * step + step * (count + 1)
        return dt.date(index // 12, index % 12 + 1, 1) - _ONE
    return start + dt.timedelta(days=count)
