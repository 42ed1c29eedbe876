"""The percentages that a task asks for, and figures that lost their "%"."""

from __future__ import annotations

import re

from extract.found import Found
from extract.measure import measure_of, paired_measures
from extract.percents import Percent, find_percents
from extract.skeleton import skeleton
from models.notice import Comparator, Flag, Percentage

_IN_BRACKETS = re.compile(r"\([^()]{0,60}$")
_STATES = re.compile(
    r"\b(?:hien|den nay|moi dat|chi dat|thuc te|dang|nam 20\d\d (?:la|dat)|cung ky|ke hoach la|truoc day|da dat|ket qua)\b"
)
_NOW = re.compile(
    r"\b(?:hien nay|hien tai|hien|den nay|thuc te)\b[^,;.:()%]{0,60}\b(?:moi|chi|dat|la|dang|con|o muc)\b[^,;.:()%]{0,25}$"
    r"|\b(?:moi|chi)\s+(?:dat|chiem|o muc|hoan thanh)\b[^,;.:()%]{0,25}$"
)
_DECIMAL = re.compile(r"\d\s?,\s?\d")
_NO_SIGN = re.compile(
    r"\b(?:dat|chiem|ty le|ti le|con|muc|la)\s+(?P<number>(?<![\d.,])\d{1,3}\s?,\s?\d{1,2})(?!\d|\s?%|\s*(?:\w|/))"
)


def find_percentages(text: str) -> list[Found[Percentage]]:
    """Every "N%" that a task's text asks for; present values are no targets.

    >>> def show(text):
    ...     return [(f.value.verbatim, f.value.value, f.value.comparator.value) for f in find_percentages(text)]
    >>> show("Số hóa 100% hồ sơ tiếp nhận mới, giữ tỷ lệ trễ hạn dưới 0,5%")
    [('100%', 100.0, '='), ('dưới 0,5%', 0.5, '<')]
    >>> show("nâng tỷ lệ hài lòng (hiện là 93,5%) lên trên 95%")
    [('trên 95%', 95.0, '>')]
    >>> show("Nâng tỷ lệ diện tích lúa lên 45% trở lên; nâng từ 80% lên 90%")
    [('45% trở lên', 45.0, '>='), ('lên 90%', 90.0, '=')]
    """
    bones = skeleton(text)
    percents = find_percents(text, bones)
    if not percents:
        return []
    measures = paired_measures(text, bones, percents)
    found = []
    for percent in percents:
        if percent.baseline or is_present(bones, percent):
            continue
        start = _start(bones, percent)
        value = Percentage(
            verbatim=text[start : percent.end],
            value=percent.value,
            comparator=percent.comparator,
            measure=measures.get(percent.number) or measure_of(text, bones, percent),
            flags=_flags(percent),
        )
        found.append(Found(start, percent.end, value))
    return found


def is_present(bones: str, percent: Percent) -> bool:
    """Whether a percentage inside a task says what is so: "(hiện là 93,5%)".

    >>> from extract.skeleton import skeleton
    >>> text = "đẩy nhanh giải ngân (hiện mới đạt 35%)"
    >>> is_present(skeleton(text), find_percents(text, skeleton(text))[0])
    True
    """
    before = bones[max(0, percent.start - 80) : percent.start]
    bracket = _IN_BRACKETS.search(before)
    if bracket:
        return bool(_STATES.search(bracket[0]))
    return bool(_NOW.search(before))


def find_missing_signs(text: str) -> list[Found[Flag]]:
    """Figures that look like a percentage without its sign: flagged, never completed.

    >>> [f.value.detail for f in find_missing_signs("đến nay Lĩnh vực đất đai đạt 89,32; Số hóa")]
    ['89,32']
    >>> find_missing_signs("đạt 35,35% và đạt 15,53 ha")
    []
    """
    found: list[Found[Flag]] = []
    if not _DECIMAL.search(text):
        return found
    for match in _NO_SIGN.finditer(skeleton(text)):
        number = text[match.start("number") : match.end("number")]
        flag = Flag(code="percent_sign_missing", detail=number)
        found.append(Found(match.start("number"), match.end("number"), flag))
    return found


def _start(bones: str, percent: Percent) -> int:
    """Where "lên 90%" starts: it keeps its verb of change."""
    if percent.comparator is not Comparator.EQUAL:
        return percent.start
    link = re.search(
        r"\b(?:len|xuong(?:\s+con)?)\s*$", bones[max(0, percent.start - 12) : percent.start]
    )
    return percent.start - len(link[0]) if link else percent.start


def _flags(percent: Percent) -> tuple[Flag, ...]:
    growth = percent.comparator.value in "+-"
    if percent.value > 100 and not growth:
        return (Flag(code="percent_above_100", field="value", detail=f"{percent.value:g}"),)
    return ()
