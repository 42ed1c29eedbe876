"""Authority and title of the signer, of which a seal hides the beginning.

By Decree 30/2020 a deputy signs under "KT." and the head's title, below it stands the deputy's:
two lines that end alike tell the beginning of each other. Over a head's title a body stands as "TM."
only, and an office signs by its chief. What is put in has low confidence and a flag.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from models import LineRole
from ocr.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.words import ReadLine, ReadWord

_HEADS: Final = tuple(
    tuple(title.split())
    for title in (
        "THỦ TƯỚNG", "TỔNG GIÁM ĐỐC", "GIÁM ĐỐC", "CHỦ TỊCH", "CHỦ NHIỆM", "CHÁNH VĂN PHÒNG", "CỤC TRƯỞNG",
        "TRƯỞNG PHÒNG", "TRƯỞNG BAN", "HIỆU TRƯỞNG", "VIỆN TRƯỞNG", "VỤ TRƯỞNG", "CHÁNH THANH TRA",
    )
)  # fmt: skip
"""Titles whose deputy is PHÓ and the same; of a minister it is THỨ TRƯỞNG."""
_CHIEF: Final = ("CHÁNH", "VĂN", "PHÒNG")
_TELLING: Final = frozenset({"TỊCH", "NHIỆM", "ĐỐC", "TƯỚNG"})
"""Last words that end one title only."""
_BODIES: Final = (("ỦY", "BAN", "NHÂN", "DÂN"), ("UỶ", "BAN", "NHÂN", "DÂN"))
_AUTHORITY: Final = re.compile(r"(?:K/?T|T/?M|T/?L|TUQ|Q)[.,:]?")
_TITLE_WORDS: Final = frozenset(
    word for title in _HEADS for word in (*title, f"{title[-1]},")
) | frozenset({"BỘ", "TRƯỞNG,", "PHÓ", "THỨ", "QUYỀN", "TỔNG", "CHI", "THƯỜNG", "TRỰC"})
_DEPUTIES: Final = frozenset({"PHÓ", "THỨ", "QUYỀN"})
_PUT_IN: Final = 0.5
_LETTERS: Final = 3
"""Of a title or a name, at least."""


def titled(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Lines with the signer's titles whole and without what the seal left before them."""
    result = list(lines)
    rows = [
        at
        for at, line in enumerate(result)
        if line.words and line.column == 1 and line.role in (LineRole.CLOSING, LineRole.NOISE)
    ]
    ends = {at: end for at in rows if (end := _end_of(result[at].words))}
    for at in rows:
        result[at] = _without_marks(result[at])
        if sum(char.isalpha() for char in result[at].text) < _LETTERS:
            result[at] = result[at]._replace(role=LineRole.NOISE)
    first = min((result[at].top for at in ends), default=0.0)
    for at in rows:
        if ends and result[at].role is LineRole.NOISE and result[at].top > first:
            result[at] = _named(result[at])
    titles = sorted(ends, key=lambda at: result[at].top)
    for at in titles:
        result[at] = _cleared(result[at], len(ends[at][1]))
    deputies = False
    for one, other in pairwise(titles):
        title = ends[one][0]
        near = result[other].top - result[one].top < 3 * (result[one].bottom - result[one].top)
        if title == ends[other][0] and near:
            result[one] = _whole(result[one], title, "KT.", len(ends[one][1]))
            result[other] = _whole(result[other], title, "PHÓ", len(ends[other][1]))
            deputies = True
        elif title in _BODIES and near and len(ends[one][1]) == len(title):
            result[one] = _whole(result[one], title, "TM.", len(title))
    if titles and not deputies and ends[titles[-1]][0] == _CHIEF:
        result[titles[-1]] = _whole(result[titles[-1]], _CHIEF, "", len(ends[titles[-1]][1]))
    return result


def _without_marks(line: ReadLine) -> ReadLine:
    """A title or a name without strokes of a pen before it."""
    words = line.words
    while len(words) > 1 and not any(c.isalnum() for c in words[0].text):
        words = words[1:]
    return line._replace(words=words)


