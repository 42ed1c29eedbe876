"""Running text of printed lines, with a map back to page, line, character and box."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from extract.table_columns import ColumnKind
from extract.tables import find_tables
from models.evidence import Box, Evidence, Span
from models.reading import Line, LineRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.table_rows import Cell, Row
    from models.reading import Reading

_BROKEN_SYMBOL = re.compile(r"[^\s\-–]-$")
"""A line that ends in a hyphen glued to its word: "186/KH-", "2021-"."""
_WIDE = re.compile(r"\s\s|[^\S ]")
"""Blanks that the flow does not copy as they are."""
_BLANKS = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*$")
_SKIPPED = frozenset({LineRole.FOOTNOTE})
"""Printed, yet no part of the running text: a footnote interrupts a sentence."""


class Place(NamedTuple):
    """A line of a reading: number of the page from 1, index of the line in it from 0."""

    page: int
    line: int


class Piece(NamedTuple):
    """A stretch of the flow without blanks added or taken out: it is copied from one line."""

    start: int
    """Offset in the flow."""
    end: int
    place: Place
    at: int
    """Offset in the line's text."""


class FlowLine(NamedTuple):
    """Where a printed line lies in the flow; ``start == end`` for a line without letters."""

    start: int
    end: int
    place: Place
    line: Line
    row: bool = False
    """Whether it is a row of a table: an item by itself."""


class Flow:
    """Lines joined to one string, single blanks inside.

    A symbol that is broken at its hyphen ("186/KH-" / "UBND") is joined without a blank.
    """

    def __init__(
        self, lines: Iterable[tuple[Place, Line]], appendix: Sequence[tuple[Place, Line]] = ()
    ) -> None:
        """``appendix`` are the lines behind the closing; only their tables are taken."""
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._lines: dict[Place, Line] = {}
        self._length = 0
        self.rows: dict[int, dict[ColumnKind, tuple[int, int]]] = {}
        """Cells of the rows of tables, by where the row begins; their text lies behind the body."""
        printed = list(lines)
        tables = find_tables(printed)
        flow_lines: list[FlowLine] = []
        at = 0
        for table in tables:
            flow_lines += map(self._add_line, printed[at : table.first])
            at = table.last
            self._lines.update(printed[table.first : at])
            flow_lines += map(self._add_row, table.rows)
        flow_lines += map(self._add_line, printed[at:])
        self.appendix = self._length
        """Where the rows of the appendix begin."""
        behind = find_tables(appendix)
        for table in behind:
            self._lines.update(appendix[table.first : table.last])
            flow_lines += map(self._add_row, table.rows)
        self.body_end = self._length
        """Where the running text ends and cells of tables follow."""
        rows = [row for table in (*tables, *behind) for row in table.rows]
        for row, spans in zip(rows, self.rows.values(), strict=True):
            for kind in spans:
                spans[kind] = self._add_cell(row.cells[kind])
        self.text = "".join(self._parts)
        self.lines = tuple(flow_lines)
        self._starts = [piece.start for piece in self._pieces]

    def _add(self, place: Place, at: int, text: str, *, blank: bool = True) -> int:
        """Copy words that stand at ``at`` of a line; gives back where they begin."""
        if self._parts and blank:
            self._parts.append(" ")
            self._length += 1
        begin = self._length
        self._pieces.append(Piece(begin, begin + len(text), place, at))
        self._parts.append(text)
        self._length += len(text)
        return begin

    def _add_line(self, printed: tuple[Place, Line]) -> FlowLine:
        place, line = printed
        self._lines[place] = line
        begin: int | None = None
        for at, word in _words(line.text):
            tail = self._parts[-1] if self._parts else ""
            start = self._add(place, at, word, blank=begin is not None or not _joins(tail, word))
            begin = start if begin is None else begin
        return FlowLine(self._length if begin is None else begin, self._length, place, line)

    def _add_row(self, row: Row) -> FlowLine:
        """The number of a row and its content, as an item of the outline."""
        if self._parts:
            self._parts.append(" ")
            self._length += 1
        begin, first = self._length, len(self._parts)
        self._parts.append(row.number)
        self._length += len(row.number)
        self._add_cell(row.cells[ColumnKind.CONTENT])
        text = "".join(self._parts[first:])
        others = [kind for kind in row.cells if kind is not ColumnKind.CONTENT]
        self.rows[begin] = dict.fromkeys(others, (0, 0))
        return FlowLine(
            begin,
            self._length,
            row.cells[ColumnKind.CONTENT][0].place,
            Line(raw=text, text=text),
            row=True,
        )

    def _add_cell(self, cell: Cell) -> tuple[int, int]:
        begin: int | None = None
        for place, start, end in cell:
            for at, word in _words(self._lines[place].text[start:end]):
                first = self._add(place, start + at, word)
                begin = first if begin is None else begin
        return (self._length if begin is None else begin, self._length)

    @classmethod
    def of(
        cls,
        reading: Reading,
        start: tuple[int, int] = (1, 0),
        end: tuple[int, int] | None = None,
        appendix: tuple[int, int] | None = None,
    ) -> Flow:
        """The printed lines from ``start`` up to, not including, ``end`` (page, line).

        Of those from ``appendix`` on, the tables of tasks.
        """
        lines = list(printed_lines(reading))
        body = [one for one in lines if one[0] >= start and (end is None or one[0] < end)]
        return cls(body, [one for one in lines if appendix is not None and one[0] >= appendix])

    def evidence(self, start: int, end: int) -> Evidence | None:
        """The spans of lines that ``text[start:end]`` was copied from; None for no text."""
        spans: list[Span] = []
        confidence = 1.0
        first = max(0, bisect_right(self._starts, start) - 1)
        runs: dict[Place, tuple[int, int]] = {}
        for piece in self._pieces[first:]:
            if piece.start >= end:
                break
            if piece.end <= start:
                continue
            left = piece.at + max(0, start - piece.start)
            right = piece.at + min(piece.end, end) - piece.start
            known = runs.get(piece.place)
            runs[piece.place] = (known[0] if known else left, right)
        for place, (left, right) in runs.items():
            box, lowest = _box(self._lines[place], left, right)
            confidence = min(confidence, lowest)
            spans.append(Span(page=place.page, line=place.line, start=left, end=right, box=box))
        return Evidence(spans=tuple(spans), confidence=confidence) if spans else None

    def page(self, offset: int) -> int:
        """Number of the page on which the character at ``offset`` is printed."""
        if not self._pieces:
            return 1
        index = max(0, bisect_right(self._starts, offset) - 1)
        if offset >= self._pieces[index].end and index + 1 < len(self._pieces):
            index += 1
        return self._pieces[index].place.page


