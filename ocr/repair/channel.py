"""What a recogniser makes of a syllable: P(read | printed), over onsets and rimes."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from functools import cached_property, lru_cache
from operator import ne
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ocr.repair.letters import Letters

Row = tuple[str, float, float]
"""A printed part with the logarithms of P(read | part) in plain and in bold type."""
_LONGEST_ONSET: Final = 4
_LONGEST_RIME: Final = 9
_NEAR: Final = -4.5
"""Price of a read part that was never seen and is one edit from one that was."""
_KEEP: Final = 24
_BEAM: Final = 9.0
"""Candidates that are so much less likely than the best, with the language's word on it, fall."""
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
            {read: _best_first((part, -plain / 100, -bold / 100) for part, plain, bold in rows)
             for read, rows in tables[name].items()}
            for name in ("onsets", "rimes", "wholes")
        ]  # fmt: skip
        return cls(named[0], named[1], named[2], frequency, letters)

    def printed(self) -> tuple[dict[str, dict[str, tuple[float, float]]], ...]:
        """P(read | part) in plain and bold type, by printed onset, rime and whole syllable."""
        found = []
        for table in (self._onsets, self._rimes, self._wholes):
            turned: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
            for read, rows in table.items():
                for part, plain, bold in rows:
                    turned[part][read] = (math.exp(plain), math.exp(bold))
            found.append(dict(turned))
        return tuple(found)

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
                old = found.get(text, (score, score))
                found[text] = (max(score + _SPELT, old[0]), max(score + _SPELT, old[1]))
        frequency = self._frequency
        ranked = sorted(
            ((max(scores) + 0.8 * frequency[text], text) for text, scores in found.items()),
            reverse=True,
        )[:_KEEP]
        least = ranked[0][0] - _BEAM if ranked else 0.0
        return tuple(Candidate(text, *found[text]) for rank, text in ranked if rank >= least)

    def _cross(
        self, onsets: list[Row], rimes: list[Row], found: dict[str, tuple[float, float]]
    ) -> None:
        inventory = self._frequency
        for onset, plain, bold in onsets:
            least = _FLOOR - max(plain, bold)
            for rime, more_plain, more_bold in rimes:
                if more_plain < least and more_bold < least:
                    break
                text = onset + rime
                if text not in inventory:
                    continue
                first, second = plain + more_plain, bold + more_bold
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
        if not read or len(read) > _LONGEST_RIME:
            return []
        merged: dict[str, tuple[float, float]] = {}
        for other in self._one_edit_away(read):
            for part, plain, bold in self._rimes[other]:
                old = merged.get(part, (_FLOOR, _FLOOR))
                merged[part] = (max(old[0], plain + _NEAR), max(old[1], bold + _NEAR))
        return _best_first((part, *scores) for part, scores in merged.items())

    def _one_edit_away(self, read: str) -> Iterator[str]:
        """Seen parts with a letter more, fewer or other than a read one."""
        shorter = set(_with_one_less(read))
        found = {one for one in shorter if one in self._rimes}
        found.update(self._longer.get(read, ()))
        for less in shorter:
            found.update(one for one in self._longer.get(less, ()) if _one_other(one, read))
        return iter(sorted(found))

    @cached_property
    def _longer(self) -> dict[str, list[str]]:
        """Seen parts by what is left of them without one of their letters."""
        index: dict[str, list[str]] = defaultdict(list)
        for rime in self._rimes:
            for less in set(_with_one_less(rime)):
                index[less].append(rime)
        return dict(index)


def _with_one_less(text: str) -> Iterator[str]:
    return (text[:at] + text[at + 1 :] for at in range(len(text)))


def _one_other(left: str, right: str) -> bool:
    """Whether two parts of one length differ in one letter.

    >>> _one_other("uin", "uan"), _one_other("uin", "inu"), _one_other("uin", "ui")
    (True, False, False)
    """
    return len(left) == len(right) and sum(map(ne, left, right)) == 1


def _best_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: -max(row[1], row[2]))


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
