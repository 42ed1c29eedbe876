"""The stamp of incoming papers (dấu ĐẾN): found by its frame and its words, set apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from models import LineRole
from models.text import fold
from ocr.scrawl import without_inside
from ocr.words import ReadLine

if TYPE_CHECKING:
    from ocr.clean import CleanPage
    from ocr.raster import Pixels
    from ocr.recognise import Recogniser

_WORDS: Final = re.compile(r"\b(den|gio|ngay|chuyen|cong van|so ky hieu|cong thong tin|luu)\b")
_UPPER: Final = 0.5
"""Share of the page's height in which papers are stamped."""


class Unstamped(NamedTuple):
    """The page without its stamps, and what they say."""

    pixels: Pixels
    stamps: tuple[ReadLine, ...]


def unstamped(page: CleanPage, recogniser: Recogniser, *, timeout: float) -> Unstamped:
    """Frames in the upper half of page 1 that hold the words of a stamp, read and taken away.

    Args:
        page: a first page
        recogniser: reads a block of text
        timeout: seconds for one frame
    """
    pixels, stamps = page.pixels, []
    for frame in page.frames:
        left, top, right, bottom = frame
        if bottom > _UPPER * page.pixels.shape[0]:
            continue
        words = recogniser.words(page.pixels[top:bottom, left:right], page.dpi, timeout=timeout)
        if not words or len(_WORDS.findall(fold(" ".join(word.text for word in words)))) < 2:
            continue
        placed = tuple(
            word._replace(
                left=word.left + left,
                right=word.right + left,
                top=word.top + top,
                bottom=word.bottom + top,
                row=None,
            )
            for word in words
        )
        stamps.append(ReadLine(placed, LineRole.STAMP))
        pixels = without_inside(pixels, frame, page.dpi)
    return Unstamped(pixels, tuple(stamps))
