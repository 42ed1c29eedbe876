"""Figures of the task database: ``python -m benchmarks.database [--tasks N[,N...]] [--plans]``.

On SQLite and on PostgreSQL, each with N generated tasks: how long the questions of an office take
(p50 and p99, by the clock and in processor time of both sides), how many whole notices are stored
a second, how big the file is. Several sizes show how the times grow. Takes minutes for a million
tasks; on a machine that does other work too, the processor time is the figure to trust.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import hashlib
import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import event, make_url, text

from benchmarks.figures import Figures, json_option
from benchmarks.many_tasks import UNITS, WORKS, fill
from db import (
    DueState,
    Sort,
    Store,
    TaskFilter,
    count_tasks,
    late_ages,
    task_page,
    unit_counts,
)
from db.collation import search_key
from db.engine import open_engine
from db.paging import Position, cursor_of
from db.tracker import rows_of
from extract import Extractor
from ocr.reader import read
from samples.compose import compose
from tests.postgres import server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.orm import Session

    from models import Notice, Reading

_OPEN: Final = frozenset(DueState)
_SERVER: Final = "-c max_connections=20 -c shared_buffers=1GB -c max_parallel_workers_per_gather=0"
"""One core a query, so that the processor time of the backend is all there is."""
STORED: Final = 150


class Question(NamedTuple):
    """What an office asks; ``target`` in milliseconds for p99 at a million tasks."""

    name: str
    target: float | None
    ask: Callable[[Session, Random], object]


class Timing(NamedTuple):
    """Milliseconds by the clock and of processor time."""

    p50: float
    p99: float
    cpu50: float
    cpu99: float


def _unit(random: Random) -> str:
    """One of the two hundred busiest units; the busiest most often."""
    return UNITS[min(int(random.expovariate(1 / 40)), 199)].folded


def _first_page(session: Session, _random: Random) -> object:
    wanted = TaskFilter(limit=50)
    return list(rows_of(task_page(session, wanted).rows, wanted))


def _deep_page(session: Session, random: Random) -> object:
    """A page by cursor somewhere in the list: from the notices before a random one."""
    newest = session.scalar(text("SELECT max(id) FROM documents"))
    key = random.randint(2, newest or 2)
    day = session.scalar(text("SELECT issue_date FROM documents WHERE id = :key"), {"key": key})
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    after = cursor_of(Sort.NEWEST, Position(day, key, 0))
    wanted = TaskFilter(limit=50)
    return list(rows_of(task_page(session, wanted, after=after).rows, wanted))


def _overdue_of_unit(session: Session, random: Random) -> object:
    wanted = TaskFilter(unit=_unit(random), due=frozenset({DueState.LATE}), limit=50)
    return task_page(session, wanted, sort=Sort.DUE)


def _overdue_by_unit(session: Session, _random: Random) -> object:
    return late_ages(session)


def _overdue_view(session: Session, _random: Random) -> object:
    return session.execute(text("SELECT * FROM v_overdue_by_unit")).all()


def _search(session: Session, random: Random) -> object:
    words = search_key(random.choice(WORKS)).split()
    start = random.randrange(max(len(words) - 2, 1))
    wanted = TaskFilter(search=" ".join(words[start : start + random.randint(1, 3)]), limit=50)
    return task_page(session, wanted)


def _search_name(session: Session, random: Random) -> object:
    return task_page(session, TaskFilter(search=_unit(random), limit=50))


def _search_by_day(session: Session, random: Random) -> object:
    """As the tracker of the pages is searched."""
    return task_page(session, TaskFilter(search=_unit(random), limit=50), sort=Sort.DUE)


def _open_of_unit(session: Session, random: Random) -> object:
    wanted = TaskFilter(unit=_unit(random), due=_OPEN, limit=50)
    return task_page(session, wanted, sort=Sort.DUE)


def _summary(session: Session, _random: Random) -> object:
    return unit_counts(session)


def _summary_view(session: Session, _random: Random) -> object:
    return session.execute(text("SELECT * FROM v_unit_summary")).all()


QUESTIONS: Final = (
    Question("tracker page, first", 100, _first_page),
    Question("tracker page, anywhere", 100, _deep_page),
    Question("overdue of one unit", 100, _overdue_of_unit),
    Question("overdue by unit, client", 100, _overdue_by_unit),
    Question("overdue by unit, view", 100, _overdue_view),
    Question("search, words of tasks", 100, _search),
    Question("search, name of a unit", 100, _search_name),
    Question("search, name, by day", 100, _search_by_day),
    Question("open tasks of one unit", 100, _open_of_unit),
    Question("unit summary, client", 1_500, _summary),
    Question("unit summary, view", 1_500, _summary_view),
)


def measure(store: Store, question: Question, repeat: int) -> Timing:
    """Ask ``repeat`` times, each time in a session of its own as a web page does."""
    clock: list[float] = []
    cpu: list[float] = []
    for number in range(-3, repeat):
        with store.session() as session:
            backend = _backend(session)
            began, used = time.perf_counter(), time.process_time_ns() + _used(backend)
            question.ask(session, Random(number))
            if number >= 0:
                clock.append(1_000 * (time.perf_counter() - began))
                cpu.append((time.process_time_ns() + _used(backend) - used) / 1e6)
    return Timing(
        _quantile(clock, 0.5), _quantile(clock, 0.99), _quantile(cpu, 0.5), _quantile(cpu, 0.99)
    )


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(share * len(values)), len(values) - 1)]


def _backend(session: Session) -> int | None:
    if session.get_bind().dialect.name == "sqlite":
        return None
    return int(session.execute(text("SELECT pg_backend_pid()")).scalar_one())


def _used(backend: int | None) -> int:
    """Processor time of a server's backend in nanoseconds."""
    if backend is None:
        return 0
    return int(Path(f"/proc/{backend}/schedstat").read_text().split()[0])


