"""``ketluan retry``: files from the quarantine back to the inbox."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.folder_words import tell
from models.errors import ExitCode
from pipeline.folders import Folders
from pipeline.office import open_custody, open_queue

if TYPE_CHECKING:
    from pipeline import Settings
    from pipeline.job import Job


def retry(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(help="Tên hoặc một phần tên; không có: tất cả | all")
    ] = None,
) -> int:
    """Đưa tệp bị cách ly về thư mục nhận để đọc lại | Try refused files again."""
    settings: Settings = context.obj
    Folders(settings).check()
    custody = open_custody(settings)
    cases = custody.cases()
    wanted = names or [""]
    found = False
    code = ExitCode.OK
    jobs: list[Job] = []
    for name in wanted:
        matching = [case for case in cases if name in case or Path(name).name == case]
        if not matching and name:
            print(tell("not_refused", settings.lang, name=name))
            code = ExitCode.NOT_FOUND
        for case in matching:
            found = True
            cases.remove(case)
            job = custody.again(case)
            if job is not None:
                jobs.append(job)
            print(tell("retried", settings.lang, name=case))
    if jobs:
        queue = open_queue(settings)
        try:
            queue.put(jobs)
        finally:
            queue.close()
    if not found and not names:
        print(tell("none_refused", settings.lang))
    return code
