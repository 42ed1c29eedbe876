"""Learning a channel from pairs of printed and read words."""

from __future__ import annotations

import json
import math
import unicodedata
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from models.text import strip_marks
from ocr.repair.syllable import divide, settle_tone
from ocr.repair.token import take_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

Counts = dict[str, Counter[str]]
_ROUNDS = 4
_LONGEST_ONSET = 4
_FLOOR = -11.0
_RARE = 3e-5
"""Products of probabilities below this are left out."""
_VOWELS = frozenset("aeiouy")


class Seen(NamedTuple):
    """A printed syllable and what was read of it, so many times."""

    printed: str
    read: str
    times: int


def seen(pairs: Iterable[tuple[str, str]]) -> list[Seen]:
    """Syllables and what was read of them, lower-case, punctuation taken off."""
    counts: Counter[tuple[str, str]] = Counter()
    for left, right in pairs:
        printed, read = take_apart(left), take_apart(right)
        if len(printed.units) != 1 or " " in left or " " in right:
            continue
        word = settle_tone(printed.units[0].text.lower())
        core = right.removeprefix(printed.lead).removesuffix(printed.tail)
        if core == right and (printed.lead or printed.tail):
            core = right[len(read.lead) : len(right) - len(read.tail) or None]
        core = core.lower()
        if divide(word) and core and len(core) <= len(word) + 4:
            counts[word, core] += 1
    return [Seen(*pair, count) for pair, count in sorted(counts.items())]


def split_rime(rime: str) -> tuple[str, str]:
    """Vowels and final consonants (with the glides that close a rime) of a rime.

    >>> split_rime("iệp"), split_rime("ương"), split_rime("oại")
    (('iệ', 'p'), ('ươ', 'ng'), ('oại', ''))
    """
    at = len(rime)
    while at and strip_marks(rime[at - 1]) not in _VOWELS:
        at -= 1
    return rime[:at], rime[at:]


def _alike(printed: str, read: str) -> float:
    return -2.5 * Levenshtein.distance(strip_marks(printed), strip_marks(read))


def learn(
    pairs: Iterable[tuple[str, str, float]], cut: Callable[[str], tuple[str, str]], longest: int
) -> tuple[Counts, Counts]:
    """Counts of read parts for first and second parts, the cut of the read word being hidden.

    Hard expectation maximisation: each round cuts every read word where the counts of the round
    before make it likeliest.
    """
    first: Counts = {}
    second: Counts = {}
    material = [(*cut(printed), read, count) for printed, read, count in pairs]

    def score(table: Counts, part: str, read: str) -> float:
        prior = _alike(part, read) - 1.5
        row = table.get(part)
        if row is None:
            return prior
        return math.log((row[read] + 2 * math.exp(prior)) / (row.total() + 2))

    for _ in range(_ROUNDS):
        new_first: Counts = defaultdict(Counter)
        new_second: Counts = defaultdict(Counter)
        memo: dict[tuple[str, str], dict[str, float]] = {}
        for head, tail, read, count in material:
            best, where = -math.inf, 0
            for at in range(min(longest, len(read)) + 1):
                total = _remember(memo, ("1", head), read[:at], first, score) + _remember(
                    memo, ("2", tail), read[at:], second, score
                )
                if total > best:
                    best, where = total, at
            new_first[head][read[:where]] += count  # type: ignore[assignment]
            new_second[tail][read[where:]] += count  # type: ignore[assignment]
        first, second = new_first, new_second
    return first, second


def _remember(
    memo: dict[tuple[str, str], dict[str, float]],
    key: tuple[str, str],
    read: str,
    table: Counts,
    score: Callable[[Counts, str, str], float],
) -> float:
    row = memo.setdefault(key, {})
    if read not in row:
        row[read] = score(table, key[1], read)
    return row[read]


def smooth(
    counts: Counts, parts: Iterable[str], prior: Callable[[str], dict[str, float]]
) -> dict[str, dict[str, float]]:
    """P(read | part): counts over a prior.

    The prior weighs as much as there are kinds of reading (Witten & Bell 1991), and a tenth at
    least: pages that were never drawn are worn in other ways than those that were.
    """
    table = {}
    for part in parts:
        row, before = counts.get(part, Counter()), prior(part)
        weight = 3.0 + len(row) + 0.1 * row.total()
        total = row.total() + weight
        table[part] = {
            read: (row[read] + weight * before.get(read, 0.0)) / total for read in {*row, *before}
        }
    return table


def plain_prior(part: str) -> dict[str, float]:
    """Marks lost, or kept."""
    bare = strip_marks(part)
    return {bare: 0.7, part: 0.3} if bare != part else {part: 1.0}


