"""Keys made once, compared byte by byte by either database: for search and for sorting names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from models.text import fold, nfc

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER = {letter: chr(0x41 + rank) for rank, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "#", "\u0309": "$", "\u0303": "%", "\u0301": "&", "\u0323": "'"}
_LEVEL = '"'
_SHAPES = frozenset("\u0302\u0306\u031b")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_LONE_Y = re.compile(r"\b([bcdghklmnpqrstvx]+)y\b")


def search_key(text: str) -> str:
    """Folded text in which i and y at the end of a syllable are one ("kĩ thuật", "kỹ thuật").

    >>> search_key("Phòng Nội vụ"), search_key("Tỷ lệ"), search_key("tỉ lệ"), search_key("quý")
    ('phong noi vu', 'ti le', 'ti le', 'quy')
    """
    return _LONE_Y.sub(r"\1i", fold(text))


def sort_key(text: str) -> str:
    """Key whose byte order is the order of Vietnamese dictionaries.

    Syllable by syllable, letters first (a ă â b … d đ e ê …), then the tone in the order
    level, huyền, hỏi, ngã, sắc, nặng; numbers by value, before letters.

    >>> names = ["Phường 10", "Phường 2", "Đa Kao", "Dĩ An", "Ân Thi", "An Nhơn", "Ăn"]
    >>> sorted(names, key=sort_key)
    ['An Nhơn', 'Ăn', 'Ân Thi', 'Dĩ An', 'Đa Kao', 'Phường 2', 'Phường 10']
    >>> sorted(["mạ", "má", "mã", "mả", "mà", "ma", "mai"], key=sort_key)
    ['ma', 'mà', 'mả', 'mã', 'má', 'mạ', 'mai']
    """
    return " ".join(_syllable_key(part) for part in _PARTS.findall(nfc(text).lower()))


@lru_cache(maxsize=20_000)
def _syllable_key(part: str) -> str:
    if part.isdigit():
        digits = part.lstrip("0") or "0"
        return f"{min(len(digits), 99):02d}{digits}"
    tone = _LEVEL
    letters: list[str] = []
    for letter in part:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        shape = "".join(mark for mark in marks if mark in _SHAPES)
        tone = next((_TONES[mark] for mark in marks if mark in _TONES), tone)
        plain = unicodedata.normalize("NFC", base + shape)
        letters.append(_LETTER.get(plain, f"~{plain}"))
    return "".join(letters) + tone
