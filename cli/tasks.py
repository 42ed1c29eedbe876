"""``ketluan tasks``: query the task database."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import output, table
from cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.query import TaskRow
    from pipeline import Settings


class Format(StrEnum):
    """How the list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


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


def tasks(
    context: typer.Context,
    *,
    assignee: Annotated[str | None, typer.Option(help="Đơn vị | Assignee (phong noi vu)")] = None,
    due_before: Annotated[
        dt.date | None, typer.Option(parser=day, help="Hạn trước ngày | Due before (31/10/2024)")
    ] = None,
    due_after: Annotated[
        dt.date | None, typer.Option(parser=day, help="Hạn từ ngày | Due on or after")
    ] = None,
    no_deadline: Annotated[
        bool, typer.Option("--no-deadline", help="Chỉ việc không hạn | only without deadline")
    ] = False,
    text: Annotated[str | None, typer.Option(help="Chữ trong nội dung | Words of the task")] = None,
    notice: Annotated[
        str | None, typer.Option(help="Số, ký hiệu, trích yếu, tệp | Number, title or file")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Số dòng | Rows at the most")] = None,
    form: Annotated[Format, typer.Option("--format", help="Dạng in | Output")] = Format.TABLE,
) -> None:
    """Liệt kê nhiệm vụ | List tasks."""
    from db.query import TaskFilter  # noqa: PLC0415  SQLAlchemy is not needed for --help
    from db.query import tasks as find  # noqa: PLC0415
    from db.store import Store  # noqa: PLC0415

    settings: Settings = context.obj
    wanted = TaskFilter(
        assignee=assignee,
        due_before=due_before,
        due_after=due_after,
        no_deadline=no_deadline,
        text=text,
        notice=notice,
        duplicates=True,
        limit=limit,
    )
    with Store.open(settings.database_url) as store, store.session() as session:
        rows = find(session, wanted)
    if form is Format.JSON:
        print(json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False))
    elif form is Format.CSV:
        _csv(rows, settings.lang)
    elif rows:
        _table(rows, settings.lang)
    else:
        print(say("no_tasks", settings.lang))


def _headings(lang: str) -> list[tuple[str, int]]:
    return [
        (say("task", lang), 6),
        (say("assignee", lang), 3),
        (say("others", lang), 2),
        (say("deadline", lang), 2),
        (say("percent", lang), 2),
        (say("source", lang), 3),
    ]


def _cells(row: TaskRow, lang: str) -> tuple[str, ...]:
    others = [f"{name} ({say('coordinate', lang)})" for name in row.coordinators]
    others += [f"{name} ({say('supervise', lang)})" for name in row.supervisors]
    due = f"{row.due:%d/%m/%Y}" if row.due else None
    words = row.deadline or say("no_deadline", lang)
    place = f"{say('path', lang).lower()} {row.path}, {say('page', lang).lower()} {row.page}"
    return (
        row.text,
        "\n".join(row.leads),
        "\n".join(others),
        f"{due}\n({words})" if due else words,
        "\n".join(row.percentages),
        f"{row.code or say('no_number', lang)}\n{row.file}\n{place}",
    )


def _table(rows: Sequence[TaskRow], lang: str) -> None:
    console = output()
    console.print(table(_headings(lang), [_cells(row, lang) for row in rows]))
    console.print(say("total", lang, count=len(rows)))


def _csv(rows: Sequence[TaskRow], lang: str) -> None:
    # Excel takes UTF-8 for what it is only behind a byte-order mark.
    sys.stdout.write("\ufeff")
    writer = csv.writer(sys.stdout)
    writer.writerow([heading for heading, _ in _headings(lang)])
    for row in rows:
        writer.writerow([_harmless(cell) for cell in _cells(row, lang)])


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula.

    >>> _harmless("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
