"""Tables of tasks: bars, tabs, blanks, ruled cells with boxes."""

from __future__ import annotations

import re

import pytest

from models.evidence import Box
from models.notice import Notice, Role
from models.reading import Line, Page, PageKind, Reading, Word
from tests.extract.test_tasks import extractor, read, who
from tests.property.test_extraction import reading

TITLES = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn")
ROWS = (
    ("1", "Nạo vét kênh N2, bảo đảm ít nhất 90% diện tích được tưới", "Phòng Kinh tế",
     "Trạm Thủy nông; các thôn", "25/9/2025"),
    ("2", "Sửa chữa 02 phòng học tại điểm trường Cầu Đá", "Ban Quản lý dự án", "", "Tháng 10/2025"),
    ("3", "Cập nhật số liệu dân cư", "Công an xã", "Phòng Văn hóa - Xã hội", "Hằng tháng"),
)  # fmt: skip
BEFORE = "1. Tình hình: đã giải ngân 41% kế hoạch.\n2. Nhiệm vụ cụ thể:"
AFTER = "3. Giao Văn phòng theo dõi, đôn đốc việc thực hiện Thông báo này."


def facts(notice: Notice) -> list[tuple[object, ...]]:
    return [
        (
            task.path,
            task.text,
            who(task),
            who(task, Role.COORDINATE),
            [(str(term.kind), str(term.date)) for term in task.deadlines],
            [share.value for share in task.percentages],
        )
        for task in notice.tasks[:-1]
    ]


EXPECTED = [
    ("2/1", ROWS[0][1], ["Phòng Kinh tế"], ["Trạm Thủy nông", "các thôn"], [("date", "2025-09-25")], [90.0]),
    ("2/2", ROWS[1][1], ["Ban Quản lý dự án"], [], [("date", "2025-10-31")], []),
    ("2/3", ROWS[2][1], ["Công an xã"], ["Phòng Văn hóa - Xã hội"], [("recurring", "None")], []),
]  # fmt: skip


@pytest.mark.parametrize("bar", [" | ", "|", "\t"])
def test_rows_divided_by_bars_or_tabs_are_tasks(bar: str) -> None:
    table = [bar.join(row).strip() if bar == "\t" else bar.join(row) for row in (TITLES, *ROWS)]
    notice = read("\n".join([BEFORE, *table, AFTER]))
    assert facts(notice) == EXPECTED
    last = notice.tasks[-1]
    assert (last.path, who(last, Role.SUPERVISE)) == ("3", ["Văn phòng"])
    assert [finding.value for finding in notice.findings] == [41.0]


