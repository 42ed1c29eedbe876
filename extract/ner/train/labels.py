"""Labels for training the recogniser: what rules and gazetteer are sure of in a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.letters import LOWER, UPPER
from extract.tokenizer import pieces

if TYPE_CHECKING:
    from extract.agencies import AgencyFinder

_DOCUMENT = (
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Thông tư liên tịch|Thông tư"
    r"|Kế hoạch|Công văn|Công điện|Thông báo|Kết luận|Quy định|Chương trình|Đề án|Tờ trình|Báo cáo)"
)
_NUMBERED = re.compile(
    _DOCUMENT + r"\s+(?:số\s+)?\d+[\w/.&-]*[A-ZĐ][\w/.&-]*"
    r"(?:\s+ngày\s+(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?"
)
_ACT = re.compile(
    rf"(?:Bộ luật|Luật|Pháp lệnh)\s+[{UPPER}][^\W\d_]*(?:\s+(?!này|và\s+các|được|có|về|quy|đã|của|ngày|số"
    r"|do|thì|theo|là|hoặc|trong|để|tại|năm|không|phải|khác)[^\W\d_]+){0,5}(?:\s+năm\s+\d{4})?(?=[,.;)]|\s+năm|\s+ngày|$)"
)
_MEETING = re.compile(
    r"(?:[Hh]ội nghị|[Cc]uộc họp|[Pp]hiên họp|[Kk]ỳ họp|[Bb]uổi làm việc|[Hh]ội thảo)"
    r"(?:\s+(?!và|có|phải|được|do|của|thì|là|này|theo|trong|để|không|đã|tại|trước|sau|về|với|các|hoặc)[^\W\d_]+){1,5}"
    r"(?:\s+(?:tháng|quý|năm|lần|thứ)\s+[\dIVX]+(?:/\d{4})?)?(?=\s*[,.;]|\s+(?:và|có|phải|được|do|của|về|trong|ngày))"
)
_FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trương|Lương|Mai|Tô"
    "|Trịnh|Đoàn|Lâm|Phùng|Hà|Tạ|Cao|Châu|Quách|Thái|Đào|Lưu|Vương|Kiều|Nông|Triệu|Chu|Tống|Văn|Đàm"
)
_PERSON = re.compile(
    rf"(?<!\w)(?:{_FAMILY})(?:\s(?!Bộ|Sở|Phó|Chủ|Thủ|Ban|Giám|Trưởng)[{UPPER}][{LOWER}]+){{1,3}}(?!\w)"
)
_TITLED = re.compile(
    r"(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Bb]ộ trưởng|[Cc]hủ tịch|[Tt]ướng)\s$|[:,-]\s$|^$"
)
_PLACE = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|Thành phố|TP\.?|quận|Quận|huyện|thị xã|xã|phường|Phường|thị trấn|đặc khu)"
    rf"\s(?:[{UPPER}][{LOWER}]+(?:\s[{UPPER}][{LOWER}]+){{0,3}}|\d{{1,2}}(?!\w|[.,/]\d))(?!\w)"
)
_KINDS = {"unit": "AGENCY", "head": "POSITION"}


class Label(NamedTuple):
    """Characters ``start`` to ``end`` are a name of kind ``label``."""

    start: int
    end: int
    label: str


class Labelled(NamedTuple):
    """A sentence with its labels; ``sure`` where every agency is known to the registry."""

    text: str
    labels: tuple[Label, ...]
    sure: bool


def label(text: str, finder: AgencyFinder) -> Labelled:
    """What the rules say of a sentence; longer and earlier labels win."""
    labels: list[Label] = []
    sure = True
    for found in finder.find(text):
        kind = _KINDS.get(found.value.kind)
        written = text[found.start : found.end]
        if kind and written == found.value.name:
            labels.append(Label(found.start, found.end, kind))
            sure = sure and _is_known(written, kind, finder)
        elif found.value.kind != "group":
            sure = False
    for pattern, kind in (
        (_NUMBERED, "LAW"),
        (_ACT, "LAW"),
        (_MEETING, "MEETING"),
        (_PLACE, "PLACE"),
    ):
        labels += [Label(m.start(), m.end(), kind) for m in pattern.finditer(text)]
    labels += [
        Label(m.start(), m.end(), "PERSON")
        for m in _PERSON.finditer(text)
        if _TITLED.search(text[: m.start()][-12:])
    ]
    return Labelled(text, _apart(text, labels), sure)


def _is_known(written: str, kind: str, finder: AgencyFinder) -> bool:
    found = finder.registry.resolve(written)
    if found is None or found.score < 1.0:
        return False
    rest = found.place or ""
    return kind == "POSITION" or all(w[:1].islower() or w.istitle() for w in rest.split())


def _apart(text: str, labels: list[Label]) -> tuple[Label, ...]:
    edges = {p.start for p in pieces(text)}, {p.end for p in pieces(text)}
    order = {"LAW": 0, "POSITION": 1, "AGENCY": 2, "MEETING": 3, "PERSON": 4, "PLACE": 5}
    kept: list[Label] = []
    for one in sorted(labels, key=lambda x: (order[x.label], x.start)):
        free = all(one.end <= k.start or k.end <= one.start for k in kept)
        if free and one.start in edges[0] and one.end in edges[1]:
            kept.append(one)
    return tuple(sorted(kept))
