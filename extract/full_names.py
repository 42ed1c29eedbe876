"""Names as long as they are printed: up to the separator of a heading, up to the verb of a sentence.

No list has all units, and the grammar of names breaks off at a word it does not know. Where nothing
but names is printed, or where the verb behind a name is plain, the rest belongs to the name.
"""

from __future__ import annotations

import re
from itertools import islice

from extract.found import Found
from extract.letters import LOWER, UPPER
from extract.names import NO_NAMES, Names
from extract.parties import Parties, Party, PartyGrammar, parties_at
from extract.party_words import EACH, FIELD_VERB, GROUP, HEAD, LEVEL, PREDICATE, STOP, UNIT
from extract.predicates import predicate
from extract.running_case import is_capitals
from extract.verbs import verb_at
from models.notice import Addressed

_SEPARATOR = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")
_INITIALS = re.compile(
    r"(?!(?:CCHC|GPMB|PCCC|PCTT|PCTN|ANTT|ATTP|ATGT|BHYT|CNTT|DVC|KTXH|NTM|TTHC|VSATTP|QPAN|OCOP|VSMT)(?!\w))"
    r"[A-ZĐ]{3,8}(?!\w)(?: [A-ZĐ]\w*[a-z]\w*)*"
)
"""A body by its initials; the others name topics."""
_ATTRIBUTE = re.compile(
    r"(?:được giao|được phân công|được chọn|bị|có(?! (?:trách nhiệm|văn bản|kế hoạch|báo cáo|biện pháp|giải pháp))"
    r"|thuộc|trực thuộc|của|trên địa bàn|đóng (?:trên|tại)|nằm|ven|vùng|phụ trách|liên quan|đang|đã|chưa|các|khu vực"
    r"|ở|tại|quản lý|tham gia|cấp|số|tiếp giáp|giáp|dọc|trong (?:tỉnh|huyện|vùng|khu))(?!\w)"
)
"""Words that open what tells members of a group, or bodies of one name, apart."""
_GOES_ON = re.compile(
    rf"\s+(?=[{UPPER}])|\s+(?=(?:thuộc|trực thuộc|của|các|bị|được giao|được phân công|được chọn|nằm|ven|vùng|phụ trách"
    r"|có|vi phạm|chậm|thiếu|còn|trên địa bàn|đóng|tiếp giáp|dọc|tham gia)(?!\w))"
    rf"|,\s+(?=[{LOWER}{UPPER}])|,?\s+và\s+(?=[{LOWER}{UPPER}])|\s+[-–]\s+"
)
_NAMED = re.compile(
    rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à) (?!{HEAD.pattern})[{UPPER}]\w* [{UPPER}]"
)
_CHARGE = re.compile(r"\s+phụ trách(?!\w)")
_OWNER = re.compile(
    r"(?:chủ (?:hồ|đập|rừng|tàu|cơ sở|hộ)|hộ|hộ kinh doanh|doanh nghiệp|công ty|cơ sở|nhà máy|trường|bệnh viện)$"
)
"""Actors of a trade: "các chủ hồ" + "thủy điện"."""
_OPEN_END = re.compile(
    r"(?<!\w)(?:có|các|vùng|đóng|của|thuộc|và|ven|nằm|ở|trên|tại|cấp|phụ trách|số|trong)$"
)
"""Words that no name ends in: what follows belongs to it."""
_NO_NAME = re.compile(
    r"(?:nếu|khi|để|vì|nhưng|mà|thì|là|rằng|kể cả|trong đó|nhất là|trước|sau|gồm|như|trừ|cùng|với|do)(?!\w)"
)
"""Words that no name goes over."""
_WORD = re.compile(r"[^\s,;:.()“”\"]+")
_GRANTED = re.compile(r"(?:được giao|được phân công|phụ trách)(?!\w)")
_TOLD = re.compile(r"\s(?:được giao|được phân công|chậm|chưa|đã|đang|bị|không)$")
"""What the grammar of names already took of words that tell members of a group apart."""
_LONGEST = 240
"""Letters of a heading."""
_FEW = 2
_FARTHEST = 16
"""Words of a name behind what the grammar reads."""
_ACTORS = re.compile(
    r"(?:chủ|hộ|người|nhà|gia đình|hội viên|đoàn viên|cán bộ|công chức|giáo viên|học sinh|cộng đồng|nhân dân|thành viên"
    r"|lực lượng|đại biểu|nhóm|tổ|đội|ban|đơn vị|cơ quan|doanh nghiệp|tổ chức|bên)(?!\w)"
)


