"""Tables of tasks: a row is a task, with those who answer for it and its term in cells."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from extract.barred_tables import barred
from extract.skeleton import skeleton
from extract.table_columns import (
    ColumnKind,
    Ruler,
    Word,
    are_titles,
    groups,
    kind_of,
    titles,
    words_of,
)
from extract.table_rows import NUMBER, CellPiece, Row, Table, label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.flow import Place
    from extract.table_columns import Column
    from extract.table_rows import Cell
    from models.reading import Line

    Lines = Sequence[tuple[Place, Line]]


_DIVIDED = re.compile(r"\S(?:\s{2,}|\t|\s*\|)")
_TITLED = re.compile(
    r"\b(?:s?tt|don vi|co quan|noi dung|nhiem vu|cong viec|thoi (?:gian|han)|tien do)\b"
)
"""A line without one of these begins no table."""
_HEADER_LINES = 4
_SHORT = 3
_LEVEL = 0.35
"""A number that stands lower than its row's first line by more of a letter's height is centred."""
_BELOW = 2.4
"""In letters' heights: farther below a table stands no more of its last row."""
_NEAR = 0.8
"""Of a letter's height: two words no farther apart in height stand on one line."""


def find_tables(lines: Lines) -> list[Table]:
    """The tables of tasks among the lines of a body, whether ruled, drawn with bars or by blanks."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table = None
        if _may_begin(lines[at][1]):
            table = barred(lines, at) or _aligned(lines, at)
        if table is None:
            at += 1
            continue
        found.append(table)
        at = table.last
    return found


def _may_begin(line: Line) -> bool:
    """Whether a line may hold titles: in text only blanks, bars or tabs divide cells."""
    divided = _DIVIDED.search(line.raw) or (line.words and line.words[0].box)
    return bool(divided and _TITLED.search(skeleton(line.text)))


def _aligned(lines: Lines, at: int) -> Table | None:
    """A table whose columns show only by where their words stand."""
    first, header = _header(lines, at)
    if not header:
        return None
    ruler = Ruler(header)
    if not are_titles(ruler.kinds):
        return None
    size = max(word.size for line in header for word in line)
    printed = {line.text for _, line in lines[first : first + len(header)]}
    taken: list[Word] = []
    at = first + len(header)
    while at < len(lines):
        words = words_of(*lines[at], at) if lines[at][1].text not in printed else []
        fits = ruler.fits(words) and not (words and _leaves(words, ruler.columns))
        if (not fits and len(words) > 1) or _below(words, taken, ruler.columns):
            break
        taken += words if fits else ()
        at += 1
    rows = list(_rows(taken, ruler.columns, size))
    return Table(first, at, tuple(rows)) if rows else None


def _header(lines: Lines, first: int) -> tuple[int, list[list[Word]]]:
    """Where the lines that give the titles begin, and their words; none where there are none."""
    band: list[list[Word]] = []
    for at in range(first, min(first + _HEADER_LINES, len(lines))):
        words = words_of(*lines[at], at)
        if not band and sum(1 for _ in titles(words)) <= 1:
            return first, band
        if band and words and not _goes_on(words, band):
            break
        band.append(words)
    while first and _overlaps(above := words_of(*lines[first - 1], first - 1), band[0]):
        band.insert(0, above)
        first -= 1
    named = [kind_of(" ".join(w.text for w in g)) for line in band for g in titles(line)]
    titled = sum(kind is not ColumnKind.OTHER for kind in named)
    return first, band if titled > 1 else []


def _overlaps(above: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether two lines stand beside each other: cells in the middle of their height do so."""
    if not above or not words or above[0].size == 1:
        return False
    lowest = max(word.middle for word in above)
    size = max(word.size for word in (*above, *words))
    return 0 < min(word.middle for word in words) - lowest < _NEAR * size


def _goes_on(words: Sequence[Word], band: Sequence[Sequence[Word]]) -> bool:
    """Whether a line belongs to the titles above it: it overlaps them, or goes on with small letters."""
    above = [word for line in band for word in line]
    size = max(word.size for word in above)
    lowest = max(word.middle for word in above)
    if size > 1 and min(word.middle for word in words) < lowest + 0.5 * size:
        return True
    near = min(word.middle for word in words) < lowest + 1.8 * size
    small = all(group[0].text[:1].islower() for group in groups(words))
    return near and small


def _leaves(words: Sequence[Word], columns: Sequence[Column]) -> bool:
    """Whether a line begins in the column of numbers with something else."""
    if columns[0].kind is not ColumnKind.NUMBER:
        return False
    first = min(words, key=lambda word: word.left)
    return first.right < columns[0].right and not NUMBER.fullmatch(first.text)


def _below(words: Sequence[Word], taken: Sequence[Word], columns: Sequence[Column]) -> bool:
    """Whether a line of one column only stands far below the table."""
    if not words or not taken or words[0].size == 1:
        return False
    last = max(word.middle for word in taken)
    first = min(word.middle for word in words)
    size = max(word.size for word in (*words, *taken))
    inside = {_column(word, columns) for word in words}
    return len(inside) == 1 and _BELOW * size < first - last < _FAR * size


def _column(word: Word, columns: Sequence[Column]) -> ColumnKind:
    middle = (word.left + word.right) / 2
    return next(c for c in columns if c.left <= middle < c.right).kind


