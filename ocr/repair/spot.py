"""The units of a document in reading order, each with what it may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ocr.repair.setting import mark
from ocr.repair.token import Kind, begins_clause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.repair.candidates import Choice, Speller
    from ocr.repair.token import Parts


_ON_BEHALF: Final = frozenset({"TM", "KT", "TL", "TUQ"})
"""What stands before the office of who signs for another (Nghị định 30/2020, Phụ lục I, ô 7a)."""


class Spot(NamedTuple):
    """A unit of a document: where it stands and what it may be."""

    line: int
    token: int
    unit: int
    raw: str
    choices: tuple[Choice, ...]
    shape: int
    """1 a capital inside a clause, -1 a small letter there, 0 where case tells nothing."""
    capitals: bool
    mark: int


def spots_of(
    lines: Sequence[Sequence[str]], parts: Sequence[Sequence[Parts]], speller: Speller
) -> tuple[list[Spot], list[int]]:
    """All units in reading order, and how many of them each clause holds."""
    spots: list[Spot] = []
    lengths = [0]
    for number, line in enumerate(lines):
        capitals = _capitals(parts[number])
        if not line or begins_clause(line[0]):
            _cut(lengths)
        for at, token in enumerate(parts[number]):
            for place, unit in enumerate(token.units):
                if at == 0 and unit.text in _ON_BEHALF and token.tail.startswith("."):
                    choices = speller.as_it_stands(unit.text)
                else:
                    choices = speller.choices(unit, capitals=capitals)
                shape = 0 if capitals or not lengths[-1] else _shape(unit.text)
                sign = mark(token, place)
                spots.append(Spot(number, at, place, unit.text, choices, shape, capitals, sign))
                lengths[-1] += 1
            if token.ends:
                _cut(lengths)
    return spots, [length for length in lengths if length]


def _shape(text: str) -> int:
    """What case says of a word: 1 a name perhaps, -1 no name, 0 nothing."""
    if not text[0].isalpha() or text[0] == "I" or (len(text) > 1 and text.isupper()):
        return 0
    return 1 if text[0].isupper() else -1


def _cut(lengths: list[int]) -> None:
    if lengths[-1]:
        lengths.append(0)


def _capitals(parts: Sequence[Parts]) -> bool:
    """Whether most words of a line are in capitals; ``CHi`` in ``CHi THI`` is one of them."""
    words = [
        u.text for part in parts for u in part.units if u.kind is Kind.WORD and len(u.text) > 1
    ]
    large = sum(sum(map(str.isupper, word)) > 0.5 * len(word) for word in words)
    return large > 0.6 * len(words)
