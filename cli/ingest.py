"""``ketluan ingest``: files into the task database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import complain
from cli.progress import pages_bar
from cli.read import exit_code
from cli.words import say
from models.errors import KetluanError
from models.text import printable
from pipeline import Documents, names
from pipeline.documents import files
from pipeline.registers import keep_registers

if TYPE_CHECKING:
    from pipeline import Settings


def ingest(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Tệp hoặc thư mục | files or folders")],
) -> int:
    """Đọc tệp và lưu nhiệm vụ vào cơ sở dữ liệu | Read files into the task database."""
    from db.store import Store  # noqa: PLC0415  SQLAlchemy is not needed to read a file

    settings: Settings = context.obj
    problems: list[KetluanError] = []
    count = 0
    with Documents(settings) as documents, Store.open(settings.database_url) as store:
        keep_registers(store, settings)
        for path in files(paths):
            count += 1
            try:
                with pages_bar(printable(path.name), settings.lang) as progress:
                    document = documents.process(path, progress=progress)
                saved = store.save(
                    document.reading,
                    document.notice,
                    source=names.told(path.absolute()),
                    secrets=settings.secrecy == "off",
                )
            except KetluanError as error:
                complain(error, settings.lang)
                problems.append(error)
                continue
            print(
                say(
                    "ingested",
                    settings.lang,
                    file=document.reading.file,
                    status=say(saved.status, settings.lang),
                    tasks=len(document.notice.tasks),
                )
            )
    if not count:
        print(say("nothing_found", settings.lang))
    return exit_code(problems, count)
