"""The head of page 1: issuer and parent, number and symbol, place and date, type, urgency."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from extract.dates import make_date
from extract.document_type import DocumentType, damaged_type, printed_type
from extract.flow import printed_lines
from extract.number_line import is_lone_symbol, is_number_line
from extract.running_case import is_capitals
from extract.segments import Segment, split_columns
from extract.skeleton import skeleton
from models.reading import LineRole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from models.reading import Line, Reading

_INK = r"[^,]{1,7}?"
"""What is made of a day written by hand: no value, but the line is what it is."""
_PLACE_DATE = re.compile(
    rf"^(?P<place>[^,\d]{{2,40}}?)\s*,\s*(?:ngay)\s*(?:(?P<day>[\d ]{{0,4}}?)[\s.…]*t|{_INK}t?)hang\s*(?:(?P<month>[\d ]{{0,4}}?)[\s.…]*|{_INK})nam\s*(?P<year>[\d ]{{0,5}})"
)
_HALF_DATE = re.compile(r"^[^,\d]{2,40},\s*ngay\b[\s.\d]*(?:thang\b[\s.\d]*)?(?:nam)?$")
_DATE_REST = re.compile(r"^(?:thang\s*\d*\s*)?(?:nam\s*)?(?:20)?\d\d$")
_MOTTO = re.compile(
    r"^(?:cong hoa xa hoi chu nghia.*|doc lap\s*[-.,]?\s*tu do.*|dang cong san viet nam|doan (?:tncs|thanh nien cong san) ho chi minh|.*chu nghia viet nam|-{2,}.*|[*_=~.\-\s]+)$"
)
_SUBJECT = re.compile(r"^(?:v\s?/\s?v|ve viec|trich yeu)\b[:.]?\s*")
MISREAD_SUBJECT = re.compile(
    r"^(?!v\s?/\s?v\b)(?:v\s?[/.|l1i]{1,2}\s?[vyuw]?|v\s?[yi][vy]?|w)\s+(?=[^\W\d_])", re.IGNORECASE
)
"""The words "V/v" as recognition leaves them, under the number: "V/ cơ chế", "Viv tăng cường"."""
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
_ENGLISH = re.compile(
    r"\b(?:of|and|ministry|department|people's|committee|republic|independence|university|provincial|office|company|hospital|government)\b"
)
_DEEPEST = 45
_PURPOSES = frozenset({"Dự án", "Đề án", "Chương trình"})
"""Types that also name what a body was set up for, in its name: "BAN QUẢN LÝ / DỰ ÁN …"."""


class Letterhead(NamedTuple):
    """The pieces of the letterhead, in reading order, sorted by what they are."""

    agencies: tuple[Segment, ...]
    number: Segment | None
    subject: tuple[Segment, ...]
    """Of an official letter: "V/v …"."""
    dates: tuple[Segment, ...]
    kind: Segment | None
    """The line of the type: "THÔNG BÁO"."""
    type: DocumentType | None
    addressed: Segment | None
    urgency: Segment | None
    end: int
    """Index among the printed lines of the first line behind the letterhead and the type."""


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
    found = _Sorter()
    for index, (place, line) in enumerate(lines):
        pieces = list(split_columns(place, line))
        type_ = found.type_of(pieces, index)
        if type_:
            kind = pieces[0].part(type_.start, len(pieces[0].text))
            return found.letterhead(index + 1, kind=kind, type_=type_)
        for piece in pieces:
            if _ADDRESSED.match(piece.bones):
                return found.letterhead(index, addressed=piece)
            if not found.takes(piece):
                return found.letterhead(index)
    return found.letterhead(len(lines))


class _Sorter:
    """Puts each piece of the letterhead where it belongs, in reading order."""

    def __init__(self) -> None:
        self._agencies: list[Segment] = []
        self._number: Segment | None = None
        self._subject: list[Segment] = []
        self._dates: list[Segment] = []
        self._urgency: Segment | None = None
        self._motto = False
        self._in_subject = False

    def letterhead(
        self,
        end: int,
        *,
        kind: Segment | None = None,
        type_: DocumentType | None = None,
        addressed: Segment | None = None,
    ) -> Letterhead:
        """What was sorted; ``end`` is the first line behind it."""
        return Letterhead(
            tuple(self._agencies),
            self._number,
            tuple(self._subject),
            tuple(self._dates),
            kind,
            type_,
            addressed,
            self._urgency,
            end,
        )

    def type_of(self, pieces: Sequence[Segment], index: int) -> DocumentType | None:
        """The type, where the line prints one and nothing else stands on it."""
        if len(pieces) != 1:
            return None
        found = printed_type(pieces[0].text)
        below = bool(self._number or self._motto or self._dates)
        seen = bool(self._agencies) or below
        if found and found.rest and found.name in _PURPOSES and self._agencies and not below:
            return None
        if found and not (found.rest and not seen and index > 2):
            return found
        under = self._dates or (self._motto and self._number)
        return damaged_type(pieces[0].text) if under else None

    def takes(self, piece: Segment) -> bool:
        """Sort a piece; False for one that is no part of a letterhead."""
        bones = piece.bones
        if _MOTTO.match(bones):
            self._motto, self._in_subject = True, False
        elif bones in URGENCY and is_capitals(piece.text):
            self._urgency = piece
        elif is_number_line(piece.text):
            self._number, self._in_subject = self._number or piece, False
        elif self._is_date(bones):
            self._dates.append(piece)
            self._in_subject = False
        elif (_SUBJECT.match(bones) and (self._number or self._agencies)) or (
            self._number and not self._subject and MISREAD_SUBJECT.match(bones)
        ):
            self._subject.append(piece)
            self._in_subject = True
        elif (_OTHER.match(bones) and is_capitals(piece.text)) or _is_foreign(piece.text):
            pass
        elif self._agencies and not self._number and is_lone_symbol(piece):
            self._number = piece
        elif self._in_subject and piece.line.column != self._subject[0].line.column:
            return piece.line.column == 1 or self._takes_name(piece)
        elif self._in_subject and not _is_body(piece, self._dates):
            self._subject.append(piece)
        elif self._number and not self._subject and _is_under_number(piece):
            self._subject.append(piece)
            self._in_subject = True
        else:
            return self._takes_name(piece)
        return True

    def _takes_name(self, piece: Segment) -> bool:
        """The rest of a symbol that was broken over two lines, or a line of an agency's name."""
        number = self._number
        if number and _continues_symbol(number) and re.fullmatch(r"[a-z&]{1,12}", piece.bones):
            end = number.end + len(piece.text)
            self._number = number._replace(line=_merged(number, piece), end=end)
        elif piece.line.role is LineRole.LETTERHEAD and piece.line.column == 1:
            pass  # a stamp under the motto
        elif is_capitals(piece.text) and not self._subject and not _is_noise(piece.text):
            self._agencies.append(piece)
        else:
            # A stamp's words in the letterhead do not end it.
            return _is_noise(piece.text) or piece.line.role is LineRole.LETTERHEAD
        return True

    def _is_date(self, bones: str) -> bool:
        if _PLACE_DATE.match(bones) or _HALF_DATE.match(bones):
            return True
        return len(self._dates) == 1 and bool(_DATE_REST.match(bones))


