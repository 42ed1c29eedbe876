"""Which tasks a command is about: the options that ``tasks`` and ``export`` share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from models import DueState, Role, WorkState

if TYPE_CHECKING:
    from db import TaskFilter


def day(text: str) -> dt.date:
    """A day as clerks write it, or ISO 8601.

    >>> day("31/10/2024") == day("2024-10-31")
    True
    """
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    raise typer.BadParameter(f"{text}: 31/10/2024 | 2024-10-31")


Assignee = Annotated[str | None, typer.Option(help="Đơn vị | Assignee (phong noi vu)")]
InRole = Annotated[Role | None, typer.Option(help="Vai trò của đơn vị | role of the assignee")]
State = Annotated[WorkState | None, typer.Option(help="Trạng thái | state of the work")]
Due = Annotated[
    list[DueState] | None, typer.Option(help="Tình trạng hạn (nhiều lần) | due state (repeatable)")
]
DueBefore = Annotated[
    dt.date | None, typer.Option(parser=day, help="Hạn trước ngày | Due before (31/10/2024)")
]
DueAfter = Annotated[dt.date | None, typer.Option(parser=day, help="Hạn từ ngày | Due on or after")]
NoDeadline = Annotated[
    bool, typer.Option("--no-deadline", help="Chỉ việc không hạn | only without deadline")
]
Text = Annotated[str | None, typer.Option(help="Chữ trong nội dung | Words of the task")]
Search = Annotated[
    str | None, typer.Option(help="Chữ trong nội dung hoặc tên đơn vị | words of task or assignee")
]
Notice = Annotated[
    str | None, typer.Option(help="Số, ký hiệu, trích yếu, tệp | Number, title or file")
]
Flagged = Annotated[
    bool | None, typer.Option("--flagged/--unflagged", help="Cần xem lại | with open doubts")
]
AsOf = Annotated[
    dt.date | None, typer.Option(parser=day, help="Tính đến ngày | as it stood on (today)")
]
Order = Annotated[Literal["newest", "due", "stored"], typer.Option("--sort", help="Thứ tự | order")]


def wanted(
    *,
    assignee: str | None = None,
    role: Role | None = None,
    state: WorkState | None = None,
    due: list[DueState] | None = None,
    due_before: dt.date | None = None,
    due_after: dt.date | None = None,
    no_deadline: bool = False,
    text: str | None = None,
    search: str | None = None,
    notice: str | None = None,
    flagged: bool | None = None,
    duplicates: bool = False,
    limit: int | None = None,
) -> TaskFilter:
    """The options as a filter."""
    from db import TaskFilter  # noqa: PLC0415  SQLAlchemy is not needed for --help

    return TaskFilter(
        assignee=assignee,
        role=role,
        state=state,
        due=frozenset(due or ()),
        due_before=due_before,
        due_after=due_after,
        no_deadline=no_deadline,
        text=text,
        search=search,
        notice=notice,
        flagged=flagged,
        duplicates=duplicates,
        limit=limit,
    )
