"""Where on the paper a value was read."""

from __future__ import annotations

from models.base import Record


class Box(Record):
    """A rectangle on a page, in the page's own units, origin at the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Right minus left."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top

    def union(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(
            left=min(self.left, other.left),
            top=min(self.top, other.top),
            right=max(self.right, other.right),
            bottom=max(self.bottom, other.bottom),
        )


class Span(Record):
    """A piece of one line: characters ``start`` to ``end`` of the line's (repaired) text."""

    page: int
    """Number of the page, from 1."""
    line: int
    """Index of the line in its page's ``lines``, from 0."""
    start: int
    end: int
    box: Box | None = None


class Evidence(Record):
    """The places a value was read from, and how surely they were read."""

    spans: tuple[Span, ...]
    confidence: float = 1.0
    """Lowest word confidence among the spans, 0 to 1."""

    @property
    def page(self) -> int:
        """The page where the value begins, from 1."""
        return self.spans[0].page
