"""How far a name reaches: words, joiners and brackets behind its first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.letters import LOWER, UPPER
from extract.names import unfinished
from extract.party_words import (
    COMPOUND,
    EACH,
    FIELD_VERB,
    FIELDS,
    GROUP,
    HEAD,
    INSIDE,
    PREDICATE,
    STOP,
    UNIT,
)
from extract.verbs import verb_at

if TYPE_CHECKING:
    from extract.names import Names

_NAME = re.compile(rf"[{UPPER}0-9]")
_BRACKETS = re.compile(r"\s*\([^()]{0,80}\)")
_TOKEN = re.compile(
    rf"(?:T[Pp]|TX|TT|[PQH])\.(?=\s?[{UPPER}])|[^\s,;:.()“”\"]+(?:\.[^\s,;:()“”\".]+)*"
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
_NEXT_UNIT = re.compile(rf"\s*(?:[,;]|\s(?:và|cùng|với))\s+{UNIT.pattern}")
"""Another unit in a list: a verb before it would have no object."""
_TEAM = re.compile(r"(?<![Cc]ác )(?<!\w)(?:Tổ|Nhóm|[Tt]rưởng nhóm)$")
"""A team is named by what it is there for: "Tổ kiểm đếm"."""
_FOUNDED = re.compile(
    r"[^,;:.()]{3,90}?(?=\s\((?:được )?(?:theo|thành lập|tại|do)\s[^()]{4,160}\))"
)
"""Words before the brackets that tell by which decision a team was set up."""
_FIELDS = re.compile(rf"[{LOWER}][^\s,;:.()]*(?:\s[{LOWER}][^\s,;:.()]*){{0,4}}")
_ARMED = re.compile(r"(?:công an|quân sự|biên phòng)(?!\w)")
_TAIL = re.compile(r"(?:\s+(?:và|của|(?<!trực )thuộc|hoặc|các|có))+$")


class NameExtent:
    """Reads names of a text on from their first words."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.closed = 0
        """Behind brackets that closed the last name read."""

    def _works(self, at: int) -> bool:
        """Whether a word that is noun and verb ("tổ chức") is a verb here."""
        match = re.compile(r"tổ chức\s|phòng(?=,? chống|,? ngừa|,? tránh)|lãnh đạo\b").match(
            self.text, at
        )
        if match is None:
            return verb_at(self.text, at) is not None and not GROUP.match(self.text, at)
        return match.group() == "phòng" or verb_at(self.text, match.end()) is not None

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
            word = token.group() if token else ""
            if token is None or (start == end and end != at) or word in {"và", "hoặc"}:
                return self._trim(at, end)
            if not word[0].isupper() and not word[0].isdigit():
                granted = _GRANTED.match(text, start) if group else None
                if granted:
                    end, free = granted.end(), True
                    continue
                founded = _FOUNDED.match(text, start)
                if founded and not free and verb_at(text, start) is not None:
                    self.closed = text.index(")", founded.end()) + 1
                    return founded.end()
                verb = verb_at(text, start)
                named = verb is not None and self._names_field(text[at:end], start, verb)
                if not named and STOP.match(text, start):
                    return self._trim(at, end)
                if (
                    verb is not None
                    and not named
                    and not free
                    and not self._inside(start, verb, group=group)
                ):
                    return self._trim(at, end)
                free = verb is not None and bool(_NOMINAL.match(text, start))
                if verb is not None:
                    end = verb
                    continue
            end = token.end()

    def _inside(self, start: int, verb: int, *, group: bool) -> bool:
        """Whether a word of work at ``start`` is a piece of the name."""
        before = self.text[max(0, start - _LONGEST_INNER) : start].rstrip()
        if _TEAM.search(before):
            return True
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

    def _names_field(self, before: str, start: int, verb: int) -> bool:
        """Whether a verb that also names a field does so here.

        Behind words that need one ("Trung tâm Phối hợp tìm kiếm …"), or where what is to be done
        begins behind it ("Phòng Kế hoạch tổng hợp khẩn trương …").
        """
        if FIELD_VERB.match(self.text, start) is None:
            return False
        return unfinished(before) or any(
            rule.match(self.text, verb) for rule in (PREDICATE, _NEXT_UNIT)
        )

    def _through(self, start: int, *, group: bool, split: bool) -> int | None:
        """End of a separator and the word behind it, where the name goes on behind it."""
        separator = re.compile(r"(,|và)\s+(?:và\s+)?").match(self.text, start)
        if separator is None or split:
            return None
        conjunction = separator.group(1) == "và"
        at = separator.end()
        if group:
            return self._further_group(at, conjunction=conjunction)
        further = self._further_word(at, conjunction=conjunction)
        return further or (None if conjunction else self._two_fields(at))

    def _two_fields(self, at: int) -> int | None:
        """End of a second and third field: "Phòng Quản lý quy hoạch, xây dựng và môi trường"."""
        text = self.text
        second = _FIELDS.match(text, at)
        joiner = text.find(" và ", at, second.end()) if second else -1
        if joiner < 0 or not self._is_field(at, joiner):
            return None
        third = joiner + len(" và ")
        words = _FIELDS.match(text, third)
        if words is None or not self._is_field(third, None):
            return None
        for blank in re.compile(r"(?=\s|$)").finditer(text, third + 1, words.end()):
            if PREDICATE.match(text, blank.start()) or verb_at(text, blank.start() + 1):
                return blank.start()
        return words.end() if text[words.end() : words.end() + 1] in {":", ";", ",", "("} else None

    def _is_field(self, at: int, end: int | None) -> bool:
        """Whether the words at ``at`` name a field of work: no party, no verb with its object."""
        if any(rule.match(self.text, at) for rule in (GROUP, EACH, STOP, _ARMED)):
            return False
        verb = verb_at(self.text, at)
        if verb is None or COMPOUND.match(self.text, at):
            return True
        return FIELD_VERB.match(self.text, at) is not None and end in {None, verb}

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
