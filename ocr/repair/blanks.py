"""Blanks that a recogniser put into words and numbers, or lost between words."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from models.text import strip_marks
from ocr.repair.numbers import joins
from ocr.repair.syllable import ONSETS, is_syllable, settle_tone
from ocr.repair.token import Kind, Parts, Unit, take_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ocr.repair.channel import Candidate
    from ocr.repair.language import LanguageModel

_PRICE: Final = -7.0
"""Log P of a blank lost or made between two letters, about one in a thousand."""
_STRANGE: Final = -4.0
_STRANGE_LETTER: Final = -3.0
"""Log price of a word that no syllable explains, and of each of its letters."""
_PLAUSIBLE: Final = -12.5
"""A word that scores less than this, price and frequency together, is hardly one."""
_GOOD: Final = -13.0
"""No two words with a blank between them score more."""
_FEW: Final = 6
_SHORTEST: Final = 5
_LONGEST: Final = 16
_MANY: Final = range(8, 29)
"""Letters of three words or more that run together."""
_SYLLABLE: Final = 7
"""Letters of the longest syllable: nghiêng."""
_ONSETS: Final = frozenset(ONSETS) - {"gi"}
_CODAS: Final = frozenset({"c", "ch", "m", "n", "ng", "nh", "p", "t", "i", "o", "u", "y"})
_VOWELS: Final = frozenset("aeiouy")
_MARGIN: Final = 3.0
"""By so much the whole must be likelier than its halves where both of them could be words."""
_DATED: Final = re.compile(
    r"(ng[aà]y|th[aá]ng|n[aă]m|qu[yý]|s[oố]|[đd]i[eề]u|kho[aả]n)"
    r"(\d{1,4}(?:[/.-]\d{1,4}){0,2})",
    re.IGNORECASE,
)


class Piece(NamedTuple):
    """Tokens ``first`` to ``last`` of a line as one word."""

    first: int
    last: int
    text: str
    number: bool = False
    """Whether it is a number that had a blank inside."""


class Blanks:
    """Where words begin and end, judged by what the channel and the language make of them."""

    def __init__(self, model: LanguageModel, lookup: Callable[[str], Sequence[Candidate]]) -> None:
        self._model = model
        self._lookup = lookup
        self._bare = {strip_marks(word) for word in model.words if is_syllable(word)}
        self._scored = lru_cache(maxsize=20_000)(self._best_few)
        self.parted = lru_cache(maxsize=20_000)(self._parted)

    def pieces(self, tokens: Sequence[str]) -> list[Piece]:
        """The words of a line: tokens, or two of them where a blank tore one."""
        numbers = joins(tokens)
        found: list[Piece] = []
        at = 0
        while at < len(tokens):
            two = "".join(tokens[at : at + 2])
            if at in numbers:
                found.append(Piece(at, at + 2, two, number=True))
                at += 2
            elif at + 1 < len(tokens) and self._torn(tokens[at], tokens[at + 1]):
                found.append(Piece(at, at + 2, two))
                at += 2
            else:
                found.append(Piece(at, at + 1, tokens[at]))
                at += 1
        return found

    def _torn(self, left: str, right: str) -> bool:
        """Whether two tokens are halves of one syllable: ``th ực``, ``quy ết``."""
        if not left.isalpha() or not right[:1].isalpha() or left[1:] != left[1:].lower():
            return left.isupper() and left.isalpha() and self._torn_capitals(left, right)
        if right[0].isupper():
            return False
        return self._halves(left.lower(), _core(right))

    def _torn_capitals(self, left: str, right: str) -> bool:
        core = _core(right)
        return len(left) > 1 and right[: len(core)].isupper() and self._halves(left.lower(), core)

    def _halves(self, left: str, right: str) -> bool:
        if not right:
            return False
        begins = strip_marks(right[0]) in _VOWELS
        head = left in _ONSETS
        if (
            not begins
            if head
            else not (strip_marks(left[-1]) in _VOWELS and (begins or right in _CODAS))
        ):
            return False
        torn = len(left) > 1 if head else self._unknown(left)
        margin = 0.0 if torn or self._unknown(right) else _MARGIN
        return self._score(left + right) + _PRICE > self._score_two(left, right) + margin

    def _unknown(self, word: str) -> bool:
        return max((score for *_, score in self._scored(word)), default=-np.inf) < _PLAUSIBLE

    def _parted(self, parts: Parts) -> Parts:
        """A token of which words are one, with blanks between them."""
        if not parts.units:
            return parts
        core = parts._replace(lead="", tail="").joined([unit.text for unit in parts.units])
        if found := _DATED.fullmatch(core):
            dated = (Unit(found[1], Kind.WORD), Unit(found[2], Kind.NUMBER))
            return parts._replace(units=dated, glue=(" ",))
        if len(parts.units) != 1:
            return parts
        text = parts.units[0].text
        small = settle_tone(text.lower())
        if len(text) < _SHORTEST or not text.isalpha() or small in self._model.ids:
            return parts
        places = self._two_words(small) if len(text) <= _LONGEST else []
        if not places and len(text) in _MANY and self._score(small) <= _GOOD:
            places = self._many_words(text.lower())
        if not places:
            return parts
        cuts = pairwise([0, *places, len(text)])
        units = tuple(Unit(text[first:last], Kind.WORD) for first, last in cuts)
        return parts._replace(units=units, glue=(" ",) * len(places))

    def _two_words(self, small: str) -> list[int]:
        """Where a word falls into two; nowhere if it is likelier as one."""
        best, where = self._score(small), 0
        if best > _GOOD:
            return []
        vowels = [at for at, char in enumerate(strip_marks(small)) if char in _VOWELS]
        for at in range(2, len(small) - 1):
            if not vowels or not vowels[0] < at <= vowels[-1]:
                continue
            left, right = settle_tone(small[:at]), settle_tone(small[at:])
            if min(self._score(left), self._score(right)) <= _strange(left):
                continue
            score = self._score_two(left, right) + _PRICE
            if score > best:
                best, where = score, at
        return [where] if where else []

    def _many_words(self, text: str) -> list[int]:
        """Where a word falls into three or more that are syllables but for their marks.

        The best way to each place is kept for each last word, so a way counts with its bigrams.
        """
        ways: list[dict[str, tuple[float, list[int]]]] = [{"": (0.0, [])}]
        for end in range(1, len(text) + 1):
            found: dict[str, tuple[float, list[int]]] = {}
            for start in range(max(end - _SYLLABLE, 0), end - 1):
                word = settle_tone(text[start:end])
                if not ways[start] or strip_marks(word) not in self._bare:
                    continue
                own = self._score(word)
                if own <= _strange(word):
                    continue
                score, places = max(
                    (before + self._behind(last, word, own), [*cuts, start] if last else [])
                    for last, (before, cuts) in ways[start].items()
                )
                if score > found.get(word, (-np.inf, []))[0]:
                    found[word] = (score, places)
            ways.append(found)
        best, places = max(ways[-1].values(), default=(-np.inf, []))
        return places if best > self._score(text) and len(places) > 1 else []

    def _behind(self, last: str, word: str, own: float) -> float:
        """Log P of a word behind another one and a blank that was lost."""
        return own if not last else self._score_two(last, word) - self._score(last) + _PRICE

    def _best_few(self, word: str) -> tuple[tuple[int, float, float], ...]:
        """Numbers, prices and scores (price and frequency) of the likeliest candidates."""
        found = [(self._model.id(one.text), max(one.plain, one.bold)) for one in self._lookup(word)]
        found = [one for one in found if one[0] != self._model.unknown][: 2 * _FEW]
        ones = self._model.one(np.array([number for number, _ in found], np.int64)).tolist()
        scored = [(*one, one[1] + more) for one, more in zip(found, ones, strict=True)]
        return tuple(sorted(scored, key=lambda one: -one[2])[:_FEW])

    def _score(self, word: str) -> float:
        """Log P of a word by itself: the best of what it may be."""
        return max([_strange(word), *(score for *_, score in self._scored(word))])

    def _score_two(self, left: str, right: str) -> float:
        """Log P of two words, one behind the other."""
        ones, twos = self._scored(left), self._scored(right)
        apart = self._score(left) + self._score(right)
        if not ones or not twos:
            return apart
        before = np.repeat([number for number, *_ in ones], len(twos)).astype(np.int64)
        after = np.tile([number for number, *_ in twos], len(ones)).astype(np.int64)
        prices = np.add.outer(
            [price for _, price, _ in ones], [price for _, price, _ in twos]
        ).ravel()
        both = self._model.one(before) + self._model.two(before, after) + prices
        return max(float(both.max()), apart)


def _strange(word: str) -> float:
    return _STRANGE + _STRANGE_LETTER * len(word)


def _core(token: str) -> str:
    units = take_apart(token).units
    return settle_tone(units[0].text.lower()) if len(units) == 1 else ""
