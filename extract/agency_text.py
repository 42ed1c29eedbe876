"""A text as agency mentions are read from it: its pieces with their letter case."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from extract.tokenizer import Piece, pieces, syllable_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.phrases import Phrases

_JOINERS = {",", ";", "và", "&", "-"}


class AgencyText:
    """The pieces of one text; positions below are indices of pieces."""

    def __init__(self, text: str, read: Sequence[Piece] | None = None) -> None:
        """``read`` are the pieces of the part that is looked at, where it is not the whole."""
        self.text = text
        self.pieces = pieces(text) if read is None else read
        self.words = [piece.text for piece in self.pieces]
        self.keys = [syllable_key(word) for word in self.words]
        self.count = len(self.words)

    def __len__(self) -> int:
        return self.count

    def word(self, at: int) -> str:
        """The piece as printed, empty past either end."""
        return self.words[at] if 0 <= at < self.count else ""

    def key(self, at: int) -> str:
        """The piece as it is compared, empty past either end."""
        return self.keys[at] if 0 <= at < self.count else ""

    def capital(self, at: int) -> bool:
        """Whether the piece begins with a capital letter."""
        return self.word(at)[:1].isupper()

    def lower(self, at: int) -> bool:
        """Whether the piece is a word in small letters."""
        return self.word(at)[:1].islower()

    def number(self, at: int) -> bool:
        """Whether the piece is a plain number ("3", "14", "02")."""
        return self.word(at).isdecimal()

    def joiner(self, at: int) -> bool:
        """Whether the piece may stand between the members of a list."""
        return self.key(at) in _JOINERS

    def glued(self, at: int) -> bool:
        """Whether no blank stands before the piece."""
        return at > 0 and self.pieces[at - 1].end == self.pieces[at].start

    def starts(self, phrases: Phrases[str], at: int) -> int:
        """End of the longest phrase at ``at``, or ``at`` where none stands."""
        if not 0 <= at < self.count or self.keys[at] not in phrases.first:
            return at
        return phrases.end(self.keys, at)

    def start(self, at: int) -> int:
        """Where the piece stands in the text; the end of the text past its last piece."""
        return self.pieces[at].start if at < self.count else len(self.text)

    def slice(self, start: int, end: int) -> str:
        """The text of pieces ``start`` to ``end``, runs of blanks as one."""
        if end <= start:
            return ""
        raw = self.text[self.pieces[start].start : self.pieces[end - 1].end]
        return " ".join(raw.split())

    @cached_property
    def shouted(self) -> bool:
        """Whether the whole text is in capitals, as headings are."""
        letters = [c for word in self.words for c in word if c.isalpha()]
        return len(letters) > 1 and sum(c.isupper() for c in letters) > 0.8 * len(letters)