def names_filling(heading: str, start: int = 0, names: Names = NO_NAMES) -> Parties | None:
    """The parties of a heading that is nothing but names: each fills it up to its separator.

    >>> [p.value.name for p in names_filling("Phòng Vật tư - Thiết bị dạy học; các xã bị ngập").members]
    ['Phòng Vật tư - Thiết bị dạy học', 'các xã bị ngập']
    >>> names_filling("Trạm Y tế tổ chức tiêm phòng") is None
    True
    """
    if heading.rstrip().endswith((".", ";")) or len(heading) > _LONGEST:
        return None
    stop = len(heading.rstrip(" :"))
    grammar = PartyGrammar(heading, names)
    members: list[Found[Party]] = []
    at = start
    while at < stop:
        found = grammar.one(at, first=not members)
        end = max(grammar.closed, found[-1].end) if found else at
        full = _separator(heading, end, stop, names)
        if not found:
            kind = _opened_by(heading, at)
            shouted = start and is_capitals(heading)  # "YÊU CẦU CHUNG"
            initials = not shouted and _INITIALS.fullmatch(heading[at:full])
            if kind is None and not members and initials:
                kind = Addressed.UNIT
            if kind is None and not (members and heading[at].isupper()):
                return None
            found = [Found(at, full, Party(heading[at:full], kind or Addressed.UNIT))]
            opening = HEAD.match(heading, at) or UNIT.match(heading, at) or _WORD.match(heading, at)
            end = opening.end() if opening else at
        if end < full:
            if not _tells_apart(heading, end, full):
                return None
            found[-1] = _longer(heading, found[-1], full)
        members += found
        separator = _SEPARATOR.match(heading, full)
        if separator is None:
            break
        at = separator.end()
    return Parties(tuple(members), stop) if members else None


def run_on(text: str, parties: Parties, end: int, names: Names = NO_NAMES) -> Parties | None:
    """The parties with the last name read on to the verb behind it; None where none follows.

    >>> text = "Phòng An toàn, an ninh bến cảng sửa đổi quy trình"
    >>> known = parties_at(text, 0)
    >>> [p.value.name for p in run_on(text, known, len(text)).members]
    ['Phòng An toàn, an ninh bến cảng']
    """
    members = list(parties.members)
    at = parties.end
    if _NAMED.match(members[-1].value.name) and _CHARGE.match(text, at):
        return parties  # a person by name needs no telling apart
    if not _GOES_ON.match(text, at, end) and not _OWNER.search(text, members[-1].start, at):
        return None
    attributed = False
    for word in islice(_WORD.finditer(text, at, end), _FARTHEST):
        here = word.start()
        gap = text[at:here] if word.start() == at else text[_last(text, here) : here]
        if re.search(r"[;:.()“”\"]", gap) or _NO_NAME.match(text, here):
            return None
        if "," in gap or word.group() == "và":
            opened = _another(text, here, end, names)
            if opened:
                stop = _trimmed(text, members[-1].end, here)
                members[-1] = _longer(text, members[-1], stop)
                return _closed(text, [*members, *opened.members], opened.end, end, names)
        if not text[here].islower():
            attributed = False
            continue
        if _OPEN_END.search(text, members[-1].start, _last(text, here)):
            attributed = False
            continue
        granted = re.match(r"(?:được|bị|do)\b", word.group())
        attributed = attributed or granted is not None
        if STOP.match(text, here) and not _ATTRIBUTE.match(text, here):
            return _closed(text, members, here, end, names)
        if verb_at(text, here) is not None and not attributed and here > at + 1:
            return _closed(text, members, here, end, names)
        attributed = granted is not None
    return None


