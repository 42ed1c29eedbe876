"""Files of every kind in, readings or clear errors out."""

from __future__ import annotations

import stat
import threading
from io import BytesIO
from pathlib import Path

import numpy as np
import pytesseract
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from models import LineRole, Page, PageKind
from models.errors import (
    DamagedFile,
    EmptyFile,
    FileMissing,
    LimitExceeded,
    NothingReadable,
    NotVietnamese,
    PasswordNeeded,
    ProgramMissing,
    UnsupportedFile,
)
from ocr import reader, recognise
from ocr.reader import ReadSettings, read
from ocr.words import ReadLine, ReadWord

# Debian's older "liberation" knows no Vietnamese; elsewhere the folder has the plain name.
FONT_FOLDER = next(
    (f for f in ("liberation2", "liberation") if Path("/usr/share/fonts/truetype", f).is_dir()),
    "liberation",
)
FONTS = f"/usr/share/fonts/truetype/{FONT_FOLDER}/LiberationSerif-{{}}.ttf"
BODY = [
    "1. Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ khẩn trương rà soát, tham mưu",
    "Ủy ban nhân dân tỉnh ban hành kế hoạch, hoàn thành trước ngày 31/10/2024, giải ngân 100%.",
    "2. Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện thông báo này./.",
]
LEFT = ["ỦY BAN NHÂN DÂN", "TỈNH BÌNH AN", "Số: 118/TB-UBND"]
RIGHT = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Bình An, ngày 11 tháng 11 năm 2024",
]
RECIPIENTS = ["Nơi nhận:", "- Thường trực Tỉnh ủy;", "- Lưu: VT, TH."]
SIGNER = ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Trần Văn Minh"]
IN_ORDER = [*LEFT, *RIGHT, "THÔNG BÁO", *BODY, *RECIPIENTS, *SIGNER]


def draw_pdf(target: Path | BytesIO) -> None:
    """One page laid out as the decree asks; rows of both columns share their level."""
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Serif-{name}", FONTS.format(name)))
    canvas = Canvas(str(target) if not isinstance(target, BytesIO) else target, pagesize=A4)
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        canvas.setFont("Serif-Bold" if row < 2 else "Serif-Regular", 12)
        canvas.drawCentredString(160, 780 - 18 * row, left)
        canvas.drawCentredString(410, 780 - 18 * row, right)
    canvas.setFont("Serif-Bold", 14)
    canvas.drawCentredString(310, 700, "THÔNG BÁO")
    canvas.setFont("Serif-Regular", 12)
    for row, text in enumerate(BODY):
        canvas.drawString(85, 660 - 20 * row, text)
    for row, (left, right) in enumerate(zip(RECIPIENTS, SIGNER, strict=True)):
        canvas.setFont("Serif-Regular", 11)
        canvas.drawString(85, 560 - 16 * row, left)
        canvas.setFont("Serif-Bold", 12)
        canvas.drawCentredString(440, 560 - 16 * row, right)
    canvas.showPage()
    canvas.save()


def draw_scan(turn: float = 0.0) -> Image.Image:
    """The same page as a picture of 200 dpi."""
    sheet = Image.new("L", (1654, 2339), 255)
    pen = ImageDraw.Draw(sheet)
    plain = ImageFont.truetype(FONTS.format("Regular"), 36)
    bold = ImageFont.truetype(FONTS.format("Bold"), 36)
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        pen.text((440, 160 + 55 * row), left, 0, bold, anchor="mm")
        pen.text((1140, 160 + 55 * row), right, 0, bold, anchor="mm")
    pen.text((860, 420), "THÔNG BÁO", 0, bold, anchor="mm")
    words = " ".join(BODY).split()
    line, top = "", 500
    for word in [*words, None]:
        if word is None or pen.textlength(f"{line} {word}", plain) > 1250:
            pen.text((220, top), line.strip(), 0, plain)
            line, top = "", top + 58
        line = f"{line} {word}"
    for row, (left, right) in enumerate(zip(RECIPIENTS, SIGNER, strict=True)):
        pen.text((220, top + 80 + 50 * row), left, 0, plain)
        pen.text((1200, top + 80 + 50 * row), right, 0, bold, anchor="mt")
    return sheet.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255) if turn else sheet


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    return draw_scan()


