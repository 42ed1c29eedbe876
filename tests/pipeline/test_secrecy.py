"""The gate before storage: marks whole, damaged and framed; and the words that are no mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models import Line, LineRole, Page, PageKind, Reading, Stamp
from models.errors import ExitCode, SecretDocument
from pipeline import Documents, Settings
from pipeline.red_frame import has_red_frame
from pipeline.secrecy import gate
from samples.faces import Face
from samples.faces import path as font_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

Mode = Literal["strict", "marks", "off"]
LETTERHEAD = (
    "ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "QUẬN GÒ VẤP               Độc lập - Tự do - Hạnh phúc",
    "Số: 12/TB-UBND            Gò Vấp, ngày 3 tháng 5 năm 2024",
)
BODY = tuple(f"Dòng thứ {n} của văn bản này nói về cải cách hành chính." for n in range(40))


def reading(*lines: str, stamp: str | None = None, page: int = 1) -> Reading:
    roles = [LineRole.STAMP if text.startswith("§") else LineRole.BODY for text in lines]
    texts = [text.removeprefix("§") for text in lines]
    made = tuple(Line(raw=t, text=t, role=r) for t, r in zip(texts, roles, strict=True))
    first = tuple(Line(raw=t, text=t) for t in LETTERHEAD)
    sheets = [made] if page == 1 else [first, made]
    pages = [
        Page(number=number, lines=lines, kind=PageKind.SCAN, width=595, height=842)
        for number, lines in enumerate(sheets, start=1)
    ]
    stamps = (Stamp(text=stamp, page=1),) if stamp else ()
    return Reading(
        file="a.pdf", sha256="0" * 64, media_type="application/pdf", pages=tuple(pages),
        stamps=stamps, version="1",
    )  # fmt: skip


def refuses(found: Reading, mode: Mode = "marks", *, framed: bool = False) -> bool:
    try:
        gate(found, mode, framed=framed)
    except SecretDocument:
        return True
    return False


@pytest.mark.parametrize(
    "mark",
    [
        "MẬT", "TỐI MẬT", "TUYỆT MẬT", "MAT", "TOI MAT", "TUYET MAT", "M4T", "MẠT", "MÂT",
        "[ MẬT ]", "| TỐI MẬT |", "T Ố I   M Ậ T", "TUYỆTMẬT", "TUYẸT MÂT", "T0l MẬT", "TỐI MẬ",
        "“MẬT”", "TUYỆT MẶT", "M Ậ T",
    ],
)  # fmt: skip
def test_marks_whole_and_damaged(mark: str) -> None:
    assert refuses(reading(*LETTERHEAD, mark, *BODY))
    assert refuses(reading(mark, *LETTERHEAD, *BODY))
    assert refuses(reading(*LETTERHEAD, *BODY, f"§{mark}"))
    assert refuses(reading(*LETTERHEAD, stamp=f"ĐẾN\n{mark}"))
    assert refuses(reading(mark, *BODY, page=2))


def test_a_mark_in_the_line_of_the_issuer() -> None:
    assert refuses(reading("MẬT          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", *BODY))


@pytest.mark.parametrize(
    "line",
    [
        "Tăng cường bảo mật thông tin, mật độ xây dựng và khóa bí mật của chữ ký số.",
        "BẢO MẬT", "BÍ MẬT NHÀ NƯỚC", "MẬT ĐỘ DÂN SỐ", "TUYỆT ĐỐI", "TỐI ƯU", "MẶT TRẬN TỔ QUỐC",
        "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC", "MAI", "TÓM TẮT", "MẶT BẰNG", "Mật", "tối mật",
        "HỎA TỐC", "KHẨN", "LƯU HÀNH NỘI BỘ", "AN TOÀN, BẢO MẬT",
    ],
)  # fmt: skip
def test_words_that_are_no_mark(line: str) -> None:
    assert not refuses(reading(*LETTERHEAD, line, *BODY))
    assert not refuses(reading(line, *BODY))


@pytest.mark.parametrize("line", ["NẬT", "WẬT", "MẬTT"])
def test_strict_refuses_what_may_be_a_mark(line: str) -> None:
    assert not refuses(reading(*LETTERHEAD, line, *BODY))
    assert refuses(reading(*LETTERHEAD, line, *BODY), "strict")


def test_modes() -> None:
    clean, marked = reading(*LETTERHEAD, *BODY), reading(*LETTERHEAD, "MẬT")
    assert not refuses(clean, "strict")
    assert not refuses(clean, "marks", framed=True)
    assert refuses(clean, "strict", framed=True)
    assert refuses(marked, "strict")
    assert not refuses(marked, "off", framed=True)


def sheet(dpi: int = 200) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    page = Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), "white")
    return page, ImageDraw.Draw(page)


def framed(
    width: float, height: float, *, colour: str = "#c8102e", top: float = 45, dpi: int = 200,
    text: str = "MẬT", line: float = 0.6,
) -> NDArray[np.uint8]:  # fmt: skip
    page, draw = sheet(dpi)
    unit = dpi / 25.4
    box = [30 * unit, top * unit, (30 + width) * unit, (top + height) * unit]
    if line:
        draw.rectangle(box, outline=colour, width=max(1, round(line * unit)))
    font = ImageFont.truetype(font_file(Face.BOLD), round(5 * unit))
    draw.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), text, colour, font, anchor="mm")
    return np.asarray(page)


@pytest.mark.parametrize(("width", "text"), [(20, "MẬT"), (30, "TỐI MẬT"), (40, "TUYỆT MẬT")])
@pytest.mark.parametrize("dpi", [100, 200, 300])
def test_a_red_frame_of_a_marks_size_is_seen(width: float, text: str, dpi: int) -> None:
    assert has_red_frame(framed(width, 8, dpi=dpi, text=text))


def test_a_worn_and_tilted_frame_is_seen() -> None:
    page = Image.fromarray(framed(30, 8)).rotate(1.5, fillcolor="white", expand=False)
    pixels = np.asarray(page).copy()
    pixels[:, ::17] = 255  # a dry stamp
    assert has_red_frame(pixels)


@pytest.mark.parametrize(
    "other",
    [
        framed(30, 8, colour="#000000"),
        framed(30, 8, colour="#1030a0"),
        framed(30, 8, top=180),
        framed(75, 35),  # a stamp of arrival
        framed(6, 6),
    ],
    ids=["black", "blue", "at the foot", "arrival stamp", "a tick box"],
)
def test_other_frames_are_not(other: NDArray[np.uint8]) -> None:
    assert not has_red_frame(other)


def test_a_seal_and_a_grey_page_are_no_frame() -> None:
    page, draw = sheet()
    draw.ellipse([300, 300, 580, 580], outline="#c8102e", width=6)
    draw.text((380, 420), "ỦY BAN", "#c8102e", ImageFont.truetype(font_file(Face.BOLD), 40))
    assert not has_red_frame(np.asarray(page))
    assert not has_red_frame(np.asarray(page.convert("L")))


@pytest.mark.parametrize(("mode", "stopped"), [("strict", True), ("marks", True), ("off", False)])
def test_a_marked_file_is_stopped_by_the_whole_way(
    tmp_path: Path, mode: Mode, *, stopped: bool
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "ỦY BAN NHÂN DÂN QUẬN GÒ VẤP\nTỐI MẬT\nSố: 3/TB-UBND\n\nTHÔNG BÁO\nKết luận cuộc họp\n\n"
        "1. Giao Phòng Nội vụ rà soát hồ sơ trước ngày 31/10/2024.\n",
        encoding="utf-8",
    )
    with Documents(Settings(secrecy=mode)) as documents:
        if not stopped:
            assert documents.process(path).notice.tasks
            return
        with pytest.raises(SecretDocument) as caught:
            documents.process(path)
    assert caught.value.exit_code == ExitCode.SECRET
    assert "Phòng Nội vụ" not in str(caught.value)


def printed(path: Path, page: NDArray[np.uint8], *, dpi: int = 200) -> Path:
    """The page with a letterhead and some text below the mark, as a scan."""
    made = Image.fromarray(page)
    draw = ImageDraw.Draw(made)
    font = ImageFont.truetype(font_file(Face.REGULAR), round(0.21 * dpi))
    for number, text in enumerate((*LETTERHEAD, *BODY[:10])):
        draw.text((dpi, (3.5 + number * 0.45) * dpi), text, "black", font)
    made.save(path, dpi=(dpi, dpi), quality=75)
    return path


@pytest.mark.parametrize(
    ("width", "text", "name", "line"),
    [
        (20, "MẬT", "a.png", 0.6),
        (30, "TỐI MẬT", "a.jpg", 0.6),
        (40, "TUYỆT MẬT", "a.jpg", 0.6),
        (30, "TỐI MẬT", "a.jpg", 0),
    ],
    ids=["MẬT", "TỐI MẬT", "TUYỆT MẬT", "without a frame"],
)
def test_a_red_mark_on_a_scan_is_read(
    tmp_path: Path, width: float, text: str, name: str, line: float
) -> None:
    """The page is read without its red ink, in which nearly all marks are printed."""
    page = framed(width, 8, text=text, line=line)
    with Documents(Settings(jobs=1)) as documents, pytest.raises(SecretDocument):
        documents.process(printed(tmp_path / name, page))


def test_a_red_mark_of_urgency_is_no_secret(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.jpg", framed(30, 8, text="HỎA TỐC"))
    with Documents(Settings(jobs=1)) as documents:
        assert documents.process(path).notice.head.urgency == "HỎA TỐC"


def test_a_framed_picture_is_stopped_by_strict(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.png", framed(30, 8, text="~~~"))
    settings = Settings(secrecy="strict", jobs=1)
    with Documents(settings) as documents, pytest.raises(SecretDocument):
        documents.process(path)
