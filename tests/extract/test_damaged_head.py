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


def test_a_title_ends_where_a_sentence_begins() -> None:
    lines = [
        *HEAD[:7],
        "CHỈ THỊ",
        "Về việc đẩy mạnh giải ngân vốn đầu tư công",
        "trên địa bàn xã",
        "Bối cảnh kinh tế năm 2025 còn nhiều khó khăn, giá vật liệu xây dựng tăng cao so với năm",
        "trước. Ủy ban nhân dân xã yêu cầu:",
        "1. Phòng Kinh tế rà soát.",
    ]
    head = read_head(reading(*lines, *CLOSING)).head
    assert head.title == "Về việc đẩy mạnh giải ngân vốn đầu tư công trên địa bàn xã"


def test_a_letter_under_stamps() -> None:
    """The words V/v misread, the place on the line of the subject, a number without stroke."""
    head = read_head(
        reading(
            "BỘ KHOA HỌC VÀ CÔNG NGHỆ",
            "Số: 05CT-BKHCN",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "V/ triển khai Công điện của Bộ trưởng",
            "Bộ Khoa học và Công nghệ Hà Nội, ngày 20 tháng 01 năm 2025",
            "Kính gửi: Sở Khoa học và Công nghệ các tỉnh",
            "Bộ Khoa học và Công nghệ đề nghị các Sở báo cáo kết quả.",
        )
    ).head
    assert (head.type, head.number, head.symbol) == ("Công văn", "05", "CT-BKHCN")
    assert head.title == "V/v triển khai Công điện của Bộ trưởng Bộ Khoa học và Công nghệ"
    assert (head.place, str(head.issue_date)) == ("Hà Nội", "2025-01-20")


def test_the_signer_whose_title_is_lost_or_stands_beside_the_recipients() -> None:
    for end in (["- Lưu: VT, TH.", "Trần Quốc Bảo"], ["- Lưu: VT, TH. Trần Quốc Bảo"]):
        head = read_head(reading(*HEAD, "Nơi nhận:", "- Như trên;", *end)).head
        assert head.signer is not None
        assert head.signer.name == "Trần Quốc Bảo"
        assert [r.text for r in head.recipients] == ["Như trên", "Lưu: VT, TH"]


def test_the_chair_by_the_preamble_where_the_title_names_the_office_only() -> None:
    lines = list(HEAD)
    lines[8] = "Kết luận của Chủ tịch UBND xã tại phiên họp về đất đai"
    lines[9] = (
        "Ngày 20 và 21 tháng 10 năm 2025, đồng chí Mùa Va Hồ, Chủ tịch UBND xã chủ trì phiên họp."
    )
    head = read_head(reading(*lines, *CLOSING)).head
    assert head.chair is not None
    assert (head.chair.name, head.chair.role) == ("Mùa Va Hồ", "Chủ tịch UBND xã")
    assert str(head.meeting_date) == "2025-10-20"


def test_a_ward_is_no_type() -> None:
    lines = list(HEAD)
    lines[1], lines[7] = "PHƯỜNG AN HÒA", "KẾ HOẠCH"
    head = read_head(reading(*lines, *CLOSING)).head
    assert (head.type, head.issuer) == ("Kế hoạch", "Ủy ban nhân dân phường An Hòa")
