"""The watched folder: takes what clerks and scanners drop, once it has arrived whole."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import structlog
from watchfiles import watch

from models.errors import DatabaseTrouble
from pipeline import names
from pipeline.folders import dropped
from pipeline.job import Job
from pipeline.settling import Settling

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from pipeline.folders import Folders
    from pipeline.job import Queue
    from pipeline.settings import Intake

_TICK = 0.5
"""Seconds between two looks at files that are still settling."""
_BLIND_RESCAN = 5.0
"""Seconds between rescans where the system reports no changes."""
_WARN_AGAIN = 60.0
_MOST_WARNED = 1000
_log = structlog.get_logger("ketluan.watcher")


class Listener(Protocol):
    """Is told what happens in the folder."""

    def taken(self, name: str) -> None:
        """A file was taken and waits to be read."""
        ...

    def stuck(self, name: str, error: OSError) -> None:
        """A file cannot be taken; it stays in the inbox and is tried again."""
        ...


class Watcher:
    """Watches one inbox and hands what it takes to a queue."""

    def __init__(
        self,
        folders: Folders,
        queue: Queue,
        intake: Intake,
        listener: Listener,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folders = folders
        self._queue = queue
        self._intake = intake
        self._listener = listener
        self._clock = clock
        self._settling = Settling(intake, clock)
        self._scanned = float("-inf")
        self._warned: dict[str, float] = {}

    def recover(self) -> int:
        """Queue what a crash left in work without a job; how many there were."""
        found = 0
        for identity, name in self._folders.working():
            found += self._queue.put(Job(identity, names.shown(name)))
        return found

    def run(self, stop: threading.Event, tend: Callable[[], None]) -> None:
        """Watch until told to stop; ``tend`` is called at every tick.

        The system's reports only wake us early: every file is found by looking, so that
        network folders, lost reports and folders moved in whole make no difference.
        """
        for changed in self._changes(stop):
            tend()
            self.look(changed)

    def look(self, changed: list[Path]) -> None:
        """One look: at what changed, at everything if it is time, and at what settles."""
        for path in changed:
            if not self._hidden(path):
                for found in dropped(path) if path.is_dir() else (path,):
                    self._settling.see(found)
        if self._clock() - self._scanned >= self._intake.rescan_seconds:
            self._rescan()
        for path in list(self._settling.ready()):
            self._take(path)

    def _rescan(self) -> None:
        try:
            for path in dropped(self._folders.inbox):
                self._settling.see(path)
            # A crash elsewhere, or a ledger that could not be written, leaves files without jobs.
            self.recover()
        except (OSError, DatabaseTrouble) as error:
            self._warn("rescan", error)
            return
        self._scanned = self._clock()

    def _take(self, path: Path) -> None:
        try:
            job = self._folders.claim(path)
        except OSError as error:
            if self._warn(path.name, error):
                self._listener.stuck(names.shown(path.name), error)
            return
        self._settling.forget(path)
        if job is None:
            return
        self._folders.sweep(path.parent)
        try:
            self._queue.put(job)
        except DatabaseTrouble as error:
            # It lies safe in work: the next rescan finds it without a job.
            self._warn("put", error)
        _log.info("taken", job=job.id)
        self._listener.taken(job.name)

    def _changes(self, stop: threading.Event) -> Iterator[list[Path]]:
        """What the system reports, at least once a tick; nothing where it cannot."""
        while not stop.is_set():
            try:
                reports = watch(
                    self._folders.inbox, watch_filter=None, debounce=200, step=50,
                    stop_event=stop, rust_timeout=int(_TICK * 1000), yield_on_timeout=True,
                    raise_interrupt=False,
                )  # fmt: skip
                for report in reports:
                    yield [Path(name) for _, name in report]
            except (OSError, RuntimeError) as error:
                self._warn("watch", error)
                self._scanned = min(
                    self._scanned, self._clock() - self._intake.rescan_seconds + _BLIND_RESCAN
                )
                stop.wait(_TICK)
                yield []

    def _hidden(self, path: Path) -> bool:
        try:
            parts = path.relative_to(self._folders.inbox).parts
        except ValueError:
            return True
        return any(names.ignored(part) for part in parts)

    def _warn(self, what: str, error: Exception) -> bool:
        """Once a minute a cause: a full disk must not fill the log as well."""
        now = self._clock()
        if now - self._warned.get(what, float("-inf")) < _WARN_AGAIN:
            return False
        if len(self._warned) > _MOST_WARNED:
            self._warned.clear()
        self._warned[what] = now
        _log.error("trouble", what=type(error).__name__, errno=getattr(error, "errno", None))
        return True
