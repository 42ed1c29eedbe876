"""The queue of one machine: a ledger in SQLite beside the files it speaks of.

It is no part of the task database: where a file lies and what the task database holds are the
truth, and a lost ledger is written anew from them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import text

from db.engine import open_engine, persist, trouble, writing
from pipeline import clock
from pipeline.job import Counts, Job, Origin, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Row

NAME = "ledger.db"
_TABLES = (
    """CREATE TABLE IF NOT EXISTS jobs (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        origin TEXT NOT NULL, path TEXT NOT NULL, mark TEXT NOT NULL, sha256 TEXT NOT NULL,
        priority INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'waiting',
        attempt INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0,
        worker TEXT, lease REAL, put_at REAL NOT NULL, ended_at REAL, turn INTEGER,
        outcome TEXT, cause TEXT NOT NULL DEFAULT '', tasks INTEGER NOT NULL DEFAULT 0,
        place TEXT NOT NULL DEFAULT '',
        CHECK (state IN ('waiting', 'running', 'ended')))""",
    "CREATE INDEX IF NOT EXISTS ix_open ON jobs (state, priority, number) WHERE state <> 'ended'",
    "CREATE UNIQUE INDEX IF NOT EXISTS uq_turn ON jobs (turn) WHERE turn IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS ix_path ON jobs (path) WHERE path <> ''",
    "CREATE INDEX IF NOT EXISTS ix_ended_at ON jobs (ended_at) WHERE ended_at IS NOT NULL",
    """CREATE TABLE IF NOT EXISTS totals (
        origin TEXT, outcome TEXT, cause TEXT, number INTEGER NOT NULL,
        PRIMARY KEY (origin, outcome, cause))""",
    "CREATE TABLE IF NOT EXISTS boots (boot TEXT NOT NULL)",
)


class Ended:
    """A job that ended, as the ledger tells it."""

    def __init__(self, row: Row[Any]) -> None:
        self.turn: int = row.turn
        self.name: str = row.name
        self.path: str = row.path
        self.outcome = Outcome(row.outcome, row.cause, row.tasks, row.place)


class Ledger:
    """See ``pipeline.job.Queue``. Any number of processes of one machine may share it."""

    def __init__(self, folder: Path, *, lease_seconds: float) -> None:
        """Open or make it.

        Raises:
            DatabaseTrouble: the folder takes no files, or the ledger is damaged.
        """
        self._engine = open_engine(f"sqlite:///{(folder / NAME).absolute()}")
        self._writing = writing(self._engine)
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

    def put(self, job: Job) -> bool:
        """Add a job; False where it is there already."""
        return self.put_all([job]) == 1

    def put_all(self, jobs: Sequence[Job]) -> int:
        """Add jobs in one transaction; how many were new."""
        values = [
            {
                "id": job.id, "name": job.name, "origin": job.origin.value, "path": job.path,
                "mark": job.mark, "sha256": job.sha256, "priority": job.priority,
                "at": time.time(),
            }
            for job in jobs
        ]  # fmt: skip
        insert = text(
            "INSERT INTO jobs (id, name, origin, path, mark, sha256, priority, put_at)"
            " VALUES (:id, :name, :origin, :path, :mark, :sha256, :priority, :at)"
            " ON CONFLICT (id) DO NOTHING"
        )
        new: int = self._write(lambda c: sum(c.execute(insert, v).rowcount for v in values))
        return new

    def lease(self, worker: str) -> Job | None:
        """The first due job by priority and age; leases of the dead are taken over."""
        now = clock.now()
        take = text(
            "UPDATE jobs SET state = 'running', worker = :worker, lease = :until,"
            " attempt = attempt + 1 WHERE number = (SELECT number FROM jobs"
            " WHERE (state = 'waiting' AND due <= :now) OR (state = 'running' AND lease < :now)"
            " ORDER BY priority, number LIMIT 1)"
            " RETURNING id, name, origin, path, mark, sha256, priority, attempt"
        )
        details = {"worker": worker, "until": now + self._lease, "now": now}
        row = self._write(lambda c: c.execute(take, details).one_or_none())
        return _job(row) if row is not None else None

    def beat(self, worker: str) -> None:
        """All leases of a worker last on."""
        self._do(
            "UPDATE jobs SET lease = :until WHERE worker = :worker AND state = 'running'",
            worker=worker, until=clock.now() + self._lease,
        )  # fmt: skip

    def note(self, job: Job, outcome: Outcome) -> None:
        """Write down how a job will end, before its file is moved."""
        self._do(
            "UPDATE jobs SET outcome = :ended, cause = :cause, tasks = :tasks, place = :place"
            " WHERE id = :id AND state <> 'ended'",
            id=job.id, **outcome._asdict(),
        )  # fmt: skip

    def noted(self, job: Job) -> Outcome | None:
        """What was written down by a worker that died before the end."""
        row = self._one(
            "SELECT outcome, cause, tasks, place FROM jobs WHERE id = :id AND outcome <> ''",
            id=job.id,
        )
        return Outcome(*row) if row is not None else None

    def give_back(self, job: Job, *, delay: float, counted: bool) -> None:
        """Let it be tried again after so many seconds."""
        self._do(
            "UPDATE jobs SET state = 'waiting', worker = NULL, lease = NULL, due = :due,"
            " attempt = attempt - :back WHERE id = :id AND state = 'running'",
            id=job.id, due=clock.now() + delay, back=0 if counted else 1,
        )  # fmt: skip

    def end(self, job: Job, outcome: Outcome) -> None:
        """It is done; a second end of the same job changes nothing."""
        finish = text(
            "UPDATE jobs SET state = 'ended', worker = NULL, lease = NULL, ended_at = :at,"
            " turn = (SELECT coalesce(max(turn), 0) + 1 FROM jobs), outcome = :ended,"
            " cause = :cause, tasks = :tasks, place = :place,"
            " name = CASE WHEN :ended = 'secret' THEN '' ELSE name END"
            " WHERE id = :id AND state <> 'ended' RETURNING origin"
        )
        total = text(
            "INSERT INTO totals VALUES (:origin, :ended, :cause, 1)"
            " ON CONFLICT DO UPDATE SET number = number + 1"
        )

        def work(connection: Connection) -> None:
            values = {"id": job.id, "at": time.time(), **outcome._asdict()}
            origin = connection.execute(finish, values).scalar_one_or_none()
            if origin is not None:
                connection.execute(total, {**values, "origin": origin})

        self._write(work)

    def release(self, worker: str) -> None:
        """A worker is known to be dead: its jobs may be taken at once."""
        self._do(
            "UPDATE jobs SET state = 'waiting', worker = NULL, lease = NULL"
            " WHERE worker = :worker AND state = 'running'",
            worker=worker,
        )

    def knows(self, identity: str) -> bool:
        """Whether a job is there and has not ended."""
        query = "SELECT 1 FROM jobs WHERE id = :id AND state <> 'ended'"
        return self._one(query, id=identity) is not None

    def met(self, path: str, mark: str) -> bool:
        """Whether a past notice was put before and has not changed since."""
        query = "SELECT 1 FROM jobs WHERE path = :path AND mark = :mark"
        return self._one(query, path=path, mark=mark) is not None

    def refused_again(self, path: str) -> None:
        """Forget that a past notice was refused, so that it is read again."""
        self._do("DELETE FROM jobs WHERE path = :path AND outcome = 'refused'", path=path)

    def ended_after(self, turn: int) -> list[Ended]:
        """Jobs that ended after another one, in their order; at most 500."""
        query = text(
            "SELECT turn, name, path, outcome, cause, tasks, place FROM jobs"
            " WHERE turn > :turn ORDER BY turn LIMIT 500"
        )

        def read() -> list[Ended]:
            with self._engine.connect() as connection:
                return [Ended(row) for row in connection.execute(query, {"turn": turn})]

        return persist(self._engine, read)

    def last_turn(self) -> int:
        """Of the newest job that ended."""
        row = self._one("SELECT coalesce(max(turn), 0) AS last FROM jobs")
        return int(row.last) if row is not None else 0

    def pending(self, origin: Origin) -> int:
        """Jobs of an origin that have not ended."""
        row = self._one(
            "SELECT count(*) AS n FROM jobs WHERE state <> 'ended' AND origin = :origin",
            origin=origin.value,
        )
        return int(row.n) if row is not None else 0

    def counts(self) -> Counts:
        """What waits, runs and has ended."""
        states = self._pairs(
            "SELECT state, count(*) FROM jobs WHERE state <> 'ended' GROUP BY state"
        )
        ended = self._pairs("SELECT outcome, sum(number) FROM totals GROUP BY outcome")
        times = self._one(
            "SELECT min(put_at) AS oldest, (SELECT count(*) FROM jobs WHERE ended_at > :since)"
            " AS hour FROM jobs WHERE state <> 'ended'",
            since=time.time() - 3600,
        )
        oldest = times.oldest if times is not None else None
        return Counts(
            waiting=states.get("waiting", 0),
            running=states.get("running", 0),
            ended=ended,
            oldest_seconds=max(0.0, time.time() - oldest) if oldest is not None else 0.0,
            last_hour=int(times.hour) if times is not None else 0,
        )

    def totals(self, origin: Origin) -> dict[str, int]:
        """Ended jobs of an origin by outcome, refused ones by their cause."""
        return self._pairs(
            "SELECT CASE WHEN cause = '' THEN outcome ELSE cause END, sum(number) FROM totals"
            " WHERE origin = :origin GROUP BY 1",
            origin=origin.value,
        )

    def _prepare(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")  # the journal changes outside transactions
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            connection.exec_driver_sql("BEGIN")
        with self._writing.begin() as connection:
            for table in _TABLES:
                connection.execute(text(table))
            boot = clock.boot()
            if connection.execute(text("SELECT boot FROM boots")).scalar() != boot:
                # Nobody who held a lease lived through that, and its clock began anew.
                connection.execute(text("DELETE FROM boots"))
                connection.execute(text("INSERT INTO boots VALUES (:boot)"), {"boot": boot})
                connection.execute(
                    text("UPDATE jobs SET state = 'waiting', worker = NULL, lease = NULL, due = 0"
                         " WHERE state <> 'ended'")
                )  # fmt: skip

    def _write(self, work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401  a row or a count
        def transaction() -> Any:  # noqa: ANN401
            with self._writing.begin() as connection:
                return work(connection)

        return persist(self._engine, transaction)

    def _do(self, statement: str, **values: object) -> None:
        self._write(lambda connection: connection.execute(text(statement), values) and None)

    def _pairs(self, query: str, **values: object) -> dict[str, int]:
        def read() -> dict[str, int]:
            with self._engine.connect() as connection:
                rows = connection.execute(text(query), values)
                return {str(row[0]): int(row[1]) for row in rows}

        return persist(self._engine, read)

    def _one(self, query: str, **values: object) -> Row[Any] | None:
        def read() -> Row[Any] | None:
            with self._engine.connect() as connection:
                return connection.execute(text(query), values).first()

        return persist(self._engine, read)


def _job(row: Row[Any]) -> Job:
    values = row._asdict()
    return Job(**{**values, "origin": Origin(values["origin"])})
