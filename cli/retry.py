"""``ketluan retry``: files from the quarantine back to the inbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.folder_words import tell
from models.errors import ExitCode
from pipeline.folders import Folders

if TYPE_CHECKING:
    from pipeline import Settings


def retry(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(help="Tên hoặc một phần tên; không có: tất cả | all")
    ] = None,
) -> int:
    """Đưa tệp bị cách ly về thư mục nhận để đọc lại | Try refused files again."""
    settings: Settings = context.obj
    folders = Folders(settings)
    folders.check()
    cases = list(folders.refused())
    wanted = names or [""]
    found = False
    code = ExitCode.OK
    for name in wanted:
        matching = [case for case in cases if name in case.name or Path(name).name == case.name]
        if not matching and name:
            print(tell("not_refused", settings.lang, name=name))
            code = ExitCode.NOT_FOUND
        for case in matching:
            found = True
            cases.remove(case)
            print(tell("retried", settings.lang, name=folders.give_again(case).name))
    if not found and not names:
        print(tell("none_refused", settings.lang))
    return code
