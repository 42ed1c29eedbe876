"""Text without marks and case, letter for letter as long as the text: rules match on it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_RANGES = ((0xC0, 0x250), (0x1E00, 0x1F00))
_LIKE = {
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "Ɖ": "d",
    "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ", "\n": " ", "\r": " ",
    "’": "'", "‘": "'", "∕": "/", "⁄": "/",
}  # fmt: skip


def _table() -> dict[int, str]:
    table = {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    for first, last in _RANGES:
        for code in range(first, last):
            base = unicodedata.normalize("NFD", chr(code))[0]
            if base.isascii() and base.isalpha():
                table[code] = base.lower()
    table.update({ord(char): plain for char, plain in _LIKE.items()})
    return table


_TABLE = _table()


@lru_cache(maxsize=4096)
def skeleton(text: str) -> str:
    """Lower case without marks, dashes and blanks made plain; offsets stay those of ``text``.

    Wrong or lost marks are the commonest damage of recognition, so phrases are looked for
    here, and the marks of ``text`` are asked only where two words would fall together.

    >>> skeleton("Trước ngày 31–10, quý IV")
    'truoc ngay 31-10, quy iv'
    >>> len(skeleton("각 İ ữ")) == len("각 İ ữ")
    True
    """
    return text.translate(_TABLE)
