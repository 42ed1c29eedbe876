"""A name read twice: what capitals or a seal damaged in one place, another place of the text has."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extract.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\s,;.:()]+")
_APART = re.compile(r"[,;.:()\n]")
_WRONG_IN = 8
"""One wrong letter is allowed in so many: the marks, which capitals lose first, do not count."""
_WRONG_LETTERS = 3
"""The same within a single word."""
_SURE = 0.9
"""Confidence from which the words of the letterhead weigh as much as the body's."""


def as_printed_elsewhere(name: str, confidence: float, texts: Iterable[str]) -> str:
    """The name as most of its occurrences in other texts spell it; itself, where it stands alone.

    >>> body = "Ủy ban nhân dân xã Phước Điền thông báo đến các cơ quan"
    >>> as_printed_elsewhere("Ủy ban nhân dân xã Phươc Đien", 0.5, [body])
    'Ủy ban nhân dân xã Phước Điền'
    >>> as_printed_elsewhere("Sở Y tế", 0.95, ["Sở Tư pháp trình"])
    'Sở Y tế'
    >>> as_printed_elsewhere("Văn phòng Chínhphủ", 0.92, ["Văn phòng Chính phủ thông báo"])
    'Văn phòng Chính phủ'
    """
    words = name.split()
    if not words:
        return name
    votes: Counter[str] = Counter()
    for text in texts:
        votes.update(_spellings(words, text))
        if len(words) > 1:
            # A recogniser may lose the blank between two words.
            votes.update(_spellings(words, text, parted=True))
    if not votes:
        return name
    spelling, count = votes.most_common(1)[0]
    own = votes[name] + (1.0 if confidence >= _SURE else 0.4)
    parted = len(spelling.split()) > len(words)
    doubtful = confidence < _SURE or parted or _marks(spelling) > _marks(name)
    return spelling if count > own or (count == own and doubtful) else name


def _marks(name: str) -> int:
    """Letters with marks: damage loses more of them than it makes up."""
    return sum(not char.isascii() for char in name)


def _spellings(words: list[str], text: str, *, parted: bool = False) -> Iterator[str]:
    """Where the text has the words, or with ``parted`` the same letters in one word more."""
    bones = skeleton(" ".join(words)).lower()
    plain = skeleton(text)
    allowed = 1 if parted else len(bones) // _WRONG_IN
    last = len(words) - 1 + parted
    starts, ends = _words(text)
    for first, start in enumerate(starts[: max(0, len(starts) - last)]):
        end = ends[first + last]
        if plain[start] != bones[0] or abs(end - start - len(bones)) > allowed:
            continue
        found = text[start:end]
        if not found[0].isupper() or found.isupper() or _APART.search(found):
            continue
        if parted and plain[start:end].replace(" ", "") != bones.replace(" ", ""):
            continue
        if Levenshtein.distance(plain[start:end], bones, score_cutoff=allowed) > allowed:
            continue
        if parted or _word_by_word(words, found.split()):
            yield found


def _word_by_word(words: list[str], others: list[str]) -> bool:
    """Whether no word is another one: "tỉnh chủ trì" is no spelling of "tỉnh Phú Gia"."""
    return all(
        Levenshtein.distance(skeleton(one), skeleton(other)) <= max(len(one) // _WRONG_LETTERS, 1)
        for one, other in zip(words, others, strict=True)
    )


@lru_cache(maxsize=8)
def _words(text: str) -> tuple[list[int], list[int]]:
    """Where the words of a text begin and end."""
    spans = [match.span() for match in _WORD.finditer(text)]
    return [start for start, _ in spans], [end for _, end in spans]
