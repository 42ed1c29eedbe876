"""Small faults of the Vietnamese model: a mark too many, too few or another (triên, thâm quyền).

A word that no Vietnamese one is may also have an upright stroke for another (Iao động).

The recogniser says how sure it is of each word, and is a good judge of itself: of the words at
its highest confidence fewer than one in a hundred is wrong, at 0.8 every third. So a word is
weighed against those that differ from it by marks alone, by what the words around it make
likely and by how much the recogniser trusted what it read.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from models.text import strip_marks
from ocr.repair import strokes
from ocr.repair.candidates import shaped
from ocr.repair.faults import Faults
from ocr.repair.lattice import Lattice
from ocr.repair.syllable import is_syllable, settle_tone
from ocr.repair.token import Kind, Unit, model_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.repair.channel import Channel
    from ocr.repair.language import LanguageModel
    from ocr.repair.token import Parts

_WRONG: Final = (
    (0.0, 0.45), (0.6, 0.38), (0.75, 0.33), (0.8, 0.28), (0.85, 0.2), (0.9, 0.1), (0.93, 0.05),
    (0.95, 0.02), (0.97, 0.004), (1.0, 0.004),
)  # fmt: skip
"""Share of wrong words by the recogniser's confidence, measured on scans with known text."""
_UNTOLD: Final = 0.003
"""The same for a word that comes without a confidence."""
_SHARE: Final = -5.5
"""Log share of a change that the channel has not seen among all that marks allow."""
_LEAST: Final = -9.0
_MOST: Final = 14
"""Candidates of a word; rarer ones of the same letters are left out."""
_STRANGE: Final = -1.0
"""Log price of keeping a word that the model does not know: a name or a foreign word."""
_MISSPELT: Final = -6.0
"""The same for one with Vietnamese marks and no capital, which is neither."""
_STROKE: Final = -3.0
"""Log price of other strokes in a word that the model does not know as it was read."""
_NEVER: Final = -1e4
_SLIGHT: Final = 0.01
CHANGE: Final = 0.6
"""A word is changed from this probability on."""
NAME: Final = 0.8
"""The same for a word with a capital: names are rare words."""
_FEWEST: Final = 3
_FAULTY: Final = 0.003
"""Words to be changed, and their share, from which on a text without confidences is taken for one
that was read on a poor scan. Clean texts have a share of 0.0005 at most, poor scans 0.02 and more."""
DOUBT: Final = 0.5
"""A word that is rather wrong than right is marked for review."""


class Verdict(NamedTuple):
    """What a unit should be: its text, the probability, the runner-up, whether to look again."""

    text: str
    probability: float
    runner_up: str | None
    review: bool
    changes: bool = False
    """Whether the text differs from what was read."""


class _Spot(NamedTuple):
    line: int
    token: int
    unit: Unit
    texts: tuple[str, ...]
    """Candidates in small letters; the first is the word as read."""
    ids: tuple[int, ...]
    scores: tuple[float, ...]

    @property
    def as_read(self) -> _Spot:
        """Without other candidates."""
        return self._replace(texts=self.texts[:1], ids=self.ids[:1], scores=(0.0,))


class _Solved(NamedTuple):
    """Columns of the likeliest candidates of each word, and their probabilities."""

    columns: NDArray[np.int64]
    odds: NDArray[np.float32]


Verdicts = dict[tuple[int, int], list[Verdict]]