def spelled(counts: Counts) -> Callable[[str], dict[str, float]]:
    """What onsets, vowels or codas may be read as, letter by letter.

    ``counts`` tell what whole parts were read as. Letters stand in for their kin: what is read of ấ
    says something of ậ.
    """
    rest = [
        (part, read, float(n)) for part, row in counts.items() if part for read, n in row.items()
    ]
    of_letter: Counts = defaultdict(Counter)
    while rest:
        heads, tails = learn(rest, lambda part: (part[0], part[1:]), 3)
        for letter, row in heads.items():
            of_letter[letter].update(row)
        rest = [(t, read, n) for t, row in tails.items() if t for read, n in row.items()]
    kin: Counts = defaultdict(Counter)
    for letter, row in of_letter.items():
        kin[strip_marks(letter)].update(row)

    def of_kin(letter: str) -> dict[str, float]:
        row = kin[strip_marks(letter)]
        found = Counter({read: 0.8 * n / row.total() for read, n in row.items()})
        found.update({read: 0.2 * p for read, p in plain_prior(letter).items()})
        return dict(found)

    letters = smooth(of_letter, {c for part in counts for c in part}, of_kin)

    def product(part: str) -> dict[str, float]:
        found = {"": 1.0}
        for letter in part:
            row = letters.get(letter) or plain_prior(letter)
            longer: Counter[str] = Counter()
            for left, p in found.items():
                for right, q in row.items():
                    if p * q > _RARE:
                        longer[left + right] += p * q  # type: ignore[assignment]
            found = dict(longer)
        return found

    return product


class Probabilities(NamedTuple):
    """P(read | printed) of one kind of type."""

    onsets: dict[str, dict[str, float]]
    rimes: dict[str, dict[str, float]]
    wholes: dict[str, dict[str, float]]


def estimate(
    pairs: list[Seen], onsets: set[str], rimes: set[str], pooled: Probabilities | None = None
) -> Probabilities:
    """The channel of one kind of type, for all onsets and rimes of the inventory.

    ``pooled`` is the channel of all kinds together, which stands behind what was rarely seen.
    """

    def halves(word: str) -> tuple[str, str]:
        return divide(word) or ("", word)

    of_onset, of_rime = learn(pairs, halves, _LONGEST_ONSET)
    flat = [(rime, read, n) for rime, row in of_rime.items() for read, n in row.items()]
    of_vowels, of_coda = learn(flat, split_rime, 6)
    every = [split_rime(rime) for rime in rimes]
    vowels = smooth(of_vowels, {v for v, _ in every}, spelled(of_vowels))
    codas = smooth(of_coda, {c for _, c in every}, spelled(of_coda))
    onset_prior = spelled(of_onset)

    def product(rime: str) -> dict[str, float]:
        head, tail = split_rime(rime)
        found: Counter[str] = Counter()
        for left, p in vowels[head].items():
            for right, q in codas[tail].items():
                if p * q > _RARE:
                    found[left + right] += p * q  # type: ignore[assignment]
        if pooled is None:
            return dict(found)
        behind = pooled.rimes[rime]
        return {read: 0.3 * found[read] + 0.7 * behind.get(read, 0.0) for read in {*found, *behind}}

    def of_pool(onset: str) -> dict[str, float]:
        return onset_prior(onset) if pooled is None else pooled.onsets[onset]

    return Probabilities(
        smooth(of_onset, onsets, of_pool), smooth(of_rime, rimes, product), whole(pairs)
    )


def whole(pairs: list[Seen]) -> dict[str, dict[str, float]]:
    """Relative frequencies of what whole syllables were read as more than once."""
    totals: Counter[str] = Counter()
    for pair in pairs:
        totals[pair.printed] += pair.times
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for pair in pairs:
        if pair.times > 1:
            found[pair.printed][pair.read] = pair.times / (totals[pair.printed] + 3)
    return found


def _rows(
    plain: dict[str, dict[str, float]], bold: dict[str, dict[str, float]]
) -> dict[str, list[tuple[str, int, int]]]:
    table: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for part in sorted({*plain, *bold}):
        one, two = plain.get(part, {}), bold.get(part, {})
        for read in sorted({*one, *two}):
            logs = [
                max(math.log(p) if p > 0 else -99, -12.5)
                for p in (one.get(read, 0), two.get(read, 0))
            ]
            if max(logs) > _FLOOR:
                table[read].append((part, round(-100 * logs[0]), round(-100 * logs[1])))
    return dict(sorted(table.items()))


def write(path: Path, plain: Probabilities, bold: Probabilities) -> None:
    """Both kinds of type as one file of tables from read parts to printed parts."""
    tables = {
        name: _rows(getattr(plain, name), getattr(bold, name)) for name in Probabilities._fields
    }
    text = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    path.write_text(unicodedata.normalize("NFC", text), encoding="utf-8")
