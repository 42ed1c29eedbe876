"""``ketluan worker``: a worker of the shared queue, on any machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.folder_words import tell
from cli.watch import monitored, stopped_by_signal
from models.errors import BadSettings, ExitCode
from pipeline import logs
from pipeline.office import open_queue, open_store
from pipeline.pool import Pool

if TYPE_CHECKING:
    import threading

    from pipeline import Settings


def worker(
    context: typer.Context,
    *,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Số văn bản đọc song song | documents side by side")
    ] = None,
) -> int:
    """Đọc văn bản từ hàng đợi chung của nhiều máy | Work for the queue of many machines."""
    settings: Settings = context.obj
    if settings.queue.kind == "local":
        raise BadSettings(detail="ketluan worker: queue.kind = procrastinate")
    logs.start(settings)
    stop = stopped_by_signal()
    open_store(settings).close()  # made or brought up to date once, before workers race
    queue = open_queue(settings)
    try:
        with (
            Pool(settings, queue, size=workers or settings.workers) as pool,
            monitored(settings, queue, lambda: 0),
        ):
            print(tell("working", settings.lang, count=len(pool.pids)), flush=True)
            _tend(pool, stop)
            print(tell("worker_stopping", settings.lang), flush=True)
    finally:
        queue.close()
    return ExitCode.OK


def _tend(pool: Pool, stop: threading.Event) -> None:
    while not stop.wait(1.0):
        pool.tend()
