"""What is printed where: pieces of text and rules on A4 sheets.

Lengths are points, the origin is the upper left corner of the sheet, ``y`` of a piece is its
baseline. A sheet's ``text`` is the truth of that page: every printed line in reading order.
"""

from __future__ import annotations

from typing import NamedTuple

from models.base import Record
from models.reading import LineRole
from samples.faces import Face, width

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89
MM = 72 / 25.4


class Style(Record):
    """Measures of the page. The defaults are within what the decree allows."""

    left: float = 30 * MM
    right: float = 15 * MM
    top: float = 20 * MM
    bottom: float = 20 * MM
    size: float = 14.0
    leading: float = 1.15
    """Line distance over type size."""
    gap: float = 6.0
    """Between paragraphs."""
    indent: float = 12.7 * MM
    signature_gap: float = 76.0
    """Room for signature and seal."""

    @property
    def measure(self) -> float:
        """Length of a full line."""
        return PAGE_WIDTH - self.left - self.right


class Piece(Record):
    """One printed line, or the part of a line in one column."""

    text: str
    x: float
    y: float
    size: float
    face: Face = Face.REGULAR
    role: LineRole = LineRole.BODY
    column: int = 0
    stretch: float | None = None
    """Width to which the line is justified by its word spaces."""
    picture: bool = False
    """Whether it is drawn as a picture, without text."""
    red: bool = False
    paragraph: int | None = None
    """Index in the draft's body of the paragraph it belongs to."""

    @property
    def width(self) -> float:
        """Natural width of the line."""
        return width(self.text, self.face, self.size)


class Rule(Record):
    """A drawn line, or with ``frame`` a rectangle, from corner to corner."""

    x0: float
    y0: float
    x1: float
    y1: float
    frame: bool = False
    red: bool = False


class Spot(Record):
    """Where the signature stands: centre between title and name of the signer."""

    x: float
    y: float


class Sheet(Record):
    """One page."""

    number: int
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...] = ()
    signature: Spot | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """Printed lines in reading order, page number and marks left out."""
        return tuple(
            piece.text for piece in self.pieces if piece.role.printed and not piece.picture
        )

    @property
    def text(self) -> str:
        """The page's text, line by line as printed."""
        return "\n".join(self.lines)


class Block(NamedTuple):
    """What is set as one: a line, or a block of two columns; ``y`` counts from its top."""

    height: float
    pieces: tuple[Piece, ...]
    rules: tuple[Rule, ...] = ()
    gap: float = 0.0
    keep: bool = False
    new_page: bool = False
    signature: Spot | None = None
