"""Letterhead and closing as real scans leave them: ink, seal, stamps, lost marks."""

from __future__ import annotations

from extract.closing import read_closing
from extract.flow import Place
from extract.head import read_head
from models.reading import Line, Page, PageKind, Reading


def reading(*lines: str) -> Reading:
    page = Page(
        number=1,
        kind=PageKind.TEXT,
        width=0,
        height=0,
        lines=tuple(Line(raw=text, text=text) for text in lines),
    )
    return Reading(
        file="a.txt", sha256="0" * 64, media_type="text/plain", pages=(page,), version="1"
    )


HEAD = (
    "ỦY BAN NHÂN DÂN",
    "XÃ PHƯƠC ĐIEN",
    "5ð: Z2ð /TB-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Phước Điền, ngày Ï § tháng 10 năm 2025",
    "Lẻ",
    "VĂN PHÒNG THONG B AO",
    "Kết TT của Phó Chủ tịch UBND xã Trần Văn Nam tại phiên họp về đất đai",
    "Ngày 25/10/2025, đồng chí Trần Văn Nam - Phó Chủ tịch UBND xã đã chủ trì phiên họp.",
    "Sau khi nghe báo cáo, Phó Chủ tịch kết luận như sau:",
    "1. Giao Văn phòng theo dõi, đôn đốc.",
    "Ủy ban nhân dân xã Phước Điền thông báo để các đơn vị biết, thực hiện./.",
)
CLOSING = (
    "Tu nhận:",
    "- Như trên;",
    "- PCT UBND xã;",
    "- Lưu: VT, TH.",
    "KƑ. CHỦ TICH",
    "⁄ 4⁄1 ai 2 —",
    "GNÁNH VĂN PHÒNG",
    "Lê Minh Thủy",
)


def test_head_behind_ink_and_stamps() -> None:
    head = read_head(reading(*HEAD, *CLOSING)).head
    assert head.type == "Thông báo"
    assert head.issuer == "Ủy ban nhân dân xã Phước Điền"
    assert (head.number, head.symbol) == (None, "TB-UBND")
    assert (head.place, head.issue_date) == ("Phước Điền", None)
    assert head.chair is not None
    assert (head.chair.name, head.chair.role) == ("Trần Văn Nam", "Phó Chủ tịch UBND xã")
    assert {"number_missing", "date_missing", "issuer_mended"} <= {f.code for f in head.flags}


def test_signer_under_a_seal() -> None:
    head = read_head(reading(*HEAD, *CLOSING)).head
    assert head.signer is not None
    assert head.signer.title == "KT. CHỦ TỊCH / CHÁNH VĂN PHÒNG"
    assert head.signer.name == "Lê Minh Thủy"
    assert [r.text for r in head.recipients] == ["Như trên", "PCT UBND xã", "Lưu: VT, TH"]


def test_recipients_whose_heading_is_lost() -> None:
    lines = ["đúng thời hạn đối với các thủ tục hành chính trên địa bàn tỉnh.", *CLOSING[1:]]
    places = [(Place(1, i), Line(raw=text, text=text)) for i, text in enumerate(lines)]
    closing = read_closing(places)
    assert closing.start == 1
    assert [r.text for r in closing.recipients][:2] == ["Như trên", "PCT UBND xã"]


def test_items_of_the_body_are_no_recipients() -> None:
    lines = ["1. Giao Sở Y tế:", "- Rà soát hồ sơ;", "- Lưu ý các tồn tại.", "- Báo cáo kết quả."]
    places = [(Place(1, i), Line(raw=text, text=text)) for i, text in enumerate(lines)]
    assert read_closing(places).start == 4
