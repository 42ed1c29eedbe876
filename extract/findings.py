"""Figures that state what is so: percentages, ratios, ranks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.found import Found
from extract.measure import measure_of, paired_measures
from extract.numbers import read_number
from extract.percents import find_percents
from extract.quantities import is_present
from extract.skeleton import skeleton
from models.notice import Comparator, Finding, FindingKind, Flag

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOLE = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,5})(?:,\d{1,3})?"
_OF = (
    rf"(?:\s?/\s?|\s+tren\s+(?:tong\s+(?:so\s+)?)?|\s+trong\s+(?:tong\s+so|so)\s+)(?P<of>{_WHOLE})"
)
_PLACE = r"(?:dung|xep|hang|vi\s+tri|vi\s+thu|thu\s+hang|xep\s+loai)"
_ORDINALS = {
    "nhat": 1,
    "nhi": 2,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
_RANK = re.compile(
    rf"\b{_PLACE}(?:\s+(?:o|hang|vi\s+tri|vi\s+thu|la|cuoi|dau))*\s+"
    rf"(?P<mention>(?:thu\s+)?(?P<value>\d{{1,4}})(?![\d.%]|\s?%|,\d)(?:{_OF}(?![\d/]|\s?%))?)"
)
_ORDINAL = re.compile(
    rf"\b{_PLACE}(?:\s+(?:o|hang|vi\s+tri|vi\s+thu))*\s+(?P<mention>thu\s+(?P<value>{'|'.join(_ORDINALS)})\b)"
)
_THIRD = re.compile(
    rf"\b(?P<mention>thu\s+(?P<value>\d{{1,4}})(?:\s?/\s?|\s+tren\s+(?:tong\s+(?:so\s+)?)?)(?P<of>{_WHOLE}))(?![\d/])"
)
_RATIO = re.compile(
    rf"(?<![\w/.,-])(?P<value>{_WHOLE})\s?/\s?(?P<of>{_WHOLE})(?![\d%]|\s?[/%]|-[a-z\d]|/?[a-z])"
)
_SPELT_RATIO = re.compile(
    r"(?<![\w/.,-])(?P<value>\d{1,5})\s+(?:tren|trong)\s+tong\s+so\s+(?P<of>\d{1,5})(?![\d%,.]\d?|\s?%)\b"
)
_NO_RATIO = re.compile(
    r"(?:\bngay|thang|quy|nam|truoc|den|tu|het|dip|le|tet|quoc khanh|sang|chieu|toi|dem|so|nghi quyet|luat|nghi dinh"
    r"|quyet dinh|thong tu|chi thi|ke hoach|muc|khoan|dieu|hem|ngo|ngach|duong|quoc lo|ban do|quy hoach chi tiet|ty le|ti le|ty le ban do"
    r"|van ban|thong bao|cong van|to trinh|bao cao|nam hoc|nhiem ky|khoa|giai doan|nhat|va ngay|ky niem|phien hop|dot|ho chieu|bien so|tru|gio|km)\s*$"
)
_AFTER_DAY = re.compile(r"(?<!\d)[0-3]?\d/[01]?\d\s*(?:,|va|-|–)\s*$")
"""Another day before it: "dịp lễ 30/4 và 01/5"."""
_BEFORE = 40
"""Characters before a figure in which words say that it is no ratio."""
_OF_DAYS = re.compile(r"(?:ngay|truoc|den|tu|het|dip|le|tet|sang|chieu|toi|dem|dot|nhat)\b")
"""Words that stand before days; "kiểm đếm 486/512 hồ sơ" is none."""
_SCALES = frozenset({200, 500, 1000, 2000, 5000, 10000, 25000, 50000})
_COUNTED = re.compile(
    r"\s*(?:xa|phuong|quan|huyen|thi tran|thi xa|don vi|chi tieu|nhiem vu|noi dung|chi so|quay|ho|du an|cong trinh|so|nganh|co quan|ho so|thu tuc|tieu chi|tinh|dia phuong"
    r"|truong|thon|to|khu|ap|doanh nghiep|linh vuc|nguoi|dai bieu|y kien|muc tieu|phong|co so|tram|kien nghi|vu|goi thau|can bo|cong chuc|tthc|nhom)\b"
)
_STATED = re.compile(
    r"(?:dat|co|hoan thanh|duoc|da|con|voi|la|moi|chi|giai quyet|:|\(|,|khoang|hon|gan)\s*$"
)

_FIGURE = re.compile(rf"\d|\bthu\s+(?:{'|'.join(_ORDINALS)})\b")


def find_findings(text: str) -> list[Found[Finding]]:
    """All figures of an assessing text, in order.

    >>> def show(text):
    ...     return [(f.value.verbatim, f.value.kind.value, f.value.value, f.value.of) for f in find_findings(text)]
    >>> show("có 02/10 chỉ tiêu khó đạt; quận đang xếp hạng thứ 18/22 quận huyện; đạt 41,2% kế hoạch")
    [('02/10', 'ratio', 2.0, 10.0), ('thứ 18/22', 'rank', 18.0, 22.0), ('41,2%', 'percent', 41.2, None)]
    >>> show("tỉnh ta đứng thứ 37 trên tổng số 63 tỉnh, thành phố; phường xếp hạng 45/168; đứng thứ 3 toàn tỉnh")
    [('thứ 37 trên tổng số 63', 'rank', 37.0, 63.0), ('45/168', 'rank', 45.0, 168.0), ('thứ 3', 'rank', 3.0, None)]
    >>> show("Đến ngày 30/6/2024, trực 24/7, theo Nghị quyết số 12/2024, quy hoạch tỷ lệ 1/500, dịp lễ 30/4")
    []
    """
    bones = skeleton(text)
    found: list[Found[Finding]] = []
    if not _FIGURE.search(bones):
        return found
    for candidate in (*_ranks(text, bones), *_percents(text, bones), *_ratios(text, bones)):
        if not any(candidate.start < other.end and other.start < candidate.end for other in found):
            found.append(candidate)
    return sorted(found, key=lambda item: item.start)


def find_present(text: str) -> list[Found[Finding]]:
    """The present values that a task's text states beside what it asks for.

    >>> [f.value.verbatim for f in find_present("nâng tỷ lệ hài lòng (hiện là 93,5%) lên trên 95%")]
    ['93,5%']
    """
    bones = skeleton(text)
    present = {p.number for p in find_percents(text, bones) if is_present(bones, p)}
    if not present:
        return []
    return [
        found
        for found in _percents(text, bones)
        if any(found.start <= number < found.end for number in present)
    ]


def _percents(text: str, bones: str) -> Iterator[Found[Finding]]:
    percents = find_percents(text, bones)
    measures = paired_measures(text, bones, percents)
    for percent in percents:
        finding = Finding(
            verbatim=text[percent.start : percent.end],
            kind=FindingKind.PERCENT,
            value=percent.value,
            comparator=percent.comparator,
            measure=measures.get(percent.number) or measure_of(text, bones, percent),
            flags=_percent_flags(percent.value, percent.comparator),
        )
        yield Found(percent.start, percent.end, finding)


def _percent_flags(value: float, comparator: Comparator) -> tuple[Flag, ...]:
    if value > 100 and comparator not in {Comparator.INCREASE, Comparator.DECREASE}:
        return (Flag(code="percent_above_100", field="value", detail=f"{value:g}"),)
    return ()


def _ranks(text: str, bones: str) -> Iterator[Found[Finding]]:
    for pattern in (_RANK, _ORDINAL, _THIRD):
        for match in pattern.finditer(bones):
            before = bones[max(0, match.start() - 12) : match.start()]
            if re.search(
                r"(?:do thi|benh vien|cong trinh|di tich|lan|khoa|ky hop|xe|vien chuc|giay phep)\s*$",
                before,
            ):
                continue
            groups = match.groupdict()
            value = _ORDINALS.get(match["value"]) or float(match["value"])
            of = read_number(groups["of"]) if groups.get("of") else None
            if of is None and pattern is _RANK and not _is_rank(bones, match):
                continue
            start, end = match.span("mention")
            flags = (Flag(code="rank_above_total", field="value"),) if of and value > of else ()
            finding = Finding(
                verbatim=text[start:end],
                kind=FindingKind.RANK,
                value=float(value),
                of=of,
                flags=flags,
            )
            yield Found(start, end, finding)


def _is_rank(bones: str, match: re.Match[str]) -> bool:
    """Without a total "hạng 2" may be a class of road: it needs "thứ" or a verb of placing."""
    if match["mention"].startswith("thu"):
        return True
    return bool(re.match(r"(?:dung|xep|vi tri|thu hang)", match[0])) and not re.match(
        r"\s*(?:loai|lop|ho so|tang|xe|hang hoa)", bones[match.end() :]
    )


def _ratios(text: str, bones: str) -> Iterator[Found[Finding]]:
    for pattern in (_RATIO, _SPELT_RATIO):
        for match in pattern.finditer(bones):
            value, of = read_number(match["value"]), read_number(match["of"])
            if not _is_ratio(bones, match, value, of):
                continue
            flags = (Flag(code="part_above_whole", field="value"),) if value > of else ()
            finding = Finding(
                verbatim=text[match.start() : match.end()],
                kind=FindingKind.RATIO,
                value=value,
                of=of,
                measure=_counted(text, bones, match.end()),
                flags=flags,
            )
            yield Found(match.start(), match.end(), finding)


def _is_ratio(bones: str, match: re.Match[str], value: float, of: float) -> bool:
    before = bones[max(0, match.start() - _BEFORE) : match.start()]
    after = bones[match.end() : match.end() + 20]
    veto = _NO_RATIO.search(before)
    if of == 0 or (veto and not (_OF_DAYS.match(veto[0]) and (value > 31 or of > 12))):
        return False
    day = value <= 31 and of <= 12
    if day and (after.startswith(" nam ") or _is_day_before(bones, match.start())):
        return False
    if (value == 24 and of in {7, 24}) or (value == 1 and of in _SCALES):
        return False
    if (value <= 12 and 1990 <= of <= 2100) or (1990 <= value <= 2100 and 1990 <= of <= 2100):
        return False
    counted = _COUNTED.match(after)
    if value > of:
        return bool(counted)
    return bool(re.match(r"\s*[a-z]", after)) or bool(_STATED.search(before))


def _is_day_before(bones: str, start: int) -> bool:
    """Whether a row of days ends before ``start``, which itself is no ratio."""
    day = _AFTER_DAY.search(bones, max(0, start - 12), start)
    if day is None:
        return False
    first, second = re.findall(r"\d+", day[0])
    before = bones[max(0, day.start() - _BEFORE) : day.start()]
    return int(first) > int(second) or bool(_NO_RATIO.search(before))


def _counted(text: str, bones: str, end: int) -> str | None:
    match = re.match(
        r"\s*([a-z]+(?:\s+(?!kho|dat|da|duoc|co|hoan|chua|con|la|bi|o|nhu)[a-z]+)?)",
        bones[end : end + 40],
    )
    return text[end + match.start(1) : end + match.end(1)] if match else None
