"""Paragraphs of the body: printed lines that belong together, each with its marker."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from extract.markers import Marker, MarkerKind, readings
from extract.names import NO_NAMES, Names
from extract.parties import parties_at
from extract.predicates import predicate
from extract.sections import closes
from extract.verbs import ORDER, verb_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.flow import Flow, FlowLine


class Paragraph(NamedTuple):
    """Lines ``first`` to ``last`` of the flow; ``markers`` are the ways to read its beginning."""

    start: int
    """Offset in the flow, at the marker if there is one."""
    end: int
    markers: tuple[Marker, ...]
    sure: bool
    """Whether the line before clearly ends a paragraph."""


_NUMBERED = re.compile(
    r"(?:số|ngày|tháng|năm|quận|điều|khoản|điểm|phường|và|của|quý|từ|đến|tại)$", re.IGNORECASE
)
"""What a number in running text stands behind."""
_ORDER = re.compile(ORDER + r"\s+", re.IGNORECASE)
_TERMINAL = re.compile(r"(?:[.;:!?…]|\./\.?|[.;:][”\")])\s*$")
_THIS_PAPER = re.compile(
    r"(?:Thông báo|Kết luận|Kế hoạch|Chỉ thị|Công văn|Công điện|Quyết định|Văn bản)(?: kết luận)? này\b"
)
"""The paper speaks of itself, with a capital inside a sentence."""
_LONGEST_HEADING = 240
_CLEAR_ROOM = 0.9
"""A line shorter than this share of the usual width, with its next word, has room left."""
_SHORT = 0.72
_FORMULA_LINES = 4
_NOTIFIES = re.compile(
    r"(?:Trên đây là|Văn phòng|Ủy ban|Uỷ ban|UBND|Sở|Bộ|Phòng|Ban|Thanh tra)\b.{0,90}?(?:\bthông báo\b|$)"
)


class _Measure:
    """How wide lines are, so that a line with room for the next word is seen to end a paragraph."""

    def __init__(self, lines: Sequence[FlowLine]) -> None:
        self.right = self._median(
            line.line.box.right
            for line, after in _pairs(lines)
            if line.line.box and _continues(after)
        )
        self.letter = self._median(
            line.line.box.width / len(line.line.text)
            for line in lines
            if line.line.box and len(line.line.text) > 20
        )
        self.left = self._median(
            line.line.box.left for line in lines if line.line.box and _continues(line)
        )
        widths = [len(line.line.text) for line, after in _pairs(lines) if _continues(after)]
        self.width = median(widths) if len(widths) > 3 else max([60, *map(_length, lines)])

    @staticmethod
    def _median(values: object) -> float | None:
        known = list(values)  # type: ignore[call-overload]
        return median(known) if len(known) > 3 else None

    def fill(self, line: FlowLine, after: FlowLine) -> float:
        """Share of the line's room that would be used with the next line's first word."""
        word = len(after.line.text.split(maxsplit=1)[0]) + 1
        box = line.line.box
        if box and self.right and self.letter and self.left is not None and self.right > self.left:
            return (box.right + word * self.letter - self.left) / (self.right - self.left)
        return (len(line.line.text.rstrip()) + word) / max(1.0, self.width)

    def indented(self, line: FlowLine) -> bool:
        """Whether the line begins clearly right of the margin."""
        box = line.line.box
        return bool(
            box
            and self.left is not None
            and self.letter
            and box.left - self.left > 2.5 * self.letter
        )


class PrintedBody:
    """The printed lines of a body with what is measured of them."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._lines = [line for line in flow.lines if line.end > line.start]
        self._measure = _Measure(self._lines)
        self._formula = _closing_formula(flow, self._lines)

    def paragraphs(self, names: Names = NO_NAMES) -> list[Paragraph]:
        """The body cut into paragraphs: at markers and where a line clearly ends one.

        ``names`` are those of the flow's text; they show headings that only name agencies.
        """
        text = self._flow.text
        starts = self._starts(names)
        if not starts:
            return []
        ends = [start for start, _, _ in starts[1:]] + [self._flow.body_end]
        return [
            Paragraph(start, _trimmed(text, start, end), markers, sure)
            for (start, markers, sure), end in zip(starts, ends, strict=True)
        ]

    def _starts(self, names: Names) -> list[tuple[int, tuple[Marker, ...], bool]]:
        starts: list[tuple[int, tuple[Marker, ...], bool]] = []
        text = self._flow.text
        previous: FlowLine | None = None
        for line in self._lines:
            here = names.part(line.start, line.end)
            markers, breaks, sure = _opening(previous, line, self._measure, here)
            if starts and starts[-1][1]:
                begin = starts[-1][0] + starts[-1][1][0].width
                heading = text[begin : line.start]
                if not breaks:
                    above = names.part(begin, line.start)
                    breaks = _after_heading(heading, line.line.text, above)
                elif not markers:
                    both = names.part(begin, line.end)
                    breaks = not _goes_on(heading.strip(), line.line.text, both)
            behind_row = previous is not None and previous.row
            if breaks or behind_row or line.start == self._formula:
                starts.append((line.start, markers, sure))
            previous = line
        return starts


