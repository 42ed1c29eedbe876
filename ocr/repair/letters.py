"""What a recogniser makes of letters: scores for damage that no table of rimes has seen.

``luin`` may never have been read of ``luận`` in training, but i was read of ậ often enough.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Table = dict[str, dict[str, float]]
Ids = NDArray[np.int64]
Floats = NDArray[np.float32]
_UNSEEN: Final = -7.5
"""Log price of reading a letter as one it was never read as."""
_SPARE: Final = 3
"""How much longer or shorter a printed syllable may be than the read one."""
_NEVER: Final = -1e4
_PAD: Final = 0


class _Level(NamedTuple):
    """All beginnings of syllables of one length: nodes of a tree."""

    last: Ids
    """Number of the last letter, that of the two last letters together."""
    last_two: Ids
    parent: Ids
    """Place of the beginning without the last letter, in the level before."""


class Letters:
    """Every syllable scored against a read word, all at once: beginnings are scored but once.

    Args:
        tables: log P(read | printed) by kind of change: ``one`` letter for one, ``lost``,
            ``made`` from nothing, ``split`` into two, ``merged`` from two.
        syllables: what may have been printed.
    """

    def __init__(self, tables: dict[str, Table], syllables: Sequence[str]) -> None:
        self._tables = tables
        self._syllables = list(syllables)
        self._letters = ["", *sorted({letter for syllable in syllables for letter in syllable})]
        self._number = {letter: i for i, letter in enumerate(self._letters)}
        self._lengths = np.array([len(syllable) for syllable in syllables])
        self._levels: list[_Level] = []
        self._ends = np.zeros(len(syllables), np.int64)
        """Node of each syllable in the level of its length."""
        self._grow()
        self._lost = self._column("lost", "", _UNSEEN)
        self._one = lru_cache(maxsize=None)(lambda read: self._column("one", read, _UNSEEN))
        self._split = lru_cache(maxsize=None)(lambda read: self._column("split", read, _NEVER))
        self._merged = lru_cache(maxsize=None)(self._column_merged)

    def _grow(self) -> None:
        before = {"": 0}
        wide = len(self._letters)
        for length in range(1, int(self._lengths.max()) + 1):
            long = (syllable[:length] for syllable in self._syllables if len(syllable) >= length)
            nodes = {start: at for at, start in enumerate(sorted(set(long)))}
            last = np.array([self._number[start[-1]] for start in nodes], np.int64)
            last_but_one = [self._number[start[-2]] if length > 1 else 0 for start in nodes]
            parent = np.array([before[start[:-1]] for start in nodes], np.int64)
            self._levels.append(_Level(last, np.array(last_but_one) * wide + last, parent))
            rows = np.flatnonzero(self._lengths == length)
            self._ends[rows] = [nodes[self._syllables[row]] for row in rows]
            before = nodes

    @classmethod
    def load(cls, path: Path, syllables: Sequence[str]) -> Letters:
        """The tables from their file, which holds hundredths of negative logarithms."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        tables = {
            kind: {
                printed: {read: -price / 100 for read, price in row.items()}
                for printed, row in table.items()
            }
            for kind, table in stored.items()
        }
        return cls(tables, syllables)

    def nearest(self, read: str, prior: Floats, count: int) -> list[tuple[str, float]]:
        """The likeliest syllables of a lower-case read word with log P(read | syllable).

        ``prior`` has the log probability of each syllable; it ranks, it is not in the scores.
        """
        rows = np.flatnonzero(np.abs(self._lengths - len(read)) <= _SPARE)
        if not len(rows) or not read:
            return []
        scores = self._scores(read, rows)
        best = np.argsort(-(scores + np.float32(0.8) * prior[rows]))[:count]
        return [(self._syllables[rows[i]], float(scores[i])) for i in best if scores[i] > _NEVER]

    def _scores(self, read: str, rows: Ids) -> Floats:
        size = len(read)
        made = self._tables["made"].get("", {})
        more = [made.get(letter, _UNSEEN) for letter in read]
        ones = [self._one(letter) for letter in read]
        merged = [self._merged(letter) for letter in read]
        splits = [self._split(read[at : at + 2]) for at in range(size - 1)]
        cells = [np.cumsum([0.0, *more], dtype=np.float32)[:, None]]
        """Best price of each beginning by how much of the read word it has used up."""
        scores = np.full(len(rows), _NEVER, np.float32)
        for length, level in enumerate(self._levels[: size + _SPARE], 1):
            before = cells[-1].take(level.parent, 1)
            here = before + self._lost[level.last]
            older = None
            if length > 1:
                older = cells[-2].take(self._levels[length - 2].parent[level.parent], 1)
            for at in range(size):
                _raise(here[at + 1], before[at] + ones[at][level.last])
                if at:
                    _raise(here[at + 1], before[at - 1] + splits[at - 1][level.last])
                if older is not None:
                    _raise(here[at + 1], older[at] + merged[at][level.last_two])
                _raise(here[at + 1], here[at] + np.float32(more[at]))
            cells.append(here)
            whole = np.flatnonzero(self._lengths[rows] == length)
            scores[whole] = here[size, self._ends[rows[whole]]]
        return scores

    def _column(self, kind: str, read: str, otherwise: float) -> Floats:
        table = self._tables[kind]
        prices = [table.get(letter, {}).get(read, otherwise) for letter in self._letters]
        column = np.array(prices, np.float32)
        column[_PAD] = _NEVER
        return column

    def _column_merged(self, read: str) -> Floats:
        wide = len(self._letters)
        column = np.full(wide * wide, _NEVER, np.float32)
        for printed, row in self._tables["merged"].items():
            if read in row and printed[0] in self._number and printed[1] in self._number:
                column[self._number[printed[0]] * wide + self._number[printed[1]]] = row[read]
        return column


def _raise(cells: Floats, scores: Floats) -> None:
    np.maximum(cells, scores, out=cells)
