"""The tokenizer: Vietnamese syllables and punctuation, with exact offsets."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spacy.language import Language
    from spacy.vocab import Vocab

# Order matters: the first alternative that matches wins.
_WORDS = r"""
    [^\W\d_]+(?:[̀-ͯ]+[^\W\d_]*)*(?:&[^\W\d_]+)*   # a syllable; TN&MT is one
  | \d+(?:/\d{4})?/[^\W\d_][^\W_]*(?:&[^\W\d_]+)?(?:[-/.][^\W_]+)*   # 186/KH-UBND, 91/2025/QH15
  | \d+-[^\W\d_]+/[^\W_]+                          # 127-KL/TW
  | \d{1,2}[hH]\d{2}(?!\w)
  | \d+(?:[./,:-]\d+)*%?                           # 31/10/2024, 12,5%, 1.983, 2021-2025
  | \.{3} | [^\w\s] | _
  | \w+
"""
_PIECE = re.compile(_WORDS, re.VERBOSE)
_ADDRESSED = re.compile(
    rf"(?:(?:https?://|www\.)[^\s,;()]+[^\s,;().]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|{_WORDS}",
    re.VERBOSE,
)
"""For texts with addresses of the net, which few are: looking for them costs half as much again."""
_ADDRESS = re.compile(r"@|://|www\.")

_OLD_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip


PIECES = "pieces"
"""Of ``doc.user_data``: the pieces of the text, for rules that read them too."""
TEXT = "text"
"""Of ``doc.user_data``: the text, which ``doc.text`` puts together anew at every call."""


class Piece(NamedTuple):
    """A syllable, number, symbol or mark: characters ``start`` to ``end`` of the text."""

    start: int
    end: int
    text: str


def pieces(text: str) -> list[Piece]:
    """The text without its blanks, in pieces; numbers, days and symbols stay whole.

    >>> [p.text for p in pieces("Kế hoạch số 186/KH-UBND ngày 17/9/2024: đạt 12,5%.")]
    ['Kế', 'hoạch', 'số', '186/KH-UBND', 'ngày', '17/9/2024', ':', 'đạt', '12,5%', '.']
    >>> [p.text for p in pieces("Sở TN&MT, trước 17h00")]
    ['Sở', 'TN&MT', ',', 'trước', '17h00']
    """
    rule = _ADDRESSED if _ADDRESS.search(text) else _PIECE
    make = tuple.__new__  # the class's own constructor costs as much again as the search
    return [make(Piece, (*m.span(), m.group())) for m in rule.finditer(text)]


@lru_cache(maxsize=65536)
def syllable_key(syllable: str) -> str:
    """Lower case, with the tone mark where newer spelling puts it: for comparing syllables.

    >>> syllable_key("Uỷ") == syllable_key("ủy"), syllable_key("Hoà"), syllable_key("Quý")
    (True, 'hòa', 'quý')
    """
    key = syllable.lower()
    if key in {"–", "−", "—", "‐", "‑"}:
        return "-"
    if key[-2:] in _OLD_TONE and key[-3:-2] != "q":
        return key[:-2] + _OLD_TONE[key[-2:]]
    return key


class SyllableTokenizer:
    """spaCy tokenizer over ``pieces``; ``doc.text`` is always the text given."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Split one text; blanks beyond the single one after a word are tokens of their own."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        read = pieces(text)
        for start, end, piece in [*read, Piece(len(text), len(text), "")]:
            gap = text[at:start]
            if gap and words and gap[0] == " ":
                spaces[-1] = True
                gap = gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
            if piece:
                words.append(piece)
                spaces.append(False)
            at = end
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[PIECES] = read
        doc.user_data[TEXT] = text
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the rules are the code."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> SyllableTokenizer:
        """The same tokenizer."""
        return self

    def to_disk(self, _path: str | Path, **_: object) -> None:
        """Nothing to keep: the rules are the code."""

    def from_disk(self, _path: str | Path, **_: object) -> SyllableTokenizer:
        """The same tokenizer."""
        return self


def make_tokenizer() -> Callable[[Language], SyllableTokenizer]:
    """Factory for the ``[nlp.tokenizer]`` block of a spaCy pipeline."""

    def build(nlp: Language) -> SyllableTokenizer:
        return SyllableTokenizer(nlp.vocab)

    return build
