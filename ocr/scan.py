"""One scanned page: cleaned, recognised, put in order, noise told apart."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from models import LineRole
from ocr.again import look_again
from ocr.arrival import red_ink, unstamped
from ocr.clean import CleanPage, clean
from ocr.columns import read_unfolded
from ocr.head import numbered, settle
from ocr.noise import is_wordlike, judge
from ocr.numbers import asked, compare
from ocr.order import arrange
from ocr.pen import penned
from ocr.plausible import plausible
from ocr.raster import Raster
from ocr.red_marks import red_marks
from ocr.signer import titled
from ocr.signer_name import named_again
from ocr.spread import gutter
from ocr.stamp_rows import parted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ocr.consensus import Consensus
    from ocr.recognise import Recogniser
    from ocr.words import ReadLine, ReadWord

_DOUBTFUL = 0.6
"""Sureness of a page that may stand on its head or lie on its side: there it is below 0.5."""
_ENOUGH_INK = 0.0005


class ReadPage(NamedTuple):
    """Lines of a scan, boxes in pixels of the cleaned image at ``dpi``."""

    lines: tuple[ReadLine, ...]
    width: float
    height: float
    dpi: float
    skew: float
    rotation: int


class Readers(NamedTuple):
    """Who reads a page."""

    first: Recogniser
    crops: Recogniser
    """Reads the crops of numbers, set one below the other."""
    single: Recogniser
    """Reads a crop with one line."""
    consensus: Consensus | None = None
    """The second reader and how the two are weighed."""
    numbers: bool = True
    """Whether numbers get a second reading."""

    @property
    def engine(self) -> str:
        """For ``Page.engine``."""
        if self.consensus is None:
            return self.first.engine
        return f"{self.first.engine} + {self.consensus.reader.engine}"


class _Part(NamedTuple):
    """One page of the sheet (nearly always its only one) and what was first read on it."""

    page: CleanPage
    left: int
    """Pixels of the sheet to the left of it."""
    words: list[ReadWord]
    stamps: tuple[ReadLine, ...]


def read_scan(raster: Raster, readers: Readers, *, first: bool, timeout: float) -> ReadPage:
    """Read the page; one that gives only doubtful words is tried in the other three turns."""
    page, rotation = clean(raster), 0
    parts: list[_Part] = []
    if float(np.mean(page.pixels < 128)) >= _ENOUGH_INK:
        parts = _parts(raster, page, readers, first=first, timeout=timeout)
        if _sureness(_words(parts)) < _DOUBTFUL:
            page, parts, rotation = _best_turn(
                raster,
                page,
                parts,
                lambda turned, its: _parts(turned, its, readers, first=first, timeout=timeout),
            )
    read = [_lines(part, readers, first=first, timeout=timeout) for part in parts]
    if len(read) > 1 and _is_headed(read[-1]) and not _is_headed(read[0]):
        # The outer sheet of a booklet: its last page stands left of its first.
        read.reverse()
    height, width = page.pixels.shape
    lines = tuple(line for part in read for line in part)
    if first:
        pixels = np.rot90(raster.pixels, -rotation // 90)
        upright = Raster(np.ascontiguousarray(pixels), raster.dpi)
        lines += red_marks(upright, readers.crops, scale=page.scale, timeout=timeout)
    return ReadPage(lines, width, height, page.dpi, page.skew, rotation)


def _parts(
    raster: Raster, page: CleanPage, readers: Readers, *, first: bool, timeout: float
) -> list[_Part]:
    """The pages of the sheet with their words, boxes in pixels of each."""
    at, width = gutter(page.pixels, page.dpi), page.pixels.shape[1]
    red = red_ink(raster, page) if first else None
    parts = []
    for left, right in ((0, width),) if at is None else ((0, at), (at, width)):
        own = page if at is None else page.between(left, right)
        if not first:
            words = read_unfolded(own.pixels, own.dpi, readers.first, timeout=timeout)
            parts.append(_Part(own, left, words, ()))
            continue
        own_red = red[:, left:right] if red is not None else None
        clear = unstamped(own, own_red, readers.crops, timeout=timeout)
        own = own._replace(pixels=clear.pixels)
        words = read_unfolded(own.pixels, own.dpi, readers.first, timeout=timeout)
        rest = parted(own, words, clear.boxes)
        parts.append(_Part(rest.page, left, rest.words, (*clear.stamps, *rest.stamps)))
    return parts


def _lines(part: _Part, readers: Readers, *, first: bool, timeout: float) -> list[ReadLine]:
    """All that is read on one page, boxes in pixels of the sheet."""
    page = part.page
    words, pixels = look_again(page.pixels, page.whole, part.words, readers.crops, timeout=timeout)
    height, width = pixels.shape
    lines = arrange(words, width, height, first=first)
    if first:
        lines = settle(lines, width)
    lines = [*judge(lines), *part.stamps]
    if readers.consensus is not None:
        lines = readers.consensus.settle(pixels, lines)
    elif readers.numbers:
        lines = asked(lines)
    if readers.numbers:
        lines = compare(pixels, lines, readers.crops, timeout=timeout)
        lines = plausible(lines)
    lines = titled(lines)
    single = [readers.single]
    if readers.consensus is not None and readers.consensus.first is not None:
        single.append(readers.consensus.first)
    lines = named_again(lines, [page.whole], single, timeout=timeout)
    if first:
        lines = penned(numbered(lines), page.whole)
    return [line.shifted(part.left) for line in lines] if part.left else lines


def _words(parts: Sequence[_Part]) -> list[ReadWord]:
    return [word for part in parts for word in part.words]


def _is_headed(lines: Sequence[ReadLine]) -> bool:
    return any(line.role is LineRole.LETTERHEAD for line in lines)


def _sureness(words: Sequence[ReadWord]) -> float:
    """Mean confidence over letters, none in what is no word; pages of specks only have none."""
    letters = [
        (w.confidence if is_wordlike(w.text) else 0.0, len(w.text))
        for w in words
        if any(c.isalnum() for c in w.text)
    ]
    total = sum(n for _, n in letters)
    return sum(c * n for c, n in letters) / total if total else 0.0


def _best_turn(
    raster: Raster,
    page: CleanPage,
    parts: list[_Part],
    read: Callable[[Raster, CleanPage], list[_Part]],
) -> tuple[CleanPage, list[_Part], int]:
    best = (_worth(_words(parts)), page, parts, 0)
    for turns in (3, 1, 2):
        pixels = np.ascontiguousarray(np.rot90(raster.pixels, turns))
        sheet = Raster(pixels, raster.dpi)
        turned = clean(sheet)
        found = read(sheet, turned)
        words = _words(found)
        best = max(
            best, (_worth(words), turned, found, (360 - 90 * turns) % 360), key=lambda b: b[0]
        )
        if _sureness(words) > 0.8 and len(words) > 20:
            break
    return best[1:]


def _worth(words: Sequence[ReadWord]) -> float:
    return fmean(w.confidence for w in words) * len(words) ** 0.5 if words else 0.0


def scaled(word: ReadWord, scale: float) -> ReadWord:
    """A word of the PDF's points in pixels."""
    return word._replace(
        left=word.left * scale,
        top=word.top * scale,
        right=word.right * scale,
        bottom=word.bottom * scale,
    )


def with_overlays(
    lines: tuple[ReadLine, ...], overlays: Sequence[ReadWord], scale: float
) -> tuple[ReadLine, ...]:
    """Exact words of annotations put where they stand, over what was recognised below them."""
    result = list(lines)
    for overlay in overlays:
        word = scaled(overlay, scale)
        homes = [
            (abs(word.middle - (line.top + line.bottom) / 2), at)
            for at, line in enumerate(result)
            if line.words
            and line.role.printed
            and line.top - 0.5 * word.height < word.middle < line.bottom + 0.5 * word.height
            and line.left - 3 * word.height < word.left < line.right + 6 * word.height
        ]
        if not homes:
            continue
        at = min(homes)[1]
        kept = [w for w in result[at].words if not _covers(word, w)]
        kept.append(word)
        result[at] = result[at]._replace(words=tuple(sorted(kept, key=lambda w: w.left)))
    return tuple(result)


def _covers(overlay: ReadWord, word: ReadWord) -> bool:
    shared = min(overlay.right, word.right) - max(overlay.left, word.left)
    return shared > 0.5 * (word.right - word.left)
