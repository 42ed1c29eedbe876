"""Columns of a task table: what each holds, by its title, and where on the line it stands."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extract.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extract.flow import Place
    from models.evidence import Box
    from models.reading import Line
    from models.reading import Word as Printed


class ColumnKind(StrEnum):
    """What a column of a task table tells."""

    NUMBER = "number"
    CONTENT = "content"
    LEAD = "lead"
    COORDINATE = "coordinate"
    DEADLINE = "deadline"
    OTHER = "other"
    """Products, notes: no field of a task."""


class Word(NamedTuple):
    """A word of a line and where it stands: in units of the page, or of characters and lines."""

    place: Place
    start: int
    """Offset in the line's text."""
    end: int
    text: str
    left: float
    right: float
    middle: float
    """Of its height; pages follow one another."""
    size: float


class Column(NamedTuple):
    """A column from ``left`` to ``right``; it ends where the next begins."""

    kind: ColumnKind
    left: float
    right: float


_TITLES = (
    (ColumnKind.NUMBER, r"^(?:stt|tt|so tt|so thu tu)$"),
    (ColumnKind.OTHER, r"^(?:ghi chu|san pham|ket qua|muc tieu|hinh thuc|kinh phi|can cu|hien trang)"),
    (ColumnKind.DEADLINE, r"thoi (?:gian|han|diem)|tien do|^han\b|hoan thanh"),
    (ColumnKind.LEAD, r"chu tri|phu trach|trach nhiem|dau moi|duoc giao"),
    (ColumnKind.COORDINATE, r"phoi hop"),
    (ColumnKind.LEAD, r"^(?:don vi|co quan|nguoi|phong|bo phan|to chuc|ca nhan)\b"),
    (ColumnKind.CONTENT, r"noi dung|nhiem vu|cong viec|cong tac|dau viec|hoat dong|viec can|giai phap"),
)  # fmt: skip
_OPENS_TITLE = re.compile(
    r"(?:don vi|co quan|thoi (?:gian|han)|noi dung|nhiem vu|tien do|san pham|ghi chu|ket qua)\b"
)
_SEPARATOR = re.compile(r"\s*\|\s*|[ ]*\t[ ]*")
_SEPARATORS = re.compile(r"\s*\|\s*|\s*\t\s*")
_BLACK = re.compile(r"\S+")
_PAGE = 1e6
"""More than any page is high."""
_SPACE = 0.8
"""Between words of one cell no more than this share of a letter's height."""
_APART = 1e9
_BLANK = 0.4
"""Two titles stand no nearer to each other than this share of a letter's height."""
_COLUMN_GAP = 0.7
"""Wider than this share of a letter's height is no blank between words."""
_LOOSE = 0.12
"""Boxes of words may reach over the edge of their column by this share of a letter's height."""
_WIDEST = 1.5
"""No letter is wider, in its height: the "word" is a ruled line."""
_FEWEST = 3
"""Columns, without which lines are no table."""


def kind_of(title: str) -> ColumnKind:
    """What a column holds.

    >>> [kind_of(title).value for title in ("STT", "Cơ quan chủ trì", "Thời gian thực hiện")]
    ['number', 'lead', 'deadline']
    """
    bones = " ".join(skeleton(title).split())
    for kind, words in _TITLES:
        if re.search(words, bones):
            return kind
    return ColumnKind.OTHER


def are_titles(kinds: Iterable[ColumnKind]) -> bool:
    """Whether columns of these kinds make a table of tasks."""
    found = list(kinds)
    asked = {ColumnKind.LEAD, ColumnKind.DEADLINE} & {*found}
    return ColumnKind.CONTENT in found and bool(asked) and len(found) >= _FEWEST


def cells(line: Line, count: int = 0) -> list[tuple[int, int]]:
    r"""Spans of the cells of a line whose cells are divided by bars or tabs; none in other lines.

    Several tabs in a row divide two cells only where every one dividing two would give more cells
    than ``count``.

    >>> from models.reading import Line
    >>> raw = "1\tRà  soát\t\t31/10"
    >>> line = Line(raw=raw, text=" ".join(raw.split()))
    >>> [line.text[a:b] for a, b in cells(line, 4)]
    ['1', 'Rà soát', '', '31/10']
    """
    tabbed = "\t" in line.raw
    raw = line.raw if tabbed else line.text
    bars = list(_SEPARATOR.finditer(raw))
    if len(bars) >= count:
        bars = list(_SEPARATORS.finditer(raw))
    if not bars:
        return []
    edges = [0, *(bar.end() for bar in bars)], [*(bar.start() for bar in bars), len(raw)]
    tokens = list(_tokens(line)) if tabbed else None
    spans = []
    for left, right in zip(*edges, strict=True):
        if tokens is None:
            spans.append((left, max(left, right)))
            continue
        inside = [token for token in tokens if left <= token.at < right]
        spans.append((inside[0].start, inside[-1].end) if inside else (0, 0))
    if not raw[: edges[1][0]].strip() and raw.lstrip().startswith("|"):
        spans = spans[1:]
    if raw.rstrip().endswith("|"):
        spans = spans[:-1]
    return spans


class _Token(NamedTuple):
    at: int
    """Offset in the line as it was printed, with all its blanks."""
    start: int
    """Offset in the line's text."""
    end: int


