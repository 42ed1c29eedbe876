"""Letters that urge: of every unit the tasks that are late or soon due, one "công văn" a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.export import paper
from db.export.sheet import is_late, masked
from db.labels import label
from db.tracker import of_unit
from models import DueState

if TYPE_CHECKING:
    import datetime as dt
    from typing import BinaryIO

    from docx.document import Document

    from db.export.sheet import Sheet
    from db.tracker import TrackerRow

URGENT: Final = frozenset({DueState.LATE, DueState.TODAY, DueState.SOON})
"""What a reminder is about, where none says otherwise."""
_COLUMNS: Final = (
    ("STT", 11),
    ("Văn bản giao", 33),
    ("Nội dung nhiệm vụ", 67),
    ("Thời hạn", 27),
    ("Tình trạng", 27),
)
"""Widths in millimetres; together what the margins leave of an upright page."""


def write_reminders(sheet: Sheet, file: BinaryIO) -> None:
    """One letter a unit, in the order of the units' names, each on pages of its own.

    Rows that nobody leads are left out: there is nobody to write to.
    """
    made = paper.new_paper(landscape=False)
    letters = [rows for unit, rows in of_unit(sheet.rows).items() if unit]
    for number, rows in enumerate(letters):
        if number:
            paper.new_page(made)
        _letter(made, rows, sheet)
    if not letters:
        paper.write(made, f"Không có nhiệm vụ cần đôn đốc tính đến {paper.long_day(sheet.day)}.")
    made.save(file)


def _letter(made: Document, rows: list[TrackerRow], sheet: Sheet) -> None:
    head = sheet.letterhead
    paper.letterhead(made, head, sheet.day, subject="đôn đốc thực hiện nhiệm vụ được giao")
    name = masked(rows[0].work.lead, rows[0], sheet)
    paper.title(made, f"Kính gửi: {name}")
    late = sum(is_late(row) for row in rows)
    paper.write(made, opening(len(rows), late, sheet.day), align="justify")
    listed = sorted(rows, key=lambda row: (row.work.last_day or sheet.day, row.task.task_id))
    cells = [_row(number, row, sheet) for number, row in enumerate(listed, start=1)]
    paper.grid(made, _COLUMNS, cells, late=[is_late(row) for row in listed])
    day = sheet.answer_by
    by = f"trước {paper.long_day(day)}" if day else "trong thời gian sớm nhất"
    paper.write(
        made,
        f"Đề nghị {name} khẩn trương hoàn thành các nhiệm vụ nêu trên; báo cáo kết quả, nêu rõ khó khăn,"
        f" vướng mắc, nguyên nhân chậm (nếu có) {by}./.",
        align="justify",
    )
    paper.closing(made, ("Như trên", "Lưu: VT"), sheet.signer)


def opening(count: int, late: int, day: dt.date) -> str:
    """The first sentence, with the figures.

    >>> import datetime
    >>> opening(3, 2, datetime.date(2024, 11, 4))
    'Qua theo dõi, tính đến ngày 04 tháng 11 năm 2024, đơn vị có 03 nhiệm vụ cần tập trung thực hiện, trong đó 02 nhiệm vụ đã quá hạn, cụ thể:'
    """
    behind = f", trong đó {late:02d} nhiệm vụ đã quá hạn" if late else ""
    return (
        f"Qua theo dõi, tính đến {paper.long_day(day)}, đơn vị có {count:02d} nhiệm vụ"
        f" cần tập trung thực hiện{behind}, cụ thể:"
    )


def _row(number: int, row: TrackerRow, sheet: Sheet) -> list[str]:
    task, work = row.task, row.work
    given = f"{task.issue_date:%d/%m/%Y}" if task.issue_date else ""
    last = f"{work.last_day:%d/%m/%Y}" if work.last_day else ""
    state = label(work.due) if work.due else label(work.cell)
    if work.days_late and work.days_late > 0:
        state += f" {work.days_late} ngày"
    values = (
        "\n".join(filter(None, (task.code or task.file, given, f"mục {task.path}"))),
        task.text,
        "\n".join(filter(None, (last, task.deadline))),
        state,
    )
    return [str(number), *(masked(value, row, sheet) for value in values)]
