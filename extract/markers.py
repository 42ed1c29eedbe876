"""Numbers, letters and dashes that begin an item of the outline."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from extract.letters import UPPER


class MarkerKind(IntEnum):
    """Kinds of markers; a greater number lies deeper where nothing else is known."""

    PART = 0
    """"Phần I", "A."."""
    ROMAN = 1
    ARABIC = 2
    DECIMAL = 3
    """"2.1."."""
    DEEP_DECIMAL = 4
    """"2.1.3."."""
    LETTER = 5
    BRACKET = 6
    """"(1)", "1)"."""
    NAME = 7
    """A heading that is the name of those who are to act, without number."""
    DASH = 8
    PLUS = 9
    ROW = 10
    """The number of a row of a table."""


class Marker(NamedTuple):
    """One way to read the beginning of a line."""

    kind: MarkerKind
    label: str
    """As the path shows it: "II", "3", "2.1", "đ"; empty for dashes."""
    number: int
    """Position among its siblings; 0 for dashes."""
    width: int
    """Characters up to the text of the item."""
    sure: bool = True
    """False where letters were taken for digits ("l." for "1.")."""


LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""The Vietnamese alphabet as Nghị định 30/2020 letters its points."""

UNREAD: Final = -1
"""The number of a marker that stands where one is due and cannot be read."""
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50}
_LETTER_READ_AS_ONE: Final = str.maketrans(
    {"l": "1", "I": "1", "|": "1", "!": "1", "i": "1", "O": "0", "o": "0"}
)
_DIGIT_READ_FOR_I: Final = str.maketrans(
    {"l": "I", "1": "I", "|": "I", "!": "I", "i": "I", "v": "V", "x": "X"}
)

_ROMAN = re.compile(
    r"((?:[IVXivxl1|!] ?){1,6})[.,)]\s*(?=[“\"(]?[^\W\d_])|([IVX]{1,5})\s?[-–:]\s*(?=[^\W\d_])"
)
_PART = re.compile(
    r"(?:Phần|PHẦN|Mục|MỤC)\s+(?:thứ\s+)?([IVX]{1,5}|\d{1,2}|[A-Z]|nhất|hai|ba)\b[.:]?\s*|([A-H])[.)]\s+(?=[^\W\d_])"
)
_DECIMAL = re.compile(
    r"([\dlIO|]{1,2})\s?[.,]\s?([\dlIO|]{1,2})(?:\s?[.,]\s?([\dlIO|]{1,2}))?\s?[.,):]?\s*(?=[“\"(]?[^\W\d_])"
)
_ARABIC = re.compile(r"([\dlI|!]{1,2})\s?([.,/:])\s*(?=[“\"(]?[^\W\d_])")
_HYPHENED = re.compile(rf"(\d{{1,2}})\s?[-–]\s+(?=[“\"]?[{UPPER}])")
"""As Party offices number: "1- Các chi bộ"."""
_BRACKET = re.compile(r"(?:\(\s?(\d{1,2}|[ivx]{1,4})\s?\)|(\d{1,2})\s?\))\s*(?=[“\"(]?[^\W\d_])")
_LETTER = re.compile(r"([a-zđ])\s?([.)])\s*(?=[“\"(]?[^\W_])")
_MISREAD_LETTER = re.compile(
    rf"([^\w\s(\[“\"]|[^\W\d_{UPPER}a-y]|[069])\s?\)\s+(?=[“\"]?[{UPPER}])"
)
"""A letter that recognition left as another sign: "ø) Củng cố"."""
_SPECK = re.compile(r"[-–—_.,'`~*]{1,2}\s?(?=(?:\d{1,2}|[IVX]{1,4})\s?[.)/]|[a-zđ]\s?\))")
"""Dirt before a number: "—3. Việc"."""
_DASH = re.compile(rf"[-–—−•*▪■●◦►·~¬](?:\s+|(?=[{UPPER}“\"]))")
_PLUS = re.compile(r"\+\s*(?=[“\"(]?[^\W_])")


def roman_value(text: str) -> int | None:
    """The number a Roman numeral stands for.

    >>> roman_value("IV"), roman_value("IIX")
    (4, None)
    """
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_VALUES.get(here, 0)
        total += -value if value < _ROMAN_VALUES.get(after, 0) else value
    return total if text and roman(total) == text else None


