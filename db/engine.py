"""One engine over SQLite or PostgreSQL, with the same promises on both."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError

from models.errors import Both, DatabaseTrouble, KetluanError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

Result = TypeVar("Result")

BUSY_MS = 5_000
MAPPED = 8 << 30
"""Bytes of an SQLite file that are read without copying; a third of the time of many lookups."""
CACHED_KIB = 8 << 10
"""Of an SQLite file that a connection keeps copies of: what is mapped needs none, and a worker
would fill whatever it is given in the course of ten thousand notices. 64 MiB were no faster."""
PATIENCE_S = 90.0
"""How long a write is tried again while others hold the database."""
_AGAIN_STATES = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: serialization failure, deadlock, lock not available."""


def open_engine(url: str) -> Engine:
    """An engine that keeps foreign keys, waits for locks, and opens writes at once.

    ``postgresql://`` means psycopg. Raises ``DatabaseTrouble`` on a URL that names no
    database we know.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseTrouble(database=url, detail=Both("địa chỉ sai", "bad URL")) from error
    name = parsed.get_backend_name()
    if name == "postgresql":
        engine = create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    if name != "sqlite":
        raise DatabaseTrouble(
            database=parsed.render_as_string(), detail=f"{name}: SQLite, PostgreSQL"
        )
    engine = create_engine(parsed, connect_args={"timeout": BUSY_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take SQLite's write lock when they begin.

    A transaction that reads first and writes later can be refused in the middle however long
    it waits; one that begins with the lock cannot.
    """
    return engine.execution_options(ketluan_write=True)


def persist(engine: Engine, work: Callable[[], Result], *, patience: float = PATIENCE_S) -> Result:
    """Run ``work``, a whole transaction, again while the database is busy or a race was lost.

    Raises ``DatabaseTrouble`` when it stays busy for ``patience`` seconds, or at once on any
    trouble that waiting does not mend.
    """
    give_up = time.monotonic() + patience
    pause, races = 0.02, 0
    while True:
        try:
            return work()
        except SQLAlchemyError as error:
            races += isinstance(error, IntegrityError)
            if not _passes(error) or races > 5 or time.monotonic() > give_up:
                raise trouble(engine, error) from error
        time.sleep(pause * (0.5 + random.random()))
        pause = min(pause * 2, 1.0)


def trouble(engine: Engine, error: BaseException) -> KetluanError:
    """The error for a person; it carries no statement and no value."""
    cause = getattr(error, "orig", None) or error
    lines: list[str | Both] = [*str(cause).strip().splitlines()]
    if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError) and _passes(error):
        lines = [Both("đang bận, hãy thử lại sau ít phút", "busy, try again in a few minutes")]
    return DatabaseTrouble(
        database=engine.url.render_as_string(hide_password=True),
        detail=lines[0] if lines else type(cause).__name__,
    )


def _passes(error: SQLAlchemyError) -> bool:
    """Whether the same transaction may succeed a moment later."""
    if isinstance(error, IntegrityError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if getattr(error.orig, "sqlstate", None) in _AGAIN_STATES:
        return True
    words = str(error.orig)
    return "is locked" in words or "is busy" in words


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.execute(f"PRAGMA cache_size = -{CACHED_KIB}")
    cursor.execute(f"PRAGMA mmap_size = {MAPPED}")
    cursor.close()


def _prepare_postgresql(connection: Any, _record: object) -> None:  # noqa: ANN401
    """Plans made for the values asked for, and none compiled: compiling costs more than asking."""
    connection.autocommit = True
    connection.execute("SET jit = off")
    connection.execute("SET plan_cache_mode = force_custom_plan")
    connection.autocommit = False


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("ketluan_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