def plans(store: Store, question: Question) -> Iterator[str]:
    """How the engine goes about each statement of a question."""
    told: dict[str, Any] = {}

    def note(_c: object, _cursor: object, statement: str, given: object, *_more: object) -> None:
        told.setdefault(statement, given)

    event.listen(store.engine, "before_cursor_execute", note)
    with store.session() as session:
        question.ask(session, Random(0))
    event.remove(store.engine, "before_cursor_execute", note)
    sqlite = store.engine.dialect.name == "sqlite"
    for statement, given in told.items():
        if "task" not in statement and "documents" not in statement:
            continue
        yield f"-- {' '.join(statement.split())[:160]}"
        with store.engine.connect() as connection:
            explain = "EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN (ANALYZE, COSTS OFF) "
            for row in connection.exec_driver_sql(explain + statement, given):
                yield f"   {row[-1]}"


def composed(count: int) -> list[tuple[Reading, Notice]]:
    """Whole notices, read and extracted: what the store is given in daily work."""
    extractor = Extractor.load()
    found: list[tuple[Reading, Notice]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            pages = compose(Random(number)).sheets
            path = Path(folder) / f"{number}.txt"
            path.write_text("\f".join(sheet.text for sheet in pages), encoding="utf-8")
            reading = read(path, repairer=None)
            found.append((reading, extractor.extract(reading)))
    return found


def storing(store: Store, notices: list[tuple[Reading, Notice]]) -> tuple[float, float]:
    """Whole notices a second, each in a transaction of its own, and milliseconds of our own."""
    began, used = time.perf_counter(), time.process_time()
    for number in range(STORED):
        reading, notice = notices[number % len(notices)]
        sha256 = hashlib.sha256(f"{number}".encode()).hexdigest()
        head = notice.head.model_copy(update={"number": f"n{number}"})
        store.save(
            reading.model_copy(update={"sha256": sha256}),
            notice.model_copy(update={"head": head}),
            source=None,
        )
    used = 1_000 * (time.process_time() - used) / STORED
    return STORED / (time.perf_counter() - began), used


def size(store: Store) -> int:
    """Bytes on disk."""
    with store.engine.connect() as connection:
        if store.engine.dialect.name == "sqlite":
            return Path(str(store.engine.url.database)).stat().st_size
        name = make_url(store.engine.url).database
        found = connection.execute(text("SELECT pg_database_size(:name)"), {"name": name})
        return int(found.scalar_one())


@contextmanager
def engines(names: list[str]) -> Iterator[dict[str, Callable[[int], str]]]:
    """By name, what makes the address of an empty database for so many tasks."""
    with tempfile.TemporaryDirectory() as folder:
        found: dict[str, Callable[[int], str]] = {}
        if "sqlite" in names:
            found["sqlite"] = lambda tasks: f"sqlite:///{folder}/{tasks}.db"
        if "postgresql" not in names:
            yield found
            return
        with server(_SERVER) as address:
            found["postgresql"] = lambda tasks: _new_database(address, f"k{tasks}")
            yield found


def _new_database(address: str, name: str) -> str:
    engine = open_engine(address)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address.replace("/postgres?", f"/{name}?")


def report(
    name: str, store: Store, tasks: int, options: argparse.Namespace, figures: Figures
) -> None:
    """Ask all questions and print how long each took."""
    print(f"{'':<26} {'p50':>8} {'p99':>8} {'cpu p50':>8} {'cpu p99':>8}  ms")
    for question in QUESTIONS:
        of = measure(store, question, options.repeat)
        told = "" if question.target is None or tasks < 1_000_000 else _verdict(of, question)
        times = " ".join(f"{value:8.1f}" for value in of)
        print(f"{question.name:<26} {times} {told}", flush=True)
        for kind, value in (("p50", of.cpu50), ("p99", of.cpu99)):
            chart = f"{question.name}: processor time"
            figures.add(chart, f"{name} {kind}", value, "ms", x=tasks, x_unit="tasks")
        if options.plans:
            print("\n".join(plans(store, question)), flush=True)


def _verdict(of: Timing, question: Question) -> str:
    target = question.target or 0
    clock = "met" if of.p99 <= target else "MISSED"
    cpu = "met" if of.cpu99 <= target else "MISSED"
    return f" target {target:.0f}: {clock} by the clock, {cpu} by processor time"


def whole(
    name: str,
    store: Store,
    tasks: int,
    notices: list[tuple[Reading, Notice]],
    options: argparse.Namespace,
    figures: Figures,
) -> None:
    """All figures of one database."""
    held = size(store) / 1e6
    print(f"{name}, {tasks:,} tasks: {held:,.0f} MB; load {os.getloadavg()[0]:.1f}")
    figures.add("File", name, held, "MB", x=tasks, x_unit="tasks")
    report(name, store, tasks, options, figures)
    speed, used = storing(store, notices)
    grown = (size(store) / 1e6 - held) / STORED * 1_000
    print(
        f"stored: {speed:.1f} notices a second, {used:.0f} ms of processor time each"
        f" on our side; {grown:.0f} kB a notice with lines and words"
    )
    figures.add("Stored", name, speed, "notices/s", x=tasks, x_unit="tasks")


def main(arguments: list[str] | None = None) -> None:
    """Print the figures of every size on both engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", help="sizes, divided by commas (10000,100000,1000000)")
    parser.add_argument("--engine", action="append", choices=["sqlite", "postgresql"])
    parser.add_argument("--repeat", type=int, default=100)
    parser.add_argument("--plans", action="store_true", help="print query plans")
    parser.add_argument(
        "--filled", action="append", default=[], help="also one that is there, by URL"
    )
    parser.add_argument("--quick", action="store_true", help="up to a hundred thousand tasks")
    json_option(parser)
    options = parser.parse_args(arguments)
    sizes = options.tasks or ("10000,100000" if options.quick else "10000,100000,1000000")
    figures, notices = Figures(), composed(15)
    # A pause to look through what made the notices would be told as time of the database.
    gc.collect()
    gc.freeze()
    with engines(options.engine or ["sqlite", "postgresql"]) as made:
        for tasks in sorted(int(count) for count in sizes.split(",") if count):
            for name, address in made.items():
                with Store.open(address(tasks)) as store:
                    began = time.perf_counter()
                    fill(store, tasks)
                    print(f"\nfilled in {time.perf_counter() - began:.0f} s")
                    whole(name, store, tasks, notices, options, figures)
    for address in options.filled:
        with Store.open(address) as store:
            with store.session() as session:
                tasks = round(count_tasks(session), -4)
            whole(store.engine.dialect.name, store, tasks, notices, options, figures)
    figures.write(options.json)


if __name__ == "__main__":
    main()
