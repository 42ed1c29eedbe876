"""A worker: takes one job after another, reads its document, stores it, moves the original on.

Whatever step a crash comes at, doing all steps again ends in the same rows and the same place:
storing is known by hash, places are told by content, and moves are single renames.
"""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

import structlog

from models import errors
from pipeline.job import Outcome
from pipeline.reason import reason
from pipeline.settling import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.store import Store
    from pipeline.custody import Custody
    from pipeline.documents import Document
    from pipeline.job import Job, Queue
    from pipeline.settings import Settings

_IDLE = 0.5
"""Seconds between two looks at an empty queue."""
_UNWELL = 10.0
"""Seconds between two looks while the disk or the database is in trouble."""
_CHANGED = 5.0
"""Seconds until a file that was written to while it was read is looked at again."""
_CRASHES = 2
"""Tries of a document on which the reader itself dies."""
_log = structlog.get_logger("ketluan.worker")


class Reader(Protocol):
    """Reads documents; see ``pipeline.documents.Documents``."""

    def process(self, path: Path) -> Document:
        """Read a file and extract what it says."""
        ...

    def close(self) -> None:
        """End what runs below it."""
        ...


class Changed(Exception):
    """The file was written to while it was read."""


class Interrupted(BaseException):
    """The worker was told to stop at once."""


class Beat:
    """Tells the queue every so often that a worker lives, from a thread of its own."""

    def __init__(self, queue: Queue, worker: str, every: float) -> None:
        self._queue, self._worker, self._every = queue, worker, every
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._end.wait(self._every):
            try:
                self._queue.beat(self._worker)
            except errors.KetluanError as error:
                _log.warning("no_beat", worker=self._worker, error=type(error).__name__)


class Hands(NamedTuple):
    """What a worker works with."""

    queue: Queue
    custody: Custody
    reader: Reader
    open_store: Callable[[], Store]


