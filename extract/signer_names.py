"""The signer's name where seal and pen left a part of it: completed from the rest of the paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from extract.letters import LOWER, UPPER
from extract.person_names import is_surname, plain_name, surname_with_marks
from extract.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SYLLABLE: Final = rf"[{UPPER}][{LOWER}’']*"
_SPECKS = re.compile(r"(?<!\S)['‘’`\"“”.,*_~-]+(?=\w)")
"""Marks that a pen left before a word."""
_RUN = re.compile(rf"{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,6}}")
_LONGEST, _SHORTEST = 5, 2
_WRONG_IN: Final = 4
"""One wrong letter is allowed in so many of a name that stands elsewhere in the paper."""
_LEAST_LETTERS: Final = 6
_WHOLE: Final = 3
"""Words of a usual name."""
_ALIKE: Final = 0.4


class SignerName(NamedTuple):
    """A name, and what was read where the paper elsewhere told it."""

    name: str | None
    read: str | None = None


def signer_name(text: str, people: Iterable[str], *, sure: bool = True) -> SignerName:
    """The name in a signer's line.

    Args:
        text: the line as read
        people: names that stand elsewhere in the document
        sure: whether all words of the line were read with confidence

    >>> signer_name("Hồng Hà", ["Trần Hồng Hà"]), signer_name("Võ Phiên", ["Trần Hồng Hà"])
    (SignerName(name='Trần Hồng Hà', read='Hồng Hà'), SignerName(name='Võ Phiên', read=None))
    >>> signer_name("bở64rs. Đoan Về ăn Lượng", ["Đoàn Văn Lượng"]).name
    'Đoàn Văn Lượng'
    >>> signer_name("Nhữ 'Thị Hồng Vân", []).name
    'Nhữ Thị Hồng Vân'
    >>> signer_name("Lò Văn ái n", ["Lò Văn Pánh"]).name
    'Lò Văn Pánh'
    >>> signer_name("Phan Mạnh Cường", ["Phạm Mạnh Cường"], sure=False).name
    'Phạm Mạnh Cường'
    >>> signer_name("Hô Quốc Dũng", []).name, signer_name("Phan Mạnh Cường", ["Phạm Mạnh Cường"]).name
    ('Hồ Quốc Dũng', 'Phan Mạnh Cường')
    >>> signer_name("N guyễ n Ngọc Ngô", []), signer_name("ô Quốc Dũng", []).name
    (SignerName(name='Nguyễn Ngọc Ngô', read=None), None)
    """
    text = _SPECKS.sub("", text)
    plain = plain_name(text) or plain_name(_closed_up(text))
    if plain and sure and len(plain.split()) > _SHORTEST and is_surname(plain.split()[0]):
        return SignerName(plain)
    known = _known(plain or text, people, whole=sure and plain is not None)
    if known is None and plain and not is_surname(plain.split()[0]):
        family = surname_with_marks(plain.split()[0])
        known = " ".join([family, *plain.split()[1:]]) if family else None
    if known and known != plain:
        return SignerName(known, " ".join(text.split()))
    return SignerName(plain)


def _closed_up(text: str) -> str:
    """Blanks inside a family name taken out: "N guyễ n Ngọc Ngô"."""
    words = text.split()
    for start in range(len(words) - 1):
        for end in range(min(start + 4, len(words)), start + 1, -1):
            joined = "".join(words[start:end])
            if is_surname(joined) and not all(word[:1].isupper() for word in words[start:end]):
                return " ".join([joined, *words[end:]])
    return text


def _known(text: str, people: Iterable[str], *, whole: bool) -> str | None:
    """The one name elsewhere in the paper of which the line is an end or a damaged copy.

    A line that is a name as it stands (``whole``) may be an end of one, but no copy.
    """
    letters = _letters(text)
    if len(letters) < _LEAST_LETTERS - 1:
        return None
    found: dict[str, str] = {}
    for person in people:
        other = _letters(person)
        copied = (
            not whole
            and len(other) >= _LEAST_LETTERS
            and (_is_copy(letters, other) or _begins_alike(text, person))
        )
        if copied or _is_end(text, person):
            found.setdefault(other, person)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_end(text: str, person: str) -> bool:
    """Two or three words of a name, all of which but a part of the first stand there."""
    words, whole = text.split(), person.split()
    if not 2 <= len(words) <= len(whole):
        return False
    last = whole[-len(words) :]
    tail = last[1:] if len(words) > 2 else last
    first = words[0].strip("'‘’.,*_~-").lower()
    return words[-len(tail) :] == tail and last[0].lower().endswith(first)


def _begins_alike(text: str, person: str) -> bool:
    """The same family and middle name, and most letters of the given one."""
    words, whole = text.split(), person.split()
    if len(whole) != _WHOLE or words[:2] != whole[:2]:
        return False
    rest = _letters(" ".join(words[2:]))
    return Indel.normalized_similarity(rest, _letters(whole[-1])) >= _ALIKE


def _is_copy(letters: str, other: str) -> bool:
    allowed = len(other) // _WRONG_IN
    # What stands before the name is a degree or ink.
    for start in range(max(len(letters) - len(other) - allowed, 0), len(letters)):
        tail = letters[start:]
        near = abs(len(tail) - len(other)) <= allowed and tail[-2:] == other[-2:]
        if near and Levenshtein.distance(tail, other, score_cutoff=allowed) <= allowed:
            return True
    return False


def _letters(text: str) -> str:
    return "".join(char for char in skeleton(text) if char.isalpha())


def people_in(text: str) -> Iterator[str]:
    """Runs of capitalised words of a text that begin with a family name.

    >>> list(people_in("VPCP: BTCN, PCN Phạm Mạnh Cường, Trợ lý TTg; Phó Thủ tướng Chính phủ Trần Hồng Hà"))
    ['Phạm Mạnh Cường', 'Trần Hồng Hà']
    """
    for run in _RUN.finditer(text):
        words = run[0].split()
        for start in range(len(words) - 1):
            name = words[start : start + _LONGEST]
            if is_surname(name[0]) and len(name) >= _SHORTEST + 1:
                yield " ".join(name)
                break