def _closing_formula(flow: Flow, lines: Sequence[FlowLine]) -> int | None:
    """Where "Văn phòng … thông báo để … biết, thực hiện" begins, also behind a misread full stop."""
    for line in lines[-_FORMULA_LINES:]:
        if _NOTIFIES.match(line.line.text.strip()) and closes(
            flow.text[line.start : flow.body_end]
        ):
            return line.start
    return None


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _opening(
    previous: FlowLine | None, line: FlowLine, measure: _Measure, names: Names
) -> tuple[tuple[Marker, ...], bool, bool]:
    text = line.line.text.strip()
    markers = readings(text)
    if previous is None or line.row:
        return markers, True, True
    before = previous.line.text.rstrip()
    terminal = bool(_TERMINAL.search(before))
    fill = measure.fill(previous, line)
    room = fill < _CLEAR_ROOM
    if markers:
        accepted = _marker_stands(text, markers, terminal=terminal, room=room, before=before)
        if accepted:
            return accepted, True, terminal or room
    upper = text[:1].isupper() or text[:1] in '“"('
    if not upper:
        return (), False, False
    indent = measure.indented(line) and not measure.indented(previous)
    if not terminal and _THIS_PAPER.match(text):
        return (), False, False
    if terminal:
        alone = text.endswith(":") or names_alone(text, names)
        return (), fill < 0.97 or indent or alone, room
    heading = bool(readings(before))
    caps = before.isupper() and len(before) > 8 and not text.isupper()
    breaks = fill < _SHORT or (heading and room) or (indent and room) or caps
    return (), breaks, fill < _SHORT


def _after_heading(heading: str, line: str, names: Names) -> bool:
    """Whether the line begins the work of those that the heading names and nothing else."""
    word = line.strip()
    if not word[:1].isupper() or verb_at(word.lower()) is None:
        return False
    order = _ORDER.match(heading)
    found = parties_at(heading, order.end() if order else 0, names)
    return found is not None and found.end >= len(heading.rstrip(" :.;"))


def _goes_on(heading: str, line: str, names: Names) -> bool:
    """Whether a heading of names that broke off at ";" or "," goes on in this line."""
    if not heading.endswith((";", ",")) or len(heading) > _LONGEST_HEADING:
        return False
    return names_alone(f"{heading} {line.strip()}", names)


def names_alone(text: str, names: Names = NO_NAMES) -> bool:
    """Whether a paragraph is a heading of names and nothing else.

    >>> names_alone("Phòng Văn hóa - Xã hội, Trạm Y tế:"), names_alone("Trạm Y tế tổ chức tiêm.")
    (True, False)
    """
    bare = text.strip()
    if len(bare) > _LONGEST_HEADING or bare.endswith((".", ";", "/", ",")):
        return False
    order = _ORDER.match(bare)
    found = parties_at(bare, order.end() if order else 0, names)
    return found is not None and found.end >= len(bare.rstrip(" :"))


def _marker_stands(
    text: str, markers: tuple[Marker, ...], *, terminal: bool, room: bool, before: str
) -> tuple[Marker, ...]:
    """The markers that may begin an item here: a dash inside "Lao động - Thương binh" may not."""
    if before.endswith(("-", "–", ",")) or (not room and _counts(before, markers)):
        return tuple(m for m in markers if terminal and m.sure)
    if terminal or room:
        return markers
    kept = []
    for marker in markers:
        rest = text[marker.width :]
        if marker.kind in {MarkerKind.DASH, MarkerKind.PLUS}:
            if rest[:1].isupper() and (verb_at(rest.lower()) is not None or _acts(rest)):
                kept.append(marker)
        elif marker.sure and rest[:1].isupper():
            kept.append(marker)
    return tuple(kept)


def _acts(text: str) -> bool:
    """Whether the words begin with somebody and what is to be done."""
    found = parties_at(text, 0)
    return found is not None and predicate(text, found.end, len(text)) is True


def _counts(before: str, markers: tuple[Marker, ...]) -> bool:
    """Whether what looks like a marker is a number in running text: "phường / 3."."""
    word = _NUMBERED.search(before)
    if word is None:
        return False
    lettered = all(marker.kind is MarkerKind.LETTER for marker in markers)
    return not lettered or word.group().lower() in {"điểm", "khoản", "và", "tại", "từ", "đến"}


def _pairs(lines: Sequence[FlowLine]) -> list[tuple[FlowLine, FlowLine]]:
    return list(pairwise(lines))


def _continues(line: FlowLine) -> bool:
    return line.line.text.strip()[:1].islower() and not readings(line.line.text.strip())


def _length(line: FlowLine) -> int:
    return len(line.line.text)
