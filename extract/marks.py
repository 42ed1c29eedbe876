"""Marks of urgency and secrecy: words that stand alone in a frame on page 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.letterhead import URGENCY
from extract.running_case import is_capitals
from extract.skeleton import skeleton
from models.reading import LineRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.reading import Reading

SECRECY = {"tuyet mat": "TUYỆT MẬT", "toi mat": "TỐI MẬT", "mat": "MẬT"}
_DEPTH = 20
_DIGITS_AS_LETTERS = str.maketrans({"4": "a", "0": "o", "1": "i"})
_NO_LETTER = re.compile(r"[^a-z ]+")


def read_urgency(reading: Reading) -> str | None:
    """The urgency printed or stamped on page 1."""
    for text in _marks(reading):
        mark = URGENCY.get(_plain(text))
        if mark and is_capitals(text):
            return mark
    return None


def read_secrecy(reading: Reading) -> str | None:
    """The secrecy mark that stands alone on page 1, also where recognition damaged it.

    Running text ("bảo mật", "bí mật nhà nước") is none: the mark is a line or a stamp of its own.
    """
    for text in _marks(reading):
        mark = secrecy_of(text)
        if mark:
            return mark
    return None


def secrecy_of(text: str) -> str | None:
    """The mark that a lone line is.

    >>> secrecy_of("TỐI MẬT"), secrecy_of("M4T"), secrecy_of("[ MẬT ]"), secrecy_of("TUYET MAT")
    ('TỐI MẬT', 'MẬT', 'MẬT', 'TUYỆT MẬT')
    >>> secrecy_of("bảo mật"), secrecy_of("Mật"), secrecy_of("MẬT ĐỘ"), secrecy_of("MẶT")
    (None, None, None, None)
    """
    if not is_capitals(text) or re.search(r"[Ặặ]", text):
        return None
    return SECRECY.get(_plain(text))


def _plain(text: str) -> str:
    return " ".join(_NO_LETTER.sub(" ", skeleton(text).translate(_DIGITS_AS_LETTERS)).split())


def _marks(reading: Reading) -> Iterator[str]:
    """Lines of the head of page 1 and everything stamped on it."""
    for page in reading.pages[:1]:
        for index, line in enumerate(page.lines):
            if index < _DEPTH or line.role is LineRole.STAMP:
                yield from (part for part in re.split(r"\s{3,}|\t", line.text) if part.strip())
    for stamp in reading.stamps:
        if stamp.page == 1:
            yield from stamp.text.splitlines()
