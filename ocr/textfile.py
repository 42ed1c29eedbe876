"""A text file as pages of lines: a form feed begins a page."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from models import LineRole
from ocr import syllables
from ocr.repair.legacy import from_tcvn3, from_utf8
from ocr.words import ReadLine, ReadWord

if TYPE_CHECKING:
    from collections.abc import Sequence

_READABLE = 0.6
"""Share of syllables that are Vietnamese ones."""
_NUMBER = re.compile(r"\s*-?\s*(\d{1,3})\s*-?\s*")
UNSEEN = (
    "\u200b\u200c\u200d\u2060\ufeff"
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Characters without width, and those that turn the direction of writing."""
_SOFT_HYPHEN = "\u00ad"
_DROPPED = dict.fromkeys(map(ord, UNSEEN))


class TextPage(NamedTuple):
    """Lines of one page, blank ones left out."""

    number: int
    lines: tuple[ReadLine, ...]


def read_text(text: str) -> list[TextPage]:
    r"""Pages of the text in NFC; a lone number that counts the pages on is a page number.

    >>> [page.lines[0].text for page in read_text("Kính gửi:\n\fNơi nhận:")]
    ['Kính gửi:', 'Nơi nhận:']
    """
    clean = unicodedata.normalize("NFC", from_utf8(text.translate(_DROPPED)))
    if _SOFT_HYPHEN in clean and not is_tcvn3(clean.split()):
        clean = clean.replace(_SOFT_HYPHEN, "")
    sheets = clean.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\f")
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    expected = 2
    pages = []
    for number, sheet in enumerate(sheets, start=1):
        lines = []
        for row, raw in enumerate(sheet.split("\n")):
            if not raw.strip():
                continue
            found = _NUMBER.fullmatch(raw)
            role = LineRole.BODY
            if found and int(found[1]) in (expected, number if len(sheets) > 1 else expected):
                role = LineRole.PAGE_NUMBER
                expected = int(found[1]) + 1
            lines.append(_line(raw.rstrip("\n"), row, role))
        pages.append(TextPage(number, tuple(lines)))
    return pages


def is_tcvn3(words: Sequence[str]) -> bool:
    """Whether words were typed for the fonts of TCVN3, in which a soft hyphen prints "ư".

    >>> is_tcvn3("tr\u00adíc ngµy héi chñ nghÜa".split()), is_tcvn3("trước ngày hội".split())
    (True, False)
    """
    before = syllables.share(words)[1]
    return before < _READABLE <= syllables.share(map(from_tcvn3, words))[1]


def _line(raw: str, row: int, role: LineRole) -> ReadLine:
    # The unit of a text page is one character wide and one line high.
    words = tuple(
        ReadWord(found[0], found.start(), row, found.end(), row + 1)
        for found in re.finditer(r"\S+", raw)
    )
    return ReadLine(words, role, raw=raw)
