"""``ketluan config``: the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cli.folder_words import tell
from models.errors import ExitCode
from pipeline.folders import Folders

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
    print(f"queue.kind = {settings.queue.kind}")
    print(f"secrecy = {settings.secrecy}")
    print(f"workers = {settings.workers}, jobs = {settings.jobs}")
    folders.check()
    print(tell("config_ok", settings.lang))
    return ExitCode.OK
