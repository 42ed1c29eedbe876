"""``ketluan config``: the settings."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.folder_words import tell
from models.errors import ExitCode, NoPermission
from pipeline.folders import Folders
from pipeline.office import check_office

if TYPE_CHECKING:
    from pipeline import Settings

app = typer.Typer(no_args_is_help=True, help="Cấu hình | Settings")


@app.command(name="check")
def check(context: typer.Context) -> int:
    """In cấu hình đang dùng và kiểm tra các thư mục | Print the settings and check the folders."""
    from sqlalchemy import make_url  # noqa: PLC0415  it takes long to load

    settings: Settings = context.obj
    print(f"database_url = {make_url(settings.database_url).render_as_string(hide_password=True)}")
    folders = Folders(settings)
    for name in ("inbox", "work", "archive", "quarantine"):
        print(f"folders.{name} = {getattr(folders, name)}")
    print(f"folders.store = {settings.folders.store}")
    print(f"queue.kind = {settings.queue.kind}")
    print(f"secrecy = {settings.secrecy}")
    print(f"workers = {settings.workers}, jobs = {settings.jobs}")
    folders.check()
    check_office(settings)
    print(tell("config_ok", settings.lang))
    return ExitCode.OK


@app.command(name="tables")
def tables(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Thư mục chứa bảng | folder for the tables")],
) -> int:
    """Chép danh mục cơ quan và ngày nghỉ ra để cơ quan tự sửa | Copy the tables out for editing."""
    from extract.office_tables import DATA  # noqa: PLC0415  it takes long to load

    settings: Settings = context.obj
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("agencies", "holidays"):
            target = folder / f"{name}.tsv"
            if target.exists():
                print(tell("table_kept", settings.lang, file=target))
                continue
            shutil.copyfile(DATA / f"{name}.tsv", target)
            print(tell("table_copied", settings.lang, file=target, name=name))
    except OSError:
        raise NoPermission(file=folder) from None
    return ExitCode.OK
