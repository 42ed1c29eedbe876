"""``ketluan watch``: the watched folder."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.folder_words import cause, tell
from models.errors import BadSettings, DatabaseTrouble, ExitCode
from pipeline import logs
from pipeline.folders import Folders
from pipeline.job import Origin
from pipeline.lock import only_one
from pipeline.office import open_custody, open_queue, open_store
from pipeline.registers import keep_registers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline import Settings
    from pipeline.job import Ended, Queue


class Clerk:
    """Tells what happens in words a clerk understands, one line each."""

    def __init__(self, lang: str) -> None:
        self._lang = lang

    def say(self, key: str, **details: object) -> None:
        """One line, with the time."""
        print(f"{time.strftime('%H:%M:%S')}  {tell(key, self._lang, **details)}", flush=True)

    def taken(self, name: str) -> None:
        """A file was taken."""
        self.say("taken", name=name)

    def stuck(self, name: str, error: OSError) -> None:
        """A file cannot be taken."""
        self.say("stuck", name=name, detail=error.strerror or type(error).__name__)

    def ended(self, job: Ended) -> None:
        """A file was read, or refused."""
        outcome = job.outcome
        if outcome.ended in {"refused", "secret", "gone"}:
            words = cause(outcome.cause, job.name, self._lang)
            self.say(outcome.ended, name=job.name, cause=words, place=outcome.place)
        else:
            self.say(
                "read", name=job.name, tasks=outcome.tasks, place=outcome.place,
                status=tell(outcome.ended, self._lang),
            )  # fmt: skip


def watch(
    context: typer.Context,
    inbox: Annotated[
        Path | None, typer.Argument(help="Thư mục nhận văn bản | folder to watch")
    ] = None,
    *,
    workers: Annotated[
        int | None, typer.Option(help="Số văn bản đọc song song | documents side by side")
    ] = None,
) -> int:
    """Theo dõi thư mục và đọc mọi văn bản được bỏ vào | Read whatever is dropped into a folder."""
    from pipeline.pool import Pool  # noqa: PLC0415  other commands need none of them
    from pipeline.watcher import Hands, Watcher  # noqa: PLC0415

    settings: Settings = context.obj
    if inbox is not None:
        folders = settings.folders.model_copy(update={"inbox": inbox})
        settings = settings.model_copy(update={"folders": folders})
    logs.start(settings)
    folders_ = Folders(settings)
    folders_.check()
    clerk = Clerk(settings.lang)
    stop = stopped_by_signal()
    with only_one(folders_.work), only_one(folders_.inbox), _queue(settings) as queue:
        with open_store(settings) as store:  # brought up to date once, before workers race
            keep_registers(store, settings)
        watcher = Watcher(settings.intake, Hands(folders_, queue, open_custody(settings)), clerk)
        # With the shared queue others work, unless this machine is told to as well.
        size = workers or (settings.workers if settings.queue.kind == "local" else 0)
        with Pool(settings, queue, size=size) as pool, monitored(settings, queue, folders_.waiting):
            clerk.say("watching", folder=folders_.inbox)
            found = watcher.recover()
            if found:
                clerk.say("recovered", count=found)
            news = _News(queue, clerk)

            def tend() -> None:
                pool.tend()
                news.tell()

            watcher.run(stop, tend)
            clerk.say("stopping")
        news.tell()
    return ExitCode.OK


def stopped_by_signal() -> threading.Event:
    """An event that Ctrl+C and SIGTERM set."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


@contextlib.contextmanager
def monitored(settings: Settings, queue: Queue, waiting: Callable[[], int]) -> Iterator[None]:
    """Answer ``/metrics`` and ``/healthz`` meanwhile, where a port is set.

    Raises:
        BadSettings: the port is taken.
    """
    if not settings.metrics_port:
        yield
        return
    from pipeline.metrics import Monitor  # noqa: PLC0415  few set a port

    custody = open_custody(settings)
    try:
        server = Monitor(queue, waiting, custody.usable).serve(settings.metrics_port)
    except OSError as error:
        raise BadSettings(detail=f"metrics_port = {settings.metrics_port}: {error}") from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def _queue(settings: Settings) -> Iterator[Queue]:
    queue = open_queue(settings)
    try:
        yield queue
    finally:
        queue.close()


class _News:
    """Tells of jobs that have ended since it was last asked."""

    def __init__(self, queue: Queue, clerk: Clerk) -> None:
        self._book = queue.book
        self._clerk = clerk
        self._turn = self._book.last_turn()

    def tell(self) -> None:
        """Print what is new; later, where the queue is away."""
        try:
            ended = self._book.ended_after(self._turn, Origin.INBOX)
        except DatabaseTrouble:
            return
        for job in ended:
            self._turn = job.turn
            self._clerk.ended(job)
