"""Where names of agencies end, as gazetteer, rules and recogniser see it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from spacy.tokens import Doc

    from extract.agencies import AgencyMention
    from extract.found import Found


_UNFINISHED = re.compile(
    r"(?:Quản lý|Phát triển|Bảo vệ|Kiểm soát|Hỗ trợ|Khai thác|Xúc tiến|Phòng chống|Phối hợp)$"
)


@dataclass(frozen=True)
class Names:
    """Ends of names by their starts in a text."""

    listed: Mapping[int, int] = field(default_factory=dict)
    """Names that the registry has."""
    formed: Mapping[int, int] = field(default_factory=dict)
    """Names that only the grammar of names shows."""
    learnt: Mapping[int, int] = field(default_factory=dict)
    """Names by the recogniser."""
    groups: Mapping[int, int] = field(default_factory=dict)
    """Groups: "các cơ quan, đơn vị liên quan"."""
    items: frozenset[int] = frozenset()
    """Starts of members of a list that says its noun once: "các Bộ: Công an, Quốc phòng"."""

    def end(self, start: int, read: int, *, breaks_off: bool = False) -> int:
        """End of the name at ``start`` that another grammar reads up to ``read``.

        What the registry has counts. Where the reading breaks off in the middle of a name, the
        recogniser says how it goes on: of 28 such names it had all, the rules none. Of an unlisted name the longer of the two grammars' readings
        holds, for they break off at a verb more often than they swallow one (130 to 25 in 850
        unlisted names); but not the rules' against the reader's and the recogniser's.

        >>> names = Names(formed={0: 20}, learnt={0: 16})
        >>> names.end(0, 16), names.end(0, 18), names.end(0, 35), names.end(5, 12)
        (16, 20, 35, 12)
        >>> Names(learnt={0: 36}).end(0, 10, breaks_off=True)  # "Vụ Quản lý dự báo khí tượng thủy văn"
        36
        """
        listed = self.listed.get(start)
        if listed is not None:
            return listed
        learnt = self.learnt.get(start, 0)
        if learnt == read or (breaks_off and learnt > read):
            return learnt
        return max(read, self.formed.get(start, read))

    def taught(self, learnt: Mapping[int, int]) -> Names:
        """The same with names by the recogniser."""
        return replace(self, learnt=learnt)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return sorted([*self.listed.items(), *self.formed.items()])

    @cached_property
    def _starts(self) -> list[int]:
        return sorted({*self.listed, *self.formed, *self.learnt, *self.groups, *self.items})

    def inside(self, at: int) -> bool:
        """Whether ``at`` lies within a name of the registry or the grammar, not at its start."""
        place = bisect_left(self._spans, (at, 0)) - 1
        return place >= 0 and self._spans[place][1] > at

    def knows(self, start: int) -> bool:
        """Whether any name begins at ``start``."""
        return start in self.listed or start in self.formed or start in self.learnt

    def part(self, start: int, end: int) -> Names:
        """The names that begin in ``text[start:end]``, counted from ``start``."""
        starts = self._starts
        inside = starts[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside:
            return NO_NAMES

        def cut(ends: Mapping[int, int]) -> dict[int, int]:
            return {a - start: ends[a] - start for a in inside if a in ends}

        items = frozenset(a - start for a in inside if a in self.items)
        return Names(cut(self.listed), cut(self.formed), cut(self.learnt), cut(self.groups), items)


NO_NAMES = Names()


def unfinished(name: str) -> bool:
    """Whether a name breaks off: "Vụ Quản lý" says nothing without what it is about."""
    return _UNFINISHED.search(name) is not None


def goes_on(name: str) -> bool:
    """Whether a name surely breaks off; "Ban Kiểm soát" may be whole."""
    return unfinished(name) and not name.endswith("Kiểm soát")


def names_in(doc: Doc) -> Names:
    """The names that the pipeline left in a document."""
    found = doc.user_data.get("names", NO_NAMES)
    return found if isinstance(found, Names) else NO_NAMES


def names_of(
    text: str,
    mentions: Iterable[Found[AgencyMention]],
    has: Callable[[str], bool],
) -> Names:
    """Names of a text from the mentions of the rules; ``has`` tells which the registry has."""
    known: dict[int, int] = {}
    formed: dict[int, int] = {}
    groups: dict[int, int] = {}
    items: set[int] = set()
    for start, end, mention in mentions:
        if mention.kind == "group":
            groups[start] = end
        if mention.kind in {"group", "person"}:
            continue
        begin = _begin(text, start, end, mention.name)
        if unfinished(mention.name) and not has(mention.name):
            continue
        if begin != start or not mention.name.startswith(text[start : start + 2]):
            items.add(begin)
        (known if has(mention.name) else formed)[begin] = end
    return Names(known, formed, {}, groups, frozenset(items))


def _begin(text: str, start: int, end: int, name: str) -> int:
    """Where the printed part of a name begins: behind "các Sở:" for "Sở Y tế"."""
    words = name.split()
    for count in range(len(words)):
        tail = " ".join(words[count:])
        begin = end - len(tail)
        if begin >= start and text.startswith(tail, begin):
            return begin
    return start
