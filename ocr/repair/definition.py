"""Abbreviations that a text itself defines: ``Hội đồng nhân dân (gọi tắt là HDND)``.

The long form tells what the letters stand for, so it tells which D is a Đ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from models.text import strip_marks
from ocr.repair.syllable import is_syllable
from ocr.repair.token import take_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEFT_OUT: Final = frozenset(
    {"và", "của", "các", "về", "cho", "với", "trên", "trong", "-", "–", "&"}
)
"""Words of a long form that an abbreviation may leave out."""
_MOST_LEFT_OUT: Final = 3
_BETWEEN: Final = 8
"""Words of the phrase in brackets before the abbreviation: ``(sau đây gọi tắt là``."""
_PHRASE: Final = frozenset({"sau", "đây", "gọi", "viết", "tắt", "là"})
_LENGTHS: Final = range(2, 11)
_CODES: Final = frozenset({"VND"})
"""Codes of currencies (ISO 4217), which have no Đ."""


def defined(raw: Sequence[str], repaired: Sequence[str]) -> dict[str, str]:
    """Abbreviations as read, without marks, with what their definitions make of them.

    ``raw`` and ``repaired`` have the words of the document, side by side.

    >>> text = "Hội đồng nhân dân (sau đây gọi tắt là HDND) và Quản lý đất đai (QLDD)".split()
    >>> defined(text, text)
    {'HDND': 'HĐND', 'QLDD': 'QLĐĐ'}
    >>> text = "Trung tâm điều độ, viết tắt là TTDD; Quỹ đầu tư (gọi tắt là Quỹ QDT)".split()
    >>> defined(text, text)
    {'TTDD': 'TTĐĐ', 'QDT': 'QĐT'}
    >>> defined("xã (HDND)".split(), "xã (HDND)".split())
    {}
    """
    found: dict[str, str] = {}
    for at, word in enumerate(raw):
        units = take_apart(word).units
        if len(units) != 1 or len(units[0].text) not in _LENGTHS:
            continue
        short = strip_marks(units[0].text)
        if not (short.isalpha() and short.isupper()) or short in _CODES:
            continue
        opens = _opening(raw, repaired, at)
        if opens is not None and (meant := _meant(short, repaired[:opens])):
            found.setdefault(short, meant)
    return found


def _opening(raw: Sequence[str], repaired: Sequence[str], at: int) -> int | None:
    """Where the bracket or phrase that holds a definition begins.

    >>> words = "đầu tư, sau đây gọi tắt là Quỹ QDT".split()
    >>> _opening(words, words, 8), _opening(words, words, 1)
    (2, None)
    """
    if raw[at].startswith("("):
        return at
    told = [word.lower().strip("“\"'(") for word in repaired[max(at - _BETWEEN, 0) : at]]
    named = len(told) - (told[-1:] != ["là"])  # one word may stand between: gọi tắt là Quỹ QDT
    if told[max(named - 2, 0) : named] != ["tắt", "là"]:
        return None
    for back in range(at - 1, max(at - 1 - _BETWEEN, -1), -1):
        if raw[back].startswith("("):
            return back
    begins = named
    while begins and told[begins - 1] in _PHRASE:
        begins -= 1
    return at - len(told) + begins


def _meant(short: str, before: Sequence[str]) -> str:
    """The abbreviation with the letters that its long form begins with; empty if it has none."""
    letters: list[str] = []
    left_out = 0
    for word in reversed(before):
        if len(letters) == len(short):
            break
        wanted = short[-1 - len(letters)]
        core = word.strip("“”\"',").lower()
        first = core[:1]
        if first and strip_marks(first).upper() == wanted:
            letters.append("Đ" if first == "đ" else wanted)
        elif core in _LEFT_OUT and left_out < _MOST_LEFT_OUT:
            left_out += 1
        else:
            return ""
    return "".join(reversed(letters)) if len(letters) == len(short) else ""


def restored(raw: str, repaired: str, known: dict[str, str], *, capitals: bool) -> str:
    """A word with the defined abbreviations in it; ``capitals`` tells of its line.

    >>> restored("HDND,", "HDND,", {"HDND": "HĐND"}, capitals=False)
    'HĐND,'
    >>> restored("HĐND,", "HĐND,", {"HDND": "HDND"}, capitals=False)
    'HĐND,'
    >>> restored("DAN", "DÂN", {"DAN": "DAN"}, capitals=True)
    'DÂN'
    """
    parts = take_apart(raw)
    texts = [_crossed(unit.text, known.get(strip_marks(unit.text), "")) for unit in parts.units]
    if not any(texts) or any(char.isdigit() for unit in parts.units for char in unit.text):
        return repaired
    if capitals and any(is_syllable(text.lower()) for text in texts if text):
        return repaired
    others = take_apart(repaired)
    if len(others.units) != len(texts):
        return repaired
    return others.joined(
        [text or unit.text for text, unit in zip(texts, others.units, strict=True)]
    )


def _crossed(read: str, meant: str) -> str:
    """What is meant, with each Đ that was read: a stroke is lost sooner than made."""
    return "".join(
        "Đ" if own == "Đ" and letter == "D" else letter
        for own, letter in zip(read, meant, strict=False)
    )
