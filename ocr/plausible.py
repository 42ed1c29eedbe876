"""Numbers that cannot be: letters among digits, Roman numerals with an H, days that no month has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from models.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.words import ReadLine, ReadWord

_DOUBTED: Final = 0.5
_IMPOSSIBLE: Final = 0.4
_DIGIT: Final = re.compile(r"\d")
_LETTERS_IN_NUMBER: Final = re.compile(r"(?<![^\W\d_])[lIO](?=\d)|(?<=\d)[lO](?![^\W\d_])")
"""Signs that stand for 1 or 0: before a digit or behind one, no letters beside them."""
_ASSEMBLY: Final = re.compile(r"(?<=QH)[lI](?=\d)")
"""The same in the symbols of the National Assembly: UBTVQH12."""
_AS_DIGITS: Final = str.maketrans("lIO", "110")
_ROMAN: Final = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_MOCK_ROMAN: Final = re.compile(r"(?=\w\w)([IVXHl1|]*[Hl|][IVXHl1|]*)([.):;]?)")
_ITEM: Final = re.compile(r"^(\d{1,2}),(\d{1,2})\.$")
"""The number of an item, of which a speck made a share."""
_COUNTED: Final = frozenset(
    ("luc", "chuong", "muc", "phan", "quy", "khoa", "cap", "hang", "loai", "vung", "nhom", "ky")
)
"""Words that a Roman numeral follows, without marks."""
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_SHORT_DAY: Final = re.compile(r"\W*(\d{1,2})[/-](\d{1,2})\W*")
_NUMBER: Final = re.compile(r"\W*(\d{1,4})\W*")
_HALF_YEAR: Final = re.compile(r"\d\d\W{0,2}")
_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEARS: Final = range(1900, 2101)


def plausible(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Printed lines with impossible numbers mended where that is plain, else doubted; both flagged."""
    return [
        line._replace(words=_dated(_mended(_joined(line.words)))) if line.role.printed else line
        for line in lines
    ]


