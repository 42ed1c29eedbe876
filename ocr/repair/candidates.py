"""What each unit of a document may have been before it was damaged."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from models.text import strip_marks
from ocr.repair.channel import Candidate
from ocr.repair.syllable import is_syllable, settle_tone
from ocr.repair.token import Kind, Unit

if TYPE_CHECKING:
    from ocr.repair.abbreviation import Abbreviations
    from ocr.repair.language import LanguageModel


class Choice(NamedTuple):
    """One candidate of a unit in the lattice."""

    text: str
    """Lower-case syllable, or the unit exactly as it is to be printed."""
    id: int
    plain: float
    bold: float
    exact: bool = False
    """True where case is already right: abbreviations and unchanged units."""
    strange: bool = False
    """A word that nothing explains, kept as it was read."""


_STRANGE: Final = -4.0
_STRANGE_LETTER: Final = -3.0
"""Log price of a word outside the model, and of each of its letters."""
_INITIALS: Final = (-2.5, -1.2)
"""The same for what looks like an abbreviation that is not listed."""
_TWO_INITIALS: Final = -7.0
"""The same for two capitals: that is what a recogniser often makes of Sở and Bộ."""
_CAPITALS_OUTSIDE: Final = -7.0
"""Price of a syllable in capitals in a line that is not in capitals."""
_TWO_CAPITALS: Final = -2.0
"""The same for two letters: Sở is read as SG, Bộ as BO."""
_SINGLE: Final = -1.0
_LOOK_ALIKE: Final = str.maketrans("¢€&£", "cééf")
_STROKES: Final = str.maketrans("1l|", "iii")
_POOR: Final = -8.0
"""Where no candidate is better, upright strokes inside the word are taken for i: glal, giải."""
_HIDDEN: Final = 0.0
"""Log price of a word that looks like a number."""

_ROMAN: Final = re.compile("[IVX]{2,5}")
_DIGIT_FOR_LETTER: Final = re.compile("[46](?:ng|[nimptu])")
"""A digit that the English model reads for á or ổ, and what may close the syllable."""
_UNITS: Final = frozenset("mt")
_NUMBERED: Final = re.compile("[A-ZĐ][0-35789]")
"""Quarters, months, roads (Q1, T3, A1); 4 and 6 are what is read of á and ổ (T6, S6)."""
_TWO_DIGITS: Final = re.compile("[0-9]{2}")
_PHANTOMS: Final = frozenset({"16", "18"})
"""The only digits side by side that may be letters: lộ, lệ."""
_MEASURE: Final = -1.0
_ITEM: Final = -5.0
"""Log price of a digit that truly is one: before a unit of measure, before another letter."""

BARE_VOWEL: Final = "6"
"""A number that may be ở. It stays as it is, as there is no telling "6 cơ sở" from "ở cơ sở"."""

Lookup = Callable[[str], Sequence[Candidate]]


class Speller:
    """Choices for units, by one channel."""

    def __init__(
        self,
        model: LanguageModel,
        lookup: Lookup,
        abbreviations: Abbreviations,
        *,
        lookup_capitals: Lookup | None = None,
    ) -> None:
        self._model = model
        self.lookup = lookup
        self._lookup_capitals = lookup_capitals or lookup
        self._abbreviations = abbreviations
        self._bare = {strip_marks(word) for word in model.words if is_syllable(word)}
        """Syllables without their marks: some stand in the model, since some texts lack all marks."""
        self._memory: dict[tuple[Unit, bool], tuple[Choice, ...]] = {}

    def choices(self, unit: Unit, *, capitals: bool) -> tuple[Choice, ...]:
        """Candidates of a unit; ``capitals`` says that its line is printed in capitals."""
        key = (unit, capitals)
        found = self._memory.get(key)
        if found is None:
            found = tuple(self._choices(unit, capitals=capitals))
            if len(self._memory) > 100_000:
                self._memory.clear()
            self._memory[key] = found
        return found

    def as_it_stands(self, text: str) -> tuple[Choice, ...]:
        """The one choice of a unit that is not to be changed."""
        return (Choice(text, self._model.id(text), 0.0, 0.0, exact=True),)

    def _choices(self, unit: Unit, *, capitals: bool) -> list[Choice]:
        model = self._model
        text = unit.text
        if unit.kind is Kind.NUMBER:
            return [Choice(text, model.number, 0.0, 0.0, exact=True), *self._hidden_word(text)]
        if unit.kind is Kind.WORD and _ROMAN.fullmatch(text) and not is_syllable(text.lower()):
            return [Choice(text, model.unknown, 0.0, 0.0, exact=True)]
        if read_as_digit(text):
            return self._digit_for_letter(text)
        if unit.kind is Kind.CODE or (unit.kind is Kind.MIXED and _is_code(text)):
            known = self._abbreviations.restored(text)
            return [
                Choice(known[0] if len(known) == 1 else text, model.unknown, 0.0, 0.0, exact=True)
            ]
        found = self._as_abbreviation(text, capitals=capitals)
        price = 0.0
        large = len(text) > 1 and text.isupper()
        if large and not capitals and unit.kind is Kind.WORD:
            price = _CAPITALS_OUTSIDE if len(text) > 2 else _TWO_CAPITALS
            if len(text) > 2 and self._abbreviations.like_one(text):
                return found
        small = text.lower()
        if not any(char.isalpha() for char in small):
            small = small.translate(_LOOK_ALIKE)
        lookup = self._lookup_capitals if large and (capitals or len(text) > 2) else self.lookup
        seen = lookup(small)
        if text[0] == "I" and text[1:].islower():
            seen = _merged(seen, lookup(f"l{text[1:]}"))
        strokes = small[:1] + small[1:].translate(_STROKES)
        if strokes != small and max((max(one[1:]) for one in seen), default=_POOR) <= _POOR:
            seen = _merged(seen, lookup(strokes))
        found.extend(
            Choice(one.text, model.id(one.text), one.plain + price, one.bold + price)
            for one in seen
        )
        return found

    def _digit_for_letter(self, text: str) -> list[Choice]:
        """What 4 and 6 before a coda may be: án, ổn; a number with its unit is one choice."""
        number, price = self._model.number, _MEASURE if text[1] in _UNITS else _ITEM
        return [
            Choice(text, number, price, price, exact=True),
            *(Choice(one.text, self._model.id(one.text), one.plain, one.bold)
              for one in self.lookup(text)),
        ]  # fmt: skip

    def _hidden_word(self, text: str) -> list[Choice]:
        """Words that were read as a bare number: lộ as 16, lệ as 18, ở as 6. They are rare."""
        if text != BARE_VOWEL and not (text.isdigit() and len(text) <= 2 and text[0] == "1"):
            return []
        ids = self._model
        return [
            Choice(one.text, ids.id(one.text), one.plain + _HIDDEN, one.bold + _HIDDEN)
            for one in self.lookup(text)
            if (len(one.text) == 1 if text == BARE_VOWEL else one.text[0] == "l")
        ]

    def _as_abbreviation(self, text: str, *, capitals: bool) -> list[Choice]:
        """The unit as a word that is no syllable: an abbreviation, a foreign word, a letter."""
        model = self._model
        found = []
        shaped = sum(c.isupper() for c in text) > 1
        for known in self._abbreviations.restored(text) if shaped else ():
            price = -0.1 if not capitals else -3.0
            found.append(Choice(known, model.id(known), price, price, exact=True))
        if found:
            return found
        small = settle_tone(text.lower())
        if len(text) == 1 and text.isalpha():
            found.append(Choice(text, model.id(small), _SINGLE, _SINGLE, exact=True))
        elif small in model.ids and small not in self._bare:
            found.append(Choice(text, model.id(small), -0.3, -0.3, exact=True))
        else:
            first, each = _INITIALS if shaped and not capitals else (_STRANGE, _STRANGE_LETTER)
            price = _TWO_INITIALS if len(text) == 2 and shaped else first + each * len(text)
            strange = not shaped or capitals
            found.append(Choice(text, model.unknown, price, price, exact=True, strange=strange))
        return found


def _merged(left: Sequence[Candidate], right: Sequence[Candidate]) -> list[Candidate]:
    """Candidates of two readings of one word, each at its better price."""
    found = {one.text: one for one in left}
    for one in right:
        old = found.get(one.text, one)
        found[one.text] = Candidate(one.text, max(one.plain, old.plain), max(one.bold, old.bold))
    return sorted(found.values(), key=lambda one: -max(one.plain, one.bold))


def read_as_digit(text: str) -> bool:
    """Whether a digit with letters may be a syllable whose vowel was read as a digit.

    >>> [read_as_digit(text) for text in ("6n", "4n", "6m", "6", "2n", "6a", "46n")]
    [True, True, True, False, False, False, False]
    """
    return _DIGIT_FOR_LETTER.fullmatch(text) is not None


def _is_code(text: str) -> bool:
    """Whether letters and digits together are a code, a measure or a numbered item: no word.

    >>> [_is_code(text) for text in ("QH15", "17h00", "m2", "2a", "s6", "1ap", "d6i", "5O")]
    [True, True, True, True, False, False, False, False]
    >>> [_is_code(text) for text in ("Q1", "S6", "b123", "16p")]
    [True, False, True, False]
    """
    if _NUMBERED.fullmatch(text) or (_TWO_DIGITS.search(text) and text[:2] not in _PHANTOMS):
        return True
    head = text.rstrip("0123456789")
    if head.isupper() and len(head) > 1 and len(head) < len(text):
        return True
    if text in {"m2", "m3", "km2", "CO2"}:
        return True
    digits = len(text) - len(text.lstrip("0123456789"))
    rest = text[digits:]
    if digits and rest[:1] in {"h", "g"} and (rest[1:].isdigit() or not rest[1:]):
        return digits <= 2 and rest != "g"
    return digits > 0 and (
        len(rest) == 1 and rest.islower() and text[0] in "23456789" and rest.isascii()
    )


@lru_cache(maxsize=1 << 14)
def shaped(read: str, text: str, *, capitals: bool = False) -> str:
    """A syllable in the case of the word that was read; ``capitals`` tells of its line.

    >>> shaped("SG", "sở"), shaped("DE", "để", capitals=True), shaped("CHi", "chỉ", capitals=True)
    ('Sở', 'ĐỂ', 'CHỈ')
    >>> shaped("BAO", "báo"), shaped("Uy", "ủy"), shaped("I¢", "lệ"), shaped("Jan", "lần")
    ('BÁO', 'Ủy', 'lệ', 'lần')
    """
    letters = [c for c in read if c.isalpha()]
    if not letters:
        return text
    enough = len(letters) > (1 if capitals else 2)
    large = sum(map(str.isupper, letters))
    if enough and large > len(letters) * (0.5 if capitals else 0.99) and len(text) > 1:
        return text.upper()
    first = read[0]
    if first.isupper() and not (first in "IJ" and text[0] == "l"):
        return text[0].upper() + text[1:]
    return text
