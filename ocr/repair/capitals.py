"""Capitals that TCVN3 cannot write: its codes have no capital with a tone mark.

``CéNG HßA`` and ``ñy ban`` come out with small letters where capitals were typed. What was meant
follows from the word itself, from the words beside it, from its place in the clause, and for the
few words that begin with a marked vowel from Nghị định 30/2020/NĐ-CP, Phụ lục II.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from ocr.repair.syllable import is_syllable, settle_tone
from ocr.repair.token import begins_clause, take_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_NAMES: Final = {"ủy": "ban", "ấn": "độ", "ả": "rập", "úc": "", "á": ""}
"""First words of names and the word that follows, if one must. In official texts 98.8 of 100
``ủy ban`` inside a clause have a capital, and more than 94 of 100 of each of the others."""
_STATE: Final = "cộng hòa xã hội chủ nghĩa việt nam"
"""Printed in capitals on a line of its own (Phụ lục I, mục I.1)."""


def restored(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """Words of converted lines with the capitals that were lost; nothing else changes.

    >>> restored([["CộNG", "HòA"], ["ý", "KIếN"], ["Sở", "NÔNG"], ["của", "ủy", "ban", "ở", "Hà"]])
    [['CỘNG', 'HÒA'], ['Ý', 'KIẾN'], ['SỞ', 'NÔNG'], ['của', 'Ủy', 'ban', 'ở', 'Hà']]
    >>> restored([["Đúng.", "ứng", "dụng", "ở", "UBND"], ["ý", "kiến"]])
    [['Đúng.', 'Ứng', 'dụng', 'ở', 'UBND'], ['ý', 'kiến']]
    """
    found: list[list[str]] = []
    fresh = True
    for line in lines:
        if " ".join(line) == _STATE:
            found.append([word.upper() for word in line])
            continue
        fresh = fresh or not line or begins_clause(line[0])
        words = _headings(line)
        found.append([])
        for at, word in enumerate(words):
            after = line[at + 1] if at + 1 < len(line) else ""
            found[-1].append(_raised(word) if fresh or _is_name(word, after) else word)
            fresh = _ends_sentence(word) or (fresh and not _has_letters(word))
            fresh = fresh or (at == 0 and begins_clause(word))
    return found


def _headings(line: Sequence[str]) -> list[str]:
    """Words in capitals wherever the word or all words beside it have no letter that is small.

    A small letter without a tone is truly small: TCVN3 has a capital for it.
    """
    found = list(line)
    at = 0
    while at < len(line):
        end = at
        while end < len(line) and not any(map(_truly_small, line[end])):
            end += 1
        run = line[at:end]
        if any(map(_surely_capitals, run)):
            found[at:end] = [word.upper() for word in run]
        at = end + 1
    return found


def _truly_small(char: str) -> bool:
    return char.islower() and _TONES.isdisjoint(unicodedata.normalize("NFD", char))


def _surely_capitals(word: str) -> bool:
    """Whether a word without a truly small letter is a syllable in capitals, no abbreviation."""
    units = take_apart(word).units
    if len(units) != 1 or not is_syllable(settle_tone(units[0].text.lower())):
        return False
    return any(char.isupper() for char in units[0].text[1:])


def _is_name(word: str, after: str) -> bool:
    """Whether a word begins a name, said by the word that follows it without a sign between.

    >>> _is_name("ủy", "ban"), _is_name("ủy,", "Ban"), _is_name("Úc", "và"), _is_name("úc,", "")
    (True, False, False, True)
    """
    parts = take_apart(word)
    if len(parts.units) != 1:
        return False
    wanted = _NAMES.get(settle_tone(parts.units[0].text))
    if not wanted or parts.tail:
        return wanted == ""
    return after.lower().startswith(wanted)


def _ends_sentence(word: str) -> bool:
    return word.rstrip("\"'”’)")[-1:] in {".", "?", "!"}


def _raised(word: str) -> str:
    """A word whose first letter, if it has a tone, is a capital."""
    at = next((at for at, char in enumerate(word) if char.isalnum()), len(word))
    first = word[at : at + 1]
    if not first.islower() or _truly_small(first):
        return word
    return word[:at] + first.upper() + word[at + 1 :]


def _has_letters(word: str) -> bool:
    return any(char.isalnum() for char in word)
