"""Roles inside a task: who coordinates, who supervises, who is only reported to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.attributes import whole_parties
from extract.full_names import run_on
from extract.letters import UPPER
from extract.names import NO_NAMES, Names
from extract.parties import Parties, Party, parties_at
from extract.predicates import predicate
from extract.verbs import verb_at
from models.notice import Addressed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.found import Found

_COORDINATE = re.compile(
    r"(?<!quy chế )(?<!công tác )(?<!sự )(?<!cơ chế )(?<!hiệu quả )(?<!trách nhiệm )(?<!tinh thần )"
    r"\b(?:phối hợp|phối, kết hợp|phối kết hợp|kết hợp|hiệp đồng)"
    r"(?:,? (?:chặt chẽ|kịp thời|đồng bộ|hiệu quả|tốt|thường xuyên|tích cực|chủ động|nhịp nhàng|hiệp đồng"
    r"|cụ thể|có hiệu quả|và hỗ trợ|, hỗ trợ|, thống nhất|trao đổi))*"
    r"(?:\s+(?:cùng với|với|cùng))?\s+",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"(?:^|(?<=[;,:.]\s)|(?<=chủ động )|(?<=tiếp tục )|(?<=khẩn trương )|(?<=chủ trì )|(?<=chủ trì, )|(?<=đầu mối )|(?<=đầu mối, ))"
    r"(?:cùng với|cùng|làm việc(?:,? (?:cụ thể|trực tiếp|thống nhất|ngay))*,? với"
    r"|thống nhất với|với sự tham gia của|có sự phối hợp của)\s+",
    re.IGNORECASE,
)
_ONE_BY_ONE = re.compile(r"từng\s")
_BESIDES = ((_COORDINATE, ("hợp", "hiệp đồng")), (_TOGETHER, ("cùng", "với", "phối hợp")))
"""Each with the words of which it needs one: most texts have none."""
_BESIDE = re.compile(r"\s*,?\s*(?:cùng với|cùng)\s+(?!nhau)", re.IGNORECASE)
_OTHERS = re.compile(rf"[;,]\s+(?=(?:các|Các|[{UPPER}]))")
_LISTED = re.compile(rf",\s+(?=[{UPPER}])")
_COMMANDS = re.compile(
    r"\s+(?:chỉ đạo|giao|yêu cầu|kết luận|phê duyệt|thông qua|ban hành|quyết định|đề nghị)\b"
)
_OPEN_LIST = re.compile(
    r"\b(?:phối hợp|kết hợp|cùng|với|của|gửi|báo cáo|trình|đề nghị|giữa|cho|tại|về|theo|do|đối với|như|gồm|qua"
    r"|hướng dẫn|đôn đốc|chỉ đạo|tham mưu|đề xuất|kiểm tra|hỗ trợ|yêu cầu|từ|thuộc|sau khi|khi|nếu|để|được|(?<!chuẩn )bị|đã)\b[^;.]*$"
)
"""Words whose object may be the list that the comma stands in."""
_HELPING = re.compile(r"\s*(?:có trách nhiệm |tích cực |chủ động |cùng )*(?:phối hợp|hỗ trợ)\b")
_FOLLOW = re.compile(r"\b(?:theo dõi|đôn đốc|giám sát|kiểm tra)\b", re.IGNORECASE)
_OF_NOTICE = re.compile(
    r"(?:Thông báo|Kết luận|Chỉ thị|Công văn|Công điện|Kế hoạch|Văn bản|Quyết định|Nghị quyết|văn bản"
    r"|thông báo|kết luận)(?: kết luận| chỉ đạo)? này\b"
    r"|(?:nội dung|nhiệm vụ|ý kiến|kết luận|chỉ đạo|Thông báo)[^.;]{0,60}?"
    r"(?:nêu trên|trên đây|tại (?:Thông báo|Kết luận|cuộc họp|buổi làm việc|hội nghị|văn bản)|nói trên"
    r"|(?:này|trên)(?=\s*[,;.]|\s+và|\s*$))"
    r"|thực hiện (?:các |nghiêm )?(?:nội dung )?(?:Thông báo kết luận|Thông báo|Kết luận|Chỉ thị|Công điện)(?! số)\b"
    r"|thực hiện (?:các |nghiêm )?(?:nội dung )?(?:kết luận|ý kiến kết luận|ý kiến chỉ đạo|thông báo kết luận)\b(?! (?:thanh tra|kiểm tra|kiểm toán|giám sát|giám định|điều tra))"
)
_BARE_FOLLOW = re.compile(
    r"(?:,? (?:và )?(?:theo dõi|đôn đốc|giám sát|kiểm tra|tổng hợp))*"
    r"(?: (?:các (?:cơ quan|đơn vị|phòng|sở|địa phương)[^;.]{0,40}? )?(?:việc |quá trình |kết quả |tình hình |tiến độ )?"
    r"(?:tổ chức |triển khai )?thực hiện)?"
    r"(?: của (?:các|mỗi|từng) [^,;.]{0,40})?"
    r"(?: theo (?:chức năng,? )?(?:nhiệm vụ|quy định)[^,;.]*)?"
    r"\s*(?:[;.]|\./|$|, (?:(?:tổng hợp|kịp thời|định kỳ|tham mưu)[^,;.]*,? )?(?:và )?(?:báo cáo|tham mưu))",
    re.IGNORECASE,
)
"""To follow without saying what: it is the notice."""
_SINCE = re.compile(r"\b(?:nhận được|kể từ ngày|ban hành|theo|tại|căn cứ)\s+$", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:[\s,]|chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|thường xuyên|chủ động|tiếp tục|làm đầu mối"
    r"|là (?:cơ quan|đơn vị) (?:đầu mối|thường trực)|giúp [^,;]+?|và|tham mưu|tổ chức|hướng dẫn|kịp thời"
    r"|trực tiếp|định kỳ|thực hiện|việc|để|theo chức năng, nhiệm vụ|đầu mối|tăng cường|nghiêm túc)*$",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:báo cáo(?: kết quả| kịp thời| ngay| đề xuất)?(?: về| với| cho| lên)?|trình|tham mưu(?: cho| giúp| đề xuất)?"
    rf"|đề xuất(?: với)?|xin ý kiến(?: của)?|gửi(?: về| đến| cho)?|kiến nghị(?: với)?)\s+(?=[{UPPER}]|cấp|các )",
    re.IGNORECASE,
)


def coordinators(
    text: str, start: int, end: int, names: Names = NO_NAMES, *, behind: int | None = None
) -> list[Found[Party]]:
    """Those after phối hợp với and cùng với, and those whom a later clause only helps.

    ``behind`` is where the subject ends: "Sở Y tế cùng với Sở Tài chính …".

    >>> text = "chủ trì, phối hợp với Công an quận và Ủy ban nhân dân các phường rà soát"
    >>> [c.value.name for c in coordinators(text, 0, len(text))]
    ['Công an quận', 'Ủy ban nhân dân các phường']
    """
    found: list[Found[Party]] = []
    beside = _BESIDE.match(text, start if behind is None else behind)
    if beside:
        parties = parties_at(text, beside.end(), names)
        found += parties.members if parties and parties.end <= end else ()
    words = text[start:end]
    plain = words.lower()
    for rule, hints in _BESIDES:
        for match in rule.finditer(words) if any(hint in plain for hint in hints) else ():
            parties = _whole_list(text, start + match.end(), end, names, beside=True)
            members = parties.members if parties else ()
            # Whoever works "với từng xã" has them as its object, not as helpers.
            found += (one for one in members if not _ONE_BY_ONE.match(one.value.name))
    for match in _OTHERS.finditer(text, start, end):
        parties = parties_at(text, match.end(), names)
        if parties and parties.end <= end and _HELPING.match(text, parties.end):
            found += parties.members
    return sorted(set(found))


def later_leads(text: str, start: int, end: int, names: Names = NO_NAMES) -> list[Found[Party]]:
    """Subjects of later clauses of the sentence that work too.

    Behind a semicolon; behind a comma where the sentence hands out work to units one by one.

    >>> text = "Giao Cục X chủ trì thẩm định thiết kế, Vụ Tài chính bố trí vốn, Thanh tra Bộ giám sát."
    >>> [lead.value.name for lead in later_leads(text, 10, len(text))]
    ['Vụ Tài chính', 'Thanh tra Bộ']
    """
    found: list[Found[Party]] = []
    for match in re.finditer(
        r";\s+(?:đồng thời,?\s+|và\s+)?(?:(?:giao|yêu cầu|đề nghị)\s+)?", text[start:end]
    ):
        at = start + match.end()
        ordered = match.group().rstrip().endswith(("giao", "yêu cầu", "đề nghị"))
        parties = _whole_list(text, at, end, names)
        helping = _HELPING.match(text, parties.end) if parties else None
        if not parties or (helping and not (ordered and helping[0].endswith("hỗ trợ"))):
            continue
        named = text[at].isupper() or text.startswith("các ", at)
        if ordered or (named and predicate(text, parties.end, end)):
            found += parties.members
    return sorted({*found, *_listed_leads(text, start, end, names)})


def _whole_list(
    text: str, at: int, end: int, names: Names, *, beside: bool = False
) -> Parties | None:
    """The parties at a place, the last of them read on to the verb behind it."""
    parties = whole_parties(text, at, end, names, beside=beside)
    if parties is None:
        return None
    if predicate(text, parties.end, end) is not None:
        return parties
    return run_on(text, parties, end, names) or parties


def follows_up(text: str, lead: Found[Party], end: int) -> bool:
    """Whether a party of a later clause follows the carrying out of the notice.

    >>> text = "Các sở nghiêm túc thực hiện; Văn phòng UBND tỉnh theo dõi, đôn đốc."
    >>> lead = later_leads(text, 7, len(text))[0]
    >>> follows_up(text, lead, len(text))
    True
    """
    others = re.compile(
        rf"(?:(?:,|;| và) (?:các )?[{UPPER}][^;.]*?)?\s+(?=theo dõi|đôn đốc|giám sát|kiểm tra|chủ trì|có trách nhiệm|tổng hợp)"
    ).match(text, lead.end, end)
    if re.compile(r"[^;.]*\b(?:theo dõi|đôn đốc)\b").match(text, lead.end, end) is None:
        return False  # "Thanh tra Bộ giám sát" is a share of the work itself
    return supervises(text, others.end() if others else lead.end, end, [])


def _listed_leads(text: str, start: int, end: int, names: Names) -> Iterator[Found[Party]]:
    """Units with a verb of their own behind a comma, none of them in a list of helpers."""
    taken = start
    for match in _LISTED.finditer(text, start, end):
        at = match.end()
        if at < taken or names.inside(at):
            continue
        parties = parties_at(text, at, names)
        if parties is None or parties.end > end:
            continue
        taken = parties.end
        verb = re.compile(r"\s+").match(text, parties.end)
        alone = all(party.value.addressed is not Addressed.GROUP for party in parties.members)
        if not (verb and alone and verb_at(text, verb.end())) or _COMMANDS.match(text, parties.end):
            continue
        if _HELPING.match(text, parties.end):
            continue
        if not _OPEN_LIST.search(text, start, at):
            yield from parties.members


def supervises(text: str, start: int, end: int, helpers: list[Found[Party]]) -> bool:
    """Whether the work is to follow that the notice itself is carried out.

    >>> text = "Theo dõi, đôn đốc các cơ quan, đơn vị thực hiện Kết luận này; tổng hợp, báo cáo"
    >>> supervises(text, 0, len(text), [])
    True
    >>> text = "kiểm tra việc thực hiện kết luận thanh tra mua sắm tại 04 đơn vị"
    >>> supervises(text, 0, len(text), [])
    False
    >>> text = "Tiếp tục rà soát, đôn đốc các đơn vị thực hiện hoàn tất chỉ tiêu, nhiệm vụ"
    >>> supervises(text, 0, len(text), [])
    False
    """
    follow = _FOLLOW.search(text, start, end)
    if follow is None:
        return False
    between = text[start : follow.start()]
    for helper in helpers:
        if start <= helper.start < follow.start():
            between = between.replace(text[helper.start : helper.end], "")
    between = re.sub(r"phối hợp(?: chặt chẽ)?(?: với| cùng)?", "", between)
    if not _BETWEEN.match(between.strip(" ,")):
        return False
    if _BARE_FOLLOW.match(text, follow.end(), end):
        return True
    semicolon = text.find(";", follow.end(), end)
    stop = end if semicolon < 0 else semicolon
    return any(
        not _SINCE.search(text, follow.end(), match.start())
        for match in _OF_NOTICE.finditer(text, follow.end(), stop)
    )


def reported_to(text: str, start: int, end: int, names: Names = NO_NAMES) -> list[Found[Party]]:
    """Those the result goes to: objects of báo cáo, trình, tham mưu, đề xuất, gửi.

    >>> text = "tổng hợp, báo cáo Chủ tịch Ủy ban nhân dân tỉnh trước ngày 05/8/2024"
    >>> [r.value.name for r in reported_to(text, 0, len(text))]
    ['Chủ tịch Ủy ban nhân dân tỉnh']
    """
    found: list[Found[Party]] = []
    for match in _REPORT.finditer(text, start, end):
        if verb_at(text, match.end()) is not None and text[match.end()].islower():
            continue
        parties = parties_at(text, match.end(), names)
        if parties and parties.end <= end:
            found += parties.members
    return found
