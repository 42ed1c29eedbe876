"""The stamp of incoming papers (dấu ĐẾN), found by its frame or its red.

Where it stands is known first; then each row of print that runs through it is parted
(``stamp_rows``): what a clerk stamped and wrote goes with the stamp, what the paper says stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from models import LineRole
from models.text import fold
from ocr.clean import RED, redness, straightened
from ocr.scrawl import without_inside
from ocr.stamp_labels import DEN, UPPER, Box
from ocr.words import ReadLine

if TYPE_CHECKING:
    from ocr.clean import CleanPage
    from ocr.raster import Pixels, Raster
    from ocr.recognise import Recogniser

_WORDS: Final = re.compile(r"\b(den|gio|ngay|chuyen|cong van|so ky hieu|cong thong tin|luu)\b")
_SIZE: Final = (0.9, 2.9, 0.45, 2.0)
"""Inches: least and most width, least and most height; the usual one has 50 by 35 mm."""
_JOIN: Final = 0.15
"""Inches over which the red of a stamp belongs together."""
_LEAST_RED: Final = 0.0002
"""Share of the upper half that a stamp's red covers at least."""
_MOST_BOXES: Final = 6
_COARSE: Final = 100
"""Pixels an inch at which red is gathered."""


class Unstamped(NamedTuple):
    """The page without what stands in frames of stamps, and the stamps."""

    pixels: Pixels
    stamps: tuple[ReadLine, ...]
    boxes: tuple[Box, ...]


def red_ink(raster: Raster, page: CleanPage) -> Pixels | None:
    """The red of the sheet as black on white, where it lies on the cleaned page.

    None on grey pages and where the upper half has too little of it for a stamp.
    """
    if raster.pixels.ndim == 2:
        return None
    red = redness(raster.pixels)
    if float(np.mean(red[: red.shape[0] // 2] > RED)) < _LEAST_RED:
        return None
    strength = 255 - np.minimum(red.astype(np.uint16) * 2, 255).astype(np.uint8)
    return straightened(strength, page)


def unstamped(
    page: CleanPage, red: Pixels | None, recogniser: Recogniser, *, timeout: float
) -> Unstamped:
    """Stamps in the upper half of page 1 that have a frame or are red.

    Args:
        page: a first page
        red: its red ink as black on white
        recogniser: reads a block of text
        timeout: seconds for one stamp
    """
    pixels = page.pixels
    stamps, boxes = list[ReadLine](), list[Box]()
    marked = [(page.pixels, frame) for frame in page.frames]
    if red is not None:
        marked += [(red, box) for box in _red_boxes(red, page.dpi)]
    for image, box in marked:
        if box[3] > UPPER * pixels.shape[0]:
            continue
        line = _read(image, box, page.dpi, recogniser, timeout)
        if line is None:
            continue
        stamps.append(line)
        boxes.append(box)
        if image is page.pixels:
            pixels = without_inside(pixels, box, page.dpi)
    return Unstamped(pixels, tuple(stamps), tuple(boxes))


def _read(
    image: Pixels,
    box: tuple[int, int, int, int],
    dpi: float,
    recogniser: Recogniser,
    timeout: float,
) -> ReadLine | None:
    """What a stamp says; None where it is none."""
    left, top, right, bottom = box
    words = recogniser.words(image[top:bottom, left:right], dpi, timeout=timeout)
    named = any(DEN.fullmatch(word.text) for word in words)
    if not named and len(_WORDS.findall(fold(" ".join(word.text for word in words)))) < 2:
        return None
    placed = (
        word._replace(
            left=word.left + left,
            right=word.right + left,
            top=word.top + top,
            bottom=word.bottom + top,
            row=None,
        )
        for word in words
    )
    return ReadLine(tuple(placed), LineRole.STAMP)


def _red_boxes(red: Pixels, dpi: float) -> list[tuple[int, int, int, int]]:
    """Patches of red of a stamp's size in the upper half, in pixels of the page."""
    scale = _COARSE / dpi
    upper = (red[: round(red.shape[0] * UPPER)] < 255 - 2 * RED).astype(np.uint8)
    # Thin strokes must outlast the shrinking.
    thick = max(round(1 / scale), 1)
    upper = np.asarray(cv2.dilate(upper, np.ones((thick, thick), np.uint8)), np.uint8)
    small = cv2.resize(upper, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST)
    near = round(_JOIN * _COARSE)
    joined = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((near, near), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, np.uint8))
    boxes = _merged([(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist()])
    least, most, low, high = (side * _COARSE for side in _SIZE)
    room = round(0.04 * dpi)
    found = [
        (
            max(round(x0 / scale) - room, 0),
            max(round(y0 / scale) - room, 0),
            round(x1 / scale) + room,
            round(y1 / scale) + room,
        )
        for x0, y0, x1, y1 in boxes
        if least <= x1 - x0 <= most and low <= y1 - y0 <= high
    ]
    return found if len(found) <= _MOST_BOXES else []


def _merged(boxes: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Boxes that lie over each other as one: the sides of a frame and what it holds.

    >>> _merged([(0, 0, 9, 2), (0, 1, 2, 9), (20, 0, 22, 2)])
    [(20, 0, 22, 2), (0, 0, 9, 9)]
    """
    done: list[tuple[int, int, int, int]] = []
    left = list(boxes)
    while left:
        x0, y0, x1, y1 = left.pop()
        over = [b for b in left + done if b[0] <= x1 and x0 <= b[2] and b[1] <= y1 and y0 <= b[3]]
        if not over:
            done.append((x0, y0, x1, y1))
            continue
        left, done = ([b for b in boxes if b not in over] for boxes in (left, done))
        every = [(x0, y0, x1, y1), *over]
        left.append(
            (
                min(b[0] for b in every),
                min(b[1] for b in every),
                max(b[2] for b in every),
                max(b[3] for b in every),
            )
        )
    return done
