"""Who is named: a list of agencies, heads and groups that stands at a place of the text.

A grammar, so that names in no gazetteer are read too; spans that a gazetteer or a recogniser
of names knows are taken whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.found import Found
from extract.letters import UPPER
from extract.names import NO_NAMES, Names
from extract.party_words import COMPOUND, EACH, FIELDS, GROUP, HEAD, INSIDE, LEVEL, STOP, UNIT
from extract.person_names import is_surname
from extract.verbs import verb_at
from models.notice import Addressed


class Party(NamedTuple):
    """One that work may be given to, by its name as printed, written out."""

    name: str
    addressed: Addressed


class Parties(NamedTuple):
    """A list of parties and where it ends."""

    members: tuple[Found[Party], ...]
    end: int


_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:và\s+|cùng\s+)?|\s(?:và|hoặc)\s+)")
_TOKEN = re.compile(r"[^\s,;:.()“”\"]+(?:\.[^\s,;:()“”\".]+)*")
_NAME = re.compile(rf"[{UPPER}0-9]")
_PLACE = re.compile(
    rf"(?:[{UPPER}]"
    rf"[^\W\d_]*['’-]?|\d+)(?:[ -](?:[{UPPER}]"
    r"[^\W\d_]*|\d+))*"
)
_KINDS = re.compile(
    r"(?:Bộ|bộ|Sở|sở|Phòng|phòng|Ban|ban|Chi cục|chi cục|Cục|cục|Vụ|vụ|Trung tâm|trung tâm|Công ty"
    r"|công ty|Hội|hội|Viện|viện|Khoa|khoa|Bệnh viện|bệnh viện|Trường|trường|Ủy ban|Tập đoàn|Ngân hàng|Sở, ngành|sở, ngành"
    r"|sở, ban, ngành|Sở, ban, ngành|Bộ, ngành|bộ, ngành)(?:\s*:\s*|\s+)"
)
_OFFICE = re.compile(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Đảng ủy|Công an|Hội Nông dân)\s+"
)
_INNER = re.compile(
    r"(?:đầu tư|cơ quan|đơn vị|lực lượng|khu|tổ|đoàn|đội|trạm|doanh nghiệp|công ty|dịch vụ|trung tâm"
    r"|dự án|bộ phận|đầu mối|thuộc|ban|và|trực|quỹ|vốn)$",
    re.IGNORECASE,
)
_LONGEST_INNER = 16
"""Characters of the text before a word that ``_INNER`` may look at."""
_NOMINAL = re.compile(
    rf"(?:chủ trì|quản lý|tham mưu|soạn thảo|giao|đầu tư)(?=\s+(?:[{UPPER}]|quản lý|soạn thảo|dự án|đề án"
    r"|kế hoạch|nội dung|nhiệm vụ được giao|nhà nước))"
)
_GRANTED = re.compile(r"(?:được giao|được phân công|có tên|chưa hoàn thành)(?!\w)")
_LIKE_UNIT = re.compile(
    rf"Trường (?!THPT|THCS|TH\b|Tiểu|Trung|Mầm|Mẫu|Đại|Cao đẳng|Chính trị|Phổ|PT|Dạy|Quân|Sĩ)[{UPPER}]"
)
"""Places whose name begins as that of an agency: "các phường: An Hòa, Trường An"."""
_TAIL = re.compile(r"(?:\s+(?:và|của|(?<!trực )thuộc|hoặc|các|có))+$")
_GOES_ON = re.compile(r"\s*[,(–-]|\s+(?:và|có|thuộc|trực thuộc|được|của|tại|trên|ở)(?!\w)")
_BRACKETS = re.compile(r"\s*\([^()]{0,80}\)")


def parties_at(text: str, start: int, names: Names = NO_NAMES) -> Parties | None:
    """The list of parties that begins at ``start``, names written out.

    ``names`` says where gazetteer, rules and recogniser see names end.

    >>> [p.value.name for p in parties_at("các Bộ: Tài chính, Tư pháp rà soát", 0).members]
    ['Bộ Tài chính', 'Bộ Tư pháp']
    >>> [p.value.name for p in parties_at("UBND các xã: Yên Tân, Yên Lợi bàn giao", 0).members]
    ['UBND xã Yên Tân', 'UBND xã Yên Lợi']
    >>> text = "Sở Văn hóa, Thể thao và Du lịch, Thủ trưởng các sở, ban ngành tỉnh khẩn trương rà soát"
    >>> [p.value.name for p in parties_at(text, 0).members]
    ['Sở Văn hóa, Thể thao và Du lịch', 'Thủ trưởng các sở, ban ngành tỉnh']
    """
    grammar = _Grammar(text, names)
    members: list[Found[Party]] = []
    at = end = start
    while True:
        one = grammar.one(at, first=not members)
        if not one:
            break
        members += one
        end = max(grammar.closed, one[-1].end)
        separator = _SEPARATOR.match(text, end)
        if separator is None:
            break
        at = separator.end()
    return Parties(tuple(members), end) if members else None


class _Grammar:
    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.closed = 0

    def one(self, at: int, *, first: bool) -> list[Found[Party]]:
        """One party, or several where a head noun is said once for all."""
        text = self.text
        self.closed = 0
        each = EACH.match(text, at)
        if each and text[each.end() : each.end() + 1] == " ":
            return self._each(at, each.end() + 1)
        head = HEAD.match(text, at)
        if head:
            found = self._head(at, head.end())
            if found:
                return found
        unit = UNIT.match(text, at)
        if unit:
            return self._unit(at, at, unit.end(), Addressed.UNIT)
        if at in self.names.listed and at not in self.names.items:
            return [self._found(at, self.names.listed[at], Addressed.UNIT)]
        if not first and GROUP.match(text, at) and not self._works(at):
            end = self._extend(GROUP.match(text, at).end(), group=True)  # type: ignore[union-attr]
            return [self._found(at, end, Addressed.GROUP)]
        return []

    def _works(self, at: int) -> bool:
        """Whether a word that is noun and verb ("tổ chức") is a verb here."""
        match = re.compile(r"tổ chức\s|phòng(?=,? chống|,? ngừa|,? tránh)|lãnh đạo\b").match(
            self.text, at
        )
        if match is None:
            return verb_at(self.text, at) is not None and not GROUP.match(self.text, at)
        return match.group() == "phòng" or verb_at(self.text, match.end()) is not None

    def _each(self, at: int, noun: int) -> list[Found[Party]]:
        text = self.text
        kinds = _KINDS.match(text, noun)
        if kinds:
            names = self._fields(kinds.end())
            word = re.split(r"[\s:,]", kinds.group().strip(" :"))[0]
            word = kinds.group().strip(" :") if "," not in kinds.group() else word
            if names:
                return self._spread(word[:1].upper() + word[1:], names, Addressed.UNIT)
        level = LEVEL.match(text, noun)
        if level:
            places = self._places(level)
            if places:
                return [
                    Found(start, end, Party(name, Addressed.UNIT)) for start, end, name in places
                ]
        for rule in (HEAD, UNIT, GROUP):
            match = rule.match(text, noun)
            if match and not (rule is GROUP and self._works(noun)):
                end = self._extend(match.end(), group=True)
                return [self._found(at, self._cut(at, end), Addressed.GROUP)]
        return []

    def _head(self, at: int, after: int) -> list[Found[Party]]:
        text = self.text
        word = text[at:after]
        person = word.lower().removeprefix("các ").startswith(("đồng chí", "đ/c"))
        if text[after : after + 1] != " ":
            bare = word == "Chủ đầu tư"
            return [self._found(at, after, Addressed.HEAD)] if bare else []
        inner = after + 1
        each = EACH.match(text, inner)
        if each:
            found = self._each(inner, each.end() + 1)
            heads = [
                Found(f.start, f.end, Party(f"{word} {f.value.name}", Addressed.HEAD))
                for f in found
            ]
            return [Found(at, heads[0].end, heads[0].value), *heads[1:]] if heads else []
        unit = UNIT.match(text, inner)
        if unit:
            kind = Addressed.PERSON if person else Addressed.HEAD
            return self._unit(at, inner, unit.end(), kind)
        group = GROUP.match(text, inner)
        if group and not self._works(inner):
            end = self._extend(
                group.end(), group=word.startswith(("Người", "Thủ trưởng", "Lãnh đạo"))
            )
            return [self._found(at, end, Addressed.HEAD)]
        if _NAME.match(text, inner):
            end = self._extend(after, group=False)
            if person and is_surname(text[inner:end].split()[0]):
                end = self._post(end)
            return [self._found(at, end, Addressed.PERSON if person else Addressed.HEAD)]
        if word == "Chủ đầu tư":
            end = self._extend(after, group=True)
            return [self._found(at, end, Addressed.HEAD)]
        return []

    def _post(self, at: int) -> int:
        """End of the post behind a person's name: "đồng chí Lê Văn An, Phó Chủ tịch UBND xã"."""
        comma = re.compile(r"\s*,\s+").match(self.text, at)
        post = HEAD.match(self.text, comma.end()) if comma else None
        if comma is None or post is None or post.group().lower().startswith(("đồng chí", "đ/c")):
            return at
        closed = self.closed
        found = self._head(comma.end(), post.end())
        self.closed = closed
        return found[0].end if len(found) == 1 else at

    def _unit(self, at: int, unit: int, after: int, kind: Addressed) -> list[Found[Party]]:
        text = self.text
        office = _OFFICE.match(text, unit)
        if office:
            each = EACH.match(text, office.end())
            level = LEVEL.match(text, each.end() + 1 if each else office.end())
            names = self._places(level) if level else []
            if level and names and (each or len(names) > 1):
                prefix = text[at : office.end()].strip()
                found = [
                    Found(start, end, Party(f"{prefix} {name}", kind)) for start, end, name in names
                ]
                return [Found(at, found[0].end, found[0].value), *found[1:]]
            if level and each:
                end = self._extend(level.end(), group=True)
                group = kind if kind is not Addressed.UNIT else Addressed.GROUP
                return [self._found(at, self._cut(at, end), group)]
        end = self._extend(after, group=False)
        if kind is Addressed.UNIT and self.names.groups.get(at, 0) > end:
            return [self._found(at, self.names.groups[at], Addressed.GROUP)]
        start = unit if self.names.knows(unit) else at
        return [self._found(at, self.names.end(start, end), kind)]

    def _cut(self, at: int, end: int) -> int:
        """End of a group read up to ``end``: as long as the rules of groups see it, or shorter."""
        stop = self.names.groups.get(at, end)
        if stop > end:
            return stop
        return stop if stop < end and not _GOES_ON.match(self.text, stop) else end

    def _fields(self, at: int) -> list[tuple[int, int]]:
        """Spans of capitalised names in a list after a head noun that is said once."""
        text = self.text
        names: list[tuple[int, int]] = []
        while _NAME.match(text, at) and not text[at].isdigit():
            opens = UNIT.match(text, at) or HEAD.match(text, at)
            if opens and at not in self.names.items:
                break
            end = self.names.end(at, self._extend(at, group=False, split=True))
            if end <= at:
                break
            names.append((at, end))
            separator = _SEPARATOR.match(text, end)
            if separator is None:
                break
            at = separator.end()
        return names

    def _spread(
        self, word: str, names: list[tuple[int, int]], kind: Addressed
    ) -> list[Found[Party]]:
        return [
            Found(start, end, Party(f"{word} {self.text[start:end]}", kind)) for start, end in names
        ]

    def _places(self, level: re.Match[str]) -> list[tuple[int, int, str]]:
        """Places of one level or several: "xã: Yên Tân, Yên Lợi và thị trấn Chợ Mới"."""
        text = self.text
        word = level.group()
        start, at = level.start(), level.end()
        colon = re.compile(r"\s*:?\s+").match(text, at)
        numbered = word[0].isupper()
        names: list[tuple[int, int, str]] = []
        while colon:
            place = _PLACE.match(text, colon.end())
            if place is None or (text[colon.end()].isdigit() and not numbered):
                break
            names.append((start, place.end(), f"{word} {place.group()}"))
            separator = _SEPARATOR.match(text, place.end())
            if separator is None:
                break
            start = separator.end()
            named = len(names) > 0 and _LIKE_UNIT.match(text, start)
            other = (
                (UNIT.match(text, start) and not named)
                or HEAD.match(text, start)
                or EACH.match(text, start)
            )
            if other and not (text[start].isdigit() and numbered):
                break
            again = LEVEL.match(text, start)
            if again:
                word = again.group()
                colon = re.compile(r"\s*:?\s+").match(text, again.end())
                numbered = word[0].isupper()
            else:
                colon = re.compile(r"").match(text, start)
        return names

    def _found(self, start: int, end: int, kind: Addressed) -> Found[Party]:
        name = _BRACKETS.sub("", self.text[start:end])
        return Found(start, end, Party(name, kind))

    def _extend(self, at: int, *, group: bool, split: bool = False) -> int:
        """End of the name whose first words end at ``at``."""
        text = self.text
        end = at
        free = False
        while True:
            start = end
            while text[start : start + 1] == " ":
                start += 1
            brackets = _BRACKETS.match(text, end)
            if brackets and end > at:
                self.closed = brackets.end()
                return end
            if text[start : start + 2] in {"- ", "– "}:
                following = start + 2
                if _NAME.match(text, following) or (group and GROUP.match(text, following)):
                    end = start + 1
                    continue
                if text[following : following + 2].islower() and verb_at(text, following) is None:
                    end = start + 1
                    continue
                return self._trim(at, end)
            field = FIELDS.match(text, start) or COMPOUND.match(text, start)
            if field:
                end = field.end()
                continue
            behind = self._through(start, group=group, split=split)
            if behind:
                end = behind
                continue
            token = _TOKEN.match(text, start)
            if token is None or (start == end and end != at):
                return self._trim(at, end)
            word = token.group()
            if word in {"và", "hoặc"}:
                return self._trim(at, end)
            if not word[0].isupper() and not word[0].isdigit():
                granted = _GRANTED.match(text, start) if group else None
                if granted:
                    end, free = granted.end(), True
                    continue
                if STOP.match(text, start):
                    return self._trim(at, end)
                verb = verb_at(text, start)
                if verb is not None and not free and not self._inside(start, verb, group=group):
                    return self._trim(at, end)
                free = verb is not None and bool(_NOMINAL.match(text, start))
                if verb is not None:
                    end = verb
                    continue
            end = token.end()

    def _inside(self, start: int, verb: int, *, group: bool) -> bool:
        """Whether a word of work at ``start`` is a piece of the name."""
        before = self.text[max(0, start - _LONGEST_INNER) : start].rstrip()
        if not _INNER.search(before):
            return False
        if group and _NOMINAL.match(self.text, start):
            return True
        if before.lower().endswith(("cơ quan", "đơn vị")):
            word = self.text[start:verb]
            return word in {
                "quản lý",
                "thanh tra",
                "kiểm tra",
                "giám sát",
                "điều tra",
                "tư vấn",
                "thi công",
                "vận hành",
                "thực hiện dự án",
                "tham mưu giúp việc",
                "phục vụ",
            }
        return bool(INSIDE.match(self.text, start))

    def _through(self, start: int, *, group: bool, split: bool) -> int | None:
        """End of a separator and the word behind it, where the name goes on behind it."""
        separator = re.compile(r"(,|và)\s+(?:và\s+)?").match(self.text, start)
        if separator is None or split:
            return None
        conjunction = separator.group(1) == "và"
        at = separator.end()
        if group:
            return self._further_group(at, conjunction=conjunction)
        return self._further_word(at, conjunction=conjunction)

    def _further_group(self, at: int, *, conjunction: bool) -> int | None:
        """End of the next noun of a group: "các cơ quan, đơn vị"."""
        text = self.text
        head = HEAD.match(text, at)
        if head and text[at].isupper():
            return None
        noun = GROUP.match(text, at)
        if noun and not self._works(at) and not UNIT.match(text, at):
            return noun.end()
        if conjunction or not _NAME.match(text, at) or UNIT.match(text, at) or head:
            return None
        return self._capital_list(at)

    def _further_word(self, at: int, *, conjunction: bool) -> int | None:
        """End of the next word of a name with a joiner in it: "Nông nghiệp và Môi trường"."""
        text = self.text
        if UNIT.match(text, at) or HEAD.match(text, at) or EACH.match(text, at):
            return None
        if _NAME.match(text, at) and not text[at].isdigit():
            closes = re.compile(rf"[^,;.:]{{2,40}} và [{UPPER}]").match(text, at)
            if not (conjunction or closes):
                return None
        elif (
            not conjunction
            or GROUP.match(text, at)
            or STOP.match(text, at)
            or verb_at(text, at) is not None
        ):
            return None
        token = _TOKEN.match(text, at)
        return token.end() if token else None

    def _capital_list(self, at: int) -> int | None:
        """In a group, "Dự án, Tiểu dự án": common nouns that are printed with a capital."""
        token = re.compile(r"(?:Tiểu dự án|Dự án|Nội dung|Chương trình|Đề án)(?!\w)").match(
            self.text, at
        )
        return token.end() if token else None

    def _trim(self, start: int, end: int) -> int:
        tail = _TAIL.search(self.text[start:end])
        return start + tail.start() if tail else end
