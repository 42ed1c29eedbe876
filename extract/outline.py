"""The outline of a notice: items under items, inferred from the sequence of their markers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.markers import LETTERS, UNREAD, Marker, MarkerKind, roman
from extract.names import NO_NAMES, Names
from extract.paragraphs import names_alone
from extract.running_case import is_capitals
from extract.sections import heading_kind
from models.notice import SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from extract.paragraphs import Paragraph

_ROW_NUMBER = re.compile(r"(?:([0-9]+|[IVXL]+)\.|-)\s*")
_SHORTEST_HEADING = 8


@dataclass
class Item:
    """A paragraph with its marker, and what stands under it."""

    start: int
    """Offset of its text in the flow, behind the marker."""
    end: int
    marker: Marker | None
    begin: int
    """Offset of the marker."""
    sure: bool = True
    lead_in: bool = False
    """Whether it ends in a colon: it introduces what follows."""
    final: bool = False
    """Whether no item follows it at its level."""
    path: str = ""
    children: list[Item] = field(default_factory=list)

    def descendants(self) -> Iterator[Item]:
        """All items below, in reading order."""
        for child in self.children:
            yield child
            yield from child.descendants()

    @property
    def last(self) -> int:
        """End of the text of the item and all below it."""
        return self.children[-1].last if self.children else self.end


def outline(
    paragraphs: Sequence[Paragraph],
    text: str,
    names: Names = NO_NAMES,
    *,
    rows: Mapping[int, object] | None = None,
    appendix: int | None = None,
) -> Item:
    """The tree of items; paragraphs without a marker hang under the item they follow.

    A paragraph that only names agencies heads what follows, as if it had a number. Nothing hangs
    under a row of a table: what follows the table goes on where it began. ``rows`` are the
    cells of rows by their offsets; a row without cells is the title of those below it; those
    from the offset ``appendix`` on stand in an appendix.
    """
    root = Item(0, 0, None, 0)
    stack = [root]
    rows = rows or {}
    introducing = set(_introducing(paragraphs, text))
    table: int | None = None
    seen_roman = any(_plain_roman(paragraph) for paragraph in paragraphs)
    for paragraph in paragraphs:
        if paragraph.start in rows:
            if appendix is not None and paragraph.start >= appendix:
                stack = _open_appendix(root, appendix)
                table, appendix = len(stack), None
            table = len(stack) if table is None else table
            _add_row(paragraph, text, stack, table, titles=not rows[paragraph.start])
            continue
        if table is not None:
            del stack[table:]
            table = None
        words = text[paragraph.start : paragraph.end]
        marker = _next_section(paragraph, words, stack)
        marker = marker or _choose(paragraph, stack, seen_roman=seen_roman)
        heads = paragraph.start not in introducing and _heads(paragraph, text, names)
        if marker is None and heads:
            marker = Marker(MarkerKind.NAME, "", 0, 0)
        elif marker and marker.number == UNREAD:
            marker = _inferred(marker, stack)
        width = marker.width if marker else 0
        # The marker was read on the line's own text; blanks behind it are single in the flow.
        start = paragraph.start + len(text[paragraph.start : paragraph.start + width].rstrip())
        while start < paragraph.end and text[start] == " ":
            start += 1
        item = Item(start, max(start, paragraph.end), marker, paragraph.start, paragraph.sure)
        item.lead_in = text[start : item.end].endswith(":")
        if marker is None:
            _attach(item, stack, text)
            continue
        _climb(stack, marker)
        stack[-1].children.append(item)
        stack.append(item)
    _number(root, "")
    return root


def _open_appendix(root: Item, at: int) -> list[Item]:
    """The open items above the rows of an appendix, whose paths begin with "PL"."""
    heading = Item(at, at, Marker(MarkerKind.PART, "PL", 1, 0), at)
    root.children.append(heading)
    return [root, heading]


def _add_row(
    paragraph: Paragraph, text: str, stack: list[Item], table: int, *, titles: bool
) -> None:
    """A row of the table that stands below the first ``table`` open items."""
    printed = _ROW_NUMBER.match(text, paragraph.start, paragraph.end)
    label = (printed[1] or "") if printed else ""
    start = printed.end() if printed else paragraph.start
    number = int(label) if label.isdecimal() else 0
    marker = Marker(MarkerKind.ROW, label, number, start - paragraph.start)
    row = Item(start, paragraph.end, marker, paragraph.start)
    del stack[table if titles else table + 1 :]
    stack[-1].children.append(row)
    if titles:
        stack.append(row)


def _introducing(paragraphs: Sequence[Paragraph], text: str) -> Iterator[int]:
    """Starts of paragraphs that end in a colon where numbered items begin behind them."""
    numbered = {MarkerKind.ARABIC, MarkerKind.LETTER, MarkerKind.BRACKET}
    for paragraph, after in pairwise(paragraphs):
        first = any(m.sure and m.number == 1 and m.kind in numbered for m in after.markers)
        if first and text[paragraph.start : paragraph.end].endswith(":"):
            yield paragraph.start


def _heads(paragraph: Paragraph, text: str, names: Names) -> bool:
    """Whether a paragraph without number names those who are to do what follows."""
    start, end = paragraph.start, paragraph.end
    return names_alone(text[start:end], names.part(start, end))


def _inferred(marker: Marker, stack: list[Item]) -> Marker:
    """A letter that cannot be read is the one that follows the last."""
    last = _last(stack, MarkerKind.LETTER)
    number = min(last.number + 1 if last else 1, len(LETTERS))
    return marker._replace(number=number, label=LETTERS[number - 1])


def _next_section(paragraph: Paragraph, words: str, stack: list[Item]) -> Marker | None:
    """The heading of the next section whose Roman numeral lost strokes: a second "I."."""
    printed = next((m for m in paragraph.markers if m.kind is MarkerKind.ROMAN), None)
    last = _last(stack, MarkerKind.ROMAN)
    if printed is None or last is None or printed.number > last.number:
        return None
    heading = words[printed.width :].strip()
    capitals = is_capitals(heading) and len(heading) > _SHORTEST_HEADING
    assigning = printed.sure and heading_kind(heading) is SectionKind.ASSIGNMENT
    if heading.endswith((".", ";")) or not (capitals or assigning):
        return None
    number = last.number + 1
    return printed._replace(label=roman(number), number=number, sure=False)


def _plain_roman(paragraph: Paragraph) -> bool:
    return any(m.kind is MarkerKind.ROMAN and m.sure and m.number <= 2 for m in paragraph.markers)


def _last(stack: list[Item], kind: MarkerKind) -> Marker | None:
    """The last marker of this kind at the deepest open level that has it."""
    for parent in reversed(stack):
        for child in reversed(parent.children):
            if child.marker and child.marker.kind is kind:
                return child.marker
        if parent.marker and parent.marker.kind is kind:
            return parent.marker
    return None


def _fit(marker: Marker, stack: list[Item]) -> int:
    """How well a reading of a marker continues the outline: 0 not at all, 3 as expected."""
    last = _last(stack, marker.kind)
    if marker.number == UNREAD:
        return 3 if last else 0
    if marker.kind in {MarkerKind.NAME, MarkerKind.DASH, MarkerKind.PLUS}:
        return 2
    if marker.kind in {MarkerKind.DECIMAL, MarkerKind.DEEP_DECIMAL}:
        parent = marker.label.rpartition(".")[0]
        if last and last.label.rpartition(".")[0] == parent:
            return 3 if 0 < marker.number - last.number <= 3 else 0
        opened = any(item.marker and item.marker.label == parent for item in stack)
        return 3 if opened and marker.number == 1 else 2 if opened or marker.number == 1 else 1
    if last is None:
        return 3 if marker.number == 1 else 1 if marker.number <= 3 else 0
    if marker.number == last.number + 1:
        return 3
    if marker.number == 1:
        return 2
    return 1 if 0 < marker.number - last.number <= 3 else 0


def _choose(paragraph: Paragraph, stack: list[Item], *, seen_roman: bool) -> Marker | None:
    best: Marker | None = None
    highest = 0.0
    for order, marker in enumerate(paragraph.markers):
        fit = _fit(marker, stack)
        if not fit or (fit < 2 and not (paragraph.sure and marker.sure)):
            continue
        worth = fit + (0.5 if marker.sure else 0.0) - order / 10
        if marker.kind is MarkerKind.ROMAN and not seen_roman and not marker.sure:
            worth -= 2
        if marker.kind is MarkerKind.ARABIC and not marker.sure and seen_roman and fit < 3:
            worth -= 1
        if worth > highest:
            best, highest = marker, worth
    if best is None and paragraph.sure and paragraph.markers:
        sure = [m for m in paragraph.markers if m.sure and m.kind is not MarkerKind.PART]
        return sure[0] if sure else None
    return best


def _climb(stack: list[Item], marker: Marker) -> None:
    """Close the items that the marker's item does not stand under."""
    kinds = [item.marker.kind if item.marker else None for item in stack]
    if marker.kind in {MarkerKind.DECIMAL, MarkerKind.DEEP_DECIMAL}:
        parent = marker.label.rpartition(".")[0]
        labels = [item.marker.label if item.marker else None for item in stack]
        if parent in labels:
            del stack[len(labels) - labels[::-1].index(parent) :]
            return
    if marker.kind in kinds:
        del stack[kinds.index(marker.kind) :]
        return
    while len(stack) > 1:
        top = stack[-1].marker
        if top is None or top.kind < marker.kind:
            return
        stack.pop()