def roman(number: int) -> str:
    """A number below 40 as a Roman numeral.

    >>> roman(14)
    'XIV'
    """
    ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return "X" * (number // 10) + ones[number % 10] if number > 0 else ""


@lru_cache(maxsize=4096)
def readings(line: str) -> tuple[Marker, ...]:
    """All ways to read the beginning of a line as a marker, the plainest first.

    >>> [(m.kind.name, m.label) for m in readings("đ) Tăng cường kiểm soát")]
    [('LETTER', 'đ')]
    >>> [(m.kind.name, m.label, m.sure) for m in readings("l. Về đánh giá kết quả")]
    [('ARABIC', '1', False), ('ROMAN', 'I', False), ('LETTER', 'l', True)]
    >>> [(m.kind.name, m.label, m.width) for m in readings("—3. Việc triển khai")][0]
    ('ARABIC', '3', 4)
    >>> readings("Giao Phòng Nội vụ")
    ()
    """
    speck = _SPECK.match(line)
    if speck:
        clean = [m._replace(width=m.width + speck.end()) for m in _read(line[speck.end() :])]
        return (*clean, *_read(line))
    return tuple(_read(line))


def _read(line: str) -> list[Marker]:
    found: list[Marker] = []
    decimal = _DECIMAL.match(line)
    if decimal:
        found += _decimals(decimal)
    if not found:
        found += _arabics(line)
        found += _romans(line)
    bracket = _BRACKET.match(line)
    if bracket:
        label = bracket.group(1) or bracket.group(2)
        number = int(label) if label.isdigit() else roman_value(label.upper()) or 0
        found.append(Marker(MarkerKind.BRACKET, label, number, bracket.end()))
    letter = _LETTER.match(line)
    if letter and letter.group(1) in LETTERS + "fjwz":
        number = LETTERS.find(letter.group(1)) + 1
        found.append(Marker(MarkerKind.LETTER, letter.group(1), number, letter.end()))
    elif misread := _MISREAD_LETTER.match(line):
        found.append(Marker(MarkerKind.LETTER, misread.group(1), UNREAD, misread.end(), sure=False))
    part = _PART.match(line)
    if part:
        label = part.group(1) or part.group(2)
        number = roman_value(label) or (
            ord(label) - 64 if len(label) == 1 and label.isupper() else 1
        )
        found.append(Marker(MarkerKind.PART, label, number, part.end()))
    for rule, kind in ((_DASH, MarkerKind.DASH), (_PLUS, MarkerKind.PLUS)):
        match = rule.match(line)
        if match:
            found.append(Marker(kind, "", 0, match.end()))
    return found


def _decimals(match: re.Match[str]) -> list[Marker]:
    groups = [group for group in match.groups() if group is not None]
    plain = [group.translate(_LETTER_READ_AS_ONE) for group in groups]
    if not all(group.isdigit() and 0 < int(group) < 60 for group in plain):
        return []
    kind = MarkerKind.DECIMAL if len(plain) == 2 else MarkerKind.DEEP_DECIMAL
    label = ".".join(str(int(group)) for group in plain)
    return [Marker(kind, label, int(plain[-1]), match.end(), plain == groups)]


def _arabics(line: str) -> list[Marker]:
    match = _ARABIC.match(line)
    if match is None:
        hyphened = _HYPHENED.match(line)
        number = int(hyphened.group(1)) if hyphened else 0
        if hyphened is None or not number:
            return []
        return [Marker(MarkerKind.ARABIC, str(number), number, hyphened.end())]
    raw = match.group(1)
    plain = raw.translate(_LETTER_READ_AS_ONE)
    if not plain.isdigit() or int(plain) == 0:
        return []
    sure = plain == raw and match.group(2) == "."
    return [Marker(MarkerKind.ARABIC, str(int(plain)), int(plain), match.end(), sure)]


def _romans(line: str) -> list[Marker]:
    match = _ROMAN.match(line)
    if match is None:
        return []
    raw = (match.group(1) or match.group(2)).replace(" ", "")
    plain = raw.translate(_DIGIT_READ_FOR_I)
    number = roman_value(plain)
    if number is None:
        return []
    marker = Marker(MarkerKind.ROMAN, plain, number, match.end(), raw == plain)
    return [marker]