def _tokens(line: Line) -> Iterator[_Token]:
    """Words of a line where they stood before blanks were made single."""
    printed = list(_BLACK.finditer(line.raw))
    kept = list(_BLACK.finditer(line.text))
    if len(printed) != len(kept):
        printed = kept
    for before, now in zip(printed, kept, strict=True):
        yield _Token(before.start(), now.start(), now.end())


def words_of(place: Place, line: Line, row: int) -> list[Word]:
    """The words of a line with their places; ``row`` counts the lines where none has a box."""
    boxed = [(word, word.box) for word in line.words if word.box]
    if boxed and len(boxed) == len(line.words):
        return [
            Word(
                place, word.start, word.end, word.text, box.left, box.right,
                (box.top + box.bottom) / 2 + place.page * _PAGE, box.height,
            )
            for at, (word, box) in enumerate(boxed)
            if _joins(boxed, at)
            or (re.search(r"[^\W_]", word.text) and box.width < _WIDEST * box.height * len(word.text))
        ]  # fmt: skip
    return [
        Word(
            place, token.start, token.end, line.text[token.start : token.end],
            token.at, token.at + token.end - token.start, float(row), 1.0,
        )
        for token in _tokens(line)
    ]  # fmt: skip


def _joins(words: Sequence[tuple[Printed, Box]], at: int) -> bool:
    """Whether a sign stands as near to the words beside it as "-" in "Văn hóa - Xã hội"."""
    if not 0 < at < len(words) - 1 or words[at][0].text not in {"-", "–", "&"}:
        return False
    before, box, behind = words[at - 1][1], words[at][1], words[at + 1][1]
    widest = _SPACE * max(before.height, behind.height)
    return box.left - before.right < widest and behind.left - box.right < widest


def groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words of one line that stand together, without a wide gap between them."""
    group: list[Word] = []
    widest = max(1.0, _SPACE * max((word.size for word in words), default=1.0))
    for word in sorted(words, key=lambda w: w.left):
        if group and word.left - group[-1].right > widest:
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def titles(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words of a header's line, each title by itself, however near the next one stands."""
    for group in groups(words):
        first, blank = 0, _BLANK * max(word.size for word in group)
        for at in range(1, len(group)):
            near = group[at].left - group[at - 1].right < blank
            if near or not group[at].text[:1].isupper():
                continue
            if _OPENS_TITLE.match(skeleton(" ".join(word.text for word in group[at : at + 2]))):
                yield group[first:at]
                first = at
        yield group[first:]


class Ruler:
    """Columns of a table without bars: each as wide as the words of all its lines leave room."""

    def __init__(self, header: Sequence[list[Word]]) -> None:
        """``header`` are the words of the header's lines, line by line."""
        spans: list[list[Word]] = []
        for line in header:
            for group in titles(line):
                over = [s for s in spans if _overlap(s, group)]
                spans = [s for s in spans if s not in over]
                spans.append([*(word for s in over for word in s), *group])
        spans.sort(key=lambda s: min(word.left for word in s))
        self.kinds = [kind_of(" ".join(word.text for word in s)) for s in spans]
        middles = [(min(w.left for w in s) + max(w.right for w in s)) / 2 for s in spans]
        size = max((word.size for s in spans for word in s), default=1.0)
        self._lines: list[list[Word]] = []
        self._least = _COLUMN_GAP * size if size > 1 else 1.5
        self._free = [[pair] for pair in pairwise(middles)]
        for s in spans:
            self._take(s)

    def _take(self, words: Iterable[Word]) -> None:
        for word in words:
            left, right = word.left + _LOOSE * word.size, word.right - _LOOSE * word.size
            for place, free in enumerate(self._free):
                self._free[place] = [
                    part
                    for low, high in free
                    for part in ((low, min(high, left)), (max(low, right), high))
                    if part[1] > part[0]
                ]

    def fits(self, words: Sequence[Word]) -> bool:
        """Whether a line keeps to the columns; one that does is taken into account.

        A line of running text crosses the room between columns, or leaves there no more than the
        blank between two words.
        """
        before = self._free
        self._free = list(before)
        self._take(words)
        ordered = sorted(words, key=lambda word: word.left)
        wide = [max((_gap(ordered, part) for part in free), default=0) for free in self._free]
        spanned = [gap for gap in wide if gap < _APART]
        if all(self._free) and (not spanned or max(spanned) > self._least):
            self._lines.append(ordered)
            return True
        self._free = before
        return False

    @property
    def columns(self) -> list[Column]:
        """The columns, each to the middle of the room between its words and the next ones."""
        edges = []
        for free in self._free:
            left, right = max(
                free,
                key=lambda part: (
                    min((_gap(words, part) for words in self._lines), default=_APART),
                    part[1] - part[0],
                ),
            )
            edges.append((left + right) / 2)
        lefts, rights = [float("-inf"), *edges], [*edges, float("inf")]
        return [Column(*one) for one in zip(self.kinds, lefts, rights, strict=True)]


def _gap(words: Sequence[Word], part: tuple[float, float]) -> float:
    """How wide a line's blank is at a place between two columns; very wide beside its words."""
    middle = (part[0] + part[1]) / 2
    before = [word.right for word in words if word.left + word.right < 2 * middle]
    behind = [word.left for word in words if word.left + word.right >= 2 * middle]
    return min(behind) - max(before) if before and behind else _APART


def _overlap(some: Sequence[Word], others: Sequence[Word]) -> bool:
    left = max(min(w.left for w in some), min(w.left for w in others))
    right = min(max(w.right for w in some), max(w.right for w in others))
    return right > left
