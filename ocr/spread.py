"""Two pages side by side on one sheet: an A3 copy, a double page of a booklet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from ocr.raster import Pixels

_WIDE: Final = (1.2, 1.65)
"""Width by height of two pages of a portrait format, trimmed or with the lid's edge."""
_LEAST: Final = 9.5
"""Inches of width: two pages of A5 have 11.7, a single A4 page 8.3."""
_RANGE: Final = (0.44, 0.56)
"""Where the inner margins meet, in widths of the sheet."""
_GUTTER: Final = 0.6
"""Inches without print: two inner margins have 1.2 at least, columns of a table less than this."""
_CROSSED: Final = 0.01
"""Share of the rows in which dust may lie there."""
_INKED: Final = 0.12
"""Share of the rows of a page that bear print."""
_SHRINK: Final = 4
_DARK: Final = 190
_FOLD: Final = 0.5
"""Share of the height along which a dark column is the shadow of the fold."""


def gutter(pixels: Pixels, dpi: float) -> int | None:
    """Where two pages meet, in pixels from the left; None where the sheet is one page.

    Args:
        pixels: the cleaned sheet, upright and straight
        dpi: its resolution
    """
    height, width = pixels.shape
    if width < _LEAST * dpi or not _WIDE[0] < width / height < _WIDE[1]:
        return None
    small = cv2.resize(pixels, None, fx=1 / _SHRINK, fy=1 / _SHRINK, interpolation=cv2.INTER_AREA)
    dark = small < _DARK
    first, last = (round(share * dark.shape[1]) for share in _RANGE)
    middle = dark[:, first:last]
    crossed = middle.mean(axis=0)
    free = (crossed < _CROSSED) | (crossed > _FOLD)
    best = max(_runs(free), key=lambda run: run[1] - run[0], default=(0, 0))
    if best[1] - best[0] < _GUTTER * dpi / _SHRINK:
        return None
    at = first + (best[0] + best[1]) // 2
    sides = dark[:, :at], dark[:, at:]
    if min(float(side.any(axis=1).mean()) for side in sides) < _INKED:
        return None
    return int(at) * _SHRINK


def _runs(flags: np.typing.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
