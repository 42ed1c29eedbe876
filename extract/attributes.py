"""What tells the members of a group apart: words behind its noun, up to the main predicate.

"Các đơn vị thi công phải …", "các cơ sở khám, chữa bệnh có trách nhiệm …": a word of work behind
the noun belongs to the name where what is to be done stands behind it.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from extract.found import Found
from extract.letters import UPPER
from extract.names import NO_NAMES, Names
from extract.parties import SEPARATOR, Parties, Party, parties_at
from extract.party_words import ACTOR, COMPOUND, EACH, FIELD_VERB, HEAD, UNIT
from extract.predicates import MODAL, demanded, predicate
from extract.verbs import verb_at
from models.notice import Addressed

TRADE: Final = re.compile(
    r"(?:kinh doanh|sản xuất|mua bán|bán (?:lẻ|buôn)|biểu diễn|khám(?:,? chữa)? bệnh|khám|chữa bệnh|điều trị|nuôi|chăn nuôi"
    r"|nuôi trồng|trồng trọt|chế biến|giết mổ|xuất khẩu|nhập khẩu|vận tải|cho vay|cai nghiện|hành nghề|dạy nghề"
    r"|giam giữ|tín dụng|giáo dục|y tế|báo chí|xuất bản|bưu chính|viễn thông|lưu trú|lữ hành|du lịch|nghệ thuật"
    r"|tài trợ|tín ngưỡng|tôn giáo|thụ hưởng|môi giới|đấu giá|công chứng|giám định|kiểm nghiệm|đăng kiểm|bảo trợ"
    r"|phát điện|cấp nước|thoát nước|thuê bao|quảng cáo|phân phối|kiểm toán|thi hành án|lao động|sử dụng (?:lao động|ngân sách(?: nhà nước)?|đất|điện|vốn vay)"
    r"|nộp thuế|bảo hiểm|thương mại|ăn uống|kinh tế|dân phòng|tự quản|đánh bắt|khai thác (?:thủy|hải|khoáng|cát|đá)\S*"
    r"|công nghệ thông tin|thu gom|sửa chữa|lắp ráp|gia công|cung cấp dịch vụ|cung ứng dịch vụ)(?!\w)"
)
"""What somebody's business is: no order to a party is given by these words."""
_ATTRIBUTIVE = re.compile(
    rf"(?:{FIELD_VERB.pattern}|(?:cung cấp|cung ứng|sử dụng|tham gia|thi hành|thực hiện|thu phí|xử lý|tiếp công dân"
    r"|tuần tra|trực|giữ|vay|trồng|sở hữu|chủ trì|đề nghị|vận động|giải quyết|cấp)(?!\w))"
)
"""Words of work that tell members of a group apart where a plain demand stands behind them."""
_BLOCKING = re.compile(
    r"(?:các|những|mọi|từng|mỗi|việc|một|\d.*|cho|để|nhằm|về|với|đến|tới|từ|bằng|vào|khi|nếu|mà|thì|là|rằng|nào"
    r"|tốt|nghiêm|chặt|đầy|kịp|ngay|lại|thật|đúng|toàn|hết|nhanh|sớm|được|bị|đã|đang|sẽ|không|chưa|cũng|như|trước|sau"
    r"|ít|hơn|rõ|công khai|đồng bộ|thường xuyên|định kỳ|đối với|so với|cùng|vẫn)(?!\w)"
)
"""Words that show that the verb before them is the main one: it has an object or a manner."""
_PLACED = re.compile(
    rf"(?:trên địa bàn(?: (?:toàn )?(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường))?|(?:của|thuộc|tại|ở)(?= (?:[{UPPER}]|trụ sở))|trong (?:tỉnh|ngành|khu vực)"
    r"|thuộc (?:tỉnh|huyện|xã|phường|ngành|hệ thống|phạm vi|lĩnh vực)|có(?= (?:liên quan|rừng|vốn|dự án|nhu cầu|vi phạm))|công nghệ thông tin|công nghiệp|công trình|công cộng|công lập)(?!\w)"
)
_RELATIVE = re.compile(
    r"(?:bị|có(?! (?:trách nhiệm|nhiệm vụ|nghĩa vụ|quyền|yêu cầu|văn bản|kế hoạch|báo cáo|biện pháp|giải pháp|phương án|ý kiến|lộ trình|nhiều|một|thể|\d))"
    r"|chịu(?= ảnh hưởng| thiệt hại)|được (?:giao|phân công|chọn|thanh tra|kiểm tra|hỗ trợ)|vùng|ven|nơi|giáp|nằm|gặp|chậm(?! nhất)) \w+"
)
"""What opens a clause about some members only: "các xã bị ngập …", "các đơn vị được giao vốn …"."""
_BY_ITSELF = re.compile(r"(?:tự|trực tiếp)(?!\w)")
_INSERTED = re.compile(r"(?:theo|căn cứ|trên cơ sở|trong (?:phạm vi|quá trình)|khi)(?!\w)")
_LAST_VERB = re.compile(r"\s(?:quản lý|sản xuất|kinh doanh|khai thác|thi công|tham mưu|cung cấp)$")
_MANNER = re.compile(r"\s+(?:chặt chẽ|tốt|các|việc|nghiêm|đầy đủ|kịp thời|đúng)(?!\w)")
_WORD = re.compile(r"[^\s,;:.()“”\"]+")
_COMMA = re.compile(r",\s+")
_BREAK = re.compile(r"[;:.()“”\"]")
_KINDS = re.compile(
    rf"(?<!\w)(?:đơn vị|cơ quan|cơ sở|doanh nghiệp|tổ chức|cá nhân|hộ|gia đình|chủ (?!tịch|nhiệm|trì)\w+|công ty|hợp tác xã|trường(?: học)?|trung tâm|lực lượng"
    rf"|hội|hiệp hội|ngân hàng|nhà \w+|cán bộ|công chức|viên chức|người|đội|tổ|nhóm|chi nhánh|bệnh viện|trạm|quỹ|{ACTOR.pattern})"
    r"(?:,? (?!hoặc)\w+){0,8}$",
    re.IGNORECASE,
)
"""Nouns whose members words behind them tell apart."""
_LAST_WORDS = re.compile(r"(?<!\S)\S+")
_TOLD = re.compile(r"(?<!\w)(?:liên quan|(?:trực )?thuộc \w+)$")
"""Members that are told apart already: a verb behind these words is what they are to do."""
_LONGEST_COMPOUND = 16
"""Characters."""
_FARTHEST = 14
"""Words."""


