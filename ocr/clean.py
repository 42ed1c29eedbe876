"""The image made ready for a recogniser: inks set apart, paper evened, borders off, straightened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from ocr.scrawl import without_scrawl
from ocr.specks import without_specks

if TYPE_CHECKING:
    from ocr.raster import Pixels, Raster

_SEARCH_WIDTH = 1000
_STRIP = 4
_MAX_SKEW = 10.0
"""Degrees; paper laid on the glass by hand, or a photograph."""
_LEAST_SKEW = 0.12
"""Degrees; straightening by less blurs more than it mends."""
_FAINT_PAPER = 0.25
_WANTED_DPI = 300
_FINEST_DPI = 450
_BILEVEL = 0.97
_BLACKEST, _WHITEST = 16, 239
_GREY = 0.5
"""Grey pixels of a fax for each black one: what a lossy format makes of its edges."""
_PAPER = 225
"""Grey of evened paper at its darkest grain."""
_ENOUGH_INK = 0.0005
_INK_SHARE = 10
"""Per cent of the ink that is as dark as the core of its strokes."""
_BLACK = 60
"""Grey of a stroke's core that needs no darkening."""
_MOST_GAIN = 4.0
RED = 28
"""By how much a stamp's red outshines green and blue; paper that yellowed stays below 15."""
_PRINT = 120
"""Grey that print is darker than."""
_BORDER_DEPTH = 0.04


class CleanPage(NamedTuple):
    """A grey page, dark print on white."""

    pixels: Pixels
    dpi: float
    skew: float
    """Degrees by which it was turned (clockwise positive) to stand straight."""
    scale: float
    """Size against the raster it came from."""
    whole: Pixels
    """The same with the ink of seals and signatures, rings of seals left out."""
    frames: tuple[tuple[int, int, int, int], ...]
    """What may be a stamp: left, top, right, bottom in pixels."""

    def between(self, left: int, right: int) -> CleanPage:
        """One of two pages on the sheet, from column ``left`` to ``right``."""
        frames = tuple(
            (x0 - left, top, x1 - left, bottom)
            for x0, top, x1, bottom in self.frames
            if left <= x0 and x1 <= right
        )
        return self._replace(
            pixels=np.ascontiguousarray(self.pixels[:, left:right]),
            whole=np.ascontiguousarray(self.whole[:, left:right]),
            frames=frames,
        )


def clean(raster: Raster) -> CleanPage:
    """The page as grey image, straight, without seals, signatures and dark borders."""
    grey = _without_coloured_ink(raster.pixels)
    bilevel, scale = is_bilevel(grey), 1.0
    if raster.dpi > _FINEST_DPI:
        # Readers see letters of 40 pixels at most: finer ones only cost time and memory.
        scale = _WANTED_DPI / raster.dpi
        grey = _bytes(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    if not bilevel:
        grey = _even_paper(grey)
    grey = without_specks(_without_borders(grey), raster.dpi * scale)
    if raster.dpi < 0.8 * _WANTED_DPI:
        scale = min(_WANTED_DPI / raster.dpi, 3.0)
        grey = _bytes(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC))
    skew = skew_of(grey)
    if abs(skew) >= _LEAST_SKEW:
        grey = _turned(grey, skew)
    else:
        skew = 0.0
    dpi = raster.dpi * scale
    cleared = without_scrawl(grey, dpi)
    return CleanPage(cleared.pixels, dpi, skew, scale, cleared.whole, cleared.frames)


def _without_coloured_ink(pixels: Pixels) -> Pixels:
    """The brightest channel: a red seal or a blue signature turns pale, black print stays.

    What is red and not as dark as print goes at once. A pen's blue stays: it writes numbers.
    """
    if pixels.ndim == 2:
        return pixels
    grey = cv2.max(cv2.max(pixels[:, :, 0], pixels[:, :, 1]), pixels[:, :, 2])
    # A camera's packing blurs colour: thin strokes of a red stamp keep a dark rim.
    stamp = (cv2.blur(redness(pixels), (3, 3)) > RED) & (grey > _PRINT)
    grey = np.where(stamp, np.uint8(255), grey) if stamp.any() else grey
    return _bytes(grey)


def redness(pixels: Pixels) -> Pixels:
    """By how much red outshines the other two channels of a colour image."""
    other = cv2.max(pixels[:, :, 1], pixels[:, :, 2])
    return _bytes(cv2.subtract(np.ascontiguousarray(pixels[:, :, 0]), other))


