"""Sentences of a paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.letters import UPPER


class Sentence(NamedTuple):
    """``text[start:end]`` is one sentence with its final mark."""

    start: int
    end: int


_END = re.compile(r"(?:[.!?…](?:[”\")])?|(?<=[^.])\./\.)\s+(?=[“\"(]?[^\W\d_])")
_SHORTENED = re.compile(
    r"(?:\b(?:TP|Tp|TX|TT|Q|P|H|X|Ths|ThS|TS|PGS|GS|BS|KS|CN|ThS|Th|St|Mr|Ông|đ/c|Đ/c|v\.v|KT|TL|TM|TUQ)"
    rf"|\b[{UPPER}]|\.\.|\bĐiều \d{{1,3}})\.$"
)
"""Dots that end no sentence: "TP. Huế", "V.I", "Q. 1", "Điều 2. …"."""


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """The sentences of ``text[start:end]``.

    >>> text = "Rà soát hồ sơ tại TP. Huế. Yêu cầu các sở báo cáo."
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['Rà soát hồ sơ tại TP. Huế.', 'Yêu cầu các sở báo cáo.']
    """
    stop = len(text) if end is None else end
    found: list[Sentence] = []
    begin = start
    for match in _END.finditer(text, start, stop):
        if text[match.end() : match.end() + 1].islower():
            continue
        if _SHORTENED.search(text[begin : match.start() + 1]):
            continue
        if text.count("(", begin, match.start()) > text.count(")", begin, match.end()):
            continue
        found.append(Sentence(begin, match.start() + len(match.group().rstrip())))
        begin = match.end()
    if begin < stop:
        found.append(Sentence(begin, stop))
    return found
