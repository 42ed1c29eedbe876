"""Years of past notices: streamed from a tree of any size into the queue, and what became of them.

Nothing is listed in memory: files are met one after another, looked up by the batch, and no more
wait in the queue than workers need; what was met before is known by its place, size and time,
what is stored already by its content.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from db import tables as t
from models import errors
from pipeline import names
from pipeline.custody import digest
from pipeline.documents import SUFFIXES
from pipeline.folders import dropped
from pipeline.job import PAST, Job, Origin, Outcome
from pipeline.settling import fingerprint

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from db.store import Store
    from pipeline.custody import Custody
    from pipeline.job import Ended, Queue

_BATCH = 100
"""Files looked up and queued in one transaction."""
_WAITING = 400
"""Past notices that may wait in the queue: enough for every worker, little to keep."""


class Tally(NamedTuple):
    """How a backfill stands."""

    met: int = 0
    """Files that were found."""
    known: int = 0
    """Of these, met before or stored already."""
    refused: int = 0
    """Of the known, refused in an earlier run."""
    put: int = 0
    """Of these, queued."""
    ended: int = 0
    """Of the queued, done one way or the other, those of an interrupted run too."""


class Report:
    """What became of the documents; refused ones by their cause, and each by name on disk.

    The sheet is written anew in each run and holds those that earlier runs refused too.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        if path is not None:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerow(("file", "outcome", "cause"))
        self.outcomes: Counter[str] = Counter()
        self.causes: Counter[str] = Counter()
        self.tasks = 0

    def add(self, job: Ended) -> None:
        """Count one that ended."""
        outcome = job.outcome
        self.outcomes[outcome.ended] += 1
        self.tasks += outcome.tasks
        if outcome.cause:
            self.causes[outcome.cause] += 1
        if outcome.ended in {"refused", "secret", "gone"}:
            self.note(job.path or job.name, outcome.ended, outcome.cause)

    def note(self, file: str, ended: str, cause: str) -> None:
        """Put one that was not read on the sheet; a secret one has no name."""
        if self._path is not None:
            with self._path.open("a", encoding="utf-8", newline="") as sheet:
                csv.writer(sheet).writerow((file, ended, cause))

    @property
    def read(self) -> int:
        """Documents that were read and stored."""
        return sum(self.outcomes[key] for key in ("new", "updated", "unchanged", "duplicate"))


class Hands(NamedTuple):
    """What a backfill works with."""

    queue: Queue
    custody: Custody
    store: Store
    tend: Callable[[], None]
    """Called whenever the backfill waits: replaces dead workers, draws the bar."""


def past(folder: Path) -> Iterator[Job]:
    """Every document below a folder, one after another, as a job that has not been put."""
    for path in dropped(folder):
        if path.suffix.lower() not in SUFFIXES:
            continue
        mark = fingerprint(path)
        if mark is not None:
            yield Job(
                "p" + hashlib.blake2b(os.fsencode(path), digest_size=16).hexdigest(),
                names.shown(path.name), Origin.PAST, names.told(path),
                f"{mark.size}-{mark.modified}", priority=PAST,
            )  # fmt: skip


