"""The clauses of a task: each piece of work that its sentence or sentences ask for."""

from __future__ import annotations

import re
from typing import NamedTuple

_ENDS = re.compile(r";\s*|\.\s+(?=[^\W\d_])")


class Clause(NamedTuple):
    """A piece of the task's text, from ``start`` to ``end``."""

    text: str
    start: int
    end: int


def clauses(text: str) -> list[Clause]:
    """The clauses of a text, none where it is a single one.

    >>> [clause.text for clause in clauses("Rà soát hồ sơ; báo cáo kết quả. Hoàn thành trong quý III.")]
    ['Rà soát hồ sơ', 'báo cáo kết quả', 'Hoàn thành trong quý III']
    >>> clauses("Trình UBND TP. Hồ Chí Minh.")
    []
    """
    found: list[Clause] = []
    start = 0
    ends = [
        (m.start(), m.end()) for m in _ENDS.finditer(text) if _divides(text, m.start(), m.end())
    ]
    for end, behind in [*ends, (len(text), 0)]:
        piece = text[start:end].strip().rstrip(".").rstrip()
        if piece:
            begin = text.index(piece, start)
            found.append(Clause(piece, begin, begin + len(piece)))
        start = behind
    return found if len(found) > 1 else []


def _divides(text: str, end: int, behind: int) -> bool:
    """A semicolon, or a full stop between a word in small letters and a capital.

    Behind "TP." and "Tp." a name goes on.
    """
    word = text[max(end - 2, 0) : end]
    return text[end] == ";" or (word.isalpha() and word.islower() and text[behind].isupper())
