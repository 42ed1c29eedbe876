"""Rows of print that run through a stamp of incoming papers, parted word by word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from models import LineRole
from ocr.order import rows_of
from ocr.stamp_labels import ABOVE, APART, DEN, Box, is_alone, is_strange, labelled
from ocr.words import ReadLine, ReadWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.clean import CleanPage

_FRAME: Final = re.compile(r"(?:[—–_=~-]{2,}|[!|'’‘`:;,.]+)(?=\w)")
_DASH: Final = re.compile(r"[-–](?=\w)")
"""What the strokes of a frame are read as before a word."""
_SYMBOL: Final = re.compile(r"/[A-ZĐ]{2}|[A-ZĐ]{2}-[A-ZĐ]")
_BESIDE: Final = 0.35
"""Inches between the middles of ĐẾN and of the office's name above it."""
_DOUBT: Final = 0.8
_EDGE: Final = 0.05
"""Inches by which words may reach out of a stamp."""


class Parted(NamedTuple):
    """Words of the page without those of its stamps."""

    page: CleanPage
    words: list[ReadWord]
    stamps: tuple[ReadLine, ...]


def parted(page: CleanPage, words: Sequence[ReadWord], boxes: Sequence[Box]) -> Parted:
    """The page's words without those of its stamps, whose ink is painted white.

    Args:
        page: a first page
        words: all that were read on it
        boxes: of stamps that are known; those whose labels were read are found here
    """
    known = [*boxes, *labelled(words, page.pixels.shape[0], page.dpi)]
    if not known:
        return Parted(page, list(words), ())
    theirs: list[list[ReadWord]] = [[] for _ in known]
    kept: list[ReadWord] = []
    reach = _EDGE * page.dpi
    rows = rows_of(words)
    for row in rows:
        left = row
        for at, box in enumerate(known):
            left = [_unframed(word, box, reach, _FRAME) for word in left]
            taken = _taken(left, box, reach) or _office(rows, left, box, page.dpi)
            theirs[at] += taken
            left = [word for word in left if word not in taken]
            if taken:
                left = [_unframed(word, box, reach, _DASH) for word in left]
        kept += left
    pixels, whole = page.pixels.copy(), page.whole.copy()
    for word in (word for each in theirs for word in each):
        at_ = np.s_[int(word.top) : int(word.bottom) + 1, int(word.left) : int(word.right) + 1]
        pixels[at_] = whole[at_] = 255
    return Parted(
        page._replace(pixels=pixels, whole=whole),
        kept,
        tuple(ReadLine(tuple(each), LineRole.STAMP) for each in theirs if each),
    )


def _unframed(word: ReadWord, box: Box, reach: float, strokes: re.Pattern[str]) -> ReadWord:
    """A word in a stamp or beside it, without what strokes of the frame are read as before it."""
    left, top, right, bottom = box
    if not (left < word.left < right + 2 * reach and top < word.middle < bottom + 2 * reach):
        return word
    mark = strokes.match(word.text)
    if mark is None:
        return word
    cut = (word.right - word.left) * mark.end() / len(word.text)
    return word._replace(text=word.text[mark.end() :], left=word.left + cut)


def _taken(row: Sequence[ReadWord], box: Box, reach: float) -> list[ReadWord]:
    """The words of a row that were stamped or written into a stamp."""
    left, top, right, bottom = box
    inside = [
        left - reach < (word.left + word.right) / 2 < right + reach and top < word.middle < bottom
        for word in row
    ]
    # The paper's own number may stand between the lines of a frame.
    if not any(inside) or any(_SYMBOL.search(word.text) for word in row):
        return []
    order = list(range(len(row)))
    if all(inside):
        strange = sum(is_strange(row, at) for at in order)
        return list(row) if 2 * strange >= len(row) else []
    if not inside[0]:
        order.reverse()
    taken: list[int] = []
    waiting: list[int] = []
    for at in order:
        if not inside[at]:
            break
        if is_strange(row, at):
            taken += [*waiting, at]
            waiting = []
        elif row[at].confidence < _DOUBT and not waiting:
            # A blurred word between two marks of the stamp is the stamp's.
            waiting.append(at)
        else:
            break
    return [row[at] for at in taken]


def _office(
    rows: Sequence[Sequence[ReadWord]], row: Sequence[ReadWord], box: Box, dpi: float
) -> list[ReadWord]:
    """The name of the office that received a paper: capitals right above ĐẾN."""
    left, top, right, bottom = box
    den = next(
        (
            word
            for other in rows
            for at, word in enumerate(other)
            if left < word.left < right and top < word.middle < bottom
            and DEN.fullmatch(word.text) and is_alone(other, at)
        ),
        None,
    )  # fmt: skip
    if den is None or not row or not 0 < den.top - row[0].middle < ABOVE * dpi:
        return []
    end = next(
        (
            at
            for at in range(1, len(row))
            if row[at].left - row[at - 1].right > APART * row[at].height
        ),
        len(row),
    )
    name = list(row[:end])
    middle = (name[0].left + name[-1].right) / 2
    beside = abs(middle - (den.left + den.right) / 2) < _BESIDE * dpi
    return name if beside and all(word.text.isupper() for word in name) else []
