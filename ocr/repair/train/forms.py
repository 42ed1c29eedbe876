"""What the network learns from: running words with their case, and what each may be read as."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

import numpy as np

from models.text import strip_marks
from ocr.repair.channel import Channel, stripped
from ocr.repair.language import LanguageModel
from ocr.repair.letters import Letters
from ocr.repair.setting import mark
from ocr.repair.syllable import divide
from ocr.repair.token import model_word, take_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ocr.repair.channel import Candidate


FORMS = 40
"""Readings of a syllable that are shown to the network, at most, for each kind of type."""
WIDE = 15
"""Candidates of a reading; the word as it stands is one more."""
STEP = 0.06
"""Width of a quantised step of a natural logarithm."""
_LEAST = 1e-4


class Stream(NamedTuple):
    """Running words: number in the vocabulary, and what case and punctuation say (see setting)."""

    ids: NDArray[np.uint16]
    marks: NDArray[np.uint8]


def stream(lines: Iterable[str], ids: dict[str, int], unknown: int) -> Stream:
    """All units of all lines, one after the other."""

    @lru_cache(maxsize=1 << 19)
    def coded(token: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        parts = take_apart(token)
        words = tuple(ids.get(model_word(unit), unknown) for unit in parts.units)
        return words, tuple(mark(parts, at) for at in range(len(words)))

    words: list[int] = []
    marks: list[int] = []
    for line in lines:
        for token in line.split():
            more, signs = coded(token)
            words.extend(more)
            marks.extend(signs)
    return Stream(np.array(words, np.uint16), np.array(marks, np.uint8))


class Forms(NamedTuple):
    """Readings of all words.

    ``first[w]`` to ``first[w + 1]`` are the rows of the readings of word w in ``form``, ``plain``
    and ``bold`` (log P in steps of STEP); each form has ``length`` letters and candidates
    ``ids`` with the prices ``prices_plain`` and ``prices_bold``, shape (forms, WIDE).
    """

    first: NDArray[np.int32]
    form: NDArray[np.int32]
    plain: NDArray[np.uint8]
    bold: NDArray[np.uint8]
    length: NDArray[np.uint8]
    ids: NDArray[np.uint16]
    prices_plain: NDArray[np.uint8]
    prices_bold: NDArray[np.uint8]


def quantised(logs: Iterable[float]) -> NDArray[np.uint8]:
    """Natural logarithms in steps of STEP, 255 for never."""
    return np.clip(np.rint(-np.array(list(logs), float) / STEP), 0, 254).astype(np.uint8)


def read_forms(channel: Channel, words: list[str]) -> dict[str, dict[str, tuple[float, float]]]:
    """For each syllable its likeliest readings with P(reading) in plain and in bold type."""
    onsets, rimes, wholes = channel.printed()
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for word in words:
        parts = divide(word)
        if parts is None:
            continue
        rows: dict[str, tuple[float, float]] = {}
        for head, (p, q) in onsets.get(parts[0], {}).items():
            for tail, (r, s) in rimes.get(parts[1], {}).items():
                if head + tail and max(p * r, q * s) > _LEAST:
                    old = rows.get(head + tail, (0.0, 0.0))
                    rows[head + tail] = (old[0] + p * r, old[1] + q * s)
        for read, (p, q) in wholes.get(word, {}).items():
            old = rows.get(read, (0.0, 0.0))
            rows[read] = (max(old[0], p), max(old[1], q))
        best = sorted(rows, key=lambda read: -max(rows[read]))[:FORMS]
        found[word] = {read: rows[read] for read in best}
    return found


def tables(folder: Path) -> tuple[Forms, Forms]:
    """Readings by the English model, and without marks."""
    model = LanguageModel.load(folder)
    scores = model.one(np.arange(len(model.words)))
    frequency = {
        word: float(score) for word, score in zip(model.words, scores, strict=True) if divide(word)
    }
    letters = Letters.load(folder / "letters-eng.json", list(frequency))
    channel = Channel.load(folder / "channel-eng.json", frequency, letters)
    damaged = read_forms(channel, model.words)
    bare = stripped(frequency, {word: strip_marks(word) for word in frequency})
    plain = {word: {strip_marks(word): (1.0, 1.0)} for word in frequency}
    return (
        _tables(model, damaged, channel.candidates),
        _tables(model, plain, lambda read: bare[read]),
    )


def _tables(
    model: LanguageModel,
    readings: Mapping[str, Mapping[str, tuple[float, float]]],
    lookup: Callable[[str], Sequence[Candidate]],
) -> Forms:
    numbers: dict[str, int] = {}
    first, form = [0], list[int]()
    plain, bold = list[float](), list[float]()
    for word in model.words:
        rows = readings.get(word, {})
        form.extend(numbers.setdefault(read, len(numbers)) for read in rows)
        plain.extend(math.log(max(p, 1e-7)) for p, _ in rows.values())
        bold.extend(math.log(max(q, 1e-7)) for _, q in rows.values())
        first.append(len(form))
    ids = np.zeros((len(numbers), WIDE), np.uint16)
    prices = np.full((2, len(numbers), WIDE), 255, np.uint8)
    for read, number in numbers.items():
        found = lookup(read)[:WIDE]
        ids[number, : len(found)] = [model.id(one.text) for one in found]
        prices[0, number, : len(found)] = quantised(one.plain for one in found)
        prices[1, number, : len(found)] = quantised(one.bold for one in found)
    return Forms(
        np.array(first, np.int32),
        np.array(form, np.int32),
        quantised(plain),
        quantised(bold),
        np.array([len(read) for read in numbers], np.uint8),
        ids,
        prices[0],
        prices[1],
    )


def write(
    path: Path, lines: Iterable[str], held: Iterable[str], model: LanguageModel, folder: Path
) -> None:
    """Everything that the training of the network reads, as one file of arrays."""
    running = stream(lines, model.ids, model.unknown)
    aside = stream(held, model.ids, model.unknown)
    made: dict[str, NDArray[np.generic]] = {
        "ids": running.ids,
        "marks": running.marks,
        "held_ids": aside.ids,
        "held_marks": aside.marks,
        "unigram": model.one(np.arange(len(model.words))),
        "signs": np.array([model.boundary, model.unknown, model.number]),
        "words": np.array([crc32((folder / "words.txt").read_bytes())]),
    }
    for name, found in zip(("eng", "bare"), tables(folder), strict=True):
        made.update({f"{name}_{key}": array for key, array in found._asdict().items()})
    np.savez(path, allow_pickle=False, **made)
