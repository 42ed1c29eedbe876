"""Damaged lines in, repaired words with their probabilities out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from models.text import strip_marks
from ocr.repair import capitals, legacy
from ocr.repair.abbreviation import Abbreviations
from ocr.repair.candidates import Speller, shaped
from ocr.repair.channel import Channel, stripped
from ocr.repair.damage import Damage, detect
from ocr.repair.decoder import HIDDEN, Decoder, Solved
from ocr.repair.language import LanguageModel
from ocr.repair.letters import Letters
from ocr.repair.marks import MarkMender, Verdict
from ocr.repair.network import Network
from ocr.repair.numbers import joins
from ocr.repair.spot import Spot, spots_of
from ocr.repair.syllable import divide, settle_tone
from ocr.repair.token import Parts, begins_clause, take_apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DATA: Final = Path(__file__).parent / "data"
CHANGE: Final = 0.35
"""A word is changed where its best candidate has at least this probability."""
SURE: Final = 0.7
"""A word below this is marked for review."""
_JOINED: Final = 0.95
"""Probability of a number with a blank inside that only as one makes a day or a share."""


class Token(NamedTuple):
    """One blank-separated word as it was read."""

    text: str
    confidence: float | None = None
    bold: bool | None = None


class RepairedWord(NamedTuple):
    """What became of ``tokens[first:last]`` of a line; unchanged words have the raw text."""

    first: int
    last: int
    text: str
    probability: float
    runner_up: str | None
    review: bool


class Repaired(NamedTuple):
    """A repaired document."""

    damage: str | None
    lines: list[list[RepairedWord]]


class Repairer:
    """Language model and channels, loaded once."""

    def __init__(
        self,
        model: LanguageModel,
        channels: dict[Damage, Channel],
        known: Abbreviations,
        large: Channel | None = None,
        network: Network | None = None,
    ) -> None:
        self._decoder = Decoder(model, network)
        self._marks = MarkMender(model, channels.get(Damage.VIETNAMESE))
        frequency = _frequency(model)
        bare = stripped(frequency, {word: strip_marks(word) for word in frequency})
        self._spellers: dict[Damage, Speller] = {
            damage: Speller(
                model,
                channel.candidates,
                known,
                lookup_capitals=large.candidates if large else None,
            )
            for damage, channel in channels.items()
            if damage is Damage.ENGLISH
        }
        self._spellers[Damage.STRIPPED] = Speller(
            model, lambda read: bare.get(strip_marks(read), ()), known
        )

    @classmethod
    def load(cls, folder: Path | None = None) -> Repairer:
        """The repairer from its data, by default those that are shipped."""
        folder = folder or DATA
        model = LanguageModel.load(folder)
        frequency = _frequency(model)
        letters = Letters.load(folder / "letters-eng.json", list(frequency))
        channels = {
            damage: Channel.load(path, frequency, letters if damage is Damage.ENGLISH else None)
            for damage in (Damage.ENGLISH, Damage.VIETNAMESE)
            if (path := folder / f"channel-{damage}.json").exists()
        }
        text = (folder / "abbreviations.txt").read_text(encoding="utf-8")
        listed = {word for word in text.split("\n") if word}
        learnt = {
            word for word in model.words if len(word) > 1 and sum(c.isupper() for c in word) > 1
        }
        path = folder / "channel-capitals.json"
        large = Channel.load(path, frequency, letters) if path.exists() else None
        network = Network.load(folder)
        return cls(model, channels, Abbreviations(sorted(listed | learnt)), large, network)

    def repair(self, lines: Sequence[Sequence[Token]], *, damage: str | None = None) -> Repaired:
        """The document repaired; ``damage`` None has it found out, "none" leaves the text alone."""
        texts = [[token.text for token in line] for line in lines]
        found = (
            detect(map(" ".join, texts))
            if damage is None
            else (None if damage == "none" else Damage(damage))
        )
        if found is None:
            return Repaired(found, [_untouched(line) for line in lines])
        if found is Damage.VIETNAMESE:
            return Repaired(found, self._mended(lines))
        if found in {Damage.TCVN3, Damage.VNI}:
            return Repaired(found, _converted(texts, found))
        return Repaired(
            found, self._decode(lines, self._spellers[found], hooks=found is Damage.ENGLISH)
        )

    def repair_text(self, text: str) -> str:
        """A text repaired, with its line ends, blanks and form feeds."""
        rows = re.split(r"([\n\f])", text)
        lines = [[Token(word) for word in row.split()] for row in rows[::2]]
        repaired = self.repair(lines).lines
        written = [_written(row, words) for row, words in zip(rows[::2], repaired, strict=True)]
        ends = [*rows[1::2], ""]
        return "".join(line + end for line, end in zip(written, ends, strict=True))

    def _mended(self, lines: Sequence[Sequence[Token]]) -> list[list[RepairedWord]]:
        """Lines that the Vietnamese model read: marks alone are mended."""
        parts = [[take_apart(token.text) for token in line] for line in lines]
        confidences = [[token.confidence for token in line] for line in lines]
        breaks = [not line or begins_clause(line[0].text) for line in lines]
        verdicts = self._marks.verdicts(parts, confidences, breaks)
        return [
            [
                _judged(at, token, parts[number][at], verdicts.get((number, at), []))
                for at, token in enumerate(line)
            ]
            for number, line in enumerate(lines)
        ]

    def _decode(
        self, lines: Sequence[Sequence[Token]], speller: Speller, *, hooks: bool
    ) -> list[list[RepairedWord]]:
        texts = [[token.text for token in line] for line in lines]
        parts = [[take_apart(text, hooks=hooks) for text in line] for line in texts]
        spots, lengths = spots_of(texts, parts, speller)
        if not spots:
            return [_untouched(line) for line in lines]
        verdicts: dict[tuple[int, int], list[Verdict]] = {}
        solved = self._decoder.solve(spots, lengths, [_share_of_bold(line) for line in lines])
        for spot, one in zip(spots, solved, strict=True):
            verdicts.setdefault((spot.line, spot.token), []).append(_settled(spot, one))
        return [
            _line(line, parts[number], joins(texts[number]), verdicts, number)
            for number, line in enumerate(lines)
        ]


def _frequency(model: LanguageModel) -> dict[str, float]:
    scores = model.one(np.arange(len(model.words)))
    return {
        word: float(score) for word, score in zip(model.words, scores, strict=True) if divide(word)
    }


def _share_of_bold(line: Sequence[Token]) -> float | None:
    told = [token.bold for token in line if token.bold is not None]
    return sum(told) / len(told) if told else None


def _settled(spot: Spot, solved: Solved) -> Verdict:
    """What a unit should be."""
    raw, choice, probability = spot.raw, solved.choice, solved.probability
    runner = None
    if (other := solved.runner_up) is not None:
        runner = other.text if other.exact else shaped(raw, other.text, capitals=spot.capitals)
    unsure = probability < SURE and any(map(str.isalpha, raw))
    if choice.exact:
        return Verdict(choice.text, probability, runner, review=unsure)
    if settle_tone(raw.lower()) == choice.text:
        return Verdict(raw, probability, runner, review=unsure)
    text = shaped(raw, choice.text, capitals=spot.capitals)
    if probability < (HIDDEN if raw.isdigit() else CHANGE):
        return Verdict(raw, probability, text, review=unsure)
    return Verdict(text, probability, runner, review=unsure or raw.isdigit())


def _line(
    line: Sequence[Token],
    parts: Sequence[Parts],
    joined: set[int],
    verdicts: Mapping[tuple[int, int], Sequence[Verdict]],
    number: int,
) -> list[RepairedWord]:
    words: list[RepairedWord] = []
    at = 0
    while at < len(line):
        if at in joined:
            text = line[at].text + line[at + 1].text
            words.append(RepairedWord(at, at + 2, text, _JOINED, None, review=True))
            at += 2
            continue
        words.append(_judged(at, line[at], parts[at], verdicts.get((number, at), ())))
        at += 1
    return words


def _untouched(line: Sequence[Token]) -> list[RepairedWord]:
    return [
        RepairedWord(at, at + 1, token.text, 1.0, None, review=False)
        for at, token in enumerate(line)
    ]


def _judged(at: int, token: Token, parts: Parts, verdicts: Sequence[Verdict]) -> RepairedWord:
    """A token with the verdicts on its units."""
    text = parts.joined([verdict.text for verdict in verdicts]) if verdicts else token.text
    runners = [verdict.runner_up for verdict in verdicts if verdict.runner_up]
    return RepairedWord(
        at,
        at + 1,
        text,
        min((verdict.probability for verdict in verdicts), default=1.0),
        runners[0] if len(runners) == 1 else None,
        review=any(verdict.review for verdict in verdicts),
    )


def _converted(lines: Sequence[Sequence[str]], damage: Damage) -> list[list[RepairedWord]]:
    convert = legacy.from_tcvn3 if damage is Damage.TCVN3 else legacy.from_vni
    texts = [[convert(word) for word in line] for line in lines]
    if damage is Damage.TCVN3:
        texts = capitals.restored(texts)
    return [
        [RepairedWord(at, at + 1, text, 0.99, None, review=False) for at, text in enumerate(line)]
        for line in texts
    ]


def _written(row: str, words: list[RepairedWord]) -> str:
    """A row with its own blanks between the repaired words."""
    blanks = re.split(r"\S+", row)
    pieces = [blanks[0] if blanks else ""]
    for word in words:
        pieces.extend((word.text, blanks[word.last] if word.last < len(blanks) else ""))
    return "".join(pieces)
