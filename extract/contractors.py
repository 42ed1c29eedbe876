"""Who works under a contract, spoken of without a determiner: "nhà thầu", "đơn vị tư vấn"."""

from __future__ import annotations

import re

from extract.predicates import predicate

_CONTRACTOR = re.compile(
    r"(?:(?:liên danh(?: nhà thầu)?|nhà thầu|nhà đầu tư|chủ đầu tư|chủ dự án)"
    r"|(?P<kind>tư vấn|đơn vị|cơ quan)(?= (?:tư vấn|thi công|thiết kế|giám sát|thẩm tra|khảo sát|xây lắp|lập|vận hành|cung cấp"
    r"|cung ứng|trúng thầu|chủ quản|thường trực|kiểm định|bảo hiểm|quản lý dự án)(?!\w)))"
    r"(?: (?:tư vấn|thi công|thiết kế|giám sát|thẩm tra|khảo sát|xây lắp|lập (?:quy hoạch|dự án|hồ sơ)|vận hành|cung cấp(?: (?:thiết bị|dịch vụ|vật tư))?"
    r"|cung ứng(?: vật tư)?|trúng thầu|chủ quản|thường trực|kiểm định|quản lý dự án|dự án|xây dựng|thiết bị|phụ|chính))*(?!\w)"
    r"(?P<package> gói(?: thầu)?(?: số)? (?-i:(?=[\w.-]*[A-Z\d])[\w.-]*\w)(?!\w))?",
    re.IGNORECASE,
)
"""One who works under a contract, spoken of without a determiner: "Đơn vị tư vấn thiết kế"."""
_GAP = re.compile(r"(?<=\w) ")
_NEXT = re.compile(r"$|[,;:.]|\s(?:và|hoặc|để)\s")
_LEAST = 4
"""Syllables: "tư vấn" or "đơn vị" alone names nobody."""


def contractor_end(text: str, at: int) -> int:
    """End of one who works under a contract, without what may be its task; 0 for none.

    >>> def show(text):
    ...     return text[: contractor_end(text, 0)]
    >>> show("Nhà thầu thi công rà soát tiến độ"), show("Nhà thầu thi công 02 mũi")
    ('Nhà thầu thi công', 'Nhà thầu')
    >>> show("tư vấn giám sát, nhà thầu"), show("Đơn vị chịu trách nhiệm")
    ('tư vấn giám sát', '')
    >>> show("Liên danh nhà thầu gói XL-04 bổ sung máy"), show("nhà thầu gói thầu số 5 thi công")
    ('Liên danh nhà thầu gói XL-04', 'nhà thầu gói thầu số 5')
    """
    found = _CONTRACTOR.match(text, at)
    if found is None:
        return 0
    if found["package"]:
        return found.end()
    gaps = list(_GAP.finditer(found.group()))[_LEAST - 1 if found["kind"] else 0 :]
    for stop in (found.end(), *(at + gap.start() for gap in reversed(gaps))):
        if _NEXT.match(text, stop) or predicate(text, stop, len(text)) is not None:
            return stop
    return found.end()