def _closed(
    text: str, members: list[Found[Party]], at: int, end: int, names: Names
) -> Parties | None:
    """The members, the last of them up to ``at``, where a predicate stands there."""
    if predicate(text, at, end) is not True:
        parties = Parties(tuple(members), at)
        return run_on(text, parties, end, names) if members[-1].end == at else None
    stop = _trimmed(text, members[-1].start, at)
    members[-1] = _longer(text, members[-1], stop) if stop > members[-1].end else members[-1]
    return Parties(tuple(members), stop)


def _another(text: str, at: int, end: int, names: Names) -> Parties | None:
    """Parties that open behind a separator, one of them perhaps a group by an unlisted noun."""
    if names.inside(at):
        return None
    found = parties_at(text, at, names)
    if found and found.end <= end:
        return found
    each = EACH.match(text, at)
    if each is None or not _ACTORS.match(text, each.end() + 1):
        return None
    noun = _ACTORS.match(text, each.end() + 1)
    stop = noun.end() if noun else at
    return Parties((Found(at, stop, Party(text[at:stop], Addressed.GROUP)),), stop)


def _last(text: str, at: int) -> int:
    """Where the word before ``at`` ends."""
    return len(text[:at].rstrip(' ,;:.()“”"')) if at else 0


def _trimmed(text: str, start: int, at: int) -> int:
    kept = re.sub(r"(?:\s|,|\bvà$)+$", "", text[start:at])
    return start + len(kept)


def _separator(heading: str, at: int, stop: int, names: Names) -> int:
    """Where the next name of the heading is divided off, or its end."""
    for match in _SEPARATOR.finditer(heading, at, stop):
        behind = match.end()
        if heading.count("(", at, behind) > heading.count(")", at, behind):
            continue
        if names.inside(behind):
            continue
        if ";" in match.group() or _opens(heading, behind, names):
            return match.start()
    return stop


def _opens(heading: str, at: int, names: Names) -> bool:
    if _opened_by(heading, at) is not None or _INITIALS.match(heading, at):
        return True
    return names.knows(at) and at not in names.items


def _opened_by(heading: str, at: int) -> Addressed | None:
    """How the party is addressed that opens at ``at``; None where none does."""
    if HEAD.match(heading, at):
        return Addressed.HEAD
    if UNIT.match(heading, at):
        return Addressed.UNIT
    each = EACH.match(heading, at)
    if each and heading[each.end() : each.end() + 1] == " ":
        noun = each.end() + 1
        if any(rule.match(heading, noun) for rule in (GROUP, UNIT, HEAD, LEVEL, _ACTORS)):
            return Addressed.GROUP
    return None


def _tells_apart(heading: str, start: int, end: int) -> bool:
    """Whether the words behind a name belong to it, for they are not what somebody is to do."""
    rest = heading[start:end].strip(" ,")
    if _TOLD.search(heading, 0, start):
        return True
    if (
        ":" in rest
        or _NO_NAME.match(rest)
        or (PREDICATE.search(f" {rest}") and not _GRANTED.match(rest))
    ):
        return False
    if _ATTRIBUTE.match(rest):
        return _GRANTED.match(rest) is not None or not _works_within(rest)
    field = FIELD_VERB.match(rest)
    if field:
        more = rest[field.end() :]
        return (
            not re.search(r"[\d,]", more)
            and len(more.split()) <= _FEW
            and verb_at(more.strip()) is None
        )
    return predicate(heading, start, end) is not True and not STOP.match(rest)


def _works_within(rest: str) -> bool:
    """Whether words that tell members of a group apart are followed by what they are to do."""
    before = ""
    for word in _WORD.finditer(rest):
        verb = verb_at(rest, word.start()) if word.group().islower() else None
        told = before in {"bị", "được", "đang", "đã", "chưa", "chậm", "có", "phụ"}
        field = FIELD_VERB.match(rest, word.start())
        if verb is not None and word.start() and not told and not (field and verb == len(rest)):
            return True
        before = word.group()
    return False


def _longer(text: str, found: Found[Party], end: int) -> Found[Party]:
    """The party with a name that goes on to ``end``."""
    more = " ".join(text[found.end : end].split())
    glue = "" if text[found.end : found.end + 1] in {",", ""} else " "
    name = f"{found.value.name}{glue}{more}" if more else found.value.name
    return Found(found.start, end, found.value._replace(name=name))