def _attach(item: Item, stack: list[Item], text: str) -> None:
    """Hang a paragraph without a marker under the item it belongs to."""
    while len(stack) > 1 and stack[-1].marker and stack[-1].marker.kind >= MarkerKind.DASH:
        stack.pop()
    top = stack[-1]
    siblings = stack[-2].children if len(stack) > 1 else []
    lettered = top.marker is not None and top.marker.kind in {MarkerKind.LETTER, MarkerKind.BRACKET}
    if (
        lettered
        and siblings
        and not text[top.start : top.end].rstrip().endswith(":")
        and not top.children
    ):
        stack.pop()
        top = stack[-1]
    top.children.append(item)


def _number(parent: Item, path: str) -> None:
    """Give every item its path: its own number, or its place among its siblings."""
    prefix = f"{path}/" if path else ""
    place = 0
    if parent.children:
        parent.children[-1].final = True
    for child in parent.children:
        lead_in = child.marker is None and child is not parent.children[-1] and child.lead_in
        place += not lead_in
        label = child.marker.label if child.marker else ""
        kind = child.marker.kind if child.marker else None
        if kind in {MarkerKind.DECIMAL, MarkerKind.DEEP_DECIMAL}:
            # "2.1" says where it stands: the numbers above it are not repeated.
            above = label.rpartition(".")[0]
            base = (
                path.removesuffix(above).rstrip("/")
                if path.rsplit("/", maxsplit=1)[-1] == above
                else path
            )
            child.path = f"{base}/{label}" if base else label
        elif kind is MarkerKind.ROMAN and child.marker:
            child.path = prefix + roman(child.marker.number)
        else:
            child.path = prefix + (label or str(max(1, place)))
        _number(child, child.path)
