"""The gate before storage: a document with a secrecy mark goes no further.

A missed mark is the worse error: marks are looked for at the head of every page, with letters
damaged or missing, and never in running text ("bảo mật", "mật độ", "khóa bí mật").
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extract.marks import read_secrecy, secrecy_of
from extract.running_case import is_capitals
from extract.skeleton import skeleton
from models import errors
from models.reading import LineRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Literal

    from models import Reading
    from models.notice import Head
    from models.reading import Page

_LINES = 12
"""Of the head of a page: national title, issuer, number and date come within them."""
_LONG = ("tuyetmat", "toimat")
_STRICT = ("mat", *_LONG)
_DIGITS_AS_LETTERS = str.maketrans({"4": "a", "0": "o", "1": "i", "|": "i", "!": "i"})
_GAP = re.compile(r"\s{3,}|\t")
_KNOWN_WORDS = frozenset(
    {"mai", "may", "man", "mac", "mau", "bat", "dat", "hat", "ma", "at", "sat"}
)
"""Words and names in capitals that are one letter from "mat" and mean no secret."""


def gate(reading: Reading, mode: Literal["strict", "marks", "off"], *, framed: bool) -> None:
    """Refuse a document that bears a mark.

    Args:
        reading: What was read; nothing of it has been stored.
        mode: ``off`` lets everything pass (a network of its own for secrets); ``strict``
            refuses also marks damaged beyond their words, and red frames.
        framed: Whether a red frame stands in the head of page 1 (see ``pipeline.red_frame``).

    Raises:
        SecretDocument: it bears a mark, or may bear one.
    """
    if mode == "off":
        return
    if (mode == "strict" and framed) or is_secret(reading, strict=mode == "strict"):
        raise errors.SecretDocument(file=reading.file)


def check_head(head: Head, path: Path, mode: Literal["strict", "marks", "off"]) -> None:
    """The gate once more, by what the letterhead was understood to say.

    Raises:
        SecretDocument: it bears a mark.
    """
    if head.secrecy and mode != "off":
        raise errors.SecretDocument(file=path.name)


def is_secret(reading: Reading, *, strict: bool = False) -> bool:
    """Whether a mark stands alone in the head of any page, or is stamped on it."""
    if read_secrecy(reading):
        return True
    texts = (text for page in reading.pages for text in _alone(page))
    stamps = (line for stamp in reading.stamps for line in stamp.text.splitlines())
    return any(
        secrecy_of(text) is not None or resembles(text, strict=strict)
        for group in (texts, stamps)
        for text in group
    )


def resembles(text: str, *, strict: bool = False) -> bool:
    """Whether a lone line in capitals is a damaged mark.

    >>> [resembles(t) for t in ("TUYET MÂI", "T0l MẬT", "TOI MẬ", "TUYỆTMẬT", "M Ậ T")]
    [True, True, True, True, True]
    >>> [resembles(t) for t in ("BẢO MẬT", "MẬT ĐỘ", "TOÀN MẶT", "TỐI NAY", "Tối mật", "TÓM TẮT")]
    [False, False, False, False, False, False]
    >>> resembles("NẬT", strict=True), resembles("HỎA TỐC", strict=True), resembles("NẬT")
    (True, False, False)
    """
    letters = re.sub(
        r"[^a-z]", "", skeleton(text.strip(" |[](){}.:;,-_'\"")).translate(_DIGITS_AS_LETTERS)
    )
    if not (2 <= len(letters) <= 10) or not is_capitals(text.replace("l", "I")):
        return False
    if letters in _STRICT and all(len(word) == 1 for word in text.split()):
        return True  # spaced out, as stamps are cut
    if letters in _KNOWN_WORDS:
        return False
    if any(_near(letters, mark) for mark in _LONG):
        return True
    return strict and any(Levenshtein.distance(letters, mark) <= 1 for mark in _STRICT)


def _near(letters: str, mark: str) -> bool:
    """One letter lost, won or misread; the beginning must be the mark's own."""
    if letters[:2] != mark[:2]:
        return False
    return Levenshtein.distance(letters, mark) <= 1


def _alone(page: Page) -> Iterator[str]:
    for line in islice(page.lines, _LINES):
        yield from _GAP.split(line.text)
        yield from _GAP.split(line.raw)
    for line in islice(page.lines, _LINES, None):
        if line.role is LineRole.STAMP:
            yield line.text
            yield line.raw
