"""The queue of many machines: Procrastinate, in the PostgreSQL that holds the tasks.

A document's row and its job are put in one transaction. Who works is told by Procrastinate's
heartbeats; every worker looks for jobs of the dead, so that no single one can be missed.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

import procrastinate
import psycopg
from procrastinate import exceptions
from procrastinate.jobs import Job as Task
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.schema import SchemaManager
from sqlalchemy import make_url, text

from db.engine import open_engine, persist, trouble
from models.errors import BadSettings, DatabaseTrouble
from pipeline.book import Book
from pipeline.job import Job, Origin, Outcome

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator, Sequence

    from sqlalchemy import Connection, Row

QUEUE = "ketluan"
TASK = "ketluan.read"
_SECONDS = 30.0
"""Longest wait for an answer of the database."""
_IN_TURN = text("SELECT pg_advisory_xact_lock(3208712)")
"""Of machines that make the tables at once."""
_KEEP_HOURS = 24
"""Ended jobs of Procrastinate; the rows of the book stay."""
_ONE_CONTENT = text("SELECT pg_advisory_xact_lock(hashtextextended(:content, 3208713))")
_IS_OPEN = text("SELECT 1 FROM intake_jobs WHERE sha256 = :sha256 AND state <> 'ended'")
_TAKE = text(
    "UPDATE intake_jobs SET state = 'running', worker = :worker, attempt = attempt + 1"
    " WHERE id = :id AND state <> 'ended'"
    " RETURNING id, name, origin, path, mark, sha256, priority, attempt, worker"
)
Result = TypeVar("Result")


class SharedQueue:
    """See ``pipeline.job.Queue``. One process may act for several workers."""

    def __init__(self, url: str, *, lease_seconds: float) -> None:
        """Connect, and make what is missing.

        Raises:
            BadSettings: the address is not PostgreSQL's.
            DatabaseTrouble: it cannot be reached.
        """
        if make_url(url).get_backend_name() != "postgresql":
            raise BadSettings(detail="queue.kind = procrastinate: database_url = postgresql://…")
        self._engine = open_engine(url)
        self.book = Book(self._engine)
        self._lease = lease_seconds
        self._connector = procrastinate.PsycopgConnector(
            conninfo=_conninfo(url), min_size=0, max_size=4, timeout=_SECONDS
        )
        self._manager = JobManager(self._connector)
        # It only ever writes within transactions of the book's.
        self._deferrer = JobManager(procrastinate.SyncPsycopgConnector())
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._workers: dict[str, int] = {}
        self._held: dict[str, tuple[str, Task]] = {}
        self._signing_on = threading.Lock()
        self._tidied = 0.0
        self._thread.start()
        try:
            persist(self._engine, self._prepare)
            self._wait(self._connector.open_async())
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Sign the workers off and give all connections back."""
        try:
            for number in self._workers.values():
                self._wait(self._manager.unregister_worker(number))
            self._wait(self._connector.close_async())
        except DatabaseTrouble:
            pass  # they are taken for dead when their heartbeats fail
        finally:
            self._workers.clear()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            self._engine.dispose()

    def put(self, jobs: Sequence[Job]) -> list[Job]:
        """Rows and jobs in one transaction; those that were not there already.

        The same content is queued once: another file of it waits in work for its turn.
        """

        def work(connection: Connection) -> list[Job]:
            added = []
            for job in sorted(jobs, key=_content):  # locks are taken in one order everywhere
                connection.execute(_ONE_CONTENT, {"content": _content(job)})
                if job.sha256 and connection.execute(_IS_OPEN, {"sha256": job.sha256}).first():
                    continue
                if self.book.add(connection, [job]):
                    self._deferrer.defer_job(_task(job), _psycopg(connection))
                    added.append(job)
            return added

        with self._told():
            new: list[Job] = self.book.write(work)
        return new

    def lease(self, worker: str) -> Job | None:
        """The first due job by priority and age."""
        for identity, (holder, _) in list(self._held.items()):
            # It has one job at a time: this one could not be given back or ended.
            if holder == worker:
                self._let_go(identity, worker, delay=0, back=1)
        while (task := self._fetch(worker)) is not None:
            identity = str(task.task_kwargs["id"])
            values = {"id": identity, "worker": worker}
            row = self.book.write(partial(_take, values=values))
            if row is None:
                # Its worker died between the two steps of ``end``.
                self._finish(task)
                continue
            self._held[identity] = (worker, task)
            return Job(**{**row._asdict(), "origin": Origin(row.origin)})
        return None

    def beat(self, worker: str) -> None:
        """Tell that a worker lives, and take back the jobs of those that do not."""
        self._wait(self._manager.update_heartbeat(self._number(worker)))
        stalled = self._wait(
            self._manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=self._lease)
        )
        for task in stalled:
            self._retry(task, self._now())
        if time.monotonic() - self._tidied > self._lease * 10:
            self._tidied = time.monotonic()
            # Only long after their jobs were taken back.
            self._wait(self._manager.prune_stalled_workers(self._lease * 10))
            self._wait(self._manager.delete_old_jobs(nb_hours=_KEEP_HOURS, queue=QUEUE))

    def give_back(self, job: Job, *, delay: float, counted: bool) -> None:
        """Let it be tried again after so many seconds of the database's clock."""
        self._let_go(job.id, job.worker, delay=delay, back=0 if counted else 1)

    def end(self, job: Job, outcome: Outcome) -> None:
        """It is done; a worker that dies between the two steps is found out by ``lease``."""
        self.book.end(job, outcome)
        if job.id in self._held:
            self._finish(self._held[job.id][1])
            self._held.pop(job.id, None)

    def release(self, worker: str) -> None:
        """A worker of this process is known to be dead: its heartbeat tells the others."""
        self._workers.pop(worker, None)

    def _let_go(self, identity: str, worker: str, *, delay: float, back: int) -> None:
        """Both steps may fail; whoever holds it does them again before it asks for more."""
        self.book.do(
            "UPDATE intake_jobs SET state = 'waiting', worker = NULL, attempt = attempt - :back"
            " WHERE id = :id AND state = 'running' AND worker = :worker",
            id=identity, worker=worker, back=back,
        )  # fmt: skip
        if identity in self._held:
            self._retry(self._held[identity][1], self._now() + dt.timedelta(seconds=delay))
            self._held.pop(identity, None)

    def _fetch(self, worker: str) -> Task | None:
        try:
            return self._wait(self._manager.fetch_job([QUEUE], self._number(worker)))
        except DatabaseTrouble:
            # One that was suspended for long has been struck off: it signs on anew.
            self._workers.pop(worker, None)
            raise

    def _finish(self, task: Task) -> None:
        self._wait(_unless_ended(self._manager.finish_job(task, Status.SUCCEEDED, False)))  # noqa: FBT003

    def _retry(self, task: Task, at: dt.datetime) -> None:
        self._wait(_unless_ended(self._manager.retry_job(task, retry_at=at)))

    def _number(self, worker: str) -> int:
        with self._signing_on:
            if worker not in self._workers:
                self._workers[worker] = self._wait(self._manager.register_worker())
            return self._workers[worker]

    def _now(self) -> dt.datetime:
        """By the one clock that all machines share."""
        row = self.book.one("SELECT now() AS now")
        assert row is not None  # noqa: S101  it always answers
        now: dt.datetime = row.now
        return now

    def _wait(self, question: Coroutine[Any, Any, Result]) -> Result:
        """The answer of the loop's thread; each worker's own thread waits for its own."""
        future = asyncio.run_coroutine_threadsafe(question, self._loop)
        with self._told():
            return future.result(_SECONDS * 2)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (exceptions.ConnectorException, psycopg.Error, TimeoutError) as error:
            raise trouble(self._engine, error.__cause__ or error) from error

    def _prepare(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(_IN_TURN)
            self.book.prepare(connection)
            there = connection.execute(text("SELECT to_regclass('procrastinate_jobs')")).scalar()
            if there is None:
                schema = SchemaManager.get_schema()
                connection.exec_driver_sql(schema.replace("%", "%%"))


def _take(connection: Connection, values: dict[str, str]) -> Row[Any] | None:
    return connection.execute(_TAKE, values).one_or_none()


async def _unless_ended(step: Coroutine[Any, Any, None]) -> None:
    """Another worker may have taken a job over and ended it meanwhile: nothing is left to do."""
    try:
        await step
    except exceptions.ConnectorException as error:
        if not isinstance(error.__cause__, psycopg.errors.RaiseException):
            raise


def _content(job: Job) -> str:
    return job.sha256 or job.id


def _task(job: Job) -> Task:
    content = _content(job)
    return Task(
        id=None, queue=QUEUE, task_name=TASK, task_kwargs={"id": job.id},
        lock=content, queueing_lock=content, priority=-job.priority,
    )  # fmt: skip


def _psycopg(connection: Connection) -> object:
    """The driver's own connection, inside SQLAlchemy's transaction."""
    return connection.connection.driver_connection


def _conninfo(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
