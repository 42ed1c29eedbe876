"""Counting n-grams and turning them into the tables of the language model.

Interpolated Kneser-Ney with three discounts (Chen & Goodman 1998), pruned by weighted difference
(Seymore & Rosenfeld 1996).
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ocr.repair.language import SLOTS, STEP, mix, quantise
from ocr.repair.syllable import is_syllable
from ocr.repair.token import BOUNDARY, NUMBER, UNKNOWN, model_word, take_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

TRIGRAMS, BIGRAMS = 1_650_000, 820_000
_BUCKETS_3, _BUCKETS_2 = 2**18, 2**17
_MIN_SYLLABLE, _MIN_OTHER = 2, 40
Floats = NDArray[np.float64]
Keys = NDArray[np.uint64]


def model_words(line: str) -> Iterator[str]:
    """Words of a line as the language model knows them; a boundary behind each clause."""
    for token in line.split():
        yield from _token_words(token)


@lru_cache(maxsize=1 << 19)
def _token_words(token: str) -> tuple[str, ...]:
    parts = take_apart(token)
    words = tuple(model_word(unit) for unit in parts.units)
    return (*words, BOUNDARY) if parts.ends else words


def capital_shares(lines: Iterable[str], words: list[str]) -> Floats:
    """Share of capitals at the head of each word inside a clause, smoothed."""
    ids = {word: i for i, word in enumerate(words)}
    small, large = np.full(len(words), 1.0), np.full(len(words), 0.1)
    for line in lines:
        inside = False
        for token in line.split():
            parts = take_apart(token)
            for unit in parts.units:
                at = ids.get(model_word(unit))
                if inside and at is not None and not (len(unit.text) > 1 and unit.text.isupper()):
                    (large if unit.text[0].isupper() else small)[at] += 1
                inside = True
            inside = inside and not parts.ends
    return np.asarray(large / (large + small), np.float64)


def vocabulary(counts: Counter[str]) -> list[str]:
    """The words worth a number of their own, the three signs first, then by frequency."""
    signs = [BOUNDARY, UNKNOWN, NUMBER]
    kept = [
        word
        for word, count in counts.most_common()
        if word not in signs
        and word.replace("\u0300", "").isalpha()
        and count >= (_MIN_SYLLABLE if is_syllable(word) else _MIN_OTHER)
    ]
    return signs + sorted(kept, key=lambda word: (-counts[word], word))


def encode(lines: Iterable[str]) -> tuple[list[str], NDArray[np.uint16]]:
    """Vocabulary, and all lines as numbers with two boundaries before each clause."""
    first: dict[str, int] = {}
    coded: list[NDArray[np.uint32]] = []
    for line in lines:
        words = [BOUNDARY, *model_words(line)]
        coded.append(np.array([first.setdefault(word, len(first)) for word in words], np.uint32))
    stream = np.concatenate(coded)
    counts = np.bincount(stream, minlength=len(first))
    names = list(first)
    words = vocabulary(Counter(dict(zip(names, counts.tolist(), strict=True))))
    ids = {word: i for i, word in enumerate(words)}
    unknown = ids[UNKNOWN]
    lookup = np.array([ids.get(name, unknown) for name in names], np.uint16)
    codes = lookup[stream]
    boundary = ids[BOUNDARY]
    repeated = (codes[1:] == boundary) & (codes[:-1] == boundary)
    codes = codes[np.concatenate([[True], ~repeated])]
    return words, np.repeat(codes, np.where(codes == boundary, 2, 1))


def _discounts(counts: NDArray[Any]) -> Floats:
    ones, twos, threes, fours = (float((counts == n).sum()) or 1.0 for n in (1, 2, 3, 4))
    base = ones / (ones + 2 * twos)
    cuts = (1 - 2 * base * twos / ones, 2 - 3 * base * threes / twos, 3 - 4 * base * fours / threes)
    return np.array([0.0, *(min(max(cut, 0.1), n + 0.9) for n, cut in enumerate(cuts))])


def _discounted(counts: Floats, contexts: NDArray[np.int64], size: int) -> tuple[Floats, Floats]:
    """Discounted relative frequency of each n-gram, and the mass left over of each context."""
    cuts = _discounts(counts)[np.minimum(counts, 3).astype(np.int64)]
    totals = np.bincount(contexts, counts, size)
    left = np.bincount(contexts, cuts, size)
    totals[totals == 0] = 1
    return (counts - cuts) / totals[contexts], left / totals


def _back_off(kept: Floats, lower: Floats, contexts: NDArray[np.int64], size: int) -> Floats:
    """Weight that makes kept probabilities and backed-off ones sum to one in each context."""
    above = 1 - np.bincount(contexts, kept, size)
    below = 1 - np.bincount(contexts, lower, size)
    return np.clip(above, 1e-6, 1) / np.clip(below, 1e-6, 1)


def _table(keys: Keys, logs: Floats, worth: Floats, buckets: int) -> tuple[NDArray[Any], Keys]:
    """Keys in their buckets, the worthiest first; what finds no room is left out."""
    order = np.argsort(-worth, kind="stable")
    hashes = mix(keys[order])
    rows = (hashes & np.uint64(buckets - 1)).astype(np.int64)
    by_row = np.argsort(rows, kind="stable")
    starts = np.searchsorted(rows[by_row], np.arange(buckets))
    column = np.arange(len(rows)) - starts[rows[by_row]]
    fits = column < SLOTS
    chosen = by_row[fits]
    slots = np.zeros((buckets, SLOTS), np.uint32)
    marks = (hashes[chosen] >> np.uint64(40)).astype(np.uint32) << np.uint32(8)
    slots[rows[chosen], column[fits]] = marks | quantise(logs[order][chosen])
    places = np.full(len(keys), -1, np.int64)
    places[order[chosen]] = rows[chosen] * SLOTS + column[fits]
    return slots, places.astype(np.uint64)


def build(words: list[str], codes: NDArray[np.uint16], capitals: Floats, folder: Path) -> None:
    """Count, smooth, prune and write the tables."""
    wide = codes.astype(np.uint64)
    keys3, counts3 = np.unique(
        (wide[:-2] << np.uint64(32)) | (wide[1:-1] << np.uint64(16)) | wide[2:], return_counts=True
    )
    keys3, counts3 = _without_boundary_runs(keys3, counts3)
    pairs = keys3 & np.uint64(0xFFFFFFFF)
    ones, twos = _lower_orders(pairs, len(words))
    contexts, which = np.unique(keys3 >> np.uint64(16), return_inverse=True)
    high, left = _discounted(counts3.astype(float), which, len(contexts))
    lower = left[which] * twos.p[np.searchsorted(twos.keys, pairs)]
    threes = Grams(keys3, high + lower, counts3 * (np.log(high + lower) - np.log(lower)))
    kept = _best(threes.worth, TRIGRAMS)
    backs = _back_off(
        threes.p[kept],
        twos.p[np.searchsorted(twos.keys, pairs[kept])],
        which[kept],
        len(contexts),
    )
    (folder / "words.txt").write_text("\n".join(words), encoding="utf-8")
    _write_threes(threes.taken(kept), folder)
    _write_twos(twos, ones, capitals, Backs(contexts, backs), folder)


class Grams(NamedTuple):
    """N-grams of one order: packed words, probability, what would be lost without them."""

    keys: Keys
    p: Floats
    worth: Floats

    def taken(self, rows: NDArray[np.int64]) -> Grams:
        """Some of them."""
        return Grams(self.keys[rows], self.p[rows], self.worth[rows])


class Backs(NamedTuple):
    """Back-off weights of the contexts of trigrams, by sorted key."""

    keys: Keys
    weights: Floats

    def of(self, keys: Keys) -> Floats:
        """Weights of contexts, 1 for those that have no trigram."""
        spots = np.searchsorted(self.keys, keys)
        spots[spots == len(self.keys)] = 0
        return np.asarray(np.where(self.keys[spots] == keys, self.weights[spots], 1.0), np.float64)


def _halves(pairs: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The word before and the word of packed bigrams."""
    before, last = pairs >> np.uint64(16), pairs & np.uint64(0xFFFF)
    return before.astype(np.int64), last.astype(np.int64)


