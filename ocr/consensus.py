"""Two readers and the language weigh every word on which there is doubt."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self

import numpy as np
from rapidfuzz.distance import Levenshtein

from models.text import strip_marks
from ocr.linereader import LineReader
from ocr.numbers import figures
from ocr.repair.language import LanguageModel
from ocr.repair.syllable import is_syllable, settle_tone
from ocr.second import SecondReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ocr.raster import Pixels
    from ocr.second import Glimpse
    from ocr.words import ReadLine, ReadWord

_DATA = Path(__file__).parent / "repair" / "data"
_EDGES: Final = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_DIGITS: Final = re.compile(r"\d")
_COLUMN: Final = re.compile(r"\(\d{1,2}\)")
_MOCK_COLUMN: Final = re.compile(r"(?=.*@)[(@]*[@)]+")
"""The number of a column, and what it is misread as."""
_DOUBT: Final = 0.9
"""Confidence of the first reader under which a word is weighed even if both readers agree."""
_ODD, _LIKELIER = -20.0, 9.0
"""Log P of a word and the two behind it from which both readers may have missed a mark alike, and
by how much the same letters with other marks are then likelier."""
_WORST: Final = -12.0
"""Log likelihood against the best candidate, bounded: frames may hold a piece of a neighbour."""
_ALIKE: Final = 20
_AGREED: Final = ((0.9, 0.985), (0.95, 0.995), (0.97, 0.998))
"""Share of right words by the first reader's confidence where both readers agree."""
_CAPITALS: Final = 0.965
"""The same among syllables in capitals, whose marks are small for both: 15 of 1,158 were wrong."""
_MIXED: Final = 0.9
"""Confidence under which letters mixed with digits may be letters alone."""
_AS_DIGITS: Final = str.maketrans("lILiOoSZBŠ", "1111005285")
_NUMBER_AGREED: Final = 0.99
_NUMBER_DOUBT: Final = 0.5

_SECOND, _LANGUAGE, _SAME, _SURE, _MARKS, _LETTERS, _UNKNOWN = (
    0.36, 0.43, -0.08, 0.75, -1.65, -1.02, -3.4,
)  # fmt: skip
"""Weights of a conditional logit, fitted on 55 scanned pages with independently typed text:

log likelihood by the second reader, by the language, being what the first reader read, that times
its log odds, other punctuation than it read, letters (marks aside) unlike it, a word unknown to the
language.
"""


class _Doubt(NamedTuple):
    """A word to be weighed."""

    at: int
    word: ReadWord
    seen: Glimpse
    texts: tuple[str, ...]


