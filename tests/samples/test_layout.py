"""Where the parts of a notice stand on the sheet."""

from models.reading import LineRole
from samples import faces
from samples.draft import Draft, Letterhead, Paragraph
from samples.faces import Face
from samples.layout import lay_out
from samples.sheet import PAGE_HEIGHT, PAGE_WIDTH, Style
from samples.wrap import wrap

LONG = "Rà soát toàn bộ hồ sơ thủ tục hành chính còn tồn đọng tại Bộ phận Một cửa. " * 6


def draft(paragraphs: int) -> Draft:
    return Draft(
        letterhead=Letterhead(
            parent=("ỦY BAN NHÂN DÂN", "TỈNH ĐÔNG GIANG"),
            issuer=("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",),
            number="Số: 12/TB-SNNMT",
            place_date="Đông Giang, ngày 05 tháng 8 năm 2025",
        ),
        title=("Kết luận của Giám đốc Sở tại cuộc họp giao ban tháng 8 năm 2025",),
        body=tuple(Paragraph(text=LONG.strip()) for _ in range(paragraphs)),
        recipients=("- Ban Giám đốc Sở;", "- Lưu: VT."),
        authority=("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        signer="Lê Thị Mẫu",
    )


def test_letterhead_left_column_is_read_before_the_right_one() -> None:
    first = lay_out(draft(1))[0]
    head = [piece for piece in first.pieces if piece.role is LineRole.LETTERHEAD]
    assert [piece.column for piece in head] == sorted(piece.column for piece in head)
    assert first.lines[0] == "ỦY BAN NHÂN DÂN"
    number = next(piece for piece in head if piece.text.startswith("Số:"))
    date = next(piece for piece in head if "ngày" in piece.text)
    assert number.y == date.y
    assert number.x + number.width < date.x


def test_closing_columns_stand_side_by_side() -> None:
    last = lay_out(draft(2))[-1]
    recipients = next(piece for piece in last.pieces if piece.text == "Nơi nhận:")
    signer = next(piece for piece in last.pieces if piece.text == "TL. GIÁM ĐỐC")
    assert abs(recipients.y - signer.y) < 2
    assert recipients.x + recipients.width < signer.x
    assert last.lines[-1] == "Lê Thị Mẫu"


def test_nothing_leaves_the_sheet_and_no_text_is_lost() -> None:
    notice = draft(9)
    style = Style()
    sheets = lay_out(notice, style)
    assert len(sheets) > 1
    for sheet in sheets:
        for piece in sheet.pieces:
            assert piece.x >= style.left - 0.5
            length = piece.stretch or piece.width
            assert piece.x + length <= PAGE_WIDTH - style.right + 0.5
            assert piece.y <= PAGE_HEIGHT - style.bottom
    text = " ".join(line for sheet in sheets for line in sheet.lines)
    assert text.count(LONG.strip()) == 9


def test_page_number_is_on_all_pages_but_the_first_and_no_text() -> None:
    sheets = lay_out(draft(9))
    numbers = [
        [piece.text for piece in sheet.pieces if piece.role is LineRole.PAGE_NUMBER]
        for sheet in sheets
    ]
    assert numbers == [[]] + [[str(n)] for n in range(2, len(sheets) + 1)]
    assert "2" not in sheets[1].lines


def test_signature_never_stands_alone_on_a_page() -> None:
    for paragraphs in range(3, 16):
        last = lay_out(draft(paragraphs))[-1]
        assert any(piece.role is LineRole.BODY for piece in last.pieces)


def test_heading_stays_with_what_it_heads() -> None:
    for paragraphs in range(3, 16):
        body = (
            *draft(paragraphs).body,
            Paragraph(text="2. Giao Phòng Nội vụ", bold=True, keep=True),
            Paragraph(text=LONG.strip()),
        )
        for sheet in lay_out(draft(1).model_copy(update={"body": body}))[:-1]:
            assert sheet.lines[-1] != "2. Giao Phòng Nội vụ"


def test_preprinted_letterhead_is_seen_but_is_no_text() -> None:
    notice = draft(1)
    assert notice.letterhead
    head = notice.letterhead.model_copy(update={"preprinted": True})
    sheet = lay_out(notice.model_copy(update={"letterhead": head}))[0]
    assert sheet.lines[0] == "THÔNG BÁO"
    assert any(piece.picture for piece in sheet.pieces)


def test_lines_break_at_blanks_and_behind_the_hyphens_of_symbols() -> None:
    text = "theo Kế hoạch số 186/KH-UBND ngày 06/5/2024 của Ủy ban nhân dân quận"
    for measure in range(60, 400, 7):
        lines = wrap(text, Face.REGULAR, 14, measure)
        joined = lines[0]
        for line in lines[1:]:
            joined += line if joined.endswith("KH-") else " " + line
        assert joined == text
        assert all(
            faces.width(line, Face.REGULAR, 14) <= measure or " " not in line for line in lines
        )
