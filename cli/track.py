"""``ketluan progress``, ``assign`` and ``extend``: record what happens to a task."""

from __future__ import annotations

import datetime as dt
import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from cli.choose import day
from cli.words import say
from models import Role, WorkState

if TYPE_CHECKING:
    from pipeline import Settings

Task = Annotated[
    int, typer.Argument(help="Mã nhiệm vụ (cột đầu của `ketluan tasks`) | id of the task")
]
By = Annotated[str | None, typer.Option(help="Người ghi | who records it (the system's user)")]
Unit = Annotated[str | None, typer.Option(help="Chỉ đơn vị này | only this unit (phong noi vu)")]


def progress(
    context: typer.Context,
    task: Task,
    *,
    unit: Unit = None,
    state: Annotated[WorkState | None, typer.Option(help="Trạng thái | state")] = None,
    percent: Annotated[int | None, typer.Option(min=0, max=100, help="%")] = None,
    note: Annotated[str | None, typer.Option(help="Kết quả, khó khăn | what is reported")] = None,
    result: Annotated[
        str | None, typer.Option(help="Số văn bản kết quả | paper with the result (15/BC-PNV)")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Lý do | reason")] = None,
    on: Annotated[
        dt.date | None, typer.Option(parser=day, help="Từ ngày | true from (today)")
    ] = None,
    by: By = None,
) -> None:
    """Ghi tiến độ, trạng thái của nhiệm vụ | Record progress of a task."""
    from db import Report, Store  # noqa: PLC0415  SQLAlchemy is not needed for --help

    settings: Settings = context.obj
    report = Report(
        unit=unit,
        state=state,
        percent=percent,
        note=note,
        result_document=result,
        reason=reason,
        day=on,
    )
    with Store.open(settings.database_url) as store:
        done = store.progress(task, report, by=by or getpass.getuser())
    print(say("progress_recorded", settings.lang, task=task, count=len(done)))


def assign(
    context: typer.Context,
    task: Task,
    name: Annotated[str, typer.Argument(help="Tên đơn vị | name of the unit")],
    *,
    role: Annotated[Role, typer.Option(help="Vai trò | role")] = Role.LEAD,
    instead_of: Annotated[
        str | None, typer.Option(help="Thay cho đơn vị | in place of this unit")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Lý do | reason")] = None,
    on: Annotated[dt.date | None, typer.Option(parser=day, help="Từ ngày | from (today)")] = None,
    by: By = None,
) -> None:
    """Giao hoặc chuyển nhiệm vụ cho đơn vị | Assign a task to a unit."""
    from db import Assignment, Store  # noqa: PLC0415

    settings: Settings = context.obj
    given = Assignment(name=name, role=role, instead_of=instead_of, reason=reason, day=on)
    with Store.open(settings.database_url) as store:
        store.assign(task, given, by=by or getpass.getuser())
    print(say("assigned", settings.lang, task=task, name=name))


def extend(
    context: typer.Context,
    task: Task,
    until: Annotated[
        dt.date, typer.Argument(parser=day, help="Hạn mới, còn trong hạn | new last day, in time")
    ],
    *,
    agreed_by: Annotated[str, typer.Option(help="Người đồng ý | who agreed")],
    agreed_on: Annotated[
        dt.date | None, typer.Option(parser=day, help="Ngày đồng ý | when (today)")
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Văn bản gia hạn | paper that says so")
    ] = None,
    unit: Unit = None,
    by: By = None,
) -> None:
    """Gia hạn nhiệm vụ, giữ hạn cũ | Extend a task; the old day is kept."""
    from db import Grant, Store  # noqa: PLC0415

    settings: Settings = context.obj
    grant = Grant(
        new_day=until, agreed_by=agreed_by, agreed_on=agreed_on, document=document, unit=unit
    )
    with Store.open(settings.database_url) as store:
        store.extend(task, grant, by=by or getpass.getuser())
    print(say("extended", settings.lang, task=task, day=until))
