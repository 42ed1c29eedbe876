"""Upright strokes: I, l, 1 and | look alike, so a recogniser takes one for another.

Which of them was printed follows from where it stands. Behind its first letter no Vietnamese syllable
has an l, and none begins with an i before a vowel that bears a mark (``iê`` begins as ``yê``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ocr.repair.syllable import is_syllable, settle_tone

if TYPE_CHECKING:
    from collections.abc import Container

_STROKES: Final = frozenset("Il1|")
_HIGHLAND: Final = frozenset(
    ["ea", "ia", "ya", "cư", "chư", "krông", "đắk", "đăk", "đak", "buôn", "plei", "kon", "yang"]
)
"""River, mountain, village in the tongues of the Central Highlands: they begin names of places."""
_RUN: Final = re.compile(r"[^\W_]+(?:[|][^\W_]+)*")
_INSIDE: Final = str.maketrans("Il1|", "iiii")
_CAPITALS: Final = str.maketrans("l", "I")
_NUMERAL: Final = re.compile(
    r"(?<![\w-])(?=l*[IVX])(?=[IVX]*l)X{0,3}(?:[Il][VX]|V?[Il]{0,3})(?![\w-])"
)


def settled(token: str, known: Container[str]) -> str:
    """A token with the strokes that its words can only have; ``known`` are all words, small letters.

    Words without a mark of Vietnamese stay, as they may be of any language.

    >>> known = {"lập", "hội", "việt", "giải", "hộ", "ông", "lông"}
    >>> [settled(word, known) for word in ("(Iập", "tại", "HỘl,", "hộI;", "Vlệt", "g1ải", "Ial")]
    ['(lập', 'tại', 'HỘI,', 'hội;', 'Việt', 'giải', 'Ial']
    >>> [settled(word, known) for word in ("hộ1", "1ông", "hộl1")]
    ['hộ1', '1ông', 'hộl1']
    """
    if token.isascii() or _STROKES.isdisjoint(token):
        return token
    return _RUN.sub(lambda found: _word(found[0], known), token)


def is_highland_name(before: str, word: str) -> bool:
    """Whether a word belongs to a name whose syllables no Vietnamese need be.

    >>> is_highland_name("Ea", "Nuôl,"), is_highland_name("EA", "NUÔL"), is_highland_name("ở", "Nuôl")
    (True, True, False)
    """
    return before.lower() in _HIGHLAND and before[:1].isupper() and word[:1].isupper()


def numeral(token: str) -> str:
    """A token with capital strokes in its Roman numeral; without one capital it may be 11 as well.

    >>> [numeral(word) for word in ("lV/2024", "Vll.", "Jong-Il", "ll.", "XIl)", "VIlI", "Ill")]
    ['IV/2024', 'VII.', 'Jong-Il', 'll.', 'XII)', 'VIII', 'III']
    """
    if "l" not in token:
        return token
    return _NUMERAL.sub(lambda found: found[0].translate(_CAPITALS), token)


def alike(word: str) -> list[str]:
    """What a word may be, in small letters, if its strokes are others.

    >>> alike("Iao"), alike("Tal"), alike("lai"), alike("Ian1")
    (['lao'], ['tai'], [], ['iani', 'lani'])
    """
    head, tail = word[:1], word[1:].translate(_INSIDE).lower()
    heads = [head.lower(), "l"] if head in {"I", "1", "|"} else [head.lower()]
    return [found for first in heads if (found := first + tail) != word.lower()]


def _word(word: str, known: Container[str]) -> str:
    small = settle_tone(word.lower())
    if word.isascii() or _STROKES.isdisjoint(word) or not _is_whole(word, known):
        return word
    if small in known:
        inside = word[1:].replace("I", "i")
        small_beside = any(map(str.islower, word[1:])) and inside.islower()
        return word[0] + inside if small_beside else word
    meant = [one for one in alike(word) if settle_tone(one) in known and is_syllable(one)]
    return _shaped(word, meant[0]) if len(meant) == 1 else word


def _is_whole(word: str, known: Container[str]) -> bool:
    """Whether a digit in a word is none: one 1, without which a part of a word is left.

    >>> _is_whole("g1ải", {"giải"}), _is_whole("hộ1", {"hộ"}), _is_whole("Q11", set())
    (True, False, False)
    """
    digits = [char for char in word if char.isdigit()]
    if not digits:
        return True
    return digits == ["1"] and settle_tone(word.strip("1").lower()) not in known


def _shaped(word: str, meant: str) -> str:
    others = [char for char in word if char not in _STROKES]
    if len(word) > 2 and all(map(str.isupper, others)):
        return meant.upper()
    if word[0].isupper() and meant[0] != "l":
        return meant[0].upper() + meant[1:]
    return meant
