"""Figures of a reading against the text that is printed: errors, order, marks, digits, sureness."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from models.text import fold, strip_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TITLE = re.compile(
    r"(THÔNG BÁO|CHỈ THỊ|QUYẾT ĐỊNH|KẾ HOẠCH|CÔNG ĐIỆN|NGHỊ QUYẾT|BÁO CÁO)\b|Kính gửi", re.UNICODE
)
_CLOSING = re.compile(r"Nơi nhận")
_EDGES = re.compile(r"^\W+|\W+$")
_DIGITS = re.compile(r"\d+")
_SHORT = 3
"""Words that are read otherwise than typed; more of them are another text."""
FLAGGED = 0.6
"""Confidence under which a word is shown as doubtful."""
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0001)
"""Limits of the reliability table."""


class SeenWord(NamedTuple):
    """A word of this project's reading."""

    text: str
    confidence: float
    flagged: bool
    """Whether a person is asked to look at it."""


class Counts(NamedTuple):
    """Right and all, of anything; sums over documents are figures of all together."""

    part: float = 0
    whole: float = 0

    @property
    def share(self) -> float:
        """``part`` of ``whole``; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.part + other.part, self.whole + other.whole)


def plain(text: str) -> str:
    """NFC with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def compare(gold: Sequence[str], pages: Sequence[str]) -> dict[str, Counts]:
    """Counts of one document by the figure's name.

    Args:
        gold: text of each page as printed
        pages: as read
    """
    want, have = plain(" ".join(gold)), plain(" ".join(pages))
    body = body_of(gold)
    inside = within(body, have)
    words = Counter(want.split())
    found = Counter(have.split())
    both = sum((words & found).values())
    numbers = Counter(_DIGITS.findall(want))
    return {
        "body CER": Counts(Levenshtein.distance(body, inside), len(body)),
        "body WER": Counts(Levenshtein.distance(body.split(), inside.split()), len(body.split())),
        "CER": Counts(Levenshtein.distance(want, have), len(want)),
        "words F1": Counts(2 * both, words.total() + found.total()),
        "marks": marks_kept(want, have),
        "digits": Counts((numbers & Counter(_DIGITS.findall(have))).total(), numbers.total()),
    }


def body_of(pages: Sequence[str]) -> str:
    r"""What stands between the letterhead and the recipients.

    >>> body_of(["ỦY BAN\nTHÔNG BÁO\nKết luận", "Giao Sở A.\nNơi nhận:\n- Lưu"])
    'THÔNG BÁO Kết luận Giao Sở A.'
    """
    lines = [line.strip() for page in pages for line in page.splitlines()]
    begin = next((at for at, line in enumerate(lines) if _TITLE.match(line)), 0)
    end = next((at for at, line in enumerate(lines) if _CLOSING.match(line)), len(lines))
    return plain(" ".join(lines[begin:end]))


def within(part: str, text: str) -> str:
    """The piece of ``text`` that is nearest to ``part`` by edits.

    >>> within("kết luận", "THÔNG BÁO kêt luận của")
    'kêt luận'
    """
    if not part or not text:
        return ""
    letters = np.array([ord(c) for c in text])
    row = np.zeros(len(text) + 1, np.int64)
    start = np.arange(len(text) + 1)
    steps = np.arange(len(text) + 1)
    for c in part:
        differs = (letters != ord(c)).astype(np.int64)
        diagonal, above = row[:-1] + differs, row[1:] + 1
        best = np.concatenate(([row[0] + 1], np.minimum(diagonal, above)))
        origin = np.concatenate(([start[0]], np.where(diagonal <= above, start[:-1], start[1:])))
        # A piece left out of the text costs one each: a running minimum from the left.
        running = np.minimum.accumulate(best - steps)
        source = np.maximum.accumulate(np.where(best - steps == running, steps, 0))
        row, start = running + steps, origin[source]
    end = int(row.argmin())
    return text[int(start[end]) : end]


def marks_kept(want: str, have: str) -> Counts:
    """Letters with marks that were read as they are, of those found at all.

    >>> marks_kept("thẩm định", "thâm định")
    Counts(part=2, whole=3)
    """
    right = whole = 0
    for code in Levenshtein.opcodes(want, have):
        length = min(code.src_end - code.src_start, code.dest_end - code.dest_start)
        for offset in range(length):
            one, other = want[code.src_start + offset], have[code.dest_start + offset]
            if strip_marks(one) == one or strip_marks(one).lower() != strip_marks(other).lower():
                continue
            whole += 1
            right += one == other
    return Counts(right, whole)


