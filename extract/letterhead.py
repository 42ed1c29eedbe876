"""The head of page 1: issuer and parent, number and symbol, place and date, type, urgency."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.dates import make_date
from extract.flow import printed_lines
from extract.running_case import is_capitals
from extract.segments import Segment, split_columns
from extract.skeleton import skeleton

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from models.reading import Line, Reading

TYPES = {
    "thong bao": "Thông báo", "quyet dinh": "Quyết định", "chi thi": "Chỉ thị", "ke hoach": "Kế hoạch",
    "bao cao": "Báo cáo", "to trinh": "Tờ trình", "ket luan": "Kết luận", "nghi quyet": "Nghị quyết",
    "cong dien": "Công điện", "chuong trinh": "Chương trình", "huong dan": "Hướng dẫn",
    "quy che": "Quy chế", "quy dinh": "Quy định", "thong cao": "Thông cáo", "phuong an": "Phương án",
    "de an": "Đề án", "du an": "Dự án", "bien ban": "Biên bản", "giay moi": "Giấy mời",
    "phieu chuyen": "Phiếu chuyển", "cong van": "Công văn", "nghi dinh": "Nghị định", "thong tu": "Thông tư",
    "ban ghi nho": "Bản ghi nhớ", "ban thoa thuan": "Bản thỏa thuận", "hop dong": "Hợp đồng",
    "giay uy quyen": "Giấy ủy quyền", "giay gioi thieu": "Giấy giới thiệu", "phieu gui": "Phiếu gửi",
    "phieu bao": "Phiếu báo", "luat": "Luật", "phap lenh": "Pháp lệnh", "quy hoach": "Quy hoạch",
}  # fmt: skip
_TYPE = re.compile(rf"^(?P<type>{'|'.join(TYPES)})(?P<rest>\s+.*)?$")
_SYMBOL = r"[a-z][a-z&.]{0,11}\d{0,3}(?:\s?[-/]\s?[a-z&.]{1,14}\d{0,3}){0,4}"
_NUMBER = re.compile(
    rf"^(?:so|s6|sb)\s*[:.;]?\s*(?P<number>\d(?:[\d ]*\d)?)?(?P<letter>[a-z]?)\s*(?P<year>/\s?(?:19|20)\d\d)?"
    rf"\s*[.…_]*\s*[/-]\s*(?P<symbol>{_SYMBOL})"
)
_BARE_NUMBER = re.compile(r"^so\s*[:.]\s*(?P<number>\d(?:[\d ]*\d)?)?\s*[.…]*\s*$")
_PLACE_DATE = re.compile(
    r"^(?P<place>[^,\d]{2,40}?)\s*,\s*(?:ngay)\s*(?P<day>[\d ]{0,4}?)[\s.…]*thang\s*(?P<month>[\d ]{0,4}?)[\s.…]*nam\s*(?P<year>[\d ]{0,5})"
)
_HALF_DATE = re.compile(r"^[^,\d]{2,40},\s*ngay\b[\s.\d]*(?:thang\b[\s.\d]*)?(?:nam)?$")
_MOTTO = re.compile(
    r"^(?:cong hoa xa hoi chu nghia.*|doc lap\s*[-.,]?\s*tu do.*|dang cong san viet nam|.*chu nghia viet nam|-{2,}.*|[*_=~.\-\s]+)$"
)
_SUBJECT = re.compile(r"^(?:v\s?/\s?v|ve viec|trich yeu)\b[:.]?\s*")
_ADDRESSED = re.compile(r"^kinh\s+gui\b")
URGENCY = {
    "hoa toc hen gio": "HỎA TỐC HẸN GIỜ",
    "hoa toc": "HỎA TỐC",
    "thuong khan": "THƯỢNG KHẨN",
    "khan": "KHẨN",
}
_OTHER = re.compile(
    r"^(?:sao y|du thao|xem xong tra lai|luu hanh noi bo|den|cong van den|ban sao|sao luc)\b"
)
_BODY_STARTS = re.compile(r"^(?:[ivx]+\.|\d+\.|a\)|can cu|thuc hien|dieu \d)\s")
_DEEPEST = 45


class Letterhead(NamedTuple):
    """The pieces of the letterhead, in reading order, sorted by what they are."""

    agencies: tuple[Segment, ...]
    number: Segment | None
    subject: tuple[Segment, ...]
    """Of an official letter: "V/v …"."""
    dates: tuple[Segment, ...]
    kind: Segment | None
    """The line of the type: "THÔNG BÁO"."""
    kind_rest: str
    """Words behind the type on its line: "KẾT LUẬN" of "THÔNG BÁO KẾT LUẬN"."""
    addressed: Segment | None
    urgency: Segment | None
    end: int
    """Index among the printed lines of the first line behind the letterhead and the type."""


class Registered(NamedTuple):
    """Number and symbol of a document."""

    number: str | None
    symbol: str | None


class PlaceDate(NamedTuple):
    """Where and when a document was issued; what is blank is None."""

    place: str | None
    day: int | None
    month: int | None
    year: int | None

    @property
    def date(self) -> dt.date | None:
        """The day, where all of it is printed and exists."""
        if self.day is None or self.month is None or self.year is None:
            return None
        return make_date(self.year, self.month, self.day)


def read_letterhead(reading: Reading) -> Letterhead:
    """Sorts the first lines of a document."""
    lines = list(printed_lines(reading))[:_DEEPEST]
    agencies: list[Segment] = []
    subject: list[Segment] = []
    dates: list[Segment] = []
    number: Segment | None = None
    addressed = urgency = None
    motto = False
    in_subject = False
    end = 0
    for index, (place, line) in enumerate(lines):
        pieces = list(split_columns(place, line))
        kind = _kind(pieces, seen=bool(agencies or number or motto or dates), index=index)
        if kind:
            return Letterhead(
                tuple(agencies),
                number,
                tuple(subject),
                tuple(dates),
                pieces[0],
                kind[1],
                None,
                urgency,
                index + 1,
            )
        for piece in pieces:
            bones = piece.bones
            if _MOTTO.match(bones):
                motto, in_subject = True, False
            elif _ADDRESSED.match(bones):
                addressed = piece
            elif bones in URGENCY and is_capitals(piece.text):
                urgency = piece
            elif _NUMBER.match(bones) or _BARE_NUMBER.match(bones):
                number, in_subject = number or piece, False
            elif _PLACE_DATE.match(bones) or _HALF_DATE.match(bones):
                dates.append(piece)
                in_subject = False
            elif (
                dates
                and len(dates) == 1
                and re.match(r"^(?:thang\s*\d*\s*)?(?:nam\s*)?(?:20)?\d\d$", bones)
            ):
                dates.append(piece)
            elif _SUBJECT.match(bones) and (number or agencies):
                subject.append(piece)
                in_subject = True
            elif _OTHER.match(bones) and is_capitals(piece.text):
                continue
            elif in_subject and not _is_body(piece, dates):
                subject.append(piece)
            elif number and _continues_symbol(number) and re.fullmatch(r"[a-z&]{1,12}", bones):
                number = number._replace(
                    line=_merged(number, piece), end=number.end + len(piece.text)
                )
            elif is_capitals(piece.text) and not subject and not _is_noise(piece.text):
                agencies.append(piece)
            else:
                return _closed(agencies, number, subject, dates, urgency, index, pieces)
            end = index + 1
        if addressed:
            return Letterhead(
                tuple(agencies),
                number,
                tuple(subject),
                tuple(dates),
                None,
                "",
                addressed,
                urgency,
                index,
            )
    return _closed(agencies, number, subject, dates, urgency, end, [])


def _closed(
    agencies: list[Segment],
    number: Segment | None,
    subject: list[Segment],
    dates: list[Segment],
    urgency: Segment | None,
    end: int,
    pieces: Sequence[Segment],
) -> Letterhead:
    del pieces
    return Letterhead(
        tuple(agencies), number, tuple(subject), tuple(dates), None, "", None, urgency, end
    )


def _kind(pieces: Sequence[Segment], *, seen: bool, index: int) -> tuple[str, str] | None:
    """Type and the rest of its line, where the line is a type in capitals."""
    if len(pieces) != 1:
        return None
    match = _TYPE.match(pieces[0].bones)
    text = pieces[0].text
    if not match or not is_capitals(text):
        return None
    if match["rest"] and not seen and index > 2:
        return None
    words = len(match["type"].split())
    return match["type"], " ".join(text.split()[words:])


def _is_body(piece: Segment, dates: Sequence[Segment]) -> bool:
    return (piece.text[:1].isupper() and bool(_BODY_STARTS.match(piece.bones))) or (
        bool(dates) and len(piece.text) > 60
    )


def _is_noise(text: str) -> bool:
    return sum(char.isalpha() for char in text) < 3


def _continues_symbol(number: Segment) -> bool:
    return number.text.rstrip().endswith(("-", "–", "/"))


def _merged(number: Segment, piece: Segment) -> Line:
    joined = number.line.text[: number.end] + piece.text
    return number.line.model_copy(update={"text": joined, "raw": joined})


def kind_of(head: Letterhead) -> str | None:
    """Name of the type; an official letter prints none but has "V/v" or "Kính gửi"."""
    if head.kind:
        match = _TYPE.match(head.kind.bones)
        return TYPES[match["type"]] if match else None
    return "Công văn" if head.subject or (head.addressed and head.number) else None


def read_number_line(text: str) -> Registered:
    """Number and symbol of the line "Số: …"; a blank number is None.

    >>> read_number_line("Số: 565 /TB-UBND"), read_number_line("Số:15/TB–UBND")
    (Registered(number='565', symbol='TB-UBND'), Registered(number='15', symbol='TB-UBND'))
    >>> read_number_line("Số:      /CT-UBND"), read_number_line("Số 127-KL/TW")
    (Registered(number=None, symbol='CT-UBND'), Registered(number='127', symbol='KL/TW'))
    >>> read_number_line("Số: 12/SGD&ĐT-VP"), read_number_line("Số: 1 53 / TB - VPCP")
    (Registered(number='12', symbol='SGD&ĐT-VP'), Registered(number='153', symbol='TB-VPCP'))
    """
    plain = " ".join(text.split())
    bones = skeleton(plain)
    match = _NUMBER.match(bones) or _BARE_NUMBER.match(bones)
    if not match:
        return Registered(None, None)
    number = "".join((match["number"] or "").split()) or None
    if "symbol" not in match.re.groupindex:
        return Registered(number, None)
    if number and match["letter"]:
        number += plain[match.start("letter") : match.end("letter")]
    symbol = plain[match.start("symbol") : match.end("symbol")]
    symbol = re.sub(r"\s?([-–—−/])\s?", lambda m: "/" if m[1] == "/" else "-", symbol).rstrip(
        ".-/ "
    )
    if match["year"]:
        symbol = "".join(match["year"].split()).lstrip("/") + "/" + symbol
    return Registered(number, symbol)


def read_place_date(text: str) -> PlaceDate | None:
    """Place and day of issue; what is left blank is None.

    >>> read_place_date("Hà Nội, ngày 05 tháng 4 năm 2024")
    PlaceDate(place='Hà Nội', day=5, month=4, year=2024)
    >>> read_place_date("Quảng Ngãi, ngày     tháng 3 năm 2024")
    PlaceDate(place='Quảng Ngãi', day=None, month=3, year=2024)
    >>> read_place_date("TP. Hồ Chí Minh, ngày  1 0 tháng 1 1 năm 20 24")
    PlaceDate(place='TP. Hồ Chí Minh', day=10, month=11, year=2024)
    """
    plain = " ".join(text.split())
    match = _PLACE_DATE.match(skeleton(plain))
    if not match:
        return None
    values = [
        int(digits) if (digits := "".join(match[part].split())) else None
        for part in ("day", "month", "year")
    ]
    return PlaceDate(plain[: match.end("place")].strip(), *values)
