"""Whether a sentence asks for work, or tells, praises, agrees, or closes the notice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.sections import IN_FORCE, closes
from extract.verbs import CONCLUDING, ORDER, PETITION, opens_work, verb_at
from models.notice import SectionKind

if TYPE_CHECKING:
    from extract.drafted import Reach
    from extract.subjects import Subject

_MODAL = re.compile(
    r"\b(?:phải|cần|không để|không được|tuyệt đối không|có trách nhiệm|cần phải|yêu cầu|đề nghị|tránh)\s"
    r"|(?:^|[;,]\s)không\s",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"(?:tuy nhiên|tuy vậy|tuy thế|song,?|mặc dù|bên cạnh (?:đó|những|các)|trong (?:thời gian qua|năm qua|những năm|6 tháng đầu|tháng qua|quý)"
    r"|tính đến|đến nay|hiện nay|thời gian qua|kết quả|nguyên nhân|đây là|từ đầu năm|qua (?:kiểm tra|báo cáo|thảo luận)"
    r"|với (?:sự|tinh thần)|hội nghị|cuộc họp|đến hết tháng|toàn (?:huyện|tỉnh|quận|xã|phường|thành phố)|nhìn chung"
    r"|năm \d{4},|tháng \d|cơ bản|đa số|phần lớn|một số|còn|vẫn)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\b(?:mới|chỉ|đã|chưa) đạt\b|\b(?:còn|vẫn còn|mới có|chỉ có) \d")
"""A figure of what is so, not of what is asked."""
_FIGURE = re.compile(r"\bđạt (?:trên |hơn |gần |khoảng )?\d|\bxếp (?:thứ|hạng)\b|\bchiếm \d")
"""Figures that state what is so, where the sentences before state too."""
_TOPIC = re.compile(r"(?:Về|Đối với|Liên quan|Kiến nghị)\s[^:.;]{3,200}:\s+(?=\S)")
"""What a sentence is about, before it says what was concluded."""
_NOT_TAKEN_UP = re.compile(
    r"(?:[^.;:,]{0,50}?\s)?(?:ghi nhận|(?:sẽ|đã)\s(?:được\s)?(?:ghi nhận|xem xét|trả lời|giải quyết)"
    r"|(?:chưa|không)\s(?:đặt vấn đề\s)?(?:xem xét|giải quyết|đồng ý|chấp thuận"
    r"|(?:có|đủ)\s(?:cơ sở|căn cứ|điều kiện|chủ trương|thẩm quyền)|thuộc thẩm quyền))(?!\w)",
    re.IGNORECASE,
)
"""What is said of a wish that nobody gets to work on."""
_ORDERED = re.compile(rf"(?:[,;.]|\bvà)\s(?:{ORDER})(?!\w)", re.IGNORECASE)
_STATE = re.compile(
    r"\b(?:đạt|xếp (?:thứ|hạng)|chiếm|còn|bị|vẫn|là|gặp|chậm|mới|thiếu|thấp|cao|lúng túng|hạn chế|đã|đang)\b|\bcó \d"
)
"""Words of what is so."""
_INNER_WORD = re.compile(r"(?<=\s)[^\W\d_]+")
_DEMAND_PAST = re.compile(r"\b(?:đã|đang|vừa qua)\b", re.IGNORECASE)


def asks(
    words: str, subject: Subject | None, reach: Reach, *, numbered: bool, told: bool = False
) -> bool:
    """Whether a sentence asks for work.

    Args:
        words: the sentence.
        subject: whom it gives work to, where it says so.
        reach: what the headings above it hand down.
        numbered: the item has a number; the closing formula of a notice has none.
        told: a sentence of the same item before it tells what is so.

    >>> from extract.drafted import Reach
    >>> asks("Rà soát hồ sơ tồn đọng.", None, Reach(), numbered=True)
    True
    >>> asks("Tuy nhiên, tiến độ mới đạt 45%.", None, Reach(), numbered=True)
    False
    >>> asks("Kiến nghị tăng mức phí: Sở ghi nhận.", None, Reach(), numbered=True)
    False
    """
    if PETITION.match(words) or IN_FORCE.match(words) or _turned_down(words):
        return False
    topic = _TOPIC.match(words)
    words = words[topic.end() :] if topic else words
    if subject is not None and subject.ordered:
        return numbered or not closes(words)
    if reach.kind is SectionKind.ASSESSMENT:
        return False
    if CONCLUDING.match(words.lstrip('“"( ')):
        return bool(subject and subject.works)
    if subject is not None:
        return subject.works and (numbered or not closes(words))
    if (_BACKGROUND.match(words) or _REACHED.search(words)) and not reach.leads:
        return False
    if reach.leads:
        return True
    if opens_work(words):
        return True
    past = _DEMAND_PAST.search(words[:60]) is not None
    return not past and (
        bool(_MODAL.search(words)) or (numbered and not told and _listed(words, reach))
    )


def _turned_down(words: str) -> bool:
    """Whether nobody gets to work on the wish a sentence tells of."""
    topic = _TOPIC.match(words)
    if topic is None or _ORDERED.search(words, topic.end()):
        return False
    return _NOT_TAKEN_UP.match(words, topic.end()) is not None


def _listed(words: str, reach: Reach) -> bool:
    """Whether an item among tasks, by whatever words, has something done: none is lost silently."""
    if not (reach.asked or reach.kind is SectionKind.ASSIGNMENT) or _STATE.search(words):
        return False
    inner = (word.start() for word in _INNER_WORD.finditer(words))
    return words.rstrip().endswith((".", ";", "/")) and any(
        verb_at(words, at) is not None for at in inner
    )


def only_reached(words: str) -> bool:
    """Whether a sentence gives figures of what is so: "đạt 58% chỉ tiêu", "xếp thứ 5"."""
    return _FIGURE.search(words) is not None
