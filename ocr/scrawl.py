"""Seals, signatures and frames of stamps: told from print by the ink that hangs together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.rings import rings_of

if TYPE_CHECKING:
    from ocr.raster import Pixels

_DARK: Final = 150
_TALL: Final = 0.42
"""Inches; ink that hangs together and is higher is no letter."""
_FILL: Final = 0.3
"""Share of its box that a seal or a stroke of a pen covers at most."""
_MOST: Final = 0.4
"""Share of a page's ink that may be scrawl; more of it is print that runs together."""
_BRIDGE: Final = 0.3
"""Inches between strokes of one mark."""
_RULE: Final = 0.2
"""Inches; a stroke that is straight for so long is a rule."""
_STRAIGHT: Final = 0.5
"""Share of a frame's ink that lies in its rules."""
_LETTER: Final = (0.055, 0.22)
"""Inches from foot to top of a letter."""
_NEIGHBOURS: Final = 4
"""Letters on one level, one behind the other, that are print and no part of a seal."""

_STAMP: Final = (1.0, 2.7, 1.8)
"""Inches: least and most width, most height of a stamp of incoming papers (35 by 50 mm)."""
_SEAL_LETTER: Final = 0.12
"""Inches; capitals in the middle of a seal are lower, those of a title and of names higher."""
_MARK: Final = 0.65
"""Height of a mark, in heights of its letter."""
_EDGE: Final = 0.1
"""Inches from a frame to the middle of the letters that it holds."""
_OUTSIDE: Final = 6
"""Letters of a line outside a frame that it runs into."""
_NEXT: Final = 1.1
"""Heights of a letter to the next of its row."""
_NEXT_CUT: Final = 1.8
"""The same where a frame may have cut the letter between."""
_LEVEL: Final = 0.6
"""Share of the letters of a row that stand on one line; those on a ring do not."""
_USUAL: Final = 0.066
"""Inches; median height of the letters of a row, small letters of 11 points."""

Mask = NDArray[np.bool_]


class _Ink(NamedTuple):
    """Pieces of ink that hang together; row 0 of each array is the paper."""

    labels: NDArray[np.int32]
    left: NDArray[np.float64]
    top: NDArray[np.float64]
    right: NDArray[np.float64]
    bottom: NDArray[np.float64]
    area: NDArray[np.float64]

    @property
    def height(self) -> NDArray[np.float64]:
        return self.bottom - self.top

    @property
    def width(self) -> NDArray[np.float64]:
        return self.right - self.left


class Cleared(NamedTuple):
    """A page without scrawl."""

    pixels: Pixels
    whole: Pixels
    """The page with scrawl, but without the rings of seals."""
    frames: tuple[tuple[int, int, int, int], ...]
    """Left, top, right, bottom of frames as large as a stamp of incoming papers, in pixels."""


def without_scrawl(grey: Pixels, dpi: float) -> Cleared:
    """The page with seals, signatures and rules of frames painted white, print in them kept.

    Layout goes astray on such marks and a recogniser reads letters into them. Print that touches
    a seal is lost with it, and left to a second look.

    Args:
        grey: a straight page, dark print on white
        dpi: its resolution
    """
    small = np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    unit = dpi / 2
    ink = _ink(small)
    marks = _marks(ink, unit)
    if not _is_scrawl(ink, marks):
        return Cleared(grey, grey, ())
    discs = np.zeros(small.shape, bool)
    if (rings := rings_of(small < _DARK, _boxes(ink, marks), unit)) is not None:
        # Letters that a ring tied together are letters again.
        grey = _painted(grey, rings.strokes, beside=(small < _DARK) & ~rings.strokes)
        small = np.where(rings.strokes, np.uint8(255), small)
        ink, discs = _ink(small), rings.discs
        marks = _marks(ink, unit)
    rules = _rules(marks, ink, unit)
    marks &= ~rules.frames
    zone = _zone(marks[ink.labels], unit) | discs
    erase = marks | (_inside(ink, zone) & ~_print(ink, zone, unit))
    erase[0] = False
    pixels = _painted(grey, erase[ink.labels] | rules.strokes)
    return Cleared(pixels, grey, _stamp_frames(ink, rules.frames, unit))


