"""What the repair says of words becomes edits, and doubt of a word that stays is one as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import EditKind
from ocr.mend import mend
from ocr.repair import Repaired, RepairedWord, Token
from ocr.words import ReadLine, ReadWord

if TYPE_CHECKING:
    from collections.abc import Sequence


class Said:
    """A repair that says the same of every line."""

    def __init__(self, *words: RepairedWord) -> None:
        self.words = list(words)

    def repair(self, lines: Sequence[Sequence[Token]], *, damage: str | None = None) -> Repaired:
        return Repaired(damage, [self.words for _ in lines])


def line(text: str) -> ReadLine:
    return ReadLine(
        tuple(
            ReadWord(word, 10 * at, 0, 10 * at + 9, 9, 0.93) for at, word in enumerate(text.split())
        )
    )


def test_a_word_in_doubt_stays_and_is_marked_for_review() -> None:
    said = Said(
        RepairedWord(0, 1, "chủ", 0.9, "chu", review=False),
        RepairedWord(1, 2, "tri", 0.45, "trì", review=True),
        RepairedWord(2, 3, "việc", 1.0, None, review=False),
    )
    mended = mend([[line("chu tri việc")]], said, damage="eng", boxes=False)
    (words,) = [row.words for row in mended.pages[0]]
    assert [(word.text, word.confidence) for word in words] == [
        ("chủ", 0.9),
        ("tri", 0.45),
        ("việc", 0.93),
    ]
    assert [(e.word, e.raw, e.text, e.runner_up, e.kind, e.review) for e in mended.edits] == [
        (0, "chu", "chủ", "chu", EditKind.REPAIR, False),
        (1, "tri", "tri", "trì", EditKind.REPAIR, True),
    ]
    assert mended.edits[1].probability == 0.45


def test_a_word_that_nothing_doubts_has_no_edit() -> None:
    said = Said(RepairedWord(0, 1, "việc", 1.0, None, review=False))
    assert mend([[line("việc")]], said, damage="eng", boxes=False).edits == ()