class Consensus:
    """Settles what the first reader read with what the second sees in the same places."""

    def __init__(
        self, reader: SecondReader, model: LanguageModel, first: LineReader | None = None
    ) -> None:
        self.reader = reader
        self.first = first
        """The first reader, where it can run in this process."""
        self._model = model
        self._alike: dict[str, list[str]] = defaultdict(list)
        for word in model.words:
            if word.isalpha() and is_syllable(word):
                self._alike[strip_marks(word)].append(word)

    @classmethod
    def load(cls, folder: Path = _DATA, language: str = "vie") -> Self | None:
        """With the models of both readers; None where the second is not installed."""
        reader = SecondReader.load()
        if reader is None:
            return None
        return cls(reader, LanguageModel.load(folder), LineReader.load(language))

    def settle(self, pixels: Pixels, lines: Sequence[ReadLine]) -> list[ReadLine]:
        """Printed lines with their words settled and their confidences calibrated.

        Args:
            pixels: the cleaned grey page
            lines: in reading order, boxes in its pixels
        """
        printed = [line for line in lines if line.role.printed and line.words]
        seen = self.reader.page(pixels, [line.words for line in printed])
        words = [word for line in printed for word in line.words]
        settled = iter(self._settled(words, [glimpse for row in seen for glimpse in row]))
        return [
            line._replace(words=tuple(next(settled) for _ in line.words))
            if line.role.printed and line.words
            else line
            for line in lines
        ]

    def _settled(self, words: list[ReadWord], seen: list[Glimpse]) -> list[ReadWord]:
        result: list[ReadWord] = []
        doubts: list[_Doubt] = []
        numbers = [self._id(word.text) for word in words]
        odd = self._odd(numbers)
        for at, (word, glimpse) in enumerate(zip(words, seen, strict=True)):
            agreed = word.text == glimpse.text and not _bare_capitals(word.text)
            if _is_number(word, glimpse.text):
                result.append(_number(word, glimpse.text))
                continue
            texts = self._candidates(word.text, glimpse.text) if odd[at] or not agreed else ()
            strange = odd[at] and self._is_strange(at, texts, numbers)
            if agreed and word.confidence >= _DOUBT and not strange:
                points, shares = zip(*_AGREED, strict=True)
                sure = float(np.interp(word.confidence, points, shares))
                if _is_capital(word.text):
                    sure = min(sure, _CAPITALS)
                result.append(word._replace(confidence=sure))
                continue
            result.append(word)
            texts = texts or self._candidates(word.text, glimpse.text)
            doubts.append(_Doubt(at, word, glimpse, texts))
        for doubt in doubts:
            result[doubt.at] = self._weighed(doubt, numbers)
        return result

    def _odd(self, numbers: Sequence[int]) -> NDArray[np.bool_]:
        """Of each word, whether it stands where the language hardly has it."""
        edge = [self._model.boundary] * 2
        row = np.array([*edge, *numbers, *edge], np.int64)
        a, b, c = row[:-2], row[1:-1], row[2:]
        each = self._model.three(a, b, c, self._model.two(b, c), self._model.weight(a, b))
        return np.asarray(each[:-2] + each[1:-1] + each[2:] < _ODD)

    def _is_strange(self, at: int, texts: Sequence[str], numbers: list[int]) -> bool:
        """Whether other marks make the first text of several far likelier."""
        if len(texts) < 2:
            return False
        likely = self._language(at, np.array([self._id(text) for text in texts], np.int64), numbers)
        return bool(likely[1:].max() > likely[0] + _LIKELIER)

    def _candidates(self, first: str, second: str) -> tuple[str, ...]:
        """Both readings, and all syllables that differ from them by marks alone."""
        lead, core, tail = _parts(first)
        other = _parts(second)[1]
        found = dict.fromkeys([first])
        if other:
            found.setdefault(lead + other + tail)
            found.setdefault(second)
        printed = {settle_tone(one.lower()) for one in (core, other)}
        for read in (core, other):
            if not read.isalpha():
                continue
            for word in self._alike.get(strip_marks(read.lower()), ())[:_ALIKE]:
                # "uỷ" and "ủy" are one word: it stays as it was printed.
                if word not in printed:
                    found.setdefault(lead + _shaped(read, word) + tail)
        return tuple(found)

    def _weighed(self, doubt: _Doubt, numbers: list[int]) -> ReadWord:
        word, texts = doubt.word, doubt.texts
        ids = np.array([self._id(text) for text in texts], np.int64)
        first = _parts(word.text)
        sure = min(max(word.confidence, 0.02), 0.98)
        second = self.reader.likelihoods(doubt.seen.logs, texts)
        score = _SECOND * np.maximum(second - second.max(), _WORST)
        score = score + _LANGUAGE * self._language(doubt.at, ids, numbers)
        score += np.where(ids == self._model.unknown, _UNKNOWN, 0.0)
        score[0] += _SAME + _SURE * np.log(sure / (1 - sure))
        letters = strip_marks(first[1]).lower()
        for at, text in enumerate(texts):
            lead, core, tail = _parts(text)
            score[at] += _MARKS * ((lead, tail) != (first[0], first[2]))
            score[at] += _LETTERS * Levenshtein.distance(letters, strip_marks(core).lower())
        odds = np.exp(score - score.max())
        odds /= odds.sum()
        best = int(odds.argmax())
        read = word.text if texts[best] != word.text else None
        return word._replace(text=texts[best], confidence=float(odds[best]), first=read)

    def _language(self, at: int, ids: NDArray[np.int64], numbers: list[int]) -> NDArray[np.float32]:
        """Log P of each candidate and of the two words behind it, after the two before it."""
        edge = self._model.boundary
        around = [
            np.full(len(ids), numbers[place] if 0 <= place < len(numbers) else edge, np.int64)
            for place in (at - 2, at - 1, at + 1, at + 2)
        ]
        row = [around[0], around[1], ids, around[2], around[3]]
        total = np.zeros(len(ids), np.float32)
        for start in range(3):
            a, b, c = row[start : start + 3]
            total += self._model.three(a, b, c, self._model.two(b, c), self._model.weight(a, b))
        return total

    def _id(self, text: str) -> int:
        core = _parts(text)[1]
        if not core:
            return self._model.boundary
        if core.isdigit():
            return self._model.number
        own = self._model.ids.get(core)
        return own if own is not None else self._model.id(settle_tone(core.lower()))


