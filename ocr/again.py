"""A second look at lines: doubtful ones, ones that a seal touches, print that was overlooked."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from ocr.noise import is_wordlike
from ocr.order import rows_of
from ocr.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.raster import Pixels
    from ocr.recognise import Recogniser
    from ocr.words import ReadWord

_DARK: Final = 150
_PARTED: Final = 2.5
"""Heights of a letter between two columns or between print and a stamp."""
_REACH: Final = 9.0
"""Heights of a letter that a line may have lost to a seal on either side."""
_GAP: Final = 1.2
"""Heights of a letter between what a seal took and the line, or the next piece."""
_BEFORE: Final = 2.2
"""Heights of a letter before a line in which its dash may stand."""
_TOUCHED: Final = 0.25
"""Squares of a letter's height, covered with ink that was taken away beside or in a line."""
_SURE: Final = 0.8
"""Mean confidence from which a line needs no second look."""
_ABOVE, _BELOW = 0.45, 0.35
_BETTER: Final = 0.3
"""Letters by which a second reading must be better."""
_LEAST: Final = 0.5
"""Worth of a letter from which a second reading is believed."""
_LEAST_NEW: Final = 1.4
"""Worth of a word where there was none."""
_KEPT: Final = 0.85
"""Confidence from which a word gives way only to a longer one."""
_MARGIN: Final = 40
_MOST: Final = 40
"""Lines of a page that are looked at again; more of them are no print."""