class Worker:
    """One worker. Not shared between threads."""

    def __init__(self, name: str, settings: Settings, hands: Hands) -> None:
        self.name = name
        self._settings = settings
        self._hands = hands
        self._store: Store | None = None
        self.reading = False
        """Whether a document is being read: the one long step, safe to break off."""

    def run(self, stop: threading.Event, *, until_empty: bool = False) -> None:
        """Work until told to stop, or until nothing is left that is due."""
        every = self._settings.queue.lease_seconds / 3
        try:
            with Beat(self._hands.queue, self.name, every):
                while not stop.is_set():
                    if not self._turn(stop):
                        if until_empty:
                            return
                        stop.wait(_IDLE)
        finally:
            self._close_store()

    def step(self) -> bool:
        """Take one job and end it, or give it back; False where none was due.

        Raises:
            DatabaseTrouble: the queue itself cannot be used.
        """
        job = self._hands.queue.lease(self.name)
        if job is None:
            return False
        began = time.monotonic()
        try:
            outcome = self._outcome(job)
        except Interrupted:
            self._hands.reader.close()
            self._hands.queue.give_back(job, delay=0, counted=False)
            raise
        if outcome is not None:
            self._hands.queue.end(job, outcome)
            _log.info(
                "ended", job=job.id, outcome=outcome.ended, cause=outcome.cause,
                tasks=outcome.tasks, attempt=job.attempt,
                seconds=round(time.monotonic() - began, 3),
            )  # fmt: skip
        return True

    def _turn(self, stop: threading.Event) -> bool:
        try:
            return self.step()
        except errors.DatabaseTrouble as error:
            _log.error("queue_trouble", error=type(error).__name__)
            stop.wait(_UNWELL)
            return True

    def _outcome(self, job: Job) -> Outcome | None:
        """How the job ended; None where it was given back to be tried again."""
        try:
            return self._read(job)
        except errors.FileMissing:
            return self._moved(job)
        except Changed:
            self._hands.queue.give_back(job, delay=_CHANGED, counted=False)
        except (errors.DatabaseTrouble, errors.ProgramMissing, OSError) as error:
            return self._trouble(job, error)
        except errors.NoPermission as error:
            return self._refuse(job, error) if self._well() else self._trouble(job, error)
        except errors.ReaderCrashed as error:
            # Killed from outside, by a person or for want of memory, is hardly the document's
            # fault; any other death is.
            killed = error.details.get("detail") == f"exit {-signal.SIGKILL}"
            if job.attempt >= (self._settings.queue.attempts if killed else _CRASHES):
                return self._refuse(job, error)
            self._again(job)
        except errors.KetluanError as error:
            return self._refuse(job, error)
        except Exception as error:  # noqa: BLE001  a fault of ours must not stop the others
            _log.exception("fault", job=job.id)
            if job.attempt >= _CRASHES:
                return self._refuse(job, errors.KetluanError(detail=type(error).__name__))
            self._again(job)
        return None

    def _read(self, job: Job) -> Outcome:
        if job.attempt > self._settings.queue.attempts + _CRASHES:
            # Its worker died each time, and nobody was left to tell why.
            raise errors.ReaderCrashed(file=job.name, detail=f"{job.attempt - 1} ×")
        hands = self._hands
        with hands.custody.open(job) as path:
            before = fingerprint(path)
            self.reading = True
            try:
                document = hands.reader.process(path)
            finally:
                self.reading = False
            if fingerprint(path) != before:
                raise Changed
            place = hands.custody.place(job, document.notice.head, path, document.reading.sha256)
            saved = self._opened().save(
                document.reading, document.notice, source=place,
                secrets=self._settings.secrecy == "off",
            )  # fmt: skip
            outcome = Outcome(saved.status, tasks=len(document.notice.tasks), place=place)
            hands.queue.book.note(job, outcome)
            hands.custody.archive(job, path, place)
        return outcome

    def _refuse(self, job: Job, error: errors.KetluanError) -> Outcome | None:
        secret = isinstance(error, errors.SecretDocument)
        outcome = Outcome("secret" if secret else "refused", type(error).__name__)
        try:
            self._hands.queue.book.note(job, outcome)
            place = self._hands.custody.refuse(job, reason(job.name, error), secret=secret)
        except FileNotFoundError:
            return self._moved(job)
        except (OSError, errors.DatabaseTrouble) as trouble:
            self._again(job, counted=False)
            _log.error("cannot_refuse", job=job.id, error=type(trouble).__name__)
            return None
        return outcome if secret else outcome._replace(place=place)

    def _moved(self, job: Job) -> Outcome | None:
        """Its file is not in work: a worker moved it on and died before it could say so."""
        try:
            with self._hands.custody.open(job):
                pass
        except errors.FileMissing:
            pass
        except (OSError, errors.KetluanError) as error:
            return self._trouble(job, error)
        else:
            # It is there, and could not be reached a moment ago.
            return self._trouble(job, errors.NoPermission(file=job.name))
        noted = self._hands.queue.book.noted(job)
        if noted is None:
            _log.error("gone", job=job.id)
            return Outcome("gone", "FileMissing")
        return noted

    def _trouble(self, job: Job, error: BaseException) -> Outcome | None:
        """Something failed that is not the document: try again, for ever if nothing works."""
        _log.error(
            "trouble", job=job.id, error=type(error).__name__, errno=getattr(error, "errno", None)
        )
        if isinstance(error, errors.ProgramMissing) or not self._well():
            self._close_store()
            self._again(job, counted=False)
            time.sleep(min(_UNWELL, self._settings.queue.back_off_seconds))
            return None
        if job.attempt >= self._settings.queue.attempts:
            told = error if isinstance(error, errors.KetluanError) else None
            return self._refuse(job, told or errors.KetluanError(detail=type(error).__name__))
        self._again(job)
        return None

    def _again(self, job: Job, *, counted: bool = True) -> None:
        first = self._settings.queue.back_off_seconds
        delay = first * float(2 ** min(max(job.attempt - 1, 0), 6))
        self._hands.queue.give_back(job, delay=delay, counted=counted)

    def _well(self) -> bool:
        """Whether the disk takes files and the database answers."""
        if not self._hands.custody.usable():
            return False
        try:
            with self._opened().session() as session:
                session.connection().exec_driver_sql("SELECT 1")
        except errors.DatabaseTrouble:
            return False
        return True

    def _opened(self) -> Store:
        if self._store is None:
            self._store = self._hands.open_store()
        return self._store

    def _close_store(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store.close()
