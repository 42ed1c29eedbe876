"""Abbreviations of administration, and what is left of them when a recogniser loses the marks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.text import strip_marks
from ocr.repair.syllable import is_syllable, settle_tone

if TYPE_CHECKING:
    from collections.abc import Iterable


class Abbreviations:
    """A list of known abbreviations, found by their letters without marks.

    >>> known = Abbreviations(["UBND", "BCĐ", "QĐ", "CTr"])
    >>> known.restored("BCD"), known.restored("UBND"), known.restored("XYZ")
    (('BCĐ',), ('UBND',), ())
    >>> known.like_one("DDCI"), known.like_one("THONG")
    (True, False)
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._by_bare: dict[str, list[str]] = defaultdict(list)
        for word in known:
            self._by_bare[strip_marks(word)].append(word)

    def restored(self, read: str) -> tuple[str, ...]:
        """Known abbreviations that a read word may stand for, itself among them."""
        found = self._by_bare.get(strip_marks(read), [])
        return (read,) if read in found else tuple(found)

    def like_one(self, read: str) -> bool:
        """Whether capitals can be nothing but an abbreviation: no syllable has such letters."""
        return (read.isupper() and not any(c in "AEIOUY" for c in strip_marks(read)[1:])) or (
            self._no_syllable(read)
        )

    @staticmethod
    def _no_syllable(read: str) -> bool:
        bare = strip_marks(read).lower()
        return len(bare) > 1 and not is_syllable(settle_tone(bare)) and _consonants_apart(bare)


def _consonants_apart(bare: str) -> bool:
    """Whether vowels are missing or stand where no syllable has them.

    >>> _consonants_apart("ddci"), _consonants_apart("thong")
    (True, False)
    """
    heads = ("ngh", "ng", "nh", "gh", "gi", "kh", "ch", "ph", "qu", "th", "tr")
    head = next(
        (h for h in heads if bare.startswith(h)), bare[:1] if bare[0] not in "aeiouy" else ""
    )
    rest = bare[len(head) :]
    return not rest or rest[0] not in "aeiouy"
