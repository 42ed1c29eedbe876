"""Words and lines on their way from a recogniser or a text layer to a Reading."""

from __future__ import annotations

from typing import NamedTuple

from models import Box, LineRole


class ReadWord(NamedTuple):
    """One blank-separated word with its box; pixels or points, origin at the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0
    bold: bool | None = None
    italic: bool | None = None
    row: int | None = None
    """Number of the recogniser's own line, where it gave one."""
    first: str | None = None
    """What the first reader read, where two readers settled on another text."""
    rival: str | None = None
    """What the second reader makes of a number that the first reads otherwise."""

    font: str | None = None
    """Name of the font in a text layer."""

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Vertical middle."""
        return (self.top + self.bottom) / 2

    @property
    def box(self) -> Box:
        """As a record."""
        return Box(left=self.left, top=self.top, right=self.right, bottom=self.bottom)


class ReadLine(NamedTuple):
    """Words from left to right, and what they are on the page."""

    words: tuple[ReadWord, ...]
    role: LineRole = LineRole.BODY
    column: int = 0
    raw: str | None = None
    """The line as the file has it, where that is more than its words."""

    def shifted(self, by: float) -> ReadLine:
        """The line ``by`` further to the right."""
        words = (word._replace(left=word.left + by, right=word.right + by) for word in self.words)
        return self._replace(words=tuple(words))

    @property
    def text(self) -> str:
        """Words with single blanks."""
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Left edge."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """Right edge."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """Top edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """Bottom edge."""
        return max(word.bottom for word in self.words)