def _marks(ink: _Ink, unit: float) -> Mask:
    """Pieces of ink that are too high and too thin for letters."""
    thin = ink.area < _FILL * ink.height * ink.width
    return (ink.height > _TALL * unit) & thin & (np.arange(len(ink.area)) > 0)


def _is_scrawl(ink: _Ink, marks: Mask) -> bool:
    lost = float(ink.area[marks].sum())
    return 0 < lost <= _MOST * float(ink.area[1:].sum())


def _boxes(ink: _Ink, marks: Mask) -> list[tuple[int, int, int, int]]:
    """Left, top, right, bottom of the marks."""
    sides = (ink.left, ink.top, ink.right, ink.bottom)
    return [
        (int(x0), int(y0), int(x1), int(y1))
        for x0, y0, x1, y1 in zip(*(side[marks] for side in sides), strict=True)
    ]


def without_inside(pixels: Pixels, frame: tuple[int, int, int, int], dpi: float) -> Pixels:
    """The page without what stands in a frame; lines of print that run out of it are kept."""
    left, top, right, bottom = (side / 2 for side in frame)
    small = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ink = _ink(small)
    x, y = (ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2
    size = dpi / 2
    # Print on the frame's own line is no part of the stamp.
    edge = _EDGE * size
    inside = (left < x) & (x < right) & (top + edge < y) & (y < bottom - edge)
    inside[0] = False
    near = np.flatnonzero(
        (ink.height > _LETTER[0] * size)
        & (ink.height < _LETTER[1] * size)
        & (y > top - size)
        & (y < bottom + size)
    )
    kept = np.zeros(len(ink.area), bool)
    for row in _rows(ink, near[near > 0], size, _NEXT_CUT):
        if int(np.sum(~inside[row])) >= _OUTSIDE:
            kept[row] = True
    inside &= ~kept
    inside &= ~_their_marks(ink, kept, inside)
    return _painted(pixels, inside[ink.labels])


def _painted(pixels: Pixels, mask: Mask, *, beside: Mask | None = None) -> Pixels:
    """White where the mask of half the size holds, and a little around but on the ink ``beside``."""
    wide = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    if beside is not None:
        wide[beside] = 0
    large = cv2.resize(wide, pixels.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.where(np.asarray(large) > 0, np.uint8(255), pixels)


def _stamp_frames(ink: _Ink, frames: Mask, unit: float) -> tuple[tuple[int, int, int, int], ...]:
    found = []
    for at in np.flatnonzero(frames):
        wide, high = ink.width[at] / unit, ink.height[at] / unit
        if _STAMP[0] < wide < _STAMP[1] and _TALL < high < _STAMP[2]:
            sides = (ink.left[at], ink.top[at], ink.right[at], ink.bottom[at])
            found.append(tuple(int(2 * side) for side in sides))
    return tuple(found)  # type: ignore[arg-type]  # four sides each


def _ink(small: cv2.typing.MatLike) -> _Ink:
    dark = (small < _DARK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    x, y, w, h, area = stats.astype(float).T
    return _Ink(np.asarray(labels, np.int32), x, y, x + w, y + h, area)


class _Rules(NamedTuple):
    """Frames, and their straight strokes."""

    frames: Mask
    """By piece of ink."""
    strokes: Mask
    """By pixel."""


def _rules(marks: Mask, ink: _Ink, unit: float) -> _Rules:
    """Frames of stamps and tables: what they hold is no part of them, letters may touch them."""
    dark = marks[ink.labels].astype(np.uint8)
    length = max(round(_RULE * unit), 3)
    # A frame that was stamped slightly turned is straight for shorter pieces.
    level = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    straight = (level > 0) | (upright > 0)
    rest = ((ink.labels > 0) & ~straight).astype(np.uint8)
    crossed = (level > 0) & _between(rest, 0) | (upright > 0) & _between(rest, 1)
    ruled = np.bincount(ink.labels[straight], minlength=len(ink.area))
    frames = marks & (ruled > _STRAIGHT * np.maximum(ink.area, 1))
    return _Rules(frames, straight & ~crossed & frames[ink.labels])


def _between(rest: NDArray[np.uint8], axis: int) -> Mask:
    """Where other ink stands close on both sides: a letter that the rule crosses stays whole."""
    reach = 5
    shape = (reach, 1) if axis == 0 else (1, reach)
    kernel = np.ones(shape, np.uint8)
    ends = ((0, 0), (0, reach - 1)) if axis == 0 else ((0, 0), (reach - 1, 0))
    one, other = (cv2.dilate(rest, kernel, anchor=end) > 0 for end in ends)
    return np.asarray(one & other, bool)


def _zone(strokes: Mask, unit: float) -> Mask:
    """What the strokes of a seal or a signature surround."""
    shrink = 4
    rows, columns = (-(-side // shrink) for side in strokes.shape)
    padded = np.zeros((rows * shrink, columns * shrink), bool)
    padded[: strokes.shape[0], : strokes.shape[1]] = strokes
    coarse = padded.reshape(rows, shrink, columns, shrink).any(axis=(1, 3))
    size = max(round(_BRIDGE * unit / shrink), 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    closed = cv2.morphologyEx(np.pad(coarse, size).astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros(closed.shape, np.uint8)
    cv2.drawContours(filled, outlines, -1, (1,), cv2.FILLED)
    inner = np.asarray(filled)[size:-size, size:-size] > 0
    large = inner.repeat(shrink, axis=0).repeat(shrink, axis=1)
    return np.asarray(large[: strokes.shape[0], : strokes.shape[1]], bool)


def _inside(ink: _Ink, zone: Mask) -> Mask:
    """Pieces of which most lies in the zone."""
    held = np.bincount(ink.labels[zone], minlength=len(ink.area))
    return np.asarray(held > 0.6 * ink.area, bool)


def _print(ink: _Ink, zone: Mask, unit: float) -> Mask:
    """Letters that stand in a row, with the marks and dots that belong to them."""
    height = ink.height
    letters = np.flatnonzero((height > _LETTER[0] * unit) & (height < _LETTER[1] * unit))
    letters = letters[letters > 0]
    kept, held = np.zeros(len(ink.area), bool), _inside(ink, zone)
    rows = _rows(ink, letters, unit)
    for row in rows:
        level = np.abs(ink.bottom[row] - np.median(ink.bottom[row])) < 0.2 * height[row]
        if (
            len(row) >= _NEIGHBOURS
            and np.mean(level) > _LEVEL
            and float(np.median(height[row])) > _USUAL * unit
            and not (held[row].all() and float(np.max(height[row])) < _SEAL_LETTER * unit)
        ):
            kept[row] = True
    small = held & (height <= _LETTER[1] * unit)
    return kept | _their_marks(ink, kept, small & ~kept)


def _their_marks(ink: _Ink, letters: Mask, small: Mask) -> Mask:
    """Small pieces close above or below letters."""
    found = np.zeros(len(ink.area), bool)
    for at in np.flatnonzero(small):
        middle = (ink.left[at] + ink.right[at]) / 2
        over = letters & (ink.left <= middle) & (middle <= ink.right)
        over &= ink.height[at] < _MARK * ink.height
        gap = np.maximum(ink.top - ink.bottom[at], ink.top[at] - ink.bottom)
        found[at] = bool(np.any(over & (gap < 0.5 * ink.height)))
    return found


def _rows(ink: _Ink, letters: NDArray[np.intp], unit: float, gap: float = _NEXT) -> list[list[int]]:
    """Letters chained to the next on their level, left to right."""
    chains: list[list[int]] = []
    open_: list[int] = []
    for at in letters[np.argsort(ink.left[letters])]:
        size = ink.height[at]
        best = -1
        for chain in open_:
            last = chains[chain][-1]
            if (
                abs(ink.bottom[at] - ink.bottom[last]) < 0.22 * size
                and 0.6 < size / ink.height[last] < 1.7
                and ink.left[at] - ink.right[last] < gap * size
            ):
                best = chain
                break
        if best < 0:
            chains.append([int(at)])
            open_.append(len(chains) - 1)
        else:
            chains[best].append(int(at))
        reach = ink.left[at] - _LETTER[1] * gap * unit
        open_ = [c for c in open_ if ink.right[chains[c][-1]] > reach]
    return chains
