"""The text layer of a PDF page: characters with boxes and fonts, joined to words."""

from __future__ import annotations

import ctypes
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium_c

from ocr.textfile import UNSEEN
from ocr.words import ReadWord

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_GAP = 0.22
"""A gap wider than this share of the letter height parts two words."""
_BOLD_WEIGHT = 600
_ITALIC_FLAG = 1 << 6
_SOFT_HYPHEN = 0x00AD
_DROPPED = frozenset([_SOFT_HYPHEN, 0xFFFF, *map(ord, UNSEEN)])
_LINE_END_HYPHENS = frozenset([0x0002, 0xFFFE])
"""What pdfium makes of a hyphen at the end of a line."""
_MAX_CHARACTERS = 200_000
"""Of one page; more is no notice."""


class TextLayer(NamedTuple):
    """Words in the order of the file, boxes in points from the top left."""

    words: tuple[ReadWord, ...]
    fonts: frozenset[str]
    hidden: float
    """Share of the characters that are drawn invisibly: a recogniser's layer under a scan."""
    unmapped: float = 0.0
    """Share of the characters of which the file does not say what letters they are."""

    @property
    def text(self) -> str:
        """Words with blanks between."""
        return " ".join(word.text for word in self.words)


class _Char(NamedTuple):
    text: str
    left: float
    top: float
    right: float
    bottom: float
    at: int
    """Index in the text page."""


def text_layer(page: pdfium.PdfPage, *, soft_hyphens: bool = False) -> TextLayer:
    """All words of the page as it is shown (its rotation undone).

    ``soft_hyphens`` keeps a character that TCVN3 prints as "ư".
    """
    textpage = page.get_textpage()
    try:
        raw = textpage.raw
        words: list[ReadWord] = []
        fonts: set[str] = set()
        hidden = total = 0
        pending: list[_Char] = []
        to_shown = _Shown(page)
        for char in _characters(raw, to_shown, soft_hyphens=soft_hyphens):
            if char is None or (pending and _parted(pending, char)):
                if pending:
                    words.append(_word(raw, pending, fonts))
                pending = []
            if char is not None:
                pending.append(char)
                total += 1
                hidden += _is_hidden(raw, char.at)
        if pending:
            words.append(_word(raw, pending, fonts))
        count = min(pdfium_c.FPDFText_CountChars(raw), _MAX_CHARACTERS)
        unmapped = sum(pdfium_c.FPDFText_HasUnicodeMapError(raw, at) == 1 for at in range(count))
    finally:
        textpage.close()
    return TextLayer(
        tuple(words), frozenset(fonts), hidden / max(total, 1), unmapped / max(total, 1)
    )


class _Shown:
    """From the page's own coordinates to those of the page as shown, top left first."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.rotation = page.get_rotation()
        self.width, self.height = page.get_size()
        left, bottom, right, top = page.get_bbox()
        self.origin = left, bottom
        self.inner = right - left, top - bottom

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        x0, y0 = left - self.origin[0], bottom - self.origin[1]
        x1, y1 = right - self.origin[0], top - self.origin[1]
        inner_w, inner_h = self.inner
        match self.rotation:
            case 90:
                return y0, x0, y1, x1
            case 180:
                return inner_w - x1, y0, inner_w - x0, y1
            case 270:
                return inner_h - y1, inner_w - x1, inner_h - y0, inner_w - x0
            case _:
                return x0, inner_h - y1, x1, inner_h - y0


def _characters(raw: object, shown: _Shown, *, soft_hyphens: bool) -> list[_Char | None]:
    """Characters with boxes; None where a blank parts words."""
    result: list[_Char | None] = []
    loose = pdfium_c.FS_RECTF()
    count = min(pdfium_c.FPDFText_CountChars(raw), _MAX_CHARACTERS)
    high = 0
    for index in range(count):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
            high = 0
        if code in _DROPPED and not (soft_hyphens and code == _SOFT_HYPHEN):
            continue
        text = "-" if code in _LINE_END_HYPHENS else chr(code)
        if text.isspace() or not (text.isprintable() or code == _SOFT_HYPHEN):
            result.append(None)
            continue
        # The loose box is as wide as the letter's advance: "1" is no narrower than "8".
        if not pdfium_c.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(loose)):
            continue
        left, right, bottom, top = loose.left, loose.right, loose.bottom, loose.top
        result.append(_Char(text, *shown.box(left, bottom, right, top), index))
    return result


def _parted(word: list[_Char], char: _Char) -> bool:
    if unicodedata.combining(char.text):
        return False
    height = max(*(c.bottom - c.top for c in word), char.bottom - char.top, 1.0)
    last = word[-1]
    return (
        char.left - last.right > max(_GAP * height, 0.8)
        or char.left < word[0].left - height
        or char.top > max(c.bottom for c in word) + 0.2 * height
        or char.bottom < min(c.top for c in word) - 0.2 * height
    )


def _word(raw: object, chars: list[_Char], fonts: set[str]) -> ReadWord:
    name, weight, flags = _font(raw, chars[0].at)
    fonts.add(name)
    lower = name.lower()
    return ReadWord(
        unicodedata.normalize("NFC", "".join(c.text for c in chars)),
        min(c.left for c in chars),
        min(c.top for c in chars),
        max(c.right for c in chars),
        max(c.bottom for c in chars),
        1.0,
        bold="bold" in lower or weight >= _BOLD_WEIGHT,
        italic="italic" in lower or "oblique" in lower or bool(flags & _ITALIC_FLAG),
        font=name,
    )


def _font(raw: object, index: int) -> tuple[str, int, int]:
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(raw, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "replace")
    return name, int(pdfium_c.FPDFText_GetFontWeight(raw, index)), flags.value


def _is_hidden(raw: object, index: int) -> bool:
    item = pdfium_c.FPDFText_GetTextObject(raw, index)
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item) if item else 0
    return bool(mode == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
