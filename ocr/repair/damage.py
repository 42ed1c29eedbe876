"""What has happened to a text: which recogniser or encoding left it as it is."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING

from models.text import strip_marks
from ocr.repair import legacy
from ocr.repair.syllable import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable


class Damage(StrEnum):
    """The sources that are told apart."""

    ENGLISH = "eng"
    """Read with a model of English."""
    VIETNAMESE = "vie"
    """Read with the Vietnamese model: few and small faults."""
    STRIPPED = "stripped"
    """Marks lost, letters whole."""
    TCVN3 = "tcvn3"
    VNI = "vni"


_WORD = re.compile(r"[^\W\d_]{2,}")
_TRACES = re.compile(r"[éÉ€¢]|[^\W\d_]\d+[^\W\d_]|\b[^\W\d_]6\b|\bs6\b|\b1[a-zé]")
_ENOUGH = 8
_MARKED = 0.45
"""Share of words with a mark: in clean text 0.7 to 0.85, in damaged text below 0.35."""


def detect(lines: Iterable[str]) -> Damage | None:
    """The damage of a document, None for clean text and for what is too short to tell.

    >>> detect(["Két luin cia dong chi Chi tich Uy ban nhin din quin tai cude hop"])
    <Damage.ENGLISH: 'eng'>
    >>> detect(["Ket luan cua dong chi Chu tich Uy ban nhan dan quan tai cuoc hop"])
    <Damage.STRIPPED: 'stripped'>
    >>> detect(["Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc"])
    <Damage.TCVN3: 'tcvn3'>
    >>> detect(["Kết luận của đồng chí Chủ tịch Ủy ban nhân dân quận tại cuộc họp"])
    """
    text = "\n".join(lines)
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < _ENOUGH:
        return None
    good = _good(words)
    if good < 0.6:
        for damage, convert in ((Damage.TCVN3, legacy.from_tcvn3), (Damage.VNI, legacy.from_vni)):
            others = [word.lower() for word in _WORD.findall(convert(text))]
            if _good(others) > max(0.75, good + 0.25) and _marked(others) > _MARKED:
                return damage
    if _marked(words) > _MARKED:
        return _recognised(words)
    plain = sum(is_syllable(word) or _bare_of_syllable(word) for word in words)
    traces = len(_TRACES.findall(text))
    if plain < 0.45 * len(words):
        return Damage.ENGLISH if traces > 0.05 * len(words) else None
    return Damage.ENGLISH if traces > 0.01 * len(words) else Damage.STRIPPED


def is_vietnamese(lines: Iterable[str]) -> bool:
    """Whether a text is long enough to tell and has the marks of Vietnamese.

    >>> is_vietnamese(["Kết luận của đồng chí Chủ tịch Ủy ban nhân dân quận tại cuộc họp"])
    True
    >>> is_vietnamese(["Kết luận của đồng chí"]), is_vietnamese(["The minutes of a meeting"] * 9)
    (False, False)
    """
    words = [word.lower() for word in _WORD.findall("\n".join(lines))]
    return len(words) >= _ENOUGH and _marked(words) > _MARKED


def _recognised(words: list[str]) -> Damage | None:
    odd = sum(not word.isascii() and not is_syllable(word) for word in words)
    return Damage.VIETNAMESE if odd >= 2 and odd > 0.004 * len(words) else None


def _good(words: list[str]) -> float:
    return sum(map(is_syllable, words)) / max(len(words), 1)


def _marked(words: list[str]) -> float:
    """Share of words with a mark of Vietnamese; é alone is no mark, the English model writes it."""
    marked = sum(not word.replace("é", "e").isascii() and is_syllable(word) for word in words)
    return marked / max(len(words), 1)


def _bare_of_syllable(word: str) -> bool:
    """Whether the letters could be those of a syllable: dat, viet, quyet."""
    if not word.isascii():
        return False
    if word[-1] not in "ptch" or word.endswith("nh"):
        return is_syllable(word) or any(is_syllable(word.replace(a, b)) for a, b in _LOST)
    tries = {word, *(word.replace(a, b) for a, b in _LOST)}
    return any(is_syllable(_sharp(one)) for one in tries)


_LOST = (
    ("ie", "iê"),
    ("ye", "yê"),
    ("uo", "ươ"),
    ("uo", "uô"),
    ("e", "ê"),
    ("o", "ô"),
    ("u", "ư"),
    ("a", "â"),
)


def _sharp(word: str) -> str:
    """The syllable with an acute accent on its last vowel."""
    for at in range(len(word) - 1, -1, -1):
        if strip_marks(word[at]) in "aeiouy":
            return unicodedata.normalize("NFC", f"{word[: at + 1]}\u0301{word[at + 1 :]}")
    return word