def _is_body(piece: Segment, dates: Sequence[Segment]) -> bool:
    return (piece.text[:1].isupper() and bool(_BODY_STARTS.match(piece.bones))) or (
        bool(dates) and len(piece.text) > 60
    )


def _is_under_number(piece: Segment) -> bool:
    """A line under the number in small letters: the subject, of which a stamp hides "V/v"."""
    line = piece.line
    return (
        line.role is LineRole.LETTERHEAD
        and line.column == 0
        and not is_capitals(piece.text)
        and len(piece.text.split()) > 2
    )


def _is_foreign(text: str) -> bool:
    """A line of a letterhead in two languages.

    >>> _is_foreign("MINISTRY OF FOREIGN AFFAIRS"), _is_foreign("SO CONG THUONG")
    (True, False)
    """
    return text.isascii() and _ENGLISH.search(text.lower()) is not None


def _is_noise(text: str) -> bool:
    return sum(char.isalpha() for char in text) < 3


def _continues_symbol(number: Segment) -> bool:
    return number.text.rstrip().endswith(("-", "–", "/"))


def _merged(number: Segment, piece: Segment) -> Line:
    joined = number.line.text[: number.end] + piece.text
    return number.line.model_copy(update={"text": joined, "raw": joined})


def kind_of(head: Letterhead) -> str | None:
    """Name of the type; an official letter prints none but has "V/v" or "Kính gửi"."""
    if head.type:
        return head.type.name
    return "Công văn" if head.subject or (head.addressed and head.number) else None


def read_place_date(text: str) -> PlaceDate | None:
    """Place and day of issue; what is left blank is None.

    >>> read_place_date("Hà Nội, ngày 05 tháng 4 năm 2024")
    PlaceDate(place='Hà Nội', day=5, month=4, year=2024)
    >>> read_place_date("Quảng Ngãi, ngày     tháng 3 năm 2024")
    PlaceDate(place='Quảng Ngãi', day=None, month=3, year=2024)
    >>> read_place_date("TP. Hồ Chí Minh, ngày  1 0 tháng 1 1 năm 20 24")
    PlaceDate(place='TP. Hồ Chí Minh', day=10, month=11, year=2024)
    >>> read_place_date("An Hải, ngày Ï § tháng 2 năm 2026")
    PlaceDate(place='An Hải', day=None, month=2, year=2026)
    >>> read_place_date("Vũng Án, ngày 2&háng 5 năm 2025")
    PlaceDate(place='Vũng Án', day=None, month=5, year=2025)
    """
    plain = " ".join(text.split())
    match = _PLACE_DATE.match(skeleton(plain))
    if not match:
        return None
    values = [
        int(digits) if (digits := "".join((match[part] or "").split())) else None
        for part in ("day", "month", "year")
    ]
    return PlaceDate(plain[: match.end("place")].strip(), *values)
