"""Groups that notices address together: "các sở, ban, ngành", "UBND các huyện, thị xã"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.agency_grammar import Part, Unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.agency_grammar import UnitGrammar
    from extract.agency_text import AgencyText
    from extract.phrases import Phrases

_CONTENT_LIMIT = 24  # pieces of "cơ quan chủ trì Dự án, Tiểu dự án, …"


class GroupGrammar:
    """Reads groups and elliptic lists."""

    def __init__(self, units: UnitGrammar, words: Mapping[str, Phrases[str]]) -> None:
        self._units = units
        self._words = words

    def read(self, text: AgencyText, at: int, *, bare: bool = False) -> Unit | None:
        """The group that begins at ``at``; ``bare`` allows one noun without "các"."""
        end = self.determiner(text, at)
        if end > at:
            return self.elliptic(text, at, end) or self._group(text, at, end)
        if bare or self._opened(text, at):
            group = self._group(text, at, at)
            if group and (bare or self._rows(text, at)):
                return group
        return None

    def determiner(self, text: AgencyText, at: int) -> int:
        """End of "các", "mỗi", "14" before a group."""
        end = text.starts(self._words["determiners"], at)
        if end == at and text.number(at) and len(text.word(at)) <= 3:
            nouns = text.starts(self._words["group_nouns"], at + 1)
            return at + 1 if nouns > at + 1 else at
        return end

    def elliptic(self, text: AgencyText, start: int, at: int) -> Unit | None:
        """A list that says its head once: "các Sở: Công Thương, Tài chính"."""
        head = text.starts(self._words["plural_heads"], at)
        if head == at:
            return None
        first = head + 1 if text.word(head) == ":" else head
        noun = text.slice(at, head)
        noun = noun[:1].upper() + noun[1:]
        known = self._fields(text, noun, first)
        # In small letters only a known name shows the list: "các phòng Nội vụ, Tư pháp".
        if not text.capital(at) and not known > first:
            return None
        parts: list[Part] = []
        item, end = first, first
        while (stop := self._item(text, at, head, item, noun)) > item:
            unit = self._units.placed(text, item, stop) if stop == len(text) else None
            end = max(stop, unit.end if unit else stop)
            words = text.slice(item, end)
            parts.append(Part(start if not parts else item, end, f"{noun} {words}"))
            if not text.joiner(end) or text.key(end) == "-":
                break
            item = end + 1
            if (
                text.starts(self._words["plural_heads"], item) > item
                and not self._fields(text, noun, item) > item
            ):
                break
        return Unit(end, tuple(parts)) if parts else None

    def _fields(self, text: AgencyText, noun: str, at: int) -> int:
        keys = noun.lower().split()
        end = self._units.known.end([*keys, *text.keys[at : at + 12]], 0)
        return at + max(end - len(keys), 0) if text.capital(at) else at

    def _item(self, text: AgencyText, at: int, head: int, item: int, noun: str) -> int:
        known = self._fields(text, noun, item)
        if known > item:
            return known
        if not text.capital(item) or self._units.opens(text, item):
            return item
        place = self._units.places.name(text, item)
        if place > item + 1:
            return place
        keys = self._units.field(text, at, item)
        # Items are divided at every joiner: fields that hold one are known by name.
        for stop in range(item + 1, keys):
            if text.key(stop) in {",", "và"} and text.capital(stop + 1):
                return stop
        return max(keys, place, item if keys == head else keys)

    def _opened(self, text: AgencyText, at: int) -> bool:
        if at == 0 or not text.word(at - 1)[:1].isalpha():
            return True
        return text.key(at - 1) in _OPENERS

    def _noun(self, text: AgencyText, at: int) -> int:
        end = text.starts(self._words["group_nouns"], at)
        return at if text.starts(self._words["not_groups"], at) >= end else end

    def _rows(self, text: AgencyText, at: int) -> bool:
        """Whether two nouns stand in a row: "cơ quan, đơn vị"."""
        first = self._noun(text, at)
        return (
            first > at
            and text.key(first) in {",", "và"}
            and self._noun(text, first + 1) > first + 1
        )

    def _group(self, text: AgencyText, start: int, at: int) -> Unit | None:
        named = self._named(text, start, at)
        if named:
            return named
        end = self._noun(text, at)
        if end == at:
            return None
        end = self._modified(text, end)
        while text.key(end) in {",", "và", "-", "&", "/"}:
            nxt = end + 1
            if text.key(end) == "," and text.key(nxt) == "và":
                nxt += 1
            stop = self._noun(text, nxt)
            other = self._units.opens(text, nxt) or self._units.places.name(text, stop) > stop
            if stop == nxt or other or self._works(text, at, nxt, stop):
                break
            end = self._modified(text, stop)
        return Unit(end, (Part(start, end, text.slice(start, end)),), group=True)

    def _works(self, text: AgencyText, start: int, at: int, end: int) -> bool:
        """Whether "tổ chức" is a verb here: "cơ quan, tổ chức và tổ chức giám sát"."""
        if text.keys[at:end] != ["tổ", "chức"]:
            return False
        said = any(text.keys[i : i + 2] == ["tổ", "chức"] for i in range(start, at - 1))
        plain = text.lower(end) and text.starts(self._words["group_tails"], end) == end
        return said or (text.key(at - 1) == "và" and plain)

    def _named(self, text: AgencyText, start: int, at: int) -> Unit | None:
        """Communes or districts by name: "các xã: Yên Tân, Yên Lợi"."""
        if start == at or text.starts(self._words["levels"], at) == at:
            return None
        tail = self._units.places.tail(text, start)
        if tail is None or tail.group:
            return None
        parts = tuple(
            Part(start if i == 0 else p.start, p.end, p.words) for i, p in enumerate(tail.places)
        )
        return Unit(tail.end, parts)

    def _modified(self, text: AgencyText, at: int) -> int:
        end = at
        while True:
            step = text.starts(self._words["group_tails"], end)
            if text.key(step - 1) == "trên" and step == end + 1 and text.lower(step):
                step = end  # "các chi nhánh | trên cơ sở …"
            if text.keys[end:step] == ["tham", "gia"] and self._acts(text, end, step):
                step = end  # "các tổ chức xã hội quận | tham gia giám sát"
            if step == end or self._units.opens(text, step - 1):
                step = self._complement(text, end)
            elif text.key(step - 1) in {"bàn", "thuộc", "của"}:
                step = self._owner(text, step)
            if step == end:
                return end
            end = step

    def _acts(self, text: AgencyText, at: int, behind: int) -> bool:
        """Whether a word that also tells members apart is the verb: a level or its object says so."""
        levelled = text.starts(self._words["levels"], at - 1) == at
        return levelled or text.starts(self._words["stops"], behind) > behind

    def _complement(self, text: AgencyText, at: int) -> int:
        key = text.key(at)
        if key in {"thuộc", "của"}:
            owner = self._owner(text, at + 1)
            return owner if owner > at + 1 else at
        if key == "trực" and text.key(at + 1) == "thuộc":
            return self._owner(text, at + 2)
        if key == "chủ" and text.key(at + 1) == "trì":
            return self._content(text, at)
        return at

    def _owner(self, text: AgencyText, at: int) -> int:
        if text.capital(at):
            unit = self._units.read(text, at)
            if unit and len(unit.parts) == 1:
                return unit.end
        tail = self._units.places.tail(text, at)
        return tail.end if tail and len(tail.places) == 1 else at

    def _content(self, text: AgencyText, at: int) -> int:
        """What "cơ quan chủ trì" is in charge of, where it is named in capitals."""
        end = at + 2
        if text.key(end) == "quản" and text.key(end + 1) == "lý":
            end += 2
        if text.number(end):
            end += 1
        if not text.capital(end) or self._units.opens(text, end):
            return at
        stop = end
        while stop - at < _CONTENT_LIMIT and stop < len(text):
            row = text.key(stop) == "," and text.capital(stop + 1)
            completes = text.lower(stop) and text.word(stop - 1).istitle()
            ends = text.starts(self._words["stops"], stop) > stop
            if row and self._units.opens(text, stop + 1):
                break
            if not (row or completes or text.capital(stop) or (text.lower(stop) and not ends)):
                break
            stop += 1
        return stop


_OPENERS = frozenset(
    [
        "và", "với", "của", "giữa", "cho", "tại", "từ", "trong", "đến", "là", "do", "về", "giao",
        "cầu", "nghị", "bởi", "cấp", "nhiều", "trì", "hợp", "đốc", "dẫn", "trưởng", "đầu", "cùng",
    ]
)  # fmt: skip
