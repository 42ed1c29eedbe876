"""Last days as a calendar that Outlook, Google and telephones take in, with reminders."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from dateutil.rrule import rrulestr
from icalendar import Alarm, Calendar, Event, vRecur

from db.export.sheet import masked
from db.labels import label
from models import Cell

if TYPE_CHECKING:
    from typing import BinaryIO

    from db.export.sheet import Sheet
    from db.tracker import TrackerRow

REMINDERS: Final = (7, 3, 1)
"""Days before the last one on which an alarm goes off, at eight in the morning."""
_AT: Final = dt.timedelta(hours=8)
_CLOSED: Final = frozenset({Cell.DONE_IN_TIME, Cell.DONE_LATE, Cell.DONE_NO_DEADLINE, Cell.STOPPED})
_SHORT: Final = 70
_DAY: Final = dt.timedelta(days=1)


def write_calendar(sheet: Sheet, file: BinaryIO) -> None:
    """Open work with a day as all-day events, recurring work by its rule, each with alarms.

    The same task keeps its identity from export to export, so that taking a newer file in
    moves events and does not double them.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//ketluan//vi")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", sheet.title or "Nhiệm vụ theo thông báo kết luận")
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for row in sheet.rows:
        if row.work.cell not in _CLOSED and (event := _event(row, sheet)) is not None:
            calendar.add_component(event)
    file.write(calendar.to_ical())


def _event(row: TrackerRow, sheet: Sheet) -> Event | None:
    task, work = row.task, row.work
    event = Event()
    day = work.last_day
    if day is None:
        if task.rrule is None or (day := first_day(task.rrule, task.issue_date)) is None:
            return None
        event.add("rrule", vRecur.from_ical(task.rrule))
    short = f"{task.text[:_SHORT].rstrip()}…" if len(task.text) > _SHORT else task.text
    who = f"{work.lead}: " if work.lead else ""
    event.add("uid", f"{task.task_id}-{work.assignee_id or 0}-{task.file}@ketluan")
    event.add("dtstamp", dt.datetime.combine(sheet.day, dt.time(), dt.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + _DAY)
    event.add("transp", "TRANSPARENT")
    event.add("summary", masked(f"Hạn: {who}{short}", row, sheet))
    told = (
        task.text,
        f"Chủ trì: {work.lead}" if work.lead else None,
        f"Phối hợp: {'; '.join(task.coordinators)}" if task.coordinators else None,
        f"Thời hạn: {task.deadline}" if task.deadline else None,
        f"Văn bản: {task.code or task.file}, mục {task.path}, trang {task.page}",
        f"Trạng thái: {label(work.state)}",
    )
    event.add("description", masked("\n".join(filter(None, told)), row, sheet))
    event.add("categories", [label(work.due) if work.due else label(work.cell)])
    for before in REMINDERS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", masked(f"Còn {before} ngày: {who}{short}", row, sheet))
        alarm.add("trigger", _AT - before * _DAY)
        event.add_component(alarm)
    return event


def first_day(rule: str, since: dt.date | None) -> dt.date | None:
    """The first day of a recurrence behind the day of the notice; None where it has none.

    >>> first_day("FREQ=MONTHLY;BYMONTHDAY=25", dt.date(2024, 8, 26))
    datetime.date(2024, 9, 25)
    """
    if since is None:
        return None
    try:
        found = rrulestr(rule, dtstart=dt.datetime.combine(since, dt.time())).after(
            dt.datetime.combine(since, dt.time()), inc=True
        )
    except ValueError:
        return None
    return found.date() if found else None
