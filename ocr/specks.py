"""Dust of the glass and of photocopies: specks smaller than any printed mark, painted white."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from ocr.raster import Pixels

_INK: Final = 128
_LEAST_LETTER, _MOST_LETTER = 0.035, 0.16
"""Inches: the height of a small letter of 8 to 30 pt."""
_SPECK: Final = 0.165
"""Of the height of a small letter: a full stop or a dot below measures 0.24 of it."""
_DUSTY: Final = 1.5
"""Specks a square inch, away from print, above which a page is dusty: 150 on A4."""
_APART: Final = 0.6
"""Of the height of a small letter: what lies farther from all print is no part of a letter."""


def without_specks(grey: Pixels, dpi: float) -> Pixels:
    """The page without dust, where it is dusty; a clean page as it is.

    Only where many specks lie apart from all print are those beside letters taken for dust too:
    on clean paper a small piece of ink is a piece of a faint letter.

    Args:
        grey: Dark print on white, (height, width).
        dpi: Of the image.
    """
    ink = (grey < _INK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 2:
        return grey
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letters = high[(high > _LEAST_LETTER * dpi) & (high < _MOST_LETTER * dpi)]
    if not letters.size:
        return grey
    letter = float(np.median(letters))
    small = np.maximum(wide, high) <= _SPECK * letter
    small[0] = False
    if not small.any():
        return grey
    specks = small[labels]
    if _apart(ink, specks, labels, letter) < _DUSTY * grey.size / dpi**2:
        return grey
    # The blurred rim of a speck goes with it.
    rim = cv2.dilate(specks.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    kept = cv2.dilate((ink & ~specks).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(rim & ~kept, np.uint8(255), grey)


def _apart(ink: Pixels, specks: Pixels, labels: cv2.typing.MatLike, letter: float) -> int:
    """How many specks lie away from all print."""
    print_ = (ink & ~specks).astype(np.uint8)
    reach = max(int(_APART * letter), 1)
    near = cv2.dilate(print_, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
    return int(np.unique(labels[specks & ~near]).size)
