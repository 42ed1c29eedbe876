"""Stamps of incoming papers: what is theirs goes, what the paper prints stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from models import LineRole
from ocr.arrival import _red_boxes, red_ink, unstamped
from ocr.clean import CleanPage, clean
from ocr.raster import Raster
from ocr.stamp_labels import labelled
from ocr.stamp_rows import parted
from ocr.words import ReadWord

DPI = 100.0


def words(*rows: tuple[int, str]) -> list[ReadWord]:
    """Rows of words; ``~`` is a tenth of an inch, ``?`` before a word a doubt on it."""
    found = []
    for number, (left, text) in enumerate(rows):
        x = left
        for part in text.split(" "):
            if set(part) == {"~"}:
                x += 10 * len(part)
                continue
            sure = 0.3 if part[0] == "?" else 0.97
            shown = part.removeprefix("?")
            top = 60 + 25 * number
            found.append(ReadWord(shown, x, top, x + 8 * len(shown), top + 15, sure))
            x += 8 * len(shown) + 5
    return found


def page() -> CleanPage:
    paper = np.full((1100, 827), 255, np.uint8)
    return CleanPage(paper, DPI, 0, 1, paper.copy(), ())


def left(found: list[ReadWord], boxes: list[tuple[float, float, float, float]]) -> str:
    rest = parted(page(), found, boxes)
    return " ".join(word.text for word in rest.words)


HEAD = (
    (180, "ỦY BAN NHÂN DÂN"),
    (180, "Số: 53 /TB-UBND"),
    (70, "VĂN PHÒNG ~~~~~~~~ THÔNG BÁO"),
    (90, "ĐẾN ~~~~~~~~ Kết luận của đồng chí Võ Minh Trí, Chủ"),
    (40, "Số:......3075 ~~~ tịch tại buổi làm việc"),
    (40, "?Ngài 17/4 ~~~~~~ tháng 9 năm 2024"),
    (40, "Chuyển:........"),
    (120, "Sáng ngày 13/10/2024, tại trụ sở cơ quan"),
)
PRINT = (
    "ỦY BAN NHÂN DÂN Số: 53 /TB-UBND THÔNG BÁO Kết luận của đồng chí Võ Minh Trí, Chủ tịch tại buổi"
    " làm việc tháng 9 năm 2024 Sáng ngày 13/10/2024, tại trụ sở cơ quan"
)


def test_a_stamp_beside_the_title_leaves_it() -> None:
    assert left(words(*HEAD), []) == PRINT


def test_labels_tell_the_place_where_the_great_word_was_not_read() -> None:
    rows = [(x, text.replace("ĐẾN", "?p.ụx")) for x, text in HEAD]
    rest = left(words(*rows), [])
    assert "3075" not in rest
    assert "17/4" not in rest
    assert "Kết luận của đồng chí Võ Minh Trí, Chủ tịch tại" in rest


def test_what_a_pen_wrote_goes_where_the_red_of_the_stamp_is_known() -> None:
    rows = words(
        (60, "Ý kiến kết luận của Giám đốc Sở"),
        (75, "7089 Ngô Hữu Quỳnh tại cuộc họp tháng"),
        (75, "9 năm 2024 về 15 dự án"),
    )
    assert left(rows, [(20, 40, 220, 180)]) == (
        "Ý kiến kết luận của Giám đốc Sở Ngô Hữu Quỳnh tại cuộc họp tháng 9 năm 2024 về 15 dự án"
    )
    assert left(rows, []) == " ".join(word.text for word in rows)


@pytest.mark.parametrize(
    "rows",
    [
        # The head of a paper without a stamp has a number and a day, too.
        ((180, "Số: 53 /TB-UBND ~~~~~~~ An Hải, ngày 14 tháng 10 năm 2024"), (300, "THÔNG BÁO")),
        ((120, "Ngày 14 tháng 10 năm 2024,"), (120, "Số: 12 hồ sơ"), (120, "Chuyển: đơn vị")),
        ((180, "HỘI ĐỒNG NHÂN DÂN"), (180, "Số: 4 /NQ-HĐND"), (120, "15 hồ sơ")),
    ],
)
def test_a_head_without_a_stamp_is_left_alone(rows: tuple[tuple[int, str], ...]) -> None:
    found = words(*rows)
    assert labelled(found, 1100, DPI) == []
    assert left(found, []) == " ".join(word.text for word in found)


def test_the_papers_own_number_stays_between_the_lines_of_a_frame() -> None:
    for number in ("Số: 53 /TB-UBND", "Số: 53 TB-UBND", "7 /CV"):
        assert left(words((40, number)), [(20, 40, 220, 110)]) == number


def test_only_the_name_of_an_office_stands_above_the_great_word() -> None:
    box = (20.0, 40.0, 220.0, 190.0)
    below = (90, "ĐẾN ~~~~~~~~ Kết luận")
    assert left(words((70, "VĂN PHÒNG"), below), [box]) == "Kết luận"
    assert left(words((70, "của Văn phòng"), below), [box]) == "của Văn phòng Kết luận"
    assert left(words((70, "VĂN PHÒNG"), (90, "Kết luận")), [box]) == "VĂN PHÒNG Kết luận"


def test_words_that_only_begin_as_a_label_are_print() -> None:
    rows = words((40, "Soạn ~~ thảo, trình Ủy ban nhân dân tỉnh"), (40, "sống ~~ tại 5 thôn"))
    assert left(rows, [(20, 40, 220, 160)]) == " ".join(word.text for word in rows)


def test_strokes_beside_a_frame_are_taken_off_too() -> None:
    rows = words((40, "ĐẾN ~~~~~~~~~~~~~~ !tịch"), (225, "!tịch"), (240, "!tịch"))
    assert left(rows[:1] + rows[2:], [(20, 40, 220, 160)]) == "tịch !tịch"


def test_strokes_of_a_frame_are_taken_off_words() -> None:
    rows = words((40, "?4$ !tịch Ủy ban nhân dân tỉnh đã"), (60, "———Ngày 12/02/2024, đồng chí"))
    assert (
        left(rows, [(20, 40, 220, 110)]) == "tịch Ủy ban nhân dân tỉnh đã Ngày 12/02/2024, đồng chí"
    )


class Reads:
    """A recogniser that reads the same everywhere."""

    engine = "test"
    keeps_columns = False

    def __init__(self, *texts: str) -> None:
        self.texts = texts

    def words(self, pixels: np.ndarray, dpi: float, *, timeout: float) -> list[ReadWord]:  # noqa: ARG002
        return [ReadWord(text, 5, 5, 50, 20) for text in self.texts]


def stamped(turned: float) -> Raster:
    """A sheet with a red frame and black print."""
    sheet = np.full((2200, 1654, 3), 255, np.uint8)
    box = cv2.boxPoints(((300, 450), (390, 270), turned)).astype(np.int32)
    cv2.polylines(sheet, [box], isClosed=True, color=(220, 40, 50), thickness=3)
    for row in range(40):
        cv2.putText(
            sheet, "abc defg hij klm nop qrs", (240, 300 + 45 * row),
            cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2,
        )  # fmt: skip
    return Raster(sheet, 200.0)


@pytest.mark.parametrize("turned", [0, 3])
@pytest.mark.parametrize(
    ("says", "count"), [(("ĐẾN", "x"), 1), (("Số:", "Ngày:", "Chuyển:"), 1), (("HỎA", "TỐC"), 0)]
)
def test_a_red_frame_is_a_stamp_if_it_says_so(
    turned: float, says: tuple[str, ...], count: int
) -> None:
    raster = stamped(turned)
    cleaned = clean(raster)
    red = red_ink(raster, cleaned)
    assert red is not None
    found = unstamped(cleaned, red, Reads(*says), timeout=1)
    assert len(found.stamps) == count
    for line, (x0, y0, x1, y1) in zip(found.stamps, found.boxes, strict=True):
        assert line.role is LineRole.STAMP
        scale = cleaned.scale
        assert abs(x0 - 105 * scale) < 30 * scale
        assert abs(y0 - 315 * scale) < 30 * scale
        assert abs(x1 - 495 * scale) < 30 * scale
        assert abs(y1 - 585 * scale) < 30 * scale


def test_a_dark_frame_is_emptied_and_its_words_are_kept_as_a_region() -> None:
    frame = (100, 150, 300, 290)
    paper = np.full((1100, 827), 255, np.uint8)
    cv2.rectangle(paper, (130, 200), (136, 214), 0, -1)
    cleaned = CleanPage(paper, DPI, 0, 1, paper.copy(), (frame,))
    found = unstamped(cleaned, None, Reads("Ngày:", "Chuyển:"), timeout=1)
    assert found.boxes == (frame,)
    (line,) = found.stamps
    assert (line.left, line.top) == (105, 155)
    assert (line.right, line.bottom) == (150, 170)
    assert found.pixels[207, 133] == 255
    assert unstamped(cleaned, None, Reads("Kế", "hoạch"), timeout=1).pixels is paper
    low = cleaned._replace(frames=((100, 700, 300, 840),))
    assert unstamped(low, None, Reads("Ngày:", "Chuyển:"), timeout=1).stamps == ()


def test_red_at_the_foot_is_a_seal() -> None:
    raster = stamped(0)
    turned = Raster(np.ascontiguousarray(raster.pixels[::-1]), 200.0)
    assert red_ink(turned, clean(turned)) is None


def test_grey_pages_and_pages_red_all_over_have_no_red_boxes() -> None:
    raster = stamped(0)
    grey = Raster(np.ascontiguousarray(raster.pixels[:, :, 1]), 200.0)
    assert red_ink(grey, clean(grey)) is None
    dots = np.full((2200, 1654), 255, np.uint8)
    for x in range(8):
        for y in range(2):
            dots[100 + 300 * y : 250 + 300 * y, 20 + 200 * x : 205 + 200 * x] = 0
    assert _red_boxes(dots, 200.0) == []
