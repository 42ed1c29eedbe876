"""Pieces of lines of the letterhead and the closing, whose two columns may share a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.letters import UPPER
from extract.skeleton import skeleton
from models.evidence import Box, Evidence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.flow import Place
    from models.reading import Line

_WIDE = re.compile(r"\s{3,}|\t+|\s*\|\s*")
_RIGHT_COLUMN = re.compile(
    r"\b(?:cong hoa xa hoi chu nghia|doc lap\s*-\s*tu do|dang cong san viet nam"
    r"|(?:tp\.? ?)?\w[\w.]*(?:\s[\w.]+){0,4}\s*,\s*ngay\b[\s.\d]*thang)"
)
_NUMBER_FIRST = re.compile(r"^\s*so\s*[:.]?[\s\d]*[/-]\s?\S+")


_PLACE_NAME = re.compile(
    rf"(?:(?:[Tt]hành phố|T[Pp]\.?|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Xx]ã|[Pp]hường)\s+)?[{UPPER}][^\s,]*(?:\s[{UPPER}][^\s,]*)*(?=\s*,)"
)


class Segment(NamedTuple):
    """A piece of a line: ``line.text[start:end]`` without the blanks around it."""

    place: Place
    start: int
    end: int
    line: Line

    @property
    def text(self) -> str:
        """The words of the piece."""
        return self.line.text[self.start : self.end]

    @property
    def bones(self) -> str:
        """The piece without marks and case, single blanks."""
        return " ".join(skeleton(self.text).split())

    @property
    def span(self) -> Span:
        """Where the piece stands on the paper."""
        box: Box | None = None
        for word in self.line.words:
            if word.start < self.end and self.start < word.end and word.box:
                box = word.box if box is None else box.union(word.box)
        return Span(
            page=self.place.page,
            line=self.place.line,
            start=self.start,
            end=self.end,
            box=box or self.line.box,
        )

    @property
    def confidence(self) -> float:
        """The lowest confidence of its words."""
        words = [w for w in self.line.words if w.start < self.end and self.start < w.end]
        return min((word.confidence for word in words), default=1.0)

    def part(self, start: int, end: int) -> Segment:
        """A piece of the piece, by offsets in ``text``."""
        return self._replace(start=self.start + start, end=self.start + end)


def evidence_of(segments: Iterable[Segment]) -> Evidence | None:
    """The places of some pieces; None for no piece."""
    pieces = list(segments)
    if not pieces:
        return None
    return Evidence(
        spans=tuple(piece.span for piece in pieces),
        confidence=min(piece.confidence for piece in pieces),
    )


def whole(place: Place, line: Line) -> Segment:
    """The whole line, blanks around it left out."""
    text = line.text
    return Segment(place, len(text) - len(text.lstrip()), len(text.rstrip()), line)


def split_columns(place: Place, line: Line) -> Iterator[Segment]:
    """The pieces of a line of the letterhead, cut at wide blanks and where the right column begins.

    >>> from extract.flow import Place
    >>> from models.reading import Line
    >>> def show(text):
    ...     return [s.text for s in split_columns(Place(1, 0), Line(raw=text, text=text))]
    >>> show("ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    ['ỦY BAN NHÂN DÂN', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']
    >>> show("Số: 15/TB-UBND     Yên Khang, ngày 09 tháng 7 năm 2024")
    ['Số: 15/TB-UBND', 'Yên Khang, ngày 09 tháng 7 năm 2024']
    >>> show("Số: 15 /TB-UBND Yên Khang, ngày 09 tháng 7 năm 2024")
    ['Số: 15 /TB-UBND', 'Yên Khang, ngày 09 tháng 7 năm 2024']
    """
    base = whole(place, line)
    begin = 0
    text = base.text
    cuts = [(gap.start(), gap.end()) for gap in _WIDE.finditer(text) if _is_column(text, gap)]
    for left, right in [*cuts, (len(text), len(text))]:
        piece = base.part(begin, left)
        begin = right
        if piece.end > piece.start:
            yield from _cut(piece)


def _is_column(text: str, gap: re.Match[str]) -> bool:
    """A wide blank inside "Số:      /TB" or "ngày    tháng" is a blank to be filled in."""
    before, after = skeleton(text[: gap.start()]), skeleton(text[gap.end() :])
    return not (
        re.search(r"(?:so\s*[:.]?|ngay|thang|nam|,)\s*\d*$", before.strip())
        and re.match(r"[/-]|thang|nam|\d{1,4}\b|ngay", after)
    ) and bool(before.strip() and after.strip())


def _cut(piece: Segment) -> Iterator[Segment]:
    bones = skeleton(piece.text)
    number = _NUMBER_FIRST.match(bones)
    match = _RIGHT_COLUMN.search(bones, number.end() if number else 0)
    if not match or not bones[: match.start()].strip():
        yield piece
        return
    begin = _place_start(piece.text, match.start(), match.end())
    left = piece.text[:begin]
    yield piece.part(0, len(left.rstrip()))
    yield piece.part(begin, len(piece.text))


def _place_start(text: str, start: int, end: int) -> int:
    """Where the name of the place begins, behind words of the left column that end in small letters.

    >>> text = "Bộ Khoa học và Công nghệ Hà Nội, ngày 20 tháng 01"
    >>> text[_place_start(text, 15, len(text)) :][:12]
    'Hà Nội, ngày'
    """
    comma = text.find(",", start, end)
    if comma < 0:
        return start
    place = _PLACE_NAME.search(text, start, comma + 1)
    return place.start() if place and not text[place.end() : comma].strip() else start
