"""The grammar of an agency's name: head noun, fields in capitals, level and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extract.agency_places import Place, PlaceGrammar, Tail
from extract.verbs import ASKING, verb_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.agency_text import AgencyText
    from extract.phrases import Phrases


class Part(NamedTuple):
    """One agency of a mention: the pieces it is named by, and its full name."""

    start: int
    end: int
    name: str


_BUILT = frozenset(
    ["kế", "quy", "phương", "đề", "chương", "dự", "lịch", "kịch", "nội", "báo", "lộ"]
)
"""First syllables of what an office draws up: kế hoạch, quy chế, phương án, dự toán …"""


class Unit(NamedTuple):
    """What was read from a place in the text up to piece ``end``."""

    end: int
    parts: tuple[Part, ...]
    group: bool = False


class UnitGrammar:
    """Reads agencies, known by name or by their form alone."""

    def __init__(
        self, known: Phrases[str], words: Mapping[str, Phrases[str]], places: Phrases[str]
    ) -> None:
        self.known = known
        self.words = words
        self.places = PlaceGrammar(words, places, self.opens)

    def opens(self, text: AgencyText, at: int) -> bool:
        """Whether an agency, or the title of its head, may begin at ``at``."""
        if not text.capital(at) or text.starts(self.words["not_units"], at) > at:
            return False
        if text.starts(self.words["titles"], at) > at or self._known(text, at) > at:
            return True
        end = text.starts(self.words["heads"], at)
        return end > at and (
            text.capital(end)
            or any(
                text.starts(self.words[w], end) > end for w in ("continuations", "tails", "levels")
            )
        )

    def read(self, text: AgencyText, at: int) -> Unit | None:
        """The agency that begins at ``at``.

        Several parts where its places are a list: "UBND Phường 3, Phường 8".
        """
        if not text.capital(at):
            return None
        known = self._known(text, at)
        if known == at and text.starts(self.words["not_units"], at) > at:
            return None
        head = text.starts(self.words["heads"], at)
        end = known
        if known > at:
            end = self._extended(text, at, known)
            if end == known <= head and text.lower(end) and not verb_at(text.text, text.start(end)):
                end = self.field(text, at, end)  # the registry has no more than the head noun
        elif head > at:
            end = self.field(text, at, head)
            if end == head and not self._alone(text, at, head):
                return None
        if end == at:
            return None
        return self.placed(text, at, end)

    def knows(self, text: AgencyText, at: int) -> bool:
        """Whether a name or alias of the registry stands at ``at``."""
        return self._known(text, at) > at

    def placed(self, text: AgencyText, start: int, end: int) -> Unit:
        """The agency named by pieces ``start`` to ``end``, with the places behind it."""
        owner = self._owned(text, end)
        if owner:
            return Unit(owner, (Part(start, owner, text.slice(start, owner)),))
        tail = self._tail(text, start, end)
        name = text.slice(start, end)
        if tail is None:
            return Unit(end, (Part(start, end, name),))
        parts = []
        for place in tail.places:
            first = start if place is tail.places[0] else place.start
            parts.append(Part(first, place.end, f"{name} {place.words}"))
        more = text.starts(self.words["suffixes"], tail.end)
        if more > tail.end and len(parts) == 1:
            return Unit(more, (Part(start, more, text.slice(start, more)),))
        return Unit(tail.end, tuple(parts), tail.group)

    def field(self, text: AgencyText, start: int, at: int) -> int:
        """End of the words of field that begin at ``at``; ``start`` is where the name begins.

        Capitals carry the name on (Nghị định 30/2020, Phụ lục II); each takes the small syllable
        that completes its word, then the words known to continue names.
        """
        end = self._word(text, at)
        while end > at:
            step = self._step(text, start, end)
            if step == end:
                break
            end = step
        return end

    def splits(self, text: AgencyText, start: int, head: int, at: int) -> bool:
        """Whether head and the words at ``at`` name a known agency by themselves."""
        keys = [*text.keys[start:head], *text.keys[at : at + 10]]
        return self.known.end(keys, 0) > head - start

    def _known(self, text: AgencyText, at: int) -> int:
        if not text.capital(at):
            return at
        end = text.starts(self.known, at)
        # "Các đơn vị trực thuộc Sở | xây dựng kế hoạch": in small letters, with an object, it is work.
        built = text.keys[at + 1 : end] == ["xây", "dựng"] and text.lower(at + 1)
        if built and text.key(end) in _BUILT:
            return at
        return end if text.starts(self.words["not_units"], at) < max(end, at + 1) else at

    def _extended(self, text: AgencyText, start: int, end: int) -> int:
        """A known name may go on: "Trung tâm Y tế" + "Dự phòng"."""
        inner = self._inner(text, start, end)
        if inner > end:
            return inner
        if text.joiner(end):
            step = self._step(text, start, end)
            return step if step == end else self._after(text, start, step)
        if text.capital(end) and not self.opens(text, end) and not text.shouted:
            place = self.places.name(text, end)
            if place == end and text.lower(end + 1) and not self._stops(text, end):
                return self._after(text, start, end)
        return end

    def _inner(self, text: AgencyText, start: int, end: int) -> int:
        """End of the body whose noun a known name ends in: "Văn phòng Bộ" + "Thông tin …"."""
        last = end - 1
        noun = text.starts(self.words["heads"], last) == end and text.capital(end)
        if last <= start or not noun or self.opens(text, end) or text.shouted:
            return end
        inner = self.read(text, last)
        return inner.end if inner and len(inner.parts) == 1 else end

    def _after(self, text: AgencyText, start: int, at: int) -> int:
        end = self.field(text, start, at) if text.capital(at) else at
        return max(end, at)

    def _owned(self, text: AgencyText, at: int) -> int:
        """End of the body that follows at once: "Thanh tra" + "Bộ Tài chính"; 0 for none."""
        if not text.capital(at) or text.starts(self.words["titles"], at) > at:
            return 0
        if text.starts(self.words["tails"], at) > at and not text.capital(at + 1):
            return 0
        owner = self.read(text, at) if self.opens(text, at) else None
        return owner.end if owner and len(owner.parts) == 1 else 0

    def _alone(self, text: AgencyText, start: int, end: int) -> bool:
        """Whether a head without a field is an agency: "Văn phòng Sở", "Báo Quảng Ngãi"."""
        if self._owned(text, end) or self._bare(text, start, end):
            return True
        tail = self._tail(text, start, end)
        return tail is not None and (text.key(start) != "đoàn" or not text.capital(end))

    def _bare(self, text: AgencyText, start: int, end: int) -> bool:
        if text.starts(self.words["bare_heads"], start) != end:
            return False
        after = text.starts(self.words["stops"], end) > end
        return (
            after
            or end == len(text)
            or not (text.lower(end) or text.capital(end))
            or bool(self._tail(text, start, end))
        )

    def _tail(self, text: AgencyText, start: int, end: int) -> Tail | None:
        if text.key(end) == "-" and text.capital(end + 1):
            place = self.places.name(text, end + 1)
            known = place > end + 1 and not self.opens(text, end + 1)
            return Tail(place, (Place(end, place, text.slice(end, place)),)) if known else None
        tail = self.places.tail(text, end)
        if tail is None or text.key(end) == "số" or len(tail.places) > 1:
            return tail
        # "Ngân hàng Nhà nước Việt Nam chi nhánh tỉnh X", "Hội Nông dân Việt Nam tỉnh X".
        more = self.places.tail(text, tail.end) if not tail.group else None
        if more is None or tail.end == end or text.number(tail.end) or start == end:
            return tail
        words = f"{tail.places[0].words} "
        places = tuple(p._replace(words=words + p.words) for p in more.places)
        return Tail(more.end, (places[0]._replace(start=end), *places[1:]), more.group)

    def _word(self, text: AgencyText, at: int) -> int:
        """End of one word of a field, with the words that continue it."""
        if text.capital(at) and not self.opens(text, at):
            if text.shouted:
                return self._shouted(text, at)
            end = at + 1
            if text.lower(end) and not text.joiner(end) and not self._stops(text, end):
                end += 1
        else:
            end = text.starts(self.words["continuations"], at)
            if end == at or self._stops(text, at, end):
                return at
        while (more := text.starts(self.words["continuations"], end)) > end:
            if self._stops(text, end, more) or self._orders(text, end, more):
                break
            end = more
        return end

    def _orders(self, text: AgencyText, at: int, end: int) -> bool:
        """Whether words that may continue a name are a verb here, for its object follows."""
        if not text.lower(end) or text.starts(self.words["continuations"], end) > end:
            return False
        return not self._stops(text, end) and text.slice(at, end) in ASKING

    def _shouted(self, text: AgencyText, at: int) -> int:
        end = at
        while text.capital(end) and not self._stops(text, end):
            if text.starts(self.words["levels"], end) > end or (end > at and self.opens(text, end)):
                break
            end += 1
        return end

    def _stops(self, text: AgencyText, at: int, end: int = 0) -> bool:
        stop = text.starts(self.words["stops"], at)
        if text.starts(self.words["words"], at - 1) > at:
            return False
        return stop > at and stop >= end

    def _step(self, text: AgencyText, start: int, end: int) -> int:
        """One more word of the field, over a joiner where the name goes on behind it."""
        if text.capital(end):
            place = self.places.name(text, end) > end
            level = text.starts(self.words["levels"], end) > end
            # A capital verb begins the item that follows a heading.
            verb = self._stops(text, end) and text.starts(self.words["continuations"], end) == end
            return end if place or level or verb else self._word(text, end)
        if not text.joiner(end) or text.key(end) == ";" or self.opens(text, end + 1):
            return end
        return self._joined(text, start, end)

    def _joined(self, text: AgencyText, start: int, joiner: int) -> int:
        """The word behind "-", "và" or "," where it belongs to the same name."""
        at, kind = joiner + 1, text.key(joiner)
        word = self._word(text, at)
        # A dash may also open the next item: "Phòng Nội vụ - Tham mưu …".
        verb = self._stops(text, at) and text.starts(self.words["continuations"], at) == at
        if word == at or (verb and not (kind == "và" and text.capital(at))):
            return joiner
        if kind == "-":
            return word
        if not text.capital(at):
            return word if kind != "," else joiner
        head = text.starts(self.words["heads"], start)
        if self.splits(text, start, head, at) or self.places.name(text, at) > at + 1:
            return joiner
        return self._chained(text, joiner) if kind == "," else word

    def _chained(self, text: AgencyText, comma: int) -> int:
        """A comma belongs to the name where an "và" with a capital closes the row."""
        end = self._word(text, comma + 1)
        at = end
        while at < len(text) and text.key(at) == "," and text.capital(at + 1):
            if self.opens(text, at + 1):
                return comma
            at = max(self._word(text, at + 1), at + 1)
        closes = text.key(at) in {"và", "&"} and text.capital(at + 1)
        return end if closes and not self.opens(text, at + 1) else comma
