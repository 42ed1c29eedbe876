"""Who a sentence gives work to: its subject, or the party behind giao, yêu cầu, đề nghị."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.attributes import whole_parties
from extract.found import Found
from extract.full_names import run_on
from extract.letters import LOWER, UPPER
from extract.names import NO_NAMES, Names
from extract.parties import parties_at
from extract.predicates import MODAL, predicate
from extract.verbs import CONCLUDING, ORDER, PETITION, verb_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.parties import Parties, Party


class Subject(NamedTuple):
    """The parties a sentence is about and what it does with them."""

    parties: tuple[Found[Party], ...]
    end: int
    """Where the predicate begins."""
    ordered: bool
    """Whether a word of assignment stands before them."""
    works: bool
    """False where the sentence only states or concludes something about them."""


_ORDER = re.compile(
    ORDER.replace("|chỉ đạo|", "|").replace("|mời|đôn đốc|lưu ý|nhắc nhở|kêu gọi", "") + r"\s+",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"[“\"]?(?:(?:trong )?quá trình|về|đối với|riêng|trong|trên|để|nhằm|căn cứ|theo|khi|nếu|trường hợp|từ|trước|sau|đồng thời"
    r"|tuy nhiên|do đó|do vậy|vì vậy|bên cạnh|ngoài ra|hằng|hàng|định kỳ|đến|qua|với|nhân|ngay|thời gian"
    r"|trên cơ sở|tại|cùng với việc|mặt khác|trước mắt|giao|hiện nay|xét|thực hiện|nhận được|thứ|một là|hai là"
    r"|ba là|bốn là|năm là|liên quan|việc|chậm nhất|nội dung|tiếp tục|thống nhất|đồng ý|cơ bản|nhất trí)\b",
    re.IGNORECASE,
)
_INTRODUCING = re.compile(
    r"(?:định kỳ|hằng|hàng|mỗi|cùng|thường xuyên|thực hiện (?:[^\s;]+ ){0,3}(?:số|ý kiến|Nghị|Chỉ|Kế|Quyết|Công))\b",
    re.IGNORECASE,
)
_PREPOSITIONS = re.compile(
    r"(?:của|với|do|tại|bởi|về|trình|báo cáo|gửi|thuộc|theo|cho|từ|cùng|và|là|mà|được|bị|giúp|trên|trong"
    r"|giữa|đến|ở|khi|nghị|tham mưu|sau khi|kiến|xuất|đốc|tra|dẫn|đạo|qua|hoặc|nhằm|nơi|giao|cầu|công"
    r"|bằng|như|giám đốc|người|đồng chí|tịch|lãnh|ủy|viên|cán bộ|vào|phía|dự|lời|khỏi)$",
    re.IGNORECASE,
)
_INSIDE_NAME = re.compile(rf"\s(?![IVX]+$)[{UPPER}][^\W\d_]*$")
"""A capital before a capital: the middle of a name."""
_DONE = re.compile(r"(?:thực hiện|triển khai|hoàn thành|tổ chức|thi công|thanh toán)$")
"""Verbs that end an opening clause: "Trong quá trình thực hiện các đơn vị …"."""
_LAST_WORDS = re.compile(r"\S+(?=(?:\s\S+)?$)")
_LOOKED_BACK = 120
"""Characters before a name of which the last words count: sentences may have no end."""
_ALONE = re.compile(
    rf"(?:Riêng(?: đối với)?|Đối với|Về phía|Trách nhiệm của)\s+(?=[{UPPER}]|các |02 |03 |thôn |bản |làng |buôn |xóm |ấp )"
)
_FOR_SOME = re.compile(rf"Đối với [^:;.]{{4,120}}?,\s+(?=(?:{ORDER})\s+(?:[{UPPER}]|các ))")
"""Whom or what it is about, before an order that names who is to act."""
_TOPIC = re.compile(
    r"(?!.*(?:đơn vị|cơ quan|địa phương|ngành|các [A-ZĐ]\w+|thành phần|gồm|sau|như|hợp với|cùng)$)[^:.;()]{4,120}"
)
"""What a sentence is about, before a colon and who is to act: "Công tác cán bộ: Phòng Nội vụ …"."""
_LONG_NAME = re.compile(r"[ ,][^:;.()\d]{2,70}:\s+")
_STAFFING = re.compile(
    r"(?:Phân công|Giao|Cử)\s+(?:(?:từng|mỗi|các|ít nhất)\s+)?(?:\d{1,2}\s+)?(?:đồng chí|cán bộ|công chức|viên chức"
    r"|đảng viên|nhân viên|giáo viên|chiến sĩ|bác sĩ|người)(?!\w)"
)
"""Who of a unit's own people does the work: "Phân công từng đồng chí cán bộ giúp đỡ …"."""
_DRIVEN = re.compile(
    r"(?:Tiếp tục\s+)?(?:[Yy]êu cầu|[Đđ]ề nghị|[Đđ]ôn đốc)\s+(?:các\s+)?(?:nhà thầu|đơn vị (?:thi công|tư vấn)|nhà cung cấp)(?!\w)"
)
"""Contractors whom a unit drives on: "Yêu cầu nhà thầu tăng ca" is the unit's work."""
_COLON = re.compile(r"\s*(?:\([^()]*\)\s*)?:\s+")
"""Behind the name that heads its own line: "Phòng Kinh tế: Rà soát …"."""
_UNKNOWN_VERB = re.compile(
    r"\s+(?!(?:của|và|với|về|tại|trong|do|là|được|bị|có|cũng|để|thì|mà|thuộc|trực thuộc|ở|hoặc|hay|như|nói"
    r"|nêu|đó|này|kia|khác|nợ|chậm|thiếu|gặp|vượt|xếp|dẫn|đứng|tăng|giảm|cao|thấp|mới|cơ bản|đều|vào|ra|lên"
    r"|còn|nào|cấp|gồm|theo|từ|đến|bằng|qua|hiện|nhận|thấy|không)(?!\w))"
    rf"[{LOWER}]+\s"
)
"""A small word behind a name at the head of a sentence, none that shows that it is no verb."""
_BOUNDARY = re.compile(r"[,;:.]\s+(?:và\s+)?")
_TELLS = re.compile(r"\s+(?:trân trọng\s+)?thông báo(?! cho| đến| tới)(?!\w)")
_PASSIVE = re.compile(rf"\b(?:do|giao cho)\s+(?=[{UPPER}]|các )")
_BY_THEM = re.compile(r"\s*(?:chủ trì|thực hiện|làm chủ đầu tư|đảm nhiệm|phụ trách)")
_ORDERER = re.compile(
    r"(?:Chủ tịch|Phó Chủ tịch|Thủ tướng|Phó Thủ tướng|Bộ trưởng|Thứ trưởng|Giám đốc|Phó Giám đốc|đồng chí"
    r"|Đồng chí|Ủy ban nhân dân|Uỷ ban nhân dân|UBND|Chính phủ|Thường trực|Lãnh đạo|Hội đồng|Ban Chỉ đạo"
    r"|Trưởng|Bí thư|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy|Đoàn Chủ tịch|Ban Thường vụ|Ban Chấp hành|Văn phòng Chính phủ|Phó Trưởng)"
)
_ORDERS = re.compile(
    r"\s*(?:,\s*)?(?:cũng\s+)?(?:tiếp tục\s+)?(?:(?:đề nghị|yêu cầu|giao nhiệm vụ cho|giao cho|giao|phân công"
    r"|kiến nghị|chỉ đạo)\s+)",
    re.IGNORECASE,
)


