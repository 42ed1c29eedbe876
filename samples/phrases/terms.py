"""Phrases of time and of quantity, each with its meaning."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from samples.gold import GoldDeadline, GoldFinding, GoldPercentage

if TYPE_CHECKING:
    from random import Random

_DAY = dt.timedelta(days=1)
_QUARTERS = ("I", "II", "III", "IV")
_WEEKDAYS = ("thứ Hai", "thứ Tư", "thứ Năm", "thứ Sáu")


class Term(NamedTuple):
    """A phrase of time; ``head`` says that it opens its clause ("Định kỳ hằng tháng …")."""

    phrase: str
    meaning: GoldDeadline
    head: bool = False


def day_words(day: dt.date) -> str:
    """A day as the decree writes it: days below 10 and January, February with a nought.

    >>> day_words(dt.date(2024, 8, 5)), day_words(dt.date(2024, 2, 15))
    ('ngày 05 tháng 8 năm 2024', 'ngày 15 tháng 02 năm 2024')
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_day(day: dt.date, mark: str = "/") -> str:
    """A day in digits.

    >>> short_day(dt.date(2024, 8, 5))
    '05/8/2024'
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}{mark}{month}{mark}{day.year}"


def last_day(year: int, month: int) -> dt.date:
    """Last day of a month.

    >>> last_day(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def term(random: Random, issued: dt.date, unit: str) -> Term:
    """Any phrase of time that a task may carry."""
    kind = random.choices(
        ("day", "period", "relative", "recurring", "continuous", "event"), (9, 5, 4, 4, 3, 2)
    )[0]
    if kind == "day":
        return day_term(random, issued)
    if kind == "period":
        return _period(random, issued)
    if kind == "relative":
        return _plain("relative", random.choice(_RELATIVE).format(n=random.choice(_COUNTS)))
    if kind == "recurring":
        return _recurring(random)
    if kind == "continuous":
        phrase = random.choice(("Thường xuyên", "thường xuyên", "liên tục"))
        return Term(
            phrase.lower(), GoldDeadline(verbatim=phrase.lower(), kind="continuous"), head=True
        )
    phrase = random.choice(_EVENTS).format(year=issued.year, next=issued.year + 1, unit=unit)
    return _plain("event", phrase)


_COUNTS = ("02", "03", "05", "07", "10 (mười)", "15")
_RELATIVE = (
    "trong vòng {n} ngày làm việc kể từ ngày ban hành Thông báo này",
    "trong thời hạn {n} ngày làm việc",
    "trong vòng {n} ngày kể từ ngày nhận được Thông báo này",
    "không quá {n} ngày làm việc kể từ ngày nhận đủ hồ sơ",
    "chậm nhất {n} ngày sau khi kết thúc cuộc họp",
    "trong tuần này",
    "trong tuần sau",
)
_EVENTS = (
    "trước kỳ họp thường lệ cuối năm {year} của Hội đồng nhân dân",
    "trước ngày khai giảng năm học {year} - {next}",
    "ngay sau khi có hướng dẫn của cơ quan cấp trên",
    "trước mùa mưa bão năm {next}",
    "sau khi được cấp có thẩm quyền phê duyệt",
    "trước Tết Nguyên đán",
)


def _plain(kind: str, phrase: str, day: dt.date | None = None, *, head: bool = False) -> Term:
    meaning = GoldDeadline.model_validate({"verbatim": phrase, "kind": kind, "date": day})
    return Term(phrase, meaning, head)


def day_term(random: Random, issued: dt.date) -> Term:
    """A named day within half a year, in one of its spellings."""
    day = issued + _DAY * random.randint(6, 160)
    full, digits = day_words(day), short_day(day)
    bare = digits.rpartition("/")[0]
    hour = random.choice(("11h00", "16 giờ 30 phút", "17h00", "17 giờ 00"))
    begin = max(issued + _DAY, day - _DAY * random.randint(5, 25))
    phrases = (
        f"trước {full}",
        f"trước ngày {digits}",
        f"trước ngày {digits}",
        f"trước {digits}",
        f"chậm nhất ngày {digits}",
        f"chậm nhất {full}",
        f"muộn nhất {full}",
        f"chậm nhất {short_day(day, '-')}",
        f"trước ngày {short_day(day, '.')}",
        f"đến hết ngày {digits}",
        f"trước {hour} ngày {digits}",
        f"từ ngày {short_day(begin).rpartition('/')[0]} đến hết ngày {digits}",
        # Without a year: the first such day after the issue.
        f"trước ngày {bare}",
        f"chậm nhất ngày {bare}",
        f"từ nay đến ngày {bare}",
    )
    return _plain("date", random.choice(phrases), day)


def _period(random: Random, issued: dt.date) -> Term:
    month = issued.month % 12 + 1
    year = issued.year + (issued.month == 12)
    end = last_day(year, month)
    quarter = (issued.month - 1) // 3
    quarter_end = last_day(issued.year, quarter * 3 + 3)
    year_end = dt.date(issued.year, 12, 31)
    choices = (
        (f"trong tháng {month}/{year}", end),
        (f"trong tháng {month} năm {year}", end),
        (f"trong tháng {month}", end),
        (f"đầu tháng {month}/{year}", end.replace(day=1)),
        (f"giữa tháng {month}/{year}", end.replace(day=15)),
        (f"cuối tháng {month}/{year}", end),
        (f"trong quý {_QUARTERS[quarter]}/{issued.year}", quarter_end),
        (f"trong quý {_QUARTERS[quarter]} năm {issued.year}", quarter_end),
        (f"trong quý {quarter + 1}/{issued.year}", quarter_end),
        (f"trong năm {issued.year}", year_end),
        (f"đến cuối năm {issued.year}", year_end),
        (f"từ nay đến cuối năm {issued.year}", year_end),
    )
    return _plain("date", *random.choice(choices))


def _recurring(random: Random) -> Term:
    day = random.choice(("05", "10", "15", "20", "25"))
    choices = (
        (f"trước ngày {day} hằng tháng", False),
        (f"vào ngày {day} hằng tháng", False),
        (f"định kỳ hằng tháng trước ngày {day}", True),
        ("định kỳ hằng quý", True),
        ("định kỳ hằng tháng", True),
        ("định kỳ 6 tháng", True),
        ("hằng tuần", True),
        ("hằng quý", True),
        (f"vào {random.choice(_WEEKDAYS)} hằng tuần", False),
        ("mỗi tháng 01 lần", True),
        ("mỗi tuần ít nhất 02 buổi", False),
        ("02 lần/tháng", False),
        (f"trước ngày {day}/12 hằng năm", False),
    )
    phrase, head = random.choice(choices)
    return _plain("recurring", phrase, head=head)


def number(value: float) -> str:
    """A number with the decimal comma.

    >>> number(9.5), number(80.0)
    ('9,5', '80')
    """
    return f"{value:g}".replace(".", ",")


def percentage(random: Random, bent: str) -> tuple[str, GoldPercentage]:
    """A percentage to be reached and its phrase; ``bent`` is the letter of the target."""
    high = random.choice((100.0, 100.0, 98.0, 95.0, 92.5, 90.0, 85.0, 80.0, 75.0, 70.0))
    low = random.choice((0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0))
    part = random.choice((5.0, 7.5, 8.0, 10.0, 12.0, 15.0, 20.0, 30.0))
    choices: dict[str, tuple[tuple[str, float, str], ...]] = {
        "h": (
            ("{n}%", high, "="),
            ("trên {n}%", min(high, 95.0), ">"),
            ("hơn {n}%", min(high, 95.0), ">"),
            ("ít nhất {n}%", high, ">="),
            ("tối thiểu {n}%", high, ">="),
            ("không dưới {n}%", high, ">="),
            ("không thấp hơn {n}%", high, ">="),
            ("từ {n}% trở lên", min(high, 95.0), ">="),
        ),
        "l": (
            ("dưới {n}%", low, "<"),
            ("không quá {n}%", low, "<="),
            ("tối đa {n}%", low, "<="),
            ("không vượt quá {n}%", low, "<="),
        ),
        "+": (
            ("tăng {n}%", part, "+"),
            ("tăng thêm {n}%", part, "+"),
            ("tăng ít nhất {n}%", part, ">="),
        ),
        "-": (
            ("giảm {n}%", part, "-"),
            ("giảm tối thiểu {n}%", part, ">="),
            ("giảm ít nhất {n}%", part, ">="),
        ),
    }
    words, value, comparator = random.choice(choices[bent])
    phrase = words.format(n=number(value))
    # "giảm ít nhất 10%" asks for at least 10: the comparator's words are the verbatim ones.
    verbatim = phrase.partition(" ")[2] if bent in "+-" and comparator == ">=" else phrase
    return phrase, GoldPercentage(verbatim=verbatim, value=value, comparator=comparator)


def finding(random: Random, slot: str, before: str = "") -> GoldFinding:
    """A figure of the assessment: ``p`` percent, ``r`` ratio, ``k`` rank.

    ``before`` is the word it follows: "tăng" and "giảm" belong to the figure.
    """
    if slot == "p":
        value = random.choice((random.randint(12, 99), random.randint(1000, 9990) / 100))
        if before in {"tăng", "giảm"}:
            sign = "+" if before == "tăng" else "-"
            verbatim = f"{before} {number(value)}%"
            return GoldFinding(verbatim=verbatim, kind="percent", value=value, comparator=sign)
        words, comparator = random.choice(
            (("{n}%", "="), ("{n}%", "="), ("trên {n}%", ">"), ("gần {n}%", "~"), ("hơn {n}%", ">"))
        )
        verbatim = words.format(n=number(value))
        return GoldFinding(verbatim=verbatim, kind="percent", value=value, comparator=comparator)
    whole = random.randint(9, 28)
    part = random.randint(2, whole - 1)
    shown = f"{part:02d}/{whole:02d}"
    if slot == "r":
        return GoldFinding(verbatim=shown, kind="ratio", value=part, of=whole)
    return GoldFinding(verbatim=f"{part}/{whole}", kind="rank", value=part, of=whole)