def _named(line: ReadLine) -> ReadLine:
    """A line that ends on two words of a name, of which a pen crossed the first, is no noise."""
    name: list[ReadWord] = []
    for word in reversed(line.words):
        begin = _name_begins(word.text)
        if begin is None:
            break
        sure = min(word.confidence, _PUT_IN)
        text = word.text[begin:]
        name.insert(0, word._replace(text=text, confidence=sure, first=word.text, rival=word.text))
        if begin:
            break
    return line._replace(words=tuple(name), role=LineRole.CLOSING) if len(name) > 1 else line


def _name_begins(text: str) -> int | None:
    """Where a word of a name begins, behind whatever a pen left before it; None if there is none.

    >>> _name_begins("Mạnh"), _name_begins("_.Mạnh"), _name_begins("aunffMạnh"), _name_begins("mạnh")
    (0, 2, 5, None)
    """
    at = next((at for at in range(len(text) - 1, -1, -1) if text[at].isupper()), None)
    if at is None or not text[at:].isalpha() or not text[at + 1 :].islower():
        return None
    capital_before = at > 0 and text[at - 1].isupper()
    return at if is_syllable(text[at:]) and not capital_before else None


def _end_of(words: Sequence[ReadWord]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The title that the line ends on, and how much of it is there; None if it is no title."""
    texts = tuple(_core(word.text) for word in words)
    best: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    for title in (*_HEADS, *_BODIES):
        for length in range(len(title), 0, -1):
            end = title[-length:]
            if texts[-length:] != end or (length == 1 and end[0] not in _TELLING):
                continue
            fits = (length, -len(title))
            if best is None or fits > (len(best[1]), -len(best[0])):
                best = title, end
            break
    return best


def _core(text: str) -> str:
    """Letters of a word that ink stuck to.

    >>> _core("‘CHỦ"), _core("TỊCH.")
    ('CHỦ', 'TỊCH')
    """
    return text.strip("‘’'\"“”.,;:*_-—–~^`|°<>()[]")


def _cleared(line: ReadLine, length: int) -> ReadLine:
    """The line without what is no word of a title before the title's end."""
    words = list(line.words)
    lead = len(words) - length
    kept = [word for word in words[:lead] if _is_title_word(word)]
    if len(kept) == lead and line.role is LineRole.CLOSING:
        return line
    return line._replace(words=(*kept, *words[lead:]), role=LineRole.CLOSING)


def _is_title_word(word: ReadWord) -> bool:
    core = _core(word.text)
    return (
        _AUTHORITY.fullmatch(word.text) is not None
        or f"{core}," in _TITLE_WORDS
        or core in _TITLE_WORDS
        or (len(core) > 1 and core.isupper() and is_syllable(core.lower()))
    )


def _whole(line: ReadLine, title: tuple[str, ...], lead: str, length: int) -> ReadLine:
    """The line with the title's missing words and ``lead`` before it."""
    words = list(line.words)
    at = len(words) - length
    for text in reversed(title[: len(title) - length]):
        core = _core(words[at - 1].text) if at else ""
        if core == text:
            at -= 1
        elif len(core) > 1 and text.endswith(core):
            at -= 1
            words[at] = words[at]._replace(text=text, confidence=_PUT_IN, rival=core)
        else:
            words.insert(at, _put_in(words[at], text))
    first = words[0].text
    if lead and not (_AUTHORITY.fullmatch(first) or _core(first).upper() in _DEPUTIES):
        words.insert(0, _put_in(words[0], lead))
    return line._replace(words=tuple(words))


def _put_in(before: ReadWord, text: str) -> ReadWord:
    """A word in the place to the left of another."""
    height = before.height
    right = before.left - 0.35 * height
    return before._replace(
        text=text,
        left=max(right - 0.75 * height * len(text), 0.0),
        right=max(right, 1.0),
        confidence=_PUT_IN,
        first="",
        rival="",
    )