def subject_of(
    text: str,
    start: int,
    end: int,
    *,
    issuers: frozenset[str] = frozenset(),
    handed: bool = False,
    names: Names = NO_NAMES,
) -> Subject | None:
    """Who ``text[start:end]`` gives work to.

    ``issuers`` are names of those who speak: "UBND huyện yêu cầu các xã" hands work to the xã.
    ``handed`` tells that a heading above names who works, so that a bare clause inside is no order.

    >>> text = "Trong quá trình thực hiện, nếu có khó khăn, các đơn vị kịp thời phản ánh."
    >>> [p.value.name for p in subject_of(text, 0, len(text)).parties]
    ['các đơn vị']
    >>> text = "Thống nhất chủ trương mua sắm; giao Phòng Kinh tế thẩm định dự toán."
    >>> [p.value.name for p in subject_of(text, 0, len(text)).parties]
    ['Phòng Kinh tế']
    """
    while start < end and text[start] in "“\"'( -–":
        start += 1
    if PETITION.match(text, start, end):
        return Subject((), start, ordered=False, works=False)
    alone = _ALONE.match(text, start, end)
    told = _FOR_SOME.match(text, start, end)
    start = told.end() if told else alone.end() if alone else start
    if handed and (_STAFFING.match(text, start, end) or _DRIVEN.match(text, start, end)):
        return None  # it is the work of those in the heading
    for at, loose in _places(text, start, end, handed=handed, topic=bool(alone)):
        if names.inside(at):
            continue
        found = _at(text, start, at, end, issuers=issuers, names=names, order_only=loose)
        if found is not None:
            return found
    if not handed:
        return _passive(text, start, end, names)
    return None


def _places(
    text: str, start: int, end: int, *, handed: bool, topic: bool
) -> Iterator[tuple[int, bool]]:
    """Where a subject may begin; the flag tells that only an order counts there."""
    yield start, False
    opener = topic or _OPENER.match(text, start, end)
    concluding = CONCLUDING.match(text[start:end])
    if handed and not concluding and _begins_with_work(text, start):
        return
    for match in _BOUNDARY.finditer(text, start, end):
        if concluding:
            yield match.end(), match.group()[0] in ",:"
        elif opener:
            yield match.end(), False
        elif not handed and match.group()[0] in ";,:":
            about = match.group()[0] == ":" and _TOPIC.fullmatch(text, start, match.start())
            yield match.end(), not about
    if opener and not concluding:
        stop = end if not handed else _first_comma(text, start, end)
        taken = start
        for match in re.finditer(rf"(?<=[^\W\d_A-Z]) (?=[{UPPER}]|các |mỗi )", text[start:stop]):
            at = start + match.end()
            if at < taken:
                continue
            before = text[max(start, at - 1 - _LOOKED_BACK) : at - 1]
            if not (_PREPOSITIONS.search(before) or _INSIDE_NAME.search(before)):
                if text[at].isupper() or not _object(before):
                    yield at, False
            elif other := parties_at(text, at):
                taken = other.end  # nobody is named within the name of another


