"""Does a text layer belong to the image over it? Boxes against ink, a few lines read and compared.

A layer may be good Vietnamese and yet be that of another page, or lie a line too low: syllables
alone do not tell.
"""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from rapidfuzz.fuzz import ratio

from models.text import fold
from ocr.again import read_spots, spot_of
from ocr.order import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.raster import Raster
    from ocr.recognise import Recogniser
    from ocr.words import ReadWord

_DARKER: Final = 45
"""Grey below the paper around it that is ink."""
_INK: Final = 0.03
"""Share of a word's box that is inked at least; letters cover 0.1 to 0.4 of it."""
_INKED: Final = 0.85
"""Share of the words that stand on ink."""
_COVERED: Final = 0.5
"""Share of a page's ink that lies under words; seals, photographs and frames do not."""
_LINES: Final = 5
_LEAST_WORDS: Final = 5
"""Of a line that is compared."""
_ALIKE: Final = 70
"""Likeness of lines, of 100: a layer of the same text has 90 and more, one of another 30 to 50."""
_SURE: Final = 0.5
"""Confidence under which the image says nothing against the layer."""


def belongs(
    raster: Raster, words: Sequence[ReadWord], recogniser: Recogniser, *, timeout: float
) -> bool:
    """Whether the words stand where the image has them.

    Args:
        raster: the page, upright
        words: of its text layer, in points from the top left
        recogniser: reads a sheet of lines
        timeout: seconds
    """
    grey = raster.pixels if raster.pixels.ndim == 2 else raster.pixels.max(axis=2)
    scale = raster.dpi / 72
    placed = [
        word._replace(
            left=word.left * scale,
            top=word.top * scale,
            right=word.right * scale,
            bottom=word.bottom * scale,
        )
        for word in words
    ]
    if not _stands_on_ink(grey, placed):
        return False
    rows = [row for row in rows_of(placed) if len(row) >= _LEAST_WORDS]
    if not rows:
        return True
    step = max(len(rows) // _LINES, 1)
    chosen = rows[step // 2 :: step][:_LINES]
    read = read_spots([spot_of(row) for row in chosen], grey, recogniser, timeout)
    seen = [word for line in read for word in line]
    if not seen or fmean(word.confidence for word in seen) < _SURE:
        return True
    return fmean(ratio(_text(a), _text(b)) for a, b in zip(chosen, read, strict=True)) >= _ALIKE


def _text(words: Sequence[ReadWord]) -> str:
    return fold(" ".join(word.text for word in sorted(words, key=lambda word: word.left)))


def _stands_on_ink(grey: np.typing.NDArray[np.uint8], words: Sequence[ReadWord]) -> bool:
    paper = cv2.resize(
        cv2.medianBlur(cv2.resize(grey, None, fx=0.1, fy=0.1, interpolation=cv2.INTER_AREA), 21),
        grey.shape[::-1],
    )
    ink = paper.astype(np.int16) - grey > _DARKER
    sums = cv2.integral(ink.astype(np.uint8))
    covered = np.zeros(grey.shape, bool)
    inked = 0
    for word in words:
        left, right = (int(np.clip(x, 0, grey.shape[1])) for x in (word.left, word.right))
        top, bottom = (int(np.clip(y, 0, grey.shape[0])) for y in (word.top, word.bottom))
        held = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        inked += bool(held > _INK * max((right - left) * (bottom - top), 1))
        pad = (bottom - top) // 2
        covered[max(top - pad, 0) : bottom + pad, max(left - pad, 0) : right + pad] = True
    total = int(sums[-1, -1])
    under = int((ink & covered).sum())
    return inked >= _INKED * len(words) and under >= _COVERED * total