def _joined(words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """Days, months and years that fell in two put together: "ngày 1 1 tháng", "năm 20 24"."""
    found: list[ReadWord] = []
    for at, word in enumerate(words):
        last = found[-1] if found else word
        before = fold(found[-2].text) if len(found) > 1 else ""
        behind = fold(words[at + 1].text) if at + 1 < len(words) else ""
        if not _is_broken(before, last.text, word.text, behind):
            found.append(word)
            continue
        text = f"{last.text} {word.text}"
        whole = last._replace(
            text=last.text + word.text,
            right=word.right,
            top=min(last.top, word.top),
            bottom=max(last.bottom, word.bottom),
        )
        found[-1] = _other(whole, whole.text)._replace(first=text, rival=text)
    return tuple(found)


def _is_broken(before: str, left: str, right: str, behind: str) -> bool:
    """Whether two words are halves of one number.

    >>> _is_broken("ngay", "1", "1", "thang"), _is_broken("ngay", "4", "1", "thang")
    (True, False)
    >>> _is_broken("nam", "20", "24,", "va"), _is_broken("thang", "1", "2", "nam")
    (True, True)
    """
    if not left.isdigit() or not right[:1].isdigit():
        return False
    if before == "nam" and len(left) == 2 and _HALF_YEAR.fullmatch(right):
        return int(left + right[:2]) in _YEARS
    if len(left) != 1 or len(right) != 1 or not right.isdigit():
        return False
    value = int(left + right)
    return (before == "ngay" and behind == "thang" and 1 <= value <= max(_LENGTHS)) or (
        before == "thang" and behind == "nam" and 1 <= value <= len(_LENGTHS)
    )


def _mended(words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """Letters read for digits, and for strokes of Roman numerals, put right."""
    found = []
    for at, word in enumerate(words):
        text = as_digits(word.text)
        if at == 0:
            text = _ITEM.sub(r"\1.\2.", text)
        if (at == 0 and text[-1:] == ".") or (at and fold(words[at - 1].text) in _COUNTED):
            text = as_roman(text)
        found.append(word if text == word.text else _other(word, text))
    return tuple(found)


def as_digits(text: str) -> str:
    """A number without the letters that look like its digits.

    >>> [as_digits(text) for text in ("l5", "2O24;", "UBTVQHI2", "1O%", "Ia", "5l", "3I/12", "II.2")]
    ['15', '2024;', 'UBTVQH12', '10%', 'Ia', '51', '3I/12', 'II.2']
    """
    if not _DIGIT.search(text):
        return text
    text = _ASSEMBLY.sub("1", text)
    return _LETTERS_IN_NUMBER.sub(lambda found: found[0].translate(_AS_DIGITS), text)


def as_roman(text: str) -> str:
    """A Roman numeral whose strokes were read as H or l; other texts as they are.

    >>> [as_roman(text) for text in ("IH", "XH", "HII.", "lII", "VH.", "IV", "Hà", "H")]
    ['III', 'XII', 'III.', 'III', 'VII.', 'IV', 'Hà', 'H']
    """
    found = _MOCK_ROMAN.fullmatch(text)
    if not found:
        return text
    core = re.sub("[l1|]", "I", found[1])
    for strokes in ("II", "I"):
        if _ROMAN.fullmatch(numeral := core.replace("H", strokes)):
            return numeral + found[2]
    return text


def in_sequence(pages: Sequence[Sequence[ReadLine]]) -> list[list[ReadLine]]:
    """Pages on which a section that bears the number of the one before it is the next one.

    Where another reader saw just that number it is taken, else the number is doubted.
    """
    last = 0
    result: list[list[ReadLine]] = []
    for page in pages:
        lines = []
        for line in page:
            own = _in_turn(line, last) if line.role.printed and line.words else line
            last = (_section(own.words[0].text) if own.role.printed and own.words else 0) or last
            lines.append(own)
        result.append(lines)
    return result


def _in_turn(line: ReadLine, last: int) -> ReadLine:
    """A line after section ``last``; changed where it bears that number once more."""
    word = line.words[0]
    if not _section(word.text) == last > 1:
        return line
    rival = word.rival or ""
    if _section(rival) == last + 1:
        word = _other(word, rival)
    else:
        word = word._replace(confidence=min(word.confidence, _DOUBTED), rival=rival)
    return line._replace(words=(word, *line.words[1:]))


def _section(text: str) -> int:
    """Value of a Roman numeral with a dot; 0 of other texts.

    >>> [_section(text) for text in ("III.", "XIV.", "IX.", "V.A", "II")]
    [3, 14, 9, 0, 0]
    """
    core = text.removesuffix(".")
    if core == text or not _ROMAN.fullmatch(core):
        return 0
    worth = [{"I": 1, "V": 5, "X": 10}[letter] for letter in core]
    return sum(
        -one if any(other > one for other in worth[at:]) else one for at, one in enumerate(worth)
    )


def _dated(words: tuple[ReadWord, ...]) -> tuple[ReadWord, ...]:
    """Days that the calendar lacks doubted; where another reader saw one that it has, that one."""
    found = list(words)
    for at, word in enumerate(words):
        if not _DIGIT.search(word.text) or is_possible(words, at):
            continue
        rival = word.rival or ""
        other = (*words[:at], word._replace(text=rival), *words[at + 1 :])
        if _DIGIT.search(rival) and is_possible(other, at):
            found[at] = _other(word, rival)
        else:
            sure = min(word.confidence, _IMPOSSIBLE)
            found[at] = word._replace(confidence=sure, rival=rival)
    return tuple(found)


def is_possible(words: Sequence[ReadWord], at: int) -> bool:
    """Whether the calendar has the day, month or year that a word names, if it names one.

    >>> from ocr.words import ReadWord
    >>> row = [ReadWord(t, 0, 0, 9, 9) for t in "ngày 37 tháng 02 năm 2054 và 30/2/2024".split()]
    >>> [is_possible(row, at) for at in (1, 3, 5, 7)]
    [False, True, True, False]
    """
    text = words[at].text
    for day, month, year in _DAY.findall(text):
        if not _is_day(int(day), int(month)) or int(year) not in _YEARS:
            return False
    before = fold(words[at - 1].text) if at else ""
    number = _NUMBER.fullmatch(text)
    if number is None:
        short = _SHORT_DAY.fullmatch(text)
        return before != "ngay" or short is None or _is_day(int(short[1]), int(short[2]))
    value = int(number[1])
    names = [fold(word.text) for word in words[max(at - 3, 0) : at]]
    if before == "ngay":
        behind = [fold(word.text) for word in words[at + 1 : at + 2]]
        return behind != ["thang"] or 1 <= value <= max(_LENGTHS)
    if names[:1] == ["ngay"] and names[2:] == ["thang"]:
        day = _NUMBER.fullmatch(words[at - 2].text)
        return 1 <= value <= len(_LENGTHS) and (
            day is None or not 1 <= int(day[1]) <= max(_LENGTHS) or _is_day(int(day[1]), value)
        )
    if names[:1] == ["thang"] and names[2:] == ["nam"]:
        return value in _YEARS
    return True


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= len(_LENGTHS) and 1 <= day <= _LENGTHS[month - 1]


def _other(word: ReadWord, text: str) -> ReadWord:
    """The word with another text, which a person is asked to look at."""
    return word._replace(
        text=text,
        confidence=min(word.confidence, _DOUBTED),
        first=word.first or word.text,
        rival=word.text,
    )