def straightened(image: Pixels, page: CleanPage) -> Pixels:
    """Another grey image of the same sheet, of the raster's size, brought to lie on the page."""
    size = page.whole.shape[::-1]
    sized = _bytes(cv2.resize(image, size, interpolation=cv2.INTER_AREA))
    return _turned(sized, page.skew) if page.skew else sized


def is_bilevel(grey: Pixels) -> bool:
    """Whether nearly all pixels are black or white, as in a fax.

    A page with little print is nearly all paper: what counts is grey against black.
    """
    sample = grey[::7, ::7]
    black, white = float(np.mean(sample < _BLACKEST)), float(np.mean(sample > _WHITEST))
    return black + white >= _BILEVEL and 1 - black - white <= _GREY * black


def _even_paper(grey: Pixels) -> Pixels:
    """Paper brought to white: shadows, folds and tinted paper divided out."""
    small = cv2.resize(grey, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, np.maximum(paper, 40), scale=255)
    even = _darkened(_bytes(even))
    # Pale ink (a seal's red in its brightest channel) lies above, print below.
    table = np.clip((np.arange(256, dtype=np.float32) - 20) * (255 / 170), 0, 255)
    return _bytes(cv2.LUT(even, table.astype(np.uint8)))


def _darkened(even: Pixels) -> Pixels:
    """Faint print brought to black; what is black already stays.

    Args:
        even: print on white paper, of any strength
    """
    sample = even[::3, ::3]
    ink = sample[sample < _PAPER]
    if ink.size < _ENOUGH_INK * sample.size:
        return even
    level = float(np.percentile(ink, _INK_SHARE))
    if level < _BLACK:
        return even
    gain = min(255 / (255 - level), _MOST_GAIN)
    table = np.clip(255 - (255 - np.arange(256, dtype=np.float32)) * gain, 0, 255)
    return _bytes(cv2.LUT(even, table.astype(np.uint8)))


def _without_borders(grey: Pixels) -> Pixels:
    """Dark strips that a scanner leaves along the edges, painted white."""
    height, width = grey.shape
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    dark = (small < 110).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=4)
    rows, columns = small.shape
    erase = np.zeros(count, dtype=bool)
    for label in range(1, count):
        x, y, w, h, _area = stats[label]
        at_edge = x <= 1 or y <= 1 or x + w >= columns - 1 or y + h >= rows - 1
        erase[label] = (
            at_edge
            and (w > 0.2 * columns or h > 0.1 * rows)
            and (
                min(w / columns, h / rows) < 2 * _BORDER_DEPTH
                or (w > 0.9 * columns and h > 0.9 * rows)
            )
        )
    if not erase.any():
        return grey
    mask = cv2.dilate(erase[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    mask = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.where(mask > 0, np.uint8(255), grey)


def skew_of(grey: Pixels) -> float:
    """Degrees by which the lines of print must be turned clockwise to lie level.

    The angle whose row sums differ most from row to row, searched coarse to fine.
    """
    scale = min(_SEARCH_WIDTH / max(grey.shape[1], 1), 1.0)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = (255 - small).astype(np.float32)
    ink[ink < 90] = 0
    if float(ink.mean()) < _FAINT_PAPER:
        return 0.0
    # Strips of columns stand for columns: at the steepest angle less than a pixel is blurred.
    ink = np.asarray(cv2.resize(ink, None, fx=1 / _STRIP, fy=1, interpolation=cv2.INTER_AREA))
    best = 0.0
    for step, reach in ((1.0, _MAX_SKEW), (0.25, 1.0), (0.05, 0.25)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(ink, float(angle))))
    return round(best, 2) if abs(best) <= _MAX_SKEW else 0.0


def _sharpness(ink: cv2.typing.MatLike, angle: float) -> float:
    """Shearing stands for turning: columns shift by their distance, which is exact enough."""
    shear = _STRIP * np.tan(np.radians(angle))
    matrix = np.array([[1, 0, 0], [shear, 1, -shear * ink.shape[1] / 2]], dtype=np.float32)
    moved = cv2.warpAffine(ink, matrix, (ink.shape[1], ink.shape[0]), flags=cv2.INTER_NEAREST)
    sums = moved.sum(axis=1)
    return float(np.square(np.diff(sums)).sum())


def _turned(grey: Pixels, angle: float) -> Pixels:
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    turned = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255.0)
    return _bytes(turned)


def _bytes(image: cv2.typing.MatLike) -> Pixels:
    return np.asarray(image, dtype=np.uint8)
