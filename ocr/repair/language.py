"""The language of administration: a trigram model of syllables in hashed, quantised tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from ocr.repair.token import BOUNDARY, NUMBER, UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

Ids = NDArray[np.int64]
Scores = NDArray[np.float32]
SLOTS: Final = 8
"""Entries in a bucket of a table: 32 bytes, half a cache line."""
STEP: Final = 0.07
"""Width of a quantised step of a natural logarithm."""
_LIMIT = 255
_HASH = np.uint64(0xFFFFFF00)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def mix(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """A well spread 64-bit hash of each key."""
    keys = (keys ^ (keys >> np.uint64(29))) * _ODD
    keys = (keys ^ (keys >> np.uint64(32))) * _MIX
    return keys ^ (keys >> np.uint64(30))


def quantise(logs: NDArray[Any]) -> NDArray[np.uint32]:
    """Natural logarithms (0 or less) in steps of ``STEP``."""
    return np.clip(np.rint(-logs / STEP), 0, _LIMIT).astype(np.uint32)


class Table:
    """Hashed n-grams: buckets of 24 bits of hash and 8 bits of score.

    ``slots`` has the shape (buckets, SLOTS); the number of buckets is a power of two.
    """

    def __init__(self, slots: NDArray[np.uint32]) -> None:
        self.slots = slots
        self._mask = np.uint64(len(slots) - 1)

    def find(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """For each key whether it is stored, and its place in the flattened table."""
        hashes = mix(keys)
        rows = (hashes & self._mask).astype(np.int64)
        marks = ((hashes >> np.uint64(32)) & _HASH).astype(np.uint32)
        # Equal hashes leave nothing but the score when the slot is taken apart by exclusive or.
        hits = (self.slots[rows] ^ marks[:, None]) <= np.uint32(_LIMIT)
        column = hits.argmax(axis=1)
        places = rows * SLOTS + column
        return hits.ravel()[np.arange(0, hits.size, SLOTS) + column], places

    def scores(self, places: NDArray[np.int64]) -> Scores:
        """Natural logarithms at places that ``find`` gave."""
        values = self.slots.ravel()[places] & np.uint32(_LIMIT)
        return (values * np.float32(-STEP)).astype(np.float32)


class LanguageModel:
    """P(word | two words before), natural logarithms, with back-off."""

    def __init__(
        self,
        words: list[str],
        ones: NDArray[np.float32],
        twos: Table,
        weights: NDArray[np.uint8],
        threes: Table,
    ) -> None:
        self.words = words
        self.ids = {word: i for i, word in enumerate(words)}
        self.boundary = self.ids[BOUNDARY]
        self.unknown = self.ids[UNKNOWN]
        self.number = self.ids[NUMBER]
        self._ones = np.ascontiguousarray(ones[0])
        self._back = np.ascontiguousarray(ones[1])
        self.capital = np.log(np.clip(ones[2], 1e-4, 0.999))
        """Log P(capital | word) inside a clause."""
        self.small = np.log(1 - np.clip(ones[2], 1e-4, 0.999))
        self._twos = twos
        self._weights = weights.ravel()
        self._threes = threes

    @classmethod
    def load(cls, folder: Path) -> LanguageModel:
        """The model from its files, which are read whole: a look-up in a mapped one is slower."""
        words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        slots = [np.load(folder / f"{name}.npy") for name in ("bigrams", "trigrams")]
        return cls(
            words,
            np.load(folder / "unigrams.npy"),
            Table(slots[0]),
            np.load(folder / "backoffs.npy"),
            Table(slots[1]),
        )

    def id(self, word: str) -> int:
        """Number of a word, that of the unknown word where the model has none."""
        return self.ids.get(word, self.unknown)

    def one(self, words: Ids) -> Scores:
        """Log P(word)."""
        return self._ones[words]

    def two(self, before: Ids, words: Ids) -> Scores:
        """Log P(word | before), arrays of one shape."""
        return self._two(before, words)[0]

    def _two(self, before: Ids, words: Ids) -> tuple[Scores, Scores]:
        keys = (before.astype(np.uint64) << np.uint64(16)) | words.astype(np.uint64)
        found, places = self._twos.find(keys)
        scores = self._back[before] + self._ones[words]
        weights = np.zeros(len(scores), np.float32)
        hit = places[found]
        scores[found] = self._twos.scores(hit)
        weights[found] = -self._weights[hit].astype(np.float32) * np.float32(STEP / 2) + 2.0
        return scores, weights

    def weight(self, first: Ids, second: Ids) -> Scores:
        """Log of the back-off weight of the context (first, second)."""
        return self._two(first, second)[1]

    def three(self, first: Ids, second: Ids, words: Ids, lower: Scores, weight: Scores) -> Scores:
        """Log P(word | first second); ``lower`` is log P(word | second), ``weight`` the context's."""
        keys = (first.astype(np.uint64) << np.uint64(32)) | (
            second.astype(np.uint64) << np.uint64(16)
        )
        found, places = self._threes.find(np.bitwise_or(keys, words.astype(np.uint64)))
        scores = lower + weight
        scores[found] = self._threes.scores(places[found])
        return scores
