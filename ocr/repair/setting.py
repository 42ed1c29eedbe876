"""What stands around a word on paper, as the network sees it: its case, and the sign behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ocr.repair.token import Parts

SIGNS: Final = 5
MARKS: Final = 4 * SIGNS
"""Kinds of setting: four shapes by five signs."""


def mark(parts: Parts, at: int) -> int:
    """The setting of one unit of a token.

    >>> from ocr.repair.token import take_apart
    >>> [mark(take_apart(token), 0) for token in ("nhân", "dân,", "Ủy", "UBND;", "2024", "TB-VPCP")]
    [0, 1, 5, 12, 15, 14]
    """
    text = parts.units[at].text
    if not text[0].isalpha():
        shape = 3
    elif len(text) > 1 and text.isupper():
        shape = 2
    else:
        shape = int(text[0].isupper())
    if at < len(parts.glue):
        sign = 4 if parts.glue[at].strip() else 0
    elif not parts.tail:
        sign = 0
    elif parts.tail[0] == ",":
        sign = 1
    else:
        sign = 2 if parts.tail[0] in ".;:?!" else 3
    return shape * SIGNS + sign
