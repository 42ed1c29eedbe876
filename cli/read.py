"""``ketluan read``: files to their readings on standard output; no database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import complain, output, table
from cli.progress import pages_bar
from cli.words import say
from models.errors import ExitCode, KetluanError
from models.notice import Role
from models.shape import to_json
from models.text import printable
from pipeline import Documents

if TYPE_CHECKING:
    from models.notice import Task
    from pipeline import Document, Settings


def read(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="PDF, PNG, JPEG, TIFF, TXT")],
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON, mỗi tệp một dòng | one JSON object a line")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Chỉ in chữ | only the text")] = False,
    debug_pages: Annotated[
        Path | None,
        typer.Option(help="Vẽ khung chữ và độ tin cậy | pages with boxes and confidence, as PNG"),
    ] = None,
) -> int:
    """Đọc tệp và in kết quả | Read files and print what they say."""
    settings: Settings = context.obj
    problems: list[KetluanError] = []
    with Documents(settings) as documents:
        for path in files:
            try:
                with pages_bar(printable(path.name), settings.lang) as progress:
                    document = documents.process(path, progress=progress)
                    if debug_pages is not None:
                        documents.draw(document, debug_pages)
            except KetluanError as error:
                if len(files) == 1:
                    raise
                complain(error, settings.lang)
                problems.append(error)
                continue
            if as_json:
                print(json.dumps(to_json(document.reading, document.notice), ensure_ascii=False))
            elif text:
                print(document.reading.text)
            else:
                _show(document, settings.lang)
    return exit_code(problems, len(files))


def exit_code(problems: list[KetluanError], files: int) -> int:
    """The one error's code, or ``PARTIAL`` where some of several files were read."""
    if not problems:
        return ExitCode.OK
    codes = {problem.exit_code for problem in problems}
    if len(problems) == files and len(codes) == 1:
        return codes.pop()
    return ExitCode.PARTIAL


def _show(document: Document, lang: str) -> None:
    head = document.notice.head
    console = output()
    number = f"{head.number or '…'}/{head.symbol}" if head.symbol else say("no_number", lang)
    for key, value in (
        ("notice", f"{document.reading.file}: {head.type or ''} {number}"),
        ("issuer", head.issuer),
        ("issued", head.issue_date and f"{head.issue_date:%d/%m/%Y}"),
        ("title", head.title),
        ("chair", head.chair and " - ".join(p for p in (head.chair.name, head.chair.role) if p)),
        (
            "signer",
            head.signer and " - ".join(p for p in (head.signer.name, head.signer.title) if p),
        ),
        ("findings", "; ".join(f.verbatim for f in document.notice.findings)),
    ):
        if value:
            console.print(f"{say(key, lang)}: {value}", soft_wrap=True)
    if not document.notice.tasks:
        console.print(say("no_tasks_read", lang))
        return
    headings = [
        (say("path", lang), 0),
        (say("task", lang), 6),
        (say("assignee", lang), 3),
        (say("others", lang), 3),
        (say("deadline", lang), 2),
        (say("percent", lang), 2),
        (say("page", lang), 0),
    ]
    console.print(table(headings, [_row(task, lang) for task in document.notice.tasks]))
    console.print(say("total", lang, count=len(document.notice.tasks)))


def _row(task: Task, lang: str) -> tuple[str, ...]:
    others = [
        f"{a.name} ({say(a.role.value, lang)})" for a in task.assignees if a.role is not Role.LEAD
    ]
    return (
        task.path,
        task.text,
        "\n".join(a.name for a in task.assignees if a.role is Role.LEAD),
        "\n".join(others),
        "\n".join(
            f"{d.date:%d/%m/%Y} ({d.verbatim})" if d.date else d.verbatim for d in task.deadlines
        ),
        "\n".join(p.verbatim for p in task.percentages),
        str(task.page),
    )
