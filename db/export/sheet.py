"""The columns of a "Bảng theo dõi": what each is called, how wide it is, what stands in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from db.due import today
from db.export.masking import mask
from db.labels import label
from models import Cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.tracker import TrackerRow

Value = str | int | float | dt.date | None

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Letterhead:
    """Who sends a paper; what is not told is left to be filled in by hand."""

    issuer: str | None = None
    parent: str | None = None
    place: str | None = None
    symbol: str | None = None
    """Behind the blank number: ``VP``."""


@dataclass(frozen=True)
class Sheet:
    """Rows of the tracker as they stand on a day, for one of the forms they go out in."""

    rows: tuple[TrackerRow, ...]
    as_of: dt.date | None = None
    """None: today."""
    lang: str = "vi"
    masked: bool = False
    """Personal names are shortened to initials."""
    title: str | None = None
    letterhead: Letterhead = Letterhead()
    """Of Word files."""
    signer: str | None = None
    """Title of who signs Word files: "CHÁNH VĂN PHÒNG"."""
    answer_by: dt.date | None = None
    """Of reminders: the day before which the units shall report."""

    @property
    def day(self) -> dt.date:
        """The day of the rows."""
        return self.as_of or today()


class Column(NamedTuple):
    """One column; ``width`` in characters."""

    vi: str
    en: str
    width: int
    value: Callable[[TrackerRow, str], Value]


def _state(row: TrackerRow, lang: str) -> str:
    of_work = label(row.work.state, lang)
    return f"{of_work} ({row.work.percent}%)" if row.work.percent is not None else of_work


def _standing(row: TrackerRow, lang: str) -> str:
    return label(row.work.due if row.work.due is not None else row.work.cell, lang)


def _days_late(row: TrackerRow, _lang: str) -> int | None:
    late = row.work.days_late
    return late if late is not None and late > 0 else None


def _late_on_paper(row: TrackerRow, _lang: str) -> int | None:
    late = row.work.days_late_on_paper
    return late if late is not None and late > 0 else None


COLUMNS: Final[tuple[Column, ...]] = (
    Column("Mã", "Id", 7, lambda row, _: row.task.task_id),
    Column("Số, ký hiệu", "Number", 16, lambda row, _: row.task.code),
    Column("Ngày văn bản", "Issued", 12, lambda row, _: row.task.issue_date),
    Column("Trích yếu", "Title", 36, lambda row, _: row.task.title),
    Column("Mục", "Item", 8, lambda row, _: row.task.path),
    Column("Nội dung nhiệm vụ", "Task", 60, lambda row, _: row.task.text),
    Column("Người chỉ đạo", "Chair", 24, lambda row, _: row.task.chair),
    Column("Đơn vị chủ trì", "Lead", 26, lambda row, _: row.work.lead),
    Column("Đơn vị phối hợp", "Coordinate", 26, lambda row, _: "; ".join(row.task.coordinators)),
    Column("Đơn vị theo dõi", "Supervise", 22, lambda row, _: "; ".join(row.task.supervisors)),
    Column("Chỉ tiêu", "Target", 16, lambda row, _: "; ".join(row.task.percentages)),
    Column("Thời hạn (nguyên văn)", "Deadline as printed", 24, lambda row, _: row.task.deadline),
    Column("Hạn", "Last day", 12, lambda row, _: row.work.last_day),
    Column("Trạng thái", "State", 18, _state),
    Column("Tình trạng", "Standing", 20, _standing),
    Column("Số ngày quá hạn", "Days late", 10, _days_late),
    Column("Quá hạn so với hạn gốc", "Days late on paper", 10, _late_on_paper),
    Column("Ngày hoàn thành", "Done on", 12, lambda row, _: row.work.done_on),
    Column("Kết quả, khó khăn", "Report", 36, lambda row, _: row.work.note),
    Column("Văn bản kết quả", "Result", 16, lambda row, _: row.work.result_document),
    Column("Tệp", "File", 20, lambda row, _: row.task.file),
    Column("Trang", "Page", 7, lambda row, _: row.task.page),
)


def headings(lang: str = "vi") -> list[str]:
    """The names of the columns."""
    return [column.en if lang == "en" else column.vi for column in COLUMNS]


def cells(row: TrackerRow, sheet: Sheet) -> list[Value]:
    """What stands in a row: days are days, everything printed is text as printed."""
    return [_cell(column, row, sheet) for column in COLUMNS]


def _cell(column: Column, row: TrackerRow, sheet: Sheet) -> Value:
    value = column.value(row, sheet.lang)
    return masked(value, row, sheet) or None if isinstance(value, str) else value


def masked(text: str, row: TrackerRow, sheet: Sheet) -> str:
    """The text as it may go out: without control characters and, where told so, without names."""
    if not sheet.masked:
        return clean(text)
    return mask(clean(text), people=(row.task.chair_name,) if row.task.chair_name else ())


def clean(text: str) -> str:
    """The text without what neither a workbook nor a Word file can hold."""
    return _CONTROL.sub("", text)


def is_late(row: TrackerRow) -> bool:
    """Whether open work is behind its day."""
    return row.work.cell is Cell.OPEN_LATE
