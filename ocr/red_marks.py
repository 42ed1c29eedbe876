"""Marks printed or stamped in red in the head of page 1 (MẬT, HỎA TỐC): read from the red itself.

The reader of the page never sees them: it is given the page without the ink of seals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from models import LineRole
from ocr.clean import RED, redness
from ocr.order import rows_of
from ocr.words import ReadLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ocr.raster import Pixels, Raster
    from ocr.recognise import Recogniser
    from ocr.words import ReadWord

_HEAD: Final = 0.4
"""Share of the page's height in which marks stand (Nghị định 30/2020, Phụ lục I)."""
_WIDTH, _HEIGHT = (6.0, 70.0), (2.2, 22.0)
"""Millimetres of a mark with or without its frame; the frames are 20 to 40 by 8."""
_LETTER_GAP, _ROW_GAP = 4.0, 0.8
"""Millimetres over which red belongs together."""
_LONG, _TALL = 12.0, 6.5
"""Millimetres of a stroke that is a frame's: letters are 5 high."""
_MOST: Final = 12
"""Pieces of red that are read; a page printed in red has hundreds, and is read without its red."""
_DPI: Final = 300
_MARGIN: Final = 24
_LETTERS: Final = 14
"""Of a mark: LƯU HÀNH NỘI BỘ."""


def red_marks(
    raster: Raster, recogniser: Recogniser, *, scale: float, timeout: float
) -> tuple[ReadLine, ...]:
    """Short lines in red capitals, as stamps; none on grey pages.

    Args:
        raster: page 1, upright
        recogniser: reads a block of text
        scale: size of the cleaned page against the raster, in whose pixels the boxes are told
        timeout: seconds for one piece
    """
    if raster.pixels.ndim == 2:
        return ()
    head = raster.pixels[: round(raster.pixels.shape[0] * _HEAD)]
    red = redness(head)
    if not (red > RED).any():
        return ()
    unit = raster.dpi / 25.4
    lines = []
    for left, top, right, bottom in _pieces(red > RED, unit):
        crop = _as_print(red[top:bottom, left:right], unit)
        size = _DPI / raster.dpi
        crop = np.asarray(cv2.resize(crop, None, fx=size, fy=size, interpolation=cv2.INTER_CUBIC))
        crop = np.pad(crop, _MARGIN, constant_values=255)
        for row in rows_of(recogniser.words(crop, _DPI, timeout=timeout)):
            if _is_mark(row):
                back = scale / size
                placed = (_placed(word, left * scale, top * scale, back) for word in row)
                lines.append(ReadLine(tuple(placed), LineRole.STAMP))
    return tuple(lines)


def _pieces(red: np.ndarray, unit: float) -> Iterator[tuple[int, int, int, int]]:
    """Boxes of red of a mark's size, with some room around."""
    gap = np.ones((max(round(_ROW_GAP * unit), 1), max(round(_LETTER_GAP * unit), 1)), np.uint8)
    joined = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, gap)
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, np.uint8))
    room = round(0.5 * unit)
    boxes = [
        (max(x - room, 0), max(y - room, 0), x + wide + room, y + high + room)
        for x, y, wide, high, _ in stats[1:].tolist()
        if _WIDTH[0] <= wide / unit <= _WIDTH[1] and _HEIGHT[0] <= high / unit <= _HEIGHT[1]
    ]
    if len(boxes) <= _MOST:
        yield from boxes


def _as_print(red: Pixels, unit: float) -> Pixels:
    """Red as black on white, without the lines of a frame."""
    ink = (red > RED).astype(np.uint8)
    across = np.ones((1, max(round(_LONG * unit), 1)), np.uint8)
    down = np.ones((max(round(_TALL * unit), 1), 1), np.uint8)
    strokes = [cv2.morphologyEx(ink, cv2.MORPH_OPEN, long) for long in (across, down)]
    frame = np.bitwise_or(*(np.asarray(stroke, np.uint8) for stroke in strokes))
    frame = cv2.dilate(frame, np.ones((3, 3), np.uint8))
    strength = np.minimum(red.astype(np.uint16) * 2, 255).astype(np.uint8)
    return np.asarray(np.where(np.asarray(frame) > 0, np.uint8(255), 255 - strength), np.uint8)


def _is_mark(row: list[ReadWord]) -> bool:
    letters = [c for word in row for c in word.text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 1 < len(letters) <= _LETTERS and capitals >= 0.7 * len(letters)


def _placed(word: ReadWord, left: float, top: float, size: float) -> ReadWord:
    return word._replace(
        left=left + (word.left - _MARGIN) * size,
        top=top + (word.top - _MARGIN) * size,
        right=left + (word.right - _MARGIN) * size,
        bottom=top + (word.bottom - _MARGIN) * size,
        row=None,
    )
