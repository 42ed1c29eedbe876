"""What follows an agency's name: its level, its place, or a list of places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.verbs import verb_at

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from extract.agency_text import AgencyText
    from extract.phrases import Phrases

_ROMAN = re.compile(r"[IVX]{1,5}")
_RANKS = {
    "tỉnh": 1, "thành": 2, "tp": 2, "t": 2, "quận": 3, "huyện": 3, "thị": 3, "tx": 3,
    "xã": 4, "phường": 4, "p": 4, "tt": 4, "đặc": 4,
}  # fmt: skip
_NEED_NAME = {"vùng", "khu", "cụm", "thôn", "ấp", "tổ", "t"}
_COUNTED = {"sở", "vực", "số"}  # Thuế cơ sở 12, Khu vực I, dự án số 1
_UNITS_OF_TIME = {"ngày", "tháng", "năm", "quý"}
_LONGEST_PLACE = 5  # syllables of an unknown place


class Place(NamedTuple):
    """One level or place: pieces ``start`` to ``end`` and the words to put behind a name."""

    start: int
    end: int
    words: str


class Tail(NamedTuple):
    """One or several places up to piece ``end``; a group names levels without their names."""

    end: int
    places: tuple[Place, ...]
    group: bool = False


class PlaceGrammar:
    """Reads levels, places and lists of places."""

    def __init__(
        self,
        words: Mapping[str, Phrases[str]],
        places: Phrases[str],
        opens_unit: Callable[[AgencyText, int], bool],
    ) -> None:
        self._words = words
        self._places = places
        self._opens_unit = opens_unit

    def tail(self, text: AgencyText, at: int) -> Tail | None:
        """The place that begins at ``at``: "tỉnh", "các xã: Yên Tân, Yên Lợi", "Phường 3"."""
        many = text.key(at) == "các" or text.number(at)
        if (text.number(at) or _ROMAN.fullmatch(text.word(at))) and text.key(at - 1) in _COUNTED:
            return Tail(at + 1, (Place(at, at + 1, text.word(at)),))
        if many and text.starts(self._words["levels"], at + 1) > at + 1:
            return self._plural(text, at)
        end = text.starts(self._words["levels"], at)
        if end > at:
            return self._single(text, at, end)
        if self._counted(text, at):
            return Tail(at + 1, (Place(at, at + 1, text.word(at)),))
        end = self._fixed(text, at)
        if end > at:
            return Tail(end, (Place(at, end, text.slice(at, end)),))
        end = self._dashed(text, at, self.name(text, at))
        if end > at and not text.number(at) and not self._opens_unit(text, at):
            return self._list(text, at, at, end, plural=False)
        return None

    def name(self, text: AgencyText, at: int) -> int:
        """End of the place name at ``at``: known, a number, or a run of capitals."""
        if text.number(at):
            short = len(text.word(at)) <= 2 and not text.word(at).startswith("0")
            return at + 1 if short else at
        if not text.capital(at):
            return at
        known = text.starts(self._places, at)
        known = known if all(text.capital(i) or not text.lower(i) for i in range(at, known)) else at
        if text.shouted or text.starts(self._words["stops"], at) > at:
            return known
        end = at
        while end < len(text) and end - at < _LONGEST_PLACE and self._name_piece(text, end):
            end += 1
        if text.lower(end) and not text.starts(self._words["stops"], end) > end:
            # "Trà Bồng Công thương": the last capital begins a word of its own; of two capitals
            # both name the place ("Bạch Sơn cắm mốc"), for few places have one syllable.
            last = {1: at, 2: end}.get(end - at, end - 1)
            return known if end - at == 2 and known > at else max(last, known)
        return max(end, known)

    def levels(self, text: AgencyText, at: int) -> int:
        """End of levels in a row: "huyện, thị xã, thành phố"."""
        end = text.starts(self._words["levels"], at)
        while end > at and text.joiner(end):
            more = text.starts(self._words["levels"], end + 1)
            if more == end + 1 or self.name(text, more) > more or text.key(end) == ";":
                break
            end = more
        return end

    def _name_piece(self, text: AgencyText, at: int) -> bool:
        word = text.word(at)
        return bool(word[:1].isupper() and word[:1].isalpha()) and not self._opens_unit(text, at)

    def _works(self, text: AgencyText, at: int, end: int) -> bool:
        """Whether "khu vực" without a name ends the agency's: "Trung tâm … khu vực cấp giống"."""
        if text.keys[at:end] != ["khu", "vực"] or not text.lower(end):
            return False
        return verb_at(text.text, text.pieces[end].start) is not None

    def _counted(self, text: AgencyText, at: int) -> bool:
        """Whether a number names a body, not a count: "Ban Quản lý dự án 6 rà soát"."""
        if not text.number(at) or text.word(at).startswith("0") or len(text.word(at)) > 3:
            return False
        closed = text.joiner(at + 1) or not text.word(at + 1)[:1].isalnum()
        numeric = text.key(at + 1) in {"/", "%", "."} and text.word(at + 2)[:1].isalnum()
        acts = text.starts(self._words["stops"], at + 1) > at + 1
        return (closed and not numeric) or (acts and text.key(at + 1) not in _UNITS_OF_TIME)

    def _fixed(self, text: AgencyText, at: int) -> int:
        for words in (("số",), ("cơ", "sở")):
            stop = at + len(words)
            if tuple(text.keys[at:stop]) == words and text.number(stop):
                return stop + 1
        end = text.starts(self._words["tails"], at)
        if end > at:
            # "Bộ", "Sở" and the like must not begin another agency: "Thanh tra Bộ Tài chính".
            return at if self._opens_unit(text, at) and text.capital(end) else end
        return at

    def _single(self, text: AgencyText, at: int, end: int) -> Tail | None:
        row = self.levels(text, at)
        if row > end:
            row = self._group_tail(text, row)
            return Tail(row, (Place(at, row, text.slice(at, row)),), group=True)
        named = self._numbered_or_named(text, end)
        if named > end:
            return self._list(text, at, end, named, plural=False)
        if text.key(at) in _NEED_NAME and not self._works(text, at, end):
            return None
        return Tail(end, (Place(at, end, text.slice(at, end)),))

    def _numbered_or_named(self, text: AgencyText, at: int) -> int:
        if _ROMAN.fullmatch(text.word(at)):
            return at + 1
        if text.key(at) == "số" and text.number(at + 1):
            return at + 2
        return self._dashed(text, at, self.name(text, at))

    def _dashed(self, text: AgencyText, at: int, end: int) -> int:
        """Of a body for two places, the end of both: "khu vực Sơn Tây - Ba Vì"."""
        if end == at or text.key(end) != "-" or not text.capital(end + 1):
            return end
        other = text.starts(self._places, end + 1)
        return other if other > end + 1 and not self._opens_unit(text, end + 1) else end

    def _plural(self, text: AgencyText, at: int) -> Tail:
        row = self.levels(text, at + 1)
        level = text.starts(self._words["levels"], at + 1)
        first = row + 1 if text.word(row) == ":" else row
        inner = text.starts(self._words["levels"], first)
        named = self.name(text, inner)
        if named > inner and not self._opens_unit(text, inner):
            begin = first if inner > first else at + 1
            return self._list(text, begin, inner, named, plural=True, level=(at + 1, level))
        end = self._group_tail(text, row)
        return Tail(end, (Place(at, end, text.slice(at, end)),), group=True)

    def _group_tail(self, text: AgencyText, at: int) -> int:
        end = at
        while (more := text.starts(self._words["group_tails"], end)) > end:
            end = more
            if text.key(end - 1) == "bàn":
                place = self.tail(text, end)
                end = place.end if place else end
        return end

    def _list(
        self,
        text: AgencyText,
        start: int,
        name: int,
        end: int,
        *,
        plural: bool,
        level: tuple[int, int] | None = None,
    ) -> Tail:
        """Places from ``start``; the first is named by pieces ``name`` to ``end``."""
        noun = text.slice(start, name) if name > start else ""
        if level and start == level[0]:
            noun = text.slice(*level)
        noun = noun.rstrip(": ")
        words = f"{noun} {text.slice(name, end)}".strip()
        found = [Place(start if not plural else name, end, words)]
        while True:
            above = self._above(text, end, _rank(noun))
            if above > end and not plural:
                words = f"{found[-1].words} {text.slice(end, above)}"
                found[-1] = found[-1]._replace(end=above, words=words)
            end = above
            item = self._item(text, end, noun, plural=plural)
            if item is None:
                break
            inner, stop = item
            said = text.slice(end + 1, inner)
            if said and _is_above(said, noun, plural=plural):
                if text.key(end) == "," and not plural and len(found) == 1:
                    words = f"{found[0].words}, {text.slice(end + 1, stop)}"
                    found[0] = found[0]._replace(end=stop, words=words)
                end = stop if text.key(end) == "," else end
                break
            noun = said or noun
            found.append(Place(end + 1, stop, f"{noun} {text.slice(inner, stop)}".strip()))
            end = stop
        return Tail(end, tuple(found))

    def _above(self, text: AgencyText, at: int, rank: int) -> int:
        """End of the unit above that follows at once: "xã Yên Tân" + "huyện Yên Khang"."""
        inner = text.starts(self._words["levels"], at)
        if inner == at or _rank(text.slice(at, inner)) >= rank:
            return at
        stop = self.name(text, inner)
        return stop if stop > inner else at

    def _item(
        self, text: AgencyText, joiner: int, noun: str, *, plural: bool
    ) -> tuple[int, int] | None:
        """Begin and end of the next name of a list, behind its level if that is said."""
        if not text.joiner(joiner) or text.key(joiner) == "-":
            return None
        inner = text.starts(self._words["levels"], joiner + 1)
        stop = self.name(text, inner)
        said = inner > joiner + 1
        if stop == inner or (
            not said and self._foreign(text, inner, stop, plural=plural, noun=noun)
        ):
            return None
        return inner, stop

    def _foreign(self, text: AgencyText, at: int, end: int, *, plural: bool, noun: str) -> bool:
        """Whether the piece after a comma is no further place of the list."""
        if self._opens_unit(text, at) and not text.starts(self._places, at) > at:
            return True
        if text.number(at):
            return not noun or not (plural or text.joiner(end) or end == len(text))
        return not plural and not noun and not text.starts(self._places, at) > at


def _is_above(level: str, noun: str, *, plural: bool) -> bool:
    """Whether a level is above that of a list; "các huyện …, thành phố X" are of one rank."""
    city = _rank(level) == _RANKS["tp"] and _rank(noun) == _RANKS["huyện"]
    return _rank(level) < _rank(noun) and not (plural and city)


def _rank(level: str) -> int:
    first = level.lower().split()[0].rstrip(".") if level else ""
    return _RANKS.get(first, 5)