class MarkMender:
    """Words that differ by marks alone, found by their letters."""

    def __init__(self, model: LanguageModel, channel: Channel | None) -> None:
        self._model = model
        self._channel = channel
        self._alike: dict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(model.words):
            if is_syllable(word):
                self._alike[strip_marks(word)].append(number)
        scores = model.one(np.arange(len(model.words)))
        for numbers in self._alike.values():
            numbers.sort(key=lambda number: -scores[number])

    def verdicts(
        self,
        parts: Sequence[Sequence[Parts]],
        confidences: Sequence[Sequence[float | None]],
        breaks: Sequence[bool],
    ) -> Verdicts:
        """A verdict for each unit, by line and token.

        ``breaks`` says of each line whether a clause begins with it. Where no confidence is told,
        the document is looked at twice: the first look tells which letters were taken for others.
        """
        spots, lengths = self._spots(parts, confidences, breaks)
        if not spots:
            return {}
        solved = self._solved(spots, lengths)
        if all(sure is None for line in confidences for sure in line):
            spots = _priced(spots, solved)
            solved = self._solved(spots, lengths)
        return _verdicts(spots, solved)

    def if_faulty(
        self, parts: Sequence[Sequence[Parts]], breaks: Sequence[bool], settled: int = 0
    ) -> Verdicts | None:
        """Verdicts on a text of which nothing is known; None where it has no more than slips.

        ``settled`` counts the faults that were mended before.
        """
        spots, lengths = self._spots(parts, [[None] * len(line) for line in parts], breaks)
        words = sum(len(spot.ids) > 1 for spot in spots)
        if not words:
            return None
        solved = self._solved(spots, lengths)
        first = _verdicts(spots, solved)
        wrong = settled + sum(one.changes for found in first.values() for one in found)
        if wrong < _FEWEST or wrong < _FAULTY * words:
            return None
        spots = _priced(spots, solved)
        return _verdicts(spots, self._solved(spots, lengths))

    def _solved(self, spots: Sequence[_Spot], lengths: Sequence[int]) -> _Solved:
        wide = max(len(spot.ids) for spot in spots)
        ids = np.zeros((len(spots), wide), np.int64)
        channel = np.full((len(spots), wide), _NEVER, np.float32)
        for row, spot in enumerate(spots):
            ids[row, : len(spot.ids)] = spot.ids
            channel[row, : len(spot.ids)] = spot.scores
        lattice = Lattice(self._model, ids, channel, lengths)
        return _Solved(lattice.narrow(), lattice.odds())

    def _spots(
        self,
        parts: Sequence[Sequence[Parts]],
        confidences: Sequence[Sequence[float | None]],
        breaks: Sequence[bool],
    ) -> tuple[list[_Spot], list[int]]:
        spots: list[_Spot] = []
        ends = [0]
        for line, tokens in enumerate(parts):
            if breaks[line]:
                ends.append(len(spots))
            before = ""
            for at, token in enumerate(tokens):
                sure = confidences[line][at]
                for unit in token.units:
                    spot = self._spot(line, at, unit, sure)
                    strange = spot.ids[0] == self._model.unknown
                    kept = strange and strokes.is_highland_name(before, unit.text)
                    spots.append(spot.as_read if kept else spot)
                    before = unit.text
                if token.ends:
                    ends.append(len(spots))
        ends.append(len(spots))
        return spots, [after - before for before, after in pairwise(ends) if after > before]

    def _spot(self, line: int, token: int, unit: Unit, confidence: float | None) -> _Spot:
        word = model_word(unit)
        own = self._model.id(word)
        small = settle_tone(unit.text.lower())
        texts, ids, scores = [small], [own], [0.0]
        if unit.kind is Kind.WORD and word == small and len(small) > 1:
            wrong = _wrong(confidence)
            scores = [float(np.log(1 - wrong))]
            if own == self._model.unknown:
                marked = unit.text.islower() and not unit.text.isascii()
                scores = [_MISSPELT if marked else _STRANGE]
            seen = self._seen(small)
            for number in self._alike.get(strip_marks(small), ())[:_MOST]:
                text = self._model.words[number]
                if number != own:
                    texts.append(text)
                    ids.append(number)
                    scores.append(float(np.log(wrong)) + seen.get(text, _SHARE))
            for text, price in seen.items():
                if text not in texts:
                    texts.append(text)
                    ids.append(self._model.id(text))
                    scores.append(float(np.log(wrong)) + price)
            for text in strokes.alike(unit.text) if own == self._model.unknown else ():
                if text in texts:
                    at = texts.index(text)
                    scores[at] = max(scores[at], _STROKE)
                elif text in self._model.ids and is_syllable(text):
                    texts.append(text)
                    ids.append(self._model.id(text))
                    scores.append(_STROKE)
        return _Spot(line, token, unit, tuple(texts), tuple(ids), tuple(scores))

    def _seen(self, word: str) -> dict[str, float]:
        """What the channel has learnt of a read word: log shares of the printed ones."""
        if self._channel is None:
            return {}
        return {
            one.text: max(one.plain, _LEAST)
            for one in self._channel.candidates(word)
            if one.text != word and one.plain > _LEAST
        }


def _verdicts(spots: Sequence[_Spot], solved: _Solved) -> Verdicts:
    found: Verdicts = {}
    for spot, places, chances in zip(spots, solved.columns, solved.odds, strict=True):
        found.setdefault((spot.line, spot.token), []).append(_verdict(spot, places, chances))
    return found


def _priced(spots: Sequence[_Spot], solved: _Solved) -> list[_Spot]:
    """The words with prices by the faults of their document."""
    faults = Faults()
    for spot, places, chances in zip(spots, solved.columns, solved.odds, strict=True):
        if len(spot.texts) > 1:
            faults.count(
                spot.texts[0],
                [
                    (spot.texts[at], chance)
                    for at, chance in zip(places.tolist(), chances.tolist(), strict=True)
                    if at < len(spot.texts) and chance > _SLIGHT
                ],
            )
    return [
        spot._replace(
            scores=(
                spot.scores[0],
                *(
                    faults.price(text, spot.texts[0], score)
                    for text, score in zip(spot.texts[1:], spot.scores[1:], strict=True)
                ),
            )
        )
        for spot in spots
    ]


def _verdict(spot: _Spot, places: NDArray[np.int64], chances: NDArray[np.float32]) -> Verdict:
    raw = spot.unit.text
    order = np.argsort(-chances)
    best = int(places[order[0]])
    probability = float(chances[order[0]])
    if best == 0 or best >= len(spot.texts):
        own = probability if best == 0 else 1.0
        return Verdict(raw, own, None, review=False)
    text = shaped(raw, spot.texts[best], capitals=raw.isupper())
    enough = NAME if raw[:1].isupper() and not raw.isupper() else CHANGE
    if probability >= enough:
        return Verdict(text, probability, raw, review=False, changes=True)
    return Verdict(raw, 1.0 - probability, text, review=probability >= DOUBT)


def _wrong(confidence: float | None) -> float:
    if confidence is None:
        return _UNTOLD
    points, shares = zip(*_WRONG, strict=True)
    return float(np.interp(confidence, points, shares))