def _is_number(word: ReadWord, second: str) -> bool:
    """Whether a reading holds a number; a doubtful mixture that is letters to the other is none.

    >>> from ocr.words import ReadWord
    >>> _is_number(ReadWord("GI2", 0, 0, 9, 9, 0.5), "GD"), _is_number(ReadWord("3a", 0, 0, 9, 9), "a")
    (False, True)
    """
    own, other = bool(_DIGITS.search(word.text)), bool(_DIGITS.search(second))
    if not (own or other) and (figures(word.text) or figures(second)):
        # "quý III" read "quý II" is as wrong as 3 read 2.
        return bool(figures(word.text)) or not is_syllable(_parts(word.text)[1].lower())
    if own and not other and word.confidence < _MIXED and _parts(second)[1].isalpha():
        return not any(c.isalpha() for c in word.text)
    return own or other


def _number(word: ReadWord, second: str) -> ReadWord:
    """A number both read alike is sure; the readers' quarrel is kept for a third look."""
    own, other = _parts(word.text), _parts(second)
    if other[1].isdigit() and own[1].translate(_AS_DIGITS) == other[1] != own[1]:
        # "L1" is 11 where the second reader sees nothing but digits.
        text = own[0] + other[1] + own[2]
        return word._replace(text=text, confidence=_NUMBER_DOUBT, first=word.text)
    if _COLUMN.fullmatch(second) and _MOCK_COLUMN.fullmatch(word.text):
        # What stands alone over a column, as "(3)", reads as "@)".
        return word._replace(
            text=second, confidence=_NUMBER_DOUBT, first=word.text, rival=word.text
        )
    if figures(word.text) != figures(second):
        return word._replace(confidence=min(word.confidence, _NUMBER_DOUBT), rival=second)
    if own[1] != other[1] and other[1].isdigit() and word.confidence < _DOUBT:
        # "5Š" is the number 5 with a speck.
        text = own[0] + other[1] + other[2]
        return word._replace(text=text, confidence=_NUMBER_DOUBT, first=word.text)
    sure = max(word.confidence, _NUMBER_AGREED) if own[1] == other[1] else word.confidence
    return word._replace(confidence=sure)


def _parts(text: str) -> tuple[str, str, str]:
    """Punctuation before, the word, punctuation behind.

    >>> _parts("(“phổ”),")
    ('(“', 'phổ', '”),')
    """
    found = _EDGES.fullmatch(text)
    return (found[1], found[2], found[3]) if found else ("", text, "")


def _is_capital(text: str) -> bool:
    """Whether a syllable is in capitals.

    >>> _is_capital("CHÁNH,"), _is_capital("UBND"), _is_capital("Chánh")
    (True, False, False)
    """
    core = _parts(text)[1]
    return len(core) > 1 and core.isupper() and is_syllable(core.lower())


def _bare_capitals(text: str) -> bool:
    """Whether capitals may have lost their marks: both readers are weak there.

    >>> _bare_capitals("CHANH"), _bare_capitals("CHÁNH"), _bare_capitals("UBND")
    (True, False, False)
    """
    return _is_capital(text) and _parts(text)[1].isascii()


def _shaped(read: str, word: str) -> str:
    """A word in the case of what was read.

    >>> _shaped("TRƯƠNG", "trưởng"), _shaped("Công", "cổng"), _shaped("tông", "tổng")
    ('TRƯỞNG', 'Cổng', 'tổng')
    """
    if len(read) > 1 and read.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if read[:1].isupper() else word
