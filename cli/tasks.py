"""``ketluan tasks``: query the task database."""

from __future__ import annotations

import datetime as dt
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import choose
from cli.console import output, table
from cli.files import output_file
from cli.options import grouped
from cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db import TaskFilter, TaskRow
    from pipeline import Settings


class Format(StrEnum):
    """How the list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


@grouped
def tasks(
    context: typer.Context,
    *,
    which: choose.Which,
    as_of: choose.AsOf = None,
    sort: choose.Order = "newest",
    limit: Annotated[int | None, typer.Option(min=1, help="Số dòng | Rows at the most")] = None,
    after: Annotated[
        str | None, typer.Option(help="Trang sau của lần trước | the page behind the last one")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="Dạng in | Output")] = Format.TABLE,
    out: Annotated[
        Path | None, typer.Option("--output", "-o", help="Tệp xlsx | where xlsx goes")
    ] = None,
) -> None:
    """Liệt kê nhiệm vụ | List tasks."""
    settings: Settings = context.obj
    wanted = which.filter(duplicates=True, limit=limit)
    if form is Format.XLSX:
        _workbook(settings, wanted, as_of, sort, out or Path("ketluan.xlsx"))
        return
    rows, behind = _find(settings, wanted, as_of, sort, after)
    if form is Format.JSON:
        print(json.dumps([row.model_dump(mode="json") for row in rows], ensure_ascii=False))
    elif form is Format.CSV:
        _csv(rows, settings.lang)
    elif rows:
        _table(rows, settings.lang, as_of)
    else:
        print(say("no_tasks", settings.lang))
    if behind is not None:
        sys.stderr.write(say("next_page", settings.lang, after=behind) + "\n")


def _find(
    settings: Settings, wanted: TaskFilter, as_of: dt.date | None, sort: str, after: str | None
) -> tuple[Sequence[TaskRow], str | None]:
    """The rows and, of a page, the cursor of the next one."""
    from db import BadCursor, Sort, Store, task_page  # noqa: PLC0415  SQLAlchemy: not for --help
    from db import tasks as find  # noqa: PLC0415

    with Store.open(settings.database_url) as store, store.session() as session:
        if wanted.limit is None and after is None:
            return find(session, wanted, as_of=as_of, sort=Sort(sort)), None
        try:
            page = task_page(session, wanted, as_of=as_of, sort=Sort(sort), after=after)
        except BadCursor as error:
            raise typer.BadParameter(f"--after {error}") from None
        return page.rows, page.after


def _workbook(
    settings: Settings, wanted: TaskFilter, as_of: dt.date | None, sort: str, path: Path
) -> None:
    from db import Sort, Store, tracker  # noqa: PLC0415
    from db.export import Sheet, write_workbook  # noqa: PLC0415

    with Store.open(settings.database_url) as store, store.session() as session:
        rows = tracker(session, wanted, as_of=as_of, sort=Sort(sort))
    with output_file(path) as file:
        write_workbook(Sheet(rows=tuple(rows), as_of=as_of, lang=settings.lang), file)
    print(say("written", settings.lang, file=path, count=len(rows)))


def _headings(lang: str) -> list[tuple[str, int]]:
    return [
        (say("id", lang), 0),
        (say("task", lang), 6),
        (say("assignee", lang), 3),
        (say("others", lang), 2),
        (say("deadline", lang), 2),
        (say("percent", lang), 2),
        (say("standing", lang), 3),
        (say("source", lang), 3),
    ]


def _cells(row: TaskRow, lang: str) -> tuple[str, ...]:
    from db.labels import standing  # noqa: PLC0415

    others = [f"{name} ({say('coordinate', lang)})" for name in row.coordinators]
    others += [f"{name} ({say('supervise', lang)})" for name in row.supervisors]
    due = f"{row.due:%d/%m/%Y}" if row.due else None
    words = row.deadline or say("no_deadline", lang)
    place = f"{say('path', lang).lower()} {row.path}, {say('page', lang).lower()} {row.page}"
    states = {standing(work, lang): work.lead for work in row.work}
    alike = len(states) == 1
    return (
        str(row.task_id),
        row.text,
        "\n".join(row.leads),
        "\n".join(others),
        f"{due}\n({words})" if due else words,
        "\n".join(row.percentages),
        "\n".join(state if alike else f"{lead}: {state}" for state, lead in states.items()),
        f"{row.code or say('no_number', lang)}\n{row.file}\n{place}",
    )


def _table(rows: Sequence[TaskRow], lang: str, as_of: dt.date | None) -> None:
    console = output()
    console.print(table(_headings(lang), [_cells(row, lang) for row in rows]))
    total = say("total", lang, count=len(rows))
    console.print(f"{total}, {say('as_of', lang, day=as_of)}" if as_of else total)


def _csv(rows: Sequence[TaskRow], lang: str) -> None:
    from db.export.separated import write_separated  # noqa: PLC0415

    headings = [heading for heading, _ in _headings(lang)]
    with output_file(Path("-")) as file:
        cells: list[list[str | int]] = [[row.task_id, *_cells(row, lang)[1:]] for row in rows]
        write_separated(file, [headings, *cells], ",")