def test_rows_that_run_over_lines_as_text_does() -> None:
    words = "\n".join(" | ".join(row) for row in ROWS).split(" ")
    words = " ".join(words).replace("\n", " \n ").split(" ")
    lines = [""]
    for word in words:
        if word == "\n" or len(lines[-1]) + len(word) > 40:
            lines.append("" if word == "\n" else word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    assert any(line.endswith("|") for line in lines)
    notice = read("\n".join([BEFORE, " | ".join(TITLES), *lines, AFTER]))
    assert facts(notice) == EXPECTED
    assert notice.tasks[-1].path == "3"


def test_a_drawn_frame_and_cells_over_lines() -> None:
    notice = read(f"""{BEFORE}
+-----+--------------------+----------------+----------+
| STT | Nội dung           | Chủ trì        | Thời hạn |
|-----|--------------------|----------------|----------|
| 1   | Rà soát hồ sơ tồn  | Phòng Tư pháp, | 15/10    |
|     | đọng của năm trước | Công an xã     |          |
| 2   | Lắp camera         | Công an xã     | Quý IV   |
+-----+--------------------+----------------+----------+
{AFTER}""")
    first, second, _ = notice.tasks
    assert (first.text, who(first)) == (
        "Rà soát hồ sơ tồn đọng của năm trước", ["Phòng Tư pháp", "Công an xã"],
    )  # fmt: skip
    assert [str(term.date) for task in (first, second) for term in task.deadlines] == [
        "2025-10-15", "2025-12-31",
    ]  # fmt: skip


def test_columns_that_only_blanks_divide() -> None:
    notice = read(f"""{BEFORE}
TT   Nhiệm vụ                        Chủ trì          Hoàn thành
1    Phun thuốc khử trùng chuồng     Trạm Y tế        20/9
     trại của các hộ chăn nuôi       và các thôn
2    Thống kê thiệt hại              Phòng Kinh tế    Hằng tuần
{AFTER}""")
    first, second, last = notice.tasks
    assert first.text == "Phun thuốc khử trùng chuồng trại của các hộ chăn nuôi"
    assert (who(first), who(second)) == (["Trạm Y tế", "các thôn"], ["Phòng Kinh tế"])
    assert last.path == "3"


def test_titles_of_rows_and_evidence_in_the_cells() -> None:
    notice = read(f"""{BEFORE}
STT | Nội dung | Chủ trì | Thời hạn
I | Lĩnh vực đất đai | |
1 | Đo đạc lại thửa đất số 5 | Phòng Kinh tế | Trước ngày 30/9/2025
II | Lĩnh vực hộ tịch | |
1 | Số hóa sổ khai sinh | Phòng Tư pháp | Năm 2025
{AFTER}""")
    assert [task.path for task in notice.tasks] == ["2/I/1", "2/II/1", "3"]
    term = notice.tasks[0].deadlines[0]
    assert term.verbatim == "Trước ngày 30/9/2025"
    assert term.evidence is not None
    line = reading(
        "1 | Đo đạc lại thửa đất số 5 | Phòng Kinh tế | Trước ngày 30/9/2025"
    ).pages[0].lines[0]  # fmt: skip
    span = term.evidence.spans[0]
    assert line.text[span.start : span.end] == term.verbatim


LEFT = (0, 45, 230, 330, 430)
"""Where the columns of a ruled table begin on a page 520 wide; a letter is 5 wide, a line 12 high."""
CELLS = [
    ["TT"], ["Nội dung công việc"], ["Đơn vị chủ", "trì"], ["Đơn vị phối", "hợp"], ["Thời hạn"],
]  # fmt: skip


def page(rows: list[list[list[str]]], top: int, *, centred: bool) -> tuple[list[Line], int]:
    """Lines as a reader makes them of ruled cells: whatever stands at one height is one line."""
    printed: dict[float, list[tuple[float, str]]] = {}
    for row in rows:
        height = max(map(len, row)) * 14
        for left, cell in zip(LEFT, row, strict=True):
            begin = top + ((height - 14 * len(cell)) / 2 if centred else 0)
            for number, text in enumerate(cell):
                printed.setdefault(begin + 14 * number, []).append((left, text))
        top += height + 4
    return [line_at(y, parts) for y, parts in sorted(printed.items())], top


def line_at(y: float, parts: list[tuple[float, str]]) -> Line:
    words: list[Word] = []
    at = 0
    for left, text in sorted(parts):
        for place, word in ((m.start(), m.group()) for m in re.finditer(r"\S+", text)):
            x = left + 5 * place
            box = Box(left=x, top=y, right=x + 5 * len(word) + 2, bottom=y + 11)
            words.append(Word(raw=word, text=word, start=at, box=box))
            at += len(word) + 1
    whole = " ".join(word.text for word in words)
    boxes = [word.box for word in words if word.box]
    around = Box(
        left=min(b.left for b in boxes), top=y, right=max(b.right for b in boxes), bottom=y + 11
    )
    return Line(raw=whole, text=whole, words=tuple(words), box=around)


def printed_page(number: int, lines: list[Line]) -> Page:
    return Page(number=number, kind=PageKind.SCAN, width=520, height=800, lines=tuple(lines))


@pytest.mark.parametrize("centred", [False, True])
def test_ruled_cells_are_read_by_where_their_words_stand(*, centred: bool) -> None:
    head = """ỦY BAN NHÂN DÂN|XÃ BA SAO|Số: 12/TB-UBND|CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc|Ba Sao, ngày 12 tháng 9 năm 2025|THÔNG BÁO
Kết luận của Chủ tịch UBND xã tại cuộc họp giao ban
Sau khi nghe báo cáo, Chủ tịch UBND xã kết luận như sau:
Các đơn vị thực hiện nhiệm vụ theo bảng dưới đây:""".replace("\n", "|").split("|")
    lines = [line_at(20 * i, [(0, text)]) for i, text in enumerate(head)]
    first = [
        ["1"],
        ["Nạo vét kênh N2 từ cầu", "Đá đến trạm bơm, bảo", "đảm ít nhất 90% diện", "tích được tưới"],
        ["Phòng Kinh", "tế"], ["Trạm Thủy", "nông; các thôn"], ["Trước ngày", "25/9/2025"],
    ]  # fmt: skip
    second = [["2"], ["Sửa hai phòng học"], ["Ban Quản lý dự", "án"], [" "], ["Tháng 10"]]
    rows, bottom = page([CELLS, first, second], 240, centred=centred)
    third = [["3"], ["Cập nhật số liệu", "dân cư"], ["Công an xã"], ["Phòng Văn", "hóa - Xã hội"],
             ["Hằng tháng"]]  # fmt: skip
    more, end = page([CELLS, third], 20, centred=centred)
    after = line_at(
        end + 20,
        [
            (
                0,
                "Ngoài các việc nêu trên, yêu cầu Trưởng các thôn kiểm tra đồng ruộng trước khi lấy nước.",
            )
        ],
    )
    assert bottom < 800
    source = Reading(
        file="a.pdf",
        sha256="",
        media_type="application/pdf",
        version="test",
        pages=(printed_page(1, [*lines, *rows]), printed_page(2, [*more, after])),
    )
    tasks = extractor().extract(source).tasks
    assert [(task.text, who(task), who(task, Role.COORDINATE)) for task in tasks[:3]] == [
        ("Nạo vét kênh N2 từ cầu Đá đến trạm bơm, bảo đảm ít nhất 90% diện tích được tưới",
         ["Phòng Kinh tế"], ["Trạm Thủy nông", "các thôn"]),
        ("Sửa hai phòng học", ["Ban Quản lý dự án"], []),
        ("Cập nhật số liệu dân cư", ["Công an xã"], ["Phòng Văn hóa - Xã hội"]),
    ]  # fmt: skip
    assert [str(t.date) for task in tasks[:2] for t in task.deadlines] == [
        "2025-09-25",
        "2025-10-31",
    ]
    assert who(tasks[3]) == ["Trưởng các thôn"]


def test_a_table_in_the_appendix_behind_the_signature() -> None:
    notice = read("""1. Giao các phòng thực hiện nhiệm vụ tại Phụ lục kèm theo.
Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện./.
Nơi nhận:
- Các phòng;
- Lưu: VT.
TL. CHỦ TỊCH
CHÁNH VĂN PHÒNG
Lê Thị Hoa
PHỤ LỤC
DANH MỤC NHIỆM VỤ
(Kèm theo Thông báo số 12/TB-UBND ngày 12 tháng 9 năm 2025)
TT   Nội dung                    Chủ trì           Thời hạn
1    Thẩm định dự toán sửa       Sở Tài chính      20/10/2025
     chữa trụ sở
2    Kiểm kê tài sản công        Văn phòng         Quý IV""")
    assert [(task.path, task.text) for task in notice.tasks] == [
        ("1", "Giao các phòng thực hiện nhiệm vụ tại Phụ lục kèm theo."),
        ("PL/1", "Thẩm định dự toán sửa chữa trụ sở"),
        ("PL/2", "Kiểm kê tài sản công"),
    ]
    assert notice.head.signer is not None
    assert notice.head.signer.name == "Lê Thị Hoa"
