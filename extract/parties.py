"""Who is named: a list of agencies, heads and groups that stands at a place of the text.

A grammar, so that names in no gazetteer are read too; spans that a gazetteer or a recogniser
of names knows are taken whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.contractors import contractor_end
from extract.found import Found
from extract.letters import LOWER, UPPER
from extract.name_extent import NameExtent
from extract.names import NO_NAMES, Names, goes_on
from extract.party_words import (
    ACTOR,
    BARE_HEAD,
    EACH,
    GROUP,
    HEAD,
    HELPER,
    LEVEL,
    PREDICATE,
    STANDING,
    UNIT,
    VILLAGE,
)
from extract.predicates import demanded
from extract.verbs import ASKING, verb_at
from models.notice import Addressed


class Party(NamedTuple):
    """One that work may be given to, by its name as printed, written out."""

    name: str
    addressed: Addressed


class Parties(NamedTuple):
    """A list of parties and where it ends."""

    members: tuple[Found[Party], ...]
    end: int


SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?:và\s+|cùng\s+)?|\s(?:và|hoặc)\s+)")
_NAME = re.compile(rf"[{UPPER}0-9]")
_NUMBERS = re.compile(
    r"[1-9]\d?(?!\w|[.,/]\d|\s?%|\s(?:lần|buổi|ngày|tuần|tháng|năm|hộ|dự|cán|người|km|ha|tổ|đội|điểm|lớp)(?!\w))"
)
"""Places by numbers: "các phường 2, 5, 9"."""
_PLACE = re.compile(
    rf"(?:[{UPPER}]"
    rf"[^\W\d_]*['’-]?|\d+)(?:[ -](?:[{UPPER}]"
    r"[^\W\d_]*|\d+))*"
)
_NAMED = re.compile(rf" [{UPPER}]")
_KINDS = re.compile(
    r"(?:Bộ|bộ|Sở|sở|Phòng|phòng|Ban|ban|Chi cục|chi cục|Cục|cục|Vụ|vụ|Trung tâm|trung tâm|Công ty"
    r"|công ty|Hội|hội|Viện|viện|Khoa|khoa|Bệnh viện|bệnh viện|Trường|trường|Ủy ban|Tập đoàn|Ngân hàng|Sở, ngành|sở, ngành"
    r"|sở, ban, ngành|Sở, ban, ngành|Bộ, ngành|bộ, ngành)(?:\s*:\s*|\s+)"
)
_NOUN_SAID = re.compile(rf"[{UPPER}]\w*(?: \w+){{0,4}}\s*:\s+(?=[{UPPER}])")
_UNLISTED = re.compile(rf"[{UPPER}]\w+(?:\s\w+){{1,9}}?(?={PREDICATE.pattern})")
"""A noun in a capital that no list has, up to what is to be done: "các Thương vụ … tăng cường"."""
_SORT = re.compile(
    r"(?:THPT|THCS|TH|MN|TH&THCS|PTDT\w*|PT\w*|GDNN\S*|GDTX\S*|Tiểu học|Mầm non|Mẫu giáo|Trung học \w+ \w+)"
    r"(?:[,;]| và)?"
)
"""Sorts of schools, not names."""
_OFFICE = re.compile(
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Hội đồng nhân dân|HĐND|Đảng ủy|Công an|Hội Nông dân)\s+"
)
_LIKE_UNIT = re.compile(
    rf"Trường (?!THPT|THCS|TH\b|Tiểu|Trung|Mầm|Mẫu|Đại|Cao đẳng|Chính trị|Phổ|PT|Dạy|Quân|Sĩ)[{UPPER}]"
)
"""Places whose name begins as that of an agency: "các phường: An Hòa, Trường An"."""
_GOES_ON = re.compile(
    r"\s*[,(–-]|\s\d{2,3}\s(?:tỉnh|thành phố|huyện|quốc gia)|\s+(?:và|có|thuộc|trực thuộc|được|của|tại|trên|ở)(?!\w)"
)
_CHARGE = re.compile(r"\s+phụ trách\s+\S+")
_EACH_PLACE = re.compile(
    rf"\s(?:các|hai|ba|\d{{2}})\s(?=(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|thôn|buôn|bản|làng|ấp|khóm|xóm)\s*:?\s(?:[{UPPER}]|\d))"
)
_PLAIN_LEVEL = r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|thôn|buôn|bản|ấp|khóm|xóm|làng|khu phố|tổ dân phố)"
_LEVELS = re.compile(rf"\scác\s{_PLAIN_LEVEL}(?!\w)")
_MORE_LEVELS = re.compile(rf"(?:(?:,| và)\s{_PLAIN_LEVEL}(?!\w)(?!\s[{UPPER}]))*")
_MORE_WORDS = re.compile(
    rf"(?!\s(?:dự thảo|có|kết quả|tình hình|tiến độ|việc|công tác|nội dung|danh sách|phương án|kế hoạch|hồ sơ|thông tin|số liệu|ý kiến)(?!\w))(?:\s[{LOWER}]+){{1,3}}"
)
_BRACKETS = re.compile(r"\s*\([^()]{0,80}\)")


def parties_at(
    text: str, start: int, names: Names = NO_NAMES, *, beside: bool = False
) -> Parties | None:
    """The list of parties that begins at ``start``, names written out.

    ``names`` says where gazetteer, rules and recogniser see names end; ``beside`` that those
    behind "phối hợp với" are asked for, who are also named by a bare noun ("chủ đầu tư").

    >>> [p.value.name for p in parties_at("các Bộ: Tài chính, Tư pháp rà soát", 0).members]
    ['Bộ Tài chính', 'Bộ Tư pháp']
    >>> [p.value.name for p in parties_at("UBND các xã: Yên Tân, Yên Lợi bàn giao", 0).members]
    ['UBND xã Yên Tân', 'UBND xã Yên Lợi']
    >>> text = "Sở Văn hóa, Thể thao và Du lịch, Thủ trưởng các sở, ban ngành tỉnh khẩn trương rà soát"
    >>> [p.value.name for p in parties_at(text, 0).members]
    ['Sở Văn hóa, Thể thao và Du lịch', 'Thủ trưởng các sở, ban ngành tỉnh']
    """
    grammar = PartyGrammar(text, names)
    members: list[Found[Party]] = []
    at = end = start
    while True:
        one = grammar.one(at, first=not members and not (beside and HELPER.match(text, at)))
        if not one:
            break
        members += one
        end = max(grammar.closed, one[-1].end)
        separator = SEPARATOR.match(text, end)
        if separator is None:
            break
        at = separator.end()
    return Parties(tuple(members), end) if members else None


class PartyGrammar(NameExtent):
    """Reads the parties of a text."""

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
        contractor = contractor_end(text, at)
        if contractor:
            named = _NAMED.match(text, contractor)
            end = self._extend(contractor, group=False) if named else contractor
            return [self._found(at, end, Addressed.UNIT)]
        village = VILLAGE.match(text, at)
        if village:
            return [self._found(at, village.end(), Addressed.UNIT)]
        group, standing = GROUP.match(text, at), STANDING.match(text, at)
        if group and (not first or standing) and not self._works(at):
            end = self._extend((standing or group).end(), group=True)
            return [self._found(at, end, Addressed.GROUP)]
        return []

    def _each(self, at: int, noun: int) -> list[Found[Party]]:
        text = self.text
        kinds = _KINDS.match(text, noun) or self._listed_noun(noun)
        if kinds:
            names = self._fields(kinds.end())
            if all(_SORT.fullmatch(text, *span) for span in names):
                names = []  # "các trường THPT, THCS" are groups
            word = re.split(r"[\s:,]", kinds.group().strip(" :"))[0]
            word = kinds.group().strip(" :") if "," not in kinds.group() else word
            colon = ":" in kinds.group()
            if len(names) == 1 and not colon:
                return [self._found(at, names[0][1], Addressed.GROUP)]
            if names:
                return self._spread(word[:1].upper() + word[1:], names, Addressed.UNIT)
        level = LEVEL.match(text, noun)
        if level:
            places = self._places(level)
            if places:
                return [
                    Found(start, end, Party(name, Addressed.UNIT)) for start, end, name in places
                ]
        unlisted = _UNLISTED.match(text, noun)
        if unlisted and not any(rule.match(text, noun) for rule in (HEAD, UNIT, GROUP)):
            return [self._found(at, unlisted.end(), Addressed.GROUP)]
        for rule in (HEAD, UNIT, GROUP, ACTOR):
            match = rule.match(text, noun)
            if match and not (rule is GROUP and self._works(noun)):
                end = self._extend(match.end(), group=True)
                return [self._found(at, self._cut(at, end), Addressed.GROUP)]
        return []

    def _listed_noun(self, noun: int) -> re.Match[str] | None:
        """A noun of any words before a colon and names: "Vườn quốc gia: Cát Tiên, Yok Đôn"."""
        said = _NOUN_SAID.match(self.text, noun)
        return said if said and UNIT.match(self.text, noun) else None

    def _head(self, at: int, after: int) -> list[Found[Party]]:
        text = self.text
        word = text[at:after]
        person = word.lower().removeprefix("các ").startswith(("đồng chí", "đ/c", "ông", "bà"))
        if self._bare(word, after):
            return [self._found(at, self._charged(after), Addressed.HEAD)]
        if text[after : after + 1] != " ":
            return []
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
        group = GROUP.match(text, inner) or ACTOR.match(text, inner)
        if group and not self._works(inner):
            end = self._extend(
                group.end(), group=word.startswith(("Người", "Thủ trưởng", "Lãnh đạo"))
            )
            return [self._found(at, end, Addressed.HEAD)]
        if _NAME.match(text, inner):
            end = self._extend(after, group=False)
            if person and not HEAD.match(text, inner):
                end = self._post(end)
            return [self._found(at, end, Addressed.PERSON if person else Addressed.HEAD)]
        if word == "Chủ đầu tư":
            end = self._extend(after, group=True)
            return [self._found(at, end, Addressed.HEAD)]
        return []

    def _bare(self, word: str, after: int) -> bool:
        """Whether a title stands for one without its unit: what is to be done or another follows."""
        if word == "Chủ đầu tư":
            return self.text[after : after + 1] != " "
        if BARE_HEAD.match(word) is None:
            return False
        if PREDICATE.match(self.text, after) or _CHARGE.match(self.text, after):
            return True
        more = SEPARATOR.match(self.text, after)
        return more is not None and HEAD.match(self.text, more.end()) is not None

    def _charged(self, after: int) -> int:
        """End of what a deputy is in charge of: "Phó Giám đốc phụ trách chuyên môn"."""
        charge = _CHARGE.match(self.text, after)
        return self._extend(charge.end(), group=False) if charge else after

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
        listed = self.names.listed.get(unit, end)
        if listed < end and UNIT.match(text, listed + 1):
            end = listed  # the next cell of a table, or a heading without a separator
        spread = _EACH_PLACE.search(text, unit, end)
        places = (
            self._places(level) if spread and (level := LEVEL.match(text, spread.end())) else []
        )
        if spread and places:
            prefix = text[at : spread.start()]
            found = [
                Found(start, stop, Party(f"{prefix} {name}", kind)) for start, stop, name in places
            ]
            return [Found(at, found[0].end, found[0].value), *found[1:]]
        if (levels := _LEVELS.search(text, unit, end)) and levels.end() == end:
            end = _MORE_LEVELS.match(text, end).end()  # type: ignore[union-attr]
            return [self._found(at, end, Addressed.GROUP if kind is Addressed.UNIT else kind)]
        if kind is Addressed.UNIT and self.names.groups.get(at, 0) > end:
            return [self._found(at, self.names.groups[at], Addressed.GROUP)]
        start = unit if self.names.knows(unit) else at
        return [self._found(at, self._agreed(start, end), kind)]

    def _agreed(self, start: int, read: int) -> int:
        """End of a name read up to ``read``, as all who read names see it.

        Where the rules disagree and the recogniser stops before a verb, the verb is none of the
        name's: "Trung tâm Ươm tạo Doanh nghiệp công nghệ cao | tổ chức".
        """
        names, text = self.names, self.text
        listed = names.listed.get(start, read)
        more = _MORE_WORDS.fullmatch(text, listed, read) if listed < read else None
        if more and more[0].split()[0] not in ASKING and self._acts(read):
            return read  # "Trung tâm Y tế | quân dân y" + verb: another than the one listed
        end = names.end(start, read, breaks_off=goes_on(text[start:read]))
        learnt = names.learnt.get(start, 0)
        if start in names.listed or not 0 < learnt < end or names.formed.get(start) in {None, read}:
            return end
        return learnt if verb_at(text, learnt + 1) is not None else end

    def _cut(self, at: int, end: int) -> int:
        """End of a group read up to ``end``: as long as the rules of groups see it, or shorter."""
        stop = self.names.groups.get(at, end)
        if stop >= end:
            return stop
        if _GOES_ON.match(self.text, stop):
            return end
        # A longer name before what is to be done holds, unless that may begin earlier.
        plain = not self._acts(stop) and " các " not in self.text[stop:end]
        return end if plain and demanded(self.text, end) else stop

    def _acts(self, at: int) -> bool:
        """Whether a verb in small letters stands behind ``at``: "các cơ quan | Thi hành án" has none."""
        return self.text[at + 1 : at + 2].islower() and verb_at(self.text, at + 1) is not None

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
            separator = SEPARATOR.match(text, end)
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
            if place is None or not (
                numbered or text[colon.end()].isalpha() or _NUMBERS.match(text, colon.end())
            ):
                break
            said = LEVEL.match(place.group())  # "các phường: Phường 4" says its level itself
            full = place.group() if said else f"{word} {place.group()}"
            names.append((start, place.end(), full))
            separator = SEPARATOR.match(text, place.end())
            if separator is None:
                break
            start = separator.end()
            named = len(names) > 0 and _LIKE_UNIT.match(text, start)
            other = (
                (UNIT.match(text, start) and not named)
                or HEAD.match(text, start)
                or EACH.match(text, start)
            )
            digit = text[start].isdigit() and (numbered or _NUMBERS.match(text, start))
            if other and not digit:
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