def _object(before: str) -> bool:
    """Whether the words before a name are a verb of which it is the object: "giúp | các xã"."""
    if _DONE.search(before):
        return False
    words = list(_LAST_WORDS.finditer(before))
    return any(verb_at(before, word.start()) == len(before) for word in words)


def _begins_with_work(text: str, start: int) -> bool:
    """Whether an item under a heading begins with what its parties are to do.

    Behind words such as "Định kỳ hằng tháng, …" others may be named.
    """
    return verb_at(text, start) is not None and not _INTRODUCING.match(text, start)


def _first_comma(text: str, start: int, end: int) -> int:
    match = re.compile(r"[,;:]").search(text, start, end)
    return match.start() if match else end


def _at(
    text: str,
    start: int,
    at: int,
    end: int,
    *,
    issuers: frozenset[str],
    names: Names,
    order_only: bool,
) -> Subject | None:
    order = _ORDER.match(text, at, end)
    if order:
        parties = _list(text, order.end(), end, names)
        if parties:
            if predicate(text, parties.end, end) is None:
                parties = run_on(text, parties, end, names) or parties
            return Subject(parties.members, parties.end, ordered=True, works=True)
        return None
    if order_only:
        return None
    parties = _list(text, at, end, names)
    if parties is None:
        return None
    colon = _COLON.match(text, parties.end, end)
    if colon and at == start and _asks(text, colon.end(), end):
        return Subject(parties.members, colon.end(), ordered=False, works=True)
    handing = _ORDERS.match(text, parties.end, end)
    directs = handing is not None and handing.group().strip().lower().endswith("chỉ đạo")
    if handing and _commands(parties, issuers, directs=directs):
        inner = _list(text, handing.end(), end, names)
        if inner:
            return Subject(inner.members, inner.end, ordered=True, works=True)
    works = predicate(text, parties.end, end)
    if works and _speaks(text, parties, issuers):
        works = False
    if works is not None:
        return Subject(parties.members, parties.end, ordered=False, works=works)
    return _by_form(text, parties, end, names) if at == start else None


def _by_form(text: str, parties: Parties, end: int, names: Names) -> Subject | None:
    """A subject at the head of a sentence that no known word of work follows at once."""
    headed = _headed(text, parties, end) if len(parties.members) == 1 else None
    if headed:
        return headed
    longer = run_on(text, parties, end, names)
    if longer:
        return Subject(longer.members, longer.end, ordered=False, works=True)
    if _UNKNOWN_VERB.match(text, parties.end, end):
        return Subject(parties.members, parties.end, ordered=False, works=True)
    return None


def _headed(text: str, parties: Parties, end: int) -> Subject | None:
    """A name that runs on to the colon behind it, where work follows the colon."""
    colon = _LONG_NAME.match(text, parties.end, end)
    if colon is None or not _asks(text, colon.end(), end):
        return None
    only = parties.members[0]
    stop = colon.start() + colon.group().index(":")
    name = f"{only.value.name}{text[only.end : stop]}".rstrip()
    party = Found(only.start, stop, only.value._replace(name=name))
    return Subject((party,), colon.end(), ordered=False, works=True)


def _asks(text: str, start: int, end: int) -> bool:
    return verb_at(text, start) is not None or bool(MODAL.match(text, start, end))


def _list(text: str, at: int, end: int, names: Names) -> Parties | None:
    return whole_parties(text, at, end, names)


def _commands(parties: Parties, issuers: frozenset[str], *, directs: bool) -> bool:
    """Whether the parties hand work on; whoever is to "chỉ đạo các Sở" works, unless it speaks.

    Several that hand something on ("Đảng ủy các xã: A, B phân công từng cấp ủy viên") do not speak.
    """
    name = parties.members[0].value.name
    if name.casefold() in issuers:
        return True
    return len(parties.members) == 1 and not directs and bool(_ORDERER.match(name))


def _speaks(text: str, parties: Parties, issuers: frozenset[str]) -> bool:
    """Whether who speaks only says so: "Ủy ban nhân dân xã thông báo lịch nghỉ như sau"."""
    if _TELLS.match(text, parties.end) is None:
        return False
    name = parties.members[0].value.name.casefold().replace("ubnd", "ủy ban nhân dân")
    return any(issuer.startswith(name) for issuer in issuers)  # the place may be left out


def _passive(text: str, start: int, end: int, names: Names) -> Subject | None:
    for match in _PASSIVE.finditer(text, start, end):
        parties = _list(text, match.end(), end, names)
        if parties and _BY_THEM.match(text, parties.end):
            return Subject(parties.members, parties.end, ordered=False, works=True)
    return None
