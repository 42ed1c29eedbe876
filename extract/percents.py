"""Every "N%" of a text with its comparator, whether asked for or stated."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.numbers import NUMBER, read_number
from extract.terms import is_word
from models.notice import Comparator

_SIGN = r"\s?(?:%|(?:diem\s+)?phan\s+tram\b)"
PERCENT = re.compile(rf"(?<![\d.,/])(?P<number>{NUMBER}){_SIGN}")
_RANGE = re.compile(
    rf"(?:\btu\s+)?(?<![\d.,/])(?P<low>{NUMBER})(?:{_SIGN})?\s*(?P<link>-|\bden\b|\blen(?:\s+den)?\b|\bxuong(?:\s+con)?\b|\btoi\b|\bva\b)\s*"
    rf"(?P<prefix>(?:tren|duoi|it nhat|toi thieu|khoang|hon)\s+)?(?P<number>{NUMBER}){_SIGN}"
)
_FILLER = r"(?:\s*(?:la|bang|dat|phai|duoc|muc|o muc|ty le|ti le|tuong ung|lan luot|tu|den|ve|cua|so voi|:|gom|cung|moi nam|binh quan|hang nam|chi tieu))*\s*"
_WORDS: tuple[tuple[Comparator, str], ...] = (
    (
        Comparator.AT_LEAST,
        r"khong\s+(?:duoi|thap hon|it hon|nho hon|kem)|it\s+nhat|toi\s+thieu|thap\s+nhat|chi it",
    ),
    (
        Comparator.AT_MOST,
        r"khong\s+(?:qua|vuot qua|vuot|lon hon|cao hon|tren|nhieu hon|hon)|toi\s+da|nhieu\s+nhat|cao\s+nhat",
    ),
    (
        Comparator.ABOUT,
        r"tren\s+duoi|khoang|xap\s+xi|gan|uoc(?:\s+(?:tinh|dat|khoang|thuc hien))*|chung|tuong\s+duong",
    ),
    (
        Comparator.LESS,
        r"chua\s+(?:den|toi|dat|duoc|qua)|duoi|thap\s+hon|nho\s+hon|it\s+hon|kem|xuong\s+duoi",
    ),
    (Comparator.GREATER, r"tren|hon|vuot\s+(?:tren|qua|muc)|cao\s+hon|lon\s+hon|nhieu\s+hon|qua"),
    (
        Comparator.EQUAL,
        r"(?:xuong|giam|rut)\s+(?:con|xuong)(?:\s+con)?|(?:tang|nang|dua)\s+len|len|xuong|con",
    ),
    (Comparator.INCREASE, r"tang(?:\s+(?:them|truong|binh quan|chung))*|vuot|bo sung them|them"),
    (
        Comparator.DECREASE,
        r"(?:cat\s+|keo\s+|tinh\s+)?giam(?:\s+(?:bot|them|toi|sau))*|rut\s+ngan|hut",
    ),
)
_BEFORE = tuple(
    (comparator, re.compile(rf"\b(?P<word>{words}){_FILLER}$")) for comparator, words in _WORDS
)
_UP = re.compile(r"\s*(?:tro len|tro di|hoac cao hon|hoac hon)\b")
_DOWN = re.compile(r"\s*(?:tro xuong|hoac thap hon)\b")
_FROM = re.compile(r"\btu\s*$")
_ABOUT = re.compile(r"\b(?:trong khoang|khoang|xap xi|uoc|muc)\s+(?:tu\s+)?$")
_ADVERBS = frozenset({"qua", "gan", "hon", "con", "kem", "len", "vuot", "them"})
_DELTA = re.compile(
    r"\b(?P<verb>(?:cat\s+|keo\s+)?giam|tang)\s+(?:duoc\s+)?(?:ty le|ti le|so |chi phi|thoi gian|muc|gia|phi|le phi|lai suat|ton that|dien tich|san luong|"
    r"tong|luong|von|bien che|dau moi|thu|gia tri|tai nan)[^,;.:%]{0,80}$"
)
_STOP = re.compile(r"\b(?:dat|con|la|chiem|xuong|len|tu|dam bao|bao dam|toi thieu|it nhat|de|va)\b")
_LIST = re.compile(r"^\s*(?:,|;|va)\s*$")
_PAIRED = re.compile(r"\b(?:tuong ung|lan luot)\b")


class Percent(NamedTuple):
    """One "N%" of a text: ``text[start:end]`` with its comparator words, number and sign."""

    start: int
    end: int
    number: int
    """Offset of the number itself."""
    value: float
    comparator: Comparator
    baseline: bool = False
    """True for x of "từ x% lên y%": what was, not what shall be."""
    around: tuple[int, int] | None = None
    """The whole range of which it is an end: "khoảng 12-14%"."""


def find_percents(text: str, bones: str) -> list[Percent]:
    """All percentages in order; of a range both ends.

    >>> from extract.skeleton import skeleton
    >>> def show(text):
    ...     return [(text[p.start:p.end], p.value, p.comparator.value) for p in find_percents(text, skeleton(text))]
    >>> show("đạt tỷ lệ từ 95% trở lên; giảm tỷ lệ trễ hạn xuống còn 5%")
    [('từ 95% trở lên', 95.0, '>='), ('xuống còn 5%', 5.0, '=')]
    >>> show("tỷ lệ tối thiểu tương ứng là 60%, 55%. Quận đạt 35 ,35%")
    [('tối thiểu tương ứng là 60%', 60.0, '>='), ('55%', 55.0, '>='), ('35 ,35%', 35.35, '=')]
    >>> show("kéo giảm ít nhất 10% số vụ; cắt giảm 15% lượng giống; tăng thêm 4,5%")
    [('ít nhất 10%', 10.0, '>='), ('cắt giảm 15%', 15.0, '-'), ('tăng thêm 4,5%', 4.5, '+')]
    >>> show("nâng từ 80% lên 90%; không vượt quá 3%; trên dưới 40%; từ 5 - 7%")
    [('từ 80%', 80.0, '='), ('90%', 90.0, '='), ('không vượt quá 3%', 3.0, '<='), ('trên dưới 40%', 40.0, '~'), ('từ 5', 5.0, '>='), ('7%', 7.0, '<=')]
    """
    if "%" not in bones and "phan tram" not in bones:
        return []
    ranges = {match.start("number"): match for match in _RANGE.finditer(bones)}
    found: list[Percent] = []
    previous: Percent | None = None
    for match in PERCENT.finditer(bones):
        number = match.start("number")
        span = ranges.get(number)
        if span and span["link"] != "va":
            low, high = _range(bones, span, match.end())
            if previous and previous.number == low.number:
                found.pop()
            found.extend((low, high))
            previous = high
            continue
        previous = _single(text, bones, match, previous)
        found.append(previous)
    return found


def _range(bones: str, match: re.Match[str], end: int) -> tuple[Percent, Percent]:
    change = match["link"].startswith(("len", "xuong"))
    low_end = match.end("low") + (1 if bones[match.end("low") : match.end("low") + 1] == "%" else 0)
    low = Percent(
        match.start(),
        low_end,
        match.start("low"),
        read_number(match["low"]),
        Comparator.EQUAL if change else Comparator.AT_LEAST,
        baseline=change,
    )
    about = _ABOUT.search(bones, 0, match.start())
    around = (about.start() if about else match.start(), end)
    prefix = (match["prefix"] or "").strip()
    comparator = Comparator.EQUAL if change else Comparator.AT_MOST
    for candidate, pattern in _BEFORE:
        if prefix and pattern.search(prefix):
            comparator = candidate
            break
    start = match.start("prefix") if prefix else match.start("number")
    high = Percent(start, end, match.start("number"), read_number(match["number"]), comparator)
    return low._replace(around=around), high._replace(around=around)


def _single(text: str, bones: str, match: re.Match[str], previous: Percent | None) -> Percent:
    number, end = match.start("number"), match.end()
    value = read_number(match["number"])
    up, down = _UP.match(bones, end), _DOWN.match(bones, end)
    window = bones[max(0, number - 80) : number]
    start, comparator = number, Comparator.EQUAL
    comparator_found = _comparator(text, number, window)
    if comparator_found:
        start, comparator = comparator_found
    if up or down:
        comparator = Comparator.AT_LEAST if up else Comparator.AT_MOST
        end = up.end() if up else down.end() if down else end
        start = _from(window, number) or number
    elif comparator_found is None:
        if previous and _inherits(bones, previous, number):
            comparator = previous.comparator
        elif (begin := _from(window, number)) is not None:
            start, comparator = begin, Comparator.AT_LEAST
        else:
            delta = _DELTA.search(window)
            if delta and not _STOP.search(window, delta.end("verb")) and is_delta(bones, end):
                comparator = Comparator.INCREASE if delta["verb"] == "tang" else Comparator.DECREASE
    return Percent(start, end, number, value, comparator)


def _from(window: str, number: int) -> int | None:
    match = _FROM.search(window)
    return number - len(window) + match.start() if match else None


def is_delta(bones: str, end: int) -> bool:
    """Whether what follows "N%" compares with another time: "so với năm 2023", "/năm".

    >>> is_delta("20% so voi nam 2023", 3), is_delta("20% ho so", 3)
    (True, False)
    """
    return bool(
        re.match(
            r"\s*(?:so voi|/nam|moi nam|tro|nam truoc|cung ky|trong|cho|doi voi|[.;]|$)",
            bones[end:],
        )
    )


def _comparator(text: str, number: int, window: str) -> tuple[int, Comparator] | None:
    offset = number - len(window)
    best: tuple[int, Comparator] | None = None
    for comparator, pattern in _BEFORE:
        match = pattern.search(window)
        if not match or not _fits(text, offset, match):
            continue
        at = offset + match.start("word")
        if best is None:
            best = (at, comparator)
            if comparator in {Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.ABOUT}:
                break
    return best


def _fits(text: str, offset: int, match: re.Match[str]) -> bool:
    """Words such as "tăng", "con", "gần" and the like only where the marks allow that word."""
    start = offset + match.start("word")
    word = match["word"]
    if word in {"con", "hon", "qua", "gan", "kem", "len", "tren", "them", "duoi"} and not is_word(
        text, start, word
    ):
        return False
    filler = match.string[match.end("word") :]
    if word in _ADVERBS and re.search(r"\b(?:dat|ty le|ti le|chi tieu|cua)\b", filler):
        return False
    if word == "con" and re.search(r"\bcon\s+(?:\w+\s+)+$", match.string[match.start("word") :]):
        return False
    return not (
        match["word"].startswith(("tang", "giam"))
        and re.search(r"\b(?:dat|cua|ty le|ti le|chi tieu)\b", filler)
    )


def _inherits(bones: str, previous: Percent, number: int) -> bool:
    between = bones[previous.end : number]
    return bool(_LIST.match(between)) and bool(
        _PAIRED.search(bones[max(0, previous.start - 60) : previous.end])
    )
