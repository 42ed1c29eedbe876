"""The watched folder: takes what clerks and scanners drop, once it has arrived whole."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import structlog
from watchfiles import watch

from models.errors import DatabaseTrouble, FileMissing, KetluanError
from pipeline import names
from pipeline.folders import dropped
from pipeline.job import Job
from pipeline.reason import reason
from pipeline.settling import Settling

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from pipeline.custody import Custody
    from pipeline.folders import Folders
    from pipeline.job import Queue
    from pipeline.settings import Intake

_TICK = 0.5
"""Seconds between two looks at files that are still settling."""
_BLIND_RESCAN = 5.0
"""Seconds between rescans where the system reports no changes."""
_AT_ONCE = 100
"""Files taken and queued in one transaction."""
_DAY = 86_400.0
_KEEP_DAYS = 90.0
"""Of the rows of files that were read or refused."""
_WARN_AGAIN = 60.0
_MOST_WARNED = 1000
_log = structlog.get_logger("ketluan.watcher")


class Hands(NamedTuple):
    """What a watcher works with."""

    folders: Folders
    queue: Queue
    custody: Custody


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
        intake: Intake,
        hands: Hands,
        listener: Listener,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folders = hands.folders
        self._queue = hands.queue
        self._custody = hands.custody
        self._intake = intake
        self._listener = listener
        self._clock = clock
        self._settling = Settling(intake, clock)
        self._scanned = float("-inf")
        self._tidied = float("-inf")
        self._warned: dict[str, float] = {}

    def recover(self) -> int:
        """Queue what a crash left in work without a job; how many there were.

        Raises:
            DatabaseTrouble: the queue cannot be used now; nothing is lost.
            OSError: the work folder cannot be listed.
        """
        found = 0
        homes = self._folders.working()
        while some := list(islice(homes, _AT_ONCE)):
            # Files leave work before their jobs end: one whose job had ended when we asked
            # and that still lies there was left behind.
            waiting = self._queue.book.open_among([identity for identity, _ in some])
            left = [
                Job(identity, names.shown(path.name))
                for identity, path in some
                if identity not in waiting and path.exists()
            ]
            found += self._put(left)
        kept = self._custody.kept()
        while jobs := list(islice(kept, _AT_ONCE)):
            waiting = self._queue.book.open_among([job.id for job in jobs])
            still = [j for j in jobs if j.id not in waiting and self._custody.holds(j)]
            found += len(self._queue.put(still))
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
        ready = self._settling.ready()
        # A hundred at a time, so that a pile of thousands is read while it is taken.
        while some := list(islice(ready, _AT_ONCE)):
            self._take(some)

    def _rescan(self) -> None:
        try:
            for path in dropped(self._folders.inbox, self._closed):
                self._settling.see(path)
            # A crash elsewhere, or a queue that could not be written, leaves files without jobs.
            self.recover()
            if self._clock() - self._tidied >= _DAY:
                self._tidied = self._clock()
                self._queue.book.forget(days=_KEEP_DAYS)
        except (OSError, DatabaseTrouble) as error:
            self._warn("rescan", error)
            return
        self._scanned = self._clock()

    def _closed(self, folder: Path, error: OSError) -> None:
        if self._warn(str(folder), error):
            self._listener.stuck(names.shown(folder.name), error)

    def _take(self, paths: list[Path]) -> None:
        taken: list[Job] = []
        for path in paths:
            try:
                job = self._folders.claim(path)
            except OSError as error:
                if self._warn(str(path), error):
                    self._listener.stuck(names.shown(path.name), error)
                continue
            self._settling.forget(path)
            if job is not None:
                self._folders.sweep(path.parent)
                taken.append(job)
                self._listener.taken(job.name)
        try:
            self._put(taken)
        except DatabaseTrouble as error:
            # They lie safe in work: the next rescan finds them without jobs.
            self._warn("put", error)

    def _put(self, jobs: list[Job]) -> int:
        """Give files in work into keeping and queue them; how many are in the queue now."""
        kept: list[tuple[Job, Path, Job]] = []
        for job in jobs:
            try:
                path = self._folders.held(job)
                kept.append((job, path, self._custody.adopt(job, path)))
            except FileMissing:
                continue
            except OSError as error:
                self._warn("adopt", error)
            except KetluanError as error:
                self._refuse(job, error)
        new = {job.id for job in self._queue.put([given for _, _, given in kept])}
        for job, path, given in kept:
            self._custody.adopted(job, path)
            _log.info("taken", job=given.id, new=given.id in new)
        return len(new)

    def _refuse(self, job: Job, error: KetluanError) -> None:
        """One that no worker could ever open is refused here."""
        try:
            self._folders.refuse(job, reason(job.name, error), secret=False)
        except OSError as trouble:
            self._warn("refuse", trouble)

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
        """Whether it lies outside of the inbox, behind a link, or below a name we pass by."""
        inbox = self._folders.inbox
        try:
            parts = path.relative_to(inbox).parts
        except ValueError:
            return True
        below = [inbox.joinpath(*parts[: n + 1]) for n in range(len(parts))]
        return any(names.ignored(part) for part in parts) or any(p.is_symlink() for p in below)

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
