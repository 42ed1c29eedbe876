"""Signs and markers that are read wrongly the same way everywhere: dashes, list letters, đ/c."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ocr.repair.strokes import numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

_DASH: Final = re.compile(r"~-?|-~")
_COMRADE: Final = re.compile(r"(\W*)([dD])(/c\W*)")
_LETTER: Final = re.compile(r"([a-zđ©])[).]")
_NUMERAL: Final = re.compile(r"(?=[IVXl|]*[IVX])[IVXl|]{2,5}[.)]")
_STROKES: Final = str.maketrans("l|", "II")
_LOOK_ALIKE: Final = str.maketrans("ÐðƉ", "ĐđĐ")


def settled(line: Sequence[str]) -> list[str]:
    """Tokens with Đ for the Icelandic letter, and I for the l of a Roman numeral.

    >>> settled(["Ðiều", "ðơn"]), settled(["I|.", "quý", "lV"]), settled(["ll."])
    (['Điều', 'đơn'], ['II.', 'quý', 'IV'], ['ll.'])
    """
    found = [numeral(token.translate(_LOOK_ALIKE)) for token in line]
    if found and _NUMERAL.fullmatch(found[0]):
        found[0] = found[0].translate(_STROKES)
    return found


def mended(lines: Sequence[Sequence[str]], *, bare: bool) -> dict[tuple[int, int], str]:
    """What signs should be, by line and word; ``bare`` says that đ was read as d.

    >>> lines = [["~", "Rà", "soát"], ["d)", "Ghi"], ["d)", "(d/c"], ["8", "~", "9"]]
    >>> sorted(mended(lines, bare=True).items())
    [((0, 0), '-'), ((2, 0), 'đ)'), ((2, 1), '(đ/c')]
    """
    found: dict[tuple[int, int], str] = {}
    last = ""
    for number, line in enumerate(lines):
        for at, word in enumerate(line):
            if at == 0 and len(line) > 1 and _DASH.fullmatch(word):
                found[number, at] = "-"
            elif bare and (comrade := _COMRADE.fullmatch(word)):
                found[number, at] = f"{comrade[1]}{'đ' if comrade[2] == 'd' else 'Đ'}{comrade[3]}"
        if len(line) > 1 and (marker := _LETTER.fullmatch(line[0])):
            if marker[1] == "©":
                found[number, 0] = f"c{line[0][1:]}"
            elif bare and marker[1] == last == "d":
                found[number, 0] = f"đ{line[0][1:]}"
            last = marker[1]
    return found