def _lower_orders(pairs: Keys, size: int) -> tuple[Floats, Grams]:
    """Unigrams and bigrams by the number of kinds of word before them."""
    keys, kinds = np.unique(pairs, return_counts=True)
    before, last = _halves(keys)
    heads = np.bincount(last, minlength=size).astype(float)
    ones = (heads + 0.5) / (heads.sum() + 0.5 * size)
    high, left = _discounted(kinds.astype(float), before, size)
    lower = left[before] * ones[last]
    return ones, Grams(keys, high + lower, kinds * (np.log(high + lower) - np.log(lower)))


def _write_threes(threes: Grams, folder: Path) -> None:
    slots, _ = _table(threes.keys, np.log(threes.p), threes.worth, _BUCKETS_3)
    np.save(folder / "trigrams.npy", slots)


def _write_twos(twos: Grams, ones: Floats, capitals: Floats, backs: Backs, folder: Path) -> None:
    logs = np.log(backs.of(twos.keys))
    worth = twos.worth + np.abs(logs) * 2
    kept = _best(worth, BIGRAMS)
    before, last = _halves(twos.keys[kept])
    weights = _back_off(twos.p[kept], ones[last], before, len(ones))
    slots, places = _table(twos.keys[kept], np.log(twos.p[kept]), worth[kept], _BUCKETS_2)
    coded = np.full(slots.size, round(4.0 / STEP), np.uint8)
    stored = places != np.uint64(2**64 - 1)
    steps = np.clip(np.rint((2.0 - logs[kept][stored]) / (STEP / 2)), 0, 255)
    coded[places[stored].astype(np.int64)] = steps.astype(np.uint8)
    np.save(
        folder / "unigrams.npy",
        np.stack([np.log(ones), np.log(weights), capitals]).astype(np.float32),
    )
    np.save(folder / "bigrams.npy", slots)
    np.save(folder / "backoffs.npy", coded)


def _without_boundary_runs(keys: Keys, counts: NDArray[Any]) -> tuple[Keys, NDArray[Any]]:
    """Trigrams without those that predict the second of two boundaries, or look across one."""
    first, second = keys >> np.uint64(32), (keys >> np.uint64(16)) & np.uint64(0xFFFF)
    last = keys & np.uint64(0xFFFF)
    odd = ((second == 0) & (first != 0)) | ((second == 0) & (last == 0))
    return keys[~odd], counts[~odd]


def _best(worth: Floats, count: int) -> NDArray[np.int64]:
    if len(worth) <= count:
        return np.arange(len(worth))
    return np.sort(np.argpartition(-worth, count)[:count])
