"""Learning what letters are read as, from pairs of printed and read syllables."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from models.text import strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ocr.repair.train.confusion import Seen

Change = tuple[str, str]
"""Printed letters (none, one or two) and what was read of them."""
_ROUNDS = 3
_FEWEST = 2.0
"""Times that a change of two letters must have been seen."""
_SMOOTH = 0.05
_FIRST_ALIKE, _FIRST_OTHER, _FIRST_DOUBLE = -0.7, -4.0, -4.5
"""Log prices of the first round: other marks, another letter, two letters for one."""


def learn(seen: Iterable[Seen]) -> dict[Change, float]:
    """Log P(read letters | printed letters), by aligning with the prices of the round before."""
    pairs = list(seen)
    prices: dict[Change, float] | None = None
    for _ in range(_ROUNDS):
        counts: Counter[Change] = Counter()
        for pair in pairs:
            for change in align(pair.printed, pair.read, prices):
                counts[change] += pair.times
        prices = _prices(counts)
    return prices or {}


def align(printed: str, read: str, prices: dict[Change, float] | None) -> list[Change]:
    """The likeliest changes that make ``read`` of ``printed``, in order.

    >>> align("luận", "luin", None)
    [('l', 'l'), ('u', 'u'), ('ậ', 'i'), ('n', 'n')]
    """
    best: dict[tuple[int, int], tuple[float, Change | None, tuple[int, int]]] = {}
    best[0, 0] = (0.0, None, (0, 0))
    for i in range(len(printed) + 1):
        for j in range(len(read) + 1):
            if (i, j) not in best:
                continue
            score = best[i, j][0]
            for di, dj in ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1)):
                to = (i + di, j + dj)
                if to[0] > len(printed) or to[1] > len(read):
                    continue
                change = (printed[i : to[0]], read[j : to[1]])
                total = score + _price(change, prices)
                if to not in best or total > best[to][0]:
                    best[to] = (total, change, (i, j))
    changes: list[Change] = []
    at = (len(printed), len(read))
    while at != (0, 0):
        _, made, at = best[at]
        if made is not None:
            changes.append(made)
    return changes[::-1]


def _price(change: Change, prices: dict[Change, float] | None) -> float:
    if prices is not None:
        return prices.get(change, -9.0 if len(change[0]) == len(change[1]) == 1 else -11.0)
    printed, read = change
    if printed == read:
        return 0.0
    if len(printed) == len(read):
        return _FIRST_ALIKE if strip_marks(printed) == strip_marks(read) else _FIRST_OTHER
    return _FIRST_DOUBLE


def _prices(counts: Counter[Change]) -> dict[Change, float]:
    """Shares among all that begins with the same printed letter; additions among all letters."""
    totals: Counter[str] = Counter()
    letters = 0.0
    for (printed, _), times in counts.items():
        totals[printed[:1]] += times
        letters += times * len(printed)
    found: dict[Change, float] = {}
    for (printed, read), times in counts.items():
        if len(printed) + len(read) > 2 and times < _FEWEST:
            continue
        total = totals[printed[0]] if printed else letters
        found[printed, read] = math.log((times + _SMOOTH) / (total + 1))
    return found


def write(path: Path, prices: dict[Change, float]) -> None:
    """The tables as the decoder loads them: hundredths of negative logarithms, by kind."""
    tables: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for kind in ("one", "lost", "made", "split", "merged"):
        tables[kind] = defaultdict(dict)
    for kind, (printed, read), price in _kinds(prices):
        tables[kind][printed][read] = round(-100 * price)
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def _kinds(prices: dict[Change, float]) -> Iterator[tuple[str, Change, float]]:
    names = {(1, 1): "one", (1, 0): "lost", (0, 1): "made", (1, 2): "split", (2, 1): "merged"}
    for (printed, read), price in prices.items():
        yield names[len(printed), len(read)], (printed, read), price
