"""What was read from a file: pages, lines, words, and every repair as an edit."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from models.base import Record
from models.evidence import Box


class PageKind(StrEnum):
    """How the text of a page came to us."""

    BORN_DIGITAL = "born_digital"
    """An exact text layer."""
    SCAN = "scan"
    """An image without text of its own, or with nothing but a signature stamp."""
    SCAN_WITH_TEXT = "scan_with_text"
    """A scan with a hidden text layer that was good enough to be taken."""
    DAMAGED_TEXT = "damaged_text"
    """A text layer that lies (bad OCR, obfuscated fonts): the image was read again."""
    LEGACY_FONT = "legacy_font"
    """A text layer in TCVN3 or VNI, converted."""
    TEXT = "text"
    """A page of a text file."""
    BLANK = "blank"


class LineRole(StrEnum):
    """What a line is on its page. Only ``BODY``, ``LETTERHEAD`` and ``CLOSING`` are page text."""

    BODY = "body"
    LETTERHEAD = "letterhead"
    """The two columns at the head of page 1."""
    CLOSING = "closing"
    """Recipients (left) and signer (right) at the end."""
    TABLE = "table"
    FOOTNOTE = "footnote"
    PAGE_NUMBER = "page_number"
    STAMP = "stamp"
    """ĐẾN stamp, urgency and secrecy marks, signature banner, watermark."""
    HANDWRITING = "handwriting"
    NOISE = "noise"

    @property
    def printed(self) -> bool:
        """Whether the line belongs to the text of the page."""
        return self in _PRINTED


_PRINTED = frozenset(
    {LineRole.BODY, LineRole.LETTERHEAD, LineRole.CLOSING, LineRole.TABLE, LineRole.FOOTNOTE}
)


class EditKind(StrEnum):
    """Which step made an edit."""

    NORMALISE = "normalise"
    """Unicode form, look-alike letters, legacy encoding."""
    REPAIR = "repair"
    """The noisy-channel decoder."""
    NUMBER = "number"
    """A blank taken out of a number; digits never change."""
    SECOND_READING = "second_reading"
    """Another recogniser read the crop."""
    PERSON = "person"


class Edit(Record):
    """One repair: ``raw`` of a word became ``text``."""

    page: int
    line: int
    """Index in the page's ``lines``, from 0."""
    word: int
    """Index in the line's ``words``, from 0."""
    raw: str
    text: str
    kind: EditKind
    probability: float
    """How likely the repair is right, 0 to 1."""
    runner_up: str | None = None
    review: bool = False
    """True where a person should look: an uncertain repair, or any change inside a number."""


class Word(Record):
    """The unit of repair. ``raw`` and ``text`` hold a blank where words were joined or split."""

    raw: str
    text: str
    start: int
    """Offset of ``text`` in the line's ``text``."""
    box: Box | None = None
    confidence: float = 1.0
    """How surely the word is right as it stands in ``text``, 0 to 1."""
    bold: bool | None = None
    italic: bool | None = None

    @property
    def end(self) -> int:
        """Offset behind ``text`` in the line's ``text``."""
        return self.start + len(self.text)


class Line(Record):
    """One printed line."""

    raw: str
    text: str
    words: tuple[Word, ...] = ()
    role: LineRole = LineRole.BODY
    box: Box | None = None
    column: int = 0
    """0 left or only column, 1 right column, in letterhead and closing."""

    @cached_property
    def confidence(self) -> float:
        """Mean word confidence, weighted by length; 1.0 for an empty line."""
        letters = sum(len(word.text) for word in self.words)
        if not letters:
            return 1.0
        return sum(word.confidence * len(word.text) for word in self.words) / letters


class Stamp(Record):
    """Text that is no part of the document but evidence about it."""

    text: str
    page: int
    box: Box | None = None
    signer: str | None = None
    agency: str | None = None
    signed_at: str | None = None
    """ISO 8601 with offset, as the stamp gives it."""


class Page(Record):
    """One page. Boxes are in the page's units, ``dpi`` units an inch."""

    number: int
    kind: PageKind
    width: float
    height: float
    dpi: float = 72.0
    rotation: int = 0
    """Quarter turns clockwise in degrees that were applied before reading."""
    skew: float = 0.0
    """Degrees by which the image was straightened; boxes refer to the straightened image."""
    lines: tuple[Line, ...] = ()
    engine: str | None = None
    """Recogniser and version; None for exact text."""

    @cached_property
    def text(self) -> str:
        """The page as printed, line by line, repaired, without stamps and page numbers."""
        return "\n".join(line.text for line in self.lines if line.role.printed)

    @cached_property
    def confidence(self) -> float:
        """Mean confidence of the printed lines, weighted by length."""
        lines = [line for line in self.lines if line.role.printed]
        letters = sum(len(line.text) for line in lines)
        if not letters:
            return 1.0
        return sum(line.confidence * len(line.text) for line in lines) / letters


class Reading(Record):
    """A whole file as read."""

    file: str
    """Name of the file without its folder."""
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    edits: tuple[Edit, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    damage: str | None = None
    """Which damage the repair found in the whole text ("eng", "vie", "stripped", ...)."""
    version: str
    """Version of ketluan that read it."""

    @cached_property
    def text(self) -> str:
        """All pages, a form feed between them."""
        return "\f".join(page.text for page in self.pages)