def _rows(words: Sequence[Word], columns: Sequence[Column], size: float) -> Iterator[Row]:
    kinds: dict[ColumnKind, list[Word]] = {}
    for word in words:
        kinds.setdefault(_column(word, columns), []).append(word)
    numbers = sorted(
        (w for w in kinds.pop(ColumnKind.NUMBER, ()) if NUMBER.fullmatch(w.text)),
        key=lambda word: word.middle,
    )
    kinds.pop(ColumnKind.OTHER, None)
    edges = _edges(numbers, kinds, size)
    made: list[Row] = []
    for (top, number), (bottom, _) in pairwise([*edges, (float("inf"), "")]):
        row = {
            kind: _cell([w for w in found if top <= w.middle < bottom])
            for kind, found in kinds.items()
        }
        row = {kind: cell for kind, cell in row.items() if cell}
        if ColumnKind.CONTENT in row and not (number and _counts_columns(row)):
            made.append(Row(label_of(number, made), row))
    yield from made


def _counts_columns(row: dict[ColumnKind, Cell]) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)"."""
    return all(cell[-1].end - cell[0].start <= _SHORT for cell in row.values())


def _edges(
    numbers: Sequence[Word], kinds: dict[ColumnKind, list[Word]], size: float
) -> list[tuple[float, str]]:
    """Where rows begin, and their numbers.

    A number stands on the first line of its row or in the middle of its height; in the second
    case a row reaches as far below its number as above it.
    """
    content = sorted(kinds.get(ColumnKind.CONTENT, ()), key=lambda w: (w.middle, w.left))
    if not numbers:
        return [(top, "") for top in _tops(content, kinds, size)]
    heights = sorted(w.middle for found in kinds.values() for w in found)
    half = size / 2
    first = min((*heights[:1], numbers[0].middle))
    centred = numbers[0].middle - first > _LEVEL * size or _opens_above(numbers, content, size)
    edges = [(min(first, numbers[0].middle) - half, numbers[0].text)]
    for above, number in pairwise(numbers):
        edge = number.middle - half
        if centred:
            page = number.middle - _FAR * size
            begin = max(above.middle, page)
            between = [h for h in heights if begin <= h <= number.middle]
            if begin == page:  # the number stands on the next page
                edge = min((*between, number.middle)) - half
            else:
                edge = _widest(between, 2 * above.middle - edges[-1][0], edge)
        edges.append((edge, number.text))
    return edges


def _widest(heights: Sequence[float], expected: float, otherwise: float) -> float:
    """Where between two numbers the blank is widest, near to where the row should end."""
    pairs = list(pairwise(heights))
    if not pairs:
        return otherwise
    low, high = max(
        pairs, key=lambda pair: pair[1] - pair[0] - _DRAWN * abs(sum(pair) / 2 - expected)
    )
    return (low + high) / 2


_DRAWN = 0.3
"""How much nearness to the expected place counts against the width of a blank."""
_FAR = 1e3
"""Of a letter's height: no page is as high."""


def _opens_above(numbers: Sequence[Word], content: Sequence[Word], size: float) -> bool:
    """Whether between two numbers a line begins with a capital, as only a new row's content does."""
    for above, below in pairwise(numbers):
        between = [
            w for w in content
            if above.middle + _NEAR * size < w.middle < below.middle - _NEAR * size
        ]  # fmt: skip
        for top in _lines(between, size):
            first = min(
                (w for w in between if abs(w.middle - top) < _NEAR * size), key=lambda w: w.left
            )
            if first.text[:1].isupper() and len(between) > 1 and top != _lines(between, size)[0]:
                return True
    return False


def _lines(words: Sequence[Word], size: float) -> list[float]:
    """Heights of the lines that words in order of height stand on."""
    found: list[float] = []
    for word in words:
        if not found or word.middle - found[-1] > _NEAR * size:
            found.append(word.middle)
    return found


def _tops(
    content: Sequence[Word], kinds: dict[ColumnKind, list[Word]], size: float
) -> Iterator[float]:
    """Without numbers a row begins where its content and another of its cells begin anew."""
    others = [w for kind, f in kinds.items() if kind is not ColumnKind.CONTENT for w in f]
    for top in _lines(content, size):
        first = min(
            (w for w in content if abs(w.middle - top) < _NEAR * size), key=lambda w: w.left
        )
        beside = [w for w in others if abs(w.middle - top) < _NEAR * size]
        if first.text[:1].isupper() and beside:
            yield top - size / 2


def _cell(words: Sequence[Word]) -> Cell:
    """The words of a cell in reading order, those of one line that follow each other as one piece."""
    pieces: list[CellPiece] = []
    ordered = sorted(words, key=lambda word: word.middle)
    rows: list[list[Word]] = []
    size = max((word.size for word in words), default=1.0)
    for word in ordered:
        if rows and word.middle - rows[-1][0].middle <= _NEAR * size:
            rows[-1].append(word)
        else:
            rows.append([word])
    for word in (word for row in rows for word in sorted(row, key=lambda w: w.left)):
        last = pieces[-1] if pieces else None
        if last and last.place == word.place and 0 <= word.start - last.end <= 1:
            pieces[-1] = last._replace(end=word.end)
        else:
            pieces.append(CellPiece(word.place, word.start, word.end))
    return tuple(pieces)
