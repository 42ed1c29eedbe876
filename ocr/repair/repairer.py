"""Damaged lines in, repaired words with their probabilities out."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from models.text import strip_marks
from ocr.repair import capitals, definition, legacy, sign, strokes
from ocr.repair.abbreviation import Abbreviations
from ocr.repair.blanks import Blanks, Piece
from ocr.repair.candidates import BARE_VOWEL, Speller, read_as_digit, shaped
from ocr.repair.channel import Candidate, Channel, stripped
from ocr.repair.damage import Damage, detect, is_vietnamese
from ocr.repair.decoder import HIDDEN, Decoder, Solved
from ocr.repair.language import LanguageModel
from ocr.repair.letters import Letters
from ocr.repair.marks import MarkMender, Verdict
from ocr.repair.network import Network
from ocr.repair.spot import Spot, spots_of
from ocr.repair.syllable import divide, settle_tone
from ocr.repair.token import Parts, begins_clause, take_apart

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

DATA: Final = Path(__file__).parent / "data"
CHANGE: Final = 0.35
"""A word is changed where its best candidate has at least this probability."""
SURE: Final = 0.7
"""A word below this is marked for review."""
STRANGE: Final = 0.5
"""A word that nothing explains is left alone with no more than this probability."""
_JOINED: Final = 0.95
"""Probability of a number with a blank inside that only as one makes a day or a share."""
_BY_RULE: Final = 0.97
"""The same for what the document itself says: a defined abbreviation, the marker of an item."""


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
        self._blanks = {
            damage: Blanks(model, speller.lookup) for damage, speller in self._spellers.items()
        }
        self._known = frozenset(model.words)
        self._exact = Blanks(
            model, lambda read: (Candidate(read, 0.0, 0.0),) if read in frequency else ()
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
        """The document repaired; ``damage`` None has it found out, "none" leaves the text alone.

        Marks that are written as characters of their own (NFD) join their letters in any case.
        """
        lines = [[_composed(token) for token in line] for line in lines]
        texts = [[token.text for token in line] for line in lines]
        found = (
            detect(map(" ".join, texts))
            if damage is None
            else (None if damage == "none" else Damage(damage))
        )
        if damage is None and found is None and is_vietnamese(map(" ".join, texts)):
            return self._if_faulty(lines)
        if found is None:
            return Repaired(found, [_untouched(line) for line in lines])
        if found is Damage.VIETNAMESE:
            return Repaired(found, self._mended(lines))
        if found in {Damage.TCVN3, Damage.VNI}:
            return Repaired(found, _converted(texts, found))
        return Repaired(found, self._decode(lines, found))

    def repair_text(self, text: str) -> str:
        """A text repaired, with its line ends, blanks and form feeds."""
        rows = re.split(r"([\n\f])", legacy.from_utf8(text))
        lines = [[Token(word) for word in row.split()] for row in rows[::2]]
        repaired = self.repair(lines).lines
        written = [_written(row, words) for row, words in zip(rows[::2], repaired, strict=True)]
        ends = [*rows[1::2], ""]
        return "".join(line + end for line, end in zip(written, ends, strict=True))

    def _mended(self, lines: Sequence[Sequence[Token]]) -> list[list[RepairedWord]]:
        """Lines that the Vietnamese model read: marks and upright strokes are mended."""
        told = any(token.confidence is not None for line in lines for token in line)
        rows = _rows(lines, None if told else self._exact, known=self._known)
        # With confidences each word is judged by its own, so words stay as they were read.
        confidences = [[token.confidence for token in line] for line in lines]
        if not told:
            confidences = [[None] * len(row.pieces) for row in rows]
        parts = [row.parts for row in rows]
        verdicts = self._marks.verdicts(parts, confidences, _breaks(rows))
        return _finished(rows, verdicts, bare=False)

    def _if_faulty(self, lines: Sequence[Sequence[Token]]) -> Repaired:
        """A text in good Vietnamese, mended where its words betray a poor scan."""
        rows = _rows(lines, self._exact, known=self._known)
        settled = sum(
            piece.text != read
            for row in rows
            for piece, read in zip(row.pieces, row.read, strict=True)
        )
        verdicts = self._marks.if_faulty([row.parts for row in rows], _breaks(rows), settled)
        if verdicts is None:
            return Repaired(None, [_untouched(line) for line in lines])
        return Repaired(Damage.VIETNAMESE, _finished(rows, verdicts, bare=False))

    def _decode(self, lines: Sequence[Sequence[Token]], damage: Damage) -> list[list[RepairedWord]]:
        rows = _rows(lines, self._blanks[damage], hooks=damage is Damage.ENGLISH)
        texts = [[piece.text for piece in row.pieces] for row in rows]
        spots, lengths = spots_of(texts, [row.parts for row in rows], self._spellers[damage])
        if not spots:
            return [_untouched(line) for line in lines]
        verdicts: dict[tuple[int, int], list[Verdict]] = {}
        solved = self._decoder.solve(spots, lengths, [_share_of_bold(line) for line in lines])
        for spot, one in zip(spots, solved, strict=True):
            verdicts.setdefault((spot.line, spot.token), []).append(settled(spot, one))
        return _finished(rows, verdicts, bare=True)


class _Row(NamedTuple):
    """The words of a line, each taken apart."""

    pieces: list[Piece]
    parts: list[Parts]
    read: list[str]
    """What was read of each word; its piece has look-alike signs settled."""


def _rows(
    lines: Sequence[Sequence[Token]],
    blanks: Blanks | None,
    *,
    hooks: bool = False,
    known: Container[str] | None = None,
) -> list[_Row]:
    """Lines as words; without ``blanks`` every token is one, with ``known`` strokes are settled."""
    rows = []
    for line in lines:
        read = [token.text for token in line]
        texts = sign.settled(read)
        if known is not None:
            texts = [
                text if strokes.is_highland_name(before, text) else strokes.settled(text, known)
                for before, text in pairwise(["", *texts])
            ]
        if blanks is None:
            pieces = [Piece(at, at + 1, text) for at, text in enumerate(texts)]
        else:
            pieces = blanks.pieces(texts)
        parts = [take_apart(piece.text, hooks=hooks) for piece in pieces]
        parts = parts if blanks is None else list(map(blanks.parted, parts))
        rows.append(_Row(pieces, parts, ["".join(read[one.first : one.last]) for one in pieces]))
    return rows


def _finished(
    rows: Sequence[_Row],
    verdicts: Mapping[tuple[int, int], Sequence[Verdict]],
    *,
    bare: bool,
) -> list[list[RepairedWord]]:
    """Repaired lines: verdicts, then signs and defined abbreviations; ``bare``: đ was read as d."""
    words = [
        [
            _told(judged(piece, row.parts[at], verdicts.get((number, at), ())), piece, row.read[at])
            for at, piece in enumerate(row.pieces)
        ]
        for number, row in enumerate(rows)
    ]
    texts = [[piece.text for piece in row.pieces] for row in rows]
    for (number, at), text in sign.mended(texts, bare=bare).items():
        words[number][at] = _other(words[number][at], text)
    _define(texts, words)
    return words


def _define(texts: Sequence[Sequence[str]], words: Sequence[list[RepairedWord]]) -> None:
    """Abbreviations that the document defines, as it defines them."""
    raw = [text for line in texts for text in line]
    known = definition.defined(raw, [word.text for line in words for word in line])
    if not known:
        return
    for line, repaired in zip(texts, words, strict=True):
        capitals = all(text == text.upper() for text in line)
        for at, word in enumerate(repaired):
            text = definition.restored(line[at], word.text, known, capitals=capitals)
            if text != word.text:
                repaired[at] = _other(word, text)


def _told(word: RepairedWord, piece: Piece, read: str) -> RepairedWord:
    """A word of which signs were settled names what was read; a 1 that was none is for review."""
    if read == piece.text:
        return word
    lost = any(map(str.isdigit, read)) and not any(map(str.isdigit, word.text))
    return word._replace(
        probability=min(word.probability, _BY_RULE),
        runner_up=word.runner_up or read,
        review=word.review or lost,
    )


def _other(word: RepairedWord, text: str) -> RepairedWord:
    """A word with another text, which a rule of the whole document gives."""
    return word._replace(text=text, probability=_BY_RULE, runner_up=word.text, review=False)


def _breaks(rows: Sequence[_Row]) -> list[bool]:
    """Of each line, whether a clause begins with it."""
    return [not row.pieces or begins_clause(row.pieces[0].text) for row in rows]


def _frequency(model: LanguageModel) -> dict[str, float]:
    scores = model.one(np.arange(len(model.words)))
    return {
        word: float(score) for word, score in zip(model.words, scores, strict=True) if divide(word)
    }


def _share_of_bold(line: Sequence[Token]) -> float | None:
    told = [token.bold for token in line if token.bold is not None]
    return sum(told) / len(told) if told else None


def settled(spot: Spot, solved: Solved) -> Verdict:
    """What a unit should be."""
    raw, choice, probability = spot.raw, solved.choice, solved.probability
    runner = None
    if (other := solved.runner_up) is not None:
        runner = other.text if other.exact else shaped(raw, other.text, capitals=spot.capitals)
    if choice.strange:
        probability = min(probability, STRANGE)
    unsure = probability < SURE and any(map(str.isalpha, raw))
    if choice.exact:
        return Verdict(choice.text, probability, runner, review=unsure)
    if settle_tone(raw.lower()) == choice.text:
        return Verdict(raw, probability, runner, review=unsure)
    text = shaped(raw, choice.text, capitals=spot.capitals)
    if raw == BARE_VOWEL:
        return Verdict(raw, 1 - probability, text, review=probability >= HIDDEN)
    phantom = raw.isdigit() or read_as_digit(raw)
    if probability < (HIDDEN if phantom else CHANGE):
        return Verdict(raw, probability, text, review=unsure)
    return Verdict(text, probability, runner, review=unsure or phantom)


def _composed(token: Token) -> Token:
    if token.text.isascii():
        return token
    return token._replace(text=unicodedata.normalize("NFC", token.text))


def _untouched(line: Sequence[Token]) -> list[RepairedWord]:
    return [
        RepairedWord(at, at + 1, token.text, 1.0, None, review=False)
        for at, token in enumerate(line)
    ]


def judged(piece: Piece, parts: Parts, verdicts: Sequence[Verdict]) -> RepairedWord:
    """A word with the verdicts on its units."""
    text = parts.joined([verdict.text for verdict in verdicts]) if verdicts else piece.text
    runners = [verdict.runner_up for verdict in verdicts if verdict.runner_up]
    runner = runners[0] if len(runners) == 1 else None
    probability = min((verdict.probability for verdict in verdicts), default=1.0)
    review = any(verdict.review for verdict in verdicts)
    if piece.number:
        return RepairedWord(
            piece.first, piece.last, text, min(_JOINED, probability), None, review=True
        )
    if " " in parts.glue and probability < SURE:
        return RepairedWord(piece.first, piece.last, piece.text, 1 - probability, text, review=True)
    return RepairedWord(piece.first, piece.last, text, probability, runner, review=review)


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
