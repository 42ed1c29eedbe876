"""The labels of a stamp of incoming papers among the words of a page: ĐẾN, Số:, Ngày:, Chuyển:."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from models.text import fold
from ocr.noise import is_wordlike
from ocr.order import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.words import ReadWord

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""

UPPER: Final = 0.5
"""Share of the page's height in which papers are stamped."""
ABOVE: Final = 0.4
"""Inches from ĐẾN, or the first label, to the upper edge."""
_BELOW, _BEFORE, _WIDE = 0.16, 0.15, 2.0
"""Inches from the labels to the lower and the left edge, and the stamp's width."""
_HANGS: Final = 0.95
"""Inches from ĐẾN to the lower edge."""
_LABEL: Final = re.compile(r"(den|gio|ngay|chuyen|so)(?![a-z])")
_OWN: Final = frozenset({"den", "gio", "chuyen", "ngay"})
"""Labels that nothing else in the head of a paper bears; "Số:" has its number too."""
_DOTTED: Final = re.compile(r"[.…]{4}$")
_DOTS: Final = re.compile(r"[.…]{3}|[.…]$")
_COLUMN, _STEP = 0.9, 0.55
"""Inches between the beginnings of two labels, across and down."""
DEN: Final = re.compile(r"[ĐD][EÊẾỀỂỄỆÉÈẺẼẸAÂẤẦẨẪẬ]{1,2}N['’.:]?")
"""The stamp's great word, worn."""
APART: Final = 1.2
"""Heights of a letter between words that do not belong together."""
_DATE: Final = re.compile(r"\btháng\b|\d/\d{1,2}/\d{4}")
_PEN: Final = 0.5
"""Confidence of words under which a pen may have written them."""
_MONTH: Final = 2
"""Letters of the number of a day or month."""
_UNIT: Final = frozenset({"nam", "thang", "%"})
"""Words behind a number that is the paper's own."""


def labelled(words: Sequence[ReadWord], height: float, dpi: float) -> list[Box]:
    """Boxes of stamps whose labels were read, one below the other: ĐẾN, Số:, Ngày:, Chuyển:.

    Where the word ĐẾN was read, something else that no print reads like stands below it.
    """
    rows = rows_of([word for word in words if word.bottom < UPPER * height])
    if (box := _below_den(rows, dpi)) is not None:
        return [box]
    labels = [
        (match[1], word)
        for row in rows
        for at, word in enumerate(row)
        if (match := _is_label(row, at)) is not None
    ]
    for _, first in labels:
        column = [
            (name, word) for name, word in labels if abs(word.left - first.left) < _COLUMN * dpi
        ]
        column.sort(key=lambda item: item[1].top)
        start = next(at for at, (_, word) in enumerate(column) if word is first)
        stack = column[start : start + 1]
        for name, word in column[start + 1 :]:
            if word.top - stack[-1][1].bottom > _STEP * dpi:
                break
            stack.append((name, word))
        names = {name for name, _ in stack}
        alone = names == {"chuyen"} and _DOTTED.search(first.text) is not None
        if alone or (len(names) > 1 and names & _OWN):
            left = min(word.left for _, word in stack) - _BEFORE * dpi
            return [
                (
                    left,
                    stack[0][1].top - ABOVE * dpi,
                    left + _WIDE * dpi,
                    stack[-1][1].bottom + _BELOW * dpi,
                )
            ]
    return []


def _below_den(rows: Sequence[Sequence[ReadWord]], dpi: float) -> Box | None:
    """The box of a stamp by its word ĐẾN, which stands alone above its middle."""
    for number, row in enumerate(rows):
        for at, word in enumerate(row):
            if not DEN.fullmatch(word.text) or not is_alone(row, at):
                continue
            middle = (word.left + word.right) / 2
            left, right = middle - _WIDE / 2 * dpi, middle + _WIDE / 2 * dpi
            top, bottom = word.top - ABOVE * dpi, word.bottom + _HANGS * dpi
            below = [
                (other, i)
                for other in rows[number + 1 :]
                for i, each in enumerate(other)
                if left < (each.left + each.right) / 2 < right and each.middle < bottom
            ]
            if any(i == 0 and is_strange(other, 0) for other, i in below):
                return left, top, right, bottom
    return None


def is_alone(row: Sequence[ReadWord], at: int) -> bool:
    """Whether blanks on both sides set a word apart from its row."""
    word = row[at]
    before = at == 0 or word.left - row[at - 1].right > APART * word.height
    return before and (at + 1 == len(row) or row[at + 1].left - word.right > APART * word.height)


def _is_label(row: Sequence[ReadWord], at: int) -> re.Match[str] | None:
    """Whether a word is a label of a stamp, by itself and by what stands behind it."""
    word = row[at]
    match = _LABEL.match(fold(word.text))
    if match is None:
        return None
    if match[1] == "den":
        return match if word.text[:3].isupper() and len(word.text) < 6 else None
    # The number of the paper itself is followed by its symbol.
    if match[1] == "so" and any("/" in other.text for other in row[at : at + 4]):
        return None
    if at and match[1] != "chuyen" and word.left - row[at - 1].right < word.height:
        return None
    # The body's own "Ngày 14 tháng 4" and "Ngày 14/4/2022".
    if _DATE.search(" ".join(other.text for other in row[at : at + 4])):
        return None
    if _DOTS.search(word.text) or at + 1 == len(row) or _is_pen(row[at + 1]):
        return match
    return match if row[at + 1].left - word.right > APART * word.height else None


def _is_pen(word: ReadWord) -> bool:
    """Whether a word may be dots or what a pen wrote on them."""
    digits = any(char.isdigit() for char in word.text)
    return digits or word.confidence < _PEN or not is_wordlike(word.text)


def is_strange(row: Sequence[ReadWord], at: int) -> bool:
    """Whether print does not read so: a label, dots, a number that nothing counts, no word."""
    word = row[at]
    behind = fold(row[at + 1].text) if at + 1 < len(row) else ""
    if _is_label(row, at) is not None or (_DOTS.search(word.text) and word.text[0] in ".…"):
        return True
    if any(char.isdigit() for char in word.text):
        return behind not in _UNIT or len(word.text) > _MONTH
    return word.confidence < _PEN or not is_wordlike(word.text) or word.text.endswith(":")
