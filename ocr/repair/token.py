"""A blank-separated token taken apart: punctuation around it, words and numbers in it."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from ocr.repair.syllable import is_syllable, settle_tone

_LEAD = "([{\"“”'‘’«»*-–—+•_|=<>"
_TAIL = ".,;:!?)]}\"“”'‘’«»…/-–—_|=<>*~"
_HOOKS = frozenset("?’'")
_ENDS = frozenset(".;?!")
_GLUE = re.compile(r"([-–/.,;:()+]+)")
_LETTER = re.compile(r"[^\W\d_]")
_BULLET = re.compile(r"\s*(?:[-–+*•]|[0-9IVX]{1,4}(?:[.]\d{1,2}){0,3}[.)]|[a-zđ][.)])(?:\s|$)")
_MOCK_WORD = re.compile(r"[1l|]?[€&¢§@£]\d?")
"""A syllable read as signs: lệ as 1€ or 1&, có as ¢6."""


class Kind(Enum):
    """What a unit is."""

    WORD = "word"
    MIXED = "mixed"
    """Letters and digits: a damaged word, or a code such as QH15."""
    NUMBER = "number"
    CODE = "code"
    """A part of a document number: 186/KH-UBND."""


class Unit(NamedTuple):
    """A part of a token that is repaired by itself."""

    text: str
    kind: Kind


class Parts(NamedTuple):
    """A token: ``lead``, units with ``glue`` between them, ``tail``."""

    lead: str
    units: tuple[Unit, ...]
    glue: tuple[str, ...]
    tail: str

    @property
    def ends(self) -> bool:
        """Whether a clause ends behind the token."""
        return not _ENDS.isdisjoint(self.tail)

    def joined(self, texts: list[str]) -> str:
        """The token with other texts in the place of its units."""
        inner = "".join(t + g for t, g in zip(texts, (*self.glue, ""), strict=True))
        return f"{self.lead}{inner}{self.tail}"


def take_apart(token: str, *, hooks: bool = False) -> Parts:
    """Punctuation, words and numbers of a token; joined again they give the token.

    With ``hooks`` a question mark or apostrophe behind a word belongs to it: the English model
    reads the hook of ư so.

    >>> take_apart("(Mirc")
    Parts(lead='(', units=(Unit(text='Mirc', kind=<Kind.WORD: 'word'>),), glue=(), tail='')
    >>> [unit.text for unit in take_apart("186/KH-UBND;").units], take_apart("s6,").units[0].kind
    (['186', 'KH', 'UBND'], <Kind.MIXED: 'mixed'>)
    >>> [take_apart(text).units[0].kind.value for text in ("1€", "¢6", "6%")]
    ['mixed', 'mixed', 'number']
    >>> take_apart("3,5%;").units
    (Unit(text='3,5%', kind=<Kind.NUMBER: 'number'>),)
    >>> take_apart("su?", hooks=True).units[0].text
    'su?'
    """
    core = token.lstrip(_LEAD)
    lead = token[: len(token) - len(core)]
    bare = core.rstrip(_TAIL)
    tail = core[len(bare) :]
    if hooks and tail[:1] in _HOOKS and bare.isalpha():
        bare, tail = core[: len(bare) + 1], tail[1:]
    if not bare:
        return Parts(token, (), (), "")
    if not _LETTER.search(bare):
        if _MOCK_WORD.fullmatch(bare):
            return Parts(lead, (Unit(bare, Kind.MIXED),), (), tail)
        kind = Kind.NUMBER if any(c.isdigit() for c in bare) else Kind.WORD
        return Parts(lead, (Unit(bare, kind),), (), tail)
    pieces = _GLUE.split(bare)
    if len(pieces) == 1 or not all(pieces[::2]):
        return Parts(lead, (Unit(bare, _kind(bare)),), (), tail)
    numbered = any(piece.isdigit() for piece in pieces[::2])
    units = tuple(Unit(p, _part_kind(p, numbered=numbered)) for p in pieces[::2])
    return Parts(lead, units, tuple(pieces[1::2]), tail)


def _kind(text: str) -> Kind:
    digits = any(c.isdigit() for c in text)
    letters = _LETTER.search(text) is not None
    if digits and letters:
        return Kind.MIXED
    return Kind.NUMBER if digits else Kind.WORD


def _part_kind(text: str, *, numbered: bool) -> Kind:
    if numbered and not text.isdigit():
        return Kind.CODE
    return _kind(text)


NUMBER, UNKNOWN, BOUNDARY = "<n>", "<u>", "<s>"


def model_word(unit: Unit) -> str:
    """The form of a printed unit in the language model.

    >>> [model_word(Unit(text, Kind.WORD)) for text in ("Uỷ", "UBND", "THÔNG")]
    ['ủy', 'UBND', 'thông']
    """
    if unit.kind is not Kind.WORD:
        return NUMBER if unit.kind is Kind.NUMBER else UNKNOWN
    small = settle_tone(unit.text.lower())
    if len(unit.text) > 1 and sum(c.isupper() for c in unit.text) > 1 and not is_syllable(small):
        return unit.text
    return small


def begins_clause(word: str) -> bool:
    """Whether the first word of a line is the marker of an item.

    >>> [begins_clause(word) for word in ("-", "2.1.", "b)", "IV.", "quận")]
    [True, True, True, True, False]
    """
    return bool(_BULLET.match(f"{word} "))
