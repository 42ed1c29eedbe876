"""The repair of words laid over what was read: words, edits, never a changed digit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from models import Box, Edit, EditKind, Line, Word
from ocr.repair import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ocr.words import ReadLine, ReadWord

_DIGITS = re.compile(r"\d")
_PHANTOM = 2
"""Digits that letters are misread as; a longer run of digits is a number."""


class RepairedWord(Protocol):
    """What the repair says of tokens ``first`` to ``last`` of a line."""

    @property
    def first(self) -> int: ...  # noqa: D102
    @property
    def last(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def probability(self) -> float: ...  # noqa: D102
    @property
    def runner_up(self) -> str | None: ...  # noqa: D102
    @property
    def review(self) -> bool: ...  # noqa: D102


class Repaired(Protocol):
    """A whole document as the repair left it."""

    @property
    def damage(self) -> str | None: ...  # noqa: D102
    @property
    def lines(self) -> Sequence[Sequence[RepairedWord]]: ...  # noqa: D102


class Repairer(Protocol):
    """The repair, as this package needs it."""

    def repair(self, lines: Sequence[Sequence[Token]], *, damage: str | None = None) -> Repaired:
        """The document's lines in reading order."""
        ...


class Mended(NamedTuple):
    """Lines of each page with the edits of all."""

    pages: list[tuple[Line, ...]]
    edits: tuple[Edit, ...]
    damage: str | None


def mend(
    pages: Sequence[Sequence[ReadLine]],
    repairer: Repairer | None,
    *,
    damage: str | None,
    boxes: bool,
) -> Mended:
    """Records of all lines, printed ones repaired in the context of the whole document."""
    printed = [line for page in pages for line in page if line.role.printed]
    repaired: Repaired | None = None
    if repairer is not None and printed:
        tokens = [
            [Token(word.text, word.confidence, word.bold) for word in line.words]
            for line in printed
        ]
        repaired = repairer.repair(tokens, damage=damage)
    repairs = iter(repaired.lines if repaired else ())
    result: list[tuple[Line, ...]] = []
    edits: list[Edit] = []
    for number, page in enumerate(pages, start=1):
        records = []
        for index, line in enumerate(page):
            repair = next(repairs, None) if line.role.printed else None
            record, line_edits = _line(line, repair, (number, index), boxes=boxes)
            records.append(record)
            edits.extend(line_edits)
        result.append(tuple(records))
    return Mended(result, tuple(edits), repaired.damage if repaired else None)


def _line(
    line: ReadLine,
    repair: Sequence[RepairedWord] | None,
    place: tuple[int, int],
    *,
    boxes: bool,
) -> tuple[Line, list[Edit]]:
    words: list[Word] = []
    edits: list[Edit] = []
    start = 0
    for read, fix in _paired(line.words, repair):
        raw = " ".join(word.text if word.first is None else word.first for word in read)
        settled = " ".join(word.text for word in read)
        text = fix.text if fix is not None and _digits_kept(settled, fix.text) else settled
        confidence = min(word.confidence for word in read)
        edit: Edit | None = None
        if fix is not None and text != settled:
            confidence = min(max(fix.probability, 0.0), 1.0)
            edit = Edit(
                page=place[0],
                line=place[1],
                word=len(words),
                raw=raw,
                text=text,
                kind=EditKind.NUMBER if _DIGITS.search(text) else EditKind.REPAIR,
                probability=confidence,
                runner_up=fix.runner_up,
                review=fix.review or bool(_DIGITS.search(raw)),
            )
        elif raw != text or any(word.rival is not None for word in read):
            edit = _second_reading(read, raw, text, (*place, len(words)))
        elif fix is not None and fix.review:
            edit = _doubt(text, fix, (*place, len(words)))
            confidence = min(confidence, edit.probability)
        if edit is not None and (edit.review or raw != text):
            edits.append(edit)
        words.append(
            Word(
                raw=raw,
                text=text,
                start=start,
                box=_union(read) if boxes else None,
                confidence=round(confidence, 4),
                bold=read[0].bold,
                italic=read[0].italic,
            )
        )
        start += len(text) + 1
    record = Line(
        raw=line.raw if line.raw is not None else " ".join(word.raw for word in words if word.raw),
        text=" ".join(word.text for word in words),
        words=tuple(words),
        role=line.role,
        box=_union(line.words) if boxes and line.words else None,
        column=line.column,
    )
    return record, edits


def _second_reading(
    read: Sequence[ReadWord], raw: str, text: str, place: tuple[int, int, int]
) -> Edit:
    """What another look at the crop brought; ``text`` is ``raw`` where it only raised doubt."""
    rivals = [word.rival for word in read if word.rival]
    return Edit(
        page=place[0],
        line=place[1],
        word=place[2],
        raw=raw,
        text=text,
        # A word with a font comes from a text layer: what it was typed as was converted.
        kind=EditKind.NORMALISE if read[0].font else EditKind.SECOND_READING,
        probability=round(min(word.confidence for word in read), 4),
        runner_up=" ".join(rivals) or (raw if raw != text else None),
        review=any(word.rival is not None for word in read) or bool(_DIGITS.search(raw + text)),
    )


def _doubt(text: str, fix: RepairedWord, place: tuple[int, int, int]) -> Edit:
    """A word that the repair left as it was and would have looked at."""
    return Edit(
        page=place[0],
        line=place[1],
        word=place[2],
        raw=text,
        text=text,
        kind=EditKind.REPAIR,
        probability=min(max(fix.probability, 0.0), 1.0),
        runner_up=fix.runner_up,
        review=True,
    )


def _paired(
    words: Sequence[ReadWord], repair: Sequence[RepairedWord] | None
) -> list[tuple[Sequence[ReadWord], RepairedWord | None]]:
    """Every read word exactly once, whatever the repair covers."""
    if repair is None:
        return [((word,), None) for word in words]
    pairs: list[tuple[Sequence[ReadWord], RepairedWord | None]] = []
    at = 0
    for fix in repair:
        if fix.first < at or fix.last <= fix.first or fix.last > len(words):
            continue
        pairs.extend(((word,), None) for word in words[at : fix.first])
        pairs.append((words[fix.first : fix.last], fix))
        at = fix.last
    pairs.extend(((word,), None) for word in words[at:])
    return pairs


def _digits_kept(raw: str, text: str) -> bool:
    """A number keeps its digits; what was never a number ("16" for "lộ") may become a word.

    >>> _digits_kept("35 ,35%", "35,35%"), _digits_kept("18/22", "13/22"), _digits_kept("16", "lộ")
    (True, False, True)
    >>> _digits_kept("s6", "số"), _digits_kept("153/TB-VPCP", "158/TB-VPCP")
    (True, False)
    """
    have, want = _DIGITS.findall(raw), _DIGITS.findall(text)
    return have == want or (not want and len(have) <= _PHANTOM)


def _union(words: Sequence[ReadWord]) -> Box:
    return Box(
        left=min(word.left for word in words),
        top=min(word.top for word in words),
        right=max(word.right for word in words),
        bottom=max(word.bottom for word in words),
    )
