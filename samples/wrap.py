"""Lines of running text: broken at blanks and behind the hyphens of symbols."""

from __future__ import annotations

import re

from samples.faces import Face, width

_BREAK = re.compile(r"(?<=[^\W\d_]-)(?=[^\W\d_])| ")


def wrap(
    text: str, face: Face, size: float, measure: float, *, first: float | None = None
) -> tuple[str, ...]:
    """Greedy lines of at most ``measure`` points; the first line may have another measure.

    A word processor breaks "186/KH-UBND" behind its hyphen, so this does too.
    """
    lines: list[str] = []
    line = ""
    for word, glue in _units(text):
        room = measure if lines or first is None else first
        longer = f"{line}{glue if line else ''}{word}"
        if line and width(longer, face, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line) if line else tuple(lines)


def balanced(text: str, face: Face, size: float, measure: float) -> tuple[str, ...]:
    """As few lines as ``wrap`` makes, but of nearly equal length, as titles are set."""
    lines = wrap(text, face, size, measure)
    narrow = measure
    while narrow > 40:
        narrow -= 8
        tighter = wrap(text, face, size, narrow)
        if len(tighter) > len(lines) or any(width(line, face, size) > narrow for line in tighter):
            break
        lines = tighter
    return lines


def _units(text: str) -> list[tuple[str, str]]:
    """Unbreakable units, each with what stands before it: a blank or nothing.

    >>> _units("số 186/KH-UBND")
    [('số', ''), ('186/KH-', ' '), ('UBND', '')]
    """
    units = []
    start, glue = 0, ""
    for found in _BREAK.finditer(text):
        units.append((text[start : found.start()], glue))
        start, glue = found.end(), found.group()
    units.append((text[start:], glue))
    return [unit for unit in units if unit[0]]
