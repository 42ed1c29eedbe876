"""The queue of one machine: rows in SQLite beside the files they speak of, with leases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa
from sqlalchemy import text

from db.engine import open_engine, persist, trouble
from pipeline import clock
from pipeline.book import Book
from pipeline.job import Job, Origin, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy import Row

NAME = "ledger.db"
_TAKE = text(
    # A worker has one job at a time: what it still holds when it asks for more it could not
    # give back, because the ledger itself was in trouble. That try does not count.
    "UPDATE intake_jobs SET state = 'running', worker = :worker, lease = :until, attempt ="
    " attempt + CASE WHEN state = 'running' AND worker = :worker THEN 0 ELSE 1 END"
    " WHERE number = (SELECT number FROM intake_jobs WHERE (state = 'waiting' AND due <= :now)"
    " OR (state = 'running' AND (lease < :now OR worker = :worker))"
    " ORDER BY priority, number LIMIT 1)"
    " RETURNING id, name, origin, path, mark, sha256, priority, attempt, worker"
)


class Ledger:
    """See ``pipeline.job.Queue``. Any number of processes of one machine may share it."""

    def __init__(self, folder: Path, *, lease_seconds: float) -> None:
        """Open or make it.

        Raises:
            DatabaseTrouble: the folder takes no files, or the ledger is damaged.
        """
        self._engine = open_engine(f"sqlite:///{(folder / NAME).absolute()}")
        self.book = Book(self._engine)
        self._lease = lease_seconds
        try:
            persist(self._engine, self._prepare)
        except OSError as error:
            raise trouble(self._engine, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    def put(self, jobs: Sequence[Job]) -> list[Job]:
        """Add jobs in one transaction; those that were not there already."""
        new: list[Job] = self.book.write(lambda connection: self.book.add(connection, jobs))
        return new

    def lease(self, worker: str) -> Job | None:
        """The first due job by priority and age; leases of the dead are taken over."""
        now = clock.now()
        details = {"worker": worker, "until": now + self._lease, "now": now}
        row = self.book.write(lambda c: c.execute(_TAKE, details).one_or_none())
        return _job(row) if row is not None else None

    def beat(self, worker: str) -> None:
        """All leases of a worker last on."""
        self.book.do(
            "UPDATE intake_jobs SET lease = :until WHERE worker = :worker AND state = 'running'",
            worker=worker, until=clock.now() + self._lease,
        )  # fmt: skip

    def give_back(self, job: Job, *, delay: float, counted: bool) -> None:
        """Let it be tried again after so many seconds; nothing if another worker has it now."""
        self.book.do(
            "UPDATE intake_jobs SET state = 'waiting', worker = NULL, lease = NULL, due = :due,"
            " attempt = attempt - :back"
            " WHERE id = :id AND state = 'running' AND worker = :worker",
            id=job.id, worker=job.worker, due=clock.now() + delay, back=0 if counted else 1,
        )  # fmt: skip

    def end(self, job: Job, outcome: Outcome) -> None:
        """It is done; a second end of the same job changes nothing."""
        self.book.end(job, outcome)

    def release(self, worker: str) -> None:
        """A worker is known to be dead: its jobs may be taken at once."""
        self.book.do(
            "UPDATE intake_jobs SET state = 'waiting', worker = NULL, lease = NULL"
            " WHERE worker = :worker AND state = 'running'",
            worker=worker,
        )

    def _prepare(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # the journal changes outside transactions
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            connection.exec_driver_sql("BEGIN")
            ready = sa.inspect(connection).has_table("boots")
            if ready and connection.execute(text("SELECT boot FROM boots")).scalar() == (
                clock.boot()
            ):
                return
        self.book.write(self._begin_boot)

    def _begin_boot(self, connection: sa.Connection) -> None:
        self.book.prepare(connection)
        connection.execute(text("CREATE TABLE IF NOT EXISTS boots (boot TEXT NOT NULL)"))
        boot = clock.boot()
        if connection.execute(text("SELECT boot FROM boots")).scalar() == boot:
            return
        # Nobody who held a lease lived through that, and its clock began anew.
        connection.execute(text("DELETE FROM boots"))
        connection.execute(text("INSERT INTO boots VALUES (:boot)"), {"boot": boot})
        connection.execute(
            text("UPDATE intake_jobs SET state = 'waiting', worker = NULL, lease = NULL, due = 0"
                 " WHERE state <> 'ended'")
        )  # fmt: skip


def _job(row: Row[Any]) -> Job:
    values = row._asdict()
    return Job(**{**values, "origin": Origin(values["origin"])})