def attribute_end(text: str, at: int, end: int) -> int | None:
    """End of the words behind the noun of a group (``text[:at]``) that tell its members apart.

    None where they tell nobody apart: what stands behind the noun is what is to be done.

    >>> def show(text, noun):
    ...     stop = attribute_end(text, len(noun), len(text))
    ...     return text[:stop] if stop else None
    >>> show("Các đơn vị quản lý công viên phải cắt tỉa cây", "Các đơn vị")
    'Các đơn vị quản lý công viên'
    >>> show("Các đơn vị quản lý chặt chẽ các công trình cần sửa", "Các đơn vị") is None
    True
    >>> show("Các cơ sở giết mổ lắp đặt hệ thống xử lý nước thải", "Các cơ sở")
    'Các cơ sở giết mổ'
    """
    if _TOLD.search(text, max(0, at - _LONGEST_COMPOUND), at) and verb_at(text, at + 1):
        return None
    whole = _compound_end(text, at)
    while (comma := _COMMA.match(text, whole)) and (more := TRADE.match(text, comma.end())):
        whole = more.end()
    stop = _told_apart(text, whole, end)
    return stop or (whole if whole > at and predicate(text, whole, end) else None)


def _compound_end(text: str, at: int) -> int:
    """The end of a compound that ``at`` lies in: "công nghệ | thông tin"; else ``at``."""
    for word in _LAST_WORDS.finditer(text, max(0, at - _LONGEST_COMPOUND), at):
        compound = COMPOUND.match(text, word.start())
        if compound and compound.end() > at:
            return compound.end()
    return at


