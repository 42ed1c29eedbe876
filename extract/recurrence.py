"""Terms that come again: "hằng tháng", "trước ngày 25 hằng tháng", "02 lần/tuần"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.dates import DAY, TIME, read_day, read_time
from extract.found import Found
from extract.numbers import COUNT, read_count
from extract.terms import LINK, PREPOSITION, WEEKDAY, bound_of, is_word, weekdays
from models.notice import Deadline, DeadlineKind, Flag

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNIT = r"(?:gio|ngay|tuan|thang|quy|nam|hoc\s+ky)"
_EACH = rf"\b(?:hang|moi)\s+(?:{_UNIT}|0?[36]\s+thang|hai\s+tuan)\b(?!\s+(?:\d{{4}}|hoc\b))"
_MORE = (
    r"(?:\s*(?:,|va|hoac|hay|/)\s*(?:hang\s+)?"
    r"(?:(?:0?[369]|sau|chin)\s+thang(?:\s+(?:dau|cuoi)\s+nam)?|tuan|thang|quy|nam)\b"
    r"(?!\s+\d{4}))*"
)
_ONE_DAY = rf"(?:mung\s+|mong\s+)?(?:{DAY}|(?:[0-3]\d|[1-9])(?![\d/]|\s?%)|{WEEKDAY})"
_DAYS = (
    rf"{_ONE_DAY}(?:(?:\s*,\s*|\s+va\s+|\s+hoac\s+|\s+den\s+(?:het\s+)?|\s*-\s*)"
    rf"(?:ngay\s+)?{_ONE_DAY})*"
)
_LEAD = rf"(?:(?:{PREPOSITION}{LINK}\s*)+(?:{TIME}\s*,?\s*)?(?:tu\s+)?(?:ngay\s+)?|(?:tu\s+)?ngay\s+|tu\s+(?={WEEKDAY})|(?={WEEKDAY}))"
_PERIODIC = r"(?:(?:theo\s+)?dinh\s+ky\s*,?\s*)"

_DAY_FIRST = re.compile(
    rf"{_PERIODIC}?(?:{_LEAD}{_DAYS}|{PREPOSITION}{LINK}{TIME})\s*,?\s*(?:cua\s+)?{_EACH}{_MORE}"
)
_EACH_FIRST = re.compile(
    rf"{_PERIODIC}?{_EACH}{_MORE}(?:\s*[,(]?\s*(?:{_LEAD}{_DAYS}(?:\s+(?:cua\s+)?(?:thang\s+)?(?:cuoi|sau)"
    rf"(?:\s+(?:thang|quy|ky|nam))?\b)?|(?:{PREPOSITION}\s+){TIME})\)?)?"
)
_LAST_MONTH = re.compile(
    rf"{_PERIODIC}?{_LEAD}(?:[0-3]\d|[1-9])(?![\d/])\s+(?:cua\s+)?thang\s+(?:cuoi|dau)"
    r"(?:\s+(?:cung\s+|tien\s+)?(?:cua\s+)?(?:moi\s+|hang\s+)?(?:quy|ky(?:\s+bao\s+cao)?|nam))\b(?:\s+(?:tiep\s+theo|ke\s+tiep|sau)\b)?"
)
_ATLEAST = r"(?:(?:it\s+nhat|toi\s+thieu|khong\s+duoi|khong\s+qua|toi\s+da)\s+)?"
_TIMES = rf"{COUNT}\s+(?:lan|buoi|cuoc|ky|dot|phien|luot|ngay|dem|bai|tin)\b"
_RATE = re.compile(
    rf"{_PERIODIC}?(?:\bmoi\s+{_UNIT}\s*,?\s*(?:to\s+chuc\s+|hop\s+|bao\s+cao\s+)?{_ATLEAST}{_TIMES}"
    rf"|\bmoi\s+{_UNIT}\s*,?\s*(?:it\s+nhat|toi\s+thieu)\s+{COUNT}\s+(?!%)[a-z]+"
    rf"|\b(?:ngay|tuan|thang|nam)\s+{_ATLEAST}{COUNT}\s+lan\b(?!\s+thu)"
    rf"|(?:it\s+nhat\s+|toi\s+thieu\s+)?\b{_TIMES}\s*(?:/|\s(?:moi|trong\s+mot|trong|mot)\s)\s*"
    rf"(?:{COUNT}\s+)?{_UNIT}\b"
    rf"|\b{COUNT}\s+(?:gio|ngay|tuan|thang|quy|nam)\s*(?:/|\s)\s*(?:{COUNT}\s+)?lan\b)"
)
_TWO_DAYS = re.compile(
    rf"\bdinh\s+ky\b(?P<between>[^.;]{{0,60}}?)(?P<days>{PREPOSITION}{LINK}(?:ngay\s+)?"
    rf"{DAY}\s+va\s+(?:ngay\s+)?{DAY})"
)
_LISTED = re.compile(
    rf"\bdinh\s+ky\s+(?:(?:0?[369]|sau)\s+thang|{COUNT}\s+{_UNIT}|tuan|thang|quy|nam)\b(?!\s+(?:\d|[ivx]+\b)){_MORE}"
    r"(?:\s+(?:mot|01|1)\s+lan)?"
)
_BARE = re.compile(r"\b(?:theo\s+)?dinh\s+ky\b(?!\s+(?:thang|quy|tuan|nam)\s+(?:\d|[ivx]+\b))")
_NOUNS = re.compile(
    r"(?:ke hoach|chi tieu|muc tieu|nhiem vu|du toan|chuong trinh(?: cong tac)?|ngan sach|giao ban"
    r"|luong|tro cap|binh quan|doi song|hoat dong|sinh hoat|cong viec|thu nhap|chi phi|von|ngay le"
    r"|mua|dinh muc|so lieu|san luong|doanh thu|xep|khach|mat|ngan|ban|cua|don|nha|kho)\s*$"
)
_MONEY = re.compile(r"\b(?:ngan sach|von|du toan|chi tieu|doanh thu)\s*$")
"""What has a year, but no week: "giao ban thu ngân sách hằng tuần" comes again."""
_KEPT_UP = re.compile(
    r"\b(?:duy tri|to chuc|thuc hien|che do|lich)\s+(?:hop|giao ban|sinh hoat|hoat dong)\s*$"
    r"|\b(?:tai|vao)\s+(?:cac\s+)?(?:(?:cuoc|phien|buoi)\s+)?(?:hop|hoi nghi)\s+giao ban\s*$"
)
_NOT_BARE = re.compile(
    r"(?:bao cao|kiem tra|hop|che do|kham suc khoe|kham|thanh tra|giam sat|chuyen doi|thuong|"
    r"bao duong|bao tri|dot xuat|khong|chua)\s*,?\s*$"
)
_FREQUENCY = {
    "gio": "FREQ=HOURLY",
    "ngay": "FREQ=DAILY",
    "tuan": "FREQ=WEEKLY",
    "thang": "FREQ=MONTHLY",
    "quy": "FREQ=MONTHLY;INTERVAL=3",
    "nam": "FREQ=YEARLY",
}
_MONTH_DAYS = re.compile(r"(?<![\d/.:])([0-3]?\d)(?![\d/:%])")
_OTHER_COUNTS = re.compile(
    rf"{TIME}|{COUNT}\s+(?:thang(?!\s+(?:cuoi|dau|sau))|lan|buoi|tuan|quy|nam)\b"
)
_PLAIN_DAY = re.compile(DAY)


_PATTERNS = (_TWO_DAYS, _DAY_FIRST, _LAST_MONTH, _RATE, _EACH_FIRST, _LISTED, _BARE)


_LIKELY = re.compile(
    r"\b(?:hang|moi|dinh ky|lan|buoi|cuoc|phien|luot|thang (?:cuoi|dau))\b|/\s*(?:0?\d\s+)?(?:gio|ngay|tuan|thang|quy|nam|hoc|hang)"
)
"""Without one of these nothing comes again."""


class _Rate(NamedTuple):
    every: int
    unit: str


def find_recurring(text: str, bones: str) -> Iterator[Found[Deadline]]:
    """Recurring terms; finds may overlap, the surer come first.

    >>> def show(text):
    ...     from extract.skeleton import skeleton
    ...     found = next(find_recurring(text, skeleton(text)))
    ...     return found.value.verbatim, found.value.rrule
    >>> show("báo cáo về Phòng vào ngày 20 hằng tháng để tổng hợp")
    ('vào ngày 20 hằng tháng', 'FREQ=MONTHLY;BYMONTHDAY=20')
    >>> show("Định kỳ hằng tháng trước ngày 25 tổng hợp kết quả")
    ('Định kỳ hằng tháng trước ngày 25', 'FREQ=MONTHLY;BYMONTHDAY=25')
    >>> show("cập nhật trước 16 giờ 30 phút thứ Năm hằng tuần.")
    ('trước 16 giờ 30 phút thứ Năm hằng tuần', 'FREQ=WEEKLY;BYDAY=TH')
    >>> show("trực từ thứ Hai đến thứ Sáu hằng tuần.")
    ('từ thứ Hai đến thứ Sáu hằng tuần', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR')
    >>> show("trước ngày 15/02 hằng năm công khai kết quả")
    ('trước ngày 15/02 hằng năm', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=15')
    >>> show("tuần tra 02 lần/tuần tại các khu rừng")
    ('02 lần/tuần', 'FREQ=WEEKLY')
    >>> show("trực chốt tối thiểu 03 đêm/tuần")
    ('tối thiểu 03 đêm/tuần', 'FREQ=WEEKLY')
    >>> show("06 giờ một lần tổng hợp, báo cáo")
    ('06 giờ một lần', 'FREQ=HOURLY;INTERVAL=6')
    >>> show("rà soát 03 năm/lần")
    ('03 năm/lần', 'FREQ=YEARLY;INTERVAL=3')
    """
    if not _LIKELY.search(bones):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(bones):
            start = match.start("days") if pattern is _TWO_DAYS else match.start()
            start, end = _trim(bones, start, match.end())
            if _refused(pattern, text, bones, start, end):
                continue
            yield Found(start, end, _deadline(text[start:end], bones[start:end]))


def _trim(bones: str, start: int, end: int) -> tuple[int, int]:
    while end > start and bones[end - 1] in " ,(":
        end -= 1
    if bones[end - 1] == ")" and "(" not in bones[start:end]:
        end -= 1
    elif "(" in bones[start:end] and ")" not in bones[start:end] and bones[end : end + 1] == ")":
        end += 1
    return start, end


def _refused(pattern: re.Pattern[str], text: str, bones: str, start: int, end: int) -> bool:
    for word in ("hang", "moi"):
        for match in re.finditer(rf"\b{word}\b", bones[start:end]):
            if not is_word(text, start + match.start(), word):
                return True
    before = bones[max(0, start - 40) : start]
    if pattern is _BARE:
        return not bones.startswith("theo", start) and bool(
            _NOT_BARE.search(before)
            or re.match(r"\s+(?:cua|theo|va dot xuat|hoac dot xuat|\d)", bones[end:])
            or re.search(r"\bco\s*$", before)
        )
    if pattern is _EACH_FIRST and bones.startswith(("hang", "moi"), start):
        if bones.startswith("moi", start):
            return not re.search(r"(?:^|[,;.:(-])\s*$", before) or bool(
                re.match(r"\s*,?\s*(?:giam|tang|co|nguoi|don vi|xa)\b", bones[end:])
            )
        if _KEPT_UP.search(before):
            return False
        if _MONEY.search(before) and re.match(r"(?:hang|moi)\s+(?:tuan|ngay)\b", bones[start:end]):
            return False
        return bool(_NOUNS.search(before)) and not re.search(r"\d", bones[start:end])
    return False


def _deadline(verbatim: str, bones: str) -> Deadline:
    rule = _rrule(bones)
    flags = () if rule else (Flag(code="period_unknown", detail=verbatim),)
    return Deadline(
        verbatim=verbatim,
        kind=DeadlineKind.RECURRING,
        time=read_time(verbatim) if re.search(TIME, bones) else None,
        bound=bound_of(bones) if re.search(PREPOSITION, bones) else None,
        rrule=rule,
        flags=flags,
    )


def _rrule(bones: str) -> str | None:
    """RFC 5545 recurrence of a phrase; None where it does not say how often."""
    days = [day for day in map(read_day, _PLAIN_DAY.findall(bones)) if day]
    if re.search(r"\bthang\s+(?:cuoi|dau)\b|\bthang sau\b", bones):
        return _last_month(bones)
    rate = _rate(bones)
    if days:
        months = ",".join(str(day.month) for day in days)
        numbers = ",".join(str(day.day) for day in {day.day: day for day in days}.values())
        return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={numbers}"
    if rate is None:
        return None
    rule = _FREQUENCY.get(rate.unit)
    if rule is None:  # a school term has no rule of its own
        return None
    if rate.every > 1:
        step = rate.every * (3 if rate.unit == "quy" else 1)
        rule = f"{rule.split(';')[0]};INTERVAL={step}"
    names = weekdays(bones)
    if names and rate.unit in {"tuan", "ngay"}:
        return f"FREQ=WEEKLY;BYDAY={','.join(names)}"
    if rate.unit in {"thang", "quy"}:
        numbers = _month_days(bones)
        return f"{rule};BYMONTHDAY={numbers}" if numbers else rule
    return rule


def _last_month(bones: str) -> str:
    day = _month_days(bones)
    suffix = f";BYMONTHDAY={day}" if day else ""
    if re.search(r"\bnam\b", bones) and "quy" not in bones:
        return f"FREQ=YEARLY;BYMONTH=12{suffix}"
    months = "1,4,7,10" if "thang dau" in bones else "3,6,9,12"
    if "thang sau" in bones:
        return f"FREQ=MONTHLY{suffix}"
    return f"FREQ=YEARLY;BYMONTH={months}{suffix}"


def _month_days(bones: str) -> str:
    numbers = [int(number) for number in _MONTH_DAYS.findall(_OTHER_COUNTS.sub(" ", bones))]
    numbers = [number for number in numbers if 1 <= number <= 31]
    if len(numbers) == 2 and re.search(r"\btu\b.*\bden\b", bones):
        numbers = numbers[-1:]
    return ",".join(map(str, numbers))


def _rate(bones: str) -> _Rate | None:
    each = re.search(rf"\b(?:hang|moi)\s+(?:(0?\d|hai)\s+)?({_UNIT})\b", bones)
    if each:
        return _Rate(read_count(each[1]) if each[1] else 1, each[2])
    per = re.search(rf"(?:/|\b(?:moi|trong|mot)\b)\s*(?:({COUNT})\s+)?({_UNIT})\b", bones)
    if per and re.search(
        r"\b(?:lan|buoi|cuoc|ky|dot|phien|luot|ngay|dem|bai|tin)\b", bones[: per.start()]
    ):
        return _Rate(read_count(per[1]) if per[1] else 1, per[2])
    span = re.search(rf"\b({COUNT})\s+({_UNIT})\b", bones)
    if span:
        return _Rate(read_count(span[1]), span[2])
    named = re.search(rf"\bdinh\s+ky\s+({_UNIT})\b", bones)
    return _Rate(1, named[1]) if named else None
