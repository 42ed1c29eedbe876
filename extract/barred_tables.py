"""Tables of tasks whose cells are divided by bars or tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.letters import LOWER
from extract.table_columns import ColumnKind, are_titles, cells, kind_of
from extract.table_rows import NUMBER, CellPiece, Row, Table, label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extract.flow import Place
    from extract.table_rows import Cell
    from models.reading import Line

    Lines = Sequence[tuple[Place, Line]]

_RULE = re.compile(r"[\s|:+=_-]*")
_BETWEEN_BARS = re.compile(r"(?:(?<=\|)|^) ?([^|]*?)(?= ?(?:\||$))")
_MORE = re.compile(rf"[{LOWER}]|\d+(?![\d.)])")
"""How a line may begin that goes on with the last cell of a row."""


def barred(lines: Lines, first: int) -> Table | None:
    """A table whose cells are divided by bars or tabs."""
    head = lines[first][1]
    printed = [head.text[a:b] for a, b in cells(head)]
    kinds = [kind_of(title) for title in printed]
    if not are_titles(kinds):
        return None
    wrapped = _wrapped(lines, first, kinds)
    if wrapped:
        return wrapped
    rows: list[Row] = []
    at = first + 1
    while at < len(lines):
        place, line = lines[at]
        spans = cells(line, len(kinds))
        if not _RULE.fullmatch(line.text):
            if len(spans) <= 1:
                break
            if [line.text[a:b] for a, b in spans] != printed:
                row: dict[ColumnKind, Cell] = {
                    kind: (CellPiece(place, a, b),)
                    for kind, (a, b) in zip(kinds, spans, strict=False)
                    if b > a and kind is not ColumnKind.OTHER
                }
                _add(rows, row, line)
        at += 1
    return Table(first, at, tuple(rows)) if rows else None


def _wrapped(lines: Lines, first: int, kinds: Sequence[ColumnKind]) -> Table | None:
    """A table whose rows run over lines as text does, each bar ending a cell wherever it stands."""
    if kinds[0] is not ColumnKind.NUMBER or lines[first][1].text.startswith("|"):
        return None
    labels: list[str] = []
    found: list[list[list[CellPiece]]] = []
    at = first + 1
    while at < len(lines):
        place, line = lines[at]
        spans = [cell.span(1) for cell in _BETWEEN_BARS.finditer(line.text)]
        whole = not found or len(found[-1]) == len(kinds)
        if whole and len(spans) > 1 and NUMBER.fullmatch(line.text, *spans[0]):
            labels.append(line.text[slice(*spans[0])])
            found.append([])
        elif not found or (whole and found[-1][-1] and not _MORE.match(line.text)):
            break
        else:
            found[-1][-1] += _pieces(place, spans[:1])
            spans = spans[1:]
        found[-1] += [_pieces(place, [span]) for span in spans]
        at += 1
    if any(len(row) != len(kinds) for row in found) or at - first - 1 == len(found):
        return None  # each row on a line of its own
    rows: list[Row] = []
    for label, row in zip(labels, found, strict=True):
        filled = {kind: tuple(cell) for kind, cell in zip(kinds, row, strict=True) if cell}
        del filled[ColumnKind.NUMBER]
        filled.pop(ColumnKind.OTHER, None)
        if ColumnKind.CONTENT in filled:
            rows.append(Row(label_of(label, rows), filled))
    return Table(first, at, tuple(rows)) if rows else None


def _pieces(place: Place, spans: Iterable[tuple[int, int]]) -> list[CellPiece]:
    return [CellPiece(place, start, end) for start, end in spans if end > start]


def _add(rows: list[Row], row: dict[ColumnKind, Cell], line: Line) -> None:
    """A new row, or more of the last where only its cells go on."""
    number = row.pop(ColumnKind.NUMBER, None)
    label = line.text[number[0].start : number[0].end] if number else ""
    goes_on = bool(rows) and not label and rows[-1].number != "-"
    if goes_on:
        last = rows[-1].cells
        for kind, cell in row.items():
            last[kind] = (*last.get(kind, ()), *cell)
    elif ColumnKind.CONTENT in row:
        rows.append(Row(label_of(label, rows), row))