def _told_apart(text: str, at: int, end: int) -> int | None:
    if text[at : at + 1] != " " or not text[at + 1 : at + 2].islower():
        return None
    seen, trade = _opening(text, at + 1)
    trade = trade or _of_trade(text, at)
    if not seen:
        return None
    for word in islice(_WORD.finditer(text, seen, end), _FARTHEST):
        here = word.start()
        stop = _end_before(text, here)
        gap = text[stop:here]
        if _BREAK.search(gap):
            return None
        if here < seen:
            continue
        if ("," in gap or word.group() == "và") and _opens(text, here, word):
            return stop
        if demanded(text, stop):
            return stop
        more = _attribute(text, here, listed="," in gap)
        if more:
            seen, trade = more.end(), trade or more.re is TRADE
        elif _INSERTED.match(text, here):
            return stop if trade and predicate(text, stop, end) else None
        elif verb_at(text, here) is not None or _BY_ITSELF.match(text, here):
            return stop if trade else None
        elif _BLOCKING.match(text, here):
            return None
    return None


def _of_trade(text: str, at: int) -> bool:
    """Whether a word of trade ends before ``at``: "các doanh nghiệp sản xuất | vắc xin"."""
    words = _LAST_WORDS.finditer(text, max(0, at - _LONGEST_COMPOUND), at)
    return any((trade := TRADE.match(text, word.start())) and trade.end() == at for word in words)


def _opening(text: str, first: int) -> tuple[int, bool]:
    """Where the first word behind the noun ends, 0 where it tells nobody apart; whether of trade."""
    for rule in (TRADE, _PLACED, _RELATIVE, _ATTRIBUTIVE, COMPOUND):
        if match := rule.match(text, first):
            return match.end(), rule in {TRADE, _PLACED, _RELATIVE}
    if (
        any(rule.match(text, first) for rule in (_BLOCKING, _INSERTED))
        or verb_at(text, first) is not None
    ):
        return 0, False
    word = _WORD.match(text, first)
    return (word.end() if word and not MODAL.match(text, first) else 0), False


def _attribute(text: str, at: int, *, listed: bool) -> re.Match[str] | None:
    """One more attribute: in a list also a word of work ("thi công, giám sát")."""
    rules = (TRADE, _PLACED, COMPOUND, *((_ATTRIBUTIVE,) if listed else ()))
    return next((match for rule in rules if (match := rule.match(text, at))), None)


def whole_parties(
    text: str, at: int, end: int, names: Names = NO_NAMES, *, beside: bool = False
) -> Parties | None:
    """The parties that begin at ``at``, groups with what tells their members apart.

    >>> text = "các khách sạn, cơ sở lưu trú, các hộ kinh doanh ăn uống bảo đảm vệ sinh"
    >>> [p.value.name for p in whole_parties(text, 0, len(text)).members]
    ['các khách sạn, cơ sở lưu trú', 'các hộ kinh doanh ăn uống']
    """
    members: list[Found[Party]] = []
    stop = at
    while found := parties_at(text, at, names, beside=beside):
        if found.end > end:
            break
        members += found.members
        stop = found.end
        last = members[-1]
        further = attribute_end(text, stop, end) if _common(text, last) else None
        if further is None:
            cut = _without_verb(text, last)
            if cut != last:
                members[-1], stop = cut, cut.end
            break
        name = last.value.name + text[last.end : further]
        members[-1] = Found(last.start, further, last.value._replace(name=name))
        stop = further
        separator = SEPARATOR.match(text, stop)
        if separator is None:
            break
        at = separator.end()
    return Parties(tuple(members), stop) if members else None


def _without_verb(text: str, last: Found[Party]) -> Found[Party]:
    """The party without a word that its object or manner shows to be the main verb."""
    verb = _LAST_VERB.search(text, last.start, last.end)
    if verb is None or not _MANNER.match(text, last.end):
        return last
    cut = last.end - verb.start()
    return Found(last.start, verb.start(), last.value._replace(name=last.value.name[:-cut]))


def _common(text: str, party: Found[Party]) -> bool:
    """Whether a party is named by a noun that has kinds; communes and departments have none."""
    name = party.value.name
    group = party.value.addressed is Addressed.GROUP or " các " in name
    told = _RELATIVE.match(text, party.end + 1) or _KINDS.search(name)
    return group and told is not None


def _opens(text: str, here: int, word: re.Match[str]) -> bool:
    """Whether another party opens behind a comma or "và"."""
    at = here if word.group() != "và" else word.end() + 1
    return any(rule.match(text, at) for rule in (EACH, HEAD, UNIT))


def _end_before(text: str, at: int) -> int:
    return len(text[:at].rstrip(' ,;:.()“”"'))
