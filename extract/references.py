"""Documents that a text cites: "Kế hoạch số 186/KH-UBND ngày 17/9/2024 của …"."""

from __future__ import annotations

import re

from extract.dates import DAY, DateContext, read_day
from extract.found import Found
from extract.letters import UPPER
from extract.skeleton import skeleton
from models.notice import Reference

_TYPE = (
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư liên tịch|Thông tư"
    r"|Kế hoạch|Công văn|Công điện|Văn bản|Thông báo kết luận|Thông báo|Kết luận|Tờ trình|Báo cáo"
    r"|Chương trình|Đề án|Quy chế|Quy định|Hướng dẫn|Giấy mời|Biên bản|Phương án)"
)
_SYMBOL = rf"[{UPPER}][\w.&]*(?:\s?[-/]\s?[{UPPER}][\w.&]*)*\d{{0,2}}"
_CITED = re.compile(
    rf"(?:(?P<type>{_TYPE}|{_TYPE.lower()})\s+)?(?:số\s*:?\s*)?"
    rf"(?<![\w/])(?P<number>\d{{1,5}}(?:\s?/\s?(?:19|20)\d\d)?)\s?[/-]\s?(?P<symbol>{_SYMBOL})"
)
_NUMBERED = re.compile(rf"\d\s?[/-]\s?[{UPPER}]")
_DATED = re.compile(rf"\s*,?\s*(?:ngay\s+|\(\s*ngay\s+)(?P<day>{DAY})")
_CONTINUES = re.compile(r"[\s,;:]*(?:và|số|các|ngày|của|\s)*$")
_REACH = 120


def find_references(text: str) -> list[Found[Reference]]:
    """All cited documents, in order; in a list the type is said once.

    >>> def show(text):
    ...     return [(r.value.type, r.value.number, r.value.symbol, str(r.value.date))
    ...             for r in find_references(text)]
    >>> show("theo Kế hoạch số 186/KH-UBND ngày 17/9/2024 của UBND quận")
    [('Kế hoạch', '186', 'KH-UBND', '2024-09-17')]
    >>> show("các Quyết định số: 1743/QĐ-BGTVT, 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020; đạt 6/11 chỉ tiêu")
    [('Quyết định', '1743', 'QĐ-BGTVT', 'None'), ('Quyết định', '30/2020', 'NĐ-CP', '2020-03-05')]
    >>> show("Kết luận số 127-KL/TW và 24/24 giờ")
    [('Kết luận', '127', 'KL/TW', 'None')]
    """
    found: list[Found[Reference]] = []
    if not _NUMBERED.search(text):
        return found
    bones = skeleton(text)
    for match in _CITED.finditer(text):
        end = match.end()
        kind = match["type"]
        if kind is None and found:
            last = found[-1]
            between = text[last.end : match.start()]
            if len(between) < _REACH and _CONTINUES.match(between):
                kind = last.value.type
        if (
            kind is None
            and not match.group().lstrip().startswith("số")
            and "-" not in match["symbol"]
        ):
            continue
        dated = _DATED.match(bones, end)
        day = read_day(dated["day"]) if dated else None
        end = dated.end() if dated else end
        reference = Reference(
            verbatim=text[match.start() : end],
            type=kind[:1].upper() + kind[1:] if kind else None,
            number="".join(match["number"].split()),
            symbol="".join(match["symbol"].split()),
            date=day.date(DateContext()) if day else None,
        )
        found.append(Found(match.start(), end, reference))
    return found