def test_born_digital_is_read_exactly_column_by_column(tmp_path: Path) -> None:
    draw_pdf(tmp_path / "a.pdf")
    reading = read(tmp_path / "a.pdf", repairer=None)
    page = reading.pages[0]
    assert page.kind is PageKind.BORN_DIGITAL
    assert page.text.split("\n") == IN_ORDER
    roles = [line.role for line in page.lines]
    assert roles == [LineRole.LETTERHEAD] * 6 + [LineRole.BODY] * 4 + [LineRole.CLOSING] * 6
    assert page.lines[0].words[0].bold is True
    assert page.lines[8].words[0].bold is False
    assert page.confidence == 1.0


def test_words_point_into_their_line(tmp_path: Path) -> None:
    draw_pdf(tmp_path / "a.pdf")
    for line in read(tmp_path / "a.pdf", repairer=None).pages[0].lines:
        for word in line.words:
            assert line.text[word.start : word.end] == word.text


@pytest.mark.parametrize("turn", [0.0, 1.7])
def test_scan_is_straightened_and_read_in_order(tmp_path: Path, turn: float) -> None:
    draw_scan(turn).save(tmp_path / "a.png", dpi=(200, 200))
    page = read(tmp_path / "a.png", repairer=None).pages[0]
    assert page.kind is PageKind.SCAN
    assert page.engine is not None
    assert abs(abs(page.skew) - turn) < 0.25
    got, want = page.text.split(), " ".join(IN_ORDER).split()
    assert len(set(want) - set(got)) <= 2
    assert page.text.index("118/TB-UBND") < page.text.index("VIỆT NAM")
    assert page.text.index("TH.") < page.text.index("CHÁNH VĂN PHÒNG")
    assert "31/10/2024" in page.text


def test_a_page_on_its_side_is_turned(tmp_path: Path, scan: Image.Image) -> None:
    scan.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "a.png", dpi=(200, 200))
    page = read(tmp_path / "a.png", repairer=None).pages[0]
    assert "Sở Tài chính" in page.text
    assert page.rotation == 90


def test_tiff_of_two_pages_and_jpeg(tmp_path: Path, scan: Image.Image) -> None:
    scan.convert("1").save(
        tmp_path / "a.tif", save_all=True, append_images=[scan.convert("1")], dpi=(200, 200)
    )
    seen: list[tuple[int, int]] = []
    reading = read(
        tmp_path / "a.tif", repairer=None, progress=lambda done, total: seen.append((done, total))
    )
    assert [page.number for page in reading.pages] == [1, 2]
    assert seen[-1] == (2, 2)
    scan.convert("RGB").save(tmp_path / "a.jpg", dpi=(200, 200))
    assert "Sở Tài chính" in read(tmp_path / "a.jpg", repairer=None).text


