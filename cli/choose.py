"""Which tasks a command is about: the options that ``tasks`` and ``export`` share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
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
Due = Annotated[
    list[DueState] | None, typer.Option(help="Tình trạng hạn (nhiều lần) | due state (repeatable)")
]
DueBefore = Annotated[
    dt.date | None, typer.Option(parser=day, help="Hạn trước ngày | Due before (31/10/2024)")
]
DueAfter = Annotated[dt.date | None, typer.Option(parser=day, help="Hạn từ ngày | Due on or after")]
AsOf = Annotated[
    dt.date | None, typer.Option(parser=day, help="Tính đến ngày | as it stood on (today)")
]
Order = Annotated[Literal["newest", "due", "stored"], typer.Option("--sort", help="Thứ tự | order")]


@dataclass(frozen=True)
class Which:
    """Every condition that the command line knows."""

    assignee: Assignee = None
    role: Annotated[Role | None, typer.Option(help="Vai trò của đơn vị | role of the assignee")] = (
        None
    )
    state: Annotated[WorkState | None, typer.Option(help="Trạng thái | state of the work")] = None
    due: Due = None
    due_before: DueBefore = None
    due_after: DueAfter = None
    no_deadline: Annotated[
        bool, typer.Option("--no-deadline", help="Chỉ việc không hạn | only without deadline")
    ] = False
    text: Annotated[str | None, typer.Option(help="Chữ trong nội dung | Words of the task")] = None
    search: Annotated[
        str | None,
        typer.Option(help="Chữ trong nội dung hoặc tên đơn vị | words of task or assignee"),
    ] = None
    notice: Annotated[
        str | None, typer.Option(help="Số, ký hiệu, trích yếu, tệp | Number, title or file")
    ] = None
    flagged: Annotated[
        bool | None, typer.Option("--flagged/--unflagged", help="Cần xem lại | with open doubts")
    ] = None

    def filter(self, *, duplicates: bool = False, limit: int | None = None) -> TaskFilter:
        """The conditions as the database takes them."""
        from db import TaskFilter  # noqa: PLC0415  SQLAlchemy is not needed for --help

        given = vars(self) | {"due": frozenset(self.due or ())}
        return TaskFilter(**given, duplicates=duplicates, limit=limit)
