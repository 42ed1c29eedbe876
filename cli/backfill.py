"""``ketluan backfill``: years of past notices."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from cli.folder_words import cause, tell
from cli.watch import monitored, stopped_by_signal
from models import errors
from models.errors import Both, ExitCode
from pipeline import logs
from pipeline.folders import Folders
from pipeline.lock import only_one
from pipeline.office import open_custody, open_queue, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline import Settings
    from pipeline.backfill import Report, Tally

_LOCK = ".backfill.lock"
_NICE = 10
"""Of the operating system: a dropped file is read first."""


def backfill(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Thư mục văn bản cũ | folder of past notices")],
    *,
    workers: Annotated[
        int | None, typer.Option(min=0, help="Số văn bản đọc song song | documents side by side")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Đọc nhiều nhất | read no more than these")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Chỉ đếm, không đọc | only count")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Đọc lại tệp từng bị từ chối | refused ones once more")
    ] = False,
    report: Annotated[
        Path | None, typer.Option(help="Ghi tệp không đọc được vào CSV | refused files, as CSV")
    ] = None,
) -> int:
    """Đọc toàn bộ văn bản cũ trong một thư mục, dừng và chạy tiếp được | Read past notices."""
    from pipeline.backfill import Backfill, Hands  # noqa: PLC0415  it takes long to load
    from pipeline.pool import Pool  # noqa: PLC0415

    settings: Settings = context.obj
    logs.start(settings)
    folders = Folders(settings)
    folders.check()
    root = _usable(folder, folders)
    size = settings.workers if settings.queue.kind == "local" else 0
    size = size if workers is None else workers
    stop = stopped_by_signal()
    with contextlib.ExitStack() as stack:
        stack.enter_context(only_one(folders.work, _LOCK))
        queue = stack.enter_context(contextlib.closing(open_queue(settings)))
        store = stack.enter_context(open_store(settings))
        custody = open_custody(settings)
        if dry_run:
            hands = Hands(queue, custody, store, lambda: None)
            tally = Backfill(root, hands, limit=limit, again=again).look()
            print(tell("would_read", settings.lang, count=tally.put, known=tally.known))
            return ExitCode.OK
        stack.enter_context(monitored(settings, queue, folders.waiting))
        pool = stack.enter_context(Pool(settings, queue, size=size, nice=_NICE))
        show = stack.enter_context(_bar(root, limit, settings.lang))
        told = _report(report)

        def tend() -> None:
            pool.tend()
            show(run.tally)

        run = Backfill(root, Hands(queue, custody, store, tend), limit=limit, again=again)
        began = time.monotonic()
        run.run(told, stop)
    _sum_up(told, run.tally, time.monotonic() - began, settings.lang)
    if stop.is_set():
        print(tell("backfill_stopped", settings.lang))
    refused = told.outcomes["refused"] + told.outcomes["secret"]
    return ExitCode.PARTIAL if refused else ExitCode.OK


def _report(path: Path | None) -> Report:
    from pipeline.backfill import Report  # noqa: PLC0415

    try:
        return Report(path)
    except OSError:
        raise errors.NoPermission(file=path) from None


def _usable(folder: Path, folders: Folders) -> Path:
    """The folder, resolved once so that it is known again however it is named."""
    root = folder.resolve()
    if not root.exists():
        raise errors.FileMissing(file=folder)
    if not root.is_dir():
        raise errors.UnsupportedFile(file=folder)
    for ours in (folders.inbox, folders.work, folders.quarantine):
        if root.is_relative_to(ours.resolve()) or ours.resolve().is_relative_to(root):
            raise errors.BadSettings(
                detail=Both(f"{folder}, {ours} lồng nhau", f"{folder}, {ours}: one holds the other")
            )
    return root


@contextlib.contextmanager
def _bar(root: Path, limit: int | None, lang: str) -> Iterator[Callable[[Tally], None]]:
    """Draw on standard error where somebody watches; the tree is counted meanwhile."""
    if not sys.stderr.isatty():
        yield lambda _tally: None
        return
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"), TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    total: list[int] = []
    ended = threading.Event()
    threading.Thread(target=_count, args=(root, total, ended), daemon=True).start()
    began = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), speed_estimate_period=120) as bar:
        line = bar.add_task(tell("reading_past", lang), total=None, rate="")

        def show(tally: Tally) -> None:
            hours = (time.monotonic() - began) / 3600
            rate = tell("rate", lang, rate=tally.ended / hours) if tally.ended else ""
            whole = min(total[0], tally.known + limit) if total and limit else None
            bar.update(
                line, completed=tally.known + tally.ended, rate=rate,
                total=whole or (total[0] if total else None),
            )  # fmt: skip

        try:
            yield show
        finally:
            ended.set()


def _count(root: Path, total: list[int], ended: threading.Event) -> None:
    from pipeline.backfill import past  # noqa: PLC0415

    number = 0
    for _ in past(root):
        number += 1
        if ended.is_set():
            return
    total.append(number)


def _sum_up(report: Report, tally: Tally, seconds: float, lang: str) -> None:
    outcomes = report.outcomes
    left = max(0, tally.put - tally.ended)
    print(
        tell(
            "report", lang, read=report.read, tasks=report.tasks, known=tally.known,
            refused=outcomes["refused"] + outcomes["gone"], secret=outcomes["secret"], left=left,
        )
    )  # fmt: skip
    if tally.refused:
        print(tell("refused_before", lang, count=tally.refused))
    for name, count in report.causes.most_common():
        print(tell("report_cause", lang, count=count, words=cause(name, "…", lang)))
    if tally.ended:
        print(tell("rate", lang, rate=tally.ended / seconds * 3600))