class Spot(NamedTuple):
    """A line, or ink where one may stand."""

    words: tuple[ReadWord, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Bottom minus top."""
        return self.bottom - self.top

    @property
    def width(self) -> float:
        """Right minus left."""
        return self.right - self.left


def look_again(
    pixels: Pixels,
    whole: Pixels,
    words: Sequence[ReadWord],
    recogniser: Recogniser,
    *,
    timeout: float,
) -> tuple[list[ReadWord], Pixels]:
    """The words, with doubtful lines read anew where that reads better, and the page for them.

    Print that a seal touched stands on that page again where it was read.

    Args:
        pixels: the page without seals and signatures
        whole: the page with them
        words: as read from ``pixels``
        recogniser: reads a sheet of lines
        timeout: seconds for one sheet
    """
    if not words:
        return list(words), pixels
    spots = [spot_of(piece) for row in rows_of(words) for piece in _pieces(row)]
    taken = (whole < _DARK) & (pixels >= _DARK)
    wide = [_widened(spot, spots, taken) for spot in spots]
    chosen = [
        (old, new)
        for old, new in zip(spots, wide, strict=True)
        if new is not old or _doubtful(old.words)
    ]
    chosen += [(spot, spot) for spot in overlooked(pixels, spots)]
    dashes = [dash for spot in spots if (dash := _dash_before(pixels, spot)) is not None]
    words = [*words, *dashes]
    if not chosen or len(chosen) > _MOST:
        return list(words), pixels
    banded = np.where(_bands([new for _, new in chosen], taken.shape) & taken, whole, pixels)
    read = read_spots([new for _, new in chosen], banded, recogniser, timeout)
    kept = {id(word): word for word in words}
    found: list[ReadWord] = []
    restored: list[Spot] = []
    for (old, new), fresh in zip(chosen, read, strict=True):
        own = {id(word) for word in old.words}
        others = [*(word for at, word in kept.items() if at not in own), *found]
        inside = [w for w in fresh if _on_level(w, new) and not _covered(w, others)]
        gone, better = merged(old.words, inside)
        for word in gone:
            kept.pop(id(word), None)
        found += better
        if better and new is not old:
            restored.append(new)
    if restored:
        pixels = np.where(_bands(restored, taken.shape) & taken, whole, pixels)
    return [*kept.values(), *found], pixels


def merged(
    old: Sequence[ReadWord], new: Sequence[ReadWord]
) -> tuple[list[ReadWord], list[ReadWord]]:
    """Which words of a line give way to which of its second reading.

    Words that share their place are weighed against each other; new ones in a place of their own
    are taken where they are words.
    """
    gone: list[ReadWord] = []
    better: list[ReadWord] = []
    rest = list(old)
    for group in _groups(new, old):
        own = [word for word in rest if any(_overlap(word, other) for other in group)]
        rest = [word for word in rest if word not in own]
        if _is_better(group, own):
            gone += own
            better += [word for word in group if own or is_wordlike(word.text)]
    return gone, better


def _is_better(new: Sequence[ReadWord], old: Sequence[ReadWord]) -> bool:
    letters = sum(c.isalnum() for word in new for c in word.text)
    value = worth(new)
    if value < _LEAST * letters or not letters:
        return False
    if not old:
        return value > _LEAST_NEW
    height = max(word.height for word in old)
    grown = (
        min(w.left for w in new) < min(w.left for w in old) - 0.4 * height
        or max(w.right for w in new) > max(w.right for w in old) + 0.4 * height
    )
    if grown:
        return value > worth(old) - 1 + _BETTER
    if min(word.confidence for word in old) > _KEPT and not any(_bare(w.text) for w in old):
        return False
    return value > worth(old) + _BETTER


def _on_level(word: ReadWord, spot: Spot) -> bool:
    return spot.top - 0.2 * spot.height < word.middle < spot.bottom + 0.2 * spot.height


def _covered(word: ReadWord, others: Sequence[ReadWord]) -> bool:
    """Whether another line has the word already."""
    x, y = (word.left + word.right) / 2, word.middle
    return any(o.left < x < o.right and o.top < y < o.bottom for o in others)


def _groups(new: Sequence[ReadWord], old: Sequence[ReadWord]) -> list[list[ReadWord]]:
    """New words together that lie over one old word."""
    groups: list[list[ReadWord]] = []
    for word in sorted(new, key=lambda w: w.left):
        under = [other for other in old if _overlap(word, other)]
        if groups and any(_overlap(last, other) for last in groups[-1] for other in under):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _overlap(one: ReadWord, other: ReadWord) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.3 * min(one.right - one.left, other.right - other.left)


def worth(words: Sequence[ReadWord]) -> float:
    """Letters that are surely read, less those that make no words.

    >>> from ocr.words import ReadWord
    >>> one, other = (ReadWord(t, 0, 0, 9, 9, 0.9) for t in ("VAN", "VĂN"))
    >>> worth([one]) < worth([other]), worth([one._replace(text="~§")]) < 0
    (True, True)
    """
    total = 0.0
    for word in words:
        letters = sum(c.isalnum() for c in word.text)
        if not is_wordlike(word.text) or not letters:
            total -= 0.3 * max(len(word.text), 1)
        elif _bare(word.text):
            total += 0.8 * letters * word.confidence
        else:
            total += letters * (word.confidence if word.confidence > 0.3 else -0.3)
    return total


def _bare(text: str) -> bool:
    """Capitals without marks that spell a syllable: half of them have lost theirs."""
    core = "".join(c for c in text if c.isalpha())
    return len(core) > 1 and core.isupper() and core.isascii() and is_syllable(core.lower())


def _doubtful(words: Sequence[ReadWord]) -> bool:
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / max(letters, 1)
    bare = sum(_bare(word.text) for word in words)
    return sure < _SURE or bare * 2 > len(words)


def _pieces(row: Sequence[ReadWord]) -> list[Sequence[ReadWord]]:
    """A row parted where a wide gap parts columns."""
    pieces: list[list[ReadWord]] = []
    for word in row:
        if pieces and word.left - pieces[-1][-1].right < _PARTED * max(
            word.height, pieces[-1][-1].height
        ):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [*pieces]


def spot_of(words: Sequence[ReadWord]) -> Spot:
    """Where words of one line stand."""
    tall = [word for word in words if len(word.text) > 1] or list(words)
    return Spot(
        tuple(words),
        min(word.left for word in words),
        median(word.top for word in tall),
        max(word.right for word in words),
        median(word.bottom for word in tall),
    )


def _widened(spot: Spot, spots: Sequence[Spot], taken: np.typing.NDArray[np.bool_]) -> Spot:
    """The spot with what a seal took beside it; itself where nothing was taken."""
    height = spot.height
    if height <= 0:
        return spot
    top, bottom = max(int(spot.top), 0), int(spot.bottom) + 1
    others = [s for s in spots if s is not spot and s.top < spot.bottom and s.bottom > spot.top]
    low = max(
        [spot.left - _REACH * height, 0.0, *(s.right for s in others if s.right <= spot.left)]
    )
    high = min(
        [
            spot.right + _REACH * height,
            float(taken.shape[1]),
            *(s.left for s in others if s.left >= spot.right),
        ]
    )
    lost = taken[top:bottom, int(low) : int(high)]
    if int(lost.sum()) < _TOUCHED * height * height:
        return spot
    columns = np.flatnonzero(lost.any(axis=0)) + int(low)
    left, right = spot.left, spot.right
    # From the line outwards, as far as what was taken goes on without a wide gap.
    for at in columns[columns < spot.left][::-1]:
        if left - at > _GAP * height:
            break
        left = float(at)
    for at in columns[columns > spot.right]:
        if at - right > _GAP * height:
            break
        right = float(at)
    inner = bool(((columns >= spot.left) & (columns <= spot.right)).any())
    return spot._replace(left=left, right=right) if inner or right - left > spot.width else spot


def _bands(spots: Sequence[Spot], shape: tuple[int, ...]) -> np.typing.NDArray[np.bool_]:
    """Where the lines stand: only there is what a seal took given back."""
    mask = np.zeros(shape, bool)
    for spot in spots:
        top = int(max(spot.top - 0.2 * spot.height, 0))
        mask[top : int(spot.bottom + 0.1 * spot.height), int(spot.left) : int(spot.right) + 1] = (
            True
        )
    return mask


def _dash_before(pixels: Pixels, spot: Spot) -> ReadWord | None:
    """The dash of a list that stands alone before a line and was overlooked."""
    height = spot.height
    first = spot.words[0]
    if height < 8 or not first.text[:1].isalpha():
        return None
    x0, y0 = int(max(spot.left - _BEFORE * height, 0)), int(max(spot.top, 0))
    inside = pixels[y0 : int(spot.bottom) + 1, x0 : int(spot.left - 0.1 * height)]
    if inside.size < 16:
        return None
    count, _, stats, _ = cv2.connectedComponentsWithStats(
        (inside < _DARK).astype(np.uint8), connectivity=8
    )
    if count != 2:
        return None
    x, y, w, h, area = (float(value) for value in stats[1])
    middle = (y + h / 2) / height
    if not (0.15 < w / height < 0.6 and w > 1.8 * h and 0.4 < middle < 0.85 and area > 0.6 * w * h):
        return None
    if x < 0.1 * height or h < 0.05 * height:
        return None
    return first._replace(
        text="-", left=x0 + x, right=x0 + x + w, top=y0 + y, bottom=y0 + y + h, confidence=0.9
    )


def overlooked(pixels: Pixels, spots: Sequence[Spot]) -> list[Spot]:
    """Ink that may be a line and that no word covers.

    Args:
        pixels: the cleaned page
        spots: lines that were read
    """
    heights = [spot.height for spot in spots if spot.height > 0]
    usual = median(heights) if heights else 0.0
    if usual < 6:
        return []
    rest = pixels.copy()
    for spot in spots:
        for word in spot.words:
            pad = 0.3 * word.height
            rest[
                int(max(word.top - pad, 0)) : int(word.bottom + pad),
                int(max(word.left - pad, 0)) : int(word.right + pad),
            ] = 255
    small = cv2.resize(rest, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    dark = (small < _DARK).astype(np.uint8)
    if int(dark.sum()) < 20:
        return []
    reach = max(round(usual * 0.35), 3)
    joined = cv2.morphologyEx(
        dark, cv2.MORPH_CLOSE, np.ones((max(round(usual * 0.12), 1), reach), np.uint8)
    )
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    ink = np.bincount(labels[dark > 0], minlength=count)
    found = []
    for label in range(1, count):
        x, y, w, h, _ = (float(value) * 2 for value in stats[label])
        filled = 4 * ink[label] / max(w * h, 1.0)
        if 0.5 * usual < h < 2.2 * usual and w > 0.9 * h and 0.1 < filled < 0.6:
            found.append(Spot((), x, y, x + w, y + h))
    return found


def read_spots(
    spots: Sequence[Spot], pixels: Pixels, recogniser: Recogniser, timeout: float
) -> list[list[ReadWord]]:
    """Words of each spot, boxes on the page."""
    crops = [_crop(spot, pixels) for spot in spots]
    width = max(crop.shape[1] for _, _, crop in crops) + 2 * _MARGIN
    tops = [_MARGIN]
    for _, _, crop in crops:
        tops.append(tops[-1] + crop.shape[0] + _MARGIN)
    sheet = np.full((tops[-1], width), 255, np.uint8)
    for top, (_, _, crop) in zip(tops, crops, strict=False):
        sheet[top : top + crop.shape[0], _MARGIN : _MARGIN + crop.shape[1]] = crop
    result: list[list[ReadWord]] = [[] for _ in spots]
    for word in recogniser.words(sheet, 300, timeout=timeout):
        row = int(np.searchsorted(tops, word.middle + _MARGIN / 2)) - 1
        if 0 <= row < len(spots):
            x, y, _ = crops[row]
            result[row].append(
                word._replace(
                    left=word.left - _MARGIN + x,
                    right=word.right - _MARGIN + x,
                    top=word.top - tops[row] + y,
                    bottom=word.bottom - tops[row] + y,
                    row=None,
                )
            )
    return result


def _crop(spot: Spot, pixels: Pixels) -> tuple[int, int, Pixels]:
    """Left and top of the crop, and its pixels."""
    height = spot.height
    left = int(max(spot.left - 0.3 * height, 0))
    top = int(max(spot.top - _ABOVE * height, 0))
    right, bottom = int(spot.right + 0.3 * height) + 1, int(spot.bottom + _BELOW * height) + 1
    crop = pixels[top:bottom, left:right]
    if not crop.size:
        crop = np.full((8, 8), 255, np.uint8)
    return left, top, crop
