"""Words of a title that a stamp or the recogniser damaged: left out, or as the body repeats them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.letters import LOWER, UPPER
from extract.running_case import is_capitals
from extract.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.segments import Segment
    from models.reading import Word

_ABOUT = re.compile(r"\b(?:ve viec|v/v)\s")
_DIRT: Final = 0.7
"""Confidence of a word that a stamp gave."""
_DOUBT: Final = 0.9
"""Confidence from which a word of the title stands, whatever the body says."""
_INK = re.compile(rf"[^\W\d_]*[{LOWER}][{UPPER}][^\W\d_]*")
"""A capital behind a small letter, as no word but an abbreviation has it."""
_ODD = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[\[\]{}<>+|@#~^]")
"""Digits among letters, and signs that no title has."""
_WORD = re.compile(r"\S+")
_NUMBER = re.compile(r"\d[\d/.,-]*\d|\d")
_STUCK = re.compile(r"[^\W\d_][:;.,][^\W\d_]")
"""Two words that a speck ties together."""
_AGREE: Final = 2
"""Words on either side of a difference that both places have alike."""
_MOST: Final = 3
"""Words of a difference."""
_REACH: Final = 4000
"""Characters of the body in which a title is repeated."""


class Doubtful(NamedTuple):
    """A word, and how surely it was read."""

    text: str
    sure: float


def without_dirt(piece: Segment) -> str:
    """The line without the words of a stamp before it.

    They stand before "Về việc", in capitals or hardly read, or are no words at all.
    """
    text = piece.text.lstrip(" .,;:'‘’`_~|*=-–—")
    about = _ABOUT.search(skeleton(text))
    words = [word for word in piece.line.words if piece.start <= word.start < piece.end]
    if about and about.start():
        before = [word for word in words if word.end <= piece.end - len(text) + about.start()]
        doubtful = min((word.confidence for word in before), default=1.0) < _DIRT
        odd = any(_ODD.search(word.text) for word in before)
        if is_capitals(text[: about.start()]) or (doubtful and odd) or _mean(before) < _DIRT:
            return text[about.start() :]
    ends = [
        word.start + token.end()
        for word in words[:2]
        if word.confidence < _DOUBT
        for token in _WORD.finditer(word.text)
        if _INK.fullmatch(token[0])
    ]
    return piece.line.text[ends[-1] : piece.end].lstrip() if ends else text


def _mean(words: Sequence[Word]) -> float:
    return sum(word.confidence for word in words) / len(words) if words else 1.0


def as_repeated(title: Sequence[Doubtful], body: str) -> list[str] | None:
    """The title's words with doubtful ones as the body spells them; None where all stay.

    Both places must agree on two words on either side of the difference.

    >>> words = "kế hoạch phòng, chống rửa tiền, tài trợ:khủng bố và trợ phổ biến vũ khí".split()
    >>> body = "Điều 1. Ban hành Kế hoạch phòng, chống rửa tiền, tài trợ khủng bố và tài trợ phổ biến vũ khí."
    >>> " ".join(as_repeated([Doubtful(word, 0.5) for word in words], body))
    'kế hoạch phòng, chống rửa tiền, tài trợ khủng bố và tài trợ phổ biến vũ khí'
    >>> as_repeated([Doubtful(word, 0.99) for word in "tiền và trợ phổ biến vũ khí".split()], body) is None
    True
    """
    printed = _WORD.findall(body[:_REACH])
    ours, theirs = [_key(word.text) for word in title], [_key(word) for word in printed]
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False)
    steps = blocks.get_opcodes()
    words: list[str] = []
    mended = False
    for at, (kind, a, b, c, d) in enumerate(steps):
        own = [word.text for word in title[a:b]]
        between = 0 < at < len(steps) - 1
        if kind != "equal" and between and b - a <= _MOST and d - c <= _MOST:
            before, behind = steps[at - 1], steps[at + 1]
            agreed = min(before[2] - before[1], behind[2] - behind[1]) >= _AGREE
            least = min((word.sure for word in title[max(a - 1, 0) : b + 1]), default=1.0)
            doubtful = least < _DOUBT or any(_STUCK.search(text) for text in own)
            sacred = _NUMBER.findall(" ".join(own)) != _NUMBER.findall(" ".join(printed[c:d]))
            if agreed and d > c and doubtful and not sacred:
                own, mended = printed[c:d], True
        words += own
    return words if mended else None


def _key(word: str) -> str:
    return "".join(char for char in skeleton(word) if char.isalnum())