def printed_lines(reading: Reading) -> Iterator[tuple[Place, Line]]:
    """All lines of the page text but footnotes and page numbers, in reading order."""
    for page in reading.pages:
        first = True
        for index, line in enumerate(page.lines):
            if not line.role.printed or line.role in _SKIPPED or not line.text.strip():
                continue
            number = first and page.number > 1 and _PAGE_NUMBER.match(line.text)
            first = False
            if not number:
                yield Place(page.number, index), line


def joined(lines: Iterable[str]) -> str:
    """Lines as one string, by the rules of ``Flow``.

    >>> joined(["theo Kế hoạch số 186/KH-", "UBND ngày 17/9/2024 của Sở Lao động -", "Thương binh"])
    'theo Kế hoạch số 186/KH-UBND ngày 17/9/2024 của Sở Lao động - Thương binh'
    """
    text = ""
    for line in lines:
        plain = _BLANKS.sub(" ", line).strip()
        if text and plain:
            tail, word = text.rsplit(" ", 1)[-1], plain.split(" ", 1)[0]
            text += "" if _joins(tail, word) else " "
        text += plain
    return text


def _words(text: str) -> Iterator[tuple[int, str]]:
    """The line whole where its blanks are single, else word by word."""
    plain = text.strip()
    if plain and not _WIDE.search(plain):
        yield text.index(plain), plain
        return
    for match in re.finditer(r"\S+", text):
        yield match.start(), match.group()


def _joins(tail: str, word: str) -> bool:
    """Whether the last word of a line and the first of the next are one broken symbol."""
    return bool(_BROKEN_SYMBOL.search(tail)) and word[:1].isalnum()


def _box(line: Line, start: int, end: int) -> tuple[Box | None, float]:
    box: Box | None = None
    confidence = 1.0
    for word in line.words:
        if word.start >= end:
            break
        if start < word.start + len(word.text):
            confidence = min(confidence, word.confidence)
            if word.box is not None:
                box = word.box if box is None else box.union(word.box)
    return box or line.box, confidence
