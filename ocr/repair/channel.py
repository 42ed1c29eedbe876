"""What a recogniser makes of a syllable: P(read | printed), over onsets and rimes."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from pathlib import Path

    from ocr.repair.letters import Letters

Row = tuple[str, float, float]
"""A printed part with the logarithms of P(read | part) in plain and in bold type."""
_LONGEST_ONSET: Final = 4
_NEAR: Final = -4.5
"""Price of a read part that was never seen and is one edit from one that was."""
_KEEP: Final = 24
_WEAK: Final = -3.0
"""Where no candidate is better than this, the word is spelt out letter by letter."""
_SPELT: Final = -0.5
_FLOOR: Final = -14.0


class Candidate(NamedTuple):
    """A syllable that may have been printed."""

    text: str
    plain: float
    bold: float


class Channel:
    """One source of damage, as tables from read parts to printed parts."""

    def __init__(
        self,
        onsets: dict[str, list[Row]],
        rimes: dict[str, list[Row]],
        wholes: dict[str, list[Row]],
        frequency: dict[str, float],
        letters: Letters | None = None,
    ) -> None:
        self._onsets = onsets
        self._rimes = rimes
        self._wholes = wholes
        self._frequency = frequency
        """Inventory of syllables with log P(syllable)."""
        self._known = list(rimes)
        self._letters = letters
        self._prior = np.fromiter(frequency.values(), np.float32, len(frequency))
        self.candidates = lru_cache(maxsize=50_000)(self._candidates)

    @classmethod
    def load(
        cls, path: Path, frequency: dict[str, float], letters: Letters | None = None
    ) -> Channel:
        """The tables of one source of damage; ``letters`` scores what they have not seen."""
        tables = json.loads(path.read_text(encoding="utf-8"))
        named = [
            {read: [(part, -plain / 100, -bold / 100) for part, plain, bold in rows]
             for read, rows in tables[name].items()}
            for name in ("onsets", "rimes", "wholes")
        ]  # fmt: skip
        return cls(named[0], named[1], named[2], frequency, letters)

    def _candidates(self, read: str) -> tuple[Candidate, ...]:
        """The likeliest printed syllables of a lower-case read word, best first."""
        found: dict[str, tuple[float, float]] = {}
        for at in range(min(_LONGEST_ONSET, len(read) - 1) + 1):
            onsets = self._onsets.get(read[:at])
            if onsets:
                self._cross(onsets, self._rime_rows(read[at:]), found)
        for text, plain, bold in self._wholes.get(read, ()):
            if text in self._frequency:
                old = found.get(text, (_FLOOR, _FLOOR))
                found[text] = (max(plain, old[0]), max(bold, old[1]))
        if self._letters is not None and max(map(max, found.values()), default=_FLOOR) < _WEAK:
            for text, score in self._letters.nearest(read, self._prior, _KEEP):
                old = found.get(text, (_FLOOR, _FLOOR))
                found[text] = (max(score + _SPELT, old[0]), max(score + _SPELT, old[1]))
        ranked = sorted(
            found.items(), key=lambda item: -max(item[1]) - 0.8 * self._frequency[item[0]]
        )
        return tuple(Candidate(text, *scores) for text, scores in ranked[:_KEEP])

    def _cross(
        self, onsets: list[Row], rimes: list[Row], found: dict[str, tuple[float, float]]
    ) -> None:
        inventory = self._frequency
        for onset, plain, bold in onsets:
            for rime, more_plain, more_bold in rimes:
                text = onset + rime
                if text not in inventory:
                    continue
                first, second = plain + more_plain, bold + more_bold
                if max(first, second) < _FLOOR:
                    continue
                old = found.get(text)
                if old is None:
                    found[text] = (first, second)
                else:
                    found[text] = (max(first, old[0]), max(second, old[1]))

    def _rime_rows(self, read: str) -> list[Row]:
        rows = self._rimes.get(read)
        return rows if rows is not None else self._near(read)

    @lru_cache(maxsize=20_000)  # noqa: B019  a channel lives as long as the process
    def _near(self, read: str) -> list[Row]:
        """Rows of the seen parts that are one edit away."""
        if not read or len(read) > 9:
            return []
        merged: dict[str, tuple[float, float]] = {}
        near = process.extract(
            read, self._known, scorer=Levenshtein.distance, score_cutoff=1, limit=12
        )
        for other, _, _ in near:
            for part, plain, bold in self._rimes[other]:
                old = merged.get(part, (-99.0, -99.0))
                merged[part] = (max(old[0], plain + _NEAR), max(old[1], bold + _NEAR))
        return [(part, *scores) for part, scores in merged.items()]


def stripped(
    frequency: dict[str, float], strip: dict[str, str]
) -> dict[str, tuple[Candidate, ...]]:
    """Candidates where nothing but the marks was lost: all syllables with the same letters."""
    found: dict[str, list[str]] = defaultdict(list)
    for word, bare in strip.items():
        if word in frequency:
            found[bare].append(word)
    return {
        bare: tuple(
            Candidate(word, 0.0, 0.0) for word in sorted(words, key=lambda w: -frequency[w])[:_KEEP]
        )
        for bare, words in found.items()
    }
