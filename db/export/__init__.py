"""What offices take out: workbook, CSV, JSON Lines, calendar, Word tracker, lists, summary.

Every ``write_*`` takes what is written and a binary file, so that commands and pages share it::

    rows = tuple(tracker(session, TaskFilter(unit="phong noi vu"), as_of=day))
    FORMS["docx"].write(Sheet(rows=rows, as_of=day, masked=True), file)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from db.export.gold import gold_of, write_gold
from db.export.separated import write_csv, write_json_lines
from db.export.sheet import Letterhead, Sheet, cells, headings
from db.export.workbook import write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from db.export.summary import Summary

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def write_word(sheet: Sheet, file: BinaryIO) -> None:
    """See ``db.export.wordfile``."""
    from db.export import wordfile  # noqa: PLC0415  python-docx takes a fifth of a second to load

    wordfile.write_word(sheet, file)


def write_calendar(sheet: Sheet, file: BinaryIO) -> None:
    """See ``db.export.calendar``."""
    from db.export import calendar  # noqa: PLC0415

    calendar.write_calendar(sheet, file)


def write_reminders(sheet: Sheet, file: BinaryIO) -> None:
    """See ``db.export.reminders``."""
    from db.export import reminders  # noqa: PLC0415

    reminders.write_reminders(sheet, file)


def write_summary(summary: Summary, file: BinaryIO, form: str = "xlsx") -> None:
    """As ``xlsx``, ``docx`` or ``csv``; see ``db.export.summary``."""
    from db.export import summary as made  # noqa: PLC0415

    write = {"xlsx": made.write_summary, "docx": made.write_summary_word}
    write.get(form, made.write_summary_csv)(summary, file)


class Form(NamedTuple):
    """A form in which rows of the tracker go out."""

    write: Callable[[Sheet, BinaryIO], None]
    media_type: str
    suffix: str


FORMS: Final[dict[str, Form]] = {
    "xlsx": Form(write_workbook, _XLSX, ".xlsx"),
    "csv": Form(write_csv, "text/csv; charset=utf-8", ".csv"),
    "jsonl": Form(write_json_lines, "application/x-ndjson", ".jsonl"),
    "docx": Form(write_word, _DOCX, ".docx"),
    "ics": Form(write_calendar, "text/calendar; charset=utf-8", ".ics"),
    "reminders": Form(write_reminders, _DOCX, ".docx"),
}

__all__ = [
    "FORMS",
    "Form",
    "Letterhead",
    "Sheet",
    "cells",
    "gold_of",
    "headings",
    "write_calendar",
    "write_csv",
    "write_gold",
    "write_json_lines",
    "write_reminders",
    "write_summary",
    "write_word",
    "write_workbook",
]
