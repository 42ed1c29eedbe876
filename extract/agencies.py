"""The agencies a text names: units, their heads, groups and people."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from extract.agency_grammar import Part, Unit, UnitGrammar
from extract.agency_groups import GroupGrammar
from extract.agency_likeness import LikeNames
from extract.agency_text import AgencyText
from extract.found import Found
from extract.phrases import Phrases, load_phrases
from extract.registry import Registry
from models import Addressed

_ALIKE = 86.0  # of 100, for names that their form does not show
_SURELY_ALIKE = 93.0  # of 100, for names that may be agencies of their own
DATA = Path(__file__).parent / "data"


class AgencyMention(NamedTuple):
    """One agency as a clerk would key it, and how it is addressed.

    The members of an elliptic list are mentions of their own; the span of the first begins
    with the words they share.
    """

    name: str
    addressed: Addressed
    kind: str
    """``unit``, ``head``, ``group``, ``person`` or ``place`` ("xã Yên Tân")."""


class AgencyFinder:
    """Finds agencies by their names and, where a name is unknown, by their form."""

    def __init__(self, registry: Registry, data: Path = DATA) -> None:
        self.registry = registry
        words = load_phrases(data / "agency_grammar.toml")
        self._words = words
        self._units = UnitGrammar(registry.phrases, words, _places(data / "places.tsv"))
        self._groups = GroupGrammar(self._units, words)
        self._like = LikeNames(registry.written)
        lists = ("determiners", "honorifics", "group_nouns")
        self._openers = frozenset(key for name in lists for key in words[name].first)

    @classmethod
    def load(cls, agencies: Path | None = None) -> AgencyFinder:
        """A finder over the packaged registry, or over an office's own table of agencies."""
        return cls(Registry.load(agencies))

    @property
    def heads(self) -> Phrases[str]:
        """The nouns that open names of agencies."""
        return self._words["heads"]

    def find(self, text: str) -> list[Found[AgencyMention]]:
        """All agencies of a text in order; spans do not overlap.

        >>> finder = AgencyFinder.load()
        >>> [m.value.name for m in finder.find("Giao các Sở: Tài chính, Công Thương chủ trì")]
        ['Sở Tài chính', 'Sở Công Thương']
        """
        return self.find_in(AgencyText(text))

    def find_in(self, read: AgencyText) -> list[Found[AgencyMention]]:
        """All agencies of a part of a text; the spans are those of the whole text."""
        found: list[Found[AgencyMention]] = []
        at = 0
        while at < read.count:
            word = read.words[at]
            if not (word[0].isupper() or read.keys[at] in self._openers or word.isdecimal()):
                at += 1
                continue
            unit, kind = self._read(read, at)
            if unit is None or unit.end <= at:
                at += 1
                continue
            found.extend(_mentions(read, unit, kind))
            at = unit.end
        return found

    def _read(self, text: AgencyText, at: int) -> tuple[Unit | None, str]:
        person = self._person(text, at)
        if person:
            return person, "person"
        start = self._groups.determiner(text, at)
        head = self._head(text, at, at) or (self._head(text, at, start) if start > at else None)
        if head:
            return head, "head"
        unit = self._plural_units(text, at, start) if start > at else None
        unit = unit or self._unit(text, at)
        if unit is None:
            unit = self._groups.read(text, at)
            if unit and self._introduces(text, unit.end):
                unit = None
        return unit, "group" if unit and unit.group else "unit"

    def _unit(self, text: AgencyText, at: int) -> Unit | None:
        """A unit by its form; where a known name was read badly, that name."""
        unit = self._units.read(text, at)
        if unit and self._units.knows(text, at):
            return unit
        like = self._like.at(text, at, _SURELY_ALIKE if unit else _ALIKE)
        if like is None or (unit and unit.end > like[0]):
            return unit
        end, name = like
        placed = self._units.placed(text, at, end)
        printed = text.slice(at, end)
        parts = (p._replace(name=p.name.replace(printed, name, 1)) for p in placed.parts)
        return placed._replace(parts=tuple(parts))

    def _introduces(self, text: AgencyText, end: int) -> bool:
        """Whether a list of agencies follows: "các đơn vị: Phòng Nội vụ, …"."""
        return text.word(end) == ":" and self._units.read(text, end + 1) is not None

    def _plural_units(self, text: AgencyText, start: int, at: int) -> Unit | None:
        """A known kind in the plural: "các Ban Quản lý dự án đầu tư xây dựng" is a group."""
        if self._groups.elliptic(text, start, at) or not text.capital(at):
            return None
        unit = self._units.read(text, at)
        if unit is None or unit.end - at < 2 or len(unit.parts) > 1:
            return None
        return Unit(unit.end, (Part(start, unit.end, text.slice(start, unit.end)),), group=True)

    def _title(self, text: AgencyText, at: int) -> int:
        """End of a title, or of several that share their unit: "Chủ tịch, Phó Chủ tịch"."""
        if not text.capital(at):
            return at
        end = text.starts(self._words["titles"], at)
        own = text.key(at) == "chánh"  # "Chánh Văn phòng" names its unit itself
        while end > at and not own and text.key(end) in {",", "và", "/"} and text.capital(end + 1):
            more = text.starts(self._words["titles"], end + 1)
            if more == end + 1:
                break
            end = more
        return end

    def _head(self, text: AgencyText, start: int, at: int) -> Unit | None:
        """A title and whom it heads: "Giám đốc Sở X", "Thủ trưởng các sở, ban, ngành"."""
        end = self._title(text, at)
        if end == at:
            return None
        noun, unit = self._headed(text, at, end)
        if unit:
            title = text.slice(start, noun)
            parts = tuple(
                Part(start if i == 0 else p.start, p.end, f"{title} {p.name}")
                for i, p in enumerate(unit.parts)
            )
            return Unit(unit.end, parts)
        lone = text.starts(self._words["lone_titles"], at)
        if lone == at or (start == at and text.lower(end) and not self._acts(text, end)):
            return None
        return Unit(end, (Part(start, end, text.slice(start, end)),))

    def _headed(self, text: AgencyText, at: int, end: int) -> tuple[int, Unit | None]:
        """Where the unit begins whose head pieces ``at`` to ``end`` name, and the unit.

        A title may end with the noun of its unit: "Chánh" + "Văn phòng UBND tỉnh".
        """
        if text.key(end - 1) == "phòng" and text.key(end - 2) != "văn":
            return end, self._office(text, end)
        for noun in range(at + 1, end):
            if text.starts(self._words["heads"], noun) >= end or self._units.opens(text, noun):
                unit = self._units.read(text, noun)
                if unit and unit.end > end:
                    return noun, unit
        return end, self._led(text, end)

    def _acts(self, text: AgencyText, at: int) -> bool:
        return text.starts(self._words["stops"], at) > at

    def _office(self, text: AgencyText, at: int) -> Unit | None:
        """The field behind "Trưởng phòng"."""
        if not text.capital(at):
            return self._led(text, at)
        keys = ["phòng", *text.keys[at : at + 12]]
        end = at + self._units.known.end(keys, 0) - 1
        if end <= at:
            end = self._units.field(text, at - 1, at)
        return self._units.placed(text, at, end) if end > at else None

    def _led(self, text: AgencyText, at: int) -> Unit | None:
        start = self._groups.determiner(text, at)
        if start > at:
            listed = self._groups.elliptic(text, at, start)
            if listed:
                return listed
        unit = self._units.read(text, at)
        if unit:
            return unit
        plural = self._plural_units(text, at, start) if start > at else None
        group = plural or self._groups.read(text, at, bare=True)
        if group:
            return group
        tail = self._units.places.tail(text, at)
        if tail is None:
            return None
        return Unit(tail.end, tuple(Part(p.start, p.end, p.words) for p in tail.places))

    def _person(self, text: AgencyText, at: int) -> Unit | None:
        end = text.starts(self._words["honorifics"], at)
        if end == at:
            return None
        head = self._head(text, end, end)
        if head and len(head.parts) == 1:
            return Unit(head.end, (Part(at, head.end, text.slice(at, head.end)),))
        stop = end
        while stop < len(text) and text.capital(stop) and text.word(stop).isalpha():
            stop += 1
        if stop - end < 2:
            return None
        if text.key(stop) in {"-", ","}:
            role = self._head(text, stop + 1, stop + 1)
            stop = role.end if role and len(role.parts) == 1 else stop
        return Unit(stop, (Part(at, stop, text.slice(at, stop)),))


def _mentions(text: AgencyText, unit: Unit, kind: str) -> list[Found[AgencyMention]]:
    addressed = Addressed(kind if kind in {"head", "group", "person"} else "unit")
    return [
        Found(
            text.pieces[part.start].start,
            text.pieces[part.end - 1].end,
            AgencyMention(part.name, addressed, kind),
        )
        for part in unit.parts
    ]


@lru_cache(maxsize=4)
def _places(path: Path) -> Phrases[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return Phrases((name, kind) for name, kind in rows)