def test_a_slow_page_holds_up_no_other(
    tmp_path: Path, scan: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All other pages are read, and told, before the first ends."""
    sheets = [scan.convert("1")] * 5
    sheets[0].save(tmp_path / "a.tif", save_all=True, append_images=sheets[1:], dpi=(200, 200))
    others, told = threading.Event(), []

    def sheet(step: reader._Step, *_: object) -> reader._Sheet:
        if step.number == 1:
            assert others.wait(30)
        page = Page(number=step.number, kind=PageKind.SCAN, width=9, height=9)
        words = [ReadWord(text, 0, 0, 9, 9) for text in " ".join(BODY).split()]
        return reader._Sheet(page, (ReadLine(tuple(words)),))

    def tell(done: int, _total: int) -> None:
        told.append(done)
        if done == 4:
            others.set()

    monkeypatch.setattr(reader, "_sheet", sheet)
    reading = read(tmp_path / "a.tif", repairer=None, progress=tell)
    assert [page.number for page in reading.pages] == [1, 2, 3, 4, 5]
    assert told == sorted(told)
    assert told[-1] == 5


def test_red_seal_does_not_hide_print(tmp_path: Path, scan: Image.Image) -> None:
    colour = np.array(scan.convert("RGB"))
    seal = Image.new("L", scan.size, 0)
    ImageDraw.Draw(seal).ellipse((300, 480, 700, 880), fill=255)
    red = np.array(seal) > 0
    paper = colour[..., 0] > 128
    colour[red & paper] = (225, 60, 60)
    colour[red & ~paper] = (70, 10, 10)
    Image.fromarray(colour).save(tmp_path / "a.png", dpi=(200, 200))
    assert "phối hợp với Sở Nội vụ" in read(tmp_path / "a.png", repairer=None).text.replace(
        "\n", " "
    )


def test_text_file_keeps_pages_raw_lines_and_page_numbers(tmp_path: Path) -> None:
    first = "   THÔNG BÁO\nKết luận của đồng chí Chủ tịch tại cuộc họp"
    path = tmp_path / "a.txt"
    path.write_bytes(f"\ufeff{first}\f2\nGiao Sở Nội vụ thực hiện.\n".encode())
    reading = read(path, repairer=None)
    assert [page.text for page in reading.pages] == [
        first.strip(),
        "Giao Sở Nội vụ thực hiện.",
    ]
    assert reading.pages[0].lines[0].raw == "   THÔNG BÁO"
    assert reading.pages[1].lines[0].role is LineRole.PAGE_NUMBER


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b" \n\f ", EmptyFile),
        (b"PK\x03\x04\xff\xfe\x00", UnsupportedFile),
        (b"%PDF-1.4\n1 0 obj", DamagedFile),
        (b"%PDF-1.4\nnothing %%EOF", DamagedFile),
        (b"\x89PNG\r\n\x1a\n", DamagedFile),
        (b"The quick brown fox jumps over the lazy dog every single morning.", NotVietnamese),
    ],
)
def test_bad_files_give_their_error(tmp_path: Path, data: bytes, error: type[Exception]) -> None:
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(error):
        read(tmp_path / "a", repairer=None)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read(tmp_path / "none.pdf", repairer=None)
    with pytest.raises(UnsupportedFile):
        read(tmp_path, repairer=None)
    assert stat.S_ISDIR(tmp_path.stat().st_mode)


def test_truncated_pdf_is_damaged(tmp_path: Path) -> None:
    whole = BytesIO()
    draw_pdf(whole)
    (tmp_path / "a.pdf").write_bytes(whole.getvalue()[: len(whole.getvalue()) * 2 // 3])
    with pytest.raises(DamagedFile):
        read(tmp_path / "a.pdf", repairer=None)


def test_password(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), encrypt="secret")
    canvas.drawString(100, 700, "Thông báo")
    canvas.save()
    with pytest.raises(PasswordNeeded):
        read(tmp_path / "a.pdf", repairer=None)


def test_image_of_nothing_and_of_noise(tmp_path: Path) -> None:
    Image.new("L", (1000, 1400), 255).save(tmp_path / "white.png")
    with pytest.raises(NothingReadable):
        read(tmp_path / "white.png", repairer=None)


def test_limits(tmp_path: Path) -> None:
    Image.new("1", (4000, 4000), 1).save(tmp_path / "a.png")
    with pytest.raises(LimitExceeded):
        read(tmp_path / "a.png", repairer=None, settings=ReadSettings(max_pixels=1_000_000))
    (tmp_path / "a.txt").write_text("Thông báo kết luận\f" * 5, encoding="utf-8")
    with pytest.raises(LimitExceeded):
        read(tmp_path / "a.txt", repairer=None, settings=ReadSettings(max_pages=3))


def test_missing_language_names_the_package(tmp_path: Path, scan: Image.Image) -> None:
    scan.save(tmp_path / "a.png")
    with pytest.raises(ProgramMissing) as caught:
        read(tmp_path / "a.png", repairer=None, settings=ReadSettings(languages="xyz"))
    assert caught.value.details["package"] == "tesseract-ocr-xyz"


def test_missing_tesseract(
    tmp_path: Path, scan: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan.save(tmp_path / "a.png")
    recognise._languages.cache_clear()
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "no-such-tesseract")
    monkeypatch.setattr(recognise, "tesseract_version", lambda: "5")
    with pytest.raises(ProgramMissing):
        read(tmp_path / "a.png", repairer=None)
    recognise._languages.cache_clear()
