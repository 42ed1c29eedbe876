"""Who is to do a row of a table: its cells name them and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.found import Found
from extract.letters import UPPER
from extract.parties import Party, parties_at
from extract.table_columns import ColumnKind
from models.notice import Addressed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from extract.names import Names

_ROLE = re.compile(
    r"\b(?:(?:đơn vị|cơ quan)\s+)?(chủ trì|phối hợp)(?:\s+(?:với|cùng))?\s*:?\s*", re.IGNORECASE
)
_PART = re.compile(
    rf"\s*(?:;|\s[-–+]\s|^\s*[-–+]\s|,?\s+và\s+(?=[{UPPER}])|,\s+(?=[{UPPER}]|các\s))\s*"
)


def row_parties(
    text: str, cells: Mapping[ColumnKind, tuple[int, int]], names: Names
) -> tuple[tuple[Found[Party], ...], tuple[Found[Party], ...]]:
    """Those who lead and those who help, as the cells print them.

    >>> from extract.names import NO_NAMES
    >>> text = "Sở Y tế; Bưu điện tỉnh; VNPT An Giang"
    >>> lead, _ = row_parties(text, {ColumnKind.LEAD: (0, len(text))}, NO_NAMES)
    >>> [p.value.name for p in lead]
    ['Sở Y tế', 'Bưu điện tỉnh', 'VNPT An Giang']
    """
    found: dict[ColumnKind, list[Found[Party]]] = {ColumnKind.LEAD: [], ColumnKind.COORDINATE: []}
    for kind in found:
        start, end = cells.get(kind, (0, 0))
        for role, begin, stop in _by_role(text, start, end, kind):
            found[role] += _parties(text, begin, stop, names)
    return tuple(found[ColumnKind.LEAD]), tuple(found[ColumnKind.COORDINATE])


def _by_role(
    text: str, start: int, end: int, kind: ColumnKind
) -> Iterator[tuple[ColumnKind, int, int]]:
    """Parts of a cell by the roles that it prints itself: "Phòng Y tế (phối hợp: Công an)"."""
    at, role = start, kind
    for match in _ROLE.finditer(text, start, end):
        yield role, at, match.start()
        role = ColumnKind.LEAD if match[1].lower() == "chủ trì" else ColumnKind.COORDINATE
        at = match.end()
    yield role, at, end


def _parties(text: str, start: int, end: int, names: Names) -> Iterator[Found[Party]]:
    """The names of a cell; one that no rule reads is taken as printed, up to the next mark."""
    at = start
    while at < end:
        while at < end and not text[at].isalnum():
            at += 1
        if at >= end:
            return
        read = parties_at(text, at, names)
        if read and read.end <= end and not text[read.end : end].lstrip(" .)")[:1].isalnum():
            yield from read.members
            at = read.end
            continue
        mark = _PART.search(text, at + 1, end)
        stop = mark.start() if mark else end
        if read and read.end <= stop and len(read.members) > 1:
            yield from read.members[:-1]
            at = read.members[-1].start
            continue
        name = text[at:stop].strip(" .,;()")
        group = text[at].islower()
        yield Found(at, stop, Party(name, Addressed.GROUP if group else Addressed.UNIT))
        at = mark.end() if mark else end
