"""What a recogniser makes of letters: scores for damage that no table of rimes has seen.

``luin`` may never have been read of ``luận`` in training, but i was read of ậ often enough.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

Table = dict[str, dict[str, float]]
_UNSEEN: Final = -7.5
"""Log price of reading a letter as one it was never read as."""
_SPARE: Final = 3
"""How much longer or shorter a printed syllable may be than the read one."""
_NEVER: Final = np.float32(-1e4)
_PAD: Final = 0


class Letters:
    """Every syllable scored against a read word, all at once.

    Args:
        tables: log P(read | printed) by kind of change: ``one`` letter for one, ``lost``,
            ``made`` from nothing, ``split`` into two, ``merged`` from two.
        syllables: what may have been printed.
    """

    def __init__(self, tables: dict[str, Table], syllables: Sequence[str]) -> None:
        self._tables = tables
        self._syllables = list(syllables)
        letters = sorted({letter for syllable in syllables for letter in syllable})
        number = {letter: i for i, letter in enumerate(letters, 1)}
        self._letters = ["", *letters]
        self._longest = max(map(len, syllables))
        self._codes = np.full((len(syllables), self._longest + 1), _PAD, np.int64)
        for row, syllable in enumerate(syllables):
            self._codes[row, : len(syllable)] = [number[letter] for letter in syllable]
        self._pairs = self._codes[:, :-1] * len(self._letters) + self._codes[:, 1:]
        self._lengths = np.array([len(syllable) for syllable in syllables])
        self._lost = self._column("lost", "")
        self._one = lru_cache(maxsize=None)(self._column_one)
        self._split = lru_cache(maxsize=None)(self._column_split)
        self._merged = lru_cache(maxsize=None)(self._column_merged)

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

    def nearest(self, read: str, prior: NDArray[np.float32], count: int) -> list[tuple[str, float]]:
        """The likeliest syllables of a lower-case read word with log P(read | syllable).

        ``prior`` has the log probability of each syllable; it ranks, it is not in the scores.
        """
        rows = np.flatnonzero(np.abs(self._lengths - len(read)) <= _SPARE)
        if not len(rows) or not read:
            return []
        scores = self._scores(read, rows)
        best = np.argsort(-(scores + np.float32(0.8) * prior[rows]))[:count]
        return [(self._syllables[rows[i]], float(scores[i])) for i in best if scores[i] > _NEVER]

    def _scores(self, read: str, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        codes, pairs, lengths = self._codes[rows], self._pairs[rows], self._lengths[rows]
        longest = int(lengths.max())
        size = len(read)
        cells = np.full((longest + 2, size + 2, len(rows)), _NEVER, np.float32)
        cells[0, 0] = 0
        made = self._tables["made"].get("", {})
        for i in range(longest + 1):
            for j in range(size + 1):
                here = cells[i, j]
                if i < longest:
                    now = codes[:, i]
                    _raise(cells[i + 1, j], here + self._lost[now])
                    if j < size:
                        _raise(cells[i + 1, j + 1], here + self._one(read[j])[now])
                    if j + 1 < size:
                        _raise(cells[i + 1, j + 2], here + self._split(read[j : j + 2])[now])
                if i + 1 < longest and j < size:
                    _raise(cells[i + 2, j + 1], here + self._merged(read[j])[pairs[:, i]])
                if j < size:
                    _raise(cells[i, j + 1], here + np.float32(made.get(read[j], _UNSEEN)))
        return np.asarray(cells[lengths, size, np.arange(len(rows))], np.float32)

    def _column(self, kind: str, read: str) -> NDArray[np.float32]:
        table = self._tables[kind]
        prices = [table.get(letter, {}).get(read, _UNSEEN) for letter in self._letters]
        column = np.array(prices, np.float32)
        column[_PAD] = _NEVER
        return column

    def _column_one(self, read: str) -> NDArray[np.float32]:
        return self._column("one", read)

    def _column_split(self, read: str) -> NDArray[np.float32]:
        table = self._tables["split"]
        prices = [table.get(letter, {}).get(read, float(_NEVER)) for letter in self._letters]
        column = np.array(prices, np.float32)
        column[_PAD] = _NEVER
        return column

    def _column_merged(self, read: str) -> NDArray[np.float32]:
        wide = len(self._letters)
        column = np.full(wide * wide, _NEVER, np.float32)
        number = {letter: i for i, letter in enumerate(self._letters)}
        for printed, row in self._tables["merged"].items():
            if read in row and printed[0] in number and printed[1] in number:
                column[number[printed[0]] * wide + number[printed[1]]] = row[read]
        return column


def _raise(cells: NDArray[np.float32], scores: NDArray[np.float32]) -> None:
    np.maximum(cells, scores, out=cells)