class Backfill:
    """One run over one folder. The same folder again goes on where the last run stopped."""

    def __init__(
        self, folder: Path, hands: Hands, *, limit: int | None = None, again: bool = False
    ) -> None:
        """Get ready.

        Args:
            folder: Searched with all below it; files stay where they are.
            hands: What it works with.
            limit: Queue no more files than these.
            again: Read refused ones once more.
        """
        self._folder = folder
        self._queue = hands.queue
        self._custody = hands.custody
        self._store = hands.store
        self._tend = hands.tend
        self._limit = limit
        self._again = again
        self._turn = hands.queue.book.last_turn()
        self.tally = Tally()

    def run(self, report: Report, stop: threading.Event) -> None:
        """Queue everything and wait until it has ended, or until told to stop.

        Raises:
            DatabaseTrouble: the queue or the task database cannot be used.
        """
        for jobs in self._unknown(report):
            while not stop.is_set() and self._queue.book.pending(Origin.PAST) > _WAITING:
                self._wait(report, stop)
            if stop.is_set():
                break
            new = self._put(jobs)
            self.tally = self.tally._replace(put=self.tally.put + new)
            self._listen(report)
            self._tend()
        while not stop.is_set() and self._queue.book.pending(Origin.PAST):
            self._wait(report, stop)
        self._listen(report)

    def look(self) -> Tally:
        """Only count what would be read; nothing is written."""
        put = 0
        for jobs in self._unknown(Report()):
            put += len(jobs)
            self._tend()
        self.tally = self.tally._replace(put=put)
        return self.tally

    def _unknown(self, report: Report) -> Iterator[list[Job]]:
        """Batches of files that are neither known by place nor by content."""
        left = self._limit if self._limit is not None else -1
        found = past(self._folder)
        while left and (batch := list(islice(found, _BATCH))):
            jobs = self._unstored(self._unmet(batch, report))
            if left > 0:
                jobs = jobs[:left]
                left -= len(jobs)
            yield jobs

    def _unmet(self, batch: list[Job], report: Report) -> list[Job]:
        met = self._queue.book.met([job.id for job in batch])
        unmet, refused = list[Job](), 0
        for job in batch:
            mark, outcome, cause = met.get(job.id, ("", "", ""))
            # One that was gone is here again: its disk was away.
            if mark != job.mark or outcome == "gone" or (self._again and outcome == "refused"):
                unmet.append(job)
            elif outcome in {"refused", "secret"}:
                refused += outcome == "refused"
                report.note(job.path if outcome == "refused" else "", outcome, cause)
        self._count(met=len(batch), known=len(batch) - len(unmet), refused=refused)
        return unmet

    def _unstored(self, jobs: list[Job]) -> list[Job]:
        """By content: the same paper is often kept in several folders."""
        hashed = [job._replace(sha256=_digest(job)) for job in jobs]
        hashes = [job.sha256 for job in hashed if job.sha256]
        stored = self._stored(hashes) | self._queue.book.hashes(hashes, refused=not self._again)
        fresh: list[Job] = []
        for job in hashed:
            if job.sha256 and job.sha256 in stored:
                continue
            stored.add(job.sha256)
            fresh.append(job)
        self._count(known=len(hashed) - len(fresh))
        return fresh

    def _stored(self, hashes: list[str]) -> set[str]:
        query = select(t.Document.sha256).where(t.Document.sha256.in_(hashes))
        with self._store.session() as session:
            return set(session.scalars(query))

    def _put(self, jobs: list[Job]) -> int:
        offered = []
        for job in jobs:
            try:
                offered.append(self._custody.offer(job))
            except errors.KetluanError as error:
                self._refuse(job, type(error).__name__)
            except OSError as error:
                self._refuse(job, "NoPermission" if isinstance(error, PermissionError) else "")
        return len(self._queue.put(offered)) + len(jobs) - len(offered)

    def _refuse(self, job: Job, cause: str) -> None:
        """One that cannot be sent to the workers; without a cause it is met again next time."""
        outcome = Outcome("refused", cause or "DamagedFile")
        book = self._queue.book
        book.write(lambda c: book.add(c, [job]) and book.end_in(c, [(job, outcome)]))

    def _count(self, *, met: int = 0, known: int = 0, refused: int = 0) -> None:
        now = self.tally
        self.tally = now._replace(
            met=now.met + met, known=now.known + known, refused=now.refused + refused
        )

    def _wait(self, report: Report, stop: threading.Event) -> None:
        self._listen(report)
        self._tend()
        stop.wait(0.2)

    def _listen(self, report: Report) -> None:
        while ended := self._queue.book.ended_after(self._turn, Origin.PAST):
            for job in ended:
                self._turn = job.turn
                report.add(job)
            self.tally = self.tally._replace(ended=self.tally.ended + len(ended))


def _digest(job: Job) -> str:
    """Empty where it cannot be read: whoever tries to will tell why."""
    try:
        return digest(names.meant(job.path))
    except OSError:
        return ""
