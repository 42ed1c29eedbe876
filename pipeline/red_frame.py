"""Red frames in the head of a page: what a secrecy stamp is, read or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEAD = 0.33
"""Share of the page's height in which marks stand (Nghị định 30/2020, Phụ lục I)."""
_WIDTH_MM = (14.0, 60.0)
_HEIGHT_MM = (5.0, 18.0)
"""The boxes are 20 to 40 mm by 8 mm; scans shrink and stamps grow."""
_MM_A_PAGE = 210.0
_SIDE = 0.55
"""Share of each side that must be inked: stamps are worn."""


def has_red_frame(pixels: NDArray[np.uint8]) -> bool:
    """Whether the head of a page, RGB (h, w, 3), holds a red box of a mark's size."""
    if pixels.ndim != 3:
        return False
    height, width = pixels.shape[:2]
    head = np.ascontiguousarray(pixels[: int(height * _HEAD)])
    scale = 1240 / width
    shrunk = cv2.resize(head, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    red = _red(np.asarray(shrunk, dtype=np.uint8))
    # Worn lines are closed before their outlines are taken.
    closed = np.asarray(
        cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)), dtype=np.uint8
    )
    outlines, _ = cv2.findContours(closed, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    unit = 1240 / _MM_A_PAGE
    return any(_is_frame(closed, cv2.boundingRect(outline), unit) for outline in outlines)


def _red(head: NDArray[np.uint8]) -> NDArray[np.uint8]:
    hsv = cv2.cvtColor(head, cv2.COLOR_RGB2HSV)
    low = cv2.inRange(hsv, np.array([0, 60, 60]), np.array([12, 255, 255]))
    high = cv2.inRange(hsv, np.array([165, 60, 60]), np.array([180, 255, 255]))
    return np.asarray(cv2.bitwise_or(low, high), dtype=np.uint8)


def _is_frame(red: NDArray[np.uint8], box: tuple[int, ...] | object, unit: float) -> bool:
    x, y, w, h = np.asarray(box).tolist()
    if not (_WIDTH_MM[0] <= w / unit <= _WIDTH_MM[1]):
        return False
    if not (_HEIGHT_MM[0] <= h / unit <= _HEIGHT_MM[1]):
        return False
    edge = max(2, round(0.9 * unit))
    inside = red[y : y + h, x : x + w] > 0
    sides = (
        inside[:edge].any(0),
        inside[-edge:].any(0),
        inside[:, :edge].any(1),
        inside[:, -edge:].any(1),
    )
    if min(float(side.mean()) for side in sides) < _SIDE:
        return False
    core = inside[edge:-edge, edge:-edge]
    return bool(core.size and 0.02 < core.mean() < 0.7)