def recall(want: str, have: str) -> Counts:
    """Words found, whatever their order, tone placement, case and punctuation."""
    typed, seen = Counter(_bare_words(want)), Counter(_bare_words(have))
    return Counts((typed & seen).total(), typed.total())


def _bare_words(text: str) -> list[str]:
    words = (_EDGES.sub("", word) for word in plain(text).lower().split())
    return [_tone(word) for word in words if word]


def _tone(word: str) -> str:
    """A key that is the same wherever the tone of oa, oe, uy stands.

    >>> _tone("hoà") == _tone("hòa"), _tone("thẩm") == _tone("thâm")
    (True, False)
    """
    parts = unicodedata.normalize("NFD", word)
    tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
    return "".join(c for c in parts if c not in tones) + "".join(tones)


def judged(gold: str, words: Sequence[SeenWord], *, body_only: bool) -> list[tuple[SeenWord, bool]]:
    """Each word with whether it is right.

    Args:
        gold: the text that is printed
        words: as read, in order
        body_only: the text lacks letterhead and closing: what stands nowhere in it is not judged
    """
    texts, want = [word.text for word in words], plain(gold).split()
    if body_only:
        texts = [_key(text) for text in texts]
        want = [_key(text) for text in want]
    result = []
    for code in Levenshtein.opcodes(want, texts):
        own = slice(code.src_start, code.src_end)
        read = slice(code.dest_start, code.dest_end)
        right = code.tag == "equal"
        short = code.tag == "replace" and own.stop - own.start <= _SHORT
        if right or not body_only or (short and _alike(want[own], texts[read])):
            result += [(word, right) for word in words[read]]
    return [(word, right) for word, right in result if _EDGES.sub("", word.text)]


def _key(text: str) -> str:
    return _tone(_EDGES.sub("", text.lower())) or text


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two short runs are one text read twice, not two texts."""
    a, b = fold(" ".join(one)), fold(" ".join(other))
    return Levenshtein.normalized_similarity(a, b) > 0.6


def reliability(words: Iterable[tuple[SeenWord, bool]]) -> list[tuple[str, int, float]]:
    """Rows of the table: range of confidence, words, share that is right."""
    words = list(words)
    rows = []
    for low, high in pairwise(BINS):
        inside = [right for word, right in words if low <= word.confidence < high]
        share = sum(inside) / len(inside) if inside else 0.0
        rows.append((f"{low:.2f}-{min(high, 1):.2f}", len(inside), share))
    return rows


def silent_numbers(gold: str, words: Sequence[SeenWord], *, body_only: bool) -> list[str]:
    """Words with wrong digits that nobody is asked to look at, in their order.

    >>> silent_numbers("ngày 18/3", [SeenWord("13/3", 0.99, False)], body_only=False)
    ['13/3']
    >>> words = [SeenWord(text, 0.99, False) for text in "12 trước ngày 13/3 giao".split()]
    >>> silent_numbers("số 5 trước ngày 18/3 giao", words, body_only=True)
    ['13/3']
    """
    wrong = _aligned(gold, words) if body_only else _counted(gold, words)
    return [
        words[at].text
        for at in dict.fromkeys(wrong)
        if not words[at].flagged and words[at].confidence >= FLAGGED
    ]


def _counted(gold: str, words: Sequence[SeenWord]) -> list[int]:
    """Places of words with digits that are not printed, where all that is printed is known."""
    groups = [(at, run) for at, word in enumerate(words) for run in _DIGITS.findall(word.text)]
    wrong: list[int] = []
    for code in Levenshtein.opcodes(_DIGITS.findall(plain(gold)), [run for _, run in groups]):
        if code.tag in {"replace", "insert"}:
            wrong += [at for at, _ in groups[code.dest_start : code.dest_end]]
    return wrong


def _aligned(gold: str, words: Sequence[SeenWord]) -> list[int]:
    """The same where numbers were typed: what is left out there (numbers of pages) is not judged."""
    want, texts = [_key(word) for word in plain(gold).split()], [_key(w.text) for w in words]
    wrong: list[int] = []
    for code in Levenshtein.opcodes(want, texts):
        typed = _DIGITS.findall(" ".join(want[code.src_start : code.src_end]))
        short = max(code.src_end - code.src_start, code.dest_end - code.dest_start) <= _SHORT
        if code.tag == "replace" and short and typed:
            wrong += [
                at
                for at in range(code.dest_start, code.dest_end)
                if not set(_DIGITS.findall(texts[at])) <= set(typed)
            ]
    return wrong
