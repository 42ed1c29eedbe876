"""Words that run together: parted where a blank was likely and both sides are words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ocr.repair.syllable import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

_LIKELY: Final = -9.6
"""Log P of a blank from which one may have been overlooked."""
_AT_CAPITALS: Final = -9.3
"""The same where small letters meet capitals, which they do in few words."""
_IN_CAPITALS: Final = -8.1
"""The same among capitals, where abbreviations stand."""
_CONSONANTS: Final = frozenset("bcdđghklmnpqrstvx")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_SYMBOL: Final = re.compile(r"[A-ZĐ]{2}$")
"""The end of an abbreviation or of a document's symbol."""
_SHORTEST: Final = 2
_LONGEST: Final = 24
"""Letters; more of them are no words that run together."""


def parted(text: str, blanks: Sequence[float]) -> list[int]:
    """Places where a text falls into words; none where it is a word, or its pieces are none.

    Args:
        text: letters of the alphabet with signs around them
        blanks: log P of a blank behind each character

    >>> parted("tratừ", [-9.0, -9.0, -5.0, -9.0, -9.0]), parted("trang", [-5.0] * 5)
    ([3], [])
    >>> parted("TT-BTCngày", [-8.0] * 10), parted("Internet", [-9.0] * 8)
    ([6], [])
    """
    core = _LETTERS.findall(text)
    if not core or len(text) > _LONGEST or all(is_syllable(part.lower()) for part in core):
        return []
    return _parted(text, blanks) or []


def _parted(text: str, blanks: Sequence[float]) -> list[int] | None:
    """Places that leave nothing but words; None where there are no such places."""
    places = [at for at in range(1, len(text)) if blanks[at - 1] > _least(text, at)]
    for at in sorted(places, key=lambda place: -blanks[place - 1]):
        head, rest = text[:at], text[at:]
        if not (_is_word(head) or _SYMBOL.search(head)):
            continue
        if _is_word(rest) and _begins_word(rest):
            return [at]
        if _begins_word(rest) and (more := _parted(rest, blanks[at:])) is not None:
            return [at, *(at + place for place in more)]
    return None


def _least(text: str, at: int) -> float:
    """Log P of a blank from which one may stand before the character."""
    before, behind = text[at - 1], text[at]
    if not (before.isalpha() and behind.isalpha()):
        return 0.0
    if before.isupper() != behind.isupper():
        return _AT_CAPITALS
    return _IN_CAPITALS if before.isupper() else _LIKELY


def _begins_word(text: str) -> bool:
    """Whether a consonant begins it: nearly all second words have one, wrong halves often none."""
    return text[0].lower() in _CONSONANTS


def _is_word(text: str) -> bool:
    """Whether the letters are syllables, small, large or with a capital in front."""
    parts = _LETTERS.findall(text)
    return bool(parts) and all(
        len(part) >= _SHORTEST
        and is_syllable(part.lower())
        and (part.isupper() or part[1:].islower())
        for part in parts
    )
