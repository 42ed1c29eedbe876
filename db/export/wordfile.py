"""The tracker as a Word document: landscape A4, in the form of Nghị định 30."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.export import paper
from db.export.sheet import is_late, masked
from db.labels import standing

if TYPE_CHECKING:
    from typing import BinaryIO

    from db.export.sheet import Sheet
    from db.tracker import TrackerRow

_COLUMNS: Final = (
    ("STT", 11),
    ("Số, ký hiệu, ngày văn bản", 30),
    ("Nội dung nhiệm vụ", 74),
    ("Đơn vị chủ trì", 31),
    ("Đơn vị phối hợp", 29),
    ("Thời hạn", 27),
    ("Kết quả thực hiện", 27),
    ("Tình trạng", 23),
)
"""Widths in millimetres; together what the margins leave of a landscape page."""


def write_word(sheet: Sheet, file: BinaryIO) -> None:
    """The rows as a .docx, one a lead, late ones in bold; room for number and signature."""
    made = paper.new_paper(landscape=True)
    paper.letterhead(made, sheet.letterhead, sheet.day)
    about = sheet.title or "Thực hiện các nhiệm vụ giao tại thông báo kết luận"
    paper.title(
        made, "BẢNG THEO DÕI TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", about,
        f"(Tính đến {paper.long_day(sheet.day)})",
    )  # fmt: skip
    rows = [_row(number, row, sheet) for number, row in enumerate(sheet.rows, start=1)]
    paper.grid(made, _COLUMNS, rows, late=[is_late(row) for row in sheet.rows])
    late = sum(is_late(row) for row in sheet.rows)
    paper.write(made, f"Tổng số: {len(rows)} dòng, trong đó {late} dòng quá hạn.", italic=True)
    paper.closing(made, ("Như trên", "Lưu: VT"), sheet.signer)
    made.save(file)


def _row(number: int, row: TrackerRow, sheet: Sheet) -> list[str]:
    task, work = row.task, row.work
    day = f"{task.issue_date:%d/%m/%Y}" if task.issue_date else ""
    last = f"{work.last_day:%d/%m/%Y}" if work.last_day else ""
    done = f"{work.percent}%" if work.percent is not None else ""
    values = (
        "\n".join(filter(None, (task.code or task.file, day))),
        f"{task.text}" + (f" ({'; '.join(task.percentages)})" if task.percentages else ""),
        work.lead,
        "\n".join(task.coordinators),
        "\n".join(filter(None, (last, task.deadline))),
        "\n".join(filter(None, (done, work.note, work.result_document))),
        standing(work),
    )
    return [str(number), *(masked(value, row, sheet) for value in values)]
