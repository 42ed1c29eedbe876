"""Files that offices really send and that are no plain scan: read as printed, or told truly."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from models import PageKind
from models.errors import (
    EndlessLine,
    ExitCode,
    LimitExceeded,
    NothingReadable,
    PagesElsewhere,
    PictureBroken,
    UnsupportedFile,
)
from ocr.broken import is_broken
from ocr.reader import ReadSettings, read
from ocr.textfile import read_text
from tests.ocr.test_reader import draw_pdf

if TYPE_CHECKING:
    from pathlib import Path

PAGE = (
    "<html><body><p>Vui lòng đăng nhập lại hệ thống quản lý văn bản và điều hành</p></body></html>"
)
MAIL = "From: vanthu@example.vn\r\nSubject: =?utf-8?q?TB?=\r\nMIME-Version: 1.0\r\n\r\nKính gửi các đơn vị\r\n"
_TCVN3 = "B¸o c¸o tr\u00adíc ngµy 31/10/2024; giao Phßng Néi vô chñ tr× rµ so¸t hå s¬ qu¸ h¹n."


def updated(pdf: bytes, objects: dict[int, bytes]) -> bytes:
    """The file with objects put in place by an incremental update."""
    trailer = re.findall(rb"trailer\s*<<(.*?)>>\s*startxref\s+(\d+)", pdf, re.DOTALL)[-1]
    kept = re.sub(rb"/(?:Size|Prev) \d+", b"", trailer[0])
    made, rows = pdf, b""
    for number, body in sorted(objects.items()):
        rows += b"%d 1\n%010d 00000 n \n" % (number, len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, prev = max(objects) + 1, int(trailer[1])
    end = b"trailer\n<<%s/Size %d /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return made + b"xref\n" + rows + end % (kept, size, prev, len(made))


def cover_sheet(in_catalog: bytes, held: bytes) -> bytes:
    """One English page and a catalog with more in it; object 900 is ``held``."""
    made = BytesIO()
    canvas = Canvas(made)
    canvas.drawString(60, 700, "Please wait... Your viewer may not be able to display this file.")
    canvas.save()
    pdf = made.getvalue()
    found = re.search(
        rb"(\d+) 0 obj\s*(<<(?:(?!endobj).)*?/Type /Catalog.*?>>)\s*endobj", pdf, re.DOTALL
    )
    assert found is not None
    stream = b"<</Length %d>>\nstream\n%s\nendstream" % (len(held), held)
    return updated(pdf, {int(found[1]): found[2][:-2] + in_catalog + b">>", 900: stream})


PORTFOLIO = (
    b"/Collection <</View/T>> /Names <</EmbeddedFiles <</Names"
    b" [(a) <</Type/Filespec/F(a.pdf)/EF<</F 900 0 R>>>>]>>>>"
)
FORM = b"/NeedsRendering true /AcroForm <</Fields[] /XFA 900 0 R>>"


@pytest.mark.parametrize("more", [PORTFOLIO, FORM], ids=["portfolio", "XFA"])
def test_a_notice_that_lies_in_an_attachment_or_a_form_is_told_so(
    tmp_path: Path, more: bytes
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(cover_sheet(more, b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"))
    with pytest.raises(PagesElsewhere) as caught:
        read(path, repairer=None)
    assert caught.value.exit_code is ExitCode.UNSUPPORTED
    assert "lưu từng tệp đính kèm" in caught.value.message("vi")


DRAWING = "<svg xmlns='http://www.w3.org/2000/svg'><text>Giao Phòng Nội vụ rà soát</text></svg>"


@pytest.mark.parametrize("data", [DRAWING, PAGE, "\ufeff\n" + PAGE, r"{\rtf1\ansi Giao Sở}", MAIL])
def test_a_page_of_the_net_a_mail_or_rtf_is_no_notice(tmp_path: Path, data: str) -> None:
    (tmp_path / "a.pdf").write_bytes(data.encode())
    with pytest.raises(UnsupportedFile):
        read(tmp_path / "a.pdf", repairer=None)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (9000, 3)])
def test_dots_and_rules_are_no_pages(tmp_path: Path, size: tuple[int, int]) -> None:
    Image.new("L", size).save(tmp_path / "a.png")
    with pytest.raises(NothingReadable):
        read(tmp_path / "a.png", repairer=None)


def test_a_font_that_hides_its_letters_is_read_from_the_picture(tmp_path: Path) -> None:
    made = BytesIO()
    draw_pdf(made)
    blind = re.sub(rb"/ToUnicode \d+ 0 R", lambda m: b" " * len(m[0]), made.getvalue())
    assert blind != made.getvalue()
    (tmp_path / "a.pdf").write_bytes(blind)
    reading = read(tmp_path / "a.pdf", repairer=None)
    assert reading.pages[0].kind is PageKind.DAMAGED_TEXT
    assert "31/10/2024" in reading.text


def test_what_is_not_printed_is_not_read(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"))
    unseen = canvas.beginText(60, 700)
    unseen.setTextRenderMode(3)
    for _ in range(6):
        unseen.textLine("Giao Phong Noi vu chu tri ra soat ho so qua han trong thang nay.")
    canvas.drawText(unseen)
    canvas.save()
    with pytest.raises(NothingReadable):
        read(tmp_path / "a.pdf", repairer=None)


def test_a_crop_box_beside_the_page_hides_nothing(tmp_path: Path) -> None:
    made = BytesIO()
    draw_pdf(made)
    found = re.search(rb"(\d+) 0 obj\s*(<<(?:(?!endobj).)*?/Type /Page\b.*?>>)\s*endobj",
                      made.getvalue(), re.DOTALL)  # fmt: skip
    assert found is not None
    cropped = {int(found[1]): found[2][:-2] + b"/CropBox [2000 2000 3000 3000]>>"}
    (tmp_path / "a.pdf").write_bytes(updated(made.getvalue(), cropped))
    page = read(tmp_path / "a.pdf", repairer=None).pages[0]
    assert "31/10/2024" in page.text
    assert page.width == pytest.approx(595, abs=1)


def test_signs_that_turn_the_writing_are_not_part_of_a_word() -> None:
    (page,) = read_text("Giao \u202ePhòng Nội vụ\u202c chủ\u2066 trì")
    assert page.lines[0].text == "Giao Phòng Nội vụ chủ trì"


def test_a_soft_hyphen_is_a_letter_of_the_old_fonts_only(tmp_path: Path) -> None:
    assert read_text("rà so\u00adát hồ sơ")[0].lines[0].text == "rà soát hồ sơ"
    (tmp_path / "a.txt").write_text(_TCVN3, encoding="utf-8")
    assert "\u00ad" in read(tmp_path / "a.txt", repairer=None).text


def scan(kind: str) -> bytes:
    """A page of words as JPEG, alone or in a PDF."""
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for line in range(40):
        draw.text((120, 100 + 38 * line), f"{line} Giao Phong Noi vu chu tri " * 3, "black")
    made = BytesIO()
    page.save(made, kind, resolution=150, quality=75)
    return made.getvalue()


def spoilt(data: bytes, how: str) -> bytes:
    """The second half of the picture gone: overwritten, or cut off and closed."""
    begin = data.index(b"\xff\xd8\xff")
    end = data.rindex(b"\xff\xd9") + 2
    half = (begin + end) // 2
    rest = {"zeros": bytes(end - half - 2), "cut": b"\xff\xd9" + bytes(end - half - 4)}[how]
    return data[:half] + rest + b"\xff\xd9" + data[end:]


@pytest.mark.parametrize("how", ["zeros", "cut"])
@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PDF", "a.pdf")])
def test_a_picture_that_breaks_off_is_told_so(
    tmp_path: Path, kind: str, name: str, how: str
) -> None:
    """Half a page may read well, and nobody would miss the other half."""
    (tmp_path / name).write_bytes(spoilt(scan(kind), how))
    with pytest.raises(PictureBroken) as caught:
        read(tmp_path / name, repairer=None)
    assert caught.value.exit_code is ExitCode.DAMAGED
    assert "Hình ảnh" in caught.value.message("vi")


def test_pictures_that_are_whole_are_not_called_broken() -> None:
    whole = scan("JPEG")
    grey = BytesIO()
    Image.new("L", (600, 800), 128).save(grey, "JPEG")
    for data in (whole, whole + bytes(100), whole[:-2] + bytes(64) + whole[-2:], grey.getvalue()):
        assert not is_broken(data)


def test_a_line_that_no_page_holds_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    words = "Giao Phòng Nội vụ chủ trì rà soát hồ sơ. "
    path.write_text(words * 1000, encoding="utf-8")
    assert read(path, repairer=None).pages[0].lines
    path.write_text(words * 1300, encoding="utf-8")
    with pytest.raises(EndlessLine) as caught:
        read(path, repairer=None)
    assert caught.value.exit_code is ExitCode.LIMIT
    assert "50000 ký tự" in caught.value.message("vi")
    assert "characters" in caught.value.message("en")


def test_a_text_without_form_feeds_has_pages_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    settings = ReadSettings(max_pages=3)
    path.write_text("Giao Phòng Nội vụ rà soát.\n" * 700, encoding="utf-8")
    assert read(path, repairer=None, settings=settings).pages
    path.write_text("Giao Phòng Nội vụ rà soát.\n" * 800, encoding="utf-8")
    with pytest.raises(LimitExceeded, match="3"):
        read(path, repairer=None, settings=settings)


@pytest.mark.parametrize("kind", ["grain", "blocks", "photograph"])
def test_what_shows_no_text_is_told_so(tmp_path: Path, kind: str) -> None:
    """Recognisers make some words of anything; an archive is no place for them."""
    rng = np.random.default_rng(5)
    if kind == "photograph":
        coarse = Image.fromarray((rng.random((24, 17)) * 255).astype(np.uint8))
        page = coarse.resize((1240, 1754), Image.Resampling.BICUBIC)
    else:
        side = {"grain": 1, "blocks": 12}[kind]
        dots = rng.random((1754 // side, 1240 // side)) > 0.6
        page = Image.fromarray((dots * 255).astype(np.uint8))
        page = page.resize((1240, 1754), Image.Resampling.NEAREST)
    page.save(tmp_path / "a.png", dpi=(150, 150))
    with pytest.raises(NothingReadable):
        read(tmp_path / "a.png", repairer=None)
