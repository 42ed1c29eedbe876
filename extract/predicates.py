"""What stands behind a subject: work that is asked for, a statement, or neither."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from extract.verbs import CONCLUDING_VERB, STATING, verb_at

_INSERTION = re.compile(
    r"\s*(?:,\s*)?(?:\([^)]*\)\s*)?(?:,\s*)?(?:(?:theo|căn cứ|trên cơ sở|trong phạm vi|trong quá trình|tùy theo|với vai trò"
    r"|với chức năng|bằng|trong thời gian|từ nay|trước mắt|ngay|trong tháng|trong quý|trong năm|trong tuần"
    r"|trước ngày|chậm nhất|hằng năm|hằng tháng|định kỳ|đồng thời|nhất là|đặc biệt là|khi|tại)\b)",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*(?:,\s*(?:và\s+)?)?")
MODAL: Final = re.compile(
    r"(?:cần|phải|có trách nhiệm|đầu mối|chịu|không được|không để|tuyệt đối|làm|là (?:cơ quan|đơn vị|đầu mối|chủ đầu tư)"
    r"|giữ|tự|trực tiếp|kịp thời|sẽ|được giao(?: nhiệm vụ)?|có (?:văn bản|kế hoạch|giải pháp|biện pháp|báo cáo))\b",
    re.IGNORECASE,
)
_DEMAND = re.compile(
    r"\s+(?:có trách nhiệm|chịu trách nhiệm|phải|cần(?! thiết)|không được|chủ trì|khẩn trương|chủ động|tiếp tục|tăng cường"
    r"|đẩy mạnh|tập trung|nghiêm túc (?:thực hiện|chấp hành)|(?:phối hợp|kịp thời|thường xuyên) (?:chặt chẽ |báo cáo )?với)(?!\w)"
)
_CHARGE = re.compile(r"\s+phụ trách\s+(?P<first>\S+\s)(?:[^\s,;:.()]+\s+){0,9}")
"""What tells deputies apart before what they are to do: "Phó Giám đốc phụ trách X khẩn trương …"."""
_ACHIEVED = re.compile(r"\s+được\s+(?:(?:trên|hơn|gần|khoảng)\s+)?\d")
"""What was done, not what is asked for: "gieo cấy được 400 ha"."""
_NEXT_WORD = re.compile(r"(?<=\s)[^\W\d_]")
_FARTHEST = 40
"""Words."""


def demanded(text: str, at: int) -> bool:
    """Whether a plain demand stands behind a subject: no name or attribute goes over it.

    >>> demanded("Các đơn vị thi công phải rào chắn", 19), demanded("Các đơn vị thi công xây móng", 19)
    (True, False)
    """
    return _DEMAND.match(text, at) is not None


def predicate(text: str, at: int, end: int) -> bool | None:
    """What stands behind a subject: True for work, False for a statement, None for neither.

    >>> predicate("Sở Y tế khẩn trương rà soát", 7, 27), predicate("Sở Y tế đã rà soát", 7, 18)
    (True, False)
    >>> predicate("Sở Y tế và người dân", 7, 20) is None
    True
    """
    if _in_charge(text, at, end):
        return None
    if CONCLUDING_VERB.match(text, at, end) or STATING.match(text, at, end):
        return False
    insertion = _INSERTION.match(text, at, end)
    if insertion and _works_later(text, insertion.end(), end):
        return True
    comma = _COMMA.match(text, at, end)
    start = comma.end() if comma else at
    if MODAL.match(text, start, end):
        return True
    verb = verb_at(text, start)
    if verb is None:
        return None
    return _ACHIEVED.match(text, verb, end) is None


def _in_charge(text: str, at: int, end: int) -> bool:
    """Whether "phụ trách" tells deputies apart before what they are to do."""
    charge = _CHARGE.match(text, at, end)
    if charge is None:
        return False
    words = islice(_NEXT_WORD.finditer(text, charge.end("first") - 1, charge.end()), _FARTHEST)
    return any(verb_at(text, word.start()) is not None for word in words)


def _works_later(text: str, start: int, end: int) -> bool:
    """Whether a verb of work follows behind an insertion: "tại trụ sở, tổ chức …"."""
    words = islice(_NEXT_WORD.finditer(text, start, end), _FARTHEST)
    return any(verb_at(text, word.start()) is not None for word in words)
