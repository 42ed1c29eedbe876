"""A further look at numbers: their crops, one below the other, read again in one go."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.raster import Pixels
    from ocr.recognise import Recogniser
    from ocr.words import ReadLine, ReadWord

_DIGITS: Final = re.compile(r"\d")
_ROMAN: Final = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")
"""As quarters and sections have them."""
_AROUND: Final = ".,:;()[]“”\"'/-"
_CORE: Final = re.compile(r"\d(?:[\d.,/:%-]*[\d%])?")
_HEIGHT: Final = 56
"""Pixels of a crop on the sheet: another size than on the page, so that it is another reading."""
_ROW: Final = 120
_MARGIN: Final = 60
_DPI: Final = 300
_CONFIRMED: Final = 0.99
_OUTVOTED: Final = 0.75
_UNSETTLED: Final = 0.4
_MOST: Final = 60
"""Crops of one sheet; a table of figures takes several."""


def figures(text: str) -> list[str]:
    """What of a text is a number: runs of digits told apart, or a Roman numeral.

    >>> figures("17/22;"), figures("(III)"), figures("IIL"), figures("Quý")
    (['1', '7', '2', '2'], ['III'], [], [])
    """
    if found := _DIGITS.findall(text):
        return found
    core = text.strip(_AROUND)
    return [core] if core and _ROMAN.fullmatch(core) else []


def compare(
    pixels: Pixels, lines: Sequence[ReadLine], recogniser: Recogniser, *, timeout: float
) -> list[ReadLine]:
    """Lines with every doubtful number confirmed, outvoted or flagged.

    A number that no second reader saw is compared with its crop's reading. Where two readers
    quarrelled (``ReadWord.rival``) the crop's reading decides; where all three differ the first
    stays, with low confidence.
    """
    places = [
        (at, place)
        for at, line in enumerate(lines)
        if line.role.printed
        for place, word in enumerate(line.words)
        if word.rival is not None
    ]
    result = [list(line.words) for line in lines]
    for start in range(0, len(places), _MOST):
        some = places[start : start + _MOST]
        seen = _read([lines[at].words[place] for at, place in some], pixels, recogniser, timeout)
        for (at, place), text in zip(some, seen, strict=True):
            result[at][place] = judged(result[at][place], text)
    return [line._replace(words=tuple(words)) for line, words in zip(lines, result, strict=True)]


def asked(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """Lines whose numbers all await a second look, where there is no second reader."""
    return [
        line._replace(
            words=tuple(
                word._replace(rival="") if word.rival is None and figures(word.text) else word
                for word in line.words
            )
        )
        for line in lines
    ]


def judged(word: ReadWord, crop: str) -> ReadWord:
    """A number after its crop was read as ``crop``; ``rival`` stays only where doubt stays.

    >>> from ocr.words import ReadWord
    >>> word = ReadWord("17/22;", 0, 0, 9, 9, 0.5, rival="77/22")
    >>> judged(word, "17/22").confidence, judged(word, "77/22").text, judged(word, "11/2").confidence
    (0.75, '77/22;', 0.4)
    """
    own, rival, third = (figures(text) for text in (word.text, word.rival or "", crop))
    if word.rival == "":
        if own == third:
            return word._replace(confidence=max(word.confidence, _CONFIRMED), rival=None)
        return word._replace(confidence=min(word.confidence, _UNSETTLED), rival=crop)
    if third == own:
        return word._replace(confidence=_OUTVOTED)
    if third == rival and rival and not _is_cut(own, rival):
        return word._replace(
            text=_replaced(word.text, word.rival or ""),
            confidence=_OUTVOTED,
            first=word.first or word.text,
            rival=word.text,
        )
    return word._replace(confidence=_UNSETTLED)


def _is_cut(own: Sequence[str], rival: Sequence[str]) -> bool:
    """Whether the rival merely lacks digits: a crop too small would cost both of them these.

    >>> _is_cut("17", "1"), _is_cut("17", "77"), _is_cut("1", "17")
    (True, False, False)
    """
    return len(rival) < len(own) and "".join(rival) in "".join(own)


def _replaced(text: str, other: str) -> str:
    """Another reading of a number with the punctuation of the first."""
    old, new = _CORE.search(text), _CORE.search(other)
    if old is None or new is None or any(c.isalpha() for c in text):
        return other
    return text[: old.start()] + new[0] + text[old.end() :]


def _read(
    words: Sequence[ReadWord], pixels: Pixels, recogniser: Recogniser, timeout: float
) -> list[str]:
    """Texts of the crops, in the order of the words."""
    crops = [_crop(word, pixels) for word in words]
    width = max(crop.shape[1] for crop in crops) + 2 * _MARGIN
    sheet = np.full((_ROW * len(crops) + _MARGIN, width), 255, np.uint8)
    for row, crop in enumerate(crops):
        top = _MARGIN // 2 + row * _ROW
        sheet[top : top + crop.shape[0], _MARGIN : _MARGIN + crop.shape[1]] = crop
    texts: list[list[ReadWord]] = [[] for _ in crops]
    for word in recogniser.words(sheet, _DPI, timeout=timeout):
        row = int((word.middle - _MARGIN // 2) // _ROW)
        if 0 <= row < len(texts):
            texts[row].append(word)
    return [" ".join(w.text for w in sorted(row, key=lambda w: w.left)) for row in texts]


def _crop(word: ReadWord, pixels: Pixels) -> Pixels:
    """The word with a little paper around it, at the sheet's size of type."""
    pad = max(word.height * 0.15, 2)
    top, bottom = int(max(word.top - pad, 0)), int(word.bottom + pad)
    left, right = int(max(word.left - pad, 0)), int(word.right + pad)
    crop = pixels[top:bottom, left:right]
    if not crop.size:
        return np.full((_HEIGHT, _HEIGHT), 255, np.uint8)
    scale = _HEIGHT / crop.shape[0]
    size = (min(max(round(crop.shape[1] * scale), 1), 40 * _HEIGHT), _HEIGHT)
    return np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_CUBIC), np.uint8)
