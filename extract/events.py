"""Terms that wait for an event ("trước kỳ họp …", "sau khi …") and work without an end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.found import Found
from extract.terms import clause_start, is_word
from models.notice import Bound, Deadline, DeadlineKind, Flag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.dates import DateContext

_MEETING = r"(?:ky\s+hop|phien\s+hop|cuoc\s+hop|hoi\s+nghi|(?:buoi|ky|ngay)\s+(?:hop|giao\s+ban|lam\s+viec|doi\s+thoai|tiep\s+(?:cong\s+)?dan|tiep\s+xuc\s+cu\s+tri|sinh\s+hoat)|dai\s+hoi|hop\s+(?:giao\s+ban|bao|hoi\s+dong|ubnd)|giao\s+ban|dot\s+(?:giam\s+sat|kiem\s+tra|thanh\s+tra))"
_SEASON = (
    r"(?:tet\b|(?:dip\s+)?(?:le\b|quoc\s+khanh)|dip\b|mua\s+(?:mua|kho|lu|bao|thi|le\s+hoi|nang|gio|dong|xuan|he|thu|cao\s+diem|du\s+lich|vu)|vu\s+\w+|nam\s+hoc|ky\s+(?:thi|nghi)"
    r"|(?:le\s+)?khai\s+(?:giang|mac)|ngay\s+(?:khai\s+giang|bau\s+cu|le|hoi|dien\s+ra|to\s+chuc|khai\s+mac|thi|tet|nghi|dai\s+hoi)|thoi\s+diem\s+(?:sap\s+nhap|ket\s+thuc|dong)|them\s+(?:nam\s+hoc|dai\s+hoi))"
)
_BEFORE = re.compile(
    rf"(?:\bhoan thanh\s+)?(?P<start>\b(?:cho\s+)?den\s+khi\b|\btu\s+nay\s+(?:cho\s+)?(?:den|toi)\s+(?:het\s+|truoc\s+)?{_SEASON}|\b(?:cham\s+nhat\s+)?truoc\s+(?:khi\b(?!\s+(?:day|do)\b)|{_MEETING}|{_SEASON}|va\s+trong))"
)
_AFTER = re.compile(
    rf"(?P<start>\b(?:ngay\s+)?sau\s+(?:khi\b|{_MEETING}|tet\b|ky\s+(?:nghi|thi)\b|ngay\s+(?:khai\s+giang|bau\s+cu|co)|dot\b)|\bngay\s+khi\b)"
)
_ON_ACT = re.compile(
    r"(?<!sau )(?<!ngay )(?<!truoc )(?<!den )(?<!tru )\b(?P<start>khi\s+co\s+(?:quyet dinh|chu truong|huong dan|van ban|nghi quyet|ket luan|"
    r"thong bao|ket qua (?:tham dinh|phe duyet|kiem tra)|y kien (?:cua|chi dao|thong nhat|tham dinh)|chi dao)\b)"
)
"""An act of another body that the work waits for: "cưỡng chế khi có quyết định của …"."""
_AT = re.compile(rf"(?P<start>\b(?:tai|vao)\s+(?:cac\s+)?{_MEETING})")
_END = re.compile(r"[.;:)](?=\s|$)|[,](?=\s)|\s-\s(?!\d)|$")
_VERB = re.compile(
    r"\b(?:co|duoc|ban hanh|phe duyet|hoan thanh|nhan|ket thuc|thong qua|huong dan|cho y kien"
    r"|thong nhat|di vao|tiep thu|xem xet|trinh|ky|lap|to chuc|tham dinh|kiem tra|bao cao|giao)\b"
)
_STATE = re.compile(
    r"\s*(?:thuc hien\s+|tien hanh\s+|to chuc\s+)?(?:sap xep|sap nhap|hop nhat|thu hoi|cap phep|co phan hoa|tot nghiep|thanh ly|to chuc lai"
    r"|chia tach|cai nghien|ra truong|duoc cap(?! co tham quyen| tham quyen| tren| uy)|giai the|nghi huu|nghi viec|duoc sap xep|chuyen doi|ra tu|sinh|tai dinh cu|nghe)\b"
)
_ANSWER = re.compile(
    r"\b(?:trinh|bao cao|thong qua|xem xet|cho y kien|cong bo|trao|quyet dinh|ban hanh|kiem diem"
    r"|trinh bay|danh gia|ra soat|giai trinh|bao dam|tra loi|de xuat|gui|lam ro|khen thuong|so ket|tong ket)\b"
)
_CITED = re.compile(
    r"\b(?:ket luan(?! nay)|(?<!ban )chi dao(?! nay)|phat bieu|y kien|da|theo(?! doi)|thong bao(?! nay)|neu|duoc giao|giao|thong nhat|can cu)\b[^,;]{0,60}$"
)
_WHEN = re.compile(
    r"\b(?:thuong ky|thang\s+\d|thu\s+(?:\d|nhat|hai|ba|tu|nam)|lan\s+(?:thu|\d)|chuyen de|cuoi nam|giua nam|gan nhat|toi\b|sap toi|sau\b"
    r"|tiep theo|ke tiep|giao ban|quy|hdnd|hoi dong nhan dan|dinh ky|hang|ban thuong vu|ban chap hanh|ngay\s+\d|tuan)"
)
_MONTH = re.compile(r"\bthang\s+(\d{1,2})(?!\d)(?:\s?/\s?(\d{4}))?")
_CONTINUOUS = re.compile(
    r"\bthuong\s+xuyen(?:\s*(?:,|va)\s*(?:lien\s+tuc|lau\s+dai))*|\blien\s+tuc(?:\s*(?:,|va)\s*thuong\s+xuyen)?"
)
_NOT_CONTINUOUS = re.compile(
    r"(?:\bchi|giao duc|nhiem vu|cong viec|chua|khong|kinh phi|ngan sach|nguon|du toan|von|che do|it|thieu|thuong vu|(?:(?<!viet )nam|thang|quy|ky|tuan|ngay|gio)\s*(?:lien)?|tang|so chi|co quan|sinh hoat)\s*$"
)
_NOUN_AFTER = re.compile(
    r"\s+(?:lan chiem|vi pham|xay ra|tai dien|gia tang|duoc bo tri|cua|tang\b(?! cuong| toc)|giam\b(?! sat)|thay doi|bien dong)"
)

_PATTERNS = (
    (_BEFORE, ("truoc", "den khi", "nay den", "nay toi"), Bound.BEFORE),
    (_ON_ACT, ("khi co",), None),
    (_AFTER, ("sau", "khi"), None),
    (_AT, ("tai", "vao"), Bound.ON),
)
"""Each with the words of which it needs one."""


def find_events(text: str, bones: str, context: DateContext) -> Iterator[Found[Deadline]]:
    """Terms that wait for something to happen.

    >>> from extract.dates import DateContext
    >>> from extract.skeleton import skeleton
    >>> def show(text):
    ...     return [f.value.verbatim for f in find_events(text, skeleton(text), DateContext())]
    >>> show("trình xem xét sau khi Trung ương, Bộ Chính trị có chỉ đạo, bảo đảm kịp thời")
    ['sau khi Trung ương, Bộ Chính trị có chỉ đạo']
    >>> show("báo cáo Phó Chủ tịch trước phiên họp giao ban tháng 12.")
    ['trước phiên họp giao ban tháng 12']
    >>> show("tổng hợp báo cáo tại phiên họp thường kỳ tháng 9.")
    ['tại phiên họp thường kỳ tháng 9']
    >>> show("thực hiện kết luận của Chủ tịch tại phiên họp tháng 8; chịu trách nhiệm trước pháp luật")
    []
    """
    for pattern, words, bound in _PATTERNS:
        for match in pattern.finditer(bones) if any(word in bones for word in words) else ():
            start = match.start("start")
            end = _extent(bones, match.end())
            if not _refused(pattern, text, bones, start, match.end(), end, context):
                yield Found(start, end, _event(text, bones, start, end, bound))


def _event(text: str, bones: str, start: int, end: int, bound: Bound | None) -> Deadline:
    verbatim = text[start:end]
    anchor = re.sub(
        r"^(?:ngay |chậm nhất )?(?:trước|sau|tại|vào) (?:khi )?", "", verbatim, flags=re.IGNORECASE
    )
    return Deadline(
        verbatim=verbatim,
        kind=DeadlineKind.EVENT,
        bound=bound,
        anchor=anchor,
        flags=(Flag(code="event_unscheduled", detail=bones[start:end] and anchor),),
    )


def _extent(bones: str, at: int) -> int:
    """To the end of the clause; past commas while no verb was met."""
    end = at
    while True:
        match = _END.search(bones, end)
        if not match:
            return len(bones.rstrip())
        stop = match.start()
        comma = bones[stop : stop + 1] == ","
        if (
            not comma
            or _VERB.search(bones, at, stop)
            or stop - at > 120
            or not _names_on(bones, at, stop)
        ):
            return stop
        end = match.end()


def _names_on(bones: str, at: int, stop: int) -> bool:
    rest = bones[stop + 1 : stop + 60]
    listed = _END.search(rest)
    return (
        bool(_VERB.search(rest[: listed.start()] if listed else rest))
        and "khi" in bones[at - 4 : at]
    )


def _refused(
    pattern: re.Pattern[str],
    text: str,
    bones: str,
    start: int,
    body: int,
    end: int,
    context: DateContext,
) -> bool:
    for word in re.finditer(r"\b(?:sau|khi)\b", bones[start:body]):
        if not is_word(text, start + word.start(), word[0]):
            return True
    before = bones[clause_start(bones, start) : start]
    if pattern is _AFTER:
        if bones.startswith("ngay", start):
            return False
        if re.search(r"\bkhi$", bones[start:body]) and _STATE.match(bones, body):
            return True
        return bool(
            re.search(r"\b(?:truoc|trong|truoc va|truoc, trong va)\s*(?:,|va)?\s*$", before)
        )
    if pattern is _ON_ACT:
        return False
    if pattern is _BEFORE:
        return (
            bool(re.search(r"(?:\bnhu|so voi|(?<!viet )\bnam)\s*$", before))
            or "va trong" in bones[start:body]
        )
    month = _MONTH.search(bones, start, end)
    if month and context.reference:
        year = int(month[2]) if month[2] else context.reference.year
        gone = (year, int(month[1])) < (context.reference.year, context.reference.month)
        if gone and not (context.reference.month >= 11 and not month[2]):
            return True
    if bones.startswith("vao", start) and not _WHEN.search(bones, start, end):
        return True
    return not (_ANSWER.search(before) and _WHEN.search(bones, start, end)) or bool(
        _CITED.search(before)
    )


def find_continuous(text: str, bones: str) -> Iterator[Found[Deadline]]:
    """Work that never ends: "thường xuyên", "liên tục".

    >>> from extract.skeleton import skeleton
    >>> def show(text):
    ...     return [f.value.verbatim for f in find_continuous(text, skeleton(text))]
    >>> show("Thường xuyên kiểm tra; tiết kiệm 5% chi thường xuyên; chưa thường xuyên đôn đốc")
    ['Thường xuyên']
    """
    for match in _CONTINUOUS.finditer(bones):
        before = bones[max(0, match.start() - 20) : match.start()]
        veto = _NOT_CONTINUOUS.search(before)
        if (
            veto and "Nam" not in text[match.start() - len(veto[0]) : match.start()]
        ) or _NOUN_AFTER.match(bones, match.end()):
            continue
        deadline = Deadline(
            verbatim=text[match.start() : match.end()], kind=DeadlineKind.CONTINUOUS
        )
        yield Found(match.start(), match.end(), deadline)
