"""The rows of all jobs, whichever queue hands them out: SQLite beside the files, or PostgreSQL.

The rows are no part of the task database's schema: where a file lies and what the task database
holds are the truth, and lost rows are written anew from them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import bindparam, text

from db.engine import persist, writing
from pipeline.job import Counts, Ended, Job, Origin, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy import Connection, Engine, Row, TextClause

_rows = sa.MetaData()
_number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
sa.Table(
    "intake_jobs",
    _rows,
    sa.Column("number", _number, primary_key=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("origin", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("mark", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False, server_default="waiting"),
    sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
    sa.Column("due", sa.Double, nullable=False, server_default="0"),
    sa.Column("worker", sa.Text),
    sa.Column("lease", sa.Double),
    sa.Column("put_at", sa.Double, nullable=False),
    sa.Column("ended_at", sa.Double, index=True),
    sa.Column("turn", _number, unique=True),
    sa.Column("outcome", sa.Text, nullable=False, server_default=""),
    sa.Column("cause", sa.Text, nullable=False, server_default=""),
    sa.Column("tasks", sa.Integer, nullable=False, server_default="0"),
    sa.Column("place", sa.Text, nullable=False, server_default=""),
    sa.CheckConstraint("state IN ('waiting', 'running', 'ended')"),
)
sa.Index("ix_intake_sha256", _rows.tables["intake_jobs"].c.sha256)
_open = sa.text("state <> 'ended'")
sa.Index(
    "ix_intake_open",
    *(_rows.tables["intake_jobs"].c[name] for name in ("state", "priority", "number")),
    sqlite_where=_open,
    postgresql_where=_open,
)
sa.Table(
    "intake_totals",
    _rows,
    sa.Column("origin", sa.Text, primary_key=True),
    sa.Column("outcome", sa.Text, primary_key=True),
    sa.Column("cause", sa.Text, primary_key=True),
    sa.Column("number", _number, nullable=False),
)

_ADD = text(
    # One that ended is opened anew: its file is here again, or has changed.
    "INSERT INTO intake_jobs (id, name, origin, path, mark, sha256, priority, put_at)"
    " VALUES (:id, :name, :origin, :path, :mark, :sha256, :priority, :at)"
    " ON CONFLICT (id) DO UPDATE SET state = 'waiting', attempt = 0, due = 0, worker = NULL,"
    " lease = NULL, ended_at = NULL, turn = NULL, outcome = '', cause = '', tasks = 0, place = '',"
    " name = excluded.name, path = excluded.path, mark = excluded.mark, sha256 = excluded.sha256,"
    " put_at = excluded.put_at WHERE intake_jobs.state = 'ended' RETURNING id"
)
_END = text(
    "UPDATE intake_jobs SET state = 'ended', worker = NULL, lease = NULL, ended_at = :at,"
    " turn = (SELECT coalesce(max(turn), 0) + 1 FROM intake_jobs), outcome = :ended,"
    " cause = :cause, tasks = :tasks, place = :place WHERE id = :id AND state <> 'ended'"
    " RETURNING origin"
)
# What a secret file is called may be a secret too.
_HUSH = text("UPDATE intake_jobs SET name = '', path = '' WHERE id = :id")
_WAITING = text("SELECT sha256 FROM intake_jobs WHERE sha256 IN :all AND state <> 'ended'")
_WAITING_OR_REFUSED = text(
    "SELECT sha256 FROM intake_jobs WHERE sha256 IN :all"
    " AND (state <> 'ended' OR outcome IN ('refused', 'secret'))"
)
_COUNT = text(
    "INSERT INTO intake_totals VALUES (:origin, :ended, :cause, 1)"
    " ON CONFLICT (origin, outcome, cause) DO UPDATE SET number = intake_totals.number + 1"
)
_IN_TURN = text("SELECT pg_advisory_xact_lock(3208711)")
"""Turns follow the order of commits, so that whoever reads them misses none."""


class Book:
    """Reads and writes the rows; each method is one whole transaction unless it is handed one."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = writing(engine)

    def prepare(self, connection: Connection) -> None:
        """Make the tables that are missing."""
        _rows.create_all(connection)

    def add(self, connection: Connection, jobs: Iterable[Job]) -> list[Job]:
        """Rows for jobs; those that were new, or had ended and are opened anew."""
        return [
            job for job in jobs if connection.execute(_ADD, _values(job)).one_or_none() is not None
        ]

    def note(self, job: Job, outcome: Outcome) -> None:
        """Write down how a job will end, before its file is moved."""
        self.do(
            "UPDATE intake_jobs SET outcome = :ended, cause = :cause, tasks = :tasks,"
            " place = :place WHERE id = :id AND state <> 'ended'",
            id=job.id, **outcome._asdict(),
        )  # fmt: skip

    def noted(self, job: Job) -> Outcome | None:
        """What was written down by a worker that died before the end."""
        row = self.one(
            "SELECT outcome, cause, tasks, place FROM intake_jobs WHERE id = :id AND outcome <> ''",
            id=job.id,
        )
        return Outcome(*row) if row is not None else None

    def end(self, job: Job, outcome: Outcome) -> bool:
        """It is done; False where it had ended before, and nothing changes."""
        return bool(self.write(lambda c: self.end_in(c, [(job, outcome)])))

    def end_in(self, connection: Connection, ends: Sequence[tuple[Job, Outcome]]) -> int:
        """Jobs that are done, in a transaction of the caller; how many had not ended before."""
        if connection.dialect.name == "postgresql":
            connection.execute(_IN_TURN)
        new = 0
        for job, outcome in ends:
            values = {"id": job.id, "at": time.time(), **outcome._asdict()}
            origin = connection.execute(_END, values).scalar_one_or_none()
            if origin is None:
                continue
            new += 1
            connection.execute(_COUNT, {**values, "origin": origin})
            if outcome.ended == "secret":
                connection.execute(_HUSH, {"id": job.id})
        return new

    def forget(self, *, days: float) -> int:
        """Remove rows of dropped files that ended so long ago; how many. Totals stay.

        Past notices are kept: they are known again by their rows. So is the newest turn.
        """
        statement = text(
            "DELETE FROM intake_jobs WHERE state = 'ended' AND origin = :origin"
            " AND ended_at < :before AND turn < (SELECT max(turn) FROM intake_jobs)"
        )
        values = {"origin": Origin.INBOX.value, "before": time.time() - days * 86_400}
        return int(self.write(lambda connection: connection.execute(statement, values).rowcount))

    def open_among(self, ids: Sequence[str]) -> set[str]:
        """Which of these jobs have not ended."""
        query = text("SELECT id FROM intake_jobs WHERE id IN :ids AND state <> 'ended'")
        return {str(row.id) for row in self._among(query, "ids", ids)}

    def hashes(self, hashes: Sequence[str], *, refused: bool) -> set[str]:
        """Which of these contents wait to be read or are being read; or were refused before."""
        query = _WAITING_OR_REFUSED if refused else _WAITING
        return {str(row.sha256) for row in self._among(query, "all", hashes)}

    def met(self, ids: Sequence[str]) -> dict[str, tuple[str, str, str]]:
        """Mark, outcome and cause of those of these jobs that are known; empty: not ended."""
        query = text(
            "SELECT id, mark, CASE WHEN state = 'ended' THEN outcome ELSE '' END AS outcome,"
            " cause FROM intake_jobs WHERE id IN :ids"
        )
        found = self._among(query, "ids", ids)
        return {str(row.id): (row.mark, row.outcome, row.cause) for row in found}

    def ended_after(self, turn: int, origin: Origin | None = None) -> list[Ended]:
        """Jobs that ended after another one, in their order; at most 500."""
        query = text(
            "SELECT turn, name, path, outcome, cause, tasks, place FROM intake_jobs"
            " WHERE turn > :turn AND (origin = :origin OR :origin = '') ORDER BY turn LIMIT 500"
        )

        def read() -> list[Ended]:
            values = {"turn": turn, "origin": origin.value if origin else ""}
            with self.engine.connect() as connection:
                return [
                    Ended(row.turn, row.name, row.path, Outcome(*row[3:]))
                    for row in connection.execute(query, values)
                ]

        return persist(self.engine, read)

    def last_turn(self) -> int:
        """Of the newest job that ended."""
        row = self.one("SELECT coalesce(max(turn), 0) AS last FROM intake_jobs")
        return int(row.last) if row is not None else 0

    def pending(self, origin: Origin) -> int:
        """Jobs of an origin that have not ended."""
        row = self.one(
            "SELECT count(*) AS n FROM intake_jobs WHERE state <> 'ended' AND origin = :origin",
            origin=origin.value,
        )
        return int(row.n) if row is not None else 0

    def counts(self) -> Counts:
        """What waits, runs and has ended."""
        states = self._pairs(
            "SELECT state, count(*) FROM intake_jobs WHERE state <> 'ended' GROUP BY state"
        )
        ended = self._pairs("SELECT outcome, sum(number) FROM intake_totals GROUP BY outcome")
        times = self.one(
            "SELECT min(put_at) AS oldest, (SELECT count(*) FROM intake_jobs"
            " WHERE ended_at > :since) AS hour FROM intake_jobs WHERE state <> 'ended'",
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

    def causes(self) -> dict[str, int]:
        """Refused documents by the name of their error."""
        return self._pairs(
            "SELECT cause, sum(number) FROM intake_totals WHERE cause <> '' GROUP BY cause"
        )

    def write(self, work: Callable[[Connection], Any]) -> Any:  # noqa: ANN401  a row or a count
        """Run ``work`` as one transaction, again while the database is busy."""

        def transaction() -> Any:  # noqa: ANN401
            with self._writing.begin() as connection:
                return work(connection)

        return persist(self.engine, transaction)

    def do(self, statement: str, **values: object) -> None:
        """Run one statement as a transaction."""
        self.write(lambda connection: connection.execute(text(statement), values) and None)

    def one(self, query: str, **values: object) -> Row[Any] | None:
        """The first row that a query finds."""

        def read() -> Row[Any] | None:
            with self.engine.connect() as connection:
                return connection.execute(text(query), values).first()

        return persist(self.engine, read)

    def _among(self, query: TextClause, name: str, values: Sequence[str]) -> list[Row[Any]]:
        wide = query.bindparams(bindparam(name, expanding=True))
        found: list[Row[Any]] = []
        for at in range(0, len(values), 500):
            some = list(values[at : at + 500])

            def read(some: list[str] = some) -> list[Row[Any]]:
                with self.engine.connect() as connection:
                    return list(connection.execute(wide, {name: some}).all())

            found += persist(self.engine, read)
        return found

    def _pairs(self, query: str) -> dict[str, int]:
        def read() -> dict[str, int]:
            with self.engine.connect() as connection:
                return {str(row[0]): int(row[1]) for row in connection.execute(text(query))}

        return persist(self.engine, read)


def _values(job: Job) -> dict[str, object]:
    return {
        "id": job.id, "name": job.name, "origin": job.origin.value, "path": job.path,
        "mark": job.mark, "sha256": job.sha256, "priority": job.priority, "at": time.time(),
    }  # fmt: skip
