"""The signer's name read once more, alone: seal and pen cross it, and a page's reader gives it up."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from models import LineRole
from models.text import fold
from ocr.again import Spot, read_spots
from ocr.syllables import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.raster import Pixels
    from ocr.recognise import Recogniser
    from ocr.words import ReadLine, ReadWord

_REACHES: Final = (3.0, 5.0)
"""Heights of a letter that a name may have lost at its beginning: one word, or two."""
_CORE = re.compile(r"[^\W\d_]+$")
_SURE: Final = 0.75
"""Confidence from which every word of a name needs no second look."""
_LEAST: Final = 0.3
"""Confidence from which a word of a second reading counts."""
_MOST: Final = 5
"""Words of a name."""
_TITLE: Final = 5
"""Letters of a line in capitals that is a title."""
_WHOLE: Final = 3
"""Words of a usual name; shorter ones may have lost the first."""
_DOUBTED: Final = 0.5
_BELOW: Final = 1.0
"""Heights of a letter from the signer's title to the name, at least."""


class _Name(NamedTuple):
    """Words of a name in one reading."""

    words: tuple[ReadWord, ...]

    @property
    def worth(self) -> float:
        return sum(word.confidence for word in self.words)


def named_again(
    lines: Sequence[ReadLine],
    pages: Sequence[Pixels],
    readers: Sequence[Recogniser],
    *,
    timeout: float,
) -> list[ReadLine]:
    """The lines with a doubtful name of the signer as the surest of several readings has it.

    Args:
        lines: of one page, boxes in its pixels
        pages: the page with the signature and without it
        readers: of a crop with a single line
        timeout: seconds for one crop
    """
    result = list(lines)
    at = _name_line(result)
    if at is None:
        return result
    old = result[at]
    own = _run(old.words, 1)
    last = old.words[-1]
    right = old.right + last.height
    spots = [
        Spot((), old.left - reach * last.height, last.top, right, last.bottom) for reach in _REACHES
    ]
    names = [
        name
        for page in pages
        for reader in readers
        for spot in spots
        if (name := _run(read_spots([spot], page, reader, timeout)[0])).words
        and _is_same(name, own)
    ]
    if not names:
        return result
    votes = Counter(map(_text, names))
    best = max(names, key=lambda name: (len(name.words), votes[_text(name)], name.worth))
    longer = len(best.words) > len(own.words)
    if not longer and (best.worth <= own.worth or _text(best) == _text(own)):
        return result
    agreed = [name for name in names if _text(name) == _text(best)]
    sure = 1.0 if len(agreed) > 1 and len(agreed) == len(names) else _DOUBTED
    words = tuple(
        word._replace(confidence=min(word.confidence, sure), first=old.text, rival=old.text)
        for word in best.words
    )
    result[at] = old._replace(words=words, role=LineRole.CLOSING)
    return result


def _name_line(lines: Sequence[ReadLine]) -> int | None:
    """The lowest line under the signer's title, where it is no sure name; None where it is."""
    right = [
        at
        for at, line in enumerate(lines)
        if line.words and line.column == 1 and line.role in (LineRole.CLOSING, LineRole.NOISE)
    ]
    titles = [at for at in right if _is_capitals(lines[at])]
    if not titles:
        return None
    title = lines[max(titles, key=lambda at: lines[at].top)]
    height = title.bottom - title.top
    below = [
        at
        for at in right
        if lines[at].top > title.bottom + _BELOW * height and _run(lines[at].words, 1).words
    ]
    if not below:
        return None
    at = max(below, key=lambda at: lines[at].top)
    name = _run(lines[at].words, 1)
    whole = len(name.words) == len(lines[at].words) >= _WHOLE
    if (
        whole
        and lines[at].role is LineRole.CLOSING
        and min(w.confidence for w in name.words) > _SURE
    ):
        return None
    return at


def _is_capitals(line: ReadLine) -> bool:
    letters = [char for char in line.text if char.isalpha()]
    return len(letters) >= _TITLE and sum(char.isupper() for char in letters) > 0.9 * len(letters)


def _run(words: Sequence[ReadWord], least: int = 2) -> _Name:
    """The longest run of words that make a name, ``least`` of them at least.

    >>> from ocr.words import ReadWord
    >>> line = [ReadWord(text, 0, 0, 9, 9, 0.9) for text in ("S%s„", "#Nguyễn", "Văn", "Thắng", "1")]
    >>> [word.text for word in _run(line).words]
    ['Nguyễn', 'Văn', 'Thắng']
    """
    best: list[ReadWord] = []
    run: list[ReadWord] = []
    for word in words:
        core = _CORE.search(word.text)
        text = core[0] if core else ""
        named = text[:1].isupper() and text[1:].islower() and is_syllable(text)
        if not named or word.confidence < _LEAST:
            run = []
            continue
        if core and core.start():
            run = []
        run = [*run, word._replace(text=text)]
        if len(run) >= len(best):
            best = run
    return _Name(tuple(best) if least <= len(best) <= _MOST else ())


def _text(name: _Name) -> str:
    return fold(" ".join(word.text for word in name.words))


def _is_same(name: _Name, own: _Name) -> bool:
    """Whether a reading has a word that was read before, marks aside."""
    return not {fold(w.text) for w in name.words}.isdisjoint(fold(w.text) for w in own.words)
