"""Letterhead, title and closing as a scan gives them: roles, columns, boxes, confidence, stamps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.head import read_head
from models.evidence import Box
from models.reading import Line, LineRole, Page, PageKind, Reading, Stamp, Word

if TYPE_CHECKING:
    from models.notice import Head

HEAD, BODY, HAND = LineRole.LETTERHEAD, LineRole.BODY, LineRole.HANDWRITING
CLOSING = LineRole.CLOSING


def line(
    text: str,
    role: LineRole = BODY,
    column: int = 0,
    *,
    sure: float = 1.0,
    box: tuple[float, float, float, float] | None = None,
) -> Line:
    words, at = [], 0
    for part in text.split(" "):
        words.append(Word(raw=part, text=part, start=at, confidence=sure))
        at += len(part) + 1
    place = Box(left=box[0], top=box[1], right=box[2], bottom=box[3]) if box else None
    return Line(raw=text, text=text, words=tuple(words), role=role, column=column, box=place)


def head_of(*pages: list[Line], stamps: tuple[Stamp, ...] = ()) -> Head:
    reading = Reading(
        file="a.pdf",
        sha256="0" * 64,
        media_type="application/pdf",
        pages=tuple(
            Page(number=number, kind=PageKind.SCAN, width=1000, height=1400, lines=tuple(lines))
            for number, lines in enumerate(pages, start=1)
        ),
        stamps=stamps,
        version="1",
    )
    return read_head(reading).head


def letterhead(number: Line, date: Line, *more: Line) -> list[Line]:
    return [
        line("ỦY BAN NHÂN DÂN", HEAD),
        line("TỈNH BẮC SƠN", HEAD),
        number,
        *more,
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", HEAD, 1),
        date,
    ]


NUMBER = line("Số: 88/TB-UBND", HEAD)
DATE = line("Bắc Sơn, ngày 27 tháng 6 năm 2024", HEAD, 1)
BLANK_DAY = line("Bắc Sơn, ngày tháng 6 năm 2024", HEAD, 1, box=(500, 100, 900, 130))
TITLE = [line("THÔNG BÁO"), line("Kết luận phiên họp tháng 6")]


def signed(signer: str, day: int) -> Stamp:
    return Stamp(text=signer, page=1, signer=signer, signed_at=f"2024-06-{day:02}T09:00:00+07:00")


def codes(head: Head) -> set[tuple[str, str | None]]:
    return {(flag.code, flag.detail) for flag in head.flags}


@pytest.mark.parametrize(
    ("signer", "hand", "day", "flag"),
    [
        ("Ủy ban nhân dân tỉnh Bắc Sơn", None, 28, "from_stamp"),
        ("CỔNG THÔNG TIN ĐIỆN TỬ", None, None, "date_not_after"),
        ("CỔNG THÔNG TIN ĐIỆN TỬ", "47", 27, "date_by_hand"),
        ("Ủy ban nhân dân tỉnh Bắc Sơn", "49", None, "date_not_after"),
    ],
)
def test_a_day_that_a_pen_wrote(signer: str, hand: str | None, day: int | None, flag: str) -> None:
    """A portal signs later; the pen's last digit and the signature's day tell it together."""
    written = [line(hand, HAND, 1, sure=0.3, box=(640, 102, 680, 128))] if hand else []
    page = [*letterhead(NUMBER, BLANK_DAY), *written, *TITLE]
    head = head_of(page, stamps=(signed(signer, 28),))
    assert (head.issue_date and head.issue_date.day) == day
    assert (flag, "2024-06-28") in codes(head)


def test_a_number_that_a_pen_wrote() -> None:
    """Hardly read digits that stand apart are told to the clerk, but are no value."""
    apart = line("Số: 4635 /TB-UBND", HEAD, sure=0.4)
    head = head_of([*letterhead(apart, DATE), *TITLE])
    assert (head.number, head.symbol) == (None, "TB-UBND")
    assert ("number_by_hand", "4635") in codes(head)
    glued = line("Số: 153/TB-UBND", HEAD, sure=0.4)
    head = head_of([*letterhead(glued, DATE), *TITLE])
    assert head.number == "153"
    assert ("read_unsurely", "153") in codes(head)


def test_a_number_line_under_ink_is_no_agency() -> None:
    for text, found in (("Số: 87/7TB-UBND", "87"), ("Số: 2ZTB-UBND", None)):
        head = head_of([*letterhead(line(text, HEAD, sure=0.7), DATE), *TITLE])
        assert head.issuer == "Ủy ban nhân dân tỉnh Bắc Sơn"
        assert (head.number, head.symbol) == (found, "TB-UBND")


def test_the_subject_whose_first_words_a_stamp_hides() -> None:
    page = letterhead(
        line("Số: 88/UBND-KT", HEAD),
        DATE,
        line("khắc phục tồn tại trong quản lý,", HEAD),
        line("vau phÒM vận hành các trạm bơm", HEAD, sure=0.6),
        line("ĐẾN", LineRole.STAMP),
    )
    head = head_of([*page, line("Kính gửi: Sở Tài chính.")])
    assert head.title == "V/v khắc phục tồn tại trong quản lý, vận hành các trạm bơm"
    assert (head.place, str(head.issue_date)) == ("Bắc Sơn", "2024-06-27")


def test_a_letterhead_in_two_languages() -> None:
    page = [
        line("BỘ NGOẠI GIAO", HEAD),
        line("MINISTRY OF FOREIGN AFFAIRS", HEAD),
        line("Số/No: 15/TB-BNG", HEAD),
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", HEAD, 1),
        line("SOCIALIST REPUBLIC OF VIET NAM", HEAD, 1),
        line("Hà Nội, ngày 27 tháng 6 năm 2024", HEAD, 1),
    ]
    head = head_of([*page, *TITLE])
    assert (head.issuer, head.number, head.symbol) == ("Bộ Ngoại giao", "15", "TB-BNG")


def test_a_title_ends_at_the_office_and_at_an_indent() -> None:
    body = [
        line(
            "rong thời gian qua công tác thi hành án trên địa bàn tỉnh đã", box=(80, 300, 898, 320)
        ),
        *(
            line(
                "đạt những kết quả tích cực, song vẫn còn một số bản án chưa",
                box=(10, y, 900, y + 20),
            )
            for y in range(330, 600, 30)
        ),
    ]
    about = [line("QUYẾT ĐỊNH"), line("Về việc thi hành án hành chính", box=(250, 270, 650, 290))]
    head = head_of([*letterhead(NUMBER, DATE), *about, *body])
    assert head.title == "Về việc thi hành án hành chính"
    head = head_of(
        [*letterhead(NUMBER, DATE), *about, line("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"), *body]
    )
    assert head.title == "Về việc thi hành án hành chính"


def test_an_appendix_is_no_part_of_the_closing() -> None:
    closing = [
        line("Nơi nhận:", CLOSING),
        line("- Như trên;", CLOSING),
        line("- Lưu: VT.", CLOSING),
        line("KT. CHỦ TỊCH", CLOSING, 1),
        line("CHỦ TỊCH", CLOSING, 1),
        line("uyen Văn Thắng", CLOSING, 1),
    ]
    appendix = [line("KẾ HOẠCH"), line("I. MỤC TIÊU"), line("- Thực hiện cam kết của tỉnh.")]
    page = [*letterhead(NUMBER, DATE), *TITLE, line("1. Văn phòng theo dõi."), *closing]
    head = head_of(page, appendix)
    assert [one.text for one in head.recipients] == ["Như trên", "Lưu: VT"]
    assert head.signer is not None
    assert (head.signer.name, head.signer.title) == (None, "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH")
    assert ("signer_unreadable", "uyen Văn Thắng") in codes(head)


def test_a_signer_named_elsewhere_in_the_paper() -> None:
    end = [line("Nơi nhận:", CLOSING), line("- VPUB: PCVP Phạm Mạnh Cường;", CLOSING)]
    end += [line("- Lưu: VT.", CLOSING), line("CHỦ TỊCH", CLOSING, 1)]
    end += [line("Mạnh Cường", CLOSING, 1, sure=0.6)]
    head = head_of([*letterhead(NUMBER, DATE), *TITLE, line("1. Văn phòng theo dõi."), *end])
    assert head.signer is not None
    assert head.signer.name == "Phạm Mạnh Cường"
    assert ("signer_mended", "Mạnh Cường") in codes(head)


@pytest.mark.parametrize(("sure", "day"), [(0.5, None), (0.98, 2)])
def test_a_day_that_a_pen_wrote_is_not_believed_before_the_meeting(
    sure: float, day: int | None
) -> None:
    date = line("Bắc Sơn, ngày 2 tháng 6 năm 2024", HEAD, 1, sure=sure)
    body = [*TITLE, line("Ngày 26 tháng 6 năm 2024, đồng chí Lê Văn An chủ trì phiên họp.")]
    head = head_of([*letterhead(NUMBER, date), *body])
    assert (head.issue_date and head.issue_date.day) == day
    assert head.meeting_date is not None
    assert head.meeting_date.day == 26
    missing = any(code == "date_missing" and detail for code, detail in codes(head))
    assert missing == (day is None)
